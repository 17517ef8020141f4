"""Whatever readers, moderators and writers do, in whatever order: the counts and the queue agree with the reviews."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Sum
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from articles.images import renditions
from articles.images.intake import Taken
from reviews import illustrating, photos
from reviews.mailed_links import signed
from reviews.models import LeftFile, Photo, Review, Tally
from reviews.moderation import DecisionRefused, decide_edit, keep, waiting_since
from reviews.undoing import undo
from tests.cast import jpeg, make_article, make_user
from tests.reviews.album import act as act_on
from tests.reviews.album import add
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db

ADDRESSES = ["ada@example.org", "bob@example.org", "cleo@example.org"]
WORDS = ["It made the difference clear.", "I had hoped for more examples.", "We read it together in class."]

EXAMPLES = hypothesis_settings(
    max_examples=25,
    derandomize=True,
    stateful_step_count=20,
    suppress_health_check=list(HealthCheck),
)

stars = st.integers(1, 5)
# Which of the reviews there are, newest last; counted around when there are fewer.
which = st.integers(0, 7)


class Reviewing(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.articles = [make_article("Tea and Coffee"), make_article("Salt and Pepper")]
        self.taken_back = set()
        self.mo = make_user("mo", group="Moderators")
        self.desk = Client()
        self.desk.force_login(self.mo)

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def pick(self, number):
        reviews = list(Review.objects.select_related("article").order_by("pk"))
        return reviews[number % len(reviews)] if reviews else None

    def decide(self, review, **data):
        address = reverse("admin:reviews_review_decide", args=[review.pk])
        # Not 302, with which a moderator who is no longer one is sent to the login.
        assert self.desk.post(address, {"version": review.version} | data).status_code in (303, 409)

    def act(self, act, review, **more):
        with suppress(DecisionRefused):
            act(review.pk, by=self.mo, version=review.version, **more)

    def reader(self, number):
        return Client(headers={"user-agent": f"Browser {number}"})

    def reads(self, answer):
        """What is not possible now is said on a page, and never an error of ours."""
        assert answer.status_code in (303, 403, 404, 409), answer.status_code

    def erased(self):
        return Tally.objects.aggregate(number=Sum("number"))["number"] or 0

    @rule(
        stars=stars, email=st.sampled_from(ADDRESSES), comment=st.sampled_from(WORDS), article=st.booleans()
    )
    def submit(self, stars, email, comment, article):
        answer = send(self.articles[article], rating=stars, email=email, comment=comment)
        assert answer.status_code == 303

    @rule(which=which, to=st.sampled_from(["approved", "approved", "rejected", "spam", "pending"]))
    def decide_on_one(self, which, to):
        if review := self.pick(which):
            self.decide(review, to=to, reason="off_topic" if to == "rejected" else "")

    @rule(which=which, approve=st.booleans())
    def decide_on_an_edit(self, which, approve):
        review = self.pick(which)
        if review and (review.waiting_edit or review.photos.waiting().exists()):
            self.act(decide_edit, review, approve=approve, reason="" if approve else "copied")

    @rule(which=which, act=st.sampled_from([undo, undo, keep]))
    def take_back_or_keep(self, which, act):
        if review := self.pick(which):
            self.act(act, review)

    @rule(which=which, stars=stars, comment=st.sampled_from(WORDS))
    def edit(self, which, stars, comment):
        if review := self.pick(which):
            typed = {"rating": stars, "comment": comment, "name": "Rosa Reader"}
            self.reads(self.reader(0).post(f"{review.get_absolute_url()}edit/", typed))

    @rule(which=which)
    def withdraw(self, which):
        if review := self.pick(which):
            was_open = review.status in ("pending", "approved")
            self.reads(self.reader(0).post(f"{review.get_absolute_url()}withdraw/"))
            self.taken_back |= {review.pk} if was_open else set()

    @rule(which=which)
    def confirm(self, which):
        if review := self.pick(which):
            address = reverse("reviews:mailed_confirm", args=[signed(review)])
            self.reads(self.reader(0).post(address, {"review": review.uid}))

    @rule(which=which)
    def erase(self, which):
        if review := self.pick(which):
            number, erased = Review.objects.filter(email_key=review.email_key).count(), self.erased()
            self.reads(self.reader(0).post(reverse("reviews:mailed_erase", args=[signed(review)])))
            assert not Review.objects.filter(email_key=review.email_key).exists()
            assert self.erased() == erased + number

    @rule(which=which, reader=st.integers(1, 4), undo=st.booleans())
    def vote(self, which, reader, undo):
        if review := self.pick(which):
            typed = {"undo": "1"} if undo else {}
            self.reads(self.reader(reader).post(f"{review.permalink}helpful/", typed))

    @rule(which=which, reader=st.integers(1, 4))
    def report(self, which, reader):
        if review := self.pick(which):
            self.reads(self.reader(reader).post(f"{review.permalink}report/", {"reason": "abusive"}))

    @rule(which=which, colour=st.sampled_from(["red", "green", "blue", "pink", "white"]))
    def add_a_photo(self, which, colour):
        if review := self.pick(which):
            answer = add(self.reader(0), review, jpeg((8, 8), colour))
            assert answer.status_code in (303, 409, 422)

    @rule(which=which, name=st.sampled_from(["up", "down", "remove", "save"]), place=st.integers(0, 3))
    def change_a_photo(self, which, name, place):
        review = self.pick(which)
        if review and (found := list(review.photos.all())):
            photo = found[place % len(found)]
            self.reads(act_on(self.reader(0), review, name, photo, alternative="A cup"))

    @rule()
    def publish_photos(self):
        photos.publish_missed()

    @invariant()
    def photos_follow_their_review(self):
        for review in Review.objects.prefetch_related("photos"):
            assert review.photos.count() <= (0 if review.status in ("rejected", "withdrawn") else 4)
            shown = [photo for photo in review.photos.all() if photo.renditions]
            assert review.photo_count == len(shown)
            assert review.is_approved or not shown

    @invariant()
    def no_file_of_a_photo_is_to_be_deleted(self):
        rows = Photo.objects.all()
        held = {photo.file for photo in rows} | {
            name for p in rows for name in renditions.names(p.renditions)
        }
        assert not LeftFile.objects.filter(name__in=held).exists()

    @invariant()
    def the_counts_agree(self):
        call_command("recount_ratings", check=True, stdout=StringIO())
        for review in Review.objects.annotate(votes=Count("helpful_votes")):
            assert review.helpful_count == review.votes

    @invariant()
    def what_waits_is_in_the_queue_and_nothing_else(self):
        for review in Review.objects.all():
            assert (review.waiting_since is None) == (waiting_since(review) is None)

    @invariant()
    def what_its_writer_took_back_stays_away(self):
        assert not Review.objects.filter(pk__in=self.taken_back).exclude(status="withdrawn").exists()

    @invariant()
    def an_address_has_one_review_under_an_article(self):
        public = Review.objects.approved().values_list("article", "email_key")
        assert len(set(public)) == len(public)


def read_quickly(upload, limits, until):
    """In this process: of how pictures are read, other tests tell."""
    return Taken(upload.read(), 8, 8, "#000000")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("moderated", [True, False])
def test_the_counts_agree_whatever_is_done_in_whatever_order(settings, monkeypatch, moderated):
    monkeypatch.setattr(illustrating, "take_in", read_quickly)
    settings.REVIEWS_MODERATED, settings.RATE_LIMITS = moderated, False
    run_state_machine_as_test(Reviewing, settings=EXAMPLES)
