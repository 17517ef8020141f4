// Below a box of points stands the list of their titles, which puts the points in the box in order.

import { makeOrderable, mover } from "./ordering.js";

// As articles/points.py reads them.
const POINT = /^(\p{Nd}+)[.)]\s+\*\*((?:\\.|[^*\\]|\*(?!\*))+)\*\*:?[ \t]*(.*)$/u;
const PAUSE = 400;

export function orderPoints() {
  document.querySelectorAll("[data-points]").forEach(equip);
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll("[data-points]").forEach(equip));
}

function equip(box) {
  if (box.closest(".empty-form")) return;
  const list = document.createElement("ol");
  list.className = "points";
  list.setAttribute("aria-label", "Order of the points");
  box.closest(".flex-container").after(list);
  let head, written, pause;
  const show = () => {
    if (box.value === written) return;
    written = box.value;
    const points = split(box.value);
    head = points.head;
    list.replaceChildren(...points.blocks.map(item));
    list.hidden = points.blocks.length < 2;
  };
  show();
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, PAUSE);
  });
  // Other scripts fill boxes too.
  box.addEventListener("change", show);
  makeOrderable(list, {
    list: () => [...list.children],
    name: (line) => line.querySelector(".title").textContent,
    moved: () => {
      written = join(head, [...list.children].map((line) => line.block));
      box.value = written;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function item(block) {
  const line = document.createElement("li");
  line.block = block;
  const title = document.createElement("span");
  title.className = "title";
  title.textContent = block.title;
  line.append(mover(), title);
  return line;
}

/* What stands before the first point, and the points in the order in which they would be saved. */
function split(text) {
  const head = [];
  const blocks = [];
  for (const line of text.split("\n")) {
    const match = POINT.exec(line.trim());
    if (match) blocks.push({ number: Number(match[1]), title: titleOf(match[2]), lines: [line.trim()] });
    else (blocks.at(-1)?.lines ?? head).push(line);
  }
  const numbers = new Set(blocks.map((block) => block.number));
  // Digits of other scripts are no numbers here; the server reads them.
  if (numbers.size === blocks.length && !numbers.has(NaN)) blocks.sort((a, b) => a.number - b.number);
  return { head: head.join("\n").trim(), blocks };
}

const titleOf = (text) => text.replace(/\\(.)/g, "$1").trim().replace(/:$/, "");

function join(head, blocks) {
  const texts = blocks.map(({ lines }, index) => lines.join("\n").trim().replace(/^\p{Nd}+/u, index + 1));
  return [head, ...texts].filter(Boolean).join("\n\n");
}
