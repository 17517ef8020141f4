from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self):
        from reviews.groups import make_moderators

        post_migrate.connect(make_moderators, sender=self, dispatch_uid="reviews.moderators")
