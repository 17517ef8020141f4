"""The group Moderators: it may look at everything of reviews, decide, close articles for reviews, and nothing else."""

from django.apps import apps as installed_apps

MODERATORS = "Moderators"
PERMISSIONS = (
    "view_review",
    "moderate_review",
    "view_moderationevent",
    "view_mail",
    "view_reviewsclosed",
    "add_reviewsclosed",
    "change_reviewsclosed",
    "delete_reviewsclosed",
)


def make_moderators(app_config, using="default", apps=installed_apps, **kwargs):
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    group, _ = group_model.objects.using(using).get_or_create(name=MODERATORS)
    permissions = permission_model.objects.using(using).filter(content_type__app_label="reviews")
    group.permissions.add(*permissions.filter(codename__in=PERMISSIONS))
