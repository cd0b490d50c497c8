"""A search that is kept, followed, grown into a dossier: each act journaled, and what may be is undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cast import ALICE, CALL, RENTS, SCHOOL, Stage, Told, by_url, stage
from veille.core import Veille
from veille.errors import ForbiddenError, NotFoundError, RefusedError
from veille.model.dossier import Dossier, DossierState
from veille.model.item import Filter, State

SCHOOLS = Filter(text="école")
ALL = Filter(since=None, territory="R53")


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


@pytest.fixture
def dossier(veille: Veille) -> Dossier:
    """What the Gazette tells of Bréal: two items fit."""
    kept = veille.searches.keep(ALL, "La Bretagne, et après ?", by=ALICE)
    return veille.dossiers.open(kept.public_id, by=ALICE)


def _id(veille: Veille, told: Told) -> str:
    return by_url(veille)[told.url].public_id


def _urls(items: list[Any]) -> list[str | None]:
    return [item.url for item in items]


def _verbs(veille: Veille) -> list[str]:
    query = "SELECT verb FROM journal WHERE object LIKE 'dossier:%' ORDER BY id"
    with veille.ctx.store.read() as r:
        return list(r.exec_driver_sql(query).scalars())


def _journal(veille: Veille) -> str:
    with veille.ctx.store.read() as r:
        return json.dumps(
            [list(row) for row in r.exec_driver_sql("SELECT before, after FROM journal")]
        )


# --- a search that is kept ---------------------------------------------------------------------


def test_a_search_is_kept_and_followed(veille: Veille) -> None:
    kept = veille.searches.keep(SCHOOLS, "  L’école  ", by=ALICE)

    assert (kept.title, kept.wanted, kept.state) == ("L’école", SCHOOLS, DossierState.SEARCH)
    assert [one.public_id for one in veille.searches.listed()] == [kept.public_id]
    assert veille.searches.of_token(kept.token) == kept
    assert _urls(veille.searches.fitting(kept)) == [SCHOOL.url]
    assert _verbs(veille) == ["keep-search"]


def test_the_same_search_is_kept_once(veille: Veille) -> None:
    once = veille.searches.keep(SCHOOLS, "L’école", by=ALICE)

    assert veille.searches.keep(SCHOOLS, "L’école", by=ALICE) == once
    assert veille.searches.keep(SCHOOLS, "Autre", by=ALICE) != once
    assert len(veille.searches.listed()) == 2


@pytest.mark.parametrize(
    "wanted, title, words",
    [
        (Filter(), "Tout", "quelque chose"),
        (Filter(text="de la"), "Rien", "quelque chose"),
        (Filter(best=True), "Tout", "quelque chose"),
        (SCHOOLS, "  ", "titre"),
        (SCHOOLS, "a" * 201, "201 caractères"),
    ],
)
def test_a_search_of_nothing_or_without_a_title_is_refused(
    veille: Veille, wanted: Filter, title: str, words: str
) -> None:
    with pytest.raises(RefusedError, match=words):
        veille.searches.keep(wanted, title, by=ALICE)
    assert veille.searches.listed() == []


def test_a_feed_that_is_renewed_leaves_its_old_address(veille: Veille) -> None:
    kept = veille.searches.keep(SCHOOLS, "L’école", by=ALICE)

    renewed = veille.searches.renew(kept.public_id, by=ALICE)

    assert renewed.token != kept.token
    with pytest.raises(NotFoundError):
        veille.searches.of_token(kept.token)
    assert renewed.token not in _journal(veille)


def test_a_search_that_is_deleted_can_come_back(veille: Veille) -> None:
    kept = veille.searches.keep(SCHOOLS, "L’école", by=ALICE)

    veille.searches.delete(kept.public_id, by=ALICE)
    assert veille.searches.listed() == []
    back = veille.searches.restore(kept.public_id, by=ALICE)

    assert (back.title, back.wanted, back.at) == (kept.title, kept.wanted, kept.at)
    assert back.token not in (kept.token, "")
    assert _verbs(veille) == ["keep-search", "delete-search", "restore-search"]
    with pytest.raises(NotFoundError):
        veille.searches.restore(kept.public_id, by=ALICE)


def test_a_search_may_ask_something_else(veille: Veille) -> None:
    kept = veille.searches.keep(SCHOOLS, "L’école", by=ALICE)

    assert (
        veille.searches.follow(kept.public_id, Filter(text="loyers"), by=ALICE).token == kept.token
    )
    assert _urls(veille.searches.fitting(veille.dossiers.get(kept.public_id))) == [RENTS.url]


# --- a dossier ---------------------------------------------------------------------------------


def test_a_search_becomes_a_dossier_under_a_key_of_its_title(
    veille: Veille, dossier: Dossier
) -> None:
    assert (dossier.state, dossier.key) == (DossierState.DRAFT, "la-bretagne-et-apres")
    assert veille.searches.listed() == []
    assert [one.public_id for one in veille.dossiers.listed()] == [dossier.public_id]
    assert veille.dossiers.open(dossier.public_id, by=ALICE) == dossier


def test_two_dossiers_of_one_title_have_two_keys(veille: Veille, dossier: Dossier) -> None:
    other = veille.searches.keep(SCHOOLS, dossier.title, by=ALICE)

    assert veille.dossiers.open(other.public_id, by=ALICE).key == "la-bretagne-et-apres-2"


def test_a_title_without_a_letter_gets_a_key_all_the_same(veille: Veille) -> None:
    kept = veille.searches.keep(SCHOOLS, "«?»", by=ALICE)

    assert veille.dossiers.open(kept.public_id, by=ALICE).key == "dossier"


def test_what_fits_waits_until_it_is_judged(veille: Veille, dossier: Dossier) -> None:
    assert set(_urls(veille.dossiers.queue(dossier))) == {SCHOOL.url, RENTS.url}

    veille.dossiers.take(dossier.public_id, _id(veille, SCHOOL), by=ALICE)
    veille.dossiers.aside(dossier.public_id, _id(veille, RENTS), by=ALICE)

    assert veille.dossiers.queue(dossier) == []
    assert _urls(veille.dossiers.members(dossier)) == [SCHOOL.url]
    assert veille.items.get(_id(veille, SCHOOL)).state is State.NEW


def test_what_is_taken_in_comes_first_and_may_be_moved(veille: Veille, dossier: Dossier) -> None:
    for told in (SCHOOL, RENTS, CALL):
        veille.dossiers.take(dossier.public_id, _id(veille, told), by=ALICE)
    assert _urls(veille.dossiers.members(dossier)) == [CALL.url, RENTS.url, SCHOOL.url]

    veille.dossiers.move(dossier.public_id, _id(veille, CALL), up=True, by=ALICE)
    veille.dossiers.move(dossier.public_id, _id(veille, CALL), up=False, by=ALICE)
    assert _urls(veille.dossiers.members(dossier)) == [RENTS.url, CALL.url, SCHOOL.url]

    veille.dossiers.move(dossier.public_id, _id(veille, SCHOOL), up=False, by=ALICE)
    veille.dossiers.move(dossier.public_id, _id(veille, SCHOOL), up=True, by=ALICE)
    assert _urls(veille.dossiers.members(dossier)) == [RENTS.url, SCHOOL.url, CALL.url]


def test_each_decision_is_taken_back_in_turn(veille: Veille, dossier: Dossier) -> None:
    veille.dossiers.take(dossier.public_id, _id(veille, SCHOOL), by=ALICE)
    veille.dossiers.aside(dossier.public_id, _id(veille, RENTS), by=ALICE)
    veille.dossiers.leave(dossier.public_id, _id(veille, SCHOOL), by=ALICE)

    undone = [veille.dossiers.undo(dossier.public_id, by=ALICE) for _ in range(4)]

    assert [one.url if one else None for one in undone] == [SCHOOL.url, RENTS.url, SCHOOL.url, None]
    assert len(veille.dossiers.queue(dossier)) == 2
    assert veille.dossiers.members(dossier) == []
    assert _verbs(veille)[2:] == [
        "take-into-dossier", "set-aside", "leave-dossier",
        "undo-leave-dossier", "undo-set-aside", "undo-take-into-dossier",
    ]  # fmt: skip


def test_deciding_the_same_again_writes_nothing(veille: Veille, dossier: Dossier) -> None:
    veille.dossiers.take(dossier.public_id, _id(veille, SCHOOL), by=ALICE)
    before = _verbs(veille)

    veille.dossiers.take(dossier.public_id, _id(veille, SCHOOL), by=ALICE)
    veille.dossiers.move(dossier.public_id, _id(veille, SCHOOL), up=True, by=ALICE)

    assert _verbs(veille) == before


def test_its_address_changes_until_somebody_may_have_seen_it(
    veille: Veille, dossier: Dossier
) -> None:
    written = veille.dossiers.write(
        dossier.public_id, title="Bretagne", introduction="Deux mots.", key="bretagne", by=ALICE
    )
    assert (written.key, written.introduction) == ("bretagne", "Deux mots.")
    veille.dossiers.take(dossier.public_id, _id(veille, SCHOOL), by=ALICE)
    veille.dossiers.publish(dossier.public_id, by=ALICE)
    veille.dossiers.withdraw(dossier.public_id, by=ALICE)

    with pytest.raises(RefusedError, match="ne change plus"):
        veille.dossiers.write(
            dossier.public_id, title="Bretagne", introduction="", key="autre", by=ALICE
        )
    assert veille.dossiers.settled(veille.dossiers.get(dossier.public_id))


@pytest.mark.parametrize("key", ["", "Majuscule", "é", "a--b", "-a", "a/b", "../a", "a" * 61])
def test_what_is_no_address_is_refused(veille: Veille, dossier: Dossier, key: str) -> None:
    with pytest.raises(RefusedError, match="minuscules"):
        veille.dossiers.write(dossier.public_id, title="T", introduction="", key=key, by=ALICE)


def test_an_address_is_one_dossier_s_for_ever(veille: Veille, dossier: Dossier) -> None:
    other = veille.searches.keep(SCHOOLS, "École", by=ALICE)
    veille.dossiers.open(other.public_id, by=ALICE)

    with pytest.raises(RefusedError, match="un autre dossier"):
        veille.dossiers.write(dossier.public_id, title="T", introduction="", key="ecole", by=ALICE)


def test_too_long_an_introduction_is_refused_whole(veille: Veille, dossier: Dossier) -> None:
    with pytest.raises(RefusedError, match="5001 caractères"):
        veille.dossiers.write(dossier.public_id, title="Autre", introduction="a" * 5001, by=ALICE)
    assert veille.dossiers.get(dossier.public_id) == dossier


def test_a_dossier_without_an_item_is_not_published(veille: Veille, dossier: Dossier) -> None:
    with pytest.raises(RefusedError, match="vide"):
        veille.dossiers.publish(dossier.public_id, by=ALICE)


def test_a_dossier_is_not_deleted_and_a_search_has_no_item(
    veille: Veille, dossier: Dossier
) -> None:
    kept = veille.searches.keep(SCHOOLS, "École", by=ALICE)
    item = _id(veille, SCHOOL)

    with pytest.raises(RefusedError, match="ne se supprime pas"):
        veille.searches.delete(dossier.public_id, by=ALICE)
    for refused in (veille.dossiers.take, veille.dossiers.aside, veille.dossiers.leave):
        with pytest.raises(RefusedError, match="d’abord un dossier"):
            refused(kept.public_id, item, by=ALICE)
    for act in (veille.dossiers.publish, veille.dossiers.withdraw, veille.dossiers.undo):
        with pytest.raises(RefusedError, match="d’abord un dossier"):
            act(kept.public_id, by=ALICE)


def test_what_does_not_exist_is_told(veille: Veille, dossier: Dossier) -> None:
    with pytest.raises(NotFoundError, match="aucun dossier"):
        veille.dossiers.take("inconnu", _id(veille, SCHOOL), by=ALICE)
    with pytest.raises(NotFoundError, match="aucun élément"):
        veille.dossiers.take(dossier.public_id, "inconnu", by=ALICE)
    with pytest.raises(NotFoundError, match="ce fil"):
        veille.searches.of_token("")


def test_who_may_only_read_keeps_nothing(veille: Veille, dossier: Dossier) -> None:
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("INSERT INTO person(name, role) VALUES ('Denis', 'relecture')")

    with pytest.raises(ForbiddenError):
        veille.searches.keep(SCHOOLS, "École", by="Denis")
    with pytest.raises(ForbiddenError):
        veille.dossiers.take(dossier.public_id, _id(veille, SCHOOL), by="Denis")
    assert veille.dossiers.members(dossier) == []
