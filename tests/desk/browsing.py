"""What the browser tests share: complaints heard, overflow seen, keys and clicks counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Route

from tests.cast import ALICE
from veille.core import Veille

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def watched(page: Page) -> list[str]:
    """What the page complains of: errors of scripts, policies violated, requests that failed."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def lost(request: Request) -> None:
        # A page that is left while it still asks for something has nothing to complain of.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(request.url)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lost)
    return complaints


def let_go(page: Page, held: Sequence[Route]) -> None:
    """The first request that a route holds back, once it is held: a page tells of a request before that."""
    for _frame in range(1800):
        if held:
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    held[0].continue_()


def enter(page: Page, desk_url: str, veille: Veille) -> None:
    """Alice comes in by a link."""
    page.goto(f"{desk_url}/bureau/entrer/{veille.access.new_link(ALICE)}")
    page.wait_for_url("**/bureau/")


@dataclass
class Hands:
    """Somebody at the keyboard: every key, click and page is counted, by task."""

    page: Page
    counts: dict[str, list[int]] = field(default_factory=dict)
    task: str = ""

    def __post_init__(self) -> None:
        self.page.on("load", lambda _page: self._add(2))

    def begin(self, task: str) -> None:
        self.task = task
        self.counts.setdefault(task, [0, 0, 0])

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self._add(0)

    def type(self, text: str) -> None:
        """Words: told apart from keys that decide something, so not counted."""
        self.page.keyboard.type(text)

    def click(self, what: Locator) -> None:
        what.click()
        self._add(1)

    def _add(self, what: int) -> None:
        if self.task:
            self.counts[self.task][what] += 1

    def told(self) -> str:
        """One line a task: keys, clicks, pages."""
        lines = [f"  {'':<44}{'touches':>9}{'clics':>7}{'pages':>7}"]
        for task, (keys, clicks, pages) in self.counts.items():
            lines.append(f"  {task:<44}{keys:>9}{clicks:>7}{pages:>7}")
        return "\n".join(lines)
