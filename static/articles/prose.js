// Shows Markdown as readers will see it, made by the server's one renderer.

const PAUSE = 600; // milliseconds after the last key

export function showProse() {
  document.querySelectorAll("[data-prose]").forEach(equip);
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll("[data-prose]").forEach(equip));
}

function equip(part) {
  if (part.closest(".empty-form")) return;
  const box = part.querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-prose";
  const shown = document.createElement("div");
  shown.className = "rendered";
  shown.setAttribute("role", "region");
  shown.setAttribute("aria-label", "As readers see it");
  const toggle = (isShown) => {
    button.textContent = isShown ? "Hide what readers see" : "Show as readers see it";
    button.setAttribute("aria-expanded", isShown);
    shown.hidden = !isShown;
    if (isShown) render(part.dataset.prose, box, shown);
  };
  toggle(false);
  box.after(button, shown);
  button.addEventListener("click", () => toggle(shown.hidden));
  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    if (!shown.hidden) pause = setTimeout(render, PAUSE, part.dataset.prose, box, shown);
  });
}

async function render(address, box, shown) {
  const text = box.value;
  const token = box.form.elements.csrfmiddlewaretoken.value;
  const answer = await post(address, text, token);
  // A later one may have been quicker.
  if (box.value !== text) return;
  if (answer.html === undefined) shown.textContent = answer.refusal;
  else shown.innerHTML = answer.html || "<p>There is nothing to show yet.</p>";
}

async function post(address, text, token) {
  try {
    const body = new URLSearchParams({ text, sources: countSources() });
    const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "error" });
    if (response.ok) return { html: await response.text() };
    if (response.status === 413) return { refusal: await response.text() };
  } catch {
    // No connection, or logged out meanwhile: said below, and what was typed is still there.
  }
  return { refusal: "This cannot be shown just now. Your text is still in the box." };
}

// How many there will be once the form is saved, so that [^2] is a number here exactly when it is one then.
function countSources() {
  const rows = [...document.querySelectorAll("#sources-group .form-row:not(.empty-form)")];
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  return rows.filter((row) => field(row, "title").value.trim() && !field(row, "DELETE")?.checked).length;
}
