"""The index follows whatever happens to an item, and an item that did not move is not written."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from tests.cast import ALICE, CALL, RENTS, SCHOOL, Stage, by_url, stage
from veille.core import Veille
from veille.model.item import Filter, State, Triage
from veille.store.migrate import open_store
from veille.store.migrations.versions import m0001_initial
from veille.store.tables import event, item, item_territory, piece, territory


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


def _facets(veille: Veille, url: str) -> set[str]:
    query = "SELECT s.facets FROM item_search s JOIN item i ON i.id = s.item_id WHERE i.url = ?"
    with veille.ctx.store.read() as r:
        return set(r.exec_driver_sql(query, (url,)).scalar_one().split())


def _due(veille: Veille) -> int:
    with veille.ctx.store.read() as r:
        return int(r.exec_driver_sql("SELECT count(*) FROM search_due").scalar_one())


def test_an_item_is_filed_when_it_comes_in(veille: Veille) -> None:
    assert _facets(veille, SCHOOL.url) == {
        "state:new", "source:gazette", "medium:read", "theme:education", "terr:R53",
        "day:2026-11-13", "month:2026-11", "year:2026", "head:1",
    }  # fmt: skip
    assert _due(veille) == 0


def test_what_a_person_decides_is_filed_in_the_same_breath(veille: Veille) -> None:
    name = by_url(veille)[SCHOOL.url].public_id

    veille.items.triage(name, Triage(state=State.KEPT, themes=("pre",), nature="rapport"), by=ALICE)

    facets = _facets(veille, SCHOOL.url)
    assert {"state:kept", "theme:pre", "nature:rapport"} <= facets
    assert not {"state:new", "theme:education"} & facets


def test_whoever_writes_a_row_has_nothing_to_remember(veille: Veille) -> None:
    about = by_url(veille)[RENTS.url].id
    with veille.ctx.store.write() as w:
        w.execute(insert(territory).values(code="35238", kind="3", name="Rennes"))
        w.execute(
            insert(item_territory).values(
                item_id=about, code="35238", origin="staff", at=veille.clock.now()
            )
        )
        w.execute(update(item).where(item.c.id == about).values(medium="listen"))

    assert {"terr:35238", "terr:D35", "terr:R53", "medium:listen"} <= _facets(veille, RENTS.url)


def test_our_own_words_are_found_too(veille: Veille) -> None:
    name = by_url(veille)[SCHOOL.url].public_id

    veille.items.triage(name, Triage(summary="Un reportage au Blosne."), by=ALICE)

    assert [one.url for one in veille.items.listed(Filter(text="blosne"))] == [SCHOOL.url]


DAY = {
    "rank": 0,
    "date": "2026-12-01",
    "starts": None,
    "ends": None,
    "place": "",
    "programme": "Visite du marché",
}


def test_what_a_piece_and_an_event_tell_is_found(veille: Veille) -> None:
    items, now = by_url(veille), veille.clock.now()
    with veille.ctx.store.write() as w:
        w.execute(
            insert(piece).values(item_id=items[SCHOOL.url].id, body="La cantine.", updated_at=now)
        )
        w.execute(
            insert(event).values(
                public_id="rencontre",
                title="Rencontre",
                starts=datetime(2026, 12, 1, 9),
                item_id=items[RENTS.url].id,
                speakers="Zoé Le Gall",
                days=[DAY],
            )
        )
        w.execute(insert(event).values(public_id="ailleurs", title="Sans élément", starts=now))

    for words, told in (("cantines", SCHOOL), ("zoe le gall", RENTS), ("marchés", RENTS)):
        assert [one.url for one in veille.items.listed(Filter(text=words))] == [told.url]


def test_what_tells_a_story_again_is_no_head_of_it(veille: Veille) -> None:
    items = by_url(veille)
    with veille.ctx.store.write() as w:
        w.execute(
            update(item).where(item.c.id == items[RENTS.url].id).values(story=items[SCHOOL.url].id)
        )
    assert RENTS.url not in {one.url for one in veille.items.listed(Filter(heads=True))}

    veille.items.triage(items[RENTS.url].public_id, Triage(state=State.KEPT), by=ALICE)
    assert RENTS.url in {one.url for one in veille.items.listed(Filter(heads=True))}


def test_an_item_that_did_not_move_is_not_written(stage: Stage, veille: Veille) -> None:
    others = by_url(veille)[CALL.url].id
    refuse = "SELECT RAISE(ABORT, 'written')"
    with veille.ctx.store.write() as w:
        w.exec_driver_sql(
            "CREATE TRIGGER told BEFORE UPDATE ON item_search"
            f" WHEN NEW.item_id = {others} BEGIN {refuse}; END"
        )

    veille.collect()
    veille.items.triage(by_url(veille)[SCHOOL.url].public_id, Triage(state=State.KEPT), by=ALICE)


def test_a_transaction_that_fails_files_nothing(veille: Veille) -> None:
    before = _facets(veille, SCHOOL.url)

    with suppress(RuntimeError), veille.ctx.store.write() as w:
        w.execute(update(item).values(state="dropped"))
        raise RuntimeError

    assert _facets(veille, SCHOOL.url) == before
    assert _due(veille) == 0


def test_a_store_from_before_the_filters_is_filed_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _first_revision(path)

    store = open_store(path)

    with store.read() as r:
        found = r.exec_driver_sql(
            'SELECT rowid FROM item_fts WHERE item_fts MATCH \'"ecol" AND "state:kept"\''
        ).scalars()
        assert list(found) == [7]
        assert r.exec_driver_sql("SELECT facets FROM item_search").scalars().all() == [
            "state:kept source:gazette medium:read theme:pre terr:R53"
            " day:2026-11-13 month:2026-11 year:2026 head:1"
        ]
        assert r.exec_driver_sql("SELECT count(*) FROM search_due").scalar() == 0
    store.close()


def _first_revision(path: Path) -> None:
    """A store as the first version of the program left it, with one item in it."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            m0001_initial.upgrade()
        for statement in (
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
            "INSERT INTO alembic_version VALUES ('0001')",
            "INSERT INTO source(id, key, name, url, kind, territories, state)"
            " VALUES (1, 'gazette', 'La Gazette', 'https://gazette.example/', 'rss', '[]', 'active')",
            "INSERT INTO item(id, public_id, url_key, title, source_id, published_at, seen_at, state)"
            " VALUES (7, 'abc', 'gazette.example/ecole', 'L’école', 1,"
            " '2026-11-12 23:30:00.000000', '2026-11-16 06:00:00.000000', 'kept')",
            "INSERT INTO item_search(item_id, stems) VALUES (7, 'ecol')",
            "INSERT INTO theme(id, key, label, state) VALUES (1, 'pre', 'PRE', 'active')",
            "INSERT INTO item_theme(item_id, theme_id, origin, score, at)"
            " VALUES (7, 1, 'rule', 3, '2026-11-16 06:00:00.000000')",
            "INSERT INTO territory(code, kind, name) VALUES ('R53', 'R', 'Bretagne')",
            "INSERT INTO item_territory(item_id, code, origin, at)"
            " VALUES (7, 'R53', 'source', '2026-11-16 06:00:00.000000')",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM item_fts").fetchone() == (1,)
    raw.close()
