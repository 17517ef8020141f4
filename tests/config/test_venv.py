import sys

import pytest

from config import venv


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """The commands that would be run in a project folder with a requirement file of its own."""
    commands = []

    def run(command, sentence):
        commands.append([str(word) for word in command])
        place(tmp_path)

    monkeypatch.setattr(venv, "BASE_DIR", tmp_path)
    monkeypatch.setattr(venv, "run", run)
    monkeypatch.setattr(venv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(venv, "PYTHON", tmp_path / ".venv/bin/python")
    (tmp_path / "requirements.txt").write_text("Django==1\n")
    return commands


def place(folder):
    """A Python that has pip, where the virtual environment would have its own."""
    python = folder / ".venv/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        python.chmod(0o755)


def test_it_is_made_once_and_filled_again_only_when_the_requirements_change(tmp_path, commands):
    venv.main("requirements.txt")
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]
    venv.main("requirements.txt")
    assert len(commands) == 2
    (tmp_path / "requirements.txt").write_text("Django==2\n")
    venv.main("requirements.txt")
    assert [command[1:3] for command in commands[2:]] == [["-m", "pip"]]


def test_what_tests_need_is_added_and_does_not_undo_what_a_run_needs(commands):
    for _ in range(2):
        venv.main("requirements.txt")
        venv.main("requirements-dev.txt")
    assert [command[-1] for command in commands[1:]] == ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("damage", ["moved", "python gone", "half made"])
def test_a_broken_one_is_made_anew(tmp_path, commands, damage):
    venv.main("requirements.txt")
    if damage == "moved":
        (tmp_path / ".venv/made-at").write_text("/elsewhere/.venv")
    elif damage == "python gone":
        (tmp_path / ".venv/bin/python").unlink()
    else:
        (tmp_path / ".venv/made-at").unlink()
    venv.main("requirements.txt")
    assert [command[1:3] for command in commands[2:]] == [["-m", "venv"], ["-m", "pip"]]


def test_a_python_without_the_venv_module_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(venv.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"^Python's venv module is missing: .*\.$"):
        venv.main("requirements.txt")


def test_an_old_python_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(venv.sys, "version_info", (3, 10, 9))
    with pytest.raises(SystemExit, match=r"^Counterpoint needs Python 3\.11 or later\.$"):
        venv.main("requirements.txt")
