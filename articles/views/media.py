import logging

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.media import FOREVER, content_type

logger = logging.getLogger(__name__)

HEADERS = {
    "Cache-Control": FOREVER,
    # Opened by itself a picture is a page, which may do nothing.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # Others show a card beside a link to its article.
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
def media(request, name):
    """A picture of the public storage, from the site itself: nginx or a CDN in front keeps it."""
    etag = f'"{name}"'
    try:
        response = _picture(request, name, etag)
    except FileNotFoundError:
        return _plain(_("There is no such picture."), status=404)
    except Exception:
        # Whatever a storage raises, it is the log that tells it.
        logger.exception("The storage of pictures does not answer.")
        return _plain(_("The picture cannot be read at the moment."), status=503)
    if response.status_code in (200, 304):
        for header, value in (HEADERS | {"ETag": etag}).items():
            response.headers[header] = value
    return response


def _picture(request, name, etag):
    # Opened first: what was deleted is gone for those who kept it, too.
    file = default_storage.open(name)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        return FileResponse(file, content_type=content_type(name))
    file.close()
    return response


def _plain(sentence, status):
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
