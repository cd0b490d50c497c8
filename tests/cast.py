"""The cast of the tests: who acts, on which day, in which small centre, beside which sources.

Alice is the documentalist. Bob and Chloé receive the trial messages. The centre of Bréal watches
four sources; `feed` writes what one of them tells, `Stage` is a workspace that a test plays in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pyotp
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from veille.accounts.passwords import Cost, Passwords
from veille.core import Veille, open_veille
from veille.model.edition import Edition
from veille.model.item import Fetched, Filter, Item, Triage, Validators
from veille.model.role import Role
from veille.store.engine import Store
from veille.store.migrate import open_store
from veille.testing import FakeFetcher, FrozenClock, SeededIds

ALICE = "Alice"
BOB = "bob@quartiers.example"
CHLOE = "chloe@quartiers.example"

NOW = datetime(2026, 11, 16, 7, 45, tzinfo=UTC)
"""A Monday, a quarter to nine in Paris."""

VEILLE = f"""\
version: 1
centre:
  name: "Centre de ressources de Bréal"
  email: contact@breal.example
  territory: [R53]
site:
  archive_url: "https://archives.breal.example/"
  public_url: "https://breal.example/"
publications:
  - key: lettre
    title: "La lettre de Bréal"
    template: letter
    list: lettre
    shortcut: l
    min_items: 2
    numbering: {{next: 12}}
    propose: {{natures: [appel, evenement]}}
    sections:
      - {{key: agenda, title: "Agenda", natures: [evenement], sort: date}}
      - {{key: a-lire, title: "À lire"}}
  - key: revue
    title: "La revue de Bréal"
    template: review
    shortcut: r
    living: true
    numbering: {{next: 3, yearly: true}}
    propose: {{categories: [presse]}}
    sections:
      - {{key: themes, title: "Par thème", by: theme}}
jobs:
  - {{name: collect, task: collect, cron: "0 7 * * mon-fri", catch_up: 12h}}
  - {{name: draft-lettre, task: draft, publication: lettre, cron: "0 6 25 * *", catch_up: 2j}}
  - {{name: archive, task: archive, cron: "45 6 * * *", catch_up: 12h}}
  - {{name: backup, task: backup, cron: "30 3 * * *", catch_up: 24h}}
mail:
  from: lettre@breal.example
  reply_to: contact@breal.example
  test_to: [{BOB}, {CHLOE}]
"""

SOURCES = """\
# Ce que le centre de Bréal surveille.
sources:
  - key: gazette            # la presse
    name: "La Gazette"
    url: "https://gazette.example/rss"
    kind: rss
    category: presse
    territory: [R53]
  - key: fil                # reprend les autres
    name: "Le Fil"
    url: "https://fil.example/rss"
    kind: rss
    category: presse
  - key: ministere
    name: "Le Ministère"
    url: "https://ministere.example/rss"
    kind: rss
    category: officiel
    territory: [FR]
    rights: open
    themes: [education]
  - {key: breal, name: "Bréal", url: "https://breal.example/rss", kind: rss, own: true}
"""

THEMES = """\
themes:
  - {key: education, label: "Éducation", keywords: ["école"]}
  - {key: pre, label: "Réussite éducative", parent: education, acronyms: [PRE]}
  - {key: logement, label: "Logement", keywords: ["logement", "bailleur"]}
natures:
  - {key: evenement, label: "Événement", keywords: ["colloque"]}
  - {key: appel, label: "Appel à projets", keywords: ["appel à projets"]}
  - {key: rapport, label: "Rapport"}
"""

GAZETTE = "https://gazette.example/rss"
FIL = "https://fil.example/rss"
MINISTERE = "https://ministere.example/rss"
BREAL = "https://breal.example/rss"


@dataclass(frozen=True)
class Told:
    """One entry of a feed. Without `guid`, its address is its identifier."""

    title: str
    url: str = ""
    excerpt: str = ""
    guid: str = ""
    at: datetime = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)


def rss(*entries: Told) -> bytes:
    """A small RSS 2.0 feed."""
    inside = "".join(
        "<item>"
        f"<title>{escape(one.title)}</title>"
        f"{f'<link>{escape(one.url)}</link>' if one.url else ''}"
        f'<guid isPermaLink="false">{escape(one.guid or one.url)}</guid>'
        f"<pubDate>{format_datetime(one.at)}</pubDate>"
        f"<description>{escape(one.excerpt)}</description>"
        "</item>"
        for one in entries
    )
    return f'<rss version="2.0"><channel><title>Essai</title>{inside}</channel></rss>'.encode()


def feed(*entries: Told, url: str = GAZETTE, etag: str | None = None) -> Fetched:
    """What a server answers when it tells these entries."""
    headers = {"content-type": "application/rss+xml"}
    return Fetched(url, 200, headers, rss(*entries), Validators(etag))


def not_modified(url: str = GAZETTE, etag: str | None = None) -> Fetched:
    return Fetched(url, 304, {}, b"", Validators(etag))


SCHOOL = Told(
    "L’école ouvre une classe de quartier",
    "https://gazette.example/ecole",
    "La rentrée se prépare à l’école du Champ-Girault.",
)
RENTS = Told(
    "Le bailleur gèle ses loyers",
    "https://gazette.example/loyers",
    "Les locataires du logement social attendaient cette décision.",
)
CALL = Told(
    "Appel à projets : des jardins au pied des tours",
    "https://ministere.example/jardins",
    "Les dossiers sont à déposer avant la fin de l’année.",
)
MEETING = Told(
    "Colloque sur la réussite éducative",
    "https://breal.example/colloque",
    "Une journée d’étude à Bréal.",
)


def everyday() -> dict[str, Fetched | Exception]:
    """What the four sources tell on an ordinary Monday: four items, and one of them twice."""
    return {
        GAZETTE: feed(SCHOOL, RENTS),
        FIL: feed(Told("Vu dans la Gazette : l’école", SCHOOL.url, guid="fil-1"), url=FIL),
        MINISTERE: feed(CALL, url=MINISTERE),
        BREAL: feed(MEETING, url=BREAL),
    }


def make_workspace(
    folder: Path, *, veille: str = VEILLE, sources: str = SOURCES, themes: str = THEMES
) -> Path:
    """The three files, and what signs links; the rest is made by the program."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, text in (("veille", veille), ("sources", sources), ("themes", themes)):
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    (folder / "data" / "secret").write_text("un secret d’essai", encoding="utf-8")
    return folder


