from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.caching import public_page
from articles.models import Article, SiteEdition
from articles.pages import public_topics, with_live
from articles.search import asking, index
from articles.search.finding import answer
from articles.search.showing import marked, snippet

PER_PAGE = 10


@require_safe
def search(request):
    edition = SiteEdition.current()
    question = asking.read(request.GET.get("q", ""))
    found = answer(question)
    # Less may be found than when a link to a page was made: it then leads to the last one.
    page = Paginator(found.pairs, PER_PAGE).get_page(request.GET.get("page"))
    articles = _articles(page.object_list)
    topics = [] if articles else public_topics()
    shown = [(article.pk, article.live_id, article.edition) for article in articles]
    version = (question, found.has_all, found.guess, page.number, len(found.pairs), shown, topics, edition)
    context = {"question": question, "answer": found, "page_obj": page, "topics": topics}
    response = public_page(request, version, lambda: _page(request, context, articles, question))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _articles(pairs):
    public = Article.objects.published().select_related("topic")
    found = public.in_bulk([pk for pk, _ in pairs]) if pairs else {}
    return with_live([found[pk] for pk, _ in pairs if pk in found])


def _page(request, context, articles, question):
    texts = index.shown([article.live_id for article in articles])
    results = [
        {
            "article": article,
            "title": marked(article.live.card["title"], question),
            "snippet": snippet(texts.get(article.live_id, article.live.card["summary"]), question),
        }
        for article in articles
    ]
    return render(request, "articles/search.html", context | {"results": results})
