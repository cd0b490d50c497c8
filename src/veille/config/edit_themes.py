"""Edits the vocabulary: a theme added, its words changed, one merged into another wherever it is named."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from gettext import gettext as _
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from veille.config.load import Config, assemble
from veille.config.rewrite import (
    add_row,
    remove_row,
    remove_value,
    replace_spans,
    replaced,
    row,
    set_value,
)
from veille.config.yaml import parse, read
from veille.errors import ConfigError, NotFoundError, Problem
from veille.model.declared import Theme
from veille.model.vocabulary import WORDS, ThemeWords

FILE = "themes.yml"
FILES = ("sources.yml", "veille.yml", FILE)
"""In the order in which they are swapped: each step alone leaves three files that agree."""

_PLAIN = re.compile(r"(?!(?:yes|no|on|off|y|n|true|false|null)$)[a-z][a-z0-9-]*")

Texts = Mapping[str, str]
Bodies = dict[str, bytes]


class Draft:
    """The three files as they were read, to be swapped together for new texts or left as they are."""

    def __init__(self, folder: Path) -> None:
        """Raises ConfigError when a file cannot be read."""
        documents = [read(folder / name) for name in FILES]
        if problems := [one for document in documents for one in document.problems]:
            raise ConfigError(problems)
        self._folder = folder
        self.before = {name: (folder / name).read_bytes() for name in FILES}
        self.texts: Texts = {name: body.decode("utf-8") for name, body in self.before.items()}

    def judge(self, texts: Texts) -> Config:
        """What the new texts say. Raises ConfigError with every problem, each at its line."""
        centre, sources, themes = (
            parse(texts[name], name) for name in ("veille.yml", "sources.yml", FILE)
        )
        return assemble(self._folder, centre=centre, sources=sources, themes=themes)

    @contextmanager
    def swapped(self, texts: Texts, *, seen: str = "") -> Iterator[tuple[Bodies, Bodies]]:
        """Writes what changed, given as (before, after); all of it or none, and put back when what goes

        with it fails. Raises ConfigError over another's hand.

        `seen` is the digest of themes.yml that the form was opened on.
        """
        if seen and hashlib.sha256(self.before[FILE]).hexdigest() != seen:
            words = _("le fichier a changé depuis l’ouverture de cette page : relisez, recommencez")
            raise ConfigError([Problem(FILE, 0, "", words)])
        after = {name: texts[name].encode("utf-8") for name in FILES}
        changed = {name: body for name, body in after.items() if body != self.before[name]}
        with ExitStack() as files:
            for name, body in changed.items():
                files.enter_context(replaced(self._folder / name, self.before[name], body))
            yield {name: self.before[name] for name in changed}, changed


def added(texts: Texts, key: str, words: ThemeWords) -> Texts:
    """With one more theme at the end of the file."""
    fields = {"key": key, "label": _quoted(words.label)}
    if words.parent:
        fields["parent"] = _word(words.parent)
    fields |= {name: _list(getattr(words, name)) for name in WORDS if getattr(words, name)}
    written = ", ".join(f"{name}: {value}" for name, value in fields.items())
    return {**texts, FILE: add_row(texts[FILE], FILE, "themes", f"{{{written}}}")}


def edited(texts: Texts, theme: Theme, words: ThemeWords) -> Texts:
    """With other words for a theme; only the fields that changed are written anew."""
    text = texts[FILE]
    if words.label != theme.label:
        text = _set(text, theme.key, "label", _quoted(words.label))
    if words.parent != theme.parent:
        text = _set(text, theme.key, "parent", _word(words.parent) if words.parent else "")
    for name in WORDS:
        if getattr(words, name) != getattr(theme, name):
            text = _set(text, theme.key, name, _list(getattr(words, name)))
    return {**texts, FILE: text}


def merged(texts: Texts, themes: Iterable[Theme], gone: str, into: str) -> Texts:
    """Without one theme: another takes its place, its words, its children and its uses in the files.

    Raises NotFoundError.
    """
    known = {theme.key: theme for theme in themes}
    if gone not in known or into not in known:
        raise NotFoundError(_("ce thème n’est plus dans themes.yml"))
    old, new = known[gone], known[into]
    text = remove_row(texts[FILE], FILE, "themes", gone)
    if new.parent == gone:
        text = _set(text, into, "parent", _word(old.parent) if old.parent else "")
    above = into if new.parent in (None, gone) else str(new.parent)
    for child in known.values():
        if child.parent == gone and child.key != into:
            text = _set(text, child.key, "parent", _word(above))
    for name, more in (
        ("replaces", (gone, *old.replaces)),
        ("synonyms", (old.label, *old.synonyms)),
        ("acronyms", old.acronyms),
        ("keywords", old.keywords),
    ):
        held = getattr(new, name)
        if missing := [word for word in dict.fromkeys(more) if word not in held]:
            text = _set(text, into, name, _list([*held, *missing]))
    others = {name: _renamed(texts[name], name, gone, into) for name in FILES if name != FILE}
    return {**others, FILE: text}


def _set(text: str, key: str, field: str, written: str) -> str:
    """One field of one theme; an empty value takes it away."""
    theme = row(text, FILE, "themes", key)
    return set_value(text, theme, field, written) if written else remove_value(text, theme, field)


def _renamed(text: str, file: str, gone: str, into: str) -> str:
    """Every list called `themes` that holds one key, with the other in its place, once."""
    root = parse(text, file).root
    spans = [] if root is None else list(_lists(root, gone))
    written = []
    for value in spans:
        words = dict.fromkeys(into if one.value == gone else one.value for one in value.value)
        written.append((value, f"[{', '.join(_word(word) for word in words)}]"))
    return replace_spans(text, written)


def _lists(node: Node, wanted: str) -> Iterator[SequenceNode]:
    if isinstance(node, SequenceNode):
        for one in node.value:
            yield from _lists(one, wanted)
    elif isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == "themes" and isinstance(value, SequenceNode):
                words = [one.value for one in value.value if isinstance(one, ScalarNode)]
                if wanted in words and len(words) == len(value.value):
                    yield value
            yield from _lists(value, wanted)


def _quoted(text: str) -> str:
    """A YAML double-quoted text: what JSON writes is one, on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _word(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else json.dumps(key)


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(word) for word in words)}]"
