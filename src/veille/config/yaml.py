"""The only door to ruamel.yaml: a file's text to plain data, with the line of every key.

Nodes are turned into plain data here rather than by the library's own loader: it stops at the first
repeated key, and reading comments, which only an editor needs, doubles the time. Every command
begins by reading these files, hence the haste below: 500 sources took 1.2 s to compose, now 0.5 s.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import Scanner

from veille.config.faults import Fault, explain
from veille.errors import Problem

KeyPath = tuple[str | int, ...]
"""Where a value stands: ("sources", 3, "url")."""

Data = dict[str, "Data"] | list["Data"] | str | int | float | bool | None

Row = dict[str, Data]
Placed = tuple[KeyPath, Row]

_TAG = "tag:yaml.org,2002:"
# Deeper than any of our files; keeps a mistake or a joke from exhausting the stack.
_DEEPEST = 20
_SMALL = 300_000
"""Characters of a text whose reading may be kept: a larger one would weigh on the memory."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its data (None when unreadable), what is wrong with its writing, its lines."""

    file: str
    data: Data = None
    problems: tuple[Problem, ...] = ()
    root: Node | None = None

    def at(self, path: KeyPath) -> Data:
        """The value at a path, None when there is none."""
        value = self.data
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def rows(self, *path: str | int) -> list[Placed]:
        """The mappings of a list, each with its place; anything else there is passed over."""
        rows = self.at(path)
        if not isinstance(rows, list):
            return []
        return [((*path, rank), row) for rank, row in enumerate(rows) if isinstance(row, dict)]

    def words(self, *path: str | int) -> list[tuple[KeyPath, str]]:
        """The texts of a list, likewise."""
        words = self.at(path)
        if not isinstance(words, list):
            return []
        return [((*path, rank), word) for rank, word in enumerate(words) if isinstance(word, str)]

    def line(self, path: KeyPath) -> int:
        """The line, from 1, of the deepest part of the path that is written; 0 without a text."""
        if self.root is None:
            return 0
        node, line = self.root, self.root.start_mark.line
        for part in path:
            step = _step(node, part)
            if step is None:
                break
            line, node = step
        return int(line) + 1

    def problem(self, path: KeyPath, message: str) -> Problem:
        """A problem of this file at that place."""
        return Problem(self.file, self.line(path), shown(path), message)


def read(path: Path) -> Document:
    """The file as a Document. What cannot be read is one of its problems, never an exception."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _unreadable(path.name, 0, _("ce fichier manque"))
    except OSError:
        return _unreadable(
            path.name, 0, _("ce fichier ne peut pas être ouvert : vérifiez ses droits")
        )
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _unreadable(path.name, 1, _("enregistrez ce fichier en « UTF-8 », sans « BOM »"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unreadable(path.name, line, _not_utf8(raw[error.start : error.start + 1]))
    return parse(text, path.name)


def parse(text: str, file: str) -> Document:
    """The same from a text at hand; `file` is only the name that problems bear."""
    return (_parsed_lately if len(text) <= _SMALL else _parsed)(text, file)


def _parsed(text: str, file: str) -> Document:
    try:
        root = _compose(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return _unreadable(file, line, _("caractère invisible interdit : effacez-le"))
    except MarkedYAMLError as error:
        return _unreadable(file, *explain(_fault(error, text.split("\n"))))
    except (YAMLError, RecursionError):
        return _unreadable(file, 0, _("ce fichier n’est pas du YAML lisible"))
    if root is None:
        return _unreadable(file, 0, _("ce fichier est vide"))
    builder = _Builder()
    data = builder.build(root, ())
    if not isinstance(data, dict):
        return _unreadable(file, int(root.start_mark.line) + 1, _no_fields(data))
    problems = (Problem(file, line, shown(at), words) for at, line, words in builder.faults)
    return Document(file, data, tuple(problems), root)


# An edit reads the same texts a dozen times over: to find its place, to be judged, to be taken up.
# Three files, and the one that changes as it will be. Nobody writes in a document.
_parsed_lately = lru_cache(maxsize=4)(_parsed)


def shown(path: KeyPath) -> str:
    """How a place is named to people: the names after the last rank, the line says the rest."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    ranks = [rank for rank, part in enumerate(path) if isinstance(part, int)]
    return ".".join(str(part) for part in path[ranks[-1] + 1 if ranks else 0 :])


# The library's parts find one another through properties, asked a million times for such a file:
# here each keeps its neighbours by their name.


class _Scanner(Scanner):
    reader: Any = None

    def __init__(self, loader: Any) -> None:
        self.reader = loader.reader
        super().__init__(loader)


class _Parser(Parser):
    scanner: Any = None
    resolver: Any = None

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        self.scanner, self.resolver = loader.scanner, loader.resolver


class _Composer(Composer):
    parser: Any = None
    resolver: Any = None

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.parser, self.resolver = loader.parser, loader.resolver
        self.warn_double_anchors = False


