"""Every address asks who is there, but for the few listed here."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

#: Open to everyone, each with its reason.
OPEN = {
    "dang-nhap/": "where one signs in",
    "tai-khoan-khoa/": "says to one who may not sign in that the account is locked",
    "quan-tri/login/": "where one signs in to the administration",
}
#: One value for each kind of converter.
VALUES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(entry, URLPattern):
            yield address
        else:
            yield from addresses(entry, address)


def example(address: str) -> str:
    """An address that the pattern matches."""
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES.get(found.group(1) or "str", "1"), address)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "1", filled).replace("\\", "")


ALL = sorted(set(addresses(get_resolver())))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [address for address in ALL if address not in OPEN])
def test_a_stranger_is_sent_to_sign_in(client, address):
    answer = client.get("/" + example(address))
    if answer.status_code in {301, 302}:
        assert "login" in answer.url or answer.url.startswith("/dang-nhap/"), answer.url
    else:
        assert answer.status_code in {404, 405}


@pytest.mark.parametrize("address", OPEN)
def test_no_exception_is_left_behind(address):
    assert address in ALL
