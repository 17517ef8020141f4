import pytest


@pytest.fixture(autouse=True)
def https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.ALLOWED_HOSTS = ["example.org"]


def test_http_leads_to_https(client):
    response = client.get("/?page=2", headers={"host": "example.org"})
    assert (response.status_code, response.headers["Location"]) == (301, "https://example.org/?page=2")


def test_https_is_to_be_kept_on_this_host_alone(client, db):
    response = client.get("/", headers={"host": "example.org"}, secure=True)
    assert (response.status_code, response.headers["Strict-Transport-Security"]) == (200, "max-age=60")


def test_the_cookies_of_the_admin_are_secure(client, db):
    response = client.get("/admin/login/", headers={"host": "example.org"}, secure=True)
    assert response.cookies["csrftoken"]["secure"]


def test_another_host_is_refused(client):
    response = client.get("/", headers={"host": "example.com"}, secure=True)
    assert response.status_code == 400
    assert "could not be understood" in response.content.decode()
