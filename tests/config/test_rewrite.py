"""One YAML file edited as text: what is not touched stays to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from veille.config.rewrite import (
    add_row,
    add_rows,
    change_between,
    digest,
    remove_row,
    remove_value,
    replace_file,
    replaced,
    row,
    set_value,
    written_row,
)
from veille.config.yaml import parse
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


ROWS = """\
themes:
  # au-dessus de un
  - {key: un, label: Un}  # un

  # au-dessus de deux
  - key: deux
    label: Deux    # le nom
    parent: un
    keywords:
      - a
      - b          # le dernier
  # au-dessus de trois
  - {key: trois, parent: un, label: Trois}
natures: []
"""


@pytest.mark.parametrize(
    "key, gone",
    [
        ("un", "  - {key: un, label: Un}  # un\n"),
        ("deux", ROWS[ROWS.index("  - key: deux") : ROWS.index("  # au-dessus de trois")]),
        ("trois", "  - {key: trois, parent: un, label: Trois}\n"),
    ],
)
def test_a_row_leaves_alone_and_the_comments_of_its_neighbours_stay(key: str, gone: str) -> None:
    assert remove_row(ROWS, "themes.yml", "themes", key) == ROWS.replace(gone, "")


@pytest.mark.parametrize(
    "key, left",
    [("a", "[{key: b}, {key: c}]"), ("b", "[{key: a}, {key: c}]"), ("c", "[{key: a}, {key: b}]")],
)
def test_a_row_leaves_a_list_written_on_one_line(key: str, left: str) -> None:
    text = "themes: [{key: a}, {key: b}, {key: c}]\n"
    assert remove_row(text, "themes.yml", "themes", key) == f"themes: {left}\n"


@pytest.mark.parametrize(
    "key, field, gone",
    [
        ("un", "label", ", label: Un"),
        ("trois", "parent", "parent: un, "),
        ("trois", "label", ", label: Trois"),
        ("deux", "parent", "parent: un\n    "),
        ("deux", "keywords", "\n    keywords:\n      - a\n      - b          # le dernier"),
        ("un", "parent", ""),
    ],
)
def test_a_field_leaves_its_row_alone(key: str, field: str, gone: str) -> None:
    text = remove_value(ROWS, row(ROWS, "themes.yml", "themes", key), field)
    assert text == ROWS.replace(gone, "", 1)


def test_a_list_written_line_by_line_is_replaced_without_what_follows_it() -> None:
    text = set_value(ROWS, row(ROWS, "themes.yml", "themes", "deux"), "keywords", "[c]")
    assert text == ROWS.replace("- a\n      - b  ", "[c]  ")


def test_a_row_added_after_a_block_stands_before_the_comment_that_follows() -> None:
    text = "themes:\n  - key: a\n    label: A\n  # la suite\nnatures: []\n"
    after = add_row(text, "themes.yml", "themes", "{key: b}")
    assert after == text.replace("label: A\n", "label: A\n  - {key: b}\n")


def test_several_rows_are_added_at_once_and_everything_else_stays() -> None:
    added = add_rows(TEXT, "sources.yml", "sources", ["{key: a}", "{key: b}"])
    assert (
        add_row(
            add_row(TEXT, "sources.yml", "sources", "{key: a}"),
            "sources.yml",
            "sources",
            "{key: b}",
        )
        == added
    )
    assert add_rows(TEXT, "sources.yml", "sources", []) == TEXT


@pytest.mark.parametrize(
    "value", ["no", "Null", "012", "29019", "a: b", "#x", "l’été", "«", "", '"', "a\\b", "- x"]
)
def test_a_text_stays_a_text_whatever_yaml_would_make_of_it(value: str) -> None:
    line = written_row({"key": "essai", "name": value, "themes": [value]})
    data = parse(f"sources:\n  - {line}\n", "sources.yml").data
    assert data == {"sources": [{"key": "essai", "name": value, "themes": [value]}]}


@pytest.mark.parametrize(
    "before, after",
    [("abc", "abXc"), ("abc", "ac"), ("aaa", "aaaa"), ("", "x"), ("x", ""), ("abab", "ababab")],
)
def test_a_change_is_made_and_unmade_to_the_letter(before: str, after: str) -> None:
    change = change_between(before, after)
    assert change.applied(before) == after
    assert change.undone.applied(after) == before


def test_a_change_is_not_made_where_the_text_is_another() -> None:
    with pytest.raises(NotFoundError):
        change_between("un deux", "un trois").applied("un quatre")


def fails_beside(file: Path, now: bytes, written: bytes = b"") -> None:
    """What goes with the file finds it changed, and breaks; somebody may have written in it before."""
    assert file.read_bytes() == now
    if written:
        file.write_bytes(written)
    raise OSError("plein")


def test_a_file_is_put_back_when_what_goes_with_it_fails(tmp_path: Path) -> None:
    file = tmp_path / "sources.yml"
    file.write_bytes(b"avant")
    with pytest.raises(OSError, match="plein"), replaced(file, b"avant", b"apres"):
        fails_beside(file, b"apres")
    assert file.read_bytes() == b"avant"


def test_whoever_wrote_in_the_file_meanwhile_has_the_last_word(tmp_path: Path) -> None:
    file = tmp_path / "sources.yml"
    file.write_bytes(b"avant")
    with pytest.raises(OSError, match="plein"), replaced(file, b"avant", b"apres"):
        fails_beside(file, b"apres", written=b"une main")
    assert file.read_bytes() == b"une main"
