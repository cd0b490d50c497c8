"""The facade: `Veille` joins the verbs, one small class per noun. Entry points see nothing lower."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from veille.accounts.passwords import Passwords
from veille.archive.write import Built
from veille.collect.reach.fetch import HttpFetcher, user_agent
from veille.compose.paper import Paper
from veille.config.load import Config, load
from veille.config.workspace import Workspace, find
from veille.core.access import Access
from veille.core.account import Account
from veille.core.adding import Adding, Addition, Looked
from veille.core.arranging import Arranging
from veille.core.background import Background
from veille.core.backups import Backups, restore
from veille.core.collecting import CollectReport, Progress, SourceResult, collect
from veille.core.comments import Comments
from veille.core.context import Context, RandomIds, Reading, clock_of
from veille.core.dossiers import Dossiers
from veille.core.drafts import Drafts
from veille.core.editions import Editions
from veille.core.elsewhere import Elsewhere
from veille.core.errata import Errata
from veille.core.events import Events
from veille.core.health import SourceHealth, Worth
from veille.core.items import Items
from veille.core.jobs import PUBLISHING, Jobs
from veille.core.journal import Journal
from veille.core.links import Links
from veille.core.lists import ListReading, Lists
from veille.core.locking import hold_open
from veille.core.looking import Found, row_of
from veille.core.mailroom import Mailroom
from veille.core.otherwise import OTHERWISE
from veille.core.outgoing import Outgoing
from veille.core.pieces import Pieces
from veille.core.publications import Publications
from veille.core.published_links import PublishedLinks
from veille.core.publishing import Archive
from veille.core.reviews import Reviews
from veille.core.revisions import Revisions
from veille.core.scratch import Scratches
from veille.core.sealing import Sealing
from veille.core.searches import Searches
from veille.core.searching import Searching
from veille.core.sending import send_trial
from veille.core.site import WORKSPACE
from veille.core.sources import Sources
from veille.core.starting import Starting
from veille.core.stories import Stories
from veille.core.team import Team
from veille.core.territories import Territories, recall
from veille.core.trying import Trial
from veille.core.undo import Undone
from veille.core.validating import Validating
from veille.core.vocabulary import Vocabulary
from veille.ports import Clock, Fetcher, Ids
from veille.shipped import shipped
from veille.store import settings, sources, themes
from veille.store.engine import Store
from veille.store.jobs import JobRun
from veille.store.migrate import open_store
from veille.templating import Templates

__all__ = [
    "OTHERWISE",
    "PUBLISHING",
    "Addition",
    "Built",
    "CollectReport",
    "Found",
    "JobRun",
    "ListReading",
    "Looked",
    "SourceHealth",
    "SourceResult",
    "Trial",
    "Undone",
    "Veille",
    "Worth",
    "open_veille",
    "restore",
    "row_of",
]


class Veille:
    """A workspace at work. Every method says what it raises; all of it is VeilleError."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.sources = Sources(ctx, self.reload)
        self.lists = Lists(ctx, self.sources)
        self.mailbox = Mailroom(ctx)
        self.adding = Adding(ctx)
        self.items = Items(ctx)
        self.stories = Stories(ctx)
        self.revisions = Revisions(ctx)
        self.editions = Editions(ctx)
        self.drafts = Drafts(ctx)
        self.arranging = Arranging(ctx)
        self.validating = Validating(ctx)
        self.sealing = Sealing(ctx)
        self.links = Links(ctx)
        self.published_links = PublishedLinks(ctx)
        self.errata = Errata(ctx)
        self.elsewhere = Elsewhere(ctx, self.editions)
        self.pieces = Pieces(ctx)
        self.events = Events(ctx)
        self.archive = Archive(ctx, self.editions)
        self.outgoing = Outgoing(ctx)
        self.access = Access(ctx)
        self.account = Account(ctx)
        self.team = Team(ctx)
        self.journal = Journal(ctx)
        self.comments = Comments(ctx)
        self.reviews = Reviews(ctx, self.editions)
        self.backups = Backups(ctx)
        self.publications = Publications(ctx, self.reload)
        self.vocabulary = Vocabulary(ctx, self.reload)
        self.territories = Territories(ctx)
        self.search = Searching(ctx)
        self.searches = Searches(ctx)
        self.dossiers = Dossiers(ctx)
        self.scratch = Scratches(ctx)
        self.jobs = Jobs(self)
        self.followers: list[Callable[[], None]] = []
        """Whoever must know that the three files say something else now."""
        self.background = Background()
        self.starting = Starting(ctx, self.sources, self.items, self.drafts, self.background)

    @property
    def config(self) -> Config:
        return self.ctx.config

    @property
    def clock(self) -> Clock:
        return self.ctx.clock

    @property
    def workspace(self) -> Workspace:
        return self.ctx.workspace

    def collect(
        self,
        keys: Sequence[str] = (),
        *,
        slot: datetime | None = None,
        progress: Progress | None = None,
    ) -> CollectReport:
        """Asks the sources named, or all that are enabled; a failing source is in the report."""
        return collect(self.ctx, keys, slot=slot, progress=progress)

    def send(self, edition: str, *, by: str) -> list[Path]:
        """Lays one trial message per mail.test_to in the outbox."""
        return send_trial(self.ctx, self.editions, edition, by=by)

    def reload(self) -> None:
        """Takes up what the three files say now. Raises ConfigError; the last good reading then stays."""
        config = load(self.ctx.workspace.folder)
        _introduce(self.ctx.store, config, self.ctx.ids)
        self.ctx.reading = Reading(config)
        for told in self.followers:
            told()

    def close(self) -> None:
        """Lets the workspace go, once what runs in the background has ended."""
        self.background.close()
        self.links.close()
        self.jobs.stop()
        self.archive.stop()
        self.ctx.fetcher.close()
        self.ctx.store.close()
        self.ctx.held.close()


