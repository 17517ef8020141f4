"""A site with something of every kind, and the addresses of all pages that its readers can come to."""

import io
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles import previewing
from articles.models import AlsoRead, Article, Author, Revision, Source
from articles.publishing import publish, unpublish
from reviews import closing, mailed_links
from reviews.models import Review
from reviews.moderation import SITE, decide
from tests.cast import (
    jpeg,
    make_article,
    make_draft,
    make_edit,
    make_photo,
    make_picture,
    make_review,
    publish_photos,
)

# Words that find no place to break.
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FOUR = ("Tea", "Coffee", "Cocoa", "Incomprehensibilities")
ARTICLE = "/articles/tea-and-coffee/"
# Past the browser's own validation, as an older browser or a program would.
SEND_EMPTY = """form => {
  for (const box of form.querySelectorAll("textarea")) box.value = ""
  form.noValidate = true
  form.requestSubmit()
}"""


@dataclass(frozen=True)
class Visit:
    """A page: at `path`, or the answer to the form there that `form` selects, sent with nothing in it."""

    path: str
    form: str = ""

    def __str__(self):
        return f"{self.path} ({self.form} sent)" if self.form else self.path

    def pay(self, page):
        page.goto(self.path)
        if self.form:
            with page.expect_navigation():
                page.locator(self.form).evaluate(SEND_EMPTY)


def fill():
    """Make one of everything. Returns the visits to all kinds of pages."""
    tea = make_tea()
    make_article(f"{LONG} and Tea", slug="long", subjects=FOUR)
    for number in range(12):
        make_article(f"Cocoa, number {number}", rows=0)
    unpublish(make_article("Milk"), note="This article was of yesterday.")
    closing.close(make_article("Water"), "We are rewriting this article.")
    reviews = make_reviews(tea)
    call_command("rebuild_search", stdout=io.StringIO())
    return [*public_visits(reviews[0]), *private_visits(tea)]


def make_tea():
    """An article with pictures in every place, sources, a correction, and a way to others."""
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    wide = make_picture("Two cups", caption="In March", credit="Photo: Ada", sent=jpeg((1000, 300)))
    tall = make_picture("A tall bush", sent=jpeg((300, 900), "green"))
    Article.objects.update(
        cover=wide,
        introduction=f"One [word](/).\n\n![](picture:{tall.pk})\n\n> Two.\n>\n> Three.\n\n---\n\n```\n{LONG * 3}\n```",
    )
    article.subjects.filter(name="Tea").update(picture=tall)
    Author.objects.update(photo=tall)
    Source.objects.create(article=article, position=1, title=LONG, url="https://tea.example.org/")
    AlsoRead.objects.create(article=article, title="Milk and honey", place=AlsoRead.Place.HEADLINE)
    publish(article)
    Article.objects.update(conclusion="Drink all three.")
    publish(article, kind=Revision.Kind.CORRECTION, note="We had forgotten one.")
    return Article.objects.get(pk=article.pk)


def make_reviews(article):
    """Of one page and more; the first has all that a review can have."""
    made = [make_review(article, "approved", rating=4 - n % 2, comment="Good. " * n) for n in range(1, 23)]
    first = made[0]
    Review.objects.filter(pk__in=[first.pk, made[1].pk]).update(
        helpful_count=3,
        name="N" * 80,
        comment="W" * 300,
        answer="A" * 300,
        answered_at=first.submitted_at,
        edited_at=first.submitted_at,
        email_confirmed_at=timezone.now(),
    )
    make_review(article, "approved", comment="هذا مقال مفيد جدا وواضح.", name="فاطمة حسن")
    make_photo(first, alternative="A cup")
    publish_photos(first)
    return made


def public_visits(review):
    """The pages that anyone can come to, `review` being one of those on them."""
    article = review.article.get_absolute_url()
    lists = f"{article}reviews/"
    paths = ["/", article, "/articles/long/", "/articles/water/", "/articles/milk/", "/nowhere/"]
    paths += [lists, f"{lists}?stars=4&sort=helpful", f"{lists}?before=", f"{lists}?photos=yes"]
    paths += ["/articles/long/reviews/", f"{lists}?stars=1", "/topics/food/", "/authors/the-editors/"]
    paths += ["/search/", "/search/?q=tea", "/search/?q=cofee", "/search/?q=nothing-of-it"]
    paths += ["/?page=2", "/search/?q=cocoa&page=2", f"/search/?q={'W' * 300}"]
    paths += ["/about/reviews/", "/about/", "/privacy/", "/contact/"]
    paths += [f"{review.permalink}{path}" for path in ("helpful/", "report/", "report/?sent")]
    forms = [(article, ".review-form"), (f"{review.permalink}report/", "main form")]
    return [*map(Visit, paths), *(Visit(*form) for form in forms)]


def private_visits(article):
    """The pages of writers of reviews, and of who was given a link to a draft."""
    mine = {"email": "rosa@example.org", "name": "<Rosa> & co"}
    waiting = make_review(article, **mine)
    make_photo(waiting, alternative="A cup")
    shown = make_review(article, "approved", **mine)
    refused = make_review(article, **mine)
    decide(refused.pk, "rejected", by=SITE, version=1, reason="off_topic", note="Please write about tea.")
    make_edit(shown)
    paths = [review.get_absolute_url() for review in (waiting, shown, refused)]
    edits = [reverse("reviews:edit", args=[review.token]) for review in (waiting, shown, refused)]
    signed = mailed_links.signed(waiting)
    paths += [*edits, *(reverse(f"reviews:{name}", args=[signed]) for name in ("mailed", "mailed_erase"))]
    paths += [reverse(f"reviews:{name}") for name in ("erased", "link", "link_asked")]
    paths += [
        previewing.url(article).removeprefix(settings.SITE_URL),
        "/preview/dead/",
        "/reviews/mail/dead/",
    ]
    forms = [(reverse("reviews:link"), "main form"), (edits[0], ".review-form")]
    return [*map(Visit, paths), *(Visit(*form) for form in forms)]
