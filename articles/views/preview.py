from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.previewing import article_of, preview_context


@require_safe
def preview(request, signed):
    """The draft as it is now, for whoever has the link. What says nothing of caches is kept in none."""
    article = article_of(signed)
    if article:
        response = render(request, "articles/article.html", preview_context(article))
    else:
        response = render(request, "articles/preview_dead.html", status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
