import pytest

from tests.cast import make_user


@pytest.fixture
def moderator(client):
    user = make_user("mo", group="Moderators", email="mo@example.org")
    client.force_login(user)
    return user
