"""One address, one key: how reviews tell that two of them come from the same mailbox."""

from reviews.folding import fold

LONGEST_DOMAIN = 253  # RFC 1035: 255 octets on the wire


def email_key(address):
    """NFKC, casefolded, the domain in IDNA. Raises ValueError when the domain has no IDNA form."""
    folded = fold(address).strip()
    local, _, domain = folded.rpartition("@")
    encoded = domain.encode("idna").decode("ascii")
    if len(encoded) > LONGEST_DOMAIN:
        raise ValueError("the domain is too long")
    return f"{local}@{encoded}"
