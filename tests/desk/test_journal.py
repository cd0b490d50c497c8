"""The journal's page: sentences by day, narrowed, page after page."""

from __future__ import annotations

import re

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, sealed, settle
from tests.desk.conftest import Desk, id_of
from veille.core import Veille
from veille.desk import journal


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_morning_is_told_in_sentences(desk: Desk, veille: Veille) -> None:
    sealed(veille, "revue", SCHOOL, RENTS)
    page = desk.get("/bureau/journal/").text
    text = plain(page)
    assert "Lundi 16 novembre" in text
    assert f"8 h 45 {ALICE} a retenu « {SCHOOL.title} » pour « La revue de Bréal »" in text
    assert f"{ALICE} a scellé La revue de Bréal n° 3" in text
    assert f'href="/bureau/?item={id_of(veille, SCHOOL.title)}&amp;state=all"' in page


def test_the_journal_is_narrowed_and_says_when_nothing_is_left(
    bob: Desk, desk: Desk, veille: Veille
) -> None:
    sealed(veille, "revue", SCHOOL, RENTS)
    only = plain(desk.get("/bureau/journal/?genre=edition").text)
    assert "a scellé" in only
    assert "a retenu" not in only
    who = veille.team.get("Bob").id
    assert "Rien de tel" in desk.get(f"/bureau/journal/?genre=item&qui={who}").text
    for nonsense in ("?qui=x", "?avant=-1", "?genre=rien", "?qui=" + "9" * 30):
        assert desk.get(f"/bureau/journal/{nonsense}").status_code == 200


def test_older_acts_are_a_page_away(
    desk: Desk, veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(veille, "revue", SCHOOL, RENTS)
    monkeypatch.setattr(journal, "PAGE", 2)
    first = desk.get("/bureau/journal/")
    found = re.search(r'href="(/bureau/journal/\?avant=\d+)"', first.text)
    assert found
    second = desk.get(found[1])
    assert "a scellé" in first.text
    assert "a scellé" not in second.text
    assert "a retenu" in plain(second.text)


def test_comings_and_goings_are_for_the_administration(bob: Desk, desk: Desk) -> None:
    assert "par mot de passe" in desk.get("/bureau/journal/").text
    mine = bob.get("/bureau/journal/").text
    assert "par mot de passe" not in mine
    assert "Entrées" not in mine
    assert "par mot de passe" not in bob.get("/bureau/journal/?genre=desk").text


def test_refused_logins_of_nobody_are_counted_for_the_administration(bob: Desk, desk: Desk) -> None:
    Desk(desk.client.application).enter("Personne")
    assert "1\xa0entrée refusée" in desk.get("/bureau/journal/").text
    assert "entrée refusée" not in bob.get("/bureau/journal/").text


def test_a_forged_name_forges_no_line(desk: Desk, veille: Veille, stage: Stage) -> None:
    settle(veille, ALICE)
    desk.enter(ALICE)
    veille.comments.add(
        f"item:{id_of(veille, SCHOOL.title)}",
        "Bonjour",
        by="Mallory\r\n9 h 00 Alice a tout <b>vendu</b>",
    )
    page = desk.get("/bureau/journal/?genre=item").text
    assert page.count("<li><time>") == 1
    assert "<b>vendu" not in page
    assert re.search(
        r"<span>Mallory 9 h 00 Alice a tout &lt;b&gt;vendu&lt;/b&gt; <a href=\S+>a commenté", page
    )
