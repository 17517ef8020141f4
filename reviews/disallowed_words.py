"""The words that nobody needs in a review of an article: the operator's own list, or the shipped one."""

import logging
from pathlib import Path

from django.conf import settings

from reviews.folding import words

logger = logging.getLogger(__name__)

NAME = "disallowed_words.txt"
SHIPPED = Path(__file__).with_name(NAME)


def disallowed_words():
    """Words and phrases as `folding.words` writes them; the file is read anew, so that a change counts at once."""
    own = settings.DATA_DIR / NAME
    try:
        return _read(own)
    except FileNotFoundError:
        pass  # the usual case: most sites have no list of their own
    except (OSError, UnicodeDecodeError) as error:
        # A review that comes in is worth more than the list.
        logger.warning("%s cannot be read (%s); the shipped list is used.", own, type(error).__name__)
    return _read(SHIPPED)


def _read(file):
    lines = (line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines())
    return [phrase for phrase in map(words, lines) if phrase.strip()]
