"""`veille people`: accounts from the console, for whoever holds the folder."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Type


def test_an_account_is_opened_and_its_link_printed(workspace: Path, veille: Type) -> None:
    said = veille("people", "add", "Bob", "--email", "bob@centre.example", "--role", "envoi")
    assert said.code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/bureau/entrer/[\w-]{32}\n", said.out)
    assert "trois jours" in said.err
    listed = veille("people", "list").out
    assert re.search(r"Bob +envoi +lien seulement  bob@centre\.example", listed)
    assert "bob@centre.example" in veille("people", "list", "--json").out
    found = next(one for one in veille("people", "list", "--json").json if one["name"] == "Bob")
    assert found["role"] == "envoi"
    assert found["has_password"] is False
    assert "password" not in found


def test_a_link_a_role_a_closing(workspace: Path, veille: Type) -> None:
    veille("people", "add", "Bob")
    link = veille("people", "link", "Bob", "--port", "9000")
    assert link.out.startswith("http://127.0.0.1:9000/bureau/entrer/")
    assert "relecture" in veille("people", "role", "Bob", "relecture").out
    assert "compte fermé" in veille("people", "disable", "Bob").out
    closed = veille("people", "link", "Bob")
    assert (closed.code, closed.out) == (1, "")
    assert "fermé" in closed.err
    assert "lien seulement" in veille("people", "enable", "Bob").out


def test_what_cannot_be_is_told(workspace: Path, veille: Type) -> None:
    assert veille("people", "role", "Personne", "envoi").code == 1
    veille("people", "add", "Bob")
    again = veille("people", "add", "Bob")
    assert again.code == 1
    assert "a déjà un compte" in again.err
    assert veille("people", "add", "Bob\nAlice").code == 1
    assert len(veille("people", "list").out.splitlines()) == 2  # Bob, and the console itself


def test_the_last_administrator_is_not_closed_from_here_either(
    workspace: Path, veille: Type
) -> None:
    veille("people", "add", "Alice", "--role", "administration")
    refused = veille("people", "disable", "Alice")
    assert refused.code == 1
    assert "il ne resterait personne" in refused.err
