"""The demo: a fictional centre's Monday, over the facade. Another folder of feeds works in its place."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from veille.cli.collect import summary
from veille.config.workspace import init
from veille.core import Veille, open_veille
from veille.errors import RefusedError, WorkspaceError
from veille.model.edition import EditionState
from veille.model.item import Filter, Item
from veille.testing import SeededIds
from veille.text.dates import PARIS, paris_day
from veille.text.french import NBSP, count, long_date

from . import own
from .dossier import grow
from .expected import Record, aside, day_of, measured, publications, records, selected, waits
from .sample_web import SampleWeb, connect, copy_web

HERE = Path(__file__).parent
WHO, READER = "documentaliste", "direction"


def run(folder: Path, *, leave: bool, now: datetime | None = None) -> None:
    """The whole chain in `folder`, then the desk unless `leave`; started again, it does what is left."""
    if not (folder / "data" / "now").exists():
        make(folder, now or monday(datetime.now(PARIS)))
    web = SampleWeb(folder / "data" / "web")
    connect(folder, web)
    veille = open_veille(folder, ids=SeededIds())
    printer, veille.ctx.printer = veille.ctx.printer, None  # its past, printed, would take a while
    try:
        work(veille)
        veille.ctx.printer = printer
        if not leave:
            from veille.desk.server import serve  # Flask is slow to import: only when needed

            serve(veille, port=8080, archive_port=8081, by=WHO, say=click.echo)
    finally:
        veille.close()
        web.close()


def monday(today: datetime) -> datetime:
    """Monday of this week at a quarter to nine, when the press review is made."""
    start = today - timedelta(days=today.weekday())
    return start.replace(hour=8, minute=45, second=0, microsecond=0)


def make(folder: Path, now: datetime) -> None:
    """A workspace of its own, with its sites and its now, which stays. Refuses a folder in use."""
    if folder.exists() and any(folder.iterdir()):
        words = (
            "« {0} » n’est pas vide, et n’est pas une démonstration : choisissez un autre dossier"
        )
        raise WorkspaceError(words.format(folder))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "sources.yml", folder)
    init(folder)
    copy_web(HERE / "web", folder / "data" / "web", now)
    (folder / "data" / "now").write_text(now.isoformat(), "utf-8")


def work(veille: Veille) -> None:
    """Collect, triage, compose, seal, send, archive."""
    click.echo(f"Collecte{NBSP}: {summary(veille.collect())}")
    done = veille.workspace.data / "demo-done"
    if not done.exists():
        known = records(HERE / "expected.yml")
        found = veille.items.listed(Filter(limit=10_000))
        items = {item.url: item for item in found if item.url in known}
        click.echo(measured(items.values(), known))
        triage(veille, [(items[url], record) for url, record in known.items() if url in items])
        if items:
            own.write(veille, by=WHO)
        done.touch()
    grow(veille, by=WHO)
    tell(veille)


def triage(veille: Veille, decided: list[tuple[Item, Record]]) -> None:
    """What the documentalist decides: drops, then the editions from the oldest to today's."""
    today = paris_day(veille.clock.now())
    for item, record in decided:
        if form := aside(record):
            veille.items.triage(item.public_id, form, by=WHO)
    ready = [one for one in decided if publications(one[1]) and not waits(one[1])]
    for weeks in (2, 1, 0):
        day = today - timedelta(weeks=weeks)
        edition(veille, "revue", day, [one for one in ready if day_of(one[0]) < day])
    for key in ("lettre", "alerte"):
        edition(veille, key, today, ready)
    for item, record in decided:
        if waits(record):
            veille.items.triage(item.public_id, selected(record, "revue", today), by=WHO)


def edition(veille: Veille, key: str, day: date, ready: list[tuple[Item, Record]]) -> None:
    """One edition sealed and its trial messages laid; one made before is only finished."""
    made = [one for one in veille.editions.listed(key) if one.date == day]
    if not made:
        today = paris_day(veille.clock.now())
        for item, record in ready:
            if key in publications(record) and not published(veille, item, key):
                veille.items.triage(item.public_id, selected(record, key, today), by=WHO)
        try:
            made = [veille.drafts.new(key, by=WHO, day=day)]
        except RefusedError as reason:  # too little waits: said, and no fault
            click.echo(str(reason))
    for one in made:
        if one.state is not EditionState.SEALED:
            veille.validating.validate(str(one.id), by=READER)
            veille.sealing.seal(str(one.id), by=WHO)
        veille.send(str(one.id), by=WHO)


def published(veille: Veille, item: Item, key: str) -> bool:
    return any(one.publication == key for one in veille.items.get(item.public_id).published_in)


def tell(veille: Veille) -> None:
    """What was collected, kept, published and sent, and where each file lies."""
    built = veille.archive.build()
    counts = veille.items.counts()
    click.echo(
        f"{long_date(paris_day(veille.clock.now()))}{NBSP}: "
        f"{count(sum(counts.values()), 'élément', 'éléments')}, {counts.get('new', 0)} à trier, "
        f"{counts.get('kept', 0)} retenus, {counts.get('dropped', 0)} écartés."
    )
    click.echo(f"Publié{NBSP}:")
    for one in reversed(veille.editions.listed(state=EditionState.SEALED)):
        if one.view:
            size = count(len(one.view.entries), "élément", "éléments")
            place = veille.workspace.archive / one.view.path / "index.html"
            click.echo(f"  {one.view.publication_title} n° {one.view.slug}, {size}{NBSP}: {place}")
    sent = list(veille.workspace.outbox.glob("*.eml"))
    click.echo(
        f"Envoyé à l’essai{NBSP}: {count(len(sent), 'courriel', 'courriels')} dans {veille.workspace.outbox}"
    )
    written = count(len(built.written), "écrit", "écrits")
    click.echo(
        f"Archive{NBSP}: {count(built.pages, 'fichier', 'fichiers')}, {written}, dans {veille.workspace.archive}"
    )
