"""The picture that is shown beside a link to an article: its subjects, its title, the name of the site."""

from itertools import chain, groupby

from django.utils.translation import pgettext

from articles.images.lettering import BOLD, REGULAR, balance, can_draw, fill, shorten, style, tidy, words
from articles.images.sheet import HEIGHT, MARGIN, ROOM, Line, Piece, Sheet, height
from articles.languages import in_words_of

# (size, most lines): the first that is enough is taken.
NAMES_WHOLE = [(100, 1), (88, 1), (80, 2), (72, 2), (64, 2), (56, 3), (48, 4)]
NAMES_BROKEN = [(56, 3), (48, 4), (40, 5), (36, 6)]
NAMES_SHORT = [(48, 4)]
TITLE = [(44, 2), (40, 2), (36, 3), (32, 3)]
SITE_NAME = [(112, 1), (96, 1), (80, 2), (64, 3)]

GAP = 26
RULE, FOOT = 500, 530  # where the line above the site's name stands, and the name
FOOT_NAME, FOOT_MARK, MARK = 28, 34, 120


def draw(card, site_name, cover=None):
    """A JPEG of 1200 x 630. `card` is that of articles.rendering.card; `cover` is a JPEG to lie behind, or None.

    Where the fonts lack letters of the title or of a subject, the site's name stands alone with the colours.
    """
    sheet = Sheet(cover, is_rtl=card["direction"] == "rtl")
    title, names = tidy(card["title"], REGULAR), [tidy(subject["name"], BOLD) for subject in card["subjects"]]
    colours = [sheet.tones.subjects[subject["slot"] - 1] for subject in card["subjects"]]
    if can_draw(title, REGULAR) and all(can_draw(name, BOLD) for name in names):
        with in_words_of(card["language"]):
            _draw_article(sheet, list(zip(names, colours, strict=True)), title, card["direction"])
        _draw_foot(sheet, tidy(site_name, BOLD))
    else:
        _draw_site(sheet, tidy(site_name, BOLD))
    sheet.draw_bars(colours)
    return sheet.jpeg()


def _draw_article(sheet, names, title, direction):
    names = _names(names, sheet.tones.muted)
    title = _plain(title, REGULAR, TITLE, sheet.tones.ink, direction)
    top = sheet.make_room(height(names) + GAP + height(title), bottom=RULE - GAP - 6)
    sheet.write(names, top)
    sheet.write(title, top + height(names) + GAP)


def _draw_foot(sheet, site_name):
    sheet.draw_rule(RULE)
    start = sheet.draw_mark(FOOT, FOOT_MARK) + FOOT_NAME // 2
    if can_draw(site_name, BOLD):
        look = style(BOLD, FOOT_NAME)
        shown = shorten(site_name, look, MARGIN + ROOM - start)
        sheet.write([Line([Piece(shown, look, sheet.tones.ink)], FOOT_NAME)], FOOT, start)


def _draw_site(sheet, site_name):
    lines = _plain(site_name, BOLD, SITE_NAME, sheet.tones.ink) if can_draw(site_name, BOLD) else []
    top = sheet.make_room(MARK + 2 * GAP + height(lines), bottom=HEIGHT - MARGIN)
    sheet.draw_mark(top, MARK)
    sheet.write(lines, top + MARK + 2 * GAP)


def _names(names, muted):
    """Lines with the names [(text, colour)], joined by “vs”, in the article's language."""
    tries = [(_whole, NAMES_WHOLE), (words, NAMES_BROKEN), (_short, NAMES_SHORT)]
    for split, size, most in ((split, *step) for split, steps in tries for step in steps):
        units = _units(names, split, size, muted)
        lines = [_line(line, size) for line in balance(units, _width(size), ROOM)]
        if len(lines) <= most and all(line.width <= ROOM for line in lines):
            break
    return lines


def _units(names, split, size, muted):
    """What no line may break: lists of pieces; "vs" stays with the name before it."""
    look = style(BOLD, size)
    versus = Piece(pgettext("between the names of two things", "vs"), style(REGULAR, size // 2), muted)
    room = ROOM - round(versus.width + size)
    units = []
    for text, colour in names:
        if units:
            units[-1].append(versus)
        units += [[Piece(part, look, colour)] for part in split(text, look, room)]
    return units


def _whole(name, look, room):
    return [name]


def _short(name, look, room):
    return [shorten(name, look, room)]


def _line(units, size):
    """The words of one name are one piece again."""
    pieces = [piece for unit in units for piece in unit]
    looks = groupby(pieces, key=lambda piece: piece[1:])
    return Line([Piece(" ".join(piece.text for piece in same), *look) for look, same in looks], size)


def _width(size):
    return lambda units: _line(units, size).width


def _plain(text, face, steps, colour, direction=None):
    """Lines with a text of one look, the last with an ellipsis if even the last of the `steps` has no room."""
    for size, most in steps:
        look = style(face, size, direction)
        parts = words(text, look, ROOM)
        lines = balance(parts, _length(look), ROOM)
        if len(lines) <= most:
            break
    else:
        lines = fill(parts, _length(look), ROOM)
        lines[most - 1 :] = [[shorten(" ".join(chain.from_iterable(lines[most - 1 :])), look, ROOM)]]
    return [Line([Piece(" ".join(line), look, colour)], size) for line in lines]


def _length(look):
    return lambda line: look.length(" ".join(line))
