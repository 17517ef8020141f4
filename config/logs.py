import logging
import re

# A private address opens what it names to whoever reads it, in a log too. Tokens have 43 characters, and one that
# was cut short still gives most of itself away. The admin's link to a new password is a private address as well.
PRIVATE = re.compile(r"(/reviews/mail/|/preview/|/admin/reset/|/reviews/(?=[\w%.~:-]{20}))[^\s\"'<>?#]+")


def mask(text):
    return PRIVATE.sub(r"\1***", text)


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that arguments and tracebacks are masked as well."""

    default_format = "%(asctime)s %(levelname)s %(name)s: %(message)s"

    def __init__(self):
        super().__init__(self.default_format)

    def format(self, record):
        return mask(super().format(record))
