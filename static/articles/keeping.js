// Keeps in this browser what was typed and not saved. After a crash, a lost connection or a closed tab the page offers
// it; nothing is put into the form by itself. Every page that is open keeps a copy of its own.

import { announce } from "./announcing.js";
import { addLink, field, groups, isBlank, isNew, place, prefixOf, rowsOf, templateOf } from "./rows.js";

const PAUSE = 500; // milliseconds after the last key
const KEY = `typed:${location.pathname}:`;

export function keepTyped(form) {
  forgetSaved();
  if (!form) return;
  // A refused form comes back with the name of its copy, and with what somebody else saved meanwhile.
  const refused = form.elements._copy?.value;
  const page = { form, copy: refused ?? newCopy(), clean: refused ? null : stateOf(form), isSending: false, pause: 0 };
  // Until its writer has saved over it, a refused form is as old as it was when it was opened.
  page.base = (refused && read(KEY + refused)?.base) || baseOf(form);
  for (const [copy, kept] of keptCopies()) {
    if (same(kept.state, stateOf(form))) forget(copy);
    else if (copy !== refused) offer(page, copy, kept);
  }
  if (refused) keep(page);
  else nameCopy(page);
  watch(page);
}

function watch(page) {
  const { form } = page;
  const later = () => {
    clearTimeout(page.pause);
    page.pause = setTimeout(keep, PAUSE, page);
  };
  for (const event of ["input", "change", "formset:added"]) form.addEventListener(event, later);
  document.addEventListener("formset:removed", later);
  window.addEventListener("pagehide", () => keep(page));
  document.addEventListener("visibilitychange", () => keep(page));
  form.addEventListener("submit", () => {
    page.isSending = true;
    keep(page);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!page.isSending && isChanged(page)) event.preventDefault();
  });
  // A page that the browser shows again, with "back".
  window.addEventListener("pageshow", () => {
    page.isSending = false;
  });
}

const isChanged = (page) => !same(stateOf(page.form), page.clean);

function keep(page) {
  clearTimeout(page.pause);
  if (!isChanged(page)) return forget(page.copy);
  return store(KEY + page.copy, JSON.stringify({ at: Date.now(), base: page.base, state: stateOf(page.form) }));
}

// What the server tells two editors' changes apart by: see admin/merging.py. A new article has nothing of it.
const BASE = ["draft_version", "opened"];
const baseOf = ({ elements }) => Object.fromEntries(BASE.map((name) => [name, elements[name]?.value]));

// The server gives the name of a copy back in a cookie once the form that bears it is saved: see admin/keeping.py.
function nameCopy(page) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: "_copy", value: page.copy });
  page.form.append(input);
}

function newCopy() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function forgetSaved() {
  for (const [, copy] of document.cookie.matchAll(/(?:^|; )saved-([0-9a-f]{32})=/g)) {
    keys().filter((key) => key.endsWith(copy)).forEach(remove);
    document.cookie = `saved-${copy}=; path=/admin/; max-age=0; samesite=strict`;
  }
}

// Offering

function offer(page, copy, kept) {
  const { form } = page;
  const isOlder = kept.base?.draft_version !== form.elements.draft_version?.value;
  const time = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const section = document.createElement("section");
  section.className = "kept-copy";
  section.setAttribute("aria-label", "Unsaved text");
  const words = document.createElement("p");
  words.textContent = `You have unsaved text of ${time}. `;
  if (isOlder) words.textContent += "The article was saved since: saving will show you what else was changed.";
  const end = (said) => {
    forget(copy);
    section.remove();
    announce(said);
  };
  const take = async () => {
    await bringBack(form, kept.state);
    takeBase(page, kept.base);
    keep(page);
    end("Your unsaved text is back in the form. It is not saved yet.");
  };
  const buttons = document.createElement("p");
  buttons.append(button("Bring it back", take), button("Discard", () => end("The unsaved text is gone.")));
  section.append(words, buttons);
  form.before(section);
}

// So that what somebody else saved since is not saved over unasked.
function takeBase(page, base) {
  if (base) page.base = base;
  for (const [name, value] of Object.entries(base ?? {})) page.form.elements[name].value = value;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

// The state of a form: its own fields by name, and the rows of each group as they stand, by their ids.

function stateOf(form) {
  const written = [...form.elements].filter(isWritten);
  const inRow = (control) => control.closest(".js-inline-admin-formset") !== null;
  const rows = groups().map((group) => [prefixOf(group), rowsOf(group).filter(isFilled).map(rowState)]);
  return {
    fields: valuesOf(written.filter((control) => !inRow(control)), (control) => control.name),
    rows: Object.fromEntries(rows),
  };
}

const isFilled = (row) => !isNew(row) || !isBlank(row);

function rowState(row) {
  const controls = [...row.querySelectorAll("input, textarea, select")].filter(isWritten);
  return { id: field(row, "id")?.value ?? "", values: valuesOf(controls, shortName) };
}

const shortName = (control) => /[^-]+$/.exec(control.name)[0];

function isWritten(control) {
  if (!control.name || ["submit", "button", "file"].includes(control.type)) return false;
  return control.type !== "hidden" || control.name.endsWith("-column");
}

function valuesOf(controls, nameOf) {
  const chosen = controls.filter((control) => control.type !== "radio" || control.checked);
  return Object.fromEntries(chosen.map((control) => [nameOf(control), valueOf(control)]));
}

const valueOf = (control) => (control.type === "checkbox" ? control.checked : control.value);

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Bringing back

async function bringBack(form, { fields, rows }) {
  for (const [name, value] of Object.entries(fields)) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) fill(control, value);
  }
  for (const group of groups().filter(templateOf)) bringRowsBack(group, rows[prefixOf(group)] ?? []);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// A row that was deleted meanwhile comes back as a new one.
function bringRowsBack(group, kept) {
  const saved = new Map(rowsOf(group).map((row) => [field(row, "id")?.value, row]));
  const spare = rowsOf(group).filter(isNew);
  const rows = kept.map(({ id, values }) => {
    const row = (id && saved.get(id)) || spare.shift() || addRow(group);
    for (const [name, value] of Object.entries(values)) fill(field(row, name), value);
    return row;
  });
  place(group, [...rows, ...rowsOf(group).filter((row) => !rows.includes(row))]);
}

function addRow(group) {
  addLink(group).click();
  return rowsOf(group).at(-1);
}

function fill(control, value) {
  if (!control || control.type === "hidden" && !control.name.endsWith("-column")) return;
  if (control.type === "radio") control.checked = control.value === value;
  else if (control.type === "checkbox") control.checked = value;
  else control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

// The browser's storage. It may be full, or forbidden in a private window: then nothing is kept, and writing and saving
// go on as they would without this script. A warning would only disturb those who chose so.

function store(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // See above.
  }
}

const forget = (copy) => remove(KEY + copy);

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // See above.
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("typed:"));
  } catch {
    return [];
  }
}

/* [[copy, {at, base, state}]] of this page's address, the oldest first: each is offered above the form, so the latest stands nearest. */
function keptCopies() {
  const kept = keys().filter((key) => key.startsWith(KEY)).map((key) => [key.slice(KEY.length), read(key)]);
  return kept.filter(([, copy]) => copy?.state).sort(([, one], [, other]) => one.at - other.at);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
