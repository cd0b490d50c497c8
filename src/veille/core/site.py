"""What every page of the archive is given, and the mark by which a build knows whether it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from veille import __version__
from veille.archive.holdings import Shelf, Site, ThemeLine
from veille.archive.manifest import hash_of
from veille.core.context import Context
from veille.model.dossier import DossierState
from veille.store import dossiers, events, links, settings, shelves, themes
from veille.store.engine import Connection
from veille.text.dates import paris_day

WORKSPACE = "workspace"
AS_OF = "as_of"


def site(c: Connection, ctx: Context) -> Site:
    """As the three files and the store say now."""
    as_of = settings.get(c, AS_OF)
    return Site(
        workspace=settings.get(c, WORKSPACE) or "",
        centre=ctx.config.centre.centre,
        archive_url=ctx.config.archive_url,
        as_of=date.fromisoformat(as_of) if as_of else paris_day(ctx.clock.now()),
        shelves=(*_declared(ctx), *_retired(c, ctx)),
        themes=tuple(ThemeLine(key, label, parent) for key, label, parent, _ in themes.labels(c)),
        merged={old: theme.key for theme in ctx.config.themes for old in theme.replaces},
        dossiers=bool(dossiers.listed(c, DossierState.PUBLIC)),
        events=events.any_public(c),
        history=ctx.config.history,
        dead=links.dead_days(c),
    )


def _declared(ctx: Context) -> Iterator[Shelf]:
    """In the order of veille.yml."""
    for rule in ctx.config.centre.publications:
        yield Shelf(rule.key, rule.title, rule.accent, rule.rhythm, rule.living)


def _retired(c: Connection, ctx: Context) -> Iterator[Shelf]:
    """Publications that left the file keep their pages."""
    declared = {rule.key for rule in ctx.config.centre.publications}
    for key in sorted({key for key, _year in shelves.shelf_years(c)} - declared):
        last = shelves.editions(c, key, limit=1)[0]
        yield Shelf(key, last.publication_title, last.accent, last.rhythm)


def frame(c: Connection, ctx: Context) -> str:
    """A mark of what all pages share: the site without its day, the templates, this program's version."""
    shared = replace(site(c, ctx), as_of=date.min, dead={})
    laid = [
        f"{path.relative_to(folder).as_posix()} {hash_of(path.read_bytes())}"
        for folder in ctx.templates.folders
        for path in sorted((folder / "archive").rglob("*"))
        if path.is_file()
    ]
    # What the centre writes, and what its dossiers hold, shows the names as they are now.
    names = sorted((one.key, one.name) for one in ctx.config.sources)
    words = [__version__, repr(shared), repr(ctx.config.natures), repr(names), *laid]
    return hash_of("\n".join(words).encode())
