// The button that schedules says for when; without this script it says “Schedule”.

const button = document.querySelector("[name=_schedule]");
const day = document.querySelector("[name=publish_at_0]");
const time = document.querySelector("[name=publish_at_1]");

function label() {
  // Taken for UTC and written as UTC: the words typed, in whatever zone the browser is.
  const moment = new Date(`${day.value}T${time.value}Z`);
  const written = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" };
  const language = document.documentElement.lang;
  button.value = isNaN(moment) ? "Schedule" : `Schedule for ${moment.toLocaleString(language, written)}`;
}

if (button && day && time) {
  for (const box of [day, time]) box.addEventListener("input", label);
  label();
}
