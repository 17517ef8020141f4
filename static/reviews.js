// Small helps for pages that work without them: a count of characters, a draft, votes in place.

const UNFINISHED = "draft-";
const SENT = "sent-";
const KEPT = ["rating", "comment", "name"];

for (const page of document.querySelectorAll("[data-clear-draft]")) {
  clearSent(UNFINISHED + page.dataset.clearDraft);
}
for (const form of document.querySelectorAll(".review-form")) {
  if (form.elements.comment) countCharacters(form.elements.comment);
  if (form.elements.seconds_open) tellSeconds(form);
  if (form.dataset.draft) keepDraft(form, UNFINISHED + form.dataset.draft);
}
for (const form of document.querySelectorAll("form[data-helpful]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    vote(form).catch(() => form.submit());
  });
}

function countCharacters(box) {
  const count = document.createElement("p");
  count.className = "note count";
  const show = () => {
    // As the server counts: without spaces at the ends, and a face of four units as one.
    const typed = [...box.value.trim()].length;
    count.textContent = `${typed.toLocaleString("en")} of ${box.maxLength.toLocaleString("en")} characters`;
    // Heard only where it matters: a voice at every letter is in the way.
    count.setAttribute("aria-live", box.maxLength - typed < 100 ? "polite" : "off");
  };
  box.addEventListener("input", show);
  box.after(count);
  show();
}

function tellSeconds(form) {
  const field = form.elements.seconds_open;
  const before = Number(field.value) || 0;
  form.addEventListener("submit", () => {
    field.value = (before + performance.now() / 1000).toFixed(1);
  });
}

function keepDraft(form, name) {
  // Here again, so what was sent before has been refused.
  store((drafts) => drafts.removeItem(SENT + name));
  const restored = restore(form, store((drafts) => JSON.parse(drafts.getItem(name))) ?? {});
  if (restored.length) offerToDiscard(form, name, restored);
  form.addEventListener("submit", () => store((drafts) => drafts.setItem(SENT + name, "yes")));
  form.addEventListener("input", () => {
    store((drafts) => drafts.removeItem(SENT + name));
    const draft = KEPT.map((field) => [field, form.elements[field].value]).filter(([, text]) => text);
    store((drafts) =>
      draft.length ? drafts.setItem(name, JSON.stringify(Object.fromEntries(draft))) : drafts.removeItem(name),
    );
  });
}

// The page after sending: only then is the draft of the article done with, and not whenever the page is opened.
function clearSent(name) {
  store((drafts) => {
    if (drafts.getItem(SENT + name)) drafts.removeItem(name);
    drafts.removeItem(SENT + name);
  });
}

// The names of the fields that were empty and are filled now.
function restore(form, draft) {
  return KEPT.filter((field) => {
    const element = form.elements[field];
    if (!draft[field] || element.value) return false;
    element.value = draft[field];
    element.dispatchEvent?.(new Event("input"));
    return element.value !== "";
  });
}

function offerToDiscard(form, name, restored) {
  const note = document.createElement("p");
  const button = document.createElement("button");
  note.className = "note";
  button.type = "button";
  button.className = "plain";
  button.textContent = "Discard draft";
  button.addEventListener("click", () => {
    store((drafts) => drafts.removeItem(name));
    restored.forEach((field) => clear(form, field));
    note.remove();
    form.elements.comment.focus();
  });
  note.append("This is the draft that you left in this browser. ", button);
  form.prepend(note);
}

function clear(form, field) {
  const element = form.elements[field];
  if (element instanceof RadioNodeList) element.forEach((radio) => (radio.checked = false));
  else element.value = "";
  element.dispatchEvent?.(new Event("input"));
}

async function vote(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  });
  if (!answer.ok) throw new Error(`The vote was answered with ${answer.status}.`);
  const { count, voted } = await answer.json();
  showVote(form, count, voted);
}

function showVote(form, count, voted) {
  const button = form.querySelector("button");
  form.querySelector("output").textContent = count ? `${count} ${count === 1 ? "reader" : "readers"} found this helpful` : "";
  form.querySelector("[name=undo]")?.remove();
  if (voted) {
    const undo = Object.assign(document.createElement("input"), { type: "hidden", name: "undo", value: "1" });
    form.append(undo);
  }
  button.dataset.vote ??= button.textContent;
  button.textContent = voted ? "Undo" : button.dataset.vote;
}

// Storage may be full or refused; then there is no draft, and nothing else is missing.
function store(act) {
  try {
    return act(localStorage);
  } catch (error) {
    console.info("No draft is kept:", error.message);
    return null;
  }
}
