"""Who sends a request, without keeping who: keyed hashes of the network and the browser.

A network address is never stored. The key changes every 30 days, so hashes of different periods cannot be
compared, and `reviews.retention` empties those of earlier periods.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.utils import timezone
from django.utils.crypto import salted_hmac

PERIOD = timedelta(days=30)
# Of an address, how many bits name the network of one household, company or school.
PREFIXES = {4: 24, 6: 48}
LONGEST_AGENT = 500


def network(request):
    """The network of the sender, such as 203.0.113.0/24; "" where the server does not know the address."""
    try:
        # What config.proxies made of it: X-Forwarded-For counts only where a trusted proxy said it.
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network(f"{address}/{PREFIXES[address.version]}", strict=False))


def network_hash(request):
    """32 hexadecimal digits, the same for all readers of one network; "" where it is not known."""
    return _hash("network", network(request)) if network(request) else ""


def reader_hash(request):
    """32 hexadecimal digits, the same for one browser in one network."""
    return _hash("reader", f"{network(request)}\n{request.headers.get('User-Agent', '')[:LONGEST_AGENT]}")


def period_start(moment=None):
    """When the period of `moment` (now) began: hashes of before are to be emptied."""
    moment = moment or timezone.now()
    epoch = datetime(2020, 1, 1, tzinfo=UTC)
    return epoch + (moment - epoch) // PERIOD * PERIOD


def _hash(purpose, text):
    salt = f"reviews.senders.{purpose}.{period_start().date()}"
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()[:32]
