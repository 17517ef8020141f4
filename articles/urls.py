from django.urls import path, register_converter

from articles.media import MediaNameConverter
from articles.views import machines, media, preview, reading, search

register_converter(MediaNameConverter, "media_name")

app_name = "articles"

urlpatterns = [
    path("", reading.home, name="home"),
    path("articles/<slug:slug>/", reading.detail, name="detail"),
    path("articles/<slug:slug>.md", machines.text, name="text"),
    path("preview/<str:signed>/", preview.preview, name="preview"),
    path("authors/<slug:slug>/", reading.author, name="author"),
    path("topics/<slug:slug>/", reading.topic, name="topic"),
    path("search/", search.search, name="search"),
    path("media/<media_name:name>", media.media, name="media"),
    path("feed.atom", machines.feed, name="feed"),
]
