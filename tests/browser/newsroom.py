"""What the pictures of the editors' guide show: some articles, each at another point of its way."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from articles import document, manuscript
from articles.drafts import settle, write
from articles.manuscript import filing
from articles.models import Article
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft, make_user

LEADERSHIP = "leadership-and-management-relationship-differences"
BLOOD_SUGAR = "normal-and-diabetic-blood-sugar-level-ranges"
TEA = """\
Topic: Food
Authors: Ada Okafor

Tea and Coffee

Both wake us up and both are drunk all over the world. What is in the cup, how it is made and how it is felt differ.

Two plants, one kettle. Who *knows both* chooses better.

- in the morning, when time is short,
- and **at night**, when sleep is dear.

| At a glance | Tea | Coffee |
| --- | --- | --- |
| Made from | Leaves | Roasted seeds |
| Caffeine in a cup | 30 to 50 mg | 80 to 120 mg |
| Time to make it | Two to five minutes | Half a minute to four minutes |

Defining Tea:

Tea is made of the leaves of *Camellia sinensis*. How long they wither makes it green, oolong or black.

Key Attributes of Tea:

1. **Gentle:** Its caffeine comes slowly and stays for long.

2. **Varied:** One plant gives white, green and black tea.

Defining Coffee:

Coffee is made of the roasted seeds of *Coffea*. Roasting brings out its taste, and grinding sets it free.

Key Attributes of Coffee:

1. **Quick:** A small cup holds as much caffeine as two of tea.

2. **Strong:** Eight hundred substances make its smell.
"""
STRAY = "\nPhotograph: a kettle on a gas stove, to come from Kofi\n"


def fill():
    """The two who work here: (who looks, her colleague)."""
    looks = make_user("grace", "Editors", first_name="Grace", last_name="Tanaka")
    other = make_user("ada", "Editors", first_name="Ada", last_name="Okafor")
    call_command("load_samples", verbosity=0)
    fill_list(looks, other)
    fill_history(Article.objects.get(slug=LEADERSHIP), looks, other)
    filing.make_draft(manuscript.read(TEA), topic=None, by=looks)
    return looks, other


def fill_list(looks, other):
    later = timezone.now().replace(hour=7, minute=0, second=0) + timedelta(days=6)
    for article in Article.objects.all():
        settle(article, by=other)
    unpublish(Article.objects.get(slug=BLOOD_SUGAR), at=later + timedelta(days=30))
    cats = make_draft("Cats and Dogs as Companions", subjects=("Cats", "Dogs"), topic="Animals", rows=3)
    settle(cats, by=looks)
    publish(cats, by=looks, at=later)
    fax = make_article("Fax and Email", subjects=("Fax", "Email"), topic="Business", rows=3)
    settle(fax, by=other)
    unpublish(fax, note="This comparison is out of date and was taken down.")


def fill_history(article, looks, other):
    """Three revisions of the last weeks, and a draft that differs from what readers see."""
    before = article.live.content
    for words, by, change in (
        ({"introduction": before["introduction"].replace("dissect", "lay out")}, other, {"kind": "minor"}),
        (
            {"relationship": before["relationship"][::-1]},
            looks,
            {"note": "The relationship begins with what matters most: communication."},
        ),
    ):
        change_draft(article, words, other)
        publish(article, by=by, **change)
    now = timezone.now().replace(hour=15, minute=42)
    for number, days in ((1, 41), (2, 33), (3, 12)):
        made = now - timedelta(days=days, minutes=97 * number)
        article.revisions.filter(number=number).update(created_at=made, publish_at=made)
    article.revisions.filter(number=1).update(created_by_name=other.get_full_name())
    rows = before["comparison"]
    cells = rows[2]["cells"] | {"2": "Short-term objectives, from one week to one quarter"}
    change_draft(article, {"comparison": [rows[2] | {"cells": cells}, rows[0], rows[1], *rows[3:]]}, looks)


def change_draft(article, words, by):
    article = Article.objects.get(pk=article.pk)
    write(article, document.from_rows(article) | words, by=by)
