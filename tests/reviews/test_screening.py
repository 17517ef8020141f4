import dataclasses
import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews import screening
from reviews.disallowed_words import disallowed_words
from reviews.folding import comment_key
from reviews.forms import ReviewForm
from reviews.models import Review
from reviews.screening import HOLD, RULES, SPAM, Evidence, Sender, judge, sentences
from reviews.senders import network_hash
from tests.cast import make_article, make_review
from tests.reviews.sending import TYPED, send

SHIPPED = ("casino", "earn money online")


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def reasons(comment="A calm text about tea and coffee.", **evidence):
    evidence = {"name": "Rosa Reader", "article_text": "Tea and coffee"} | evidence
    return judge(Evidence(comment=comment, **evidence)).reasons


def stored(article, **typed):
    send(article, **typed)
    return Review.objects.latest("pk")


@pytest.mark.django_db
def test_a_calm_review_is_not_suspected():
    review = stored(make_article())
    assert (review.status, review.screening_score, review.screening_reasons) == ("pending", 0, [])


@pytest.mark.django_db
def test_what_the_screening_takes_for_spam_is_stored_whole_with_its_reasons():
    review = stored(make_article(), comment="CASINO http://a.example http://b.example casino", website="x")
    assert review.status == "spam"
    assert review.comment == "CASINO http://a.example http://b.example casino"
    assert review.screening_reasons == ["honeypot", "several_links", "disallowed_words"]
    assert review.screening_score == 21


@pytest.mark.django_db
def test_several_soft_signs_together_are_spam():
    review = stored(make_article(), comment="Best casino: http://a.example and http://b.example")
    assert (review.status, review.screening_score) == ("spam", 11)


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("See https://example.org/tea for more.", ["one_link"]),
        ("See ｈｔｔｐｓ：／／example.org for more.", ["one_link"]),
        ("See www.example.org for more.", ["one_link"]),
        ("See tea-time.example.com, it says more.", ["one_link"]),
        ("http://a.example http://b.example", ["several_links"]),
        ("http://a.example,http://b.example", ["several_links"]),
        ("The example.org page; then example.net.", ["several_links"]),
        ("Written to rosa@example.org about it.", []),
        ("One sentence.Another one, e.g. this; 3.5 of 5.", []),
        ("The best CaSiNo in town, they say.", ["disallowed_words"]),
        ("The best ｃａｓｉｎｏ in town, they say.", ["disallowed_words"]),
        ("The best ca\u200bsi\u00adno in town, they say.", ["disallowed_words"]),
        ("You can earn  money,\nonline.", ["disallowed_words"]),
        ("They earn money, and online they do not.", []),
        ("The casinos of Occasino are none.", []),
        ("THIS IS THE BEST TEXT THAT I EVER READ!", ["all_capitals"]),
        ("NASA AND UNESCO AGREE", []),
        ("THIS IS THE BEST TEXT THAT i EVER READ!", []),
        ("هذا المقال واضح ومفيد جداً.", ["another_script"]),
        ("Ein Text über Tee: schön erklärt.", []),
        ("👍👍👍👍👍👍👍👍👍👍 5/5", []),
        ("Хотя half.", []),
    ],
)
def test_each_rule_hits_what_it_says_and_nothing_else(comment, rules):
    assert reasons(comment, disallowed=tuple(f" {words} " for words in SHIPPED)) == rules


def test_a_link_in_the_name_is_one_too():
    assert reasons(name="www.example.org") == ["one_link"]


@pytest.mark.parametrize(
    ("article", "comment", "hits"),
    [
        ("紅茶と珈琲の違い", "とても分かりやすい記事でした。", False),
        ("红茶与咖啡", "トテモヨイキジデス", False),
        ("红茶与咖啡", "Very clear and useful.", True),
        ("Чай и кофе", "Очень понятно и полезно.", False),
        ("Tea", "نص Latin", False),
        ("", "Anything at all.", False),
    ],
)
def test_the_script_is_compared_with_the_article(article, comment, hits):
    assert ("another_script" in reasons(comment, article_text=article)) == hits


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "rules"),
    [
        ("0", ["too_fast"]),
        ("3.9", ["too_fast"]),
        ("4", []),
        ("90.5", []),
        *[(nothing, []) for nothing in ("", "soon", "-1", "nan", "inf", "1e999", "٣٠", "\ud800")],
    ],
)
def test_what_was_sent_within_seconds_is_suspected_a_little(seconds, rules):
    form = ReviewForm(TYPED | {"seconds_open": seconds})
    assert form.is_valid(), form.errors
    assert screening.screen(make_article(), form, Sender(), "rosa@example.org").reasons == rules


@pytest.mark.django_db
def test_a_form_without_the_measure_of_a_script_is_not_suspected():
    article = make_article()
    assert stored(article, email="a@example.org", seconds_open="1.5").screening_reasons == ["too_fast"]
    assert stored(article, email="b@example.org", comment="Without a script, then.").screening_reasons == []


@pytest.mark.django_db
def test_the_same_text_from_another_address_or_under_another_article_is_noticed():
    tea, milk = make_article(), make_article("Milk and Water")
    stored(tea)
    assert stored(tea, rating="2", comment="It made the  difference\nCLEAR to me.").screening_reasons == []
    assert stored(milk).screening_reasons == ["same_text"]
    Review.objects.filter(article=milk).delete()
    assert stored(tea, email="eve@example.org").screening_reasons == ["same_text"]
    assert stored(milk, comment="Something else about milk.").screening_reasons == []


