"""Help: French, whole, the same in the pages of docs/."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import veille as package
from tests.cli.conftest import Type, plain
from tests.cli.english import english
from tests.cli.tree import Found, commands, leaves, options
from veille import __version__
from veille.text.french import typo

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(veille [^`]*?)(?: [^a-z`][^`]*)?` \| (.*) \|$", PAGE, re.MULTILINE))

every_command = pytest.mark.parametrize("found", commands(), ids=lambda found: found[0])


def sentences(found: Found) -> list[str]:
    """All that the command says of itself: its paragraphs, its short form, its options."""
    _, command = found
    paragraphs = (command.help or "").split("\n\n")
    short = [command.short_help] if command.short_help else []
    return [
        *(" ".join(paragraph.split("\n")).strip() for paragraph in paragraphs),
        *short,
        *(option.help or "" for option in options(command)),
    ]


@every_command
def test_everything_has_its_help_and_a_full_stop(found: Found) -> None:
    assert [text for text in sentences(found) if not re.search(r"[^.\s]\.$", text)] == []


@every_command
def test_help_is_in_well_typed_french(found: Found) -> None:
    foreign = re.compile(r"\b(the|this|and|or|with|show|exit|list of|file|folder)\b", re.IGNORECASE)
    assert [text for text in sentences(found) if foreign.search(text)] == []
    assert [text for text in sentences(found) if typo(text) != text] == []


@every_command
def test_help_as_printed_has_no_word_of_click(found: Found, veille: Type) -> None:
    said = veille(*found[0].split()[1:], "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage : {found[0]} ")
    assert english(said.out) == []
    # A help cut short ends with three dots: give it a short_help.
    assert "..." not in said.out


def test_numbers_are_whole_as_the_french_words_for_a_wrong_one_say() -> None:
    types = [option.type for _, command in leaves() for option in options(command)]
    assert click.FLOAT not in types
    assert any(isinstance(one, click.IntRange) for one in types)


def test_the_version_is_told(veille: Type) -> None:
    assert veille("--version").out == f"veille, version {__version__}\n"


def test_the_module_starts_as_the_command_does_in_french_whatever_the_machine_speaks(
    tmp_path: Path,
) -> None:
    source = Path(package.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1", "LANGUAGE": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "veille", "--help"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    out = plain(done.stdout.decode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.startswith("Usage : veille [OPTIONS] COMMANDE [ARGUMENTS]…")
    assert "Afficher cette aide et quitter." in out
    assert "Afficher la version et quitter." in out
    assert english(out) == []


def test_the_page_names_every_command_and_no_other() -> None:
    assert set(ROWS) == {path for path, _ in leaves()}


@pytest.mark.parametrize("found", leaves(), ids=lambda found: found[0])
def test_the_page_names_every_option(found: Found) -> None:
    path, command = found
    known = {option.opts[0] for option in options(command)}
    assert set(re.findall(r"`(--[a-z-]+)", ROWS[path])) == known


@pytest.mark.parametrize("code", ["0", "1", "2", "130"])
def test_the_page_tells_the_exit_codes(code: str) -> None:
    assert re.search(rf"^\| {code} \| .+ \|$", PAGE, re.MULTILINE)
