// Rows are put in order by dragging, by the arrow keys and by two buttons. Their numbers follow, and are what is saved.

import { announce } from "./announcing.js";
import { field, groups, indexOf, nameOf, place, rowsOf, templateOf } from "./rows.js";

const NEAR_THE_EDGE = 60; // pixels from the window's edge at which dragging scrolls
const STEP = 12;
const A_CLICK = 4; // pixels that a pointer may shake without dragging

export function orderRows() {
  groups().filter(isNumbered).forEach(orderGroup);
  document.addEventListener("formset:removed", (event) => {
    const group = document.getElementById(`${event.detail.formsetName}-group`);
    if (isNumbered(group)) keepIndexes(group);
  });
}

const isNumbered = (group) => templateOf(group) !== null && field(templateOf(group), "position") !== null;

function orderGroup(group) {
  group.classList.add("is-ordered");
  for (const row of [...rowsOf(group), templateOf(group)]) {
    (row.querySelector("h3") ?? field(row, "position").closest("td")).prepend(mover());
  }
  arrange(group);
  makeOrderable(group, { list: () => rowsOf(group), name: nameOf, moved: () => number(group) });
}

// After a refused save rows stand as they were sent, not as they are numbered.
function arrange(group) {
  const position = (row) => Number(field(row, "position").value || Infinity);
  // Infinity less Infinity is no number.
  place(group, rowsOf(group).sort((a, b) => position(a) - position(b) || 0));
}

export function number(group) {
  rowsOf(group).forEach((row, index) => {
    field(row, "position").value = index + 1;
  });
  group.dispatchEvent(new Event("input", { bubbles: true }));
}

// Once a row is removed Django names the rows anew as they stand, but saved ones must keep the first names.
function keepIndexes(group) {
  const rows = rowsOf(group);
  place(group, [...rows].sort((a, b) => indexOf(a) - indexOf(b)));
  queueMicrotask(() => place(group, rows.filter((row) => row.isConnected)));
}

export function mover() {
  const tools = document.createElement("span");
  tools.className = "mover";
  tools.append(button("handle", "⠿", "Move: drag, or press the arrow keys"), button("up", "↑", "Move up"));
  tools.append(button("down", "↓", "Move down"));
  return tools;
}

function button(name, sign, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = sign;
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

/* `list()` gives the elements in order, `name(element)` what to call one; `moved()` is called after each move. */
export function makeOrderable(container, { list, name, moved }) {
  container.classList.add("is-orderable");
  // A row may hold a list of its own.
  const isOurs = (tool) => tool?.closest(".is-orderable") === container;
  const holderOf = (part) => list().find((element) => element.contains(part));
  const tell = (element) => {
    const all = list();
    announce(`${name(element)} is now ${all.indexOf(element) + 1} of ${all.length}.`);
  };
  const step = (tool, by) => {
    const element = holderOf(tool);
    const other = list()[list().indexOf(element) + by];
    if (!other) return announce(`${name(element)} is already ${by < 0 ? "first" : "last"}.`);
    pass(element, other, by);
    moved();
    tool.scrollIntoView({ block: "nearest" });
    return tell(element);
  };

  container.addEventListener("click", (event) => {
    const tool = event.target.closest(".mover .up, .mover .down");
    if (isOurs(tool)) step(tool, tool.matches(".up") ? -1 : 1);
  });
  container.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.target.matches(".handle") || !isOurs(event.target)) return;
    event.preventDefault();
    step(event.target, by);
  });
  container.addEventListener("pointerdown", (event) => {
    if (event.button || !event.target.matches(".handle") || !isOurs(event.target)) return;
    const element = holderOf(event.target);
    drag(event, container, element, list, () => {
      moved();
      tell(element);
    });
  });
}

// The other one moves, so that the one in hand keeps the focus and the pointer.
function pass(element, other, by) {
  if (by < 0) element.after(other);
  else element.before(other);
}

function drag(start, container, element, list, moved) {
  const handle = start.target;
  const before = list();
  const follow = (event) => {
    const isShaking = Math.abs(event.clientY - start.clientY) < A_CLICK;
    if (isShaking && !container.classList.contains("is-dragging")) return;
    hold(container, element, true);
    scrollNear(event.clientY);
    passAll(element, list, event.clientY);
  };
  const end = () => {
    handle.removeEventListener("pointermove", follow);
    hold(container, element, false);
    if (list().some((other, index) => other !== before[index])) moved();
  };
  handle.setPointerCapture(start.pointerId);
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", end, { once: true });
}

// While one is dragged long rows shrink to their heads, and the one in hand stays under the pointer.
function hold(container, element, isHeld) {
  if (container.classList.contains("is-dragging") === isHeld) return;
  const top = element.getBoundingClientRect().top;
  container.classList.toggle("is-dragging", isHeld);
  element.classList.toggle("is-held", isHeld);
  window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
}

function scrollNear(y) {
  if (y < NEAR_THE_EDGE) window.scrollBy(0, -STEP);
  if (y > window.innerHeight - NEAR_THE_EDGE) window.scrollBy(0, STEP);
}

function passAll(element, list, y) {
  const all = list();
  const at = all.indexOf(element);
  const above = all.slice(0, at).filter((other) => y < middle(other)).reverse();
  const below = all.slice(at + 1).filter((other) => y > middle(other));
  above.forEach((other) => pass(element, other, -1));
  below.forEach((other) => pass(element, other, 1));
}

function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
