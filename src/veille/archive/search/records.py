"""What a line of results shows, in files of a few hundred resources, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from veille.archive.search.document import Document
from veille.archive.search.pack import as_json
from veille.text.french import typo

PER_FILE = 320
"""Ten results that lie far apart are ten files: about 27 KB each, 12 KB as hosts send it."""

Row = list[object]


class Records:
    """Filled document by document; a file that is full is closed at once."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self._rows: list[Row] = []
        self._sources: dict[str, int] = {}
        self._day = ""

    def add(self, document: Document) -> None:
        """A row: title, id, rank of its source, day (0: that of the row above), theme, publications."""
        day = document.day.isoformat()
        source = self._sources.setdefault(typo(document.source), len(self._sources))
        theme = document.themes[0] if document.themes else 0
        same = day == self._day
        self._rows.append(
            [
                typo(document.title),
                document.public_id,
                source,
                0 if same else day,
                theme,
                *document.publications,
            ]
        )
        self._day = day
        if len(self._rows) == PER_FILE:
            self.close()

    def close(self) -> None:
        """Ends the file that was begun."""
        if self._rows:
            held: Mapping[str, object] = {"sources": list(self._sources), "rows": self._rows}
            self.bodies.append(as_json(held))
        self._rows, self._sources, self._day = [], {}, ""
