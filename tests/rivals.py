"""What two programs do at once on one store. Imports little: each of them starts anew."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from veille.store import jobs, settings
from veille.store.engine import Store
from veille.store.migrate import open_store


def at_once(work: Callable[..., None], *args: object) -> list[int | None]:
    """Two processes that do the same; their exit codes."""
    spawn = multiprocessing.get_context("spawn")
    pair = [spawn.Process(target=work, args=args) for _ in range(2)]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    return [one.exitcode for one in pair]


def count_up(path: Path, turns: int) -> None:
    """Reads a number and writes the next one, so many times."""
    store = Store(path)
    for _ in range(turns):
        with store.write() as w:
            settings.put(w, "compte", str(int(settings.get(w, "compte") or 0) + 1))
    store.close()


def open_and_close(path: Path) -> None:
    """Opens a store that may not exist yet."""
    open_store(path).close()


def claim_all(path: Path, slots: list[datetime], now: datetime) -> None:
    """Claims every slot it can, and writes down how many it got, as one row of its own."""
    store = Store(path)
    for slot in slots:
        with store.write() as w:
            won = jobs.claim(w, "collect", slot, now)
        with store.write() as w:
            settings.put(w, "pris", str(int(settings.get(w, "pris") or 0) + won))
    store.close()
