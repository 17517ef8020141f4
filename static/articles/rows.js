// The rows of the article's form, as Django's inlines keep them: each group has its rows, and one empty to clone.

export const groups = () => [...document.querySelectorAll(".js-inline-admin-formset")];

export const prefixOf = (group) => group.id.replace(/-group$/, "");

export const rowsOf = (group) => [...group.querySelectorAll(`.dynamic-${prefixOf(group)}`)];

export const templateOf = (group) => document.getElementById(`${prefixOf(group)}-empty`);

export const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

export const isNew = (row) => !row.classList.contains("has_original");

export const isMarked = (row) => Boolean(field(row, "DELETE")?.checked);

export const indexOf = (row) => Number(/-(\d+)$/.exec(row.id)[1]);

export function nameOf(row) {
  const typed = ["name", "aspect", "title"].map((name) => field(row, name)?.value.trim());
  const select = row.querySelector("select");
  const chosen = select?.value && select.selectedOptions[0].text;
  return typed.find(Boolean) || chosen || "The empty row";
}

// Neither its number nor a choice that is always made fills a row.
export function isBlank(row) {
  const controls = [...row.querySelectorAll("input:not([type=hidden]), textarea, select")];
  return controls.filter((control) => !control.name.endsWith("-position")).every(isEmpty);
}

function isEmpty(control) {
  if (control.type === "checkbox") return !control.checked;
  const isAlwaysChosen = control.tagName === "SELECT" && [...control.options].every((option) => option.value);
  return isAlwaysChosen || !control.value.trim();
}

// Not without need: a row that leaves the page, even to come back, loses the focus.
export function place(group, rows) {
  if (rows.every((row, index) => row === rowsOf(group)[index])) return;
  templateOf(group).before(...rows);
}

export const addLink = (group) => group.querySelector(".add-row a");

export const removeLink = (row) => row.querySelector(".inline-deletelink");