def rewrite(file: Path, old: str, new: str) -> None:
    """What a person does in an editor: the text must be there once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"« {old} » is {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


class Compiled(BytecodeCache):
    """Templates compiled once for all tests: it is half of their time. A changed one is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
PLAIN = Compiled()
CHEAP = Cost(time=1, memory=8, lanes=1)
"""A hash that costs nothing: what a real one costs is proved once, in tests/accounts."""


@dataclass
class Stage:
    """A workspace with its clock and its web. Open it as often as the play needs."""

    folder: Path
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(NOW))
    web: FakeFetcher = field(default_factory=lambda: FakeFetcher(everyday()))
    compiled: BytecodeCache = COMPILED
    printing: bool = False
    """A PDF takes two seconds: only what tells of PDF prints."""
    pauses: list[float] = field(default_factory=list)
    """Seconds that would have been waited between two pages of one host."""

    @contextmanager
    def opened(self) -> Iterator[Veille]:
        """The program at work on this workspace, as the files are now."""
        veille = open_veille(
            self.folder,
            clock=self.clock,
            ids=SeededIds(),
            fetcher=self.web,
            passwords=Passwords(CHEAP),
            printing=self.printing,
            pause=self.pauses.append,
        )
        veille.ctx.templates._bounded.bytecode_cache = self.compiled
        veille.ctx.templates._plain.bytecode_cache = PLAIN
        try:
            yield veille
        finally:
            veille.close()

    @property
    def database(self) -> Path:
        return self.folder / "data" / "veille.db"


def blank_store(folder: Path) -> Path:
    """A store that was migrated and closed: copied, it spares each test the migration."""
    path = folder / "blank.db"
    open_store(path).close()
    return path


def stage(folder: Path, blank: Path) -> Stage:
    """A workspace in `folder` around a copy of a blank store."""
    made = Stage(make_workspace(folder))
    shutil.copy(blank, made.database)
    return made


def by_url(veille: Veille) -> dict[str | None, Item]:
    """Every item by its address."""
    return {item.url: item for item in veille.items.listed(Filter(limit=10_000))}


def select_for(veille: Veille, publication: str, *told: Told) -> None:
    """Alice retains these items for a publication, with the themes that rules proposed."""
    items = by_url(veille)
    for one in told:
        form = Triage(accept=True, select=(publication,), summary=f"Note : {one.title}.")
        veille.items.triage(items[one.url].public_id, form, by=ALICE)


def sealed(veille: Veille, publication: str, *told: Told) -> Edition:
    """An edition of these items, drafted and sealed by Alice."""
    select_for(veille, publication, *told)
    draft = veille.drafts.new(publication, by=ALICE)
    return veille.sealing.seal(str(draft.id), by=ALICE)


PASSWORD = "tulipe verre gazon nuage"


def settle(veille: Veille, name: str, role: Role = Role.ADMINISTRATION) -> str:
    """An account that comes in by a password; returns a session's key of its owner."""
    if name == ALICE:
        token = veille.access.new_link(name)
    else:
        email = f"{name.lower()}@breal.example"
        token = veille.team.add(name, email, role, by=ALICE)
    key = veille.access.redeem(token)
    assert key
    if name == ALICE:
        with veille.ctx.store.write() as w:
            w.exec_driver_sql(
                "UPDATE person SET email = 'alice@breal.example' WHERE name = 'Alice'"
            )
    return veille.account.set_password(PASSWORD, current="", by=name, key=key)


def enrol(veille: Veille, name: str, role: Role = Role.ADMINISTRATION) -> Callable[[datetime], str]:
    """The same, with a telephone that makes codes."""
    key = settle(veille, name, role)
    secret = veille.account.enrol(by=name).secret
    telephone = pyotp.TOTP(secret)
    veille.account.start_codes(secret, telephone.at(veille.clock.now()), by=name, key=key)
    return telephone.at


Rows = Mapping[str, list[tuple[object, ...]]]


def rows(store: Store, *tables: str) -> Rows:
    """Table → its rows, every column, in a fixed order: equal before and after, nothing was written."""
    with store.read() as r:
        return {
            name: sorted(
                (tuple(row) for row in r.exec_driver_sql(f"SELECT * FROM {name}")),  # noqa: S608
                key=repr,
            )
            for name in tables
        }


def held_work(veille: Veille) -> list[Callable[[], None]]:
    """Jobs launched from now on: each is kept here, and starts when it is called."""
    kept: list[Callable[[], None]] = []

    def begin(name: str, work: Callable[[], None]) -> Callable[[], None]:
        kept.append(work)
        return lambda: None

    veille.jobs.begin = begin
    return kept


def draft_for_two(veille: Veille, stage: Stage) -> str:
    """The public id of a drafted letter that a second person must validate."""
    rewrite(
        stage.folder / "veille.yml",
        "    shortcut: l\n",
        "    shortcut: l\n    validation: required\n",
    )
    veille.reload()
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS)
    return veille.drafts.new("lettre", by=ALICE).public_id
