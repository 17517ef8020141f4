// A text that is there to be copied is selected as a whole when it gets the focus.
for (const box of document.querySelectorAll("textarea[readonly]")) {
  box.addEventListener("focus", () => box.select());
}
