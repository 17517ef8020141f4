"""The lists of the admin, of all that is in it."""

from itertools import product

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from articles.models import Article, Picture
from reviews.models import Review
from tests.cast import make_article, make_picture, make_review

pytestmark = pytest.mark.django_db

LISTS = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]


@pytest.mark.parametrize("name", LISTS)
def test_a_forged_choice_of_rows_is_a_bad_request(admin_client, name):
    make_review(make_article())
    make_picture(is_ready=False)
    actions, choices = (
        ("delete_selected", "publish", "unpublish", "approve"),
        ("x", "9" * 30, "-1", "²", "", "1 "),
    )
    for action, chosen in product(actions, choices):
        sent = {"action": action, ACTION_CHECKBOX_NAME: [chosen]}
        assert admin_client.post(reverse(f"admin:{name}_changelist"), sent).status_code == 400
    assert Article.objects.count() == Picture.objects.count() == Review.objects.count() == 1
