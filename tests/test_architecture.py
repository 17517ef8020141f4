"""articles knows nothing of reviews; reviews knows articles; config and templates know both."""

import ast
import re
from pathlib import Path

import pytest

from config.environment import BASE_DIR

TOP_LEVEL = {
    *("manage.py", "articles", "reviews", "templates", "static", "tests", "config", "deploy", "docs", "var"),
    *(
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-production.txt",
        "pyproject.toml",
        "Makefile",
    ),
    *("README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md", ".env.example", ".gitignore", ".ci"),
}


def python_files(app):
    return sorted((BASE_DIR / app).rglob("*.py"))


def imported(file):
    """The top-level packages that a file imports, at its head or anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


def words(file):
    """Every name and every word of every text in a file; comments say why and may name whom they like."""
    for node in ast.walk(ast.parse(file.read_text())):
        for _, value in ast.iter_fields(node):
            if isinstance(value, str):
                yield from re.findall(r"[a-z]+", value.lower())


@pytest.mark.parametrize("file", python_files("articles"), ids=lambda file: str(file.relative_to(BASE_DIR)))
def test_articles_names_nothing_of_reviews(file):
    assert "reviews" not in set(words(file))


@pytest.mark.parametrize("app", ["articles", "reviews"])
def test_no_app_knows_the_site_that_it_is_part_of(app):
    assert python_files(app)
    assert [str(file) for file in python_files(app) if {"config", "tests"} & set(imported(file))] == []


@pytest.mark.parametrize("app", ["articles", "reviews", "config"])
def test_everything_with_pillow_is_in_one_place(app):
    users = {file.parent.relative_to(BASE_DIR) for file in python_files(app) if "PIL" in imported(file)}
    assert users == ({Path("articles/images")} if app == "articles" else set())


def test_reviews_knows_articles_and_config_knows_both():
    for knows, known in [("reviews", "articles"), ("config", "reviews")]:
        assert any(known in imported(file) for file in python_files(knows))


def test_the_top_level_has_only_what_the_architecture_lists():
    # A hidden folder may be a tool's own, such as .venv; what is hidden and ours stands in the list.
    shown = {path.name for path in BASE_DIR.iterdir() if not path.name.startswith(".")}
    assert shown <= TOP_LEVEL


def test_config_has_no_models():
    assert not [file for file in python_files("config") if file.name.startswith(("models", "migrations"))]
