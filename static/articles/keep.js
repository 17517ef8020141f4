// For a page with one form to write in, and none of the rows of an article's.

import { keepTyped } from "./keeping.js";

keepTyped(document.querySelector("form[data-keep]"));
