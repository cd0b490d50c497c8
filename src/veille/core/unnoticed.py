"""What a build looks at because nobody notes it: what each dossier shows, and the day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from veille.archive.filed import paged
from veille.archive.holdings import Holdings, Site, Touched
from veille.archive.manifest import hash_of
from veille.store import settings
from veille.store.engine import Connection

SHOWN = "archive.shown"
"""What the last build that ended well knew of this, as JSON."""


def looked_at(site: Site, holdings: Holdings) -> Mapping[str, str]:
    """The day, and of each dossier a mark of all that its pages show.

    Where else an item was read is told to no list of what is stale, and dossiers show it.
    """
    led = sorted(paged(holdings))
    marks = {"day": site.as_of.isoformat()}
    for one in holdings.dossiers():
        dossier = holdings.dossier(one.key)
        entries = [entry.view for entry in dossier.entries] if dossier else []
        sealed = sorted(holdings.among([entry.public_id for entry in entries]))
        dead = [(entry.url, site.dead.get(entry.url)) for entry in entries]
        marks[f"dossier {one.key}"] = hash_of(repr((dossier, sealed, led, dead)).encode())
    return marks


def noticed(c: Connection, touched: Touched, marks: Mapping[str, str]) -> Touched:
    """What a build has to make, and of this what is another since the last one."""
    if touched.whole:
        return touched
    known = json.loads(settings.get(c, SHOWN) or "{}")
    changed = {name for name, mark in marks.items() if known.get(name) != mark}
    moved = [name.removeprefix("dossier ") for name in changed - {"day"}]
    return replace(touched, dossiers=sorted(moved), agenda=touched.agenda or "day" in changed)


def note(w: Connection, marks: Mapping[str, str]) -> None:
    """To be called when the build has ended well."""
    settings.put(w, SHOWN, json.dumps(marks))
