import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.urls import reverse

from reviews.models import Review
from tests.cast import make_article, make_review, make_user

pytestmark = pytest.mark.django_db

CHANGELIST = "/admin/reviews/review/"


@pytest.fixture
def moderator(client):
    user = make_user("mo", group="Moderators")
    client.force_login(user)
    return user


def test_moderators_may_look_at_reviews_decide_and_close_articles_for_them_and_nothing_else():
    permissions = Group.objects.get(name="Moderators").permissions
    assert set(permissions.values_list("content_type__app_label", "codename")) == {
        ("reviews", "view_review"),
        ("reviews", "moderate_review"),
        ("reviews", "view_moderationevent"),
        ("reviews", "view_mail"),
        ("reviews", "view_reviewsclosed"),
        ("reviews", "add_reviewsclosed"),
        ("reviews", "change_reviewsclosed"),
        ("reviews", "delete_reviewsclosed"),
    }


def test_migrating_again_changes_nothing_and_gives_back_what_is_missing():
    group = Group.objects.get(name="Moderators")
    group.permissions.remove(Permission.objects.get(codename="moderate_review"))
    group.permissions.add(Permission.objects.get(codename="view_user"))
    for _ in range(2):
        call_command("migrate", verbosity=0)
    assert Group.objects.filter(name="Moderators").count() == 1
    assert group.permissions.count() == 9


@pytest.mark.parametrize(
    "model", ["articles/article", "articles/topic", "articles/author", "auth/user", "auth/group"]
)
def test_a_moderator_may_not_touch_articles_or_accounts(client, moderator, model):
    make_article()
    assert client.get(f"/admin/{model}/").status_code == 403
    assert client.get(f"/admin/{model}/add/").status_code == 403


def test_a_moderator_may_not_publish(moderator):
    assert not moderator.has_perm("articles.publish_article")
    assert not moderator.has_perm("articles.change_article")


@pytest.mark.parametrize("group", ["Writers", "Editors", None])
def test_those_who_write_do_not_see_reviews_with_their_addresses(client, group):
    client.force_login(make_user("ed", group=group))
    review = make_review(make_article())
    assert client.get(CHANGELIST).status_code == 403
    assert client.get(f"{CHANGELIST}{review.pk}/change/").status_code == 403
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    assert client.post(address, {"to": "approved", "version": "1"}).status_code == 403
    assert Review.objects.get().status == "pending"


def test_who_may_only_look_may_not_decide(client):
    user = make_user("viewer")
    user.user_permissions.add(Permission.objects.get(codename="view_review"))
    client.force_login(User.objects.get(pk=user.pk))
    review = make_review(make_article())
    page = client.get(f"{CHANGELIST}{review.pk}/change/").content.decode()
    assert "It made the difference clear to me." in page
    assert 'name="to"' not in page
    data = {"action": "approve", "index": "0", "_selected_action": [review.pk], f"version-{review.pk}": "1"}
    client.post(CHANGELIST, data)
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    assert client.post(address, {"to": "approved", "version": "1"}).status_code == 403
    assert Review.objects.get().status == "pending"


def test_a_stranger_is_sent_to_the_login(client):
    review = make_review(make_article())
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    response = client.post(address, {"to": "approved", "version": "1"})
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
    assert Review.objects.get().status == "pending"
