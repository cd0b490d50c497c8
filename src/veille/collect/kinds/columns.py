"""Lists of publications in CSV: separator, charset and comments as administrations leave them. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from gettext import gettext as _
from itertools import chain, islice
from urllib.parse import quote

from veille.collect.entries.charset import decoded
from veille.collect.entries.clean import plain
from veille.collect.entries.entry import Raw, finished, no_mail_address
from veille.collect.entries.terms import speaking_of
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.model.source_rules import CsvRules
from veille.text.dates import parse_moment
from veille.text.stems import fold

MOST_BYTES = 25_000_000
"""Of a list: a year of questions to ministers weighs more than any feed."""

LEAST_ROWS = 20
"""Kept whatever their age: a list that sleeps must not look empty."""

_MOST_ROWS = 200_000
_LONGEST_CELL = 1_000_000
_SEPARATORS = ";,\t|"
_NAMED = re.compile(r"\{([^{}]+)\}")

Row = Mapping[str, str]


def read_csv(fetched: Fetched, source: Source, now: datetime) -> list[Candidate]:
    """The rows of a list, newest first: those of the last `days`, and the first ones in any case.

    Raises ReadError on what is no such list, on a column that it has not, on words that no row holds.
    """
    rules = source.csv
    if rules is None:
        raise ReadError(_("aucune colonne déclarée pour cette liste : ajoutez « csv: »"))
    columns, rows = _table(fetched)
    raws = _chosen(rows, _cells(rules, columns), rules)
    found = [one for raw in raws if (one := finished(raw, source.url, now))]
    dated = sorted(found, key=_newest_first)
    return dated[:LEAST_ROWS] + [
        one for one in dated[LEAST_ROWS:] if _recent(one, now - timedelta(days=rules.days))
    ]


def column_names(fetched: Fetched) -> list[str]:
    """What a list calls its columns. Raises ReadError on what is no such list."""
    return [name for name in _table(fetched)[0] if name]


def _newest_first(candidate: Candidate) -> float:
    moment = candidate.published_at
    return -moment.timestamp() if moment else float("inf")


def _recent(candidate: Candidate, since: datetime) -> bool:
    return candidate.published_at is None or candidate.published_at >= since


# --- the table -------------------------------------------------------------------------


def _table(fetched: Fetched) -> tuple[list[str], Iterator[Row]]:
    """The names of the columns, and the rows under them."""
    lines = _lines(decoded(fetched))
    first = next(lines, "")
    if first.lstrip().startswith("<"):
        raise ReadError(_("ce n’est pas une liste CSV : c’est une page ou du XML"))
    separator = max(_SEPARATORS, key=first.count)
    if separator not in first:
        raise ReadError(
            _("ce n’est pas une liste CSV : sa première ligne ne nomme pas de colonnes")
        )
    rows = _cut(chain([first], lines), separator)
    columns = [plain(name) for name in next(rows)]
    return columns, (dict(zip(columns, row, strict=False)) for row in rows if any(row))


def _cut(lines: Iterator[str], separator: str) -> Iterator[list[str]]:
    # csv's own limit of a cell is 131,072 characters for the whole program: long cells are cut here.
    reader = csv.reader((line[:_LONGEST_CELL] for line in lines), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            words = _("liste CSV mal formée à la ligne {0}")
            raise ReadError(words.format(reader.line_num)) from error


def _lines(text: str) -> Iterator[str]:
    """Without the comments that stand above the columns, as the Sénat writes them (« % … »)."""
    above = True
    for line in islice(io.StringIO(text, newline=None), _MOST_ROWS):
        above = above and (not line.strip() or line.startswith(("%", "#")))
        if not above:
            yield line.replace("\0", "")


# --- the columns -----------------------------------------------------------------------

Cell = Callable[[Row], str]


def _cells(rules: CsvRules, columns: Sequence[str]) -> dict[str, Cell]:
    written = rules.model_dump(include={"title", "link", "date", "author", "excerpt"})
    return {field: _cell(field, value, columns) for field, value in written.items() if value}


def _cell(field: str, written: str, columns: Sequence[str]) -> Cell:
    """How a field is read from a row. Raises ReadError that names the columns there are."""
    known = {_squeezed(name): name for name in columns}
    named = _NAMED.findall(written) or ([] if "://" in written else [written])
    for name in named:
        if _squeezed(name) not in known:
            raise ReadError(
                _("csv.{0} : pas de colonne « {1} » ; il y a {2}").format(
                    field, name, ", ".join(f"« {one} »" for one in columns[:40] if one)
                )
            )
    if not _NAMED.search(written):
        column = known.get(_squeezed(written), "")
        return lambda row: row.get(column) or ""
    safe = quote if field == "link" else str

    def filled(row: Row) -> str:
        values = {name: (row.get(known[_squeezed(name)]) or "").strip() for name in named}
        # An address or a title with a hole in it is none; « n° 12 : » without its themes still says something.
        whole = all if field in ("link", "title") else any
        if not whole(values.values()):
            return ""
        return _NAMED.sub(lambda found: safe(values[found[1]]), written)

    return filled


def _squeezed(name: str) -> str:
    return " ".join(fold(name).split())


def _chosen(rows: Iterator[Row], cells: Mapping[str, Cell], rules: CsvRules) -> list[Raw]:
    speaks = speaking_of(rules.words)
    raws = [raw for row in rows if (raw := _raw(row, cells)).title]
    if not raws:
        raise ReadError(_("aucune ligne n’a de titre : vérifiez « csv.title »"))
    kept = [raw for raw in raws if speaks(f"{raw.title} {raw.excerpt}")]
    if not kept:
        words = _("aucune ligne sur {0} ne contient l’un des mots de « csv.words »")
        raise ReadError(words.format(len(raws)))
    return kept


def _raw(row: Row, cells: Mapping[str, Cell]) -> Raw:
    told = {field: cell(row) for field, cell in cells.items()}
    return Raw(
        link=told["link"],
        title=plain(told["title"]),
        excerpt=plain(told.get("excerpt", "")),
        author=no_mail_address(plain(told.get("author", ""))),
        published_at=parse_moment(told.get("date", "")),
    )
