"""A letter open in a real browser: what overflows, what is too small, what is read in which order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_LOOK = """() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const style = getComputedStyle(node.parentElement);
    texts.push([node.data.trim().slice(0, 60), parseFloat(style.fontSize), box.top, box.bottom,
                box.left, box.right]);
  }
  const flat = [...document.links].filter(
    (a) => !getComputedStyle(a).textDecorationLine.includes('underline')).length;
  const root = document.documentElement;
  return {overflow: root.scrollWidth - root.clientWidth, texts, flat};
}"""
# A letter is no page: it stands in one, which has the landmarks.
_RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"],
    "rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}},
}


@dataclass(frozen=True)
class Seen:
    """What a reader has in front of them at one width."""

    overflow: int
    """Pixels that stick out at the right."""
    smallest: float
    """Pixels of the smallest text."""
    texts: tuple[str, ...]
    backwards: tuple[tuple[str, str], ...]
    """Texts that stand above the one that comes before them in the source, and not at its right."""
    flat_links: int
    """Links that only their colour tells from the text."""


def look(page: Page, html: str, width: int) -> Seen:
    """Opens a letter at a width. Nothing may be asked of any server."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(html, wait_until="domcontentloaded")
    found = page.evaluate(_LOOK)
    texts = found["texts"]
    pairs = itertools.pairwise(texts)
    return Seen(
        overflow=found["overflow"],
        smallest=min(one[1] for one in texts),
        texts=tuple(one[0] for one in texts),
        backwards=tuple((a[0], b[0]) for a, b in pairs if b[3] <= a[2] and b[4] < a[5]),
        flat_links=found["flat"],
    )


def faults(page: Page) -> list[str]:
    """What axe holds against the letter that is open."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{one['id']} : {node['html'][:120]}" for one in found for node in one["nodes"]]
