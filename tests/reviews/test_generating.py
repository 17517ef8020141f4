import pytest
from django.core.management import CommandError, call_command

from reviews.models import Mail, RatingSummary, Review
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db


def texts(article):
    return list(article.reviews.order_by("id").values_list("name", "rating", "comment", "status"))


def test_reviews_are_made_for_trying_and_counted():
    article = make_article()
    call_command("generate_reviews", article.slug, approved=120, pending=7, verbosity=0)
    assert article.reviews.approved().count() == RatingSummary.objects.get().count == 120
    assert article.reviews.pending().count() == 7
    assert len({review.rating for review in article.reviews.all()}) == 5
    assert not Mail.objects.exists()
    call_command("recount_ratings", "--check")


def test_the_same_seed_makes_the_same_texts_and_another_makes_others():
    one, two, three = (make_article(title) for title in ("A and B", "C and D", "E and F"))
    call_command("generate_reviews", one.slug, approved=20, pending=2, seed=7)
    call_command("generate_reviews", two.slug, approved=20, pending=2, seed=7)
    call_command("generate_reviews", three.slug, approved=20, pending=2, seed=8)
    assert texts(one) == texts(two) != texts(three)
    assert Review.objects.values("token").distinct().count() == 66


def test_it_can_be_run_again():
    article = make_article()
    for _ in range(2):
        call_command("generate_reviews", article.slug, approved=10)
    assert RatingSummary.objects.get().count == 20


@pytest.mark.parametrize("slug", ["no-such", "never-public"])
def test_an_article_that_was_never_public_is_refused_by_name(slug):
    make_draft("Never Public")
    with pytest.raises(CommandError, match=slug):
        call_command("generate_reviews", slug)
