// The preview in its frame, scaled to the room that there is, and copying its link. Without this script the frame
// scrolls, and the link is copied by hand.

const SMALLEST = 0.6; // a page drawn smaller is not read any more, so its frame scrolls

const box = document.querySelector(".preview-frame");
const frame = box.querySelector("iframe");

function scale() {
  const room = box.clientWidth - 2 * parseFloat(getComputedStyle(box).paddingLeft);
  const factor = Math.max(SMALLEST, Math.min(1, room / frame.offsetWidth));
  frame.style.transform = `scale(${factor})`;
  // The page around it goes on counting with the frame's full size; at full size its margins centre it.
  frame.style.marginRight = factor < 1 ? `${(factor - 1) * frame.offsetWidth}px` : "";
  frame.style.marginBottom = `${(factor - 1) * frame.offsetHeight}px`;
}

// Only a preview lets itself be shown in a frame: what leads away from it opens beside it.
function openLinksBeside() {
  // There is no document to reach where the session has ended and the frame stays empty.
  const links = frame.contentDocument?.querySelectorAll("a[href]:not([href^='#'])") ?? [];
  for (const link of links) link.target = "_blank";
}

new ResizeObserver(scale).observe(box);
frame.addEventListener("load", openLinksBeside);
if (frame.contentDocument?.readyState === "complete") openLinksBeside();

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const status = button.parentElement.querySelector("[role=status]");
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    status.textContent = (await copied(field)) ? "Copied." : "Press Ctrl+C, or ⌘C, to copy it.";
  });
  button.hidden = false;
}

// A site without https may not reach the clipboard: then the link stands selected.
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    return false;
  }
}
