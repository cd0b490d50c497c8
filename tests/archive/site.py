"""The committed archive as people get it: under the strict policy, each kind of page, seen in Chromium."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.golden import COMMITTED
from veille.desk.server import listening
from veille.desk.static_site import static_site
from veille.publish.served import PRESSED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"],
    "resultTypes": ["violations", "incomplete"],
    # It would fetch the sheets a second time, for no rule among these.
    "preload": False,
}
UNDECIDED = {"color-contrast"}
"""What axe may leave to people: a cover's link lies over its text, so that all of it is one target."""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""The text spacing that readers may ask for (WCAG 1.4.12), without a style in the page."""

CUT = """() => {
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  const cut = [...document.querySelectorAll('body *:not(.unseen)')].filter((one) => {
    const style = getComputedStyle(one);
    return style.overflow !== 'visible' && style.display !== 'inline'
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  }).map((one) => one.outerHTML.slice(0, 80));
  return (wide > 0 ? [`overflow: ${wide} px`] : []).concat(cut);
}"""
"""What sticks out of the window, and what a box hides of its own text."""

LETTER = "courriel.html"
_ID = re.compile(r"[a-z2-7]{10}")
_FIRST = re.compile(r"<main[^>]*>\s*(<[^>]*>)\s*(<[^>]*>)")


def paths() -> list[str]:
    """Every page, by its path in the archive. A letter as it was sent is none: it has rules of its own."""
    found = (one.relative_to(COMMITTED) for one in COMMITTED.rglob("*.html") if one.name != LETTER)
    return sorted(one.as_posix() for one in found)


@cache
def kinds() -> dict[tuple[str, ...], str]:
    """Kind → one page of it. A kind is a shape of address and what the page begins with.

    Found in what was built, so that a new template is looked at without being named here. Of a few
    pages the longest, which has most on it; of many one in the middle, which is quicker to look at.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for path in sorted(paths(), key=_size):
        found.setdefault(_kind(path), []).append(path)
    return {kind: all_[len(all_) // 2 if len(all_) > 5 else -1] for kind, all_ in found.items()}


def editions() -> list[str]:
    """The page of every edition."""
    return [path for path in paths() if _kind(path)[:3] == ("publication", "#", "#")]


def _kind(path: str) -> tuple[str, ...]:
    found = _FIRST.search((COMMITTED / path).read_text("utf-8"))
    begins = (
        (re.sub(r' (?:id|aria-\w+)="[^"]*"| accent-\w+', "", one) for one in found.groups())
        if found
        else ()
    )
    rooms = path.split("/")
    shape = [_general(room, rooms[:place]) for place, room in enumerate(rooms)]
    return (*shape, *begins)


def _general(room: str, above: list[str]) -> str:
    """« 2026 » and « 132 » are numbers; a publication is one like another, and so is what a list names."""
    if re.fullmatch(r"\d+(-\d+)?", room):
        return "#"
    if not above and (COMMITTED / room / "numeros.rss").exists():
        return "publication"
    named = _ID.fullmatch(room) or above in (["themes"], ["dossiers"], ["territoires"])
    return "*" if named and not room.endswith(".html") else room


def _size(path: str) -> int:
    return (COMMITTED / path).stat().st_size


@contextmanager
def served(folder: Path = COMMITTED, *, packed: bool = False) -> Iterator[str]:
    """The address of the archive on this machine, with its slash; `packed` as a web host sends it."""
    site = static_site(folder)
    with listening(_packed(site) if packed else site, 0) as port:
        yield f"http://127.0.0.1:{port}/"


def _packed(site: Application) -> Application:
    """Compresses what the files that we write for nginx, Apache and Netlify have compressed."""

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        said: list[Any] = []
        body = b"".join(site(environ, lambda *told: said.extend(told)))  # type: ignore[arg-type]
        status, told = said[0], dict(said[1])
        kind = told.get("Content-Type", "").partition(";")[0]
        if kind in PRESSED and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = gzip.compress(body, 6)
            told |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        start(status, list((told | {"Content-Length": str(len(body))}).items()))
        return [body]

    return application


@dataclass
class Traffic:
    """What a page asks for, and of whom."""

    page: Page
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", lambda answer: self.answers.append(answer))

    def foreign(self, site: str) -> list[str]:
        return [one.url for one in self.answers if not one.url.startswith(site)]

    def lost(self) -> list[str]:
        return [one.url for one in self.answers if one.status >= 400]

    def weight(self) -> int:
        """Bytes of everything but pictures, as they are before any compression."""
        return sum(len(one.body()) for one in self.answers if one.request.resource_type != "image")


def faults(page: Page) -> list[str]:
    """(rule: element) of every violation, and of what axe could not decide and nobody has reviewed."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(rules) => axe.run(document, rules)", RULES)
    undecided = [one for one in found["incomplete"] if one["id"] not in UNDECIDED]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in [*found["violations"], *undecided]
        for node in one["nodes"]
    ]
