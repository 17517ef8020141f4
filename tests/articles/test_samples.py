from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article
from tests.cast import make_article

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_samples", stdout=out)
    return out.getvalue()


def test_three_articles_are_loaded_and_published():
    said = load()
    assert said.count("loaded and published") == 3
    assert Article.objects.published().count() == 3
    assert "leadership-and-management-relationship-differences: loaded and published" in said


def test_the_samples_lead_to_one_another(client):
    load()
    html = client.get("/articles/leadership-and-management-relationship-differences/").content.decode()
    assert 'href="/articles/cellular-and-molecular-immunology/"' in html
    assert 'href="/articles/normal-and-diabetic-blood-sugar-level-ranges/"' in html


def test_loading_again_touches_nothing():
    load()
    article = Article.objects.get(slug="cellular-and-molecular-immunology")
    article.title = "Mine now"
    article.save()
    assert load().count("not touched") == 3
    article.refresh_from_db()
    assert article.title == "Mine now"


def test_an_article_that_was_deleted_or_moved_is_not_loaded_again():
    load()
    Article.objects.get(slug="cellular-and-molecular-immunology").delete()
    moved = Article.objects.get(slug="normal-and-diabetic-blood-sugar-level-ranges")
    moved.slug = "blood-sugar"
    moved.save()
    assert load().count("not touched") == 3
    assert Article.objects.count() == 2


def test_another_article_is_left_alone():
    article = make_article()
    load()
    assert Article.objects.published().get(pk=article.pk).live.number == 1


def test_the_blood_sugar_sample_says_that_it_is_no_medical_advice(client):
    load()
    html = client.get("/articles/normal-and-diabetic-blood-sugar-level-ranges/").content.decode()
    assert "not reviewed by a clinician" in html
    assert "not medical advice" in html
    for cell in (
        "100–125 mg/dL (5.6–6.9 mmol/L)",
        "140–199 mg/dL (7.8–11.0 mmol/L)",
        "≥126 mg/dL (≥7.0 mmol/L)",
    ):
        assert cell in html
