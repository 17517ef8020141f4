"""What readers find where an article was."""

from itertools import pairwise

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import Article
from articles.publishing import publish, unpublish
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft, make_review

pytestmark = pytest.mark.django_db


def unpublish_url(article):
    return f"/admin/articles/article/{article.pk}/unpublish/"


def test_readers_find_the_editors_sentence(editor):
    article = make_article()
    html = editor.post(
        unpublish_url(article), {"note": "It was <out of date>."}, follow=True
    ).content.decode()
    assert "It is no longer public. Publishing brings it back." in html
    response = editor.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "It was &lt;out of date&gt;." in response.content.decode()


def test_readers_are_led_to_another_article_while_that_one_is_public(editor):
    article, other = make_article(), make_article("Water")
    editor.post(unpublish_url(article), {"target": other.pk, "note": "Gone."})
    response = editor.get(article.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, "/articles/water/")
    assert response["Cache-Control"] == "private, no-store", "it may come back"
    unpublish(other)
    response = editor.get(article.get_absolute_url())
    assert (response.status_code, "Gone." in response.content.decode()) == (410, True)


def test_two_ended_articles_that_name_each_other_lead_nowhere_and_end(editor):
    one, other = make_article(), make_article("Water")
    unpublish(one, target=other)
    unpublish(other, target=one)
    assert editor.get(one.get_absolute_url()).status_code == 410


def test_what_took_the_place_of_an_article_and_was_replaced_itself_leads_on(editor):
    articles = [make_article(f"Tea, edition {number}") for number in (1, 2, 3)]
    for earlier, later in pairwise(articles):
        unpublish(earlier, target=later)
    for ended in articles[:-1]:
        assert editor.get(ended.get_absolute_url())["Location"] == articles[-1].get_absolute_url()
    unpublish(articles[-1])
    assert editor.get(articles[0].get_absolute_url()).status_code == 410


def test_the_old_address_of_an_ended_article_leads_on_in_one_step(editor):
    article, other = make_article(), make_article("Water")
    article.slug = "moved"
    article.save()
    unpublish(article, target=other)
    assert editor.get("/articles/tea-and-coffee/")["Location"] == "/articles/water/"


OTHER_THAN_THE_PAGE = [f"/articles/tea-and-coffee{end}" for end in ("/reviews/", "/reviews.atom", ".md")]
OTHER_THAN_THE_PAGE.append("/articles/tea-and-coffee/reviews/?stars=4")


@pytest.mark.parametrize("path", OTHER_THAN_THE_PAGE)
def test_what_belongs_to_an_ended_article_is_gone_and_not_another_ones(client, path):
    article = make_article()
    unpublish(article, target=make_article("Water"), note="Tea is over.")
    response = client.get(path)
    assert response.status_code == 410
    page = response.content.decode()
    assert "Tea is over." in page
    assert ">Water</a>" in page
    article = Article.objects.get(pk=article.pk)
    article.slug = "moved"
    article.save()
    assert client.get(path).status_code == 410
    assert client.get(path.replace("tea-and-coffee", "moved")).status_code == 410


def test_what_belongs_to_an_ended_article_leads_to_no_article_that_ended_too(client):
    article, other = make_article(), make_article("Water")
    unpublish(article, target=other)
    unpublish(other)
    assert ">Water</a>" not in client.get(f"{article.get_absolute_url()}reviews/").content.decode()


def test_a_review_of_an_ended_article_does_not_lead_to_another_one(client):
    review = make_review(make_article(), "approved")
    unpublish(review.article, target=make_article("Water"))
    assert client.get(review.permalink).status_code == 410


def test_a_review_for_an_ended_article_is_not_sent_to_the_other_one(client):
    article, other = make_article(), make_article("Water")
    unpublish(article, target=other)
    assert client.post(f"{article.get_absolute_url()}reviews/", {"rating": "5"}).status_code == 410


def test_only_a_public_article_may_take_its_place(editor):
    article, draft = make_article(), make_draft("Water")
    for target in (draft.pk, article.pk, "x", "99999999999999999999999"):
        response = editor.post(unpublish_url(article), {"target": target, "note": "Kept."})
        assert response.status_code == 422
        assert "Kept." in response.content.decode()
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_publishing_brings_it_back_and_forgets_the_sentence(editor):
    article = make_article()
    unpublish(article, note="It rests.")
    save(editor, article, "_publish")
    assert editor.get(article.get_absolute_url()).status_code == 200
    assert "It rests." not in editor.get(unpublish_url(article)).content.decode()


