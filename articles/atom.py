"""Feeds in Atom (RFC 4287): Django's, with what it does not know of."""

import re

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

NEWEST = 20  # entries of a feed
# What XML has no way to say, not even escaped.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """Beside Django's own arguments a feed takes `updated`, and an entry `content` (HTML), `language` and `people`.

    `people` are {name, uri}, of which the uri may be missing.
    """

    def latest_post_date(self):
        # Django takes the clock where there is no entry, and the same version of a feed would never be the same bytes.
        return max([item["updateddate"] for item in self.items], default=self.feed["updated"])

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for person in item["people"]:
            handler.startElement("author", {})
            for element in ("name", "uri"):
                if person.get(element):
                    handler.addQuickElement(element, person[element])
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


def plain(text):
    """`text` without what no XML can hold."""
    return NO_XML.sub("", text)


def response(feed):
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
