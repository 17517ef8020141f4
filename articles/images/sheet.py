"""The sheet that a social card is drawn on: its ground, and the few things that are put there."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from articles.images.lettering import Style

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 72
ROOM = WIDTH - 2 * MARGIN
BAR = 14
LEADING = 1.22
ASCENT = 0.93  # of DejaVu Sans, in its size

# The part of a cover's light that is taken away: at its top, and where text stands. There `muted`, the darkest of
# DARK's tones, keeps a contrast of 4.5 even on white; 0.76 would do, if no JPEG came after.
VEIL = (0.15, 0.785)
DRAWN_LARGER = 4  # Pillow's shapes have hard edges


class Tones(NamedTuple):
    """Colours of static/site.css; `subjects` are those of the slots from 1."""

    paper: str
    ink: str
    muted: str
    line: str
    subjects: tuple


LIGHT = Tones("#fbfaf7", "#1c1b19", "#5d5a54", "#e4e0d8", ("#1d4f91", "#9a3b12", "#1f6b4a", "#6b3a91"))
DARK = Tones("#14161a", "#eceae5", "#a9a59c", "#7d828d", ("#8fbaf5", "#f0a27e", "#7fd0a9", "#cfa3f0"))
# static/icon.svg without its margin: twice a square, and a quarter of a disc with its centre and its first angle.
MARK = [("#3d78c4", (0, 0), (0, 10), 0), ("#c9622f", (14, 12), (24, 12), 180)]
MARK_SIZE = 24, 22


class Piece(NamedTuple):
    text: str
    style: Style
    colour: str

    @property
    def width(self):
        return self.style.length(self.text)


class Line(NamedTuple):
    """Pieces that stand on one line, in the order in which they are read."""

    pieces: list
    size: int

    @property
    def height(self):
        return round(self.size * LEADING)

    @property
    def width(self):
        return sum(piece.width for piece in self.pieces) + self.gap * (len(self.pieces) - 1)

    @property
    def gap(self):
        return round(self.size * 0.28)


def height(lines):
    return sum(line.height for line in lines)


class Sheet:
    """Paper, or a cover (a JPEG). `x` counts from the side where reading begins."""

    def __init__(self, cover, is_rtl):
        self.is_rtl = is_rtl
        self.has_cover = cover is not None
        self.tones = DARK if self.has_cover else LIGHT
        self.image = Image.new("RGB", SIZE, self.tones.paper)
        if self.has_cover:
            # Pasted, since a comment or a profile would go with the picture itself.
            self.image.paste(_picture(cover))

    def make_room(self, height, bottom):
        """Returns where what is so high begins: in the middle of paper, or low on a cover, which is veiled."""
        if not self.has_cover:
            return (MARGIN + bottom - height) // 2
        top = bottom - height
        self.image.paste("black", mask=_veil(top))
        return top

    def write(self, lines, y, x=MARGIN):
        for line in lines:
            self._write(line, x, y + round(line.size * ASCENT))
            y += line.height

    def draw_mark(self, y, height):
        """Returns where it ends."""
        mark = _mark(height)
        self.image.paste(mark, (self._left(MARGIN, mark.width), y), mark)
        return MARGIN + mark.width

    def draw_rule(self, y):
        self._canvas.rectangle((MARGIN, y, WIDTH - MARGIN - 1, y + 1), fill=self.tones.line)

    def draw_bars(self, colours):
        """One for each colour, along the lower edge."""
        for number, colour in enumerate(colours):
            start, end = (round(WIDTH * edge / len(colours)) for edge in (number, number + 1))
            left = self._left(start, end - start)
            self._canvas.rectangle((left, HEIGHT - BAR, left + end - start - 1, HEIGHT), fill=colour)

    def jpeg(self):
        file = BytesIO()
        self.image.save(file, "JPEG", quality=88, subsampling="4:4:4", optimize=True)
        return file.getvalue()

    def _write(self, line, x, baseline):
        for piece in line.pieces:
            font, direction = piece.style
            overhang, _ = piece.style.extent(piece.text)
            place = (self._left(x, piece.width) - overhang, baseline)
            self._canvas.text(place, piece.text, piece.colour, font, "ls", direction=direction)
            x += piece.width + line.gap

    @property
    def _canvas(self):
        return ImageDraw.Draw(self.image)

    def _left(self, x, width):
        return WIDTH - x - width if self.is_rtl else x


def _picture(cover):
    with Image.open(BytesIO(cover), formats=["JPEG"]) as image:
        return ImageOps.fit(image.convert("RGB"), SIZE)


def _veil(top):
    """A mask that thickens down to `top`."""
    light, dense = VEIL
    rows = [light + (dense - light) * _ease(min(1, y / top)) for y in range(HEIGHT)]
    veil = Image.new("L", (1, HEIGHT))
    veil.putdata([round(255 * row) for row in rows])
    return veil.resize(SIZE)


def _ease(part):
    """From 0 to 1 without a bend where it begins or ends, which would show as an edge."""
    return part * part * (3 - 2 * part)


def _mark(height):
    unit = height / MARK_SIZE[1]
    image = Image.new("RGBA", [round(side * unit * DRAWN_LARGER) for side in MARK_SIZE])
    canvas = ImageDraw.Draw(image)
    for colour, square, centre, start in MARK:
        canvas.rectangle(_square(square, 0, 10, unit * DRAWN_LARGER), fill=colour)
        canvas.pieslice(_square(centre, -10, 10, unit * DRAWN_LARGER), start, start + 90, fill=colour)
    return image.resize([round(side * unit) for side in MARK_SIZE])


def _square(point, before, after, unit):
    return [(side + reach) * unit for reach in (before, after) for side in point]
