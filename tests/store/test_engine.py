"""Two kinds of transaction: one that cannot write, one that loses nothing."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from tests.rivals import at_once, count_up
from veille.errors import BusyError, WorkspaceError
from veille.store import settings
from veille.store.engine import Store, check_integrity
from veille.store.tables import fetch, job_run, source, theme

NOON_IN_PARIS = datetime(2026, 11, 16, 12, 0, tzinfo=timezone(timedelta(hours=1)))
TURNS = 60


def test_what_is_written_is_read_back(store: Store) -> None:
    with store.write() as w:
        settings.put(w, "jour", "lundi")

    with store.read() as r:
        assert settings.get(r, "jour") == "lundi"


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"), store.read() as r:
        settings.put(r, "jour", "mardi")

    with store.read() as r:
        assert settings.get(r, "jour") is None


def test_a_connection_that_has_read_still_writes_and_one_that_wrote_reads_only(
    store: Store,
) -> None:
    with store.read() as r:
        settings.get(r, "jour")
    with store.write() as w:
        settings.put(w, "jour", "mercredi")
    with pytest.raises(OperationalError, match="readonly"), store.read() as r:
        settings.put(r, "jour", "jeudi")


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def write_then_fail() -> None:
        with store.write() as w:
            settings.put(w, "jour", "vendredi")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_then_fail()

    with store.read() as r:
        assert settings.get(r, "jour") is None


def test_two_processes_that_read_then_write_lose_no_update(store: Store) -> None:
    assert at_once(count_up, store.path, TURNS) == [0, 0]

    with store.read() as r:
        assert settings.get(r, "compte") == str(2 * TURNS)


def test_a_reader_sees_one_moment_while_another_writes(store: Store) -> None:
    with store.read() as r:
        before = settings.get(r, "jour")
        with store.write() as w:
            settings.put(w, "jour", "samedi")
        assert settings.get(r, "jour") == before


def test_an_instant_comes_back_aware_and_in_utc(store: Store) -> None:
    with store.write() as w:
        w.execute(
            insert(job_run).values(
                job="essai", slot=NOON_IN_PARIS, state="running", started=NOON_IN_PARIS
            )
        )
    with store.read() as r:
        found = r.execute(select(job_run.c.slot)).scalar_one()
        kept = r.execute(text("SELECT slot FROM job_run")).scalar_one()

    assert (found, found.tzinfo) == (NOON_IN_PARIS, UTC)
    assert str(kept).startswith("2026-11-16 11:00")


def test_a_naive_moment_is_refused(store: Store) -> None:
    naive = NOON_IN_PARIS.replace(tzinfo=None)

    with pytest.raises(StatementError, match="naive"), store.write() as w:
        w.execute(insert(job_run).values(job="essai", slot=naive, state="running", started=naive))


def test_an_id_is_never_given_twice(store: Store) -> None:
    def add(key: str) -> int:
        with store.write() as w:
            row = insert(theme).values(key=key, label=key, state="active").returning(theme.c.id)
            return int(w.execute(row).scalar_one())

    first = add("education")
    with store.write() as w:
        w.execute(delete(theme).where(theme.c.id == first))

    assert add("logement") > first


def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    nowhere = {
        "source_id": 404,
        "slot": NOON_IN_PARIS,
        "started": NOON_IN_PARIS,
        "ended": NOON_IN_PARIS,
        "outcome": "new",
        "bytes": 0,
        "seen": 0,
        "new": 0,
    }
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), store.write() as w:
        w.execute(insert(fetch).values(**nowhere))


def test_a_source_is_asked_once_in_a_slot(store: Store) -> None:
    with store.write() as w:
        row = insert(source).values(
            key="essai", name="Essai", url="https://e.example/", kind="rss", territories=[],
            state="active",
        )  # fmt: skip
        source_id = w.execute(row.returning(source.c.id)).scalar_one()
        asked = insert(fetch).values(
            source_id=source_id, slot=NOON_IN_PARIS, started=NOON_IN_PARIS, ended=NOON_IN_PARIS,
            outcome="new", bytes=0, seen=0, new=0,
        )  # fmt: skip
        w.execute(asked)

    with pytest.raises(IntegrityError, match="UNIQUE"), store.write() as w:
        w.execute(asked)


def test_a_copy_is_whole_whoever_read_before(store: Store, tmp_path: Path) -> None:
    with store.write() as w:
        settings.put(w, "jour", "dimanche")
    with store.read() as r:
        settings.get(r, "jour")
    copy = tmp_path / "copie.db"

    store.copy_to(copy)

    check_integrity(copy)
    other = Store(copy)
    with other.read() as r:
        assert settings.get(r, "jour") == "dimanche"
    other.close()


def test_a_file_that_is_no_database_is_not_sound(tmp_path: Path) -> None:
    letter = tmp_path / "lettre.txt"
    letter.write_text("Madame, Monsieur,\n" * 100, encoding="utf-8")

    with pytest.raises(WorkspaceError):
        check_integrity(letter)


def test_a_base_that_another_program_holds_is_told_and_nothing_is_written(store: Store) -> None:
    with store.write() as w:
        settings.put(w, "jour", "lundi")
        w.exec_driver_sql("pragma busy_timeout=0")
    other = sqlite3.connect(store.path)
    other.execute("begin immediate")
    try:
        with pytest.raises(BusyError, match="occupée"), store.write() as w:
            settings.put(w, "jour", "mardi")
    finally:
        other.close()
    with store.read() as r:
        assert settings.get(r, "jour") == "lundi"


def test_a_disk_without_room_is_told_and_nothing_is_written(store: Store) -> None:
    with store.write() as w:
        settings.put(w, "jour", "lundi")
    with store.write() as w:
        full = w.exec_driver_sql("pragma page_count").scalar_one()
        w.exec_driver_sql(f"pragma max_page_count={full}")
    with pytest.raises(WorkspaceError, match="disque"), store.write() as w:
        settings.put(w, "long", "x" * 100_000)
    with store.read() as r:
        assert (settings.get(r, "jour"), settings.get(r, "long")) == ("lundi", None)
