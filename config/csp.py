"""The Content-Security-Policy, in the names and shape of Django 6, which brings the same of its own."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class CSP(StrEnum):
    NONE = "'none'"
    SELF = "'self'"


def build_policy(config: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in config.items())


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own pages for an error while debugging have their style in the page.
        if not (settings.DEBUG and response.status_code in {404, 500}):
            response.headers.setdefault(HEADER, build_policy(settings.SECURE_CSP))
        return response
