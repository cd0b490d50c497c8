"""A feed taken apart: its plain entries, and what is left of it for feedparser to read. Pure.

feedparser reads an entry in a third of a millisecond, for it is ready for anything. Most feeds are well formed,
and of a dozen elements: those are read here in a tenth of that, to the very words that feedparser would find
(tests/collect/test_quick.py holds one against the other). Whatever else there is in a single entry, be it an
attribute more, leaves the whole feed to feedparser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

Entry = dict[str, Any]
"""As feedparser names what it finds, of what is read of an entry."""

_Attributes = dict[str, str]

_SPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
_ROOTS = {
    "rss": ("", ["rss", "channel"], "item"),
    "feed": ("http://www.w3.org/2005/Atom", ["feed"], "entry"),
    "rdf:RDF": ("http://purl.org/rss/1.0/", ["rdf:RDF"], "item"),
}
"""Root → (default namespace, what is open around entries, their name)."""
_ROOT = re.compile(r"\ufeff?\s*(?:<\?[^<>]*\?>\s*)*<(rss|feed|rdf:RDF)(\s[^<>]*)?>")
_DECLARES = re.compile(r"""\sxmlns(?::([\w-]+))?=["']([^"']*)["']""")
_BASE = re.compile(r"\bbase\s*=")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")
# XML 1.0 §2.2: what no document may hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTRY = re.compile(r"<(?:item|entry)\b")
_OPENS = re.compile(r"\s*<(item|entry)(?: rdf:about=\"([^\"<\n\t]*)\")?>")
_CLOSES = re.compile(r"\s*</(?:item|entry)>")
_VALUE = r"\s*(?:<!\[CDATA\[([^\]]*(?:\](?!\]>)[^\]]*)*)\]\]>\s*|([^<]*))"
_ELEMENT = re.compile(rf"\s*<([A-Za-z:]+)((?: [A-Za-z]+=\"[^\"<\n\t]*\")*)(?: ?/>|>{_VALUE}</\1>)")
_ATTRIBUTE = re.compile(r" ([A-Za-z]+)=\"([^\"]*)\"")
_AUTHOR = re.compile(rf"\s*<author>\s*<name>{_VALUE}</name>\s*</author>")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|([a-z]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# As feedparser mends addresses.
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_AMPERSAND = re.compile(r"&([A-Za-z0-9_]+);")
_HTML = frozenset({"html", "text/html"})
_UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_WINDOWS = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _UNDEFINED
}
"""The characters of Windows, from the controls that stand at their bytes' places."""


class _OtherwiseError(Exception):
    """Something that is for feedparser to read."""


def taken_apart(body: bytes) -> tuple[bytes, list[Entry]] | None:
    """(a feed without its entries, its entries); None when one of them is not of the plain kind.

    The first is to be well-formed UTF-8 to feedparser, else the second is worth nothing.
    """
    try:
        text = body.decode()
        if _ILLEGAL.search(text):
            return None
        head, entries, tail = _parts(text.replace("\r\n", "\n").replace("\r", "\n"))
    except (UnicodeDecodeError, _OtherwiseError):
        return None
    return (head + tail).encode(), entries


def _parts(text: str) -> tuple[str, list[Entry], str]:
    first = _ENTRY.search(text)
    if first is None:
        raise _OtherwiseError
    head, done = text[: first.start()], first.start()
    name, spaces = _checked(head)
    entries: list[Entry] = []
    while opens := _OPENS.match(text, done):
        if opens[1] != name:
            raise _OtherwiseError
        entry: Entry = {}
        if opens[2] is not None:
            _declared("rdf:about", spaces)
            if opens[2]:
                entry["id"] = _unescaped(opens[2])
        done = _filled(entry, text, opens.end(), spaces, atom=name == "entry")
        entries.append(entry)
    tail = text[done:]
    if not entries or "<!" in tail or _ENTRY.search(tail):
        raise _OtherwiseError
    return head, entries, tail


