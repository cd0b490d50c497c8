"""What counts as a web address, and what may go out in a letter."""

from __future__ import annotations

import pytest

from veille.model.address import is_public_address, is_web_address


@pytest.mark.parametrize(
    "written",
    [
        "https://gazette.example/a?b=c#d",
        "http://gazette.example:8080/",
        "http://[2001:db8::1]/",
        "https://été.example/",
    ],
)
def test_a_web_address_may_go_out(written: str) -> None:
    assert is_web_address(written)
    assert is_public_address(written)


def test_an_intranet_address_is_one_but_does_not_go_out() -> None:
    assert is_web_address("http://intranet/page")
    assert not is_public_address("http://intranet/page")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "javascript:alert(1)",
        "ftp://gazette.example/",
        "http://",
        "http:/gazette.example",
        "http://[::1",
        "http://gazette.example:99999/",
        "http://gazette.example:0/",
        "http://a b.example/",
        "http://nom@gazette.example/",
        "http://gazette.example/\nSet-Cookie: a",
    ],
)
def test_anything_else_is_no_address(written: str) -> None:
    assert not is_web_address(written)
    assert not is_public_address(written)
