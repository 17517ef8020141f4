"""`manage.py photos`: the copies of photos that readers see are made where they are missing, or all anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reviews import photos
from reviews.editing import withdraw
from reviews.models import LeftFile, Photo
from tests.cast import make_photo, make_review, publish_photos
from tests.reviews.album import fresh, shown

# Tasks and deletions come after the commit.
pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments):
    said = StringIO()
    call_command("photos", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def narrower(monkeypatch):
    """No copy is as wide as the photo any more."""
    real = photos.renditions.whole
    monkeypatch.setattr(photos.renditions, "whole", lambda jpeg: real(jpeg)[:2])


def test_all_are_made_anew_under_other_names(client, folder, illustrated, narrower):
    make_photo(make_review(illustrated.article), colour="blue")
    before, page = folder.public, shown(client, illustrated)
    assert run("--all") == "Published 1 of 1 photos.\n"
    assert [row["width"] for row in Photo.objects.public().get().renditions] == [400, 800]
    assert (len(folder.public), folder.public & before) == (4, set())
    made = shown(client, illustrated)
    assert made != page
    for name in folder.public:
        assert client.get(f"/media/{name}").getvalue()
    assert not LeftFile.objects.exists()


def test_those_that_are_missing_are_made_and_no_others(folder, illustrated):
    before = folder.public
    assert run() == "Published 0 of 0 photos.\n"
    second = make_photo(illustrated, colour="blue")
    Photo.objects.filter(pk=second.pk).update(approved_at=second.added_at)
    assert run() == "Published 1 of 1 photos.\n"
    assert before < folder.public
    assert fresh(illustrated).photo_count == 2


def test_one_that_cannot_be_made_stays_as_it_was_and_keeps_no_other_back(folder, illustrated, caplog):
    before = folder.public
    second = make_photo(illustrated, colour="blue")
    publish_photos(illustrated)
    second.refresh_from_db()
    (folder.root / "private" / illustrated.photos.first().file).unlink()
    with pytest.raises(CommandError, match="1 of 2 photos"):
        run("--all")
    assert before < folder.public
    assert "could not be published" in caplog.text
    assert Photo.objects.get(pk=second.pk).renditions != second.renditions


def test_one_that_is_withdrawn_while_it_is_made_anew_is_gone(folder, illustrated, monkeypatch):
    real = photos.renditions.whole

    def slow(jpeg):
        withdraw(illustrated.pk)
        return real(jpeg)

    monkeypatch.setattr(photos.renditions, "whole", slow)
    run("--all")
    assert (folder.public, folder.private) == (set(), set())
    assert "/media/photos/" not in shown(Client(), illustrated)
    assert not LeftFile.objects.exists()
