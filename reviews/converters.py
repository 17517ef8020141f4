"""The path of a private page: the 43 characters of base64url that secrets.token_urlsafe(32) gives."""


class TokenConverter:
    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