@pytest.mark.django_db
def test_five_reviews_from_one_network_within_a_day_are_noticed(rf):
    article = make_article()
    here, elsewhere = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="198.51.100.7")
    for n in range(5):
        send(article, here, email=f"reader{n}@example.org", comment=f"Text number {n}.")
    assert [review.screening_reasons for review in Review.objects.all()] == [[]] * 5
    neighbour = Client(REMOTE_ADDR="203.0.113.99")
    assert _reasons_of(article, neighbour, "x@example.org") == ["many_from_network"]
    assert _reasons_of(article, elsewhere, "y@example.org") == []
    Review.objects.update(submitted_at=timezone.now() - timedelta(hours=25))
    assert _reasons_of(article, here, "z@example.org") == []


def _reasons_of(article, client, email):
    send(article, client, email=email, comment=f"Text of {email.partition('@')[0]} alone.")
    return Review.objects.get(email=email).screening_reasons


@pytest.mark.django_db
def test_senders_without_an_address_of_the_network_are_no_network():
    article = make_article()
    for n in range(6):
        client = Client(REMOTE_ADDR="")
        assert _reasons_of(article, client, f"reader{n}@example.org") == []


@pytest.mark.django_db
@pytest.mark.parametrize("rating", "12345")
def test_the_stars_are_seen_by_no_rule(rating):
    review = stored(make_article(), rating=rating, comment="SEE THE BEST CASINO AT WWW.EXAMPLE.ORG")
    assert (review.rating, review.screening_score) == (int(rating), 9)
    assert not {"rating", "stars"} & {field.name for field in dataclasses.fields(Evidence)}


def test_no_rule_but_the_honeypot_makes_spam_alone_and_capitals_hold_nothing():
    weights = {rule.name: rule.weight for rule in RULES}
    assert len(weights) == len(RULES)
    assert weights.pop("honeypot") >= SPAM
    assert max(weights.values()) < SPAM
    assert weights["all_capitals"] < HOLD <= weights["one_link"] < weights["several_links"]


def test_each_reason_has_its_sentence_and_one_that_is_gone_its_name():
    assert all(rule.sentence.endswith(".") for rule in RULES)
    assert sentences(["one_link", "rule_of_old"]) == ["It holds a link.", "rule_of_old"]


def test_the_operators_own_list_takes_the_place_of_the_shipped_one(folder):
    assert " casino " in disallowed_words()
    (folder / "disallowed_words.txt").write_text(
        "\ufeff# ours\nOolong  Deals # a trap\n\n  \n-\n", encoding="utf-8"
    )
    assert disallowed_words() == [" oolong deals "]


@pytest.mark.django_db
def test_a_list_of_the_operators_is_used_at_once(folder):
    article = make_article()
    (folder / "disallowed_words.txt").write_text("oolong")
    assert stored(article, comment="Try Oolong in the casino.").screening_reasons == ["disallowed_words"]
    (folder / "disallowed_words.txt").write_text("")
    assert stored(article, comment="Try oolong in the casinos, not casino.").screening_reasons == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["not UTF-8", "a folder"])
def test_a_list_that_cannot_be_read_is_logged_and_loses_no_review(folder, caplog, kind):
    file = folder / "disallowed_words.txt"
    file.mkdir() if kind == "a folder" else file.write_bytes(b"caf\xe9\n")
    with caplog.at_level(logging.WARNING):
        review = stored(make_article(), comment="The best casino in town.")
    assert review.screening_reasons == ["disallowed_words"]
    assert "cannot be read" in caplog.text


TEXT = st.text(alphabet=st.characters(), max_size=200)
WORDS = st.lists(
    st.sampled_from(["tea", "casino", "LOUD", "www.example.org", "чай", "𝐛𝐨𝐥𝐝", "ß", "👍"]), max_size=9
)


@settings(derandomize=True)
@example("\ud800", "\udfff", "\x00", None)
@given(TEXT, TEXT, TEXT, st.floats(min_value=0) | st.none())
def test_no_text_makes_the_screening_fail(comment, name, article_text, seconds):
    verdict = judge(Evidence(comment, name, False, seconds, article_text, (" casino ",)))
    weights = {rule.name: rule.weight for rule in RULES}
    assert verdict.score == sum(weights[name] for name in verdict.reasons)
    assert len(comment_key(comment)) == 64


@settings(derandomize=True)
@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_the_words_changes_nothing(words, random):
    shuffled = random.sample(words, len(words))
    casino = {"disallowed": (" casino ",)}
    assert reasons(" ".join(words), **casino) == reasons(" ".join(shuffled), **casino)


@settings(derandomize=True)
@given(st.text(alphabet="abc ABC \t\n\u00a0ßéÉ", max_size=30))
def test_case_and_spaces_make_no_other_text(text):
    assert comment_key(text) == comment_key(f"  {text.upper()}\n") == comment_key(text.replace(" ", "\n "))


@pytest.mark.django_db
def test_what_the_database_is_asked_is_read_from_an_index_however_many_reviews_there_are(rf):
    article = make_article()
    call_command("generate_reviews", article.slug, approved=3000, verbosity=0)
    network = network_hash(rf.get("/", REMOTE_ADDR="203.0.113.7"))
    make_review(article, network_hash=network, comment_key=comment_key("The same."))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE reviews_review")
    plans = _plans(lambda: screening._stands_elsewhere("The same.", article, "x@example.org"))
    plans += _plans(lambda: screening._from_network(Sender("", network)))
    assert len(plans) == 2
    for plan, index in zip(plans, ("comment_key", "review_by_network"), strict=True):
        assert index in plan, plan
        assert not {"Seq Scan", "SCAN reviews_review\n"} & {line.strip() for line in plan.splitlines()}, plan


def _plans(ask):
    """How the database answers; with its parameters apart, since SQLite plans literals in other ways."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    return [_plan(prefix + sql, params) for sql, params in asked]


def _plan(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
