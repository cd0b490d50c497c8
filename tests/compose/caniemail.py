"""What of a letter each mail program is known to keep: caniemail's table, read with our own eyes.

The npm package refuses a client that has no row for a feature; here no row counts as « unknown ».
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import html as lxml_html

from veille.compose.checks.contrast import declarations

HERE = Path(__file__).parent
DATA = HERE / "data" / "caniemail.json"
PROGRESSIVE = HERE / "progressive.toml"

BLOCKING = (
    "outlook.windows",
    "outlook.outlook-com",
    "gmail.desktop-webmail",
    "gmail.ios",
    "gmail.android",
    "gmail.mobile-webmail",
    "apple-mail.macos",
    "apple-mail.ios",
    "orange.desktop-webmail",
    "orange.ios",
    "orange.android",
    "laposte.desktop-webmail",
    "sfr.desktop-webmail",
    "sfr.ios",
    "sfr.android",
    "free-fr.desktop-webmail",
    "yahoo.desktop-webmail",
    "yahoo.ios",
    "yahoo.android",
    "thunderbird.macos",  # the same engine everywhere; the table hardly tries it on Windows
)
"""Whoever reads in one of these must be able to read."""

_FAMILIES = ("margin", "padding", "border", "list-style")
_UNTRACKED = {
    "color", "font-family", "font-style", "mso-line-height-rule", "mso-hide", "mso-padding-alt",
    "border-top-color", "border-bottom-color",
}  # fmt: skip
"""Properties that the table has no row for: as old as e-mail, or Outlook's own."""
_ELEMENTS = {
    "body": "body", "div": "div", "h1": "h1-h6", "h2": "h1-h6", "h3": "h1-h6", "h4": "h1-h6",
    "img": "img", "li": "lists", "ol": "lists", "ul": "lists", "p": "p", "span": "span",
    "strong": "strong", "style": "style", "table": "table", "td": "table", "tr": "table",
    "blockquote": "blockquote", "small": "small",
}  # fmt: skip
_PLAIN_ELEMENTS = {"html", "head", "meta", "title", "a", "br", "em"}
_ATTRIBUTES = {
    "align", "aria-label", "cellpadding", "cellspacing", "dir", "height", "lang", "role", "valign",
    "width",
}  # fmt: skip
_PLAIN_ATTRIBUTES = {
    "href", "src", "alt", "style", "class", "charset", "name", "content", "border", "bgcolor",
    "aria-roledescription",
}  # fmt: skip


@cache
def table() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """slug → family → platform → version → « y », « a #1 », « n », « u »."""
    return {one["slug"]: one["stats"] for one in json.loads(DATA.read_text("utf-8"))["data"]}


def support(slug: str, client: str) -> str:
    """y, a, n or u: the last value tested; u without a row."""
    family, _, platform = client.partition(".")
    versions = table()[slug].get(family, {}).get(platform, {})
    # The order is the table's own: versions are dates for some, numbers for others.
    return list(versions.values())[-1].split()[0] if versions else "u"


def refused(slugs: set[str]) -> set[tuple[str, str]]:
    """(feature, blocking client) where it does not work, or nobody knows."""
    return {(slug, one) for slug in slugs for one in BLOCKING if support(slug, one) in ("n", "u")}


def excepted() -> dict[tuple[str, str], str]:
    """(feature, client) → why the letter can do without it there."""
    rules = tomllib.loads(PROGRESSIVE.read_text("utf-8"))["exception"]
    return {
        (feature, client): rule["reason"]
        for rule in rules
        for feature in rule["features"]
        for client in rule["clients"]
    }


def used(html: str) -> set[str]:
    """The features of a letter. Raises AssertionError for what this reader does not know."""
    found = {"html-doctype"} if html.lower().startswith("<!doctype html>") else set()
    found |= {"html-comments"} if "<!--" in html else set()
    document = lxml_html.document_fromstring(html)
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        found |= set(_markup(element.tag, dict(element.attrib)))
        found |= set(_style(element.get("style", "")))
        if element.tag == "style":
            found |= set(_sheet(element.text or ""))
    return found


def _markup(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag in _ELEMENTS:
        yield f"html-{_ELEMENTS[tag]}"
    else:
        assert tag in _PLAIN_ELEMENTS, f"<{tag}> : add its row"
    for name in attributes:
        if name in _ATTRIBUTES:
            yield f"html-{name}"
        else:
            assert name in _PLAIN_ATTRIBUTES, f"{name}= : add its row"
    if attributes.get("name") == "color-scheme":
        yield "html-meta-color-scheme"
    if attributes.get("href", "").startswith("mailto:"):
        yield "html-mailto-links"
    if found := re.search(r"\.(png|jpe?g|gif|webp|svg)$", attributes.get("src", "")):
        yield f"image-{found[1].replace('jpeg', 'jpg')}"


def _style(style: str) -> Iterator[str]:
    for name, value in declarations(style).items():
        if name == "display":
            yield "css-display-none" if value.startswith("none") else "css-display"
            yield from (f"css-display-{one}" for one in ("flex", "grid") if one in value)
        elif name not in _UNTRACKED:
            # A property of its own has its own row: border-radius, border-collapse, list-style-type.
            family = next((one for one in _FAMILIES if name.startswith(one)), name)
            family = name if f"css-{name}" in table() else family
            assert f"css-{family}" in table(), f"{name} : add its row"
            yield f"css-{family}"
        yield from (f"css-unit-{unit}" for unit in re.findall(r"\d(px|em|rem|pt|vw)\b", value))
        if "%" in value:
            yield "css-unit-percent"
        if "!important" in value:
            yield "css-important"


def _sheet(sheet: str) -> Iterator[str]:
    for condition in re.findall(r"@media ([^{]+)\{", sheet):
        yield "css-at-media"
        if "prefers-color-scheme" in condition:
            yield "css-at-media-prefers-color-scheme"
    for selectors, style in re.findall(r"([^{}]+)\{([^{}]+)\}", sheet):
        yield from _style(style)
        yield "css-selector-class" if "." in selectors else "css-selector-type"
        if "," in selectors:
            yield "css-selector-grouping"
        assert not re.search(r"[>+~:*\[]", selectors.rpartition("{")[2]), selectors