def _checked(head: str) -> tuple[str, dict[str, str]]:
    """(name of its entries, its namespaces) of a feed, by what stands before the first entry."""
    bare = _CDATA.sub("", head)
    root = _ROOT.match(bare)
    if root is None or "<!" in bare or _BASE.search(bare):
        raise _OtherwiseError
    spaces = dict(_DECLARES.findall(root[2] or ""))
    default, around, name = _ROOTS[root[1]]
    if spaces.get("", "") != default or _open(bare) != around:
        raise _OtherwiseError
    return name, spaces


def _open(bare: str) -> list[str]:
    """The elements that are open at the end."""
    found: list[str] = []
    for end, name, _attributes, alone in _TAG.findall(bare):
        if end and found:
            found.pop()
        elif not alone:
            found.append(name)
    return found


def _filled(entry: Entry, text: str, done: int, spaces: dict[str, str], *, atom: bool) -> int:
    """Reads one entry, and says where it ends."""
    readers = _OF_ATOM if atom else _OF_RSS
    while not (closes := _CLOSES.match(text, done)):
        found = _ELEMENT.match(text, done)
        name = found[1] if found else "author"
        if found is None:
            found = _AUTHOR.match(text, done) if atom else None
            written = (found[1], found[2]) if found else None
            attributes: _Attributes = {}
        else:
            written, attributes = (found[3], found[4]), _attributes(found[2])
        reader = readers.get(name)
        if found is None or written is None or reader is None:
            raise _OtherwiseError
        if ":" in name:
            _declared(name, spaces)
        if reader is not _passed_over:
            reader(entry, _told(*written), attributes)
        elif written[1]:
            _unescaped(written[1])
        done = found.end()
    return closes.end()


def _declared(name: str, spaces: dict[str, str]) -> None:
    prefix = name.partition(":")[0]
    if spaces.get(prefix) != _SPACES.get(prefix, ""):
        raise _OtherwiseError


def _attributes(written: str) -> _Attributes:
    if not written:
        return {}
    pairs = _ATTRIBUTE.findall(written)
    found = {name.lower(): _unescaped(value) for name, value in pairs}
    if len(found) != len(pairs):
        raise _OtherwiseError
    return found


def _told(section: str | None, written: str | None) -> str:
    """What an element holds, mended as feedparser mends it."""
    return (section if section is not None else _unescaped(written or "")).strip()


def _mended(text: str) -> str:
    """UTF-8 that was taken for Latin-1 and written again; the characters of Windows."""
    if text.isascii():
        return text
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        text = text.encode("iso-8859-1").decode()
    return text.translate(_WINDOWS)


def _unescaped(written: str) -> str:
    if "]]>" in written:
        raise _OtherwiseError
    if "&" not in written:
        return written
    text, count = _REFERENCE.subn(_meant, written)
    if count != written.count("&"):
        raise _OtherwiseError
    return text


def _meant(found: re.Match[str]) -> str:
    code, name = found[1], found[2]
    if name:
        if name not in _NAMED:
            raise _OtherwiseError
        return _NAMED[name]
    if int(code) > 0x10FFFF or _ILLEGAL.match(chr(int(code))):
        raise _OtherwiseError
    return chr(int(code))


def _once(entry: Entry, name: str, value: str) -> None:
    if name in entry:
        raise _OtherwiseError
    entry[name] = value


def _only(attributes: _Attributes, *names: str) -> None:
    if not attributes.keys() <= set(names):
        raise _OtherwiseError


def _as(name: str) -> Callable[[Entry, str, _Attributes], None]:
    """The reader of an element that holds a text and nothing else."""

    def reader(entry: Entry, text: str, attributes: _Attributes) -> None:
        _only(attributes)
        _once(entry, name, _mended(text))

    return reader


def _passed_over(_entry: Entry, _text: str, _attributes: _Attributes) -> None:
    """What is never read of an entry."""


