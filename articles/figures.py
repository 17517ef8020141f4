"""What pages print of a picture, and only once its renditions are made."""

from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from articles.images.renditions import ENDINGS
from articles.models import Picture
from articles.prose import pictures

WIDTH = 800  # of the file for a browser that knows no srcset
# How wide a picture is shown, for the browser to choose a file by.
SIZES = {
    "cover": "(min-width: 62rem) 26rem, calc(100vw - 2.5rem)",
    "card": "(min-width: 56rem) 33rem, calc(100vw - 2.5rem)",
    "head": "(min-width: 56rem) 18rem, 45vw",
    "figure": "(min-width: 44rem) 38rem, calc(100vw - 2.5rem)",
    "portrait": "8rem",
}
# In pixels: what is taller than wide, such as a picture of a telephone's screen, is kept from filling the window.
HIGHEST = 640


def shown(picture, facts, sizes, part="cut"):
    """`picture` as templates/articles/_picture.html takes it; None while it is not there, or not ready.

    `facts` are its words as the document has them, `sizes` one of SIZES, `part` one of its renditions'.
    """
    if picture is None or not picture.is_ready:
        return None
    files = picture.renditions[part]
    width, height = files[-1]["width"], files[-1]["height"]
    middle = next((file for file in files if file["width"] >= WIDTH), files[-1])
    return {
        **facts,
        "width": width,
        "height": height,
        "is_tall": height > width,
        "shown_width": min(width, round(width * HIGHEST / height)) if height > width else width,
        "colour": picture.colour,
        "sizes": SIZES[sizes],
        "src": default_storage.url(middle["jpg"]),
        **{ending: srcset(files, ending) for ending in ENDINGS},
    }


def srcset(files, ending):
    return ", ".join(f"{default_storage.url(file[ending])} {file['width']}w" for file in files)


def facts_of(picture):
    """The words of a picture, as a document keeps them."""
    return {name: getattr(picture, name) for name in ("alternative", "caption", "credit")}


class Figures:
    """The pictures that a document names, looked up once."""

    def __init__(self, content):
        self.facts = content["pictures"]
        self.rows = Picture.objects.in_bulk([int(number) for number in self.facts]) if self.facts else {}

    @classmethod
    def of_text(cls, text):
        """Of one text, with the words that the library has now."""
        found = Picture.objects.in_bulk(pictures(text))
        return cls({"pictures": {str(number): facts_of(picture) for number, picture in found.items()}})

    def get(self, number, sizes, part="cut"):
        if number is None:
            return None
        return shown(self.rows.get(number), self.facts.get(str(number), {}), sizes, part)

    def html(self, number, alternative, caption, is_alone):
        """A figure of a text, or without its words below it where it stands among others; "" where there is none.

        What the text says of it goes before what the library says.
        """
        picture = self.get(number, "figure", "whole")
        if picture is None:
            return ""
        own = {"alternative": alternative, "caption": caption}
        context = {"picture": picture | {name: words for name, words in own.items() if words}}
        return render_to_string(f"articles/_{'figure' if is_alone else 'picture'}.html", context).strip()
