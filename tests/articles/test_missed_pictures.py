"""What the background could not make, or was lost with its process, is made by the job that runs every few minutes."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from articles import pictures, social
from articles.models import Picture, Revision
from tests.cast import make_article, make_picture

pytestmark = pytest.mark.django_db


def publish_due():
    """What it says, and what it says of failures."""
    out, failures = StringIO(), StringIO()
    call_command("publish_due", stdout=out, stderr=failures)
    return out.getvalue(), failures.getvalue()


def fail(*args):
    raise OSError("The bucket does not answer.")


def test_renditions_that_failed_are_made_as_soon_as_no_task_can_have_them_in_hand(client, clock, monkeypatch):
    clock("2027-01-01 09:00")
    picture = make_picture(is_ready=False)
    social.draw(make_article(cover=picture).live)
    with monkeypatch.context() as broken:
        broken.setattr(pictures, "_made", fail)
        pictures.make_renditions.using(backend="background").enqueue(picture.pk)
    clock("2027-01-01 09:09")
    assert publish_due() == ("Nothing was due.\n", "")
    clock("2027-01-01 09:11")
    assert publish_due() == ("Made 1 renditions of pictures.\n", "")
    assert "Two cups on a table" in client.get("/articles/tea-and-coffee/").content.decode()
    assert publish_due() == ("Nothing was due.\n", "")


def test_one_that_fails_again_is_told_and_keeps_no_other_back(clock):
    clock("2027-01-01 09:00")
    lost, other = make_picture(is_ready=False), make_picture(is_ready=False)
    default_storage.delete(lost.file.name)
    clock("2027-01-01 09:11")
    said, failures = publish_due()
    assert said == "Made 1 renditions of pictures.\n"
    assert f"tried again with the next run: picture {lost.pk}: FileNotFoundError" in failures
    assert list(Picture.objects.filter(is_settled=True)) == [other]


def test_a_card_that_was_never_drawn_is_drawn():
    make_article()
    assert publish_due() == ("Nothing was due.\n", "")
    Revision.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert publish_due() == ("Made 1 cards for social networks.\n", "")
    assert default_storage.exists(Revision.objects.get().social_card)
