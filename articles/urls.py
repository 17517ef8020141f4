from django.urls import path, register_converter

from articles import views, views_machines, views_media, views_preview, views_search
from articles.media import MediaNameConverter

register_converter(MediaNameConverter, "media_name")

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<slug:slug>/", views.detail, name="detail"),
    path("articles/<slug:slug>.md", views_machines.text, name="text"),
    path("preview/<str:signed>/", views_preview.preview, name="preview"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("search/", views_search.search, name="search"),
    path("media/<media_name:name>", views_media.media, name="media"),
    path("feed.atom", views_machines.feed, name="feed"),
]
