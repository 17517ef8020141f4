"""What a reader chose of a list of reviews, as links that take it back or choose otherwise."""

from dataclasses import dataclass

from django.template.defaultfilters import pluralize

from reviews.orders import NEWEST, ORDERS


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool = False


def filters_of(choice, address):
    """One for each thing chosen; its link leads to the list without it."""
    links = []
    if choice.stars:
        label = f"{choice.stars} star{pluralize(choice.stars)}"
        links.append(Link(label, choice.address_with(address, stars=None)))
    if choice.sort != NEWEST:
        label = f"{ORDERS[choice.sort].label} first"
        links.append(Link(label, choice.address_with(address, sort=NEWEST)))
    return links


def orders_of(choice, address):
    return [
        Link(order.label, choice.address_with(address, sort=name), name == choice.sort)
        for name, order in ORDERS.items()
    ]