def open_veille(
    folder: Path | None = None,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    fetcher: Fetcher | None = None,
    passwords: Passwords | None = None,
    printing: bool = True,
    pause: Callable[[float], None] = time.sleep,
) -> Veille:
    """The workspace in `folder` (else VEILLE_HOME, else here), its store made or migrated if need be.

    Without `printing` editions are sealed without PDF, and nothing is said of it. `pause` waits
    so many seconds between two pages of one host.

    Raises WorkspaceError, ConfigError.
    """
    workspace = find(folder)
    config = load(workspace.folder)
    clock = clock or clock_of(workspace)
    ids = ids or RandomIds()
    with ExitStack() as opening:
        held = opening.enter_context(hold_open(workspace))
        store = open_store(workspace.database)
        opening.callback(store.close)
        _introduce(store, config, ids)
        recall(store)
        fetcher = fetcher or _http(config)
        opening.pop_all()  # all went well: `close` lets go of them
    templates = Templates(workspace.templates, ours=shipped("templates"))
    passwords = passwords or Passwords()
    reading, printer = Reading(config), Paper() if printing else None
    return Veille(
        Context(
            workspace,
            reading,
            store,
            clock,
            ids,
            fetcher,
            templates,
            held,
            passwords,
            printer,
            pause,
        )
    )


def _http(config: Config) -> Fetcher:
    settings = config.centre.collect
    return HttpFetcher(settings, user_agent(settings.contact))


def _introduce(store: Store, config: Config, ids: Ids) -> None:
    """Makes the store know its own name, and what the three files declare."""
    with store.read() as r:
        name = settings.get(r, WORKSPACE)
        known = sources.in_step(r, config.sources) and themes.in_step(r, config.themes)
    if name is not None and known:
        return
    with store.write() as w:
        if name is None:
            settings.put(w, WORKSPACE, ids.public_id(f"workspace:{config.centre.centre.name}"))
        sources.sync(w, config.sources)
        themes.sync(w, config.themes)
