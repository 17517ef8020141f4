"""What a reader chose of a list of reviews, as links that take it back or choose otherwise."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.orders import NEWEST, ORDERS


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool = False


def heading(choice, title):
    """Of the list of what was chosen of the reviews of an article with this title."""
    if choice.stars and choice.photos:
        sentence = ngettext(
            "%(stars)s-star reviews with photos of “%(title)s”",
            "%(stars)s-star reviews with photos of “%(title)s”",
            choice.stars,
        )
    elif choice.stars:
        sentence = ngettext(
            "%(stars)s-star reviews of “%(title)s”", "%(stars)s-star reviews of “%(title)s”", choice.stars
        )
    elif choice.photos:
        sentence = _("Reviews with photos of “%(title)s”")
    else:
        sentence = _("Reviews of “%(title)s”")
    return sentence % {"stars": choice.stars, "title": title}


def filters_of(choice, address):
    """One for each thing chosen; its link leads to the list without it."""
    links = []
    if choice.stars:
        label = ngettext("%(stars)s star", "%(stars)s stars", choice.stars) % {"stars": choice.stars}
        links.append(Link(label, choice.address_with(address, stars=None)))
    if choice.photos:
        links.append(Link(_("With photos"), choice.address_with(address, photos=False)))
    if choice.sort != NEWEST:
        links.append(Link(ORDERS[choice.sort].label_first, choice.address_with(address, sort=NEWEST)))
    return links


def photos_link(choice, address, number):
    """Leads to those with photos, `number` of what is chosen; None where there are none, or they are chosen."""
    if choice.photos or not number:
        return None
    label = _("With photos (%(number)s)") % {"number": intcomma(number)}
    return Link(label, choice.address_with(address, photos=True))


def orders_of(choice, address):
    return [
        Link(order.label, choice.address_with(address, sort=name), name == choice.sort)
        for name, order in ORDERS.items()
    ]
