"""The corpora of other readers: an expectation that does not hold is counted, and a skip has its reason."""

from __future__ import annotations

from pathlib import Path

from bench import corpus_feedparser, corpus_gofeed, corpus_miniflux
from bench.corpus import weigh


def _feed(expect: str, inside: str) -> str:
    told = f"<!--\nDescription: x\nExpect: {expect}\n-->\n"
    return f'{told}<rss version="2.0"><channel><item>{inside}</item></channel></rss>'


def test_what_feedparser_expects_is_held_against_what_we_read(tmp_path: Path) -> None:
    folder = tmp_path / "tests/wellformed"
    folder.mkdir(parents=True)
    (tmp_path / "tests/test_date_parsers.py").write_text(
        'ROWS = ((f, "2026-xx-20", None), (f, "Wed, 18 Nov 2026 09:00:00 GMT", '
        "(2026, 11, 18, 9, 0, 0, 2, 322, 0)))"
    )
    told = {
        "right": _feed("not bozo and entries[0]['title'] == 'Un titre'", "<title>Un titre</title>"),
        "wrong": _feed("entries[0]['title'] == 'Autre'", "<title>Un titre</title>"),
        "apart": _feed("entries[0]['rights'] == 'x' and bozo", "<title>Un titre</title>"),
        "author": _feed("entries[0]['author'] == 'Alice (a@b.example)'", "<author>a@b.example (Alice)</author>"),
    }  # fmt: skip
    for name, text in told.items():
        (folder / f"{name}.xml").write_text(text, "utf-8")

    tally = weigh(corpus_feedparser.cases(tmp_path))

    assert (tally.held, tally.evaluated, tally.crashes) == (4, 5, [])
    assert [told.partition(": ")[0] for told, _why in tally.failed] == [
        "tests/wellformed/wrong.xml"
    ]
    assert sum(tally.skipped.values()) == 1


def test_the_twins_of_gofeed_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "testdata/parser/rss"
    folder.mkdir(parents=True)
    (folder / "a.xml").write_text(
        _feed("", "<title>Un titre</title><link>https://a.example/</link>")
    )
    (folder / "a.json").write_text(
        '{"items": [{"title": "Un titre", "link": "https://b.example/"}]}'
    )

    tally = weigh(corpus_gofeed.cases(tmp_path))

    assert (tally.held, tally.evaluated) == (1, 2)


def test_the_tests_of_miniflux_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "internal/reader/rss"
    folder.mkdir(parents=True)
    (tmp_path / "internal/reader/date").mkdir()
    (tmp_path / "internal/reader/date/parser_test.go").write_text(
        'func TestX(t *testing.T) {\n\tdates := []string{\n\t\t"5 janvier 2026",\n\t\t"bientôt",\n\t}\n}\n'
    )
    (folder / "parser_test.go").write_text(
        "func TestY(t *testing.T) {\n"
        "\tdata := `<rss><channel><item><title>Un titre</title></item></channel></rss>`\n"
        '\tfeed, err := Parse("https://a.example/", data)\n'
        '\tif feed.Entries[0].Title != "Un titre" {\n\t}\n\tif feed.Entries[0].Author != "Alice" {\n\t}\n}\n'
    )  # fmt: skip

    tally = weigh(corpus_miniflux.cases(tmp_path))

    assert (tally.held, tally.evaluated) == (2, 4)
