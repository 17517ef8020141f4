"""The Content-Security-Policy, in the names and shape of Django 6, which brings the same of its own."""

from enum import StrEnum

from django.conf import settings

HEADER = "Content-Security-Policy"


class CSP(StrEnum):
    NONE = "'none'"
    SELF = "'self'"


def build_policy(config):
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in config.items())


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # Django's own pages for an error while debugging have their style in the page.
        if not (settings.DEBUG and response.status_code in {404, 500}):
            # A view that needs another policy leaves it here, as Django's csp_override does.
            policy = getattr(response, "_csp_config", settings.SECURE_CSP)
            response.headers.setdefault(HEADER, build_policy(policy))
        return response
