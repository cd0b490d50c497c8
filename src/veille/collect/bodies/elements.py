"""The door to Python's own XML parser: chosen elements as plain words; no entity, nothing fetched. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from gettext import gettext as _
from xml.parsers import expat

from veille.errors import ReadError

MOST_ELEMENTS = 50_000
"""Of one document, the first ones: what a sitemap may hold at most (sitemaps.org)."""

_DEEPEST = 200
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name, and the words of what it holds, under their path inside it."""

    name: str
    words: dict[str, str]
    """« news/title » → its text; names without prefix, the first of equals."""


def elements(body: bytes, names: Collection[str]) -> list[Element]:
    """Every element of one of these names, in order. Raises ReadError on what is no XML.

    A document that declares an entity is refused: « billion laughs » is made of them, and so is the
    reading of a file of this machine.
    """
    found = _Found(frozenset(names))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        words = _("XML mal formé à la ligne {0}")
        raise ReadError(words.format(error.lineno)) from error
    except (LookupError, ValueError) as error:
        raise ReadError(_("XML dans un encodage inconnu")) from error
    return found.elements


def _refuse_entity(*_declaration: object) -> None:
    raise ReadError(_("XML refusé : il déclare des entités"))


@dataclass(slots=True)
class _Found:
    """What was met so far: the path from the chosen element to here, and the words under way."""

    names: frozenset[str]
    elements: list[Element] = field(default_factory=list)
    _path: list[str] | None = None
    _words: dict[str, str] = field(default_factory=dict)
    _text: list[str] = field(default_factory=list)
    _depth: int = 0

    def start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ReadError(_("XML refusé : il est emboîté trop profond"))
        local = name.rpartition(":")[2]
        if self._path is not None:
            self._path.append(local)
        elif local in self.names and len(self.elements) < MOST_ELEMENTS:
            self._path, self._words = [local], {}
        self._text = []

    def text(self, written: str) -> None:
        if self._path is not None:
            self._text.append(written)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if self._path is None:
            return
        if len(self._path) == 1:
            self.elements.append(Element(self._path[0], self._words))
            self._path = None
            return
        if written := " ".join("".join(self._text)[:_LONGEST].split()):
            self._words.setdefault("/".join(self._path[1:]), written)
        self._path.pop()
        self._text = []
