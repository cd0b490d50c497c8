"""A documentalist's morning, cut short by a power failure at a given step, then done to the end.

`python -m tests.core.killed BLANK FOLDER COUNT [collect]` plays it once undisturbed, then COUNT times
killed at steps spread over it, and prints one line of JSON for each; `collect` plays two collects only.
A step is a statement sent to the database, a commit, or a file put in its place. Each life is a process
of its own, forked from this one, which opens nothing: the price of starting Python is paid once.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event

from tests.cast import (
    ALICE,
    BREAL,
    CALL,
    FIL,
    GAZETTE,
    MEETING,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    everyday,
    feed,
    stage,
)
from veille.core import Veille
from veille.errors import FetchError, WorkspaceError
from veille.model.edition import EditionState
from veille.model.item import Fetched, State, Triage, Validators
from veille.store.engine import Store, check_integrity

ELSEWHERE = "https://ailleurs.example/enquete"
ORPHAN = Told("Une brève sans adresse", guid="breve-1")

# What a person would call the same: no id, no instant, nothing that says when a source was asked.
_CONTENT = {
    "item": "SELECT i.url_key, i.public_id, i.url, i.title, i.excerpt, i.published_at, i.state,"
    " i.nature, i.nature_by, i.nature_why, i.summary, i.language, i.access, s.key,"
    " h.url_key, i.story_by FROM item i JOIN source s ON s.id = i.source_id"
    " LEFT JOIN item h ON h.id = i.story",
    "probe": "SELECT i.url_key, a.day, a.probe FROM title_probe a JOIN item i ON i.id = a.item_id",
    "sighting": "SELECT s.key, g.guid, i.url_key FROM sighting g"
    " JOIN source s ON s.id = g.source_id JOIN item i ON i.id = g.item_id",
    "theme": "SELECT i.url_key, t.key, a.origin, a.score, a.why FROM item_theme a"
    " JOIN item i ON i.id = a.item_id JOIN theme t ON t.id = a.theme_id",
    "territory": "SELECT i.url_key, a.code, a.origin FROM item_territory a"
    " JOIN item i ON i.id = a.item_id",
    "search": "SELECT i.url_key, a.stems FROM item_search a JOIN item i ON i.id = a.item_id",
    "found": "SELECT i.url_key FROM item i"
    " WHERE i.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH 'ecol')",
    "source": "SELECT key, name, url, state FROM source",
    "host": "SELECT name, robots, crawl_delay FROM host",
    "selection": "SELECT i.url_key, c.publication, e.public_id FROM selection c"
    " JOIN item i ON i.id = c.item_id LEFT JOIN edition e ON e.id = c.edition_id",
    "edition": "SELECT public_id, publication, state, date, number, slug, title, subject, view,"
    " html_sha256, text_sha256 FROM edition",
    "entry": "SELECT e.public_id, s.key, s.title, s.position, n.position, n.frozen FROM entry n"
    " JOIN section s ON s.id = n.section_id JOIN edition e ON e.id = s.edition_id",
    "blob": "SELECT sha256, bytes FROM blob",
    "permalink": "SELECT path, kind, object FROM permalink",
    "journal": "SELECT p.name, j.verb, j.before, j.after FROM journal j"
    " JOIN person p ON p.id = j.person_id",
}
Content = Mapping[str, list[str]]


@dataclass(frozen=True)
class Outcome:
    """What became of one morning that was cut short."""

    at: int
    steps: int
    killed: bool
    ended: bool
    sound: bool
    different: list[str]


def morning(veille: Veille) -> None:
    """Everything from the feeds to the archive; started again, it does what is left."""
    veille.collect()
    veille.items.triage(RENTS.url, Triage(state=State.DROPPED), by=ALICE)
    _edition(veille, "lettre", SCHOOL, MEETING, CALL)
    _edition(veille, "revue", SCHOOL, Told("", ELSEWHERE))
    veille.items.triage(CALL.url, Triage(select=("revue",)), by=ALICE)
    veille.archive.build()


PAGE = "https://ville.example/actus"
WATCHED = f"""\
  - key: ville
    name: "La ville"
    url: "{PAGE}"
    kind: page
    page: {{item: li, title: a, link: a}}
