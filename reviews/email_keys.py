"""One address, one key: how reviews tell that two of them come from the same mailbox."""

import unicodedata

LONGEST_DOMAIN = 253  # RFC 1035: 255 octets on the wire


def email_key(address):
    """NFKC, casefolded, the domain in IDNA. Raises ValueError when the domain has no IDNA form."""
    folded = _fold(_fold(address)).strip()
    local, _, domain = folded.rpartition("@")
    encoded = domain.encode("idna").decode("ascii")
    if len(encoded) > LONGEST_DOMAIN:
        raise ValueError("the domain is too long")
    return f"{local}@{encoded}"


def _fold(text):
    # Casefolding can undo the normal form and the other way round; twice is stable.
    return unicodedata.normalize("NFKC", text).casefold()