def test_what_readers_find_is_shown_and_mended_after_the_end(editor):
    article, other = make_article(), make_article("Water")
    unpublish(article, note="It is owt of date.")
    assert "told: “It is owt of date.”" in editor.get(change_url(article)).content.decode()
    page = editor.get(unpublish_url(article)).content.decode()
    assert "It is owt of date." in page
    assert 'name="at_0"' not in page
    editor.post(unpublish_url(article), {"note": "It is out of date."})
    assert "It is out of date." in editor.get(article.get_absolute_url()).content.decode()
    editor.post(unpublish_url(article), {"note": "It is out of date.", "target": other.pk})
    assert editor.get(article.get_absolute_url())["Location"] == "/articles/water/"
    assert "led to “Water” while that is public" in editor.get(change_url(article)).content.decode()


def test_mending_the_sentence_keeps_where_an_article_leads_while_that_one_is_away(editor):
    article, other, third = make_article(), make_article("Water"), make_article("Milk")
    unpublish(article, note="It is owt of date.", target=other)
    unpublish(other)
    unpublish(third)
    page = editor.get(unpublish_url(article)).content.decode()
    assert f'<option value="{other.pk}" selected>Water (not public now)</option>' in page
    assert "Milk" not in page
    editor.post(unpublish_url(article), {"note": "It is out of date.", "target": other.pk})
    assert "It is out of date." in editor.get(article.get_absolute_url()).content.decode()
    save(editor, other, "_publish")
    assert editor.get(article.get_absolute_url())["Location"] == "/articles/water/"


def test_the_page_of_a_draft_says_that_there_is_nothing_to_end(editor):
    draft = make_draft()
    assert "This article is not public." in editor.get(unpublish_url(draft)).content.decode()
    html = editor.post(unpublish_url(draft), {"note": "x"}, follow=True).content.decode()
    assert "It is not public, so there is nothing to end." in html
    assert Article.objects.get().public_until is None


def test_several_are_taken_down_from_the_list(editor):
    article = make_article()
    action = {"action": "unpublish", ACTION_CHECKBOX_NAME: [article.pk, make_draft("Water").pk]}
    html = editor.post("/admin/articles/article/", action, follow=True).content.decode()
    assert "1 article is no longer public. “Publish” on an article’s own page brings it back." in html
    assert "1 of those selected had not been public." in html
    assert editor.get(article.get_absolute_url()).status_code == 410
    assert "No longer public" in editor.get(change_url(article)).content.decode()
    save(editor, article, "_publish")
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_taking_several_down_keeps_what_was_set_for_an_end_and_tells_of_a_schedule(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    unpublish(article, note="Because of X.", at=article.public_from.replace(day=5))
    save(editor, article, conclusion="Another end.")
    publish(article, at=article.public_from.replace(day=9))
    clock("2027-01-01 09:01")
    action = {"action": "unpublish", ACTION_CHECKBOX_NAME: [article.pk]}
    html = editor.post("/admin/articles/article/", action, follow=True).content.decode()
    assert "1 of them is scheduled, and comes back at that time." in html
    assert "Because of X." in editor.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_note_on_what_comes_back_as_it_was_is_refused_and_stays_in_the_form(editor, button):
    article = make_article()
    unpublish(article)
    said = {"kind": "correction", "note": "The dose was wrong; it is 5 mg."}
    at = {"publish_at_0": "2090-01-02", "publish_at_1": "09:00"} if button == "_schedule" else {}
    html = save(editor, article, button, **said, **at).content.decode()
    assert "It says what revision 1 said, and a note needs a change." in html
    assert "The dose was wrong; it is 5 mg.</textarea>" in html
    assert Article.objects.get().revisions.count() == 1
    assert editor.get(article.get_absolute_url()).status_code == 410
    save(editor, article, "_publish", **said, conclusion="It is 5 mg.")
    assert "The dose was wrong; it is 5 mg." in editor.get(article.get_absolute_url()).content.decode()
