"""Rows of sources follow the file, except those that never had a line in it."""

from __future__ import annotations

from sqlalchemy import select, update

from veille.model.declared import Source
from veille.store import sources
from veille.store.engine import Store
from veille.store.tables import source


def declared(key: str) -> Source:
    return Source(key=key, name=key.title(), url=f"https://{key}.example/", kind="rss")


def states(store: Store) -> dict[str, str]:
    with store.read() as r:
        return {row.key: row.state for row in r.execute(select(source.c.key, source.c.state))}


def test_an_outlet_and_a_reserved_row_live_without_a_line(store: Store) -> None:
    with store.write() as w:
        sources.sync(w, [declared("une"), declared("centre")])
        sources.outlet(w, "ajout-le-quartier", "Le Quartier", "https://lequartier.example/")
        w.execute(update(source).where(source.c.key == "centre").values(name="Nous"))
    with store.read() as r:
        assert sources.in_step(r, [declared("une")])
        assert not sources.in_step(r, [])
    with store.write() as w:
        sources.sync(w, [])
    assert states(store) == {"une": "retired", "centre": "active", "ajout-le-quartier": "found"}


def test_an_outlet_that_the_file_comes_to_declare_is_a_source_like_others(store: Store) -> None:
    with store.write() as w:
        first = sources.outlet(w, "ajout-le-quartier", "Le Quartier", "https://a.example/")
        assert sources.outlet(w, "ajout-le-quartier", "Autre nom", "https://b.example/") == first
    with store.read() as r:
        assert not sources.in_step(r, [declared("ajout-le-quartier")])
    with store.write() as w:
        sources.sync(w, [declared("ajout-le-quartier")])
    assert states(store) == {"ajout-le-quartier": "active"}
