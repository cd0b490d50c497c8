"""Click's words in French: all of them, well written, and the compiled file is the readable one."""

from __future__ import annotations

import ast
import gettext
import re
import string
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from veille.cli import LOCALE

CATALOGUE = LOCALE / "fr" / "LC_MESSAGES"
CLICK = Path(click.__file__).parent
PLURAL = {"ngettext": 2}

Messages = Mapping[str, str]
"""What is asked → what is answered. The forms of a plural are joined by a null, as in a .mo."""


def read_po(text: str) -> Messages:
    """A small reader, for the little of the format that our file uses."""
    found: dict[str, str] = {}
    for entry in text.strip().split("\n\n"):
        lines = [line for line in entry.splitlines() if not line.startswith("#")]
        parts: dict[str, str] = {}
        field = ""
        for line in lines:
            if not line.startswith('"'):
                field, line = line.split(" ", 1)
            parts[field] = parts.get(field, "") + ast.literal_eval(line)
        asked = [parts[name] for name in ("msgid", "msgid_plural") if name in parts]
        answered = [value for name, value in parts.items() if name.startswith("msgstr")]
        found["\0".join(asked)] = "\0".join(answered)
    return found


def read_mo(content: bytes) -> Messages:
    """Two tables of (length, offset), as the GNU gettext manual §10.3 lays them."""
    _magic, _version, count, asked, answered = struct.unpack_from("<5I", content)

    def texts(table: int) -> Iterator[str]:
        for rank in range(count):
            length, offset = struct.unpack_from("<2I", content, table + 8 * rank)
            yield content[offset : offset + length].decode()

    return dict(zip(texts(asked), texts(answered), strict=True))


PO = read_po((CATALOGUE / "messages.po").read_text(encoding="utf-8"))
MO = read_mo((CATALOGUE / "messages.mo").read_bytes())
WORDS = {asked: answered for asked, answered in MO.items() if asked}


def asked_by(source: str) -> Iterator[ast.Call]:
    """The calls that ask gettext for words, whatever name the file gives to it."""
    tree = ast.parse(source)
    names = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "gettext"
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def words_of_click() -> tuple[set[str], set[str]]:
    """(messages written out in Click's source, expressions that give one when it runs)."""
    written: set[str] = set()
    computed: set[str] = set()
    for path in CLICK.rglob("*.py"):
        for call in asked_by(path.read_text(encoding="utf-8")):
            assert isinstance(call.func, ast.Name)
            texts = call.args[: PLURAL.get(call.func.id, 1)]
            if all(isinstance(text, ast.Constant) for text in texts):
                written.add("\0".join(ast.literal_eval(text) for text in texts))
            else:
                computed.add(ast.unparse(call))
    return written, computed


def test_every_word_that_click_asks_for_is_in_french() -> None:
    written, _ = words_of_click()
    assert {"Usage:", "Missing argument", "Aborted!"} <= written
    assert written - WORDS.keys() == set()


def test_the_words_that_click_finds_while_it_runs_are_known() -> None:
    _, computed = words_of_click()
    assert computed == {"_(extra['required'])"}
    assert WORDS["required"] == "obligatoire"


def test_a_plural_asked_under_another_name_is_seen() -> None:
    source = "from gettext import ngettext as n\nn('{a} file', '{a} files', 2)\nprint('no')"
    assert [ast.unparse(call) for call in asked_by(source)] == ["n('{a} file', '{a} files', 2)"]


def test_the_compiled_catalogue_is_the_one_that_people_read() -> None:
    assert {key: text for key, text in PO.items() if key} == WORDS
    assert len(WORDS) > 60


def test_no_answer_is_empty() -> None:
    assert [asked for asked, answered in WORDS.items() if not all(answered.split("\0"))] == []


def test_a_plural_has_its_two_french_forms_and_zero_is_singular() -> None:
    with (CATALOGUE / "messages.mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    one, many = (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    )
    said = [french.ngettext(one, many, number) for number in (0, 1, 2)]
    assert said == [
        "L’option {name} attend une valeur.",
        "L’option {name} attend une valeur.",
        "L’option {name} attend {nargs} valeurs.",
    ]
    assert [asked.count("\0") for asked in WORDS] == [told.count("\0") for told in WORDS.values()]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("asked", sorted(WORDS))
def test_an_answer_uses_only_what_click_gives_it(asked: str) -> None:
    assert fields(WORDS[asked]) <= fields(asked)
    assert re.findall(r"%\(\w+\)s", WORDS[asked]) == re.findall(r"%\(\w+\)s", asked)


def test_the_catalogue_is_well_typed() -> None:
    """No-break spaces, curly apostrophes, true ellipses: a plain space there is a fault."""
    fault = re.compile(r"[ \w)}»]:(?=\s|\0|$)|[ \u00a0\w)}»][;!?]| »|« |\w'\w|\.\.\.")
    assert [text for text in WORDS.values() if fault.search(text)] == []
