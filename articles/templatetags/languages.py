from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from articles.languages import direction, is_interface_language, listed

register = template.Library()


@register.tag
def own_words(parser, token):
    """`{% own_words language %}…{% endown_words %}`: words of the site's own inside an element in `language`.

    They say in which language they are, and in which direction they run, unless it is that one.
    """
    bits = token.split_contents()
    if len(bits) != 2:
        raise template.TemplateSyntaxError("It is written {% own_words language %}.")
    nodes = parser.parse(("endown_words",))
    parser.delete_first_token()
    return OwnWordsNode(parser.compile_filter(bits[1]), nodes)


class OwnWordsNode(template.Node):
    def __init__(self, within, nodelist):
        self.within, self.nodelist = within, nodelist

    def render(self, context):
        within, words = self.within.resolve(context), self.nodelist.render(context)
        if not within or is_interface_language(within):
            return words
        language = get_language()
        return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), words)


@register.filter
def as_links(pages):
    """“A, B and C”, each of `pages` (rows with a name and an address) a link."""
    return listed(format_html('<a href="{}">{}</a>', page.get_absolute_url(), page.name) for page in pages)


@register.filter
def as_names(subjects):
    return listed(subject["name"] for subject in subjects)
