from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.http import urlencode

from reviews.models import Review

# The site's own work first; users and groups after it. Within an app, what it is there for.
FIRST = ["articles", "reviews"]
FIRST_MODELS = {"Article", "Review"}


class Site(admin.AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = "Editing and moderating"

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: model["object_name"] not in FIRST_MODELS)
        order = {label: place for place, label in enumerate(FIRST)}
        return sorted(apps, key=lambda app: order.get(app["app_label"], len(order)))

    def index(self, request, extra_context=None):
        return super().index(request, {"waiting": self.waiting(request), **(extra_context or {})})

    def waiting(self, request):
        if not self.get_model_admin(Review).has_view_permission(request):
            return None
        pending = Review.Status.PENDING
        return {
            "count": Review.objects.filter(status=pending).count(),
            "url": f"{reverse('admin:reviews_review_changelist')}?{urlencode({'status__exact': pending})}",
        }
