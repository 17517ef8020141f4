"""`make audit`: the site as a reader gets it, judged by Lighthouse, axe and the Nu Html Checker."""
