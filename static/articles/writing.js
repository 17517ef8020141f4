// Improves the form of an article, which works without any of this.

import { followSubjects } from "./columns.js";
import { countCharacters } from "./counting.js";
import { keepTyped } from "./keeping.js";
import { orderRows } from "./ordering.js";
import { orderPoints } from "./points.js";
import { showProse } from "./prose.js";

// Django's own script makes rows of its inlines when the page is ready, and all of this builds on them.
window.django.jQuery(() => {
  orderRows();
  followSubjects();
  orderPoints();
  countCharacters();
  showProse();
  keepTyped(document.getElementById("article_form"));
});
