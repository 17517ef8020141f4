from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self):
        from reviews.groups import make_moderators
        from reviews.models import Photo
        from reviews.photos import leave_files

        post_migrate.connect(make_moderators, sender=self, dispatch_uid="reviews.moderators")
        post_delete.connect(leave_files, sender=Photo)
