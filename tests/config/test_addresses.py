import socket

import pytest

from config.address import Address, names_of


@pytest.mark.parametrize(
    ("address", "url", "here"),
    [
        (Address("127.0.0.1", 8000), "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        (Address("127.0.0.1", 80), "http://127.0.0.1", "http://127.0.0.1"),
        (Address("::1", 8000), "http://[::1]:8000", "http://[::1]:8000"),
        (Address("0.0.0.0", 8000, ("10.0.0.7", "desk")), "http://10.0.0.7:8000", "http://127.0.0.1:8000"),
        (Address("10.0.0.7", 8000, ("10.0.0.7",)), "http://10.0.0.7:8000", "http://10.0.0.7:8000"),
    ],
)
def test_an_address_is_written_for_others_and_for_this_machine(address, url, here):
    assert (address.url, address.here) == (url, here)


@pytest.mark.parametrize(
    ("host", "names"), [("127.0.0.1", []), ("localhost", []), ("10.0.0.7", ["10.0.0.7"])]
)
def test_only_a_host_beyond_the_loopback_adds_names(host, names):
    assert names_of(host) == names


def test_a_machine_without_a_network_still_has_its_name(monkeypatch):
    def fail(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    monkeypatch.setattr(socket.socket, "connect", fail)
    assert names_of("0.0.0.0") == [socket.gethostname().lower()]
