import re

import pytest
from playwright.sync_api import expect

from articles.models import Author, Topic
from tests.browser import chromium
from tests.browser.article_form import ADD
from tests.browser.steps import log_in
from tests.cast import make_user

# As long as for an action, not 5 seconds: a machine that has other things to do is slow, and the page is right.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    program = chromium.find()
    assert program, f"None of these is installed: {', '.join(chromium.NAMES)}"
    return browser_type_launch_args | {"executable_path": program, "args": chromium.FLAGS}


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
    complaints = [(url, text) for url, text in complaints if (url, text.split(":")[0]) not in expected]
    # The page that it makes of a picture has a style of its own, which the policy of pictures refuses.
    own_style = re.compile(r"/photos/\S+ Applying inline style")
    assert [(url, text) for url, text in complaints if not own_style.search(f"{url} {text}")] == []


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


@pytest.fixture(params=["light", "dark"])
def coloured(request, visit):
    def coloured(path):
        page = visit(path)
        page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
        return page

    return coloured
