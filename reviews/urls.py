from django.urls import path, register_converter

from reviews.converters import SignedConverter, TokenConverter
from reviews.views import about, mailed, photos, private, reading, voices

register_converter(TokenConverter, "review_token")
register_converter(SignedConverter, "signed")

app_name = "reviews"

urlpatterns = [
    path("about/reviews/", about.about, name="about"),
    path("articles/<slug:slug>/reviews/", reading.reviews_of_article, name="list"),
    path("articles/<slug:slug>/reviews.atom", reading.feed, name="feed"),
    path("reviews/<uuid:uid>/", reading.permalink, name="permalink"),
    path("reviews/<uuid:uid>/helpful/", voices.helpful, name="helpful"),
    path("reviews/<uuid:uid>/report/", voices.report, name="report"),
    path("reviews/<review_token:token>/", private.status, name="status"),
    path("reviews/<review_token:token>/edit/", private.edit, name="edit"),
    path("reviews/<review_token:token>/withdraw/", private.withdraw, name="withdraw"),
    path("reviews/<review_token:token>/photos/", photos.photos, name="photos"),
    path("reviews/<review_token:token>/photos/<uuid:uid>/", photos.photo, name="photo"),
    path("reviews/mail/<signed:signed>/", mailed.mailed, name="mailed"),
    path("reviews/mail/<signed:signed>/confirm/", mailed.confirm, name="mailed_confirm"),
    path("reviews/mail/<signed:signed>/disown/", mailed.disown, name="mailed_disown"),
    path("reviews/mail/<signed:signed>/data/", mailed.data, name="mailed_data"),
    path("reviews/mail/<signed:signed>/erase/", mailed.erase, name="mailed_erase"),
    path("reviews/mail/<signed:signed>/stop/", mailed.stop, name="mailed_stop"),
    path("reviews/erased/", mailed.erased, name="erased"),
    path("reviews/link/", mailed.link, name="link"),
    path("reviews/link/sent/", mailed.link_asked, name="link_asked"),
]
