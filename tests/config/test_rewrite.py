"""One YAML file edited as text: what is not touched stays to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from veille.config.rewrite import add_row, digest, replace_file, row, set_value
from veille.errors import ConfigError, NotFoundError

TEXT = """\
# en tête
sources:
  - key: une   # la une
    name: "Une"
  - {key: deux, name: Deux}  # en ligne

# à la fin
"""


def test_a_row_is_added_after_the_last_and_the_comments_stay() -> None:
    text = add_row(TEXT, "sources.yml", "sources", "{key: trois, name: Trois}")
    assert text == TEXT.replace("# en ligne\n", "# en ligne\n  - {key: trois, name: Trois}\n")


@pytest.mark.parametrize(
    "text, after",
    [
        ("sources: []\n", "sources:\n  - {key: a}\n"),
        ("sources: [{key: b}]\n", "sources: [{key: b}, {key: a}]\n"),
        ("natures: []\n", "natures: []\nsources:\n  - {key: a}\n"),
    ],
)
def test_a_list_may_be_empty_in_one_line_or_missing(text: str, after: str) -> None:
    assert add_row(text, "sources.yml", "sources", "{key: a}") == after


def test_a_value_is_replaced_or_added_in_its_row_alone() -> None:
    text = set_value(TEXT, row(TEXT, "sources.yml", "sources", "une"), "name", '"Autre"')
    assert text == TEXT.replace('"Une"', '"Autre"')
    text = set_value(TEXT, row(TEXT, "sources.yml", "sources", "deux"), "own", "true")
    assert text == TEXT.replace("name: Deux}", "name: Deux, own: true}")


def test_a_key_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match=r"« trois » n’est pas dans sources\.yml"):
        row(TEXT, "sources.yml", "sources", "trois")


def test_a_file_that_somebody_else_wrote_meanwhile_is_left_as_they_wrote_it(tmp_path: Path) -> None:
    file = tmp_path / "sources.yml"
    file.write_text("a: 1\n", "utf-8")
    shown = digest(file)
    file.write_text("a: 2\n", "utf-8")
    with pytest.raises(ConfigError, match="a changé"):
        replace_file(file, b"a: 2\n", b"a: 3\n", seen=shown)
    with pytest.raises(ConfigError, match="a changé"):
        replace_file(file, b"a: 1\n", b"a: 3\n")
    assert file.read_text("utf-8") == "a: 2\n"
    replace_file(file, b"a: 2\n", b"a: 3\n", seen=digest(file))
    assert file.read_text("utf-8") == "a: 3\n"
