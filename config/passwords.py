from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views as auth

from articles.identity import identity, sender


class PasswordResetView(auth.PasswordResetView):
    """Mails the link in the site's name and by its address, whatever host was asked.

    A mail that named the host of the request could be turned against its reader by a forged Host header.
    """

    @property
    def from_email(self):
        return sender()

    @property
    def extra_email_context(self):
        site = urlsplit(settings.SITE_URL)
        return {"protocol": site.scheme, "domain": site.netloc, "site_name": identity().name}
