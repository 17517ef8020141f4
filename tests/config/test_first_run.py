import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

from config.environment import BASE_DIR
from tests.config.site import manage, python, variables

ARTICLE = "/articles/leadership-and-management-relationship-differences/"
# Only those who look at pages need them, and they take half of a run's time.
LEAVES_STATIC_FILES = (
    "call = first_run.call_command; first_run.call_command = "
    "lambda name, **options: name == 'collectstatic' or call(name, **options)"
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(address):
    """Status and text, as soon as somebody answers."""
    for _ in range(900):
        try:
            with urllib.request.urlopen(address, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer")


@contextmanager
def served(data_dir, output, *arguments, **values):
    """The address of a site that serves; what it says goes to the file `output`."""
    port = free_port()
    env = variables(data_dir, SECRET_KEY=None, PORT=str(port), **values)
    command = [sys.executable, "-m", "config.local", *arguments]
    with output.open("w") as stream:
        process = subprocess.Popen(
            command, cwd=BASE_DIR, env=env, stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def test_a_first_run_makes_a_site_and_a_second_keeps_it(tmp_path):
    data_dir, output = tmp_path / "var", tmp_path / "output"
    with served(data_dir, output) as site:
        status, page = fetch(f"{site}{ARTICLE}")
        assert (status, "Leadership and Management" in page) == (200, True)
        sheet = site + re.search(r'href="(/static/site\.\w+\.css)"', page)[1]
        with urllib.request.urlopen(sheet, timeout=30) as response:
            assert response.headers["Cache-Control"] == "max-age=31536000, public, immutable"
        assert fetch(f"{site}/readyz")[0] == 200
    said = output.read_text()
    assert f"The site      {site}/\n" in said
    assert f"The admin     {site}/admin/\n" in said
    assert f"Mails         {data_dir}/mail/\n" in said
    assert opens_the_admin(data_dir, password_in(said))
    key = data_dir / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600
    key_before = key.read_text()

    with served(data_dir, output) as site:
        fetch(f"{site}{ARTICLE}")
    said = output.read_text()
    assert "Password" not in said
    assert "manage.py changepassword admin" in said
    assert "loaded" not in said
    assert key.read_text() == key_before


def password_in(said):
    return re.search(r"Password +(\S+)", said)[1]


def opens_the_admin(data_dir, password):
    question = (
        "from django.contrib.auth import authenticate; "
        f"user = authenticate(username='admin', password={password!r}); "
        "print(bool(user and user.is_staff and user.is_superuser))"
    )
    return manage(data_dir, "shell", "--no-imports", "-c", question, SECRET_KEY=None).stdout == "True\n"


def set_up(data_dir, before=LEAVES_STATIC_FILES, after="first_run.finish()", **values):
    """Everything of a run but serving, with Python of the test's before it or in the place of its end."""
    code = (
        "import os; from config import local; local.prepare_data_dir(); "
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; import django; django.setup(); "
        f"from config import first_run; {before}; print('Password', first_run.prepare()); {after}"
    )
    return python(data_dir, "-c", code, SECRET_KEY=None, **values)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    data_dir = tmp_path_factory.mktemp("finished") / "var"
    assert set_up(data_dir).returncode == 0
    return data_dir


@pytest.fixture
def made(finished, tmp_path):
    """The data of a site whose first run is behind it."""
    return shutil.copytree(finished, tmp_path / "var")


def test_a_first_run_whose_password_was_not_shown_is_taken_up_by_the_next(tmp_path):
    assert set_up(tmp_path, after="raise SystemExit(9)").returncode == 9
    assert opens_the_admin(tmp_path, password_in(set_up(tmp_path).stdout))
    assert "Password None" in set_up(tmp_path).stdout


def test_a_first_run_that_was_stopped_before_the_samples_is_taken_up_by_the_next(tmp_path):
    stopped = "first_run.call_command = lambda name, **options: name == 'migrate' or os._exit(9)"
    assert set_up(tmp_path, before=stopped).returncode == 9
    again = set_up(tmp_path).stdout
    assert "leadership-and-management-relationship-differences: loaded" in again
    assert opens_the_admin(tmp_path, password_in(again))


def test_a_database_that_somebody_else_made_gets_neither_samples_nor_an_admin(tmp_path):
    assert manage(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    assert "Password None" in set_up(tmp_path).stdout
    count = "from articles.models import Article; print(Article.objects.count())"
    assert manage(tmp_path, "shell", "--no-imports", "-c", count).stdout == "0\n"


def test_what_a_release_of_before_published_is_in_the_search_after_a_run(made):
    ask = "from django.db import connection; cursor = connection.cursor(); "
    empty = "cursor.execute('DELETE FROM articles_search')"
    assert manage(made, "shell", "--no-imports", "-c", ask + empty, SECRET_KEY=None).returncode == 0
    set_up(made)
    count = "print(cursor.execute('SELECT count(*) FROM articles_search').fetchone()[0])"
    assert manage(made, "shell", "--no-imports", "-c", ask + count, SECRET_KEY=None).stdout == "3\n"


def test_a_run_makes_anew_only_what_was_made_by_other_rules(made):
    ask = "from django.db import connection; cursor = connection.cursor(); "
    mark = "cursor.execute('UPDATE articles_search SET shown = 7')"
    count = "print(cursor.execute('SELECT count(*) FROM articles_search WHERE shown = 7').fetchone()[0])"
    assert manage(made, "shell", "--no-imports", "-c", ask + mark, SECRET_KEY=None).returncode == 0
    set_up(made)
    assert manage(made, "shell", "--no-imports", "-c", ask + count, SECRET_KEY=None).stdout == "3\n"
    set_up(made, LANGUAGE_CODE="de")
    assert manage(made, "shell", "--no-imports", "-c", ask + count, SECRET_KEY=None).stdout == "0\n"


def test_whatever_is_searched_for_is_answered_in_words(made, tmp_path):
    with served(made, tmp_path / "output") as site:
        for letter in ("w", '"', "世", "🫖"):
            status, page = fetch(f"{site}/search/?{urlencode({'q': letter * 10_000})}")
            assert (status, "only its beginning" in page) == (200, True), letter


def test_a_taken_port_is_told_in_one_sentence_and_nothing_is_made(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = python(tmp_path / "var", "-m", "config.local", PORT=str(port))
    assert run.returncode == 1
    assert re.fullmatch(rf"Port {port} is taken by another program: .*\.\n", run.stderr)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "٣"])
def test_a_port_that_is_none_is_told_in_one_sentence(tmp_path, port):
    run = python(tmp_path, "-m", "config.local", PORT=port)
    assert run.stderr == f"PORT must be a number from 1 to 65535, not {port!r}.\n"


def test_a_host_that_is_not_this_machine_is_told_in_one_sentence(tmp_path):
    run = python(tmp_path, "-m", "config.local", HOST="192.0.2.1", PORT=str(free_port()))
    assert re.fullmatch(r"Port \d+ cannot be opened on 192\.0\.2\.1: .*\.\n", run.stderr)


def test_a_bad_setting_is_told_in_one_sentence(tmp_path):
    run = python(tmp_path, "-m", "config.local", PORT=str(free_port()), TIME_ZONE="Europe/Atlantis")
    assert re.fullmatch(r"TIME_ZONE must be a zone .*\.\n", run.stderr)


def test_a_site_for_the_whole_network_answers_to_the_machines_names_and_says_so(made, tmp_path):
    output = tmp_path / "output"
    with served(made, output, HOST="0.0.0.0") as site:
        fetch(f"{site}/readyz")
        said = output.read_text()
        name = re.search(r"Also allowed +([^ ,]+)", said)[1]
        assert socket.gethostname().lower() in said
        request = urllib.request.Request(site, headers={"Host": name})
        with urllib.request.urlopen(request, timeout=30) as response:
            assert response.status == 200
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(urllib.request.Request(site, headers={"Host": "evil.example"}), timeout=30)


def test_the_site_for_development_serves_with_debug(made, tmp_path):
    output = tmp_path / "output"
    with served(made, output, "--reload") as site:
        assert 'href="/static/site.css"' in fetch(f"{site}{ARTICLE}")[1]
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{site}/nowhere/", timeout=30)
        assert "DEBUG = True" in caught.value.read().decode()


def test_a_database_that_cannot_be_used_is_one_sentence(tmp_path):
    address = f"sqlite:///{tmp_path}/nowhere/db.sqlite3"
    done = python(tmp_path, "-m", "config.local", DATABASE_URL=address, PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL: the database cannot be used: unable to open database file")
    assert "Traceback" not in done.stderr


def test_a_data_dir_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    done = python(tmp_path / "file" / "var", "-m", "config.local", PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr.startswith("DATA_DIR: the folder ")
    assert "Traceback" not in done.stderr