def _titled(entry: Entry, text: str, attributes: _Attributes) -> None:
    _once(entry, "title", _mended(text))
    entry["title_detail"] = {"type": _type(attributes)}


def _summed_up(entry: Entry, text: str, attributes: _Attributes) -> None:
    _type(attributes)
    _once(entry, "summary", _mended(text))


def _whole(entry: Entry, text: str, attributes: _Attributes) -> None:
    _type(attributes)
    if "content" in entry:
        raise _OtherwiseError
    entry["content"] = [{"value": _mended(text)}]


def _type(attributes: _Attributes) -> str:
    _only(attributes, "type")
    told = attributes.get("type", "text").lower()
    if told not in ("text", "html", "text/plain", "text/html"):
        raise _OtherwiseError
    return "text/html" if told in _HTML else "text/plain"


def _linked(entry: Entry, text: str, attributes: _Attributes) -> None:
    """The link of RSS, in words."""
    _only(attributes)
    told = _mended(_SLASHES.sub(r"\1\3", text)).replace("&amp;", "&")
    if any(link["rel"] == "alternate" for link in entry.get("links", ())):
        raise _OtherwiseError
    entry["link"] = told = _AMPERSAND.sub(r"&\g<1>", told)
    link = {"rel": "alternate", "type": "text/html"}
    entry.setdefault("links", []).append({**link, "href": told} if told else link)


def _related(entry: Entry, text: str, attributes: _Attributes) -> None:
    """A link of Atom, in attributes (RFC 4287 §4.2.7)."""
    _only(attributes, "href", "rel", "type", "title", "hreflang", "length")
    if text or not attributes.get("href"):
        raise _OtherwiseError
    rel = attributes.get("rel", "alternate").lower()
    usual = "application/atom+xml" if rel == "self" else "text/html"
    kind = attributes.get("type", usual).lower()
    href = _SLASHES.sub(r"\1\3", attributes["href"])
    entry.setdefault("links", []).append({**attributes, "rel": rel, "type": kind, "href": href})
    if rel == "alternate" and kind in ("html", "text/html", "xhtml", "application/xhtml+xml"):
        entry["link"] = href


def _enclosed(entry: Entry, text: str, attributes: _Attributes) -> None:
    _only(attributes, "url", "length", "type")
    if text:
        raise _OtherwiseError
    link = {**attributes, "rel": "enclosure"}
    link["type"] = link.get("type", "").lower()
    link["href"] = link.pop("url", "")
    entry.setdefault("links", []).append(link)


def _named(entry: Entry, text: str, attributes: _Attributes) -> None:
    """An identifier; it is the address too, unless it says that it is not, or there is one."""
    _only(attributes, "ispermalink")
    if "guidislink" in entry or "id" in entry:
        raise _OtherwiseError
    is_link = attributes.get("ispermalink", "true") == "true"
    told = _mended(_SLASHES.sub(r"\1\3", text) if is_link else text)
    entry["id"] = told
    entry["guidislink"] = is_link and "link" not in entry
    if is_link:
        entry.setdefault("link", told)


_OF_RSS: dict[str, Callable[[Entry, str, _Attributes], None]] = {
    "title": _as("title"),
    "link": _linked,
    "guid": _named,
    "description": _as("summary"),
    "content:encoded": _whole,
    "pubDate": _as("published"),
    "dc:date": _as("updated"),
    "author": _as("author"),
    "dc:creator": _as("author"),
    "enclosure": _enclosed,
    **dict.fromkeys(
        ("category", "comments", "dc:subject", "slash:comments", "wfw:commentRss"), _passed_over
    ),
}
_OF_ATOM: dict[str, Callable[[Entry, str, _Attributes], None]] = {
    "title": _titled,
    "link": _related,
    "id": _named,
    "summary": _summed_up,
    "content": _whole,
    "published": _as("published"),
    "updated": _as("updated"),
    "author": _as("author"),
    "category": _passed_over,
}
