import html
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from reviews.models import Review
from tests.cast import make_article, make_review, make_user

pytestmark = pytest.mark.django_db


def index(client, user):
    client.force_login(user)
    return client.get("/admin/").content.decode()


@pytest.mark.parametrize(("count", "words"), [(1, "1 review waits"), (3, "3 reviews wait")])
def test_it_says_how_many_reviews_wait_since_when_and_leads_to_the_queue(client, count, words):
    article = make_article()
    for days in range(count):
        make_review(article, waiting_since=timezone.now() - timedelta(days=days + 1, hours=1))
    make_review(article, "approved", comment="A decided one, long ago.")
    page = html.unescape(index(client, make_user(group="Moderators")))
    link = re.search(r'<h2>\s*<a href="([^"]+)">([^<]+)</a>', page)
    assert link[2] == words
    assert words in client.get(link[1]).content.decode()
    assert f"({count}\xa0day" in page


def test_who_may_only_look_is_led_to_the_list_of_what_waits(client):
    make_review(make_article(), comment="It waits, and may be looked at.")
    make_review(make_article("Salt and Pepper"), "approved", comment="A decided one, long ago.")
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_review"))
    link = re.search(r'<h2>\s*<a href="([^"]+)">1 review waits', index(client, user))
    waiting = client.get(link[1]).content.decode()
    assert "It waits, and may be looked at." in waiting
    assert "A decided one" not in waiting


def test_it_says_that_no_review_waits(client):
    make_review(make_article(), "rejected")
    assert "No review waits." in index(client, make_user(group="Moderators"))


@pytest.mark.parametrize("group", ["Writers", "Editors"])
def test_whoever_may_not_see_reviews_is_told_nothing_of_them(client, group):
    make_review(make_article())
    page = index(client, make_user(group=group))
    assert "Articles" in page
    assert "review waits" not in page
    assert "/admin/reviews/" not in page


def test_articles_and_reviews_stand_first(client):
    page = index(client, make_user(is_superuser=True))
    captions = re.findall(r'<a href="/admin/(\w+)/" class="section"', page)
    assert captions == ["articles", "flatpages", "reviews", "auth"]
    models = re.findall(r'<tr class="model-(\w+)', page)
    assert models[0] == "article"
    ours = {"mail", "moderationevent", "review", "reviewsclosed"}
    assert next(model for model in models if model in ours) == "review"


def test_it_carries_the_sites_name_and_its_picture(client):
    page = index(client, make_user(group="Moderators"))
    assert '<a href="/admin/">Counterpoint</a>' in page
    assert '<link rel="icon" href="/static/icon.svg"' in page
    assert "Django" not in re.sub(r"<(script|link)[^>]*>", "", page)


def test_it_counts_what_screening_took_for_spam_and_nobody_has_seen(client):
    article = make_article()
    make_review(article, "spam", comment="A person has marked this.")
    assert "for spam" not in index(client, make_user("ann", group="Moderators"))
    for number in range(2):
        make_review(article, status="spam", comment=f"Nobody has seen number {number}.")
    Review.objects.filter(pk__gt=Review.objects.earliest("pk").pk).update(decided_at=None)
    make_review(article, comment="This one waits.")
    page = index(client, make_user(group="Moderators"))
    link = html.unescape(re.search(r'<a href="([^"]+)">2 reviews</a> for spam', page)[1])
    listed = client.get(link).content.decode()
    assert "number 0" in listed
    assert "number 1" in listed
    assert "A person has marked this." not in listed
    assert "This one waits." not in listed
