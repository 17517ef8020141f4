import html
import unicodedata

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from reviews.forms import ReviewForm
from reviews.models import Review
from tests.cast import make_article
from tests.reviews.sending import TYPED, send, send_without


def errors(**typed):
    return ReviewForm(TYPED | typed).errors


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rating", ["", "0", "6", "-1", "4.5", "٣", "5; drop", " 5", "five", "1e0", "\x00", "5\n"]
)
def test_a_rating_that_is_none_is_an_error_and_never_a_review_without_stars(rating):
    response = send(make_article(), rating=rating)
    assert response.status_code == 422
    assert "Please choose a number of stars" in response.content.decode()
    assert not Review.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("rating", "Please choose a number of stars."),
        ("comment", "Please write your review."),
        ("name", "Please tell us the name"),
        ("email", "Please tell us your email address."),
    ],
)
def test_a_missing_field_is_asked_for(field, words):
    response = send_without(make_article(), field)
    assert response.status_code == 422
    assert words in html.unescape(response.content.decode())
    assert not Review.objects.exists()


@pytest.mark.django_db
def test_all_that_was_typed_is_kept_beside_the_errors():
    response = send(make_article(), comment="too short", name="Zoë <b>", email="nobody", rating="3")
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "<title>Error:" in page
    for kept in ("too short</textarea>", 'value="Zoë <b>"', 'value="nobody"'):
        assert kept in page
    assert 'value="3"' in page.split("checked")[0].rpartition("<input")[2]
    assert page.count('aria-invalid="true"') >= 2
    assert 'id="id_comment_error"' in page


@pytest.mark.django_db
def test_an_empty_post_names_every_field():
    article = make_article()
    response = Client().post(f"/articles/{article.slug}/reviews/")
    page = response.content.decode()
    assert response.status_code == 422
    for anchor in ("#id_rating_0", "#id_comment", "#id_name", "#id_email"):
        assert f'href="{anchor}"' in page


@pytest.mark.parametrize(
    ("comment", "is_error"),
    [
        ("x" * 9, True),
        ("x" * 10, False),
        (f"  {'x' * 9}  ", True),
        ("x\r\n" * 4 + "xx", False),
        ("1234\r\n5678", True),
        ("12345\r\n6789", False),
        ("x" * 5000, False),
        ("x" * 5001, True),
        ("x\r\n" * 2499 + "xx", False),
        ("x" * 4998 + "\r\n" + "x", False),
        ("x" * 4998 + "\r\n" + "xx", True),
        (" \n \t ", True),
    ],
)
def test_a_review_has_10_to_5000_characters_and_a_line_end_is_one(comment, is_error):
    assert ("comment" in errors(comment=comment)) == is_error


def test_the_stars_of_a_valid_form_are_a_number():
    form = ReviewForm(TYPED | {"rating": "5"})
    assert form.is_valid()
    assert form.cleaned_data["rating"] == 5


def test_an_error_of_length_says_what_is_asked_and_what_is_there():
    assert errors(comment="short")["comment"] == ["Please write at least 10 characters; you wrote 5."]
    assert errors(comment="x" * 5001)["comment"] == ["Please write at most 5,000 characters; you wrote 5001."]


@pytest.mark.parametrize(
    ("name", "is_error"), [("x", True), ("李", True), ("Al", False), ("x" * 80, False), ("x" * 81, True)]
)
def test_a_name_has_2_to_80_characters(name, is_error):
    assert ("name" in errors(name=name)) == is_error


@pytest.mark.parametrize("name", ["Rosa\tReader", "Rosa\nReader", "Rosa\r\nReader", "Rosa\u2028Reader"])
def test_a_name_is_one_line(name):
    assert "This cannot hold a" in errors(name=name)["name"][0]


@pytest.mark.parametrize(
    ("email", "is_error"),
    [
        ("rosa@example.org", False),
        ("rosa@bücher.example", False),
        ("rosa", True),
        ("rosa@", True),
        ("rosa@example", True),
        ("rosa@example.org, eve@example.org", True),
        ("rosa@example.org\r\nBcc: eve@example.org", True),
        (f"{'x' * 242}@example.org", False),
        (f"{'x' * 243}@example.org", True),
        (f"rosa@{'é' * 62}.org", True),
        (f"rosa@{'é.' * 100}org", True),
    ],
)
def test_an_email_address_follows_the_rule_and_has_at_most_254_characters(email, is_error):
    assert ("email" in errors(email=email)) == is_error


