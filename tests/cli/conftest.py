"""The command line as people meet it: French, typed in a folder, on a workspace of their own."""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.collect.server import HOST, Answer, Loopback, loopback
from veille.cli import run

VEILLE = """\
version: 1
centre:
  name: "Centre d’essai"
  email: contact@centre.example
site:
  archive_url: "https://archives.centre.example/"
  public_url: "https://centre.example/"
collect:
  allow_networks: ["127.0.0.0/8"]
  connect_to: {{"{host}:80": "127.0.0.1:{port}"}}
publications:
  - key: lettre
    title: "La lettre"
    template: letter
    shortcut: l
    min_items: 1
    sections:
      - {{key: tout, title: "Tout"}}
jobs:
  - {{name: archive, task: archive, cron: "45 6 * * *"}}
  - {{name: nuit, task: backup, cron: "30 3 * * *"}}
mail:
  from: lettre@centre.example
  test_to: [essai@centre.example]
"""

SOURCES = """\
sources:
  - key: journal
    name: "Journal d’essai"
    url: "http://{host}/flux"
    kind: rss
  - key: absent
    name: "Site disparu"
    url: "http://{host}/absent"
    kind: rss
"""

THEMES = """\
themes:
  - {key: education, label: "Éducation"}
natures:
  - {key: evenement, label: "Événement"}
"""

FEED = """\
<rss version="2.0"><channel><title>Journal</title>
<item><title>La cité éducative de Rennes</title><link>https://journal.example/cite</link>
<guid>1</guid><pubDate>Mon, 16 Nov 2026 08:00:00 +0100</pubDate>
<description>Un bilan de trois ans.</description></item>
<item><title>Le budget des quartiers</title><link>https://journal.example/budget</link>
<guid>2</guid><pubDate>Sun, 15 Nov 2026 08:00:00 +0100</pubDate>
<description>Ce que prévoit la loi.</description></item>
</channel></rss>
"""


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Said]


@pytest.fixture(autouse=True)
def _in_french(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`run` chooses French for the whole process, whatever the machine speaks: undone after."""
    before = gettext.bindtextdomain("messages")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("VEILLE_HOME", raising=False)
    yield
    gettext.bindtextdomain("messages", before)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where commands are typed."""
    folder = tmp_path / "centre"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def veille(here: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """`veille("items", "list")` types that command; no-break spaces come back as plain ones."""

    def type_in(*words: str) -> Said:
        capsys.readouterr()
        code = run(list(words))
        out, err = capsys.readouterr()
        return Said(code, plain(out), plain(err))

    return type_in


@pytest.fixture
def shipped(here: Path, veille: Type) -> Path:
    """The folder, after `veille init`: slow to read, for it declares a whole centre."""
    assert veille("init").code == 0
    return here


@pytest.fixture
def workspace(shipped: Path) -> Path:
    """The same, its three files made small; no server answers its sources."""
    declare(shipped, port=9)
    return shipped


@pytest.fixture
def server() -> Iterator[Loopback]:
    """One feed of two articles, and nothing else."""
    with loopback() as running:
        headers = {"content-type": "application/rss+xml"}
        running.answers["/flux"] = Answer(FEED.encode(), headers=headers)
        yield running


@pytest.fixture
def collected(workspace: Path, veille: Type, server: Loopback) -> Path:
    """A workspace that has collected the two articles of one small source."""
    declare(workspace, server.port)
    assert veille("collect", "journal").code == 0
    return workspace


def declare(workspace: Path, port: int) -> None:
    """Puts our own small centre in place of the shipped one, its sources on this machine."""
    for name, text in (
        ("veille", VEILLE.format(host=HOST, port=port)),
        ("sources", SOURCES.format(host=HOST)),
        ("themes", THEMES),
    ):
        (workspace / f"{name}.yml").write_text(text, encoding="utf-8")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(autouse=True)
def _without_paper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF takes two seconds: only what tells of it prints."""
    if "pdf" not in request.node.name:
        monkeypatch.setattr("veille.core.Paper", lambda: None)
