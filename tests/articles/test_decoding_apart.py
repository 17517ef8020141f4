"""Pictures are decoded in a process of its own, which may be slow, large or killed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.images import intake
from articles.images.intake import take_in
from articles.images.limits import EDITORS
from articles.images.refusals import BUSY, TOO_SLOW, UNREADABLE, Refused
from config.environment import BASE_DIR
from tests.pictures import GOOD, HOSTILE
from tests.pictures.making import jpeg

# MB, of a worker and of the child that decodes.
WORKER, CHILD = 350, 800


def upload(data):
    return SimpleUploadedFile("secret-name.jpg", data, content_type="image/jpeg")


def refusal(data=None):
    with pytest.raises(Refused) as caught:
        take_in(upload(data or jpeg()), EDITORS)
    return caught.value.sentence


@pytest.fixture
def child_runs(monkeypatch):
    """Puts some other program in the place of the child."""
    return lambda code: monkeypatch.setattr(intake, "CHILD", [sys.executable, "-c", code])


def children():
    """The processes that this one has started and that are still there."""
    return {
        word for task in Path("/proc/self/task").iterdir() for word in (task / "children").read_text().split()
    }


def python(*arguments):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, *arguments]
    return subprocess.check_output(command, cwd=BASE_DIR, env=environment, text=True)


def test_where_the_system_allows_less_memory_a_picture_is_read_all_the_same(monkeypatch):
    limited = 'ulimit -v 700000 && exec "$0" "$@"'
    monkeypatch.setattr(intake, "CHILD", ["/bin/sh", "-c", limited, *intake.CHILD])
    assert take_in(upload(jpeg()), EDITORS).jpeg


def test_a_child_that_never_answers_is_ended(child_runs, settings):
    settings.PICTURE_DEADLINE = 0.3
    before = children()
    child_runs("import signal; signal.pause()")
    assert refusal() == TOO_SLOW
    assert children() == before


def test_a_picture_that_does_not_get_its_turn_is_refused(settings):
    settings.PICTURE_DEADLINE = 0.05
    with intake._turn:
        assert refusal() == BUSY


def test_the_turn_is_free_again_after_a_refusal(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(intake, "CHILD", [sys.executable, "-c", "raise SystemExit(1)"])
        assert refusal() == UNREADABLE
    assert take_in(upload(jpeg()), EDITORS).width == 60


def test_a_child_that_is_killed_refuses_the_picture_and_is_told_to_the_log(child_runs, caplog):
    child_runs("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert refusal() == UNREADABLE
    assert "ended with -9" in caplog.text
    assert "secret-name" not in caplog.text


def test_a_child_that_cannot_be_started_refuses_the_picture(monkeypatch, caplog):
    monkeypatch.setattr(intake, "CHILD", ["/nowhere/python"])
    assert refusal() == BUSY
    assert "No child could be started" in caplog.text


def test_a_picture_that_takes_more_memory_than_a_child_may_have_is_refused(child_runs, caplog):
    child_runs(
        "import json, sys; from articles.images import child; child.MEMORY = 200 * 2**20;"
        "child.main(child.Limits(**json.loads(sys.argv[1])), 9)"
    )
    assert take_in(upload(jpeg()), EDITORS).width == 60
    assert refusal(dict(GOOD)["PNG with as many pixels as allowed"]()) == UNREADABLE
    assert caplog.text == ""


def test_a_child_has_limits_and_dumps_no_core():
    code = (
        "import resource as r; from articles.images import child; child._restrict(7);"
        "print([r.getrlimit(each)[0] for each in (r.RLIMIT_CORE, r.RLIMIT_CPU, r.RLIMIT_AS)])"
    )
    assert json.loads(python("-c", code)) == [0, 7, 1024 * 2**20]


def test_a_child_knows_no_variable_of_the_site(child_runs):
    assert "SECRET_KEY" in os.environ
    child_runs("import json, os; print(json.dumps({'refused': ' '.join(os.environ), 'values': {}}))")
    assert "SECRET_KEY" not in refusal()


def test_a_child_starts_without_django():
    code = "import sys, articles.images.child; print('django' in sys.modules, 'PIL' in sys.modules)"
    assert python("-c", code).split() == ["False", "True"]


def test_a_worker_stays_small_whatever_it_takes_in(tmp_path):
    good = [make for name, make in GOOD if "as many pixels as allowed" in name]
    hostile = [make for name, make in HOSTILE if re.search("bomb|megapixels|MB", name)]
    assert len(good) == 4
    assert len(hostile) >= 10
    for number, make in enumerate(hostile + good):
        (tmp_path / f"{number:03}").write_bytes(make())
    peaks = json.loads(python("-m", "tests.pictures.taking", str(tmp_path)))
    assert peaks["taken"] == len(good)
    assert peaks["worker"] < WORKER
    assert peaks["child"] < CHILD
