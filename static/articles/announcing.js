// One polite live region for the page. Browsers read only what changes in a region that was there before.

const region = document.createElement("p");
region.className = "visually-hidden";
region.setAttribute("role", "status");
document.querySelector("#content").append(region);

export function announce(words) {
  region.textContent = words;
}
