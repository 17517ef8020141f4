"""Each accent can be read, by day and by night: WCAG 2.2, 1.4.3."""

import re

import pytest
from django.conf import settings

from articles.models import Identity

LEAST = 4.5
SHEET = (settings.BASE_DIR / "static/site.css").read_text()
TOKEN = r"--{}: (?:light-dark\((#\w+), (#\w+)\)|var\(--(\w+)\))"


def colours(name, block):
    """By day and by night."""
    day, night, other = re.search(TOKEN.format(name), block).groups()
    return colours(other, rule(":root")) if other else (day, night)


def rule(selector):
    return re.search(re.escape(selector) + r" \{(.*?)\}", SHEET, re.DOTALL)[1]


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right():
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("accent", Identity.Accent.values)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_links_and_buttons_have_enough_contrast(accent, ground):
    block = rule(":root" if accent == "blue" else f".accent-{accent}")
    for link, behind in zip(colours("link", block), colours(ground, rule(":root")), strict=True):
        assert contrast(link, behind) >= LEAST, (accent, link, behind)
