"""Where a page may send somebody: inside the desk, however the address is dressed up."""

from __future__ import annotations

import pytest

from veille.desk.within import is_within


@pytest.mark.parametrize(
    "address",
    [
        "/bureau/",
        "/bureau/editions/",
        "/bureau/?item=abc&state=all",
        "/bureau/recherche?q=l%27%C3%A9cole",
        "/bureau/ajouter?url=https://presse.example/article",
        "/bureau/?q=l’école",
    ],
)
def test_a_page_of_the_desk_is_within(address: str) -> None:
    assert is_within(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bureau/",
        "/",
        "/bureau",
        "/bureaux/",
        "//evil.example",
        "//evil.example/bureau/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/bureau/\\evil.example",
        "/bureau//evil.example",
        "/\t/evil.example",
        "/bureau/\t",
        "/bureau/\r\nSet-Cookie: a=b",
        "/bureau/\n",
        "/bureau/\0",
        "\u2028/bureau/",
        " /bureau/",
        "http://evil.example/bureau/",
        "https:/bureau/",
        "https:evil.example",
        "javascript:alert(1)//bureau/",
        "data:text/html,/bureau/",
        "/relecture/abc",
        "/bureau/?" + "a" * 3000,
    ],
)
def test_whatever_leads_out_is_not(address: str) -> None:
    assert not is_within(address)
