from django.views.defaults import bad_request


def refuse_nul(get_response):
    """Answer 400 to a NUL in the query or a cookie of the admin.

    Django's filters and sessions let it through, PostgreSQL answers it with an error, and no person types one.
    """

    def middleware(request):
        if request.path_info.startswith("/admin/") and _has_nul(request):
            return bad_request(request, None)
        return get_response(request)

    return middleware


def _has_nul(request):
    texts = [
        *request.COOKIES.values(),
        *(text for pair in request.GET.lists() for text in (pair[0], *pair[1])),
    ]
    return any("\0" in text for text in texts)
