"""The three files of a workspace to one frozen Config, or every problem of the three at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from veille.config import wording
from veille.config.check import check
from veille.config.check_publish import check_target
from veille.config.yaml import Document, KeyPath, read
from veille.errors import ConfigError, NotFoundError, Problem
from veille.model.declared import (
    CentreFile,
    Nature,
    Publication,
    Renamed,
    Source,
    SourcesFile,
    Theme,
    ThemesFile,
)

VERSION = 1
"""Of the workspaces that this program reads."""


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_Row = TypeVar("_Row", bound=_Keyed)
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Config:
    """What a workspace declares, checked whole."""

    centre: CentreFile
    sources: tuple[Source, ...]
    themes: tuple[Theme, ...]
    natures: tuple[Nature, ...]
    folder: Path
    history: tuple[Renamed, ...] = ()

    @property
    def archive_url(self) -> str:
        """The archive's public address, with the slash at the end."""
        return self.centre.site.archive_url.rstrip("/") + "/"

    def source(self, key: str) -> Source:
        """Raises NotFoundError, like its neighbours."""
        # Asked for at every step of a collect, of thousands: its neighbours are not.
        return self._by_key.get(key) or _find(
            self.sources, key, _("aucune source n’a la clé « {0} »")
        )

    @cached_property
    def _by_key(self) -> dict[str, Source]:
        return {one.key: one for one in self.sources}

    def theme(self, key: str) -> Theme:
        return _find(self.themes, key, _("aucun thème n’a la clé « {0} »"))

    def nature(self, key: str) -> Nature:
        return _find(self.natures, key, _("aucune nature n’a la clé « {0} »"))

    def publication(self, key: str) -> Publication:
        return _find(self.centre.publications, key, _("aucune publication n’a la clé « {0} »"))


def load(folder: Path) -> Config:
    """Reads the three files. Raises ConfigError with every problem of all three."""
    return assemble(
        folder,
        centre=read(folder / "veille.yml"),
        sources=read(folder / "sources.yml"),
        themes=read(folder / "themes.yml"),
    )


def assemble(folder: Path, *, centre: Document, sources: Document, themes: Document) -> Config:
    """The same from documents at hand, so that an edit is judged before it is written."""
    _refuse_another_version(centre)
    problems = [
        *(problem for document in (centre, sources, themes) for problem in document.problems),
        *check(centre, sources, themes),
        *check_target(centre, folder),
    ]
    centre_file = _validated(CentreFile, centre, problems)
    sources_file = _validated(SourcesFile, sources, problems)
    themes_file = _validated(ThemesFile, themes, problems)
    if problems or centre_file is None or sources_file is None or themes_file is None:
        raise ConfigError(problems)
    return Config(
        centre_file,
        sources_file.sources,
        themes_file.themes,
        themes_file.natures,
        folder,
        themes_file.history,
    )


def _refuse_another_version(centre: Document) -> None:
    """Another version's fields mean other things: nothing else is worth saying."""
    version = centre.at(("version",))
    if isinstance(version, int) and not isinstance(version, bool) and version != VERSION:
        words = _("cet espace de travail est de la version {0} ; ce programme lit la version {1}")
        raise ConfigError([centre.problem(("version",), words.format(version, VERSION))])


def _validated(model: type[_Model], document: Document, problems: list[Problem]) -> _Model | None:
    if document.data is None:
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems.extend(
            document.problem(_written(document, detail["loc"]), wording.message(detail, model))
            for detail in error.errors(include_url=False)
        )
        return None


def _written(document: Document, place: KeyPath) -> KeyPath:
    """Pydantic's place without what it adds: the members of a union, « [key] »."""
    while len(place) > 1 and not isinstance(document.at(place[:-1]), dict | list):
        place = place[:-1]
    return place[:-1] if place[-1] == "[key]" else place


def _find(rows: Iterable[_Row], key: str, words: str) -> _Row:
    known = {row.key: row for row in rows}
    if key not in known:
        raise NotFoundError(words.format(key) + wording.closest(key, known))
    return known[key]
