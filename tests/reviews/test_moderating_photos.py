"""Photos that are added to a published review wait as an edit does, and are decided on with it."""

import pytest
from django.core import mail as outbox

from reviews.models import Mail, Photo
from reviews.moderation import SITE, DecisionRefused, decide
from reviews.refusals import edit_refusal
from reviews.undoing import undo
from tests.cast import jpeg, make_article, make_edit, make_photo, make_review, make_user
from tests.reviews.album import act, add, approve, fresh, page, reject, shown

# Tasks and deletions come after the commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]


def test_undoing_a_step_shows_and_hides_the_photos(folder, illustrated, ann):
    undo(illustrated.pk, by=ann, version=illustrated.version)
    assert (folder.public, Photo.objects.get().approved_at) == (set(), None)
    review = fresh(illustrated)
    review = decide(review.pk, "approved", by=ann, version=review.version)
    review = decide(review.pk, "pending", by=ann, version=review.version)
    assert not folder.public
    undo(review.pk, by=ann, version=review.version)
    assert (len(folder.public), fresh(review).photo_count) == (6, 1)


def test_undoing_a_step_approves_nothing(folder, illustrated, ann):
    make_photo(illustrated, colour="blue")
    review = decide(illustrated.pk, "pending", by=ann, version=illustrated.version)
    undo(review.pk, by=ann, version=review.version)
    assert (len(folder.public), Photo.objects.waiting().count()) == (6, 1)
    assert fresh(review).waiting_since


def test_undoing_a_rejection_brings_no_photo_back(folder, illustrated, ann):
    review = decide(illustrated.pk, "rejected", by=ann, version=illustrated.version, reason="copied")
    undo(review.pk, by=ann, version=review.version)
    assert (fresh(review).is_approved, fresh(review).photo_count, folder.public) == (True, 0, set())


def test_a_photo_added_to_a_published_review_waits_like_an_edit(client, folder, illustrated, ann):
    names = folder.public
    assert fresh(illustrated).waiting_since is None
    assert add(client, illustrated, jpeg(colour="blue")).status_code == 303
    review = fresh(illustrated)
    new = Photo.objects.waiting().get()
    assert review.waiting_since == new.added_at
    assert (folder.public, review.photo_count, review.is_approved) == (names, 1, True)
    review = approve(review, ann)
    assert (review.waiting_since, review.edited_at) == (None, None)
    assert fresh(review).photo_count == 2
    assert names < folder.public
    event = review.events.first()
    assert (event.act, event.note) == ("edit_approved", "photos alone")
    assert Photo.objects.get(pk=new.pk).approved_at == event.at
    assert Mail.objects.filter(kind="edit_approved", sent_at__isnull=False).count() == 1


def test_the_moderators_are_told_once_of_photos_that_wait(client, illustrated, ann):
    make_user("mo", group="Moderators", email="mo@example.org")
    add(client, illustrated, jpeg(colour="blue"), jpeg(colour="green"))
    assert [mail.to for mail in outbox.outbox if "decision" in mail.subject] == [["mo@example.org"]]


def test_rejecting_new_photos_deletes_them_and_tells_the_writer(client, folder, illustrated, ann):
    names = folder.public
    add(client, illustrated, jpeg(colour="blue"))
    reject(illustrated, ann, note="The photo is from our own book.")
    assert (folder.public, len(folder.private), Photo.objects.count()) == (names, 1, 1)
    assert fresh(illustrated).waiting_since is None
    told = page(client, illustrated)
    assert "Your last changes were not accepted" in told
    assert "The photo is from our own book." in told
    assert Mail.objects.filter(kind="edit_rejected", sent_at__isnull=False).count() == 1
    add(client, illustrated, jpeg(colour="green"))
    assert "not accepted" not in page(client, illustrated)


def test_rejected_photos_alone_cannot_be_brought_back(client, illustrated, ann):
    add(client, illustrated, jpeg(colour="blue"))
    reject(illustrated, ann)
    with pytest.raises(DecisionRefused, match="your own last decision"):
        undo(illustrated.pk, by=ann, version=fresh(illustrated).version)


def test_words_and_photos_are_decided_together(client, illustrated, ann):
    make_edit(illustrated, comment="Other words, and a photo.")
    add(client, illustrated, jpeg(colour="blue"))
    approve(illustrated, ann)
    assert "Other words, and a photo." in shown(client, illustrated)
    assert fresh(illustrated).photo_count == 2
    undo(illustrated.pk, by=ann, version=fresh(illustrated).version)
    assert "Other words, and a photo." not in shown(client, illustrated)
    assert (fresh(illustrated).photo_count, Photo.objects.waiting().count()) == (1, 1)
    reject(illustrated, ann)
    assert Photo.objects.count() == 1
    undo(illustrated.pk, by=ann, version=fresh(illustrated).version)
    assert (fresh(illustrated).waiting_edit.comment, Photo.objects.count()) == (
        "Other words, and a photo.",
        1,
    )


