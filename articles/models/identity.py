"""The site in its owner's name."""

import uuid
from datetime import UTC, datetime
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q


def new_tag():
    """What tag URIs (RFC 4151) of this site begin with: whose it is, since when, and which of its sites this is.

    The last keeps two sites apart that both began at an address such as 127.0.0.1.
    """
    host = urlsplit(settings.SITE_URL).hostname
    authority = IPv6Address(host).reverse_pointer if ":" in host else host
    return f"tag:{authority},{datetime.now(UTC):%Y-%m-%d}:{uuid.uuid4().hex[:12]}"


class Identity(models.Model):
    """One row: how the site calls itself on every page."""

    ROW = 1

    class Accent(models.TextChoices):
        BLUE = "blue", "Blue"
        GREEN = "green", "Green"
        RED = "red", "Red"
        VIOLET = "violet", "Violet"
        INK = "ink", "Ink: black and white"

    name = models.CharField(
        max_length=60,
        blank=True,
        help_text="As it stands at the top of every page, for example “Counterpoint”. Where it is empty, "
        "the operator's SITE_NAME stands in.",
    )
    tagline = models.CharField(
        max_length=200,
        blank=True,
        help_text="One sentence under the heading of the home page that says what the site is for.",
    )
    accent = models.CharField(
        "accent colour",
        max_length=10,
        choices=Accent.choices,
        default=Accent.BLUE,
        help_text="The colour of links and buttons. Each has enough contrast by day and by night.",
    )
    footer = models.TextField(
        "footer text", blank=True, help_text="Markdown. It stands at the foot of every page."
    )
    # Written once, with the row, and kept wherever the site moves.
    tag = models.CharField(max_length=300, default=new_tag, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "site: name, colour and footer"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="identity_one_row"),
            models.CheckConstraint(
                condition=Q(accent__in=["blue", "green", "red", "violet", "ink"]), name="identity_accent"
            ),
        ]

    def __str__(self):
        return self.name or "This site"
