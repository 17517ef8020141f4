import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["status__exact=%00", "q=%00", "a%00b=1"])
def test_a_nul_in_a_query_of_the_admin_is_a_bad_request(admin_client, query):
    assert admin_client.get(f"/admin/reviews/review/?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/"])
def test_a_nul_in_a_cookie_is_a_bad_request_in_the_admin_and_no_matter_to_readers(client, path):
    client.cookies["sessionid"] = "\0abc"
    assert client.get(path).status_code == 400
    assert client.get("/").status_code == 200
