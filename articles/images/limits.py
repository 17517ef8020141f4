from dataclasses import dataclass

from articles.images.refusals import ACCEPTED, TOO_LARGE, TOO_MANY_PIXELS, Refused

MEGABYTE = 1024 * 1024
MEGAPIXEL = 1_000_000
# What a browser offers to choose from; what a file is, its bytes say.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif"


@dataclass(frozen=True)
class Limits:
    """What may be sent (bytes and pixels of one picture), and the longest side of what is kept, in pixels."""

    size: int
    pixels: int
    longest: int

    @property
    def values(self):
        return {"megabytes": f"{self.size / MEGABYTE:g}", "megapixels": f"{self.pixels / MEGAPIXEL:g}"}

    @property
    def help_text(self):
        return ACCEPTED % self.values

    @property
    def too_large(self):
        return Refused(TOO_LARGE, **self.values)

    @property
    def too_many_pixels(self):
        return Refused(TOO_MANY_PIXELS, **self.values)


EDITORS = Limits(size=20 * MEGABYTE, pixels=40 * MEGAPIXEL, longest=3200)
READERS = Limits(size=8 * MEGABYTE, pixels=25 * MEGAPIXEL, longest=1600)
