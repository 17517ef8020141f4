"""The parts of a path that open something private."""


class TokenConverter:
    """Of a private page: the 43 characters of base64url that secrets.token_urlsafe(32) gives."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class SignedConverter(TokenConverter):
    """Of a mailed link: whatever stands there, so that a link that a mail program broke gets an answer too."""

    regex = "[^/]{1,300}"
