"""The groups of those who write and publish, with what they may do."""

from django.apps import apps as installed_apps

WRITERS = {
    "article": ("view", "add", "change"),
    "byline": ("view", "add", "change", "delete"),
    "subject": ("view", "add", "change", "delete"),
    "comparisonrow": ("view", "add", "change", "delete"),
    "alsoread": ("view", "add", "change", "delete"),
    "source": ("view", "add", "change", "delete"),
    "topic": ("view",),
    "author": ("view",),
    "revision": ("view",),
    "picture": ("view", "add", "change"),
}
EDITORS = WRITERS | {
    "article": ("view", "add", "change", "delete", "publish"),
    "topic": ("view", "add", "change", "delete"),
    "author": ("view", "add", "change", "delete"),
    "picture": ("view", "add", "change", "delete"),
    "identity": ("view", "change"),
    "flatpage": ("view", "add", "change", "delete"),
}
PAGES = "flatpages"  # the app that the site's own pages belong to
GROUPS = {"Writers": WRITERS, "Editors": EDITORS}


def make_groups(sender, using, apps=installed_apps, **kwargs):
    """Make the groups, and give back what is missing; permissions that an operator added stay."""
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, models in GROUPS.items():
        group, _ = group_model.objects.using(using).get_or_create(name=name)
        codenames = [f"{verb}_{model}" for model, verbs in models.items() for verb in verbs]
        permissions = permission_model.objects.using(using).filter(
            content_type__app_label__in=(sender.label, PAGES), codename__in=codenames
        )
        group.permissions.add(*permissions)
