// Small helps for pages that work without them: the section that is read, sharing, a count of characters, a draft, votes
// in place, photos in large.

// All that readers see or hear of this file stands in the page, in its language: see templates/reviews/_script_words.html.
const NAMES = [
  "share", "copy", "copied", "notCopied", "characters", "draft", "discard",
  "undo", "photos", "place", "previous", "next", "close",
];
const SAID = document.querySelector("main").dataset.words.split("|");
const WORDS = Object.fromEntries(NAMES.map((name, index) => [name, SAID[index]]));
const LANGUAGE = document.documentElement.lang;
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
for (const link of document.querySelectorAll("a[data-photo]")) {
  link.addEventListener("click", (event) => {
    // Whoever asks for another tab gets one.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showPhotos(link);
  });
}
markContents();
for (const article of document.querySelectorAll(".article")) offerToShare(article);

function fill(sentence, values) {
  return sentence.replace(/{(\w+)}/g, (_, name) => values[name]);
}

// Grouped as the page groups the digits of `like`; Intl may do it otherwise, and is dear while a page is being drawn.
function grouped(number, like) {
  const [separator = ""] = /\D+/.exec(like) ?? [];
  return String(number).replace(/\B(?=(\d{3})+$)/g, separator);
}

function markContents() {
  const links = [...document.querySelectorAll(".contents a")];
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const reached = new Set();
  const mark = (changes) => {
    for (const { target, isIntersecting } of changes) isIntersecting ? reached.add(target) : reached.delete(target);
    const current = sections.findLast((section) => reached.has(section));
    const isCurrent = (_, index) => current && sections[index] === current;
    // Places first, marks then: the other way round the browser would have to lay the page out twice.
    keepInView(links.findLast(isCurrent));
    links.forEach((link, index) => {
      if (isCurrent(link, index)) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  // All above the line at a third of the window: the last of them is the one that is read, also between two of them.
  const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -66%" });
  for (const section of new Set(sections)) observer.observe(section);
}

// A list longer than the window scrolls by itself, and the page must not move for it.
function keepInView(link) {
  const list = link?.closest(".beside");
  if (list) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

function offerToShare(article) {
  const address = document.querySelector("link[rel=canonical]").href;
  const title = article.querySelector("h1").textContent;
  // Where the article's lines begin; but its words are in the site's language.
  const place = Object.assign(document.createElement("div"), { className: "choices share" });
  const inOwnWords = (element) =>
    Object.assign(element, { lang: LANGUAGE, dir: document.documentElement.dir || "ltr" });
  const said = inOwnWords(document.createElement("output"));
  const copy = () =>
    writeToClipboard(address).then(
      () => (said.textContent = WORDS.copied),
      (error) => {
        console.info("The link is shown instead:", error.message);
        said.replaceChildren(`${WORDS.notCopied} `, Object.assign(document.createElement("bdi"), { textContent: address }));
      },
    );
  const share = () =>
    navigator.share({ title, url: address }).catch((error) => {
      // Whoever closes the sheet wants no link.
      if (error.name !== "AbortError") return copy();
    });
  if (navigator.share) place.append(inOwnWords(button(WORDS.share, share)));
  place.append(inOwnWords(button(WORDS.copy, copy)), said);
  article.querySelector(":scope > .prose").append(place);
}

// Without https there is no clipboard at all.
async function writeToClipboard(text) {
  if (!navigator.clipboard) throw new Error("This page has no access to the clipboard.");
  await navigator.clipboard.writeText(text);
}

function countCharacters(box) {
  const count = document.createElement("p");
  count.className = "note count";
  const show = () => {
    // As the server counts: without spaces at the ends, and a face of four units as one.
    const typed = [...box.value.trim()].length;
    const { most } = box.dataset;
    count.textContent = fill(WORDS.characters, { typed: grouped(typed, most), most });
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
  const note = Object.assign(document.createElement("p"), { className: "note" });
  const discard = button(WORDS.discard, () => {
    store((drafts) => drafts.removeItem(name));
    restored.forEach((field) => clear(form, field));
    note.remove();
    form.elements.comment.focus();
  });
  discard.className = "plain";
  note.append(`${WORDS.draft} `, discard);
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
  const { said, voted } = await answer.json();
  showVote(form, said, voted);
}

function showVote(form, said, voted) {
  const button = form.querySelector("button");
  form.querySelector("output").textContent = said;
  form.querySelector("[name=undo]")?.remove();
  if (voted) {
    const undo = Object.assign(document.createElement("input"), { type: "hidden", name: "undo", value: "1" });
    form.append(undo);
  }
  button.dataset.vote ??= button.textContent;
  button.textContent = voted ? WORDS.undo : button.dataset.vote;
}

// The photos of one review, one at a time. Escape is the browser's own.
function showPhotos(link) {
  const links = [...link.closest("[role=list]").querySelectorAll("a[data-photo]")];
  const dialog = Object.assign(document.createElement("dialog"), { className: "viewer" });
  dialog.setAttribute("aria-label", WORDS.photos);
  const caption = document.createElement("p");
  const place = document.createElement("span");
  caption.setAttribute("aria-live", "polite");
  let shown = links.indexOf(link);
  const show = (step) => {
    shown = (shown + step + links.length) % links.length;
    dialog.querySelector("picture")?.remove();
    dialog.prepend(large(links[shown]));
    caption.textContent = links[shown].querySelector("img").alt;
    place.textContent = fill(WORDS.place, { number: shown + 1, count: links.length });
  };
  const choices = Object.assign(document.createElement("div"), { className: "choices" });
  if (links.length > 1) choices.append(button(WORDS.previous, () => show(-1)), place, button(WORDS.next, () => show(1)));
  choices.append(button(WORDS.close, () => dialog.close()));
  dialog.append(caption, choices);
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && links.length > 1) show(dialog.matches(":dir(rtl)") ? -step : step);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    // Not every browser has put the focus on a link that was clicked.
    link.focus();
  });
  document.body.append(dialog);
  show(0);
  dialog.showModal();
}

function large(link) {
  const picture = document.createElement("picture");
  const { alt } = link.querySelector("img");
  if (link.dataset.photo) {
    // No larger than it is.
    const widest = /(\d+)w$/.exec(link.dataset.photo)[1];
    const lighter = { type: "image/avif", srcset: link.dataset.photo, sizes: `min(100vw, ${widest}px)` };
    picture.append(Object.assign(document.createElement("source"), lighter));
  }
  picture.append(Object.assign(document.createElement("img"), { src: link.href, alt }));
  return picture;
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button quiet" });
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
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
