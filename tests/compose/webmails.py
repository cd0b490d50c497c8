"""What French webmails do to a letter before anyone reads it, as far as their testers have written down.

Sources: caniemail (2026-05), hteumeuleu/email-bugs n° 7, 35, 151, 161 and 68. What they really
show can only be seen on their own pages; this is the proxy that runs here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement

_SHEET = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_FOR_OUTLOOK = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)
_EVENTS = re.compile(r"\bon(?:click|load|error|mouseover|submit|focus)\b", re.IGNORECASE)
_ORANGE = re.compile(
    r"\drem\b|calc\(|var\(|rgba\(|display:\s*(?:inline-)?(?:flex|grid)|\S!important", re.IGNORECASE
)
_ORANGE_PROPERTIES = (
    "opacity", "border-radius", "box-sizing", "object-fit", "transform", "background-size",
)  # fmt: skip
_CELLS = ("td", "th")


def without_sheets(html: str) -> str:
    """No <style>: what La Poste and SFR show since July 2025."""
    return _SHEET.sub("", html)


def laposte(html: str) -> str:
    """Comments out every sheet, puts the letter in a page of its own, breaks the links inside it."""
    return _framed(_read(without_sheets(html)))


def sfr(html: str) -> str:
    """The same, and no class is left."""
    return _framed(_bared(_read(without_sheets(html)), ("class",)))


def gmail_elsewhere(html: str) -> str:
    """Gmail's application with another's account (IMAP): no sheet, no class, no name."""
    return _framed(_bared(_read(without_sheets(html)), ("class", "id")))


def orange(html: str) -> str:
    """Refuses a list of properties, a whole attribute for one comment, roles; rewrites « onclick »."""
    document = _bared(_read(_EVENTS.sub("java-script", html)), ("role", "aria-hidden", "srcset"))
    for element in _styled(document):
        style = element.get("style")
        element.set("style", "" if "/*" in style else _kept(style, _orange_keeps))
    return _framed(document)


def outlook(html: str) -> str:
    """Word's engine on Windows: its own comments, no @media, padding on cells alone, no widest width."""
    document = _read(_SHEET.sub("", _FOR_OUTLOOK.sub(r"\1", html)))
    for element in _styled(document):
        keeps = _word_keeps if element.tag in _CELLS else _word_keeps_outside
        element.set("style", _kept(element.get("style"), keeps))
    return _framed(document)


@dataclass(frozen=True)
class Webmail:
    """A program, what it does to a letter, and how wide its readers' windows are, in pixels."""

    name: str
    shows: Callable[[str], str]
    widths: tuple[int, ...] = (320, 375, 600, 900)


WEBMAILS = (
    Webmail("laposte", laposte),
    Webmail("sfr", sfr),
    Webmail("gmail-elsewhere", gmail_elsewhere),
    Webmail("orange", orange),
    # No telephone runs Word's engine.
    Webmail("outlook", outlook, (700, 900)),
)


def _read(html: str) -> HtmlElement:
    return lxml_html.document_fromstring(html)


def _styled(document: HtmlElement) -> list[HtmlElement]:
    return [one for one in document.iter() if isinstance(one.tag, str) and one.get("style")]


def _bared(document: HtmlElement, names: Collection[str]) -> HtmlElement:
    for element in document.iter():
        if isinstance(element.tag, str):
            for name in names:
                element.attrib.pop(name, None)
    return document


def _kept(style: str, keeps: Callable[[str], bool]) -> str:
    return ";".join(one for one in style.split(";") if one.strip() and keeps(one))


def _orange_keeps(declaration: str) -> bool:
    name = declaration.partition(":")[0].strip().lower()
    return name not in _ORANGE_PROPERTIES and not _ORANGE.search(declaration)


def _word_keeps(declaration: str) -> bool:
    name = declaration.partition(":")[0].strip().lower()
    return (
        name not in ("max-width", "border-radius", "opacity", "box-sizing")
        and "!important" not in declaration
    )


def _word_keeps_outside(declaration: str) -> bool:
    return _word_keeps(declaration) and not declaration.strip().lower().startswith("padding")


def _framed(document: HtmlElement) -> str:
    """The letter's own elements inside the webmail's page; links to places within it lead nowhere."""
    for link in document.iter("a"):
        if link.get("href", "").startswith("#"):
            del link.attrib["href"]
    sheets = "".join(lxml_html.tostring(one, encoding="unicode") for one in document.iter("style"))
    inside = "".join(lxml_html.tostring(one, encoding="unicode") for one in document.body)
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Messagerie</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body><div class="message">{sheets}{inside}</div></body></html>'
    )
