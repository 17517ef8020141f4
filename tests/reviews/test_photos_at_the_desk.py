"""Photos as moderators see them: in the queue, on the page of a review, in the list."""

import pytest
from django.urls import reverse

from reviews.models import Photo
from tests.cast import jpeg, make_photo, make_review, make_user
from tests.reviews.album import add, fresh, text
from tests.reviews.desk import LIST, change_page
from tests.reviews.desk import act as tick

# Tasks and deletions come after the commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]

QUEUE = f"{LIST}queue/"


def test_the_queue_shows_the_photos_and_offers_to_decide_on_them(client, moderator, illustrated):
    add(client, illustrated, jpeg(colour="blue"))
    new = Photo.objects.waiting().get()
    queue = text(client.get(QUEUE))
    assert "Its writer has added photos." in queue
    assert "The new photos are deleted." in queue
    assert {f'name="to" value="{to}"' in queue for to in ("edit_approved", "edit_rejected")} == {True}
    assert queue.count("New, waits") == 1
    assert "“A red cup”" in queue
    assert "No alternative text" in queue
    for photo in illustrated.photos.all():
        private = reverse("admin:reviews_review_photo", args=[illustrated.pk, photo.uid])
        assert f'<a href="{private}"><img src="{private}"' in queue
        assert client.get(private).getvalue().startswith(b"\xff\xd8")
    data = {"to": "edit_approved", "version": fresh(illustrated).version}
    answer = client.post(reverse("admin:reviews_review_decide", args=[illustrated.pk]), data)
    assert answer.status_code == 303
    assert not Photo.objects.waiting().exists()
    assert Photo.objects.get(pk=new.pk).renditions


def test_who_rejects_is_told_that_the_photos_go(client, moderator, illustrated):
    assert "Its photos are deleted." in text(client.get(change_page(illustrated)))
    assert "Its photos are deleted." not in text(client.get(change_page(make_review(illustrated.article))))
    assert "Their photos are deleted." in text(tick(client, "reject", [fresh(illustrated)]))


def test_a_moderators_photo_is_shown_to_who_may_look_at_reviews_alone(client, illustrated, folder):
    photo, other = illustrated.photos.get(), make_review(illustrated.article)
    path = reverse("admin:reviews_review_photo", args=[illustrated.pk, photo.uid])
    assert client.get(path).status_code == 302
    client.force_login(make_user("ed", group="Editors"))
    assert client.get(path).status_code == 403
    client.force_login(make_user("mo", group="Moderators"))
    answer = client.get(path)
    assert answer.getvalue().startswith(b"\xff\xd8")
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(reverse("admin:reviews_review_photo", args=[other.pk, photo.uid])).status_code == 404


def test_the_list_of_the_desk_is_narrowed_to_those_with_photos(client, moderator, illustrated):
    make_review(illustrated.article, "approved", comment="Nothing to be seen here.")
    listed = text(client.get(f"{LIST}?photos=yes"))
    assert "1 review" in listed
    assert "Nothing to be seen here." not in listed
    assert "0 reviews" in text(client.get(f"{LIST}?photos=new"))
    make_photo(illustrated, colour="blue")
    assert "1 review" in text(client.get(f"{LIST}?photos=new"))
