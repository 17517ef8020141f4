"""A document as text, in the writers' own notation, and back.

    Slug: tea-and-coffee                     the head: Slug, Topic, Authors, Language, Description, Cover
    Topic: Food

    Tea and Coffee                           the title
    What each is, and how they differ.       the summary

    Title: Two Cups                          the headline
    Also read: Water                         wherever such a link stands
    The introduction …

    | At a glance | Tea | Coffee |           the comparison; its head names the subjects
    | --- | --- | --- |
    | Origin | China | Ethiopia |

    Defining Tea:                            for each subject a heading with the definition, and its picture,
    Picture: 12                              by its number in the library
    Key Attributes of Tea:                   and a heading with the points
    1. **Leaf:** …

    Relationship:                            a heading with points; the paragraphs after them are the conclusion
    Sources:
    1. [title](address), publisher, read 2026-11-23

Blocks are apart by an empty line. A line of prose that would read as notation has a backslash before it, and a heading
that would has a `# `; so have the headings of subjects whose words could be taken for another subject's: after `# ` no
word is looked at. Where a text needs them, `Introduction:` and `Conclusion:` are headings of the notation's own, a link
that stands after something that is not there says so (`Also read after the subjects: …`), and one whose words are not
its target's title names the target: `Also read: [words](slug)`.

Read is more than is written: what word processors make of all this, with other bullets, without stars or empty lines,
with tabs between the cells; and subjects in another order than the table's, or without one of their headings: then
the headings' words tell whose they are. Nothing is refused, and no word is lost: what fits nothing is listed.
"""

from articles.manuscript.reading import Manuscript, read
from articles.manuscript.writing import write

__all__ = ["Manuscript", "read", "write"]
