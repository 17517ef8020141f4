// Says how long a text is beside how long it should be. It advises; nothing is refused for it.

import { announce } from "./announcing.js";

const NEAR = 0.9;
const PAUSE = 1000; // milliseconds after the last key before a screen reader is told

let made = 0;

export function countCharacters() {
  document.querySelectorAll("[data-most]").forEach(count);
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll("[data-most]").forEach(count));
}

function count(box) {
  if (box.closest(".empty-form")) return;
  const line = document.createElement("p");
  line.className = "counter";
  line.id = `counter-${++made}`;
  box.after(line);
  const described = box.getAttribute("aria-describedby");
  box.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);
  let pause;
  const show = () => {
    const { words, isWrong, isNear } = judge(box);
    line.textContent = words;
    line.classList.toggle("is-wrong", isWrong);
    // A table full of counters would hide its words: there one stands only where it matters.
    line.hidden = Boolean(box.closest("td")) && !isNear;
    return isNear ? words : "";
  };
  box.addEventListener("input", () => {
    const words = show();
    clearTimeout(pause);
    if (words) pause = setTimeout(() => announce(words), PAUSE);
  });
  // Other scripts fill boxes too.
  box.form.addEventListener("input", (event) => event.target === box || show());
  show();
}

function judge(box) {
  const [fewest, most] = [Number(box.dataset.fewest), Number(box.dataset.most)];
  // As the server counts: signs, not the units of UTF-16.
  const length = [...box.value.trim()].length;
  if (length > most) return { words: `Too long: ${length} of ${most} characters.`, isWrong: true, isNear: true };
  if (length && length < fewest) {
    return { words: `Too short: ${length} of at least ${fewest} characters.`, isWrong: true, isNear: false };
  }
  return { words: `${length} of ${most} characters.`, isWrong: false, isNear: length >= most * NEAR };
}
