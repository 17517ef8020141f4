"""docs/accessibility.md names tests that there are, and each criterion once."""

import re
from collections import Counter

from config.environment import BASE_DIR

PAGE = (BASE_DIR / "docs/accessibility.md").read_text()


def test_every_test_that_the_page_on_accessibility_names_is_there():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    sources = "".join(file.read_text() for file in (BASE_DIR / "tests").rglob("test_*.py"))
    assert named - set(re.findall(r"^def (test_\w+)\(", sources, re.MULTILINE)) == set()
    assert len(named) > 20


def test_the_page_on_accessibility_has_the_55_criteria_of_both_levels_once():
    rows = re.findall(r"^\| (\d\.\d\.\d+) [^|]+ \| (AA?) \|", PAGE, re.MULTILINE)
    assert Counter(level for _, level in rows) == {"A": 31, "AA": 24}
    assert len(dict(rows)) == 55
