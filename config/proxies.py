from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings

Address = IPv4Address | IPv6Address


class TrustedProxiesMiddleware:
    """Makes address and scheme of a request the visitor's, by what trusted proxies say and nobody else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        forwarded_for = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        forwarded_proto = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        sender = parse(request.META.get("REMOTE_ADDR", ""))
        if sender and is_trusted(sender):
            request.META["REMOTE_ADDR"] = str(visitor(sender, forwarded_for))
            if forwarded_proto in {"http", "https"}:
                request.META["wsgi.url_scheme"] = forwarded_proto
        return self.get_response(request)


def visitor(sender, forwarded_for):
    """The rightmost address that is no trusted proxy: all to the left of it is only what somebody claims."""
    for address in reversed_addresses(forwarded_for):
        sender = address
        if not is_trusted(address):
            break
    return sender


def reversed_addresses(forwarded_for):
    for text in reversed(forwarded_for.split(",")):
        address = parse(text.strip())
        if address is None:
            return
        yield address


def parse(text):
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_trusted(address):
    return any(address in network for network in settings.TRUSTED_PROXIES)
