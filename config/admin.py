import re
from datetime import timedelta
from functools import wraps

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.timesince import timesince

from articles.identity import identity
from reviews.chart import chart
from reviews.models import Review
from reviews.statistics import LEAST_DECISIONS, MOST_POINTS, statistics, unseen_spam, waiting

# The site's own work first; users and groups after it. Within an app, what it is there for.
FIRST = ["articles", "flatpages", "reviews"]
FIRST_MODELS = {"Article", "Review"}
NAMES = {"FlatPage": "Pages"}  # “flat” says something to programmers alone
ROW = re.compile(r"[0-9]{1,18}\Z")  # an id that every database can hold
MINUTE = timedelta(minutes=1)


class Site(admin.AdminSite):
    index_title = "Editing and moderating"

    def admin_view(self, view, cacheable=False):
        """Django answers a forged choice of rows, in any list, with an error of the server."""

        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not all(map(ROW.match, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                raise BadRequest("This is no choice of rows.")
            return view(request, *args, **kwargs)

        return super().admin_view(guarded, cacheable)

    def each_context(self, request):
        name = identity().name
        return super().each_context(request) | {"site_header": name, "site_title": name}

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            for model in app["models"]:
                model["name"] = NAMES.get(model["object_name"], model["name"])
            app["models"].sort(key=lambda model: model["object_name"] not in FIRST_MODELS)
        order = {label: place for place, label in enumerate(FIRST)}
        return sorted(apps, key=lambda app: order.get(app["app_label"], len(order)))

    def index(self, request, extra_context=None):
        return super().index(request, self.moderating(request) | (extra_context or {}))

    def moderating(self, request):
        """How moderating goes, for who may see reviews."""
        reviews = self.get_model_admin(Review)
        if not reviews.has_view_permission(request):
            return {}
        made_at, figures = statistics()
        pause = figures["median"]
        queue = reverse("admin:reviews_review_queue")
        listed = f"{reverse('admin:reviews_review_changelist')}?waits=yes"
        spam = f"{reverse('admin:reviews_review_changelist')}?status__exact=spam&decided=no"
        return {
            "spam": {"number": unseen_spam(), "url": spam},
            "waiting": waiting() | {"url": queue if reviews.has_moderate_permission(request) else listed},
            "statistics": figures
            | {
                "made_at": made_at,
                "pause": pause and timesince(made_at - max(pause, MINUTE), made_at),
                "chart": chart(figures["weeks"]),
                "least": LEAST_DECISIONS,
                "most_points": MOST_POINTS,
            },
        }
