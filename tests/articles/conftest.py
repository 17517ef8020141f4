import pytest

from tests.cast import make_user


@pytest.fixture
def editor(client):
    client.force_login(make_user("ed", group="Editors"))
    return client
