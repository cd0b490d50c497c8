"""A centre's workspace after ten years: the shipped sources and vocabulary, made-up items, sealed editions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import own_hand
from bench.history import WHO, publish
from bench.store_generator import NOW, fill
from veille.config.workspace import init
from veille.core import Veille, open_veille
from veille.testing import FakeFetcher, FrozenClock

EDITIONS = 500
"""A review a week for ten years."""


@contextmanager
def grown(items: int, keep: Path | None = None) -> Iterator[Veille]:
    """Open on a store of so many items; made in `keep` when given, and found there again."""
    with TemporaryDirectory() as made:
        folder = (keep or Path(made)) / str(items)
        fresh = not (folder / "veille.yml").exists()
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            init(folder)
        # Nothing is fetched, and the clock stands on the day that the made-up items end.
        veille = open_veille(folder, clock=FrozenClock(NOW), fetcher=FakeFetcher())
        try:
            if fresh:
                fill(veille.ctx.store, items=items, sources=len(veille.config.sources))
                publish(veille, publication="revue", editions=EDITIONS)
                own_hand.write(veille, by=WHO)
            yield veille
        finally:
            veille.close()
