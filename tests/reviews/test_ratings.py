from decimal import Decimal

import pytest
from django.core.management import call_command
from django.template import Context, Template, TemplateSyntaxError

from articles.models import Article
from reviews.models import RatingSummary, Review
from reviews.moderation import decide
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db


def rated(article, *ratings):
    for rating in ratings:
        make_review(article, "approved", rating=rating)
    return RatingSummary.objects.get(article=article)


@pytest.mark.parametrize(
    ("ratings", "average"),
    [
        ((5,), "5.0"),
        ((4, 4, 4, 5), "4.3"),
        ((4, 5, 5), "4.7"),
        ((1, 2), "1.5"),
        ((3, 3, 3, 4, 4, 4, 4, 4), "3.6"),
    ],
)
def test_the_average_has_one_place_and_rounds_half_up(ratings, average):
    assert rated(make_article(), *ratings).average == Decimal(average)


def test_count_and_total_are_kept_by_the_database():
    summary = rated(make_article(), 1, 2, 2, 5)
    assert (summary.count, summary.total) == (4, 10)


def test_the_distribution_goes_from_five_to_one_and_leads_to_the_lists():
    article = make_article()
    distribution = rated(article, 5, 5, 1).distribution
    assert [row["stars"] for row in distribution] == [5, 4, 3, 2, 1]
    assert [row["count"] for row in distribution] == [2, 0, 0, 0, 1]
    assert [row["percent"] for row in distribution] == [67, 0, 0, 0, 33]
    assert distribution[0]["url"] == f"/articles/{article.slug}/reviews/?stars=5"


def test_readers_see_the_score(client):
    article = make_article()
    rated(article, 4, 4, 4, 5)
    for address in (article.get_absolute_url(), f"{article.get_absolute_url()}reviews/"):
        page = client.get(address).content.decode()
        assert "Readers' rating of this article" in page
        assert "4.3 out of 5 stars" in page
        assert "4 reviews" in page


def test_a_summary_that_counts_nothing_any_more_is_not_shown(client):
    article = make_article()
    rated(article, 4)
    review = Review.objects.get()
    decide(review.pk, "pending", by=None, version=review.version)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Readers' rating" not in page
    assert "There are no reviews yet." in page


def test_recounting_finds_nothing_where_all_is_well(capsys):
    rated(make_article(), 4, 5)
    call_command("recount_ratings", "--check")
    assert "All ratings agree" in capsys.readouterr().out


def test_checking_names_the_difference_and_exits_with_1(capsys):
    summary = rated(make_article(), 4, 5)
    RatingSummary.objects.update(stars_5=7)
    with pytest.raises(SystemExit) as stop:
        call_command("recount_ratings", "--check")
    assert stop.value.code == 1
    assert f"Article {summary.article_id}: 0/0/0/1/7 stored, 0/0/0/1/1 counted." in capsys.readouterr().out
    assert RatingSummary.objects.get().stars_5 == 7


def test_recounting_repairs_and_makes_the_pages_new(capsys):
    wrong, missing, right = (make_article(title) for title in ("A and B", "C and D", "E and F"))
    for article in (wrong, missing, right):
        rated(article, 3, 3)
    RatingSummary.objects.filter(article=wrong).update(stars_1=4)
    RatingSummary.objects.filter(article=missing).delete()
    editions = {article.pk: article.edition for article in Article.objects.all()}
    call_command("recount_ratings")
    assert "2 of the summaries repaired" in capsys.readouterr().out
    assert [summary.counters[3] for summary in RatingSummary.objects.all()] == [2, 2, 2]
    assert not RatingSummary.objects.exclude(stars_1=0).exists()
    moved = {pk for pk, edition in Article.objects.values_list("pk", "edition") if edition != editions[pk]}
    assert moved == {wrong.pk, missing.pk}
    call_command("recount_ratings", "--check")


def test_lists_give_every_article_its_rating_in_one_query(django_assert_num_queries):
    first, second = make_article("A and B"), make_article("C and D")
    rated(first, 4)
    articles = [first, second]
    with django_assert_num_queries(1):
        Template("{% load reviews %}{% ratings for articles %}").render(Context({"articles": articles}))
        assert first.rating.average == Decimal("4.0")
        assert first.rating.distribution
    assert second.rating is None


def test_a_summary_that_counts_nothing_gives_no_rating():
    article = make_article()
    RatingSummary.objects.create(article=article)
    context = Context({"article": article, "articles": [article]})
    Template("{% load reviews %}{% reviews %}{% ratings for articles %}").render(context)
    assert context["reviews"]["summary"] is None
    assert article.rating is None


def test_a_summary_without_any_review_is_named(capsys):
    RatingSummary.objects.create(article=make_article(), stars_3=2)
    with pytest.raises(SystemExit):
        call_command("recount_ratings", "--check")
    assert "0/0/2/0/0 stored, 0/0/0/0/0 counted." in capsys.readouterr().out
    call_command("recount_ratings")
    assert RatingSummary.objects.get().count == 0


def test_the_tag_of_lists_says_how_it_is_written():
    with pytest.raises(TemplateSyntaxError, match="ratings for articles"):
        Template("{% load reviews %}{% ratings articles %}")


def test_home_shows_a_rating_only_where_there_is_one(client):
    rated(make_article("A and B"), 4, 5)
    make_article("C and D")
    page = client.get("/").content.decode()
    assert page.count("4.5 out of 5 stars") == 1
    assert "no ratings yet" not in page.lower()