class _Tokens(deque[Any]):
    """Taken from the left at no cost, as a list is not."""

    def pop(self, _first: int = 0) -> Any:
        return self.popleft()


def _compose(text: str) -> Node | None:
    """The tree of a text. Raises YAMLError for the first thing wrong in it."""
    yaml = _reader()
    # The hasty way knows no directive (« %YAML 1.1 »). What it finds wrong is sought again below:
    # reading ahead, it may meet a wrong token before a misplaced one that stands above.
    if not re.search("^%", text, re.MULTILINE):
        with suppress(YAMLError):
            return _compose_hastily(yaml, text)
        yaml = _reader()
    return yaml.compose(text)  # type: ignore[no-any-return]


def _compose_hastily(yaml: YAML, text: str) -> Node | None:
    yaml.Scanner, yaml.Parser = _Scanner, _Parser
    yaml.get_constructor_parser(text)
    while not yaml.scanner.done:
        yaml.scanner.fetch_more_tokens()
    yaml.scanner.tokens = _Tokens(yaml.scanner.tokens)
    return yaml.composer.get_single_node()  # type: ignore[no-any-return]


def _reader() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = _DEEPEST
    yaml.Composer = _Composer
    return yaml


def _unreadable(file: str, line: int, message: str) -> Document:
    return Document(file, None, (Problem(file, line, "", message),))


def _fault(error: MarkedYAMLError, lines: list[str]) -> Fault:
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark or mark
    line, column = (int(mark.line), int(mark.column)) if mark else (0, 0)
    text = lines[line] if line < len(lines) else ""
    return Fault(
        context=str(error.context or ""),
        opened=int(opened.line) + 1 if opened else 1,
        problem=str(error.problem or ""),
        line=line + 1,
        before=text[:column],
        text=text,
    )


def _not_utf8(byte: bytes) -> str:
    letter = byte.decode("cp1252", errors="replace")
    return _(
        "ce fichier n’est pas en UTF-8 (sans doute en Windows-1252, à cause de « {letter} ») :"
        " enregistrez-le en UTF-8"
    ).format(letter=letter)


def _no_fields(data: Data) -> str:
    if isinstance(data, str) and ":" in data:
        return _("il manque une espace après les deux-points : écrivez « nom: valeur »")
    return _("attendu : des champs « nom: valeur »")


def _step(node: Node, part: str | int) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == part:
                return key.start_mark.line, value
    elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line, node.value[part]
    return None


class _Builder:
    """Nodes to plain data; what it refuses is noted with its place and the rest goes on."""

    def __init__(self) -> None:
        self.constructor = YAML(typ="safe", pure=True).constructor
        self.faults: list[tuple[KeyPath, int, str]] = []
        self._open: set[int] = set()

    def build(self, node: Node, path: KeyPath) -> Data:
        if id(node) in self._open:
            return self._refuse(node, path, _("ce passage se contient lui-même"))
        if isinstance(node, ScalarNode):
            return self._scalar(node, path)
        self._open.add(id(node))
        if isinstance(node, MappingNode):
            data: Data = dict(self._pairs(node, path))
        else:
            data = [self.build(item, (*path, rank)) for rank, item in enumerate(node.value)]
        self._open.discard(id(node))
        return data

    def _pairs(self, node: MappingNode, path: KeyPath) -> Iterator[tuple[str, Data]]:
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            line = int(key.start_mark.line) + 1
            if not isinstance(key, ScalarNode):
                self._refuse(
                    key, path, _("un nom de champ est un mot : accolade ou crochet en trop")
                )
            elif name == "<<" and key.style is None:
                self._refuse(key, path, _("« << » n’est pas lu : recopiez les champs"))
            elif name in lines:
                where = _("le champ « {name} » est déjà donné (ligne {line})")
                self._refuse(key, (*path, name), where.format(name=name, line=lines[name]))
            else:
                lines[name] = line
                yield name, self.build(value, (*path, name))

    def _scalar(self, node: ScalarNode, path: KeyPath) -> Data:
        kind = str(node.tag).removeprefix(_TAG)
        # No field is a date, and « = » is nothing special: both are words like others.
        if kind in ("str", "timestamp", "value"):
            return str(node.value)
        if kind == "null":
            return None
        try:
            if kind == "bool":
                return bool(self.constructor.construct_yaml_bool(node))
            if kind == "int":
                return int(self.constructor.construct_yaml_int(node))
            if kind == "float":
                return float(self.constructor.construct_yaml_float(node))
        except (ValueError, KeyError):
            return self._refuse(node, path, _("nombre illisible"))
        return self._refuse(
            node,
            path,
            _("« {tag} » n’est pas lu : mettez le texte entre guillemets").format(tag=kind),
        )

    def _refuse(self, node: Node, path: KeyPath, message: str) -> Data:
        self.faults.append((path, int(node.start_mark.line) + 1, message))
        return None
