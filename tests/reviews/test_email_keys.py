import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.email_keys import email_key


@pytest.mark.parametrize(
    "address",
    [
        "rosa@example.org",
        "ROSA@Example.ORG",
        " rosa@example.org ",
        "ｒｏｓａ@example.org",
        "rosa@ｅxample.org",
    ],
)
def test_one_mailbox_has_one_key(address):
    assert email_key(address) == "rosa@example.org"


def test_a_domain_in_its_own_script_and_in_idna_are_one():
    assert (
        email_key("rosa@Bücher.example")
        == email_key("rosa@xn--bcher-kva.example")
        == "rosa@xn--bcher-kva.example"
    )


def test_different_mailboxes_have_different_keys():
    assert len({email_key(f"{name}@example.org") for name in ("rosa", "rosa.", "ros", "rosa+x")}) == 4


@pytest.mark.parametrize("domain", ["é" * 62 + ".org", "a..org", "x" * 64 + ".org", "é." * 100 + "org"])
def test_a_domain_without_an_idna_form_raises(domain):
    with pytest.raises(ValueError):
        email_key(f"rosa@{domain}")


TYPABLE = st.text(st.characters(min_codepoint=0x21, exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]))


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)), TYPABLE)
def test_the_key_of_a_key_is_itself(local, domain):
    try:
        key = email_key(f"{local}@{domain}")
    except ValueError:
        return
    assert email_key(key) == key