@pytest.mark.parametrize("field", ["comment", "name", "email"])
@pytest.mark.parametrize(
    ("character", "word"),
    [
        ("\x00", "control character (U+0000)"),
        ("\x07", "control character (U+0007)"),
        ("\x1c", "control character (U+001C)"),
        ("\x7f", "control character (U+007F)"),
        ("\x85", "control character (U+0085)"),
        ("\u202e", "U+202E, right-to-left override"),
        ("\u202a", "U+202A"),
        ("\u2066", "U+2066"),
        ("\u2069", "U+2069"),
        ("\ufffd", "arrived broken (U+FFFD)"),
        ("\ud800", "arrived broken (U+D800)"),
    ],
)
def test_a_character_that_cannot_be_shown_is_refused_by_name(field, character, word):
    for typed in (f"Rosa{character} reads@example.org", f"rosa reads@example.org{character}"):
        (error,) = errors(**{field: typed})[field]
        assert word in error


@pytest.mark.parametrize(
    "character", ["\u200e", "\u200f", "\u200d", "\t", "\n", "😀", "é", "\u0301", "李", "\u2065", "\u202f"]
)
def test_other_characters_are_welcome_in_a_review(character):
    assert "comment" not in errors(comment=f"one two {character} three")


@given(st.text(alphabet=st.characters(), min_size=0, max_size=60))
def test_a_valid_review_holds_no_refused_character_and_never_fails_otherwise(text):
    form = ReviewForm(TYPED | {"comment": text, "name": text, "email": text, "rating": text})
    form.is_valid()
    for field in ("comment", "name"):
        for character in form.cleaned_data.get(field, ""):
            allowed = "\t\n" if field == "comment" else ""
            assert unicodedata.category(character) not in ("Cc", "Cs") or character in allowed
            assert not "\u202a" <= character <= "\u202e"
            assert not "\u2066" <= character <= "\u2069"
            assert character != "\ufffd"
    if "comment" in form.cleaned_data:
        kept = form.cleaned_data["comment"]
        assert 10 <= len(kept) <= 5000
        assert kept == text.replace("\r\n", "\n").replace("\r", "\n").strip()


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [b"\xff\xfe", b"%FF", b"%ED%A0%80", b"caf\xe9"])
def test_broken_utf8_over_http_is_refused_with_a_word(client, broken):
    article = make_article()
    body = b"rating=4&comment=It+is+broken+" + broken + b"+here&name=Rosa&email=r%40example.org"
    response = client.generic(
        "POST", f"/articles/{article.slug}/reviews/", body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 422
    assert "arrived broken" in response.content.decode()
    assert not Review.objects.exists()


def test_the_browser_is_told_the_same_rules():
    form = ReviewForm()
    assert form["comment"].as_widget().count("required") == 1
    for attribute in ('minlength="10"', 'maxlength="5000"', "required"):
        assert attribute in str(form["comment"])
    for attribute in ('minlength="2"', 'maxlength="80"', 'autocomplete="name"', "required"):
        assert attribute in str(form["name"])
    for attribute in ('type="email"', 'maxlength="254"', 'autocomplete="email"', "required"):
        assert attribute in str(form["email"])
    assert [value for value, _ in form.fields["rating"].choices] == ["1", "2", "3", "4", "5"]
    assert "required" not in str(form["website"])


@pytest.mark.parametrize(
    "nothing",
    [
        "\u200b\u200b\u200b",
        "\u200d" * 12,
        "\u3164" * 12,
        " \u2800 " * 12,
        "\ufeff" * 12,
        "\ufe0f " * 12,
        "\u17b4\u17b5 " * 6,
    ],
)
def test_text_that_nobody_can_see_is_no_text(nothing):
    assert errors(comment=nothing)["comment"] == ["Please write your review."]
    assert "name" in errors(name=nothing)


def test_invisible_characters_do_not_count_towards_the_length():
    assert "comment" in errors(comment="short" + "\u200d" * 20)


@pytest.mark.parametrize(
    "text",
    [
        "Z" + "\u0335" * 30,
        "ok then " + "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309",
        "a" + ("\u0301" * 5 + "\u200d") * 20,
    ],
)
def test_marks_piled_up_on_one_letter_are_refused(text):
    assert errors(comment=text)["comment"] == [
        "More than 8 marks are piled up on one letter. Please use fewer."
    ]


@pytest.mark.parametrize(
    "text",
    ["Tiếng Việt có dấu", "שָׁלוֹם לְכֻלָּם וּבְרָכָה", "السَّلَامُ عَلَيْكُمْ", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ family and flags"],
)
def test_scripts_that_need_marks_and_joiners_are_welcome(text):
    assert "comment" not in errors(comment=unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xFDD0])
def test_codes_that_stand_for_no_character_are_refused(code):
    (complaint,) = errors(comment=f"A comment with one {chr(code)} in it")["comment"]
    assert f"U+{code:04X}" in complaint
