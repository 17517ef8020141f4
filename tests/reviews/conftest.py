import pytest
from django.core.files.storage import storages

from config.environment import Environment
from config.storages import address
from reviews.moderation import decide
from tests.cast import make_article, make_photo, make_review, make_user


@pytest.fixture
def moderator(client):
    user = make_user("mo", group="Moderators", email="mo@example.org")
    client.force_login(user)
    return user


class Folder:
    """What is kept of photos, as names: `public` and `private`. An empty folder is something that was left."""

    def __init__(self, root):
        self.root = root

    public = property(lambda self: self._names("media"))
    private = property(lambda self: self._names("private"))

    def _names(self, kind):
        found = (self.root / kind / "photos").rglob("*")
        kept = (path for path in found if path.is_file() or not any(path.iterdir()))
        return {str(path.relative_to(self.root / kind)) for path in kept}


@pytest.fixture
def folder(settings, tmp_path):
    """Storages of pictures of one test alone."""
    settings.STORAGES = settings.STORAGES | address.storages(Environment({}), "STORAGE_URL", folder=tmp_path)
    assert storages["private"].location.startswith(str(tmp_path))
    return Folder(tmp_path)


@pytest.fixture
def ann():
    """A moderator who is not at the browser."""
    return make_user("ann", group="Moderators")


@pytest.fixture
def illustrated(folder, ann):
    """A published review with one photo."""
    review = make_review(make_article())
    make_photo(review, colour="red", size=(900, 600), alternative="A red cup")
    return decide(review.pk, "approved", by=ann, version=review.version)
