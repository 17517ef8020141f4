"""Why a picture is not taken, in sentences for the person who sent it.

They come out of the child, which knows no language: whoever shows one to readers translates it.
"""


def gettext_noop(sentence):
    """Marks `sentence` for the catalogs, as Django's does; the child imports nothing of Django."""
    return sentence


EMPTY = gettext_noop("This file is empty. Send a JPEG, PNG, WebP or AVIF picture.")
NO_PICTURE = gettext_noop("This is no JPEG, PNG, WebP or AVIF picture. Only these four kinds are accepted.")
DAMAGED = gettext_noop(
    "This picture is damaged or cut off. Send a JPEG, PNG, WebP or AVIF picture that opens."
)
FOLLOWED = gettext_noop(
    "Something else follows the picture in this file. Save the picture anew, and send that."
)
ANIMATED = gettext_noop("This picture is animated. Send one that stands still.")
UNREADABLE = gettext_noop("This picture could not be read. Save it anew as JPEG or PNG, and send that.")
TOO_SLOW = gettext_noop("Reading this picture took too long. Try again, or send a smaller one.")
BUSY = gettext_noop("Too many pictures are being read at the moment. Try again in a minute.")
TOO_LARGE = gettext_noop("This file is larger than %(megabytes)s MB. Send a smaller picture.")
TOO_MANY_PIXELS = gettext_noop("This picture has more than %(megapixels)s megapixels. Send a smaller one.")

# What is taken; no refusal, and shown beside them.
ACCEPTED = gettext_noop("JPEG, PNG, WebP or AVIF, up to %(megabytes)s MB and %(megapixels)s megapixels.")


class Refused(Exception):
    """A picture that is not taken; `sentence` says why, and what is accepted.

    `marked` is the same before its `values` are filled in, as catalogs have it.
    """

    def __init__(self, marked, **values):
        super().__init__(marked)
        self.marked, self.values = marked, values

    @property
    def sentence(self):
        return self.marked % self.values