@pytest.mark.parametrize("approved", [True, False])
def test_undoing_photos_leaves_the_words_of_an_earlier_edit(client, illustrated, ann, approved):
    make_edit(illustrated, comment="The words of an earlier edit.")
    approve(illustrated, ann) if approved else reject(illustrated, ann)
    edited_at, words = fresh(illustrated).edited_at, fresh(illustrated).words
    add(client, illustrated, jpeg(colour="blue"))
    approve(illustrated, ann)
    undo(illustrated.pk, by=ann, version=fresh(illustrated).version)
    review = fresh(illustrated)
    assert (review.words, review.edited_at, review.waiting_edit) == (words, edited_at, None)
    assert (review.photo_count, Photo.objects.waiting().count()) == (1, 1)


def test_an_undone_edit_forgets_no_earlier_one_for_photos_between(client, illustrated, ann):
    make_edit(illustrated, comment="The words of an earlier edit.")
    edited_at = approve(illustrated, ann).edited_at
    add(client, illustrated, jpeg(colour="blue"))
    approve(illustrated, ann)
    make_edit(illustrated, comment="The words of a later edit.")
    approve(illustrated, ann)
    undo(illustrated.pk, by=ann, version=fresh(illustrated).version)
    assert fresh(illustrated).edited_at == edited_at


def test_removing_and_ordering_published_photos_shows_at_once(client, folder, illustrated, ann):
    add(client, illustrated, jpeg((900, 600), "blue"))
    approve(illustrated, ann)
    etag = client.get(illustrated.article.get_absolute_url())["ETag"]
    first, second = illustrated.photos.all()
    assert act(client, illustrated, "down", first).status_code == 303
    changed = client.get(illustrated.article.get_absolute_url(), headers={"if-none-match": etag})
    assert changed.status_code == 200
    made = changed.content.decode()
    first_name, second_name = (photo.renditions[0]["jpg"] for photo in (second, first))
    assert made.index(first_name) < made.index(second_name)
    act(client, illustrated, "remove", second)
    assert first_name not in shown(client, illustrated)
    assert len(folder.public) == 6
    assert fresh(illustrated).waiting_since is None


def test_taking_a_new_photo_back_takes_it_from_the_queue(client, illustrated):
    add(client, illustrated, jpeg(colour="blue"))
    new = Photo.objects.waiting().get()
    act(client, illustrated, "remove", new)
    assert fresh(illustrated).waiting_since is None
    with pytest.raises(DecisionRefused, match="no edit"):
        approve(illustrated, None)


def test_an_edit_of_words_and_photos_waits_since_the_first_of_them(client, illustrated):
    add(client, illustrated, jpeg(colour="blue"))
    since = fresh(illustrated).waiting_since
    make_edit(illustrated)
    assert fresh(illustrated).waiting_since == since


@pytest.mark.parametrize("held", [True, False])
def test_without_moderation_a_photo_is_public_at_once_unless_screening_had_held_the_review(
    client, settings, folder, held
):
    settings.REVIEWS_MODERATED = False
    review = make_review(make_article(), "approved", screening_score=5 if held else 0)
    assert add(client, review, jpeg(colour="red"), jpeg(colour="blue")).status_code == 303
    assert (fresh(review).photo_count, Photo.objects.waiting().count()) == ((0, 2) if held else (2, 0))
    assert bool(fresh(review).waiting_since) == held


def test_without_moderation_a_photo_does_not_publish_an_edit_that_was_held(client, settings):
    settings.REVIEWS_MODERATED = False
    review = make_review(make_article(), "approved")
    make_edit(review, comment="Buy at https://shop.example and https://more.example now.")
    add(client, review, jpeg())
    assert "shop.example" not in shown(client, review)
    assert Photo.objects.waiting().exists()


def test_without_moderation_an_edit_does_not_publish_photos_that_were_held(settings):
    settings.REVIEWS_MODERATED = False
    review = make_review(make_article(), "approved", screening_score=5)
    make_photo(review)
    make_edit(review, comment="Nothing in this is held by any rule.")
    assert Photo.objects.waiting().exists()
    assert fresh(review).waiting_edit


def test_without_moderation_what_a_person_took_down_waits_for_a_person(client, settings, ann):
    settings.REVIEWS_MODERATED = False
    review = make_review(make_article(), "approved")
    review = decide(review.pk, "spam", by=ann, version=review.version)
    decide(review.pk, "approved", by=ann, version=review.version)
    add(client, review, jpeg())
    assert Photo.objects.waiting().exists()


def test_a_refusal_of_photos_is_taken_back_by_a_later_decision(client, illustrated, ann):
    add(client, illustrated, jpeg(colour="blue"))
    reject(illustrated, ann)
    assert edit_refusal(fresh(illustrated)).reason == "copied"
    review = decide(illustrated.pk, "pending", by=SITE, version=fresh(illustrated).version)
    decide(illustrated.pk, "approved", by=SITE, version=review.version)
    assert edit_refusal(fresh(illustrated)) is None
