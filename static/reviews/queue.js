// Keys for the moderators' queue. Without this script every button and link works as well.
// A button names its keys itself, in aria-keyshortcuts.

const STORED = "queue-keys";
const FIELDS = "textarea, select, input:not([type=checkbox]), [contenteditable]";

const panel = document.querySelector(".keys");
const reasons = document.querySelector(".rejection select");
let isLeaving = false;

if (panel) {
  const box = panel.querySelector("input");
  box.checked = remembered() !== "off";
  box.addEventListener("change", () => remember(box.checked ? "on" : "off"));
  panel.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!box.checked || isLeaving || isNoKeyOfOurs(event)) return;
    if (press(event)) event.preventDefault();
  });
}

function isNoKeyOfOurs(event) {
  return event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
}

function press(event) {
  const field = event.target.closest?.(FIELDS);
  if (event.key === "Escape" && field) return leave(field);
  // By its place on the keyboard: some need a modifier for the sign.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit && (!field || field === reasons)) return choose(Number(digit));
  return !field && act(event.key);
}

function leave(field) {
  field.blur();
  document.querySelector("h2.now").focus();
  return true;
}

function choose(number) {
  if (!reasons || number >= reasons.options.length) return false;
  reasons.selectedIndex = number;
  const form = reasons.form;
  (reasons.value === "other" ? form.elements.note : form.querySelector("button")).focus();
  return true;
}

function act(key) {
  if (key === "r" && reasons) {
    reasons.focus();
    return true;
  }
  const found = document.querySelector(`[aria-keyshortcuts~="${CSS.escape(key)}"]`);
  if (!found) return false;
  // One press is one decision, also where the next page is slow to come.
  isLeaving = true;
  found.click();
  return true;
}

// A page that the browser shows again, with "back", listens again.
window.addEventListener("pageshow", () => {
  isLeaving = false;
});

// Where the browser keeps nothing, the choice holds for this page alone.
function remembered() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function remember(choice) {
  try {
    localStorage.setItem(STORED, choice);
  } catch {
    // See above.
  }
}
