"""A new article from a text that is pasted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.management.commands.load_samples import FOLDER
from articles.manuscript.filing import of_draft
from articles.models import AlsoRead, Article, Author, Topic
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db

FROM_TEXT = "/admin/articles/article/from-text/"
LIST = "/admin/articles/article/"
OWNERS_TEXT = (FOLDER / "leadership-and-management.txt").read_text(encoding="utf-8")
HEAD = "Topic: Business\nLanguage: en\n\n"
TABLE = "| At a glance | Tea | Coffee |\n| --- | --- | --- |\n| Origin | China | Ethiopia |"


def paste(client, text, **more):
    return client.post(FROM_TEXT, {"text": text, "topic": ""} | more, follow=True)


def complaints(response):
    assert response.status_code == 422
    assert not response.redirect_chain
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


def test_a_pasted_text_becomes_a_draft_that_can_be_published(editor, client):
    Topic.objects.create(name="Business", slug="business")
    response = paste(editor, OWNERS_TEXT)
    article = Article.objects.get()
    assert response.redirect_chain == [(change_url(article), 302)]
    html = response.content.decode()
    assert "is made, at the address “leadership-and-management-relationship-differences”" in html
    assert "Every line was understood." in html
    assert "Nothing stands between this draft and publishing." in html
    assert article.edited_by_name == "ed"
    save(editor, article, "_publish")
    client.logout()
    html = client.get("/articles/leadership-and-management-relationship-differences/").content.decode()
    assert "Visionary Perspective" in html
    assert ">the editors</a>" in html


def test_the_list_of_articles_leads_there(editor):
    assert f'href="{FROM_TEXT}"' in editor.get(LIST).content.decode()


def test_who_may_add_no_article_is_refused_and_sees_no_link(client):
    client.force_login(make_user("mo", group="Moderators"))
    assert client.get(FROM_TEXT).status_code == 403
    assert client.post(FROM_TEXT, {"text": OWNERS_TEXT}).status_code == 403
    assert not Article.objects.exists()


def test_lines_in_which_nothing_is_seen_are_empty_lines(editor):
    unseen = OWNERS_TEXT.replace("\n\n", "\n\u200b\n").rstrip() + "\n\n\u200b\n"
    for text in (OWNERS_TEXT, unseen):
        paste(editor, text)
    plain, other = Article.objects.order_by("pk")
    assert of_draft(other).replace(other.slug, plain.slug) == of_draft(plain)
    assert plain.unread_lines == other.unread_lines == ""
    assert save(editor, other).status_code == 200


def test_lines_that_were_not_understood_stand_above_the_form_until_the_box_is_empty(editor):
    response = paste(editor, f"{HEAD}Tea and Coffee\n\nTwo drinks.\n\nA stray line\n\nAnother <one>")
    article = Article.objects.get()
    assert "2 lines were not understood" in response.content.decode()
    form = editor.get(change_url(article)).content.decode()
    assert "A stray line\nAnother &lt;one&gt;</textarea>" in form
    assert form.index("A stray line") < form.index('name="title"')
    save(editor, article, unread_lines="A stray line")
    assert "A stray line</textarea>" in editor.get(change_url(article)).content.decode()
    save(editor, article, unread_lines="")
    assert 'name="unread_lines"' not in editor.get(change_url(article)).content.decode()


def test_an_article_that_was_written_by_hand_has_no_box_for_them(editor):
    assert 'name="unread_lines"' not in editor.get(change_url(make_draft())).content.decode()


def test_the_same_text_twice_makes_two_drafts_at_two_addresses(editor):
    paste(editor, OWNERS_TEXT)
    paste(editor, OWNERS_TEXT)
    slug = "leadership-and-management-relationship-differences"
    assert [article.slug for article in Article.objects.order_by("pk")] == [slug, f"{slug}-2"]
    assert Topic.objects.count() == Author.objects.count() == 1


def test_an_address_that_led_to_another_article_once_is_not_taken(editor):
    moved = make_article("Tea")
    moved.slug = "tea-leaves"
    moved.save()
    paste(editor, f"{HEAD}Tea\n\nA drink.")
    assert Article.objects.latest("pk").slug == "tea-2"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Tea & Coffee!", "tea-coffee"),
        ("الشاي والقهوة", "article"),
        ("茶とコーヒー", "article"),
        ("w" * 200, "w" * 120),
    ],
)
def test_an_article_without_an_address_gets_one_from_its_title(editor, title, slug):
    paste(editor, f"{HEAD}{title}\n\nTwo drinks.")
    assert Article.objects.get().slug == slug
    paste(editor, f"{HEAD}{title}\n\nTwo drinks.")
    second = Article.objects.latest("pk").slug
    assert second == f"{slug[:118]}-2"


def test_topic_and_authors_are_found_in_whatever_case_and_by_their_slugs(editor):
    topic = Topic.objects.create(name="Business", slug="work")
    ada = Author.objects.create(name="Ada Lovelace", slug="ada-lovelace")
    grace = Author.objects.create(name="Admiral Hopper", slug="grace")
    paste(editor, "Topic: BUSINESS\nAuthors: grace, ada lovelace, Ada Lovelace\n\nTea")
    article = Article.objects.get()
    assert article.topic == topic
    assert [byline.author for byline in article.bylines.all()] == [grace, ada]


def test_an_author_with_a_comma_in_the_name_has_a_backslash_before_it(editor):
    paste(editor, "Topic: Food\nAuthors: Ada Lovelace\\, PhD, Grace\n\nTea")
    assert [str(byline) for byline in Article.objects.get().bylines.all()] == ["Ada Lovelace, PhD", "Grace"]


def test_a_writer_is_told_that_a_topic_and_an_author_are_not_there(client):
    client.force_login(make_user("wanda", group="Writers"))
    Author.objects.create(name="Ada", slug="ada")
    response = paste(client, "Topic: Food\nAuthors: Ada, Grace\n\nTea and Coffee")
    assert complaints(response) == [
        "There is no topic “Food” yet, and making one takes an editor. Ask one, or take the name out.",
        "There is no author “Grace” yet, and making one takes an editor. Ask one, or take the name out.",
    ]
    assert "Tea and Coffee</textarea>" in response.content.decode()
    assert not Topic.objects.exists()
    Topic.objects.create(name="Food", slug="food")
    paste(client, "Topic: Food\nAuthors: Ada\n\nTea and Coffee")
    assert Article.objects.get().topic.name == "Food"


def test_the_topic_that_is_chosen_is_used_when_the_text_names_none(editor):
    food = Topic.objects.create(name="Food", slug="food")
    assert complaints(paste(editor, "Tea\n\nA drink.")) == ["The text names no topic. Choose one here."]
    paste(editor, "Tea\n\nA drink.", topic=food.pk)
    assert Article.objects.get().topic == food


def test_an_also_read_with_the_address_of_an_article_leads_there_whatever_its_words(editor):
    water = make_draft("Water")
    lines = "Also read: [What falls from the sky](water)\n\nAlso read: [Milk](no-such-article)"
    paste(editor, f"{HEAD}Tea\n\nA drink.\n\n{lines}")
    first, second = AlsoRead.objects.all()
    assert (first.title, first.target) == ("What falls from the sky", water)
    assert (second.title, second.target) == ("Milk", None)
    assert Article.objects.latest("pk").unread_lines == "Also read: [Milk](no-such-article)"


def test_an_also_read_never_leads_to_its_own_article(editor):
    paste(editor, f"{HEAD}Tea\n\nA drink.\n\nAlso read: Tea\n\nAlso read: [More](tea)")
    article = Article.objects.get()
    assert [(row.title, row.target) for row in AlsoRead.objects.all()] == [("Tea", None), ("More", None)]
    assert "The draft is saved." in save(editor, article).content.decode()


def test_all_that_does_not_fit_is_named_at_once_and_the_text_stays(editor):
    heading, name = "h" * 90, "n" * 81
    long = "".join(
        [
            f"Topic: {'t' * 81}\nAuthors: {'a' * 81}\nLanguage: English\nDescription: {'d' * 161}\n\n",
            f"{'T' * 201}\n\n{'s' * 1001}\n\nTitle: {'H' * 201}\n\n",
            f"| At a glance | {name} | Coffee |\n| - | - | - |\n| {'x' * 81} | {'c' * 301} | b |\n\n",
            f"# {heading * 2}:\n\n# {heading * 2}:\n\nA:\n\nB:\n\n# {heading * 2}:\n\n",
            f"Also read: {'l' * 201}\n\nSources:\n1. [{'t' * 301}](ftp://x), {'p' * 201}",
        ]
    )
    response = paste(editor, long)
    assert [complaint.split(", “")[0] for complaint in complaints(response)] == [
        *("The topic", "The author's name", "The title", "The headline", "The summary", "The description"),
        *("The language", "The relationship heading", "The name of subject 1", "The heading of subject 1"),
        *("The heading of subject 1's key attributes", "The aspect in row 1 of the comparison"),
        *(f"What row 1 says of {name}", "The title of link 1 under “also read”", "The title of source 1"),
        *("The address of source 1", "The publisher of source 1"),
    ]
    assert "has 201 characters; it can have at most 200." in complaints(response)[2]
    assert complaints(response)[6].startswith("The language, “English”: Write a language tag")
    assert f"{'T' * 201}\n\n{'s' * 1001}" in response.content.decode()
    assert not Article.objects.exists()
    assert not Topic.objects.exists()


def test_what_just_fits_is_taken(editor):
    text = f"Topic: {'t' * 80}\n\n{'T' * 200}\n\nTitle: {'H' * 200}\n\n{TABLE.replace('Tea', 'n' * 80)}"
    paste(editor, text.replace("China", "c" * 300))
    article = Article.objects.get()
    assert (len(article.title), len(article.subjects.first().name)) == (200, 80)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "There is no text yet"),
        (" \n\u00a0\n\t", "There is no text yet"),
        ("\ufeff", "There is no title"),
        ("Topic: Food\nSlug: tea", "There is no title"),
        ("Tea\x00", "Null characters are not allowed"),
        ("Tea\n\nA drink.\x07", "Line 3 holds a control character (U+0007)"),
        ("Tea\n\x85", "Line 2 holds a control character (U+0085)"),
        ("Tea\n\nA \u202edrink.", "Line 3 holds a hidden mark that turns the direction of text (U+202E"),
        ("Tea \ufffd", "Line 1 holds a character that arrived broken"),
        ("ä" * 250_001, "The text has 500 kB; it can have at most 500 kB."),
        (f"Tea\n\n{TABLE}\n" + "| a | b | c |\n" * 40, "There are 41 rows in the comparison"),
        ("Tea\n\nSources:\n" + "[a]()\n" * 41, "There are 41 sources; an article can have at most 40."),
        ("Tea\n\nA.\n\n" + "Also read: x\n" * 21, "There are 21 links under “also read”"),
        (f"Authors: {', '.join('abcdefghijk')}\n\nTea", "There are 11 authors"),
    ],
)
def test_a_text_that_cannot_be_taken_is_an_error_beside_the_box(editor, text, complaint):
    food = Topic.objects.create(name="Food", slug="food")
    response = paste(editor, text, topic=food.pk)
    assert any(said.startswith(complaint) for said in complaints(response)), complaints(response)
    assert not Article.objects.exists()


@pytest.mark.parametrize("topic", ["9" * 40, "x", "-1", "0"])
def test_a_forged_topic_is_an_error_beside_the_choice(editor, topic):
    response = paste(editor, "Tea\n\nA drink.", topic=topic)
    assert "Select a valid choice" in complaints(response)[0]


def test_slots_follow_the_order_of_the_names_in_the_table(editor):
    paste(editor, f"{HEAD}Drinks\n\n| At a glance | Tea | Coffee | Milk |\n| Cold | no | rarely | yes |")
    article = Article.objects.get()
    names = {subject.slot: subject.name for subject in article.subjects.all()}
    assert names == {1: "Tea", 2: "Coffee", 3: "Milk"}
    assert article.comparison_rows.get().cell_3 == "yes"


any_text = st.text(max_size=200) | st.lists(
    st.sampled_from(
        ["Topic: x", "Authors: ,a", "| a | b |", "1. **a:** b", "Sources:", "[a](b), read 2026-02-30"]
    )
    | st.text(max_size=10),
    max_size=12,
).map("\n".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=any_text)
def test_no_text_makes_an_error_of_the_server(editor, text):
    food, _ = Topic.objects.get_or_create(name="Food", slug="food")
    text = text.encode("utf-8", "replace").decode()
    count = Article.objects.count()
    response = paste(editor, text, topic=food.pk)
    made = Article.objects.count() - count
    assert (response.status_code, made) in {(422, 0), (200, 1)}
    assert made or complaints(response)


def test_what_is_made_beside_the_article_is_told(editor):
    html = paste(editor, "Topic: Helth\nAuthors: Zed\n\nTea and Coffee\n\nA summary.").content.decode()
    assert "The topic “Helth” was not there yet, and is made as well." in html
    assert "The author “Zed” was not there yet, and is made as well." in html
    html = paste(editor, "Topic: Helth\nAuthors: Zed\n\nTea and Milk\n\nA summary.").content.decode()
    assert "was not there yet" not in html


@pytest.mark.parametrize(
    ("model", "key", "path"), [(Topic, "Topic", "topics"), (Author, "Authors", "authors")]
)
def test_a_topic_or_an_author_made_anew_takes_no_address_that_leads_to_another_one(editor, model, key, path):
    renamed = model.objects.create(name="Food", slug="food")
    renamed.name, renamed.slug = "Cooking", "cooking"
    renamed.save()
    topic = Topic.objects.create(name="Things", slug="things")
    paste(editor, f"{key}: Food\n\nTea\n\nA drink.", topic=topic.pk)
    made = model.objects.get(name="Food")
    assert editor.get(f"/{path}/food/")["Location"] == f"/{path}/cooking/"
    address = f"/admin/articles/{model._meta.model_name}/{made.pk}/change/"
    assert editor.post(address, form_data(editor.get(address))).status_code == 302
