"""Where `make run` serves: HOST and PORT, and the names by which that place can be reached."""

import errno
import socket
import sys
from dataclasses import dataclass

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

TAKEN = "Port {port} is taken by another program: stop it, or choose another port with PORT={other}."
REFUSED = "Port {port} cannot be opened on {host}: {reason}."


@dataclass(frozen=True)
class Address:
    host: str
    port: int
    # Those that are to be served beside the loopback names; the first is the one to give to others.
    names: tuple[str, ...] = ()

    @property
    def bind(self):
        return f"{bracketed(self.host)}:{self.port}"

    @property
    def url(self):
        return self.url_of(self.names[0] if self.names else bracketed(self.host))

    @property
    def here(self):
        """What to type into a browser on this machine."""
        return self.url_of("127.0.0.1" if self.host in EVERYWHERE else bracketed(self.host))

    def url_of(self, name):
        return f"http://{name}" if self.port == 80 else f"http://{name}:{self.port}"


def find_address(variables):
    """The address to serve, which is free, or the end of the program in one sentence."""
    host = variables.get("HOST", "") or "127.0.0.1"
    port = read_port(variables.get("PORT", "") or "8000")
    check_free(host, port)
    return Address(host, port, tuple(names_of(host)))


def read_port(text):
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def check_free(host, port):
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(TAKEN.format(port=port, other=port + 1 if port < 65535 else 8000))
        sys.exit(REFUSED.format(port=port, host=host, reason=error.strerror))


def names_of(host):
    if host in LOOPBACK:
        return []
    if host not in EVERYWHERE:
        return [bracketed(host)]
    return list(dict.fromkeys([*machine_addresses(), socket.gethostname().lower()]))


def machine_addresses():
    yield from outward_addresses()
    try:
        places = [place for *_, place in socket.getaddrinfo(socket.gethostname(), None)]
    except OSError:
        return
    for address, *_ in places:
        if "%" not in address and not address.startswith("127."):
            yield bracketed(address)


def outward_addresses():
    """Those this machine would send from. The targets are documentation's own and nothing is sent to them."""
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
            except OSError:
                continue
            yield bracketed(probe.getsockname()[0])


def bracketed(host):
    return f"[{host}]" if ":" in host else host
