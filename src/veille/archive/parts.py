"""What stands the same on many pages, and from one build to the next: filled once, and kept."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date

from veille.archive.holdings import Site
from veille.model.declared import Centre
from veille.templating import Templates

MOST = 16_384
"""Parts kept: some megabytes."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """What a part is told of the site: nothing that one build knows and the next may not."""

    archive_url: str
    centre: Centre
    dead: Mapping[str, date] = field(default_factory=dict)


class Parts:
    """Fills a part of a page when it is asked for first: `part("archive/_feed_entry.atom", one)`.

    What it is made for may say by its `same` what it is: two that are the same look the same. Else it
    is the same as itself alone. Nothing else may show but the site and what is given by name.
    """

    def __init__(self, site: Site, templates: Templates) -> None:
        self._templates = templates
        self._site = Lasting(site.archive_url, site.centre, site.dead)
        self._made: dict[Hashable, tuple[object, str]] = {}

    def __call__(self, name: str, one: object, **more: Hashable) -> str:
        """The part, safe to stand in a page. Raises whatever its template raises."""
        key = (name, getattr(one, "same", id(one)), *more.values())
        found = self._made.get(key)
        if found is None:
            context = {"one": one, "site": self._site, "centre": self._site.centre, **more}
            if len(self._made) >= MOST:
                self._made.clear()
            # What it is made for is held: `same` may say which object it was.
            found = self._made[key] = (one, self._templates.part(name, context))
        return found[1]
