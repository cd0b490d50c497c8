"""Sources edited from within: one line moves, comments stay, and the last edit can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from tests.cast import ALICE, GAZETTE, MINISTERE, SOURCES, Stage, Told, feed, rewrite, rows
from veille.core import Veille, row_of
from veille.errors import (
    ConfigError,
    FetchError,
    ForbiddenError,
    NotFoundError,
    ReadError,
    RefusedError,
)
from veille.model.item import Fetched, Validators
from veille.model.role import Role
from veille.store import people
from veille.store.tables import person, source

SITE = "https://lequartier.example/"
FEED = "https://lequartier.example/feed/"
TOLD = Told("Les parents", "https://lequartier.example/parents")


@pytest.fixture(name="file")
def a_file(stage: Stage) -> Path:
    return stage.folder / "sources.yml"


@pytest.fixture(autouse=True)
def web(stage: Stage) -> None:
    page = f'<html><link rel="alternate" type="application/rss+xml" href="{FEED}"></html>'.encode()
    stage.web.answers[SITE] = Fetched(SITE, 200, {}, page, Validators())
    stage.web.answers[FEED] = feed(TOLD, url=FEED)


def test_an_address_is_enough_to_watch_a_site(veille: Veille, file: Path) -> None:
    found = veille.sources.look("lequartier.example")
    assert (found.feed.url, found.feed.kind, found.count) == (FEED, "rss", 1)
    assert [one.title for one in found.newest] == ["Les parents"]
    assert (found.name, found.key, found.watched_as) == ("Essai", "essai", "")
    assert file.read_text("utf-8") == SOURCES

    veille.sources.add([{**row_of(found), "category": "presse"}], by=ALICE)

    assert file.read_text("utf-8") == (
        SOURCES
        + '  - {key: essai, name: Essai, url: "https://lequartier.example/feed/", kind: rss,'
        + ' site: "https://lequartier.example/feed/", category: presse}\n'
    )
    assert veille.collect(["essai"]).new == 1


def test_a_feed_that_is_watched_already_is_named(veille: Veille) -> None:
    assert veille.sources.look(f" {GAZETTE}?utm_source=x ").watched_as == "gazette"


def test_what_is_wrong_with_a_feed_is_said_before(veille: Veille, stage: Stage) -> None:
    stage.web.answers[FEED] = feed(url=FEED)
    assert "vide" in veille.sources.look(FEED).warnings[0]
    stage.clock.advance(days=800)
    stage.web.answers[FEED] = feed(TOLD, Told("Sans adresse", guid="x"), url=FEED)
    old, orphan = veille.sources.look(FEED).warnings
    assert "abandonné" in old
    assert "sans adresse" in orphan


def test_a_page_without_a_feed_and_a_private_address_are_told(veille: Veille, stage: Stage) -> None:
    stage.web.answers[SITE] = Fetched(SITE, 200, {}, b"<html></html>", Validators())
    del stage.web.answers[FEED]
    with pytest.raises(ReadError, match="aucun flux"):
        veille.sources.look(SITE)
    rows = "".join(
        f'<li class="a"><a href="/{one}">Compte rendu n° {one}</a></li>' for one in "123"
    )
    page = f"<html><ul>{rows}</ul></html>".encode()
    stage.web.answers[SITE] = Fetched(SITE, 200, {}, page, Validators())
    with pytest.raises(ReadError, match=r"\(page\) : 3.éléments, le premier : Compte rendu n° 1"):
        veille.sources.look(SITE)
    stage.web.answers["http://intranet/"] = FetchError("adresse non publique : intranet")
    with pytest.raises(FetchError, match="non publique"):
        veille.sources.look("http://intranet/")
    with pytest.raises(RefusedError, match="n’est pas une adresse"):
        veille.sources.look("fax:12")


def test_a_pause_is_undone_to_the_letter_and_done_again(
    veille: Veille, file: Path, stage: Stage
) -> None:
    veille.sources.pause({"gazette": "trop bavarde"}, by=ALICE)
    paused = file.read_text("utf-8")
    assert 'note: "en pause le 16/11/2026 : trop bavarde"' in paused
    assert "# la presse" in paused
    last = veille.sources.file.last()
    assert last is not None
    assert (last.by, last.words, last.is_undo) == (ALICE, "mise en pause de « La Gazette »", False)

    assert veille.sources.file.undo(by=ALICE) == last.words
    assert file.read_text("utf-8") == SOURCES
    assert veille.config.source("gazette").enabled
    veille.sources.file.undo(by=ALICE)
    assert file.read_text("utf-8") == paused
    verbs = [row[3] for row in rows(veille.ctx.store, "journal")["journal"]]
    assert sorted(str(verb) for verb in verbs) == ["pause-sources", "undo-edit", "undo-edit"]


def test_nothing_is_undone_once_the_file_has_changed(veille: Veille, file: Path) -> None:
    with pytest.raises(RefusedError, match="rien à annuler"):
        veille.sources.file.undo(by=ALICE)
    veille.sources.pause({"gazette": ""}, by=ALICE)
    rewrite(file, "# la presse", "# la presse locale")
    assert veille.sources.file.last() is None
    before = file.read_bytes()
    with pytest.raises(RefusedError, match="a changé depuis"):
        veille.sources.file.undo(by=ALICE)
    assert file.read_bytes() == before


def test_a_source_taken_up_again_loses_the_note_of_its_pause_and_no_other(
    veille: Veille, file: Path
) -> None:
    veille.sources.pause({"gazette": "vide"}, by=ALICE)
    assert veille.sources.resume(["gazette", "fil"], by=ALICE) == ["gazette"]
    assert (veille.config.source("gazette").enabled, veille.config.source("gazette").note) == (
        True,
        "",
    )
    veille.sources.edit("fil", {"note": "à relire", "enabled": False}, by=ALICE)
    veille.sources.resume(["fil"], by=ALICE)
    assert veille.config.source("fil").note == "à relire"


def test_one_field_is_edited_and_the_same_again_writes_nothing(veille: Veille, file: Path) -> None:
    values = {"name": "Le Fil de l’Ouest", "territory": ("R53", "29019"), "category": "presse"}
    veille.sources.edit("fil", values, by=ALICE)
    written = file.read_text("utf-8")
    assert 'territory: [R53, "29019"]' in written
    assert veille.config.source("fil").territory == ("R53", "29019")
    veille.sources.edit("fil", values, by=ALICE)
    assert file.read_text("utf-8") == written
    assert len(rows(veille.ctx.store, "journal")["journal"]) == 1


def test_a_source_that_moved_takes_its_new_address(veille: Veille) -> None:
    with pytest.raises(RefusedError, match="n’a pas déménagé"):
        veille.sources.adopt("ministere", by=ALICE)
    with veille.ctx.store.write() as w:
        moved = "https://nouveau.example/rss"
        w.execute(update(source).where(source.c.url == MINISTERE).values(moved_to=moved))
    assert veille.sources.adopt("ministere", by=ALICE) == moved
    assert veille.config.source("ministere").url == moved
    assert veille.sources.get("ministere").moved_to is None


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"key": "gazette"}, "key"),
        ({"key": "Gros Mot"}, "key"),
        ({"url": "ftp://x.example"}, "url"),
        ({"kind": "fax"}, "kind"),
        ({"name": ""}, "name"),
        ({"territory": ("ZZ",)}, "territory"),
        ({"themes": ("inconnu",)}, "themes"),
    ],
)
def test_a_row_that_the_schema_refuses_names_its_field_and_writes_nothing(
    veille: Veille, file: Path, wrong: dict[str, str], field: str
) -> None:
    row = {"key": "quartier", "name": "Q", "url": FEED, "kind": "rss", "note": "x"} | wrong
    with pytest.raises(ConfigError) as caught:
        veille.sources.add([row], by=ALICE)
    assert {one.field for one in caught.value.problems} == {field}
    assert file.read_text("utf-8") == SOURCES
    assert rows(veille.ctx.store, "journal") == {"journal": []}


def test_a_file_that_changed_since_the_form_was_opened_is_left(veille: Veille, file: Path) -> None:
    seen = veille.sources.file.digest
    rewrite(file, "# la presse", "# la presse locale")
    before = file.read_bytes()
    row = {"key": "quartier", "name": "Q", "url": FEED, "kind": "rss"}
    with pytest.raises(ConfigError, match="a changé"):
        veille.sources.add([row], by=ALICE, seen=seen)
    assert file.read_bytes() == before
    assert rows(veille.ctx.store, "journal") == {"journal": []}


def test_who_may_not_edit_changes_neither_file_nor_journal(veille: Veille, file: Path) -> None:
    with veille.ctx.store.write() as w:
        who = people.person_id(w, "Chloé")
        w.execute(update(person).where(person.c.id == who).values(role=Role.RELECTURE.value))
    for act in (
        lambda: veille.sources.pause({"fil": ""}, by="Chloé"),
        lambda: veille.sources.edit("fil", {"name": "X"}, by="Chloé"),
        lambda: veille.sources.add(
            [{"key": "q", "name": "Q", "url": FEED, "kind": "rss"}], by="Chloé"
        ),
    ):
        with pytest.raises(ForbiddenError):
            act()
    assert file.read_text("utf-8") == SOURCES
    assert rows(veille.ctx.store, "journal") == {"journal": []}


def test_an_unknown_key_is_told(veille: Veille) -> None:
    for act in (
        lambda: veille.sources.get("inconnue"),
        lambda: veille.sources.resume(["inconnue"], by=ALICE),
        lambda: veille.sources.edit("inconnue", {}, by=ALICE),
    ):
        with pytest.raises(NotFoundError):
            act()
