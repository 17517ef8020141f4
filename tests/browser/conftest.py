import shutil

import pytest
from playwright.sync_api import expect

from articles.models import Author, Topic
from tests.browser.article_form import ADD
from tests.browser.steps import log_in
from tests.cast import make_user

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert program, f"None of these is installed: {', '.join(CHROMIUMS)}"
    return browser_type_launch_args | {"executable_path": program, "args": FLAGS}


@pytest.fixture(autouse=True)
def console(context):
    """Fails the test when the browser complains, of a script, a policy or a missing file."""
    refused, complaints = set(), []

    def answered(response):
        if response.request.is_navigation_request() and 400 <= response.status < 500:
            refused.add(response.url)

    def said(message):
        if message.type in ("error", "warning"):
            complaints.append((message.location["url"], message.text))

    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda error: complaints.append(("", str(error.error))))
    yield
    # Chromium has a line of its own for every document that answers 4xx.
    expected = {(url, "Failed to load resource") for url in refused}
    assert [(url, text) for url, text in complaints if (url, text.split(":")[0]) not in expected] == []


@pytest.fixture
def visit(page):
    def visit(path):
        response = page.goto(path)
        assert response.status < 500
        return page

    return visit


@pytest.fixture
def desk(visit, live_server):
    make_user("ed", "Editors")
    Topic.objects.create(name="Drinks", slug="drinks")
    Author.objects.create(name="Ada", slug="ada")
    return log_in(visit, "ed")


@pytest.fixture
def write(desk, visit):
    """Opens the form of an article."""

    def write(article=None):
        page = visit(f"/admin/articles/article/{article.pk}/change/" if article else ADD)
        expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
        return page

    return write
