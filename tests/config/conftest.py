"""A workspace of three small files, each of which a test may replace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from veille.config.load import load
from veille.errors import ConfigError

VEILLE = """\
version: 1
centre:
  name: "Centre d’essai"
  email: contact@centre.example
site:
  archive_url: "https://archives.centre.example/"
  public_url: "https://centre.example/"
publications:
  - key: lettre
    title: "La lettre"
    template: letter
    shortcut: l
    sections:
      - {key: tout, title: "Tout"}
jobs:
  - {name: collect, task: collect, cron: "0 7 * * mon-fri"}
  - {name: draft-lettre, task: draft, publication: lettre, cron: "0 6 25 * *"}
mail:
  from: lettre@centre.example
"""

SOURCES = """\
sources:
  - key: essai
    name: "Essai"
    url: "https://essai.example/feed"
    kind: rss
    themes: [orientation]
"""

THEMES = """\
themes:
  - {key: education, label: "Éducation"}
  - {key: orientation, label: "Orientation", parent: education}
natures:
  - {key: evenement, label: "Événement"}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the three files, the given ones in place of the good ones, and returns the folder."""

    def write_files(veille: str = VEILLE, sources: str = SOURCES, themes: str = THEMES) -> Path:
        for name, text in (("veille", veille), ("sources", sources), ("themes", themes)):
            (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


def told(folder: Path) -> list[str]:
    """Every problem as printed, no-break spaces made plain so that tests can be typed."""
    with pytest.raises(ConfigError) as refused:
        load(folder)
    return [plain(str(problem)) for problem in refused.value.problems]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
