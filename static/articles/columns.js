// The comparison has a column for each subject: it comes, goes and moves with the subject, and bears its name.

import { field, isBlank, isMarked, isNew, removeLink, rowsOf, templateOf } from "./rows.js";

const SLOTS = ["1", "2", "3", "4"];
const FEWEST = 2;

const subjects = document.getElementById("subjects-group");
const comparison = document.getElementById("comparison_rows-group");
// The slots of the subjects that were not saved yet, as they stood at last.
let asked = new Map();

export function followSubjects() {
  if (!subjects || !comparison || !templateOf(subjects)) return;
  removeSpare();
  refresh();
  subjects.addEventListener("input", refresh);
  subjects.addEventListener("change", refresh);
  subjects.addEventListener("formset:added", refresh);
  comparison.addEventListener("formset:added", refresh);
  document.addEventListener("formset:removed", refresh);
}

// Without a script all four must be there at once; with it "Add another" brings them.
function removeSpare() {
  const rows = rowsOf(subjects);
  while (rows.length > FEWEST && isNew(rows.at(-1)) && isBlank(rows.at(-1))) removeLink(rows.pop()).click();
}

function refresh() {
  const rows = rowsOf(subjects);
  rows.filter((row) => isNew(row) && !isItsOwn(row, rows)).forEach((row) => claim(row, rows));
  release(rows);
  const live = rows.filter((row) => !isMarked(row));
  allowAnother(rows.length - live.length);
  arrangeColumns([...new Set([...live.map(slotOf), ...SLOTS])].filter(Boolean));
  for (const slot of SLOTS) label(slot, live, rows);
  rows.filter(isNew).forEach((row) => {
    row.querySelector(".inline_label").textContent = field(row, "name").value.trim() || `#${rows.indexOf(row) + 1}`;
  });
}

const slotOf = (row) => field(row, "column").value;

function isItsOwn(row, rows) {
  const rivals = rows.filter((other) => other !== row && !isMarked(other) && slotOf(other) === slotOf(row));
  return slotOf(row) && !rivals.some((other) => !isNew(other) || rows.indexOf(other) < rows.indexOf(row));
}

// The first slot that nobody has, else the first of a subject that is to be removed, whose words then go. So does the
// server: see SubjectFormSet.
function claim(row, rows) {
  const others = rows.filter((other) => other !== row);
  const taken = others.filter((other) => !isMarked(other)).map(slotOf);
  const leaving = others.filter(isMarked).map(slotOf);
  const free = SLOTS.filter((slot) => !taken.includes(slot));
  const slot = free.find((one) => !leaving.includes(one)) ?? free[0] ?? "";
  field(row, "column").value = slot;
  if (leaving.includes(slot)) for (const box of boxes(slot)) if (box.value === box.defaultValue) box.value = "";
}

// A new subject that was taken out again takes its words along, and a saved one gets back what was there.
function release(rows) {
  for (const [row, slot] of asked) {
    if (rows.includes(row)) continue;
    const isSaved = rows.some((other) => !isNew(other) && slotOf(other) === slot);
    for (const box of boxes(slot)) box.value = isSaved ? box.defaultValue : "";
  }
  asked = new Map(rows.filter(isNew).map((row) => [row, slotOf(row)]));
}

const boxes = (slot) => rowsOf(comparison).map((row) => field(row, `cell_${slot}`)).filter(Boolean);

// Django counts those marked for removal; one that takes the place of another may come in the same save.
function allowAnother(marked) {
  const most = subjects.querySelector("[name$=-MAX_NUM_FORMS]");
  most.value = SLOTS.length + marked;
  const link = subjects.querySelector(".add-row");
  if (link) link.style.display = rowsOf(subjects).length < Number(most.value) ? "" : "none";
}

function arrangeColumns(order) {
  for (const line of comparison.querySelectorAll("tr")) {
    const cells = order.map((slot) => line.querySelector(`:scope > :is(.column-cell_${slot}, .field-cell_${slot})`));
    if (cells.includes(null)) continue;
    const now = [...line.children].filter((cell) => cells.includes(cell));
    if (now.some((cell, index) => cell !== cells[index])) line.lastElementChild.before(...cells);
  }
}

function label(slot, live, rows) {
  const owner = live.find((row) => slotOf(row) === slot);
  const isLeaving = rows.some((row) => isMarked(row) && slotOf(row) === slot);
  const isShown = owner || (!isLeaving && boxes(slot).some((box) => box.value.trim()));
  const words = owner ? field(owner, "name").value.trim() || `Subject ${live.indexOf(owner) + 1}` : "No subject";
  for (const cell of comparison.querySelectorAll(`:is(.column-cell_${slot}, .field-cell_${slot})`)) {
    cell.hidden = !isShown;
    if (cell.matches("th")) cell.textContent = words;
    else cell.querySelector("label").textContent = `${words}:`;
  }
}
