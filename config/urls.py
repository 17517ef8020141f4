from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

_site = urlsplit(settings.SITE_URL)
# A mail that named the host of the request could be turned against its reader by a forged Host header.
MAIL_CONTEXT = {"protocol": _site.scheme, "domain": _site.netloc, "site_name": settings.SITE_NAME}

# These pages stand outside the admin's own views, which know its name.
PAGE = {"site_header": admin.site.site_header, "site_title": admin.site.site_title}

urlpatterns = [
    path(
        "admin/password_reset/",
        auth.PasswordResetView.as_view(extra_email_context=MAIL_CONTEXT, extra_context=PAGE),
        name="admin_password_reset",
    ),
    path(
        "admin/password_reset/done/",
        auth.PasswordResetDoneView.as_view(extra_context=PAGE),
        name="password_reset_done",
    ),
    path(
        "admin/reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(extra_context=PAGE),
        name="password_reset_confirm",
    ),
    path(
        "admin/reset/done/",
        auth.PasswordResetCompleteView.as_view(extra_context=PAGE),
        name="password_reset_complete",
    ),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
    path("", include("reviews.urls")),
]
