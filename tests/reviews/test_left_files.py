"""Files of photos are deleted in the background, whatever a storage does, and what fails is tried again."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from config.settings import TASKS
from reviews import left_files
from reviews.editing import withdraw
from reviews.models import LeftFile

# Tasks and deletions come after the commit.
pytestmark = pytest.mark.django_db(transaction=True)


def let_time_pass():
    LeftFile.objects.update(due_at=timezone.now())


def test_nobody_waits_for_a_storage_that_hangs(client, folder, illustrated, settings, monkeypatch):
    settings.TASKS = TASKS
    before, allowed, delete = set(threading.enumerate()), threading.Event(), FileSystemStorage.delete

    def hang(storage, name):
        allowed.wait(10)
        delete(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", hang)
    assert client.post(reverse("reviews:withdraw", args=[illustrated.token])).status_code == 303
    assert (len(folder.public), len(folder.private)) == (6, 1)
    runs = set(threading.enumerate()) - before
    allowed.set()
    for run in runs:
        run.join(10)
    assert (folder.public, folder.private) == (set(), set())


def test_a_storage_that_fails_is_asked_once_a_run_and_again_later(folder, illustrated, monkeypatch, caplog):
    with monkeypatch.context() as later:
        later.setattr(left_files, "_delete_soon", lambda: None)
        withdraw(illustrated.pk)
    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", fail)
        left_files.delete_left.call()
    assert (len(folder.public), len(folder.private)) == (6, 1)
    assert caplog.text.count("could not be deleted") == 2
    call_command("send_due", verbosity=0)
    # The two that failed let others go first.
    assert (len(folder.public), len(folder.private)) == (1, 1)
    let_time_pass()
    call_command("send_due", verbosity=0)
    assert (folder.public, folder.private) == (set(), set())
    assert not LeftFile.objects.exists()


def fail(*args):
    raise OSError("Input/output error")


def test_a_file_that_is_being_made_is_deleted_only_when_its_maker_must_be_dead(folder):
    left_files.note(["photos/a.jpg"], left_files.PRIVATE)
    storages["private"].save("photos/a.jpg", ContentFile(b"half"))
    call_command("send_due", verbosity=0)
    assert folder.private == {"photos/a.jpg"}
    assert LeftFile.objects.get().due_at > timezone.now()
    let_time_pass()
    call_command("send_due", verbosity=0)
    assert folder.private == set()


def test_many_acts_at_once_start_one_run_more(folder, illustrated, settings, monkeypatch):
    settings.TASKS = TASKS
    before, allowed = set(threading.enumerate()), threading.Event()
    runs, delete_due = [], left_files.delete_due

    def hang():
        allowed.wait(10)
        runs.append(delete_due())

    monkeypatch.setattr(left_files, "delete_due", hang)
    withdraw(illustrated.pk)
    for name in ("photos/a.jpg", "photos/b.jpg"):
        left_files.leave([name], left_files.PRIVATE)
    (thread,) = set(threading.enumerate()) - before
    allowed.set()
    thread.join(10)
    assert len(runs) == 2
    assert (folder.public, folder.private) == (set(), set())
