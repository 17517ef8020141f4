"""The tiny cast of the tests: each function makes one thing that is complete, and takes what a test cares about."""

import io
from uuid import uuid4

from django.contrib.auth.models import Group, User
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from articles import pictures
from articles.images.intake import take_in
from articles.images.limits import EDITORS
from articles.media import store
from articles.models import Article, Author, Byline, ComparisonRow, Picture, Subject, Topic
from articles.models.pictures import folder_of
from articles.publishing import publish
from reviews import photos
from reviews.editing import edit
from reviews.email_keys import email_key
from reviews.forms import ReviewForm
from reviews.models import AbuseReport, Photo, Review
from reviews.moderation import SITE, decide, waiting_since
from reviews.screening import Sender


def make_draft(title="Tea and Coffee", subjects=("Tea", "Coffee"), rows=2, topic="Food", **fields):
    """An article that could be published and is not."""
    fields = {
        "slug": slugify(title),
        "headline": f"{title} in two cups",
        "introduction": "Two drinks.",
    } | fields
    fields = {
        "summary": f"What {title} have in common, how they differ, and when it matters.",
        "conclusion": "Drink both.",
    } | fields
    fields = {"relationship_heading": "Together", "relationship": points("Both are drinks")} | fields
    topic, _ = Topic.objects.get_or_create(name=topic, defaults={"slug": slugify(topic)})
    article = Article.objects.create(title=title, topic=topic, **fields)
    for slot, name in enumerate(subjects, start=1):
        make_subject(article, name, position=slot)
    for number in range(1, rows + 1):
        cells = {f"cell_{slot}": f"{name}, aspect {number}" for slot, name in enumerate(subjects, start=1)}
        ComparisonRow.objects.create(article=article, position=number, aspect=f"Aspect {number}", **cells)
    author, _ = Author.objects.get_or_create(name="the editors", slug="the-editors")
    Byline.objects.create(article=article, author=author, position=1)
    return article


def make_subject(article, name, **fields):
    fields = {"definition": f"{name} is a drink.", "attributes": points("Warm", "Brown")} | fields
    return Subject.objects.create(article=article, name=name, heading=f"Defining {name}", **fields)


def make_article(title="Tea and Coffee", **kwargs):
    """A published article."""
    article = make_draft(title, **kwargs)
    publish(article)
    return Article.objects.get(pk=article.pk)


def jpeg(size=(64, 48), colour="teal", mark=None):
    """A picture as it is sent: bytes; `mark` is a box in white."""
    picture, stream = Image.new("RGB", size, colour), io.BytesIO()
    if mark:
        picture.paste("white", mark)
    picture.save(stream, "JPEG", quality=95)
    return stream.getvalue()


def make_picture(alternative="Two cups on a table", is_ready=True, sent=None, **fields):
    """A picture of the library, with or without its renditions."""
    taken = take_in(SimpleUploadedFile("tea.jpg", sent or jpeg()), EDITORS)
    picture = Picture(alternative=alternative, is_decorative=not alternative, **fields)
    picture.width, picture.height, picture.colour = taken.width, taken.height, taken.colour
    picture.file = store(taken.jpeg, f"{folder_of(picture)}/picture.jpg")
    picture.save()
    if is_ready:
        pictures.make(picture)
        picture.refresh_from_db()
    return picture


def points(*titles):
    return [{"title": title, "text": f"{title}, as everyone knows."} for title in titles]


def make_user(username="ada", group=None, **fields):
    """Somebody of the staff, with the permissions of `group`."""
    user = User.objects.create_user(username, password="secret", is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_review(article, status="pending", **fields):
    """A review of `article`, each from an address of its own; decided as a moderator would."""
    number = Review.objects.count() + 1
    fields = {"rating": 4, "comment": "It made the difference clear to me.", "name": "Rosa Reader"} | fields
    fields = {"email": f"reader{number}@example.org"} | fields
    key = email_key(fields["email"])
    review = Review.objects.create(article=article, revision=article.live, email_key=key, **fields)
    if status != Review.Status.PENDING:
        reason = "off_topic" if status == Review.Status.REJECTED else ""
        review = decide(review.pk, status, by=SITE, version=review.version, reason=reason)
    return review


def make_edit(review, **words):
    """Other words that wait beside an approved review."""
    words = review.words | {"comment": "Other words than before."} | words
    form = ReviewForm(words | {"email": review.email})
    assert form.is_valid(), form.errors
    return edit(review.pk, form, Sender())


def make_reports(review, number, start=0):
    """Reports of so many different readers."""
    AbuseReport.objects.bulk_create(
        AbuseReport(review=review, reader_hash=f"{n:032x}", reason="abusive")
        for n in range(start, start + number)
    )
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["waiting_since"])


def make_photo(review, *, colour="#336699", size=(40, 30), **fields):
    """A photo of one colour, as its writer would have added it to the review."""
    uid, position = uuid4(), review.photos.count() + 1
    name = store(jpeg(size, colour), f"photos/{uid.hex}.jpg", storages["private"])
    facts = {"uid": uid, "position": position, "file": name, "colour": colour}
    photo = Photo.objects.create(review=review, width=size[0], height=size[1], **facts | fields)
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["waiting_since"])
    return photo


def publish_photos(review):
    """What waits of a review's photos is approved, and shown at once."""
    photos.approve(review, timezone.now())
    photos.publish_of_review.call(review.pk)
    return Review.objects.get(pk=review.pk)
