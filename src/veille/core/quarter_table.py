"""The official list of priority quarters read from a CSV or a GeoJSON, each fault at its line. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any

from veille.errors import ConfigError, Problem
from veille.geography import commune
from veille.geography.quarters import Quarter
from veille.model.territory import is_territory_code

MOST_BYTES = 50_000_000
COLUMNS = ("code_qp", "lib_qp", "insee_com")
_LIST = re.compile(r"\s*[,;|]\s*")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]


def read(content: bytes, file: str) -> list[Quarter]:
    """The quarters of a file, by code. One row may list several, parted by commas. Raises ConfigError.

    Nothing is taken of a file with a fault: each is told with its line.
    """
    if len(content) > MOST_BYTES:
        raise _refused(file, 0, _("fichier trop lourd pour une liste de quartiers : 50 Mo au plus"))
    text = _decoded(content)
    rows = list(_features(text, file) if text.lstrip()[:1] == "{" else _lines(text, file))
    found: dict[str, Quarter] = {}
    problems: list[Problem] = []
    for row in rows:
        for one in _quarters(row, file, problems):
            held = found.get(one.code)
            where = dict.fromkeys((*(held.communes if held else ()), *one.communes))
            found[one.code] = Quarter(one.code, held.name if held else one.name, tuple(where))
    if problems:
        raise ConfigError(problems)
    if not found:
        raise _refused(file, 0, _("aucun quartier dans ce fichier"))
    return [found[code] for code in sorted(found)]


def _quarters(row: _Row, file: str, problems: list[Problem]) -> Iterator[Quarter]:
    codes, names, communes = (_LIST.split(row.cells[name].strip()) for name in COLUMNS)
    if len(codes) == 1:
        names = [row.cells["lib_qp"].strip()]
    faults = list(_faults(codes, names, communes))
    problems += (Problem(file, row.line, field, words) for field, words in faults)
    if not faults:
        for code, name in zip(codes, names, strict=True):
            yield Quarter(code.upper(), name, tuple(communes))


def _faults(
    codes: Sequence[str], names: Sequence[str], communes: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for code in codes:
        if not code.upper().startswith("QN") or not is_territory_code(code.upper()):
            words = _("« {0} » n’est pas un code de quartier ; attendu : QN02904M")
            yield "code_qp", words.format(code)
    if len(names) != len(codes) or not all(names):
        words = _("autant de noms que de codes : {0} pour {1}")
        yield "lib_qp", words.format(len([name for name in names if name]), len(codes))
    for code in communes:
        if commune(code) is None:
            words = _("« {0} » n’est pas le code Insee d’une commune ; attendu : 29019")
            yield "insee_com", words.format(code)


def _lines(text: str, file: str) -> Iterator[_Row]:
    separator = max(";,\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = {name.strip().lower(): name for name in reader.fieldnames or ()}
        _check_columns(names, file)
        for row in reader:
            yield _Row(reader.line_num, {one: row[names[one]] or "" for one in COLUMNS})
    except csv.Error as error:
        raise _refused(file, reader.line_num, _("ce fichier n’est pas un CSV lisible")) from error


def _features(text: str, file: str) -> Iterator[_Row]:
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(file, error.lineno, _("ce fichier n’est pas un GeoJSON lisible")) from error
    features = told.get("features")
    if not isinstance(features, list):
        raise _refused(file, 0, _("ce fichier n’est pas un GeoJSON : il y manque « features »"))
    for one in features:
        cells = _properties(one)
        _check_columns(cells, file)
        code = cells["code_qp"]
        yield _Row(text.count("\n", 0, text.find(code)) + 1 if code else 0, cells)


def _properties(feature: Any) -> dict[str, str]:
    held = feature.get("properties") if isinstance(feature, dict) else None
    pairs = held.items() if isinstance(held, dict) else ()
    return {str(name).lower(): str(value or "") for name, value in pairs}


def _check_columns(names: Mapping[str, str], file: str) -> None:
    if missing := [name for name in COLUMNS if name not in names]:
        words = _("colonne absente : {0} ; attendu : {1}")
        raise _refused(file, 1, words.format(missing[0], ", ".join(COLUMNS)))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on a French Windows.
        return content.decode("cp1252", "replace")


def _refused(file: str, line: int, words: str) -> ConfigError:
    return ConfigError([Problem(file, line, "", words)])
