"""Colours of a letter as a reader's program computes them, and their contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_SIMPLE = re.compile(r"([a-z0-9]*)(?:\.([a-z]+))?")


@dataclass(frozen=True)
class Pair:
    """A text with the two colours that it is read in, as « #rrggbb »."""

    text: str
    ink: str
    paper: str

    @property
    def ratio(self) -> float:
        light, dark = sorted((_luminance(self.ink), _luminance(self.paper)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    @property
    def inverted(self) -> Pair:
        """What a program shows that turns every colour over (Gmail's application)."""
        return Pair(self.text, _turned(self.ink), _turned(self.paper))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _turned(colour: str) -> str:
    return "#" + "".join(f"{255 - int(colour[at : at + 2], 16):02x}" for at in (1, 3, 5))


def declarations(style: str) -> dict[str, str]:
    """« color:#000; margin:0 » as a table; a later declaration wins."""
    pairs = (one.partition(":") for one in style.split(";") if ":" in one)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def night_rules(html: str) -> list[tuple[str, str, dict[str, str]]]:
    """(tag, class, declarations) of the rules that dark mode adds, in their order."""
    rules = []
    for block in _DARK.findall(html):
        for selectors, style in _RULE.findall(block):
            for selector in selectors.split(","):
                found = _SIMPLE.fullmatch(selector.strip())
                assert found, f"« {selector} » is more than this test can follow"
                rules.append((found[1], found[2] or "", declarations(style)))
    return rules


def pairs(document: HtmlElement, rules: list[tuple[str, str, dict[str, str]]]) -> Iterator[Pair]:
    """Every visible text of the body; `rules` are none by day, the night's rules by night."""
    for element in document.body.iter():
        if not isinstance(element.tag, str):
            continue
        texts = [element.text, *(child.tail for child in element)]
        shown = " ".join(text.strip() for text in texts if text and text.strip())
        if shown and not _hidden(element):
            ink = _inherited(element, "color", rules)
            yield Pair(shown, ink, _inherited(element, "background-color", rules))


def _hidden(element: HtmlElement) -> bool:
    lineage = [element, *element.iterancestors()]
    return any("display:none" in one.get("style", "").replace(" ", "") for one in lineage)


def _inherited(
    element: HtmlElement, name: str, rules: list[tuple[str, str, dict[str, str]]]
) -> str:
    for one in (element, *element.iterancestors()):
        own = declarations(one.get("style", ""))
        for tag, kind, style in rules:
            if name in style and tag in ("", one.tag) and kind in ["", *one.classes]:
                own[name] = style[name].removesuffix("!important").strip()
        # Programs paint a link blue when nothing says its colour.
        if name in own or (one.tag == "a" and name == "color"):
            return own[name].lower()
    raise AssertionError(f"nothing says the {name} of « {element.text_content()} »")
