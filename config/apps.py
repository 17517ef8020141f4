from django.apps import apps
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.flatpages.apps import FlatPagesConfig
from django.core import checks
from django.db.models.signals import post_migrate


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.Site"

    def ready(self):
        super().ready()
        from config.pages.admin import register

        register()


class PagesConfig(FlatPagesConfig):
    verbose_name = "Pages"

    def ready(self):
        from config.languages import check_language
        from config.pages.first import make_pages

        checks.register(check_language, checks.Tags.translation)
        # articles holds the row that tells a new site from one whose pages were deleted.
        post_migrate.connect(make_pages, sender=apps.get_app_config("articles"))
