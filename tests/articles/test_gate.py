"""What keeps an article from being published, and what an editor is asked to look at first."""

import pytest

from articles import pictures
from articles.models import AlsoRead, Article, ComparisonRow, Picture, SlugRedirect, Source, Subject
from tests.articles.desk import change_url, save
from tests.cast import jpeg, make_article, make_draft, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def said(client, article):
    """{message: anchor} of all that the change form says, each anchor looked for in the form."""
    response = client.get(change_url(article))
    lines = response.context["problems"] + response.context["warnings"]
    html = response.content.decode()
    for line in lines:
        assert f'<a href="#{line["anchor"]}">' in html
        assert f'id="{line["anchor"]}"' in html
    return {line["message"]: line["anchor"] for line in lines}


def make_sound(title="Tea and Coffee", **fields):
    """An article of which nothing is said."""
    article = make_draft(title, rows=3, **fields)
    Source.objects.create(article=article, title="A book of drinks", position=1)
    return article


def test_of_a_sound_article_nothing_is_said(editor):
    assert said(editor, make_sound()) == {}


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (0, "The summary is missing."),
        (49, "The summary has 49 characters; it needs 50 to 600."),
        (601, "The summary has 601 characters; it needs 50 to 600."),
    ],
)
def test_a_summary_must_be_neither_short_nor_long(editor, length, message):
    article = make_sound(summary="x" * length)
    assert said(editor, article) == {message: "id_summary"}
    save(editor, article, "_publish")
    assert not Article.objects.published().exists()


@pytest.mark.parametrize("length", [50, 600])
def test_a_summary_at_the_limits_is_published(editor, length):
    save(editor, make_sound(summary="x" * length), "_publish")
    assert Article.objects.published().exists()


def test_an_address_that_another_article_had_is_refused_at_publishing_too(editor):
    article = make_sound()
    SlugRedirect.objects.create(slug=article.slug, article=make_article("Water"))
    assert list(said(editor, article).values()) == ["id_slug"]
    save(editor, article, "_publish")
    assert not Article.objects.published().filter(pk=article.pk).exists()


def warned(client, article):
    """What is said of an article that can be published all the same."""
    warnings = said(client, article)
    save(client, article, "_publish")
    assert Article.objects.published().filter(pk=article.pk).exists()
    return warnings


def test_fewer_than_three_rows(editor):
    article = make_sound()
    ComparisonRow.objects.first().delete()
    assert warned(editor, article) == {"The comparison has fewer than 3 rows.": "comparison_rows-group"}


def test_a_subject_more_than_twice_as_long_as_the_shortest(editor):
    article = make_sound()
    Subject.objects.filter(name="Coffee").update(definition="word " * 50)
    [(message, anchor)] = warned(editor, article).items()
    assert message.startswith("Coffee has ")
    assert message.endswith("more than twice as many.")
    assert anchor == "id_subjects-1-definition"


def test_a_title_that_names_no_subject(editor):
    article = make_sound("Two hot drinks")
    assert warned(editor, article) == {"The title names none of the subjects.": "id_title"}


@pytest.mark.parametrize(
    ("slug", "is_told"), [("article", True), ("article-2", True), ("article-of-faith", False)]
)
def test_an_address_that_was_made_of_no_letter_of_the_title(editor, slug, is_told):
    found = said(editor, make_sound(slug=slug))
    assert (
        any(f"The address “{slug}” says nothing of the article." in message for message in found) == is_told
    )


def test_no_source(editor):
    article = make_sound()
    Source.objects.all().delete()
    assert warned(editor, article) == {"It names no source.": "sources-group"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# One\n\n### Three\n\nText.", "The heading “Three” skips a level: begin with #, then ##."),
        ("## Two\n\nText.", "The heading “Two” skips a level: begin with #, then ##."),
        ("Read [here](https://example.com).", "A link that says “here” does not tell where it leads."),
        ("Read [**Click here!**](/x).", "A link that says “Click here!” does not tell where it leads."),
        ("Read [click\nhere](/x).", "A link that says “click here” does not tell where it leads."),
        ("Read [click\\\nhere](/x).", "A link that says “click here” does not tell where it leads."),
    ],
)
@pytest.mark.parametrize("field", ["introduction", "conclusion"])
def test_headings_and_links_in_prose(editor, field, text, message):
    assert warned(editor, make_sound(**{field: text})) == {message: f"id_{field}"}


def test_headings_in_order_and_links_that_speak_are_fine(editor):
    text = "# One\n\n## Two\n\n# Again\n\nRead [of water](https://example.com), `[here](x)`."
    assert said(editor, make_sound(introduction=text)) == {}


def test_prose_inside_points_and_definitions_is_looked_at_too(editor):
    article = make_sound()
    definition = "Tea is a drink, as it says [here](/x)."
    Subject.objects.filter(name="Tea").update(definition=definition)
    message = "A link that says “here” does not tell where it leads."
    assert warned(editor, article) == {message: "id_subjects-0-definition"}


def test_an_also_read_that_is_not_public(editor):
    article, draft, public = make_sound(), make_draft("Draft"), make_article("Public")
    for target in (public, draft, None):
        AlsoRead.objects.create(article=article, target=target, title=target.title if target else "None")
    assert list(warned(editor, article).values()) == ["id_also_reads-1-target", "id_also_reads-2-target"]


def test_a_cover_that_is_too_narrow_is_told_and_kept_from_nothing(editor):
    picture = make_picture(is_ready=False, sent=jpeg((799, 500)))
    page = save(editor, make_draft(cover=picture)).content.decode()
    assert "The cover is 799 pixels wide: with fewer than 800 it looks coarse." in page
    Picture.objects.update(width=800)
    assert "looks coarse" not in save(editor, Article.objects.get()).content.decode()


def test_a_picture_that_is_not_ready_is_told_where_it_stands_first(editor):
    waits, ready = make_picture(is_ready=False), make_picture()
    article = make_sound(conclusion=f"![](picture:{waits.pk}) ![](picture:{ready.pk})")
    message = f"Picture {waits.pk} is not ready yet: until it is, readers see none in its place."
    assert warned(editor, article) == {message: "id_conclusion"}
    Subject.objects.filter(name="Coffee").update(picture=waits)
    assert warned(editor, article) == {message: "id_subjects-1-picture"}
    pictures.make(waits)
    assert warned(editor, article) == {}
