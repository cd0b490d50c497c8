"""What a line of results shows, in files of a few hundred resources, in the order of their numbers."""

from __future__ import annotations

from veille.archive.search.document import Document
from veille.archive.search.pack import as_json
from veille.text.french import typo

PER_FILE = 500
"""About 22 KB as hosts send it: results that lie far apart are in as many files, of which a step fetches five."""


class Records:
    """Filled document by document; a file that is full is closed at once."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self._rows: list[list[object]] = []
        self._names: dict[str, int] = {}
        self._day = ""
        self._sources: dict[str, str] = {}

    def add(self, document: Document) -> None:
        """A row: title, id, day (0: that of the row above), then ranks in `names`: source, theme (-1: none),
        publications."""
        day = document.day.isoformat()
        source = self._sources.get(document.source)
        if source is None:
            source = self._sources[document.source] = typo(document.source)
        self._rows.append(
            [
                typo(document.title),
                document.public_id,
                0 if day == self._day else day,
                self._rank(source),
                self._rank(document.themes[0]) if document.themes else -1,
                *(self._rank(key) for key in document.publications),
            ]
        )
        self._day = day
        if len(self._rows) == PER_FILE:
            self.close()

    def _rank(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))

    def close(self) -> None:
        """Ends the file that was begun."""
        if self._rows:
            self.bodies.append(as_json({"names": list(self._names), "rows": self._rows}))
        self._rows, self._names, self._day = [], {}, ""
