"""Colours of a letter as a mail program computes them, and their contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from veille.compose.checks.page import Element
from veille.model.colour import READABLE, contrast

Rules = Sequence[tuple[str, str, dict[str, str]]]
"""(tag or empty, class or empty, declarations), in their order."""

_LARGE, _LARGE_BOLD = 24.0, 18.66
"""Pixels from which a text is large (18 and 14 points)."""
_READABLE_LARGE = 3.0

_BLOCK = re.compile(
    r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}"
)  # fmt: skip
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z0-9]*)(?:\.([a-z]+))?")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "gray": "#808080"}
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")


@dataclass(frozen=True, slots=True)
class Pair:
    """A text with the two colours that it is read in, as « #rrggbb »; empty where nothing says one."""

    text: str
    ink: str
    paper: str
    large: bool = False

    @property
    def known(self) -> bool:
        return bool(self.ink and self.paper)

    @property
    def ratio(self) -> float:
        return contrast(self.ink, self.paper)

    @property
    def enough(self) -> bool:
        """What nobody can compute is not held against it."""
        return not self.known or self.ratio >= (_READABLE_LARGE if self.large else READABLE)


def declarations(style: str) -> dict[str, str]:
    """« color:#000; margin:0 » as a table; a later declaration wins."""
    pairs = (one.partition(":") for one in style.split(";") if ":" in one)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def night_rules(html: str) -> list[tuple[str, str, dict[str, str]]]:
    """The rules that dark mode adds; those of more than a tag and a class are left out."""
    rules = []
    for block in _BLOCK.findall(html):
        for selectors, style in _RULE.findall(block):
            for selector in selectors.split(","):
                if found := _SIMPLE.fullmatch(selector.strip()):
                    rules.append((found[1], found[2] or "", declarations(style)))
    return rules


def pairs(document: Element, rules: Rules = ()) -> Iterator[Pair]:
    """Every visible text; `rules` are none by day, the night's rules by night."""
    for element in document.all():
        if (shown := element.own_text) and not element.hidden:
            yield Pair(
                shown,
                colour(_inherited(element, "color", rules)),
                colour(_inherited(element, "background-color", rules)),
                _is_large(element),
            )


def colour(written: str) -> str:
    """« #rrggbb » for what can be computed, else empty."""
    written = _NAMED.get(written.lower(), written.lower())
    if _HEX.fullmatch(written):
        return written if len(written) == 7 else "#" + "".join(char * 2 for char in written[1:])
    if found := _RGB.fullmatch(written):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    return ""


def _inherited(element: Element, name: str, rules: Rules) -> str:
    for one in element.lineage:
        own = declarations(one.attributes.get("style", ""))
        classes = one.attributes.get("class", "").split()
        for tag, kind, style in rules:
            if name in style and tag in ("", one.tag) and kind in ["", *classes]:
                own[name] = style[name].removesuffix("!important").strip()
        if name in own:
            return own[name]
        # Programs paint a link blue when nothing says its colour.
        if one.tag == "a" and name == "color" and "href" in one.attributes:
            return "#0000ee"
    return ""


def _is_large(element: Element) -> bool:
    size = _PIXELS.match(_inherited(element, "font-size", ()))
    pixels = float(size[1]) if size else 0.0
    heavy = _inherited(element, "font-weight", ()) in ("bold", "600", "700", "800", "900")
    return pixels >= (_LARGE_BOLD if heavy else _LARGE)
