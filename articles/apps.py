from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        from articles import receivers
        from articles.groups import make_groups

        receivers.connect()
        post_migrate.connect(make_groups, sender=self)
