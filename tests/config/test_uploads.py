from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import JsonResponse
from django.urls import path

import tests.settings
from articles.images.limits import EDITORS, READERS


def sizes(request):
    """Says of each file what the form would see, and what lies on the disk."""
    files = request.FILES.getlist("file")
    return JsonResponse({"seen": [file.size for file in files], "stored": [_stored(file) for file in files]})


def _stored(file):
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path()).stat().st_size
    return len(file.read())


urlpatterns = [path("sizes/", sizes)]


@pytest.fixture(autouse=True)
def _small_limit(settings):
    settings.ROOT_URLCONF = __name__
    settings.UPLOAD_LIMIT = 100_000


def send(client, *lengths):
    files = [SimpleUploadedFile(f"{length}.jpg", b"x" * length) for length in lengths]
    return client.post("/sizes/", {"file": files})


@pytest.mark.parametrize("in_memory", [2_000_000, 0], ids=["in memory", "on the disk"])
def test_no_more_is_kept_of_a_file_than_shows_that_it_is_too_large(client, settings, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory
    kept = [100_001, 100_001, 100_000, 5]
    assert send(client, 700_000, 100_001, 100_000, 5).json() == {"seen": kept, "stored": kept}


def test_no_more_than_eight_files_are_taken_at_once(client):
    assert send(client, *[5] * 8).status_code == 200
    assert send(client, *[5] * 9).status_code == 400


def test_every_form_sees_that_a_file_is_too_large_for_it():
    assert max(EDITORS.size, READERS.size) <= tests.settings.UPLOAD_LIMIT
