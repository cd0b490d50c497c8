"""The vocabulary as a table for a spreadsheet (CSV), and a table read back, each fault at its line. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from veille.errors import ConfigError, Problem
from veille.model.declared import Theme
from veille.model.vocabulary import WORDS, ThemeWords
from veille.text.slug import slug
from veille.text.stems import fold

MOST_BYTES = 2_000_000
COLUMNS = {
    "key": _("clé"),
    "label": _("libellé"),
    "parent": _("parent"),
    "synonyms": _("synonymes"),
    "acronyms": _("sigles"),
    "keywords": _("mots-clés"),
    "hints": _("indices"),
    "exclude": _("exclure"),
}
_BETWEEN = " | "
# What a spreadsheet would take for a formula is not one of ours to run (CSV injection).
_FORMULA = ("=", "+", "@", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One theme of a table, and where it stands there."""

    line: int
    key: str
    words: ThemeWords


def written(themes: Iterable[Theme]) -> str:
    """Semicolons, and a BOM that tells a spreadsheet it is UTF-8; lists are parted by « | »."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS.values())
    for one in themes:
        lists = [_BETWEEN.join(getattr(one, name)) for name in WORDS]
        rows.writerow([_inert(cell) for cell in (one.key, one.label, one.parent or "", *lists)])
    return "\ufeff" + out.getvalue()


def read(content: bytes, file: str) -> list[Row]:
    """The rows of a table, in its order; columns may stand in any. Raises ConfigError."""
    if len(content) > MOST_BYTES:
        raise _refused(file, 0, _("fichier trop lourd pour un vocabulaire : 2 Mo au plus"))
    text = _decoded(content)
    separator = max(";,\t", key=text.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise _refused(file, 0, _("ce fichier n’est pas un CSV lisible")) from error
    columns = _columns(lines[0] if lines else [], file)
    found = [_row(number, line, columns) for number, line in enumerate(lines[1:], 2) if any(line)]
    if not found:
        raise _refused(file, 1, _("aucun thème dans ce fichier"))
    return found


def faults(rows: Sequence[Row], held: Sequence[Theme], file: str) -> list[Problem]:
    """What a table may not do to the themes that are there: doubles, unknown parents, three levels."""
    themes = {one.key: (one.label, one.parent) for one in held}
    lines: dict[str, int] = {}
    problems = []
    for row in rows:
        if row.key in lines:
            words = _("la clé « {0} » est déjà donnée (ligne {1})").format(row.key, lines[row.key])
            problems.append(Problem(file, row.line, COLUMNS["key"], words))
        lines.setdefault(row.key, row.line)
        themes[row.key] = (row.words.label, row.words.parent)
    for row in rows:
        problems += (
            Problem(file, row.line, COLUMNS[field], words) for field, words in _wrong(row, themes)
        )
    return problems


def _wrong(row: Row, themes: Mapping[str, tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    label, parent = row.words.label, row.words.parent
    if not row.key or slug(row.key) != row.key:
        yield (
            "key",
            _("attendu : minuscules sans accent, chiffres et tirets, par exemple « habitat »"),
        )
    if not slug(label):
        yield "label", _("donnez un nom, avec au moins une lettre")
    same = [
        key for key, (other, _) in themes.items() if key != row.key and fold(other) == fold(label)
    ]
    if same:
        yield "label", _("« {0} » est déjà le nom du thème « {1} »").format(label, same[0])
    if parent is None:
        return
    if parent not in themes:
        yield "parent", _("thème inconnu : « {0} »").format(parent)
    elif parent == row.key or themes[parent][1] == row.key:
        yield "parent", _("ce thème est son propre ancêtre")
    elif above := themes[parent][1]:
        words = _("deux niveaux au plus : « {0} » est déjà sous « {1} »").format(parent, above)
        yield "parent", words


def _columns(names: Sequence[str], file: str) -> dict[str, int]:
    told = {fold(name.strip()): rank for rank, name in enumerate(names)}
    found = {
        name: told[fold(word)]
        for name, shown in COLUMNS.items()
        for word in (shown, name)
        if fold(word) in told
    }
    if missing := [COLUMNS[name] for name in ("key", "label") if name not in found]:
        words = _("colonne « {0} » introuvable ; colonnes lues : {1}")
        raise _refused(file, 1, words.format(missing[0], ", ".join(COLUMNS.values())))
    return found


def _row(number: int, line: Sequence[str], columns: Mapping[str, int]) -> Row:
    def cell(name: str) -> str:
        rank = columns.get(name, -1)
        return " ".join(line[rank].removeprefix("'").split()) if 0 <= rank < len(line) else ""

    lists = {
        name: tuple(dict.fromkeys(word for part in cell(name).split("|") if (word := part.strip())))
        for name in WORDS
    }
    return Row(number, cell("key"), ThemeWords(cell("label"), cell("parent") or None, **lists))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on a French Windows.
        return content.decode("cp1252", "replace")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _refused(file: str, line: int, words: str) -> ConfigError:
    return ConfigError([Problem(file, line, "", words)])
