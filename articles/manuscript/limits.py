"""What a manuscript says that the columns of a draft could not hold."""

from django.core.exceptions import ValidationError

from articles.characters import shown_length
from articles.manuscript.filing import author_names
from articles.models import AlsoRead, Article, Author, ComparisonRow, Source, Subject, Topic

# So many that the form of the article can still be sent.
MOST = {"comparison": 40, "also_read": 20, "sources": 40}
MOST_AUTHORS = 10
WHAT = {"comparison": "rows in the comparison", "also_read": "links under “also read”", "sources": "sources"}


def misfits(manuscript):
    """Sentences on all that does not fit, in the order of the page; each names the thing and its limit."""
    texts = [*_head(manuscript), *_texts(manuscript.document)]
    complaints = [_complaint(name, model._meta.get_field(field), text) for name, model, field, text in texts]
    return [*_missing(manuscript.document), *filter(None, complaints), *_crowds(manuscript)]


def _missing(content):
    if not content["title"]:
        yield "There is no title. It is the first line, or the first one after the head."


def _complaint(name, field, text):
    if field.max_length and len(text) > field.max_length:
        shown = f"{text[:30].rstrip()}…"
        return f"{name}, “{shown}”, has {len(text)} characters; it can have at most {field.max_length}."
    if text and not shown_length(text):
        return f"{name} holds nothing that can be seen."
    try:
        field.run_validators(text)
    except ValidationError as error:
        return f"{name}, “{text}”: {error.messages[0]}"
    return None


def _head(manuscript):
    """(name, model, field, text) of what the head says; a document has no slug, topic or authors."""
    yield "The topic", Topic, "name", manuscript.head.get("topic", "")
    for name in author_names(manuscript):
        yield "The author's name", Author, "name", name


def _texts(content):
    """(name, model, field, text) of every text in a column of limited length."""
    for field in ("title", "headline", "summary", "description", "language", "relationship_heading"):
        yield f"The {field.replace('_', ' ')}", Article, field, content[field]
    for number, subject in enumerate(content["subjects"], start=1):
        yield f"The name of subject {number}", Subject, "name", subject["name"]
        yield f"The heading of subject {number}", Subject, "heading", subject["heading"]
        field = "attributes_heading"
        yield f"The heading of subject {number}'s key attributes", Subject, field, subject[field]
    names = {str(subject["slot"]): subject["name"] for subject in content["subjects"]}
    for number, row in enumerate(content["comparison"], start=1):
        yield f"The aspect in row {number} of the comparison", ComparisonRow, "aspect", row["aspect"]
        for slot, text in row["cells"].items():
            yield f"What row {number} says of {names[slot]}", ComparisonRow, f"cell_{slot}", text
    for number, row in enumerate(content["also_read"], start=1):
        yield f"The title of link {number} under “also read”", AlsoRead, "title", row["title"]
    for number, source in enumerate(content["sources"], start=1):
        for field, word in (("title", "title"), ("url", "address"), ("publisher", "publisher")):
            yield f"The {word} of source {number}", Source, field, source[field]


def _crowds(manuscript):
    counts = [(WHAT[part], len(manuscript.document[part]), most) for part, most in MOST.items()]
    counts.append(("authors", len(author_names(manuscript)), MOST_AUTHORS))
    for what, count, most in counts:
        if count > most:
            yield f"There are {count} {what}; an article can have at most {most}."
