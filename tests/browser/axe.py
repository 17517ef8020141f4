"""Whether a page breaks rules of axe, or is wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.steps import overflow

OPTIONS = {
    # Axe's own reading of style sheets, which a strict policy refuses on pages of the admin.
    "preload": False,
    "resultTypes": ["violations"],
}
# Each scheme and each width once: what is wrong with a colour is so at every width.
SCREENS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
# The rule of WCAG 2.2, which axe leaves off; Django's admin does not hold to it.
OF_READERS = {"rules": {"target-size": {"enabled": True}}}


def faults(page, visit, looks):
    """What is wrong with a page; `looks` are widths, each with the colour schemes in which axe looks at it."""
    visit.pay(page)
    page.evaluate(Axe().axe_script)
    for width, schemes in looks.items():
        page.set_viewport_size({"width": width, "height": 800})
        if (excess := overflow(page)) > 0:
            yield f"{visit}, {width} px: {excess} px wider than the window"
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield from (
                f"{visit}, {width} px, {scheme}: {broken}" for broken in violations(page, **OF_READERS)
            )


def expect_accessible(page, **options):
    # A colour on its way from one theme to the other is nobody's to read.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    page.evaluate(Axe().axe_script)
    found = violations(page, **options)
    assert not found, f"{page.url}: {found}"


def violations(page, **options):
    """A sentence for each rule that is broken, with the first elements; axe is in the page already."""
    found = page.evaluate("(options) => axe.run(options)", OPTIONS | options)["violations"]
    return [f"{rule['id']}, {rule['help']}: {elements(rule)}" for rule in found]


def elements(rule):
    return "; ".join(
        f"{' '.join(map(str, node['target']))} {node['html'][:120]}" for node in rule["nodes"][:3]
    )
