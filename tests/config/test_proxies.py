from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.proxies import TrustedProxiesMiddleware

HERE = "10.0.0.7"


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


def seen(sender, **headers):
    """The address and the scheme that a page would see."""
    request = RequestFactory().get("/", REMOTE_ADDR=sender, headers=headers)
    TrustedProxiesMiddleware(lambda request: HttpResponse())(request)
    assert "X-Forwarded-For" not in request.headers
    return request.META["REMOTE_ADDR"], request.scheme


@pytest.mark.parametrize(
    ("forwarded_for", "visitor"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8::5", "2001:db8::5"),
        ("1.1.1.1, 203.0.113.5", "203.0.113.5"),
        ("203.0.113.5, 10.0.0.9, fd00::1", "203.0.113.5"),
        ("10.0.0.9", "10.0.0.9"),
        ("203.0.113.5, nonsense", HERE),
        ("nonsense, 203.0.113.5", "203.0.113.5"),
        ("", HERE),
    ],
)
def test_the_visitor_is_the_last_one_that_no_trusted_proxy_speaks_for(forwarded_for, visitor):
    assert seen(HERE, x_forwarded_for=forwarded_for) == (visitor, "http")


def test_a_trusted_proxy_tells_the_scheme():
    assert seen(HERE, x_forwarded_proto="https") == (HERE, "https")
    assert seen("::ffff:10.0.0.7", x_forwarded_proto="https") == (HERE, "https")


@pytest.mark.parametrize("sender", ["203.0.113.9", "2001:db8::9", "", "unix"])
def test_nobody_else_is_believed(sender):
    headers = {"x_forwarded_for": "198.51.100.1", "x_forwarded_proto": "https"}
    assert seen(sender, **headers) == (sender, "http")


def test_without_trusted_proxies_nothing_is_believed(settings):
    settings.TRUSTED_PROXIES = []
    assert seen("127.0.0.1", x_forwarded_for="198.51.100.1", x_forwarded_proto="https") == (
        "127.0.0.1",
        "http",
    )
