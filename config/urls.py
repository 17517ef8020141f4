from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from articles.views.machines import addresses
from config.passwords import PasswordResetView
from config.robots import favicon, robots

urlpatterns = [
    path("admin/password_reset/", PasswordResetView.as_view(), name="admin_password_reset"),
    path("admin/password_reset/done/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "admin/reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path("admin/reset/done/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("admin/", admin.site.urls),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", addresses, {"more": ["reviews:about"]}, name="sitemap"),
    path("favicon.ico", favicon, name="favicon"),
    path("", include("articles.urls")),
    path("", include("reviews.urls")),
]
