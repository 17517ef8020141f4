"""The chart of the weeks as numbers for an SVG: attributes and classes, since the policy allows no style."""

WIDTH, HEIGHT = 720, 260
# On a phone the letters are made larger than the drawing, so there is room for them on the left and below.
LEFT, RIGHT, TOP, BOTTOM = 76, 8, 20, 40
# What was published stands inside the bar of what came in, and fills it.
WIDTHS = {"received": 10, "published": 6}
QUARTERS = {1, 4, 7, 10}  # their first months
# A label needs the room of so many weeks, or it would run out of the drawing.
ROOM = 9


def chart(weeks):
    """`weeks` as in reviews.statistics, drawn: {"width", "height", "lines", "bars", "labels"} in units of the SVG."""
    top = nice_top(max(week[name] for week in weeks for name in WIDTHS))
    step = (WIDTH - LEFT - RIGHT) / len(weeks)
    bars = []
    for place, week in enumerate(weeks):
        middle = LEFT + (place + 0.5) * step
        bars += [_bar(name, middle, week[name], top) for name in WIDTHS]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [_line(value, top) for value in (0, top // 2, top)],
        "bars": [bar for bar in bars if bar["height"]],
        "labels": list(_labels(weeks, step)),
    }


def nice_top(most):
    """The least of 2, 4, 10, 20, 40, 100 … that is not below `most`: half of it is a round number, too."""
    tops = (factor * 10**power for power in range(len(str(most)) + 1) for factor in (2, 4, 10))
    return next(top for top in tops if top >= most)


def _height(value, top):
    return round(value / top * (HEIGHT - TOP - BOTTOM), 1)


def _bar(name, middle, value, top):
    height = _height(value, top)
    # One review in a week of thousands is still seen.
    height = max(height, 1) if value else 0
    return {
        "name": name,
        "x": f"{middle - WIDTHS[name] / 2:.1f}",
        "y": f"{HEIGHT - BOTTOM - height:.1f}",
        "width": WIDTHS[name],
        "height": height,
    }


def _line(value, top):
    y = HEIGHT - BOTTOM - _height(value, top)
    return {
        "value": f"{value:,}",
        "x1": LEFT - 6,
        "x2": WIDTH - RIGHT,
        "y": f"{y:.1f}",
        "text_x": LEFT - 12,
        "text_y": f"{y + 5:.1f}",
    }


def _labels(weeks, step):
    """The first week that begins in each quarter."""
    for place, week in enumerate(weeks[:-ROOM]):
        start = week["start"]
        if start.month in QUARTERS and start.day <= 7:
            yield {"x": f"{LEFT + place * step:.1f}", "y": HEIGHT - 10, "text": f"{start:%b %Y}"}
