"""Who may decide on reviews, and how an act of theirs has to come."""

import pytest

from reviews.models import Review
from tests.cast import make_article, make_review, make_user
from tests.reviews.desk import change_page, status_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["queue/", "{pk}/decide/", "{pk}/undo/", "{pk}/answer/"])
def test_the_desk_is_for_moderators_alone(client, path):
    review = make_review(make_article())
    address = "/admin/reviews/review/" + path.format(pk=review.pk)
    assert client.get(address).url.startswith("/admin/login/")
    client.force_login(make_user("ed", group="Editors"))
    assert client.get(address).status_code == 403
    assert client.post(address, {"to": "approved", "version": 1, "answer": "Hm."}).status_code == 403
    assert (status_of(review), Review.objects.get().answer) == ("pending", "")


@pytest.mark.parametrize("path", ["decide", "undo", "answer"])
def test_an_act_comes_by_post_alone_and_on_a_review_that_is_there(client, moderator, path):
    review = make_review(make_article())
    address = f"/admin/reviews/review/{review.pk}/{path}/"
    response = client.get(address, {"to": "approved", "version": "1", "answer": "Thank you."})
    assert response.url == change_page(review)
    assert (status_of(review), Review.objects.get().answer) == ("pending", "")
    for gone in (review.pk + 1, 10**25):
        address = f"/admin/reviews/review/{gone}/{path}/"
        assert client.post(address, {"to": "approved", "version": "1"}).status_code == 404