"""


def two_collects(play: Stage, veille: Veille) -> None:
    """Sources that tell, then tell more and otherwise, of which one fails: pages, feeds, robots.txt."""
    veille.collect()
    play.web.answers[GAZETTE] = feed(
        Told("L’école ouvre deux classes", SCHOOL.url, SCHOOL.excerpt),
        Told("Un parc", "https://gazette.example/parc"),
    )
    play.web.answers[PAGE] = _page(PAGE, "<li><a href='/b'>Une bourse</a></li>")
    play.web.answers[BREAL] = FetchError("délai dépassé")
    veille.collect()


def _page(url: str, body: str) -> Fetched:
    return Fetched(url, 200, {}, body.encode(), Validators())


def _edition(veille: Veille, publication: str, *told: Told) -> None:
    if not veille.editions.listed(publication):
        for one in told:
            form = Triage(accept=True, select=(publication,), summary="Une note.")
            veille.items.triage(one.url, form, by=ALICE)
        veille.drafts.new(publication, by=ALICE)
    for edition in veille.editions.listed(publication, EditionState.DRAFT):
        veille.sealing.seal(edition.public_id, by=ALICE)


def web() -> dict[str, Fetched | Exception]:
    """An ordinary Monday, with one item that two sources tell, one without an address, one story."""
    answers = everyday()
    answers[BREAL] = feed(
        MEETING, Told(f"{SCHOOL.title} – La Gazette", "https://breal.example/classe"), url=BREAL
    )
    answers[GAZETTE] = feed(
        SCHOOL, RENTS, Told("Une enquête sur l’école", ELSEWHERE, guid="g-9"), ORPHAN
    )
    answers[FIL] = feed(
        Told("Vu dans la Gazette", SCHOOL.url, guid="fil-1"),
        Told("L’enquête du jour", ELSEWHERE, guid="fil-9"),
        url=FIL,
    )
    return answers


def content(play: Stage) -> Content:
    """What the store and the archive hold, in a form that two workspaces share."""
    store = Store(play.database)
    with store.read() as r:
        held = {
            name: sorted(repr(tuple(row)) for row in r.exec_driver_sql(query))
            for name, query in _CONTENT.items()
        }
    store.close()
    root = play.folder / "archive"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    held["archive"] = [f"{path.relative_to(root)} {path.read_bytes()!r}" for path in files]
    return held


def live(play: Stage, die_at: int = 0, *, whole: bool = True) -> tuple[int, bool, int]:
    """One life in a process of its own: (exit code, whether it was killed, steps it took)."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        code = 1
        try:
            count = _count_steps(play.folder, die_at)
            with play.opened() as veille:
                if whole:
                    morning(veille)
                else:
                    two_collects(play, veille)
            os.write(tell, str(count()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(tell)
    with os.fdopen(told) as pipe:
        steps = int(pipe.read() or 0)
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return os.waitstatus_to_exitcode(status), killed, steps


def _count_steps(folder: Path, die_at: int) -> Callable[[], int]:
    """Counts every step from now on, and kills this process as one of them is about to be made."""
    taken = 0

    def step(*_args: object) -> None:
        nonlocal taken
        taken += 1
        if taken == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def file_moved(name: str, args: tuple[object, ...]) -> None:
        if name == "os.rename" and Path(str(args[1])).is_relative_to(folder):
            step()

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    sys.addaudithook(file_moved)
    return lambda: taken


def cut_short(
    blank: Path, folder: Path, expected: Content, at: int, steps: int, *, whole: bool
) -> Outcome:
    """Killed at one step, then lived again to the end."""
    play = new(blank, folder, f"killed-{at}", whole=whole)
    _code, killed, _ = live(play, die_at=at, whole=whole)
    code, _, _ = live(play, whole=whole)
    held = content(play)
    sound = False
    with suppress(WorkspaceError):
        check_integrity(play.database)
        sound = True
    different = [name for name in expected if held[name] != expected[name]]
    return Outcome(at, steps, killed, code == 0, sound, different)


def new(blank: Path, folder: Path, name: str, *, whole: bool) -> Stage:
    """A workspace as it is before the morning. Templates are compiled once for all of them."""
    play = stage(folder / name, blank)
    play.web.answers = web()
    if not whole:
        file = play.folder / "sources.yml"
        file.write_text(file.read_text("utf-8") + WATCHED, "utf-8")
        robots = f"{PAGE.removesuffix('actus')}robots.txt"
        play.web.answers[PAGE] = _page(PAGE, "<li><a href='/a'>Une aide</a></li>")
        play.web.answers[robots] = _page(robots, "User-agent: *\nCrawl-delay: 9")
    play.compiled = FileSystemBytecodeCache(str(folder))
    return play


def main(blank: Path, folder: Path, count: int, *, whole: bool) -> None:
    """Prints one Outcome a line; two mornings are played at a time."""
    first = new(blank, folder, "whole", whole=whole)
    code, _, steps = live(first, whole=whole)
    if code != 0:
        raise SystemExit("the undisturbed morning failed")
    expected = content(first)
    # Answers that come together are stored together: another run may take fewer steps.
    reach = steps if whole else steps * 4 // 5
    places = [1 + int((rank + 0.5) * reach / count) for rank in range(count)]
    plays = [(blank, folder, expected, at, steps) for at in places]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for outcome in pool.starmap(partial(cut_short, whole=whole), plays, chunksize=1):
            print(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), whole=len(sys.argv) < 5)
