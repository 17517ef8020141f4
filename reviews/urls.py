from django.urls import path, register_converter

from reviews import views
from reviews.converters import TokenConverter

register_converter(TokenConverter, "review_token")

app_name = "reviews"

urlpatterns = [
    path("articles/<slug:slug>/reviews/", views.reviews_of_article, name="list"),
    path("reviews/<review_token:token>/", views.status, name="status"),
]
