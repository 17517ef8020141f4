from django.conf import settings
from django.utils.functional import SimpleLazyObject

from articles.identity import identity


def site(request):
    """What every template may name. The identity is asked for once, by the first that does."""
    shown = SimpleLazyObject(identity)
    name = SimpleLazyObject(lambda: shown.name)
    return {
        "identity": shown,
        "site_name": name,
        # Pages of the admin outside its own views, such as those for a new password.
        "site_header": name,
        "site_title": name,
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "reviews_moderated": settings.REVIEWS_MODERATED,
    }
