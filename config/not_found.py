class NotFoundMiddleware:
    """Answers with what `instead(request)` gives where nothing was found to read; None leaves it at that."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return self.instead(request) or response
