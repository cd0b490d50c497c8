"""What stands on many pages is filled once, and never shows what another site or another entry would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.archive.samples import CAFE, CONTRACT, holdings
from veille.archive.feeds import FeedEntry, ToldIssue
from veille.archive.once import Once
from veille.archive.parts import Parts
from veille.errors import TemplateError
from veille.model.edition import Erratum
from veille.templating import Templates


@dataclass(frozen=True)
class Thing:
    said: str
    same: str


def _parts(folder: Path, text: str) -> Parts:
    (folder / "archive").mkdir(exist_ok=True)
    (folder / "archive" / "part.html").write_text(text, "utf-8")
    return Parts(holdings().site, Templates(folder))


def test_a_part_is_filled_once_for_what_is_the_same_and_again_for_what_is_not(
    tmp_path: Path,
) -> None:
    part = _parts(tmp_path, "{{ one.said }} {{ root }}")
    assert part("archive/part.html", Thing("un", "a"), root="./") == "un ./"
    assert part("archive/part.html", Thing("deux", "a"), root="./") == "un ./"
    assert part("archive/part.html", Thing("deux", "a"), root="../") == "deux ../"
    assert part("archive/part.html", Thing("deux", "b"), root="./") == "deux ./"


def test_a_part_is_escaped_when_it_is_filled_and_no_more_where_it_stands(tmp_path: Path) -> None:
    part = _parts(tmp_path, "<b>{{ one.said }}</b>")
    (tmp_path / "archive" / "page.html").write_text('{{ part("archive/part.html", one) }}', "utf-8")
    page = Templates(tmp_path).render(
        "archive/page.html", part=part, one=Thing("<i> & « fin »", "a")
    )
    assert page == "<b>&lt;i&gt; &amp; « fin »</b>"


def test_a_part_that_asks_for_itself_without_end_is_stopped(tmp_path: Path) -> None:
    loop = '{% for turn in range(9) %}{{ part("archive/part.html", one, at=at + 1) }}{% endfor %}'
    part = _parts(tmp_path, loop)
    (tmp_path / "archive" / "page.html").write_text(
        '{{ part("archive/part.html", one, at=0) }}', "utf-8"
    )
    with pytest.raises(TemplateError):
        Templates(tmp_path).render("archive/page.html", part=part, one=Thing("", "a"))


def test_a_feed_tells_an_entry_anew_when_it_is_told_otherwise_or_later() -> None:
    day = datetime(2026, 11, 23, tzinfo=UTC)
    entry = FeedEntry("r/", "r/", CAFE.title, "archive/_feed_entry.html", CAFE, day)
    assert replace(entry).same == entry.same
    again = replace(entry, told=CONTRACT), replace(entry, updated=day.replace(day=24))
    assert entry.same not in [one.same for one in again]


def test_an_erratum_makes_what_a_feed_says_of_an_edition_another() -> None:
    edition = holdings().issues[0]
    erratum = Erratum(1, datetime(2026, 11, 24, tzinfo=UTC), "Alice", "Lire 12.")
    assert ToldIssue(edition, ()).same == ToldIssue(edition, ()).same
    assert ToldIssue(edition, (erratum,)).same != ToldIssue(edition, ()).same


def test_once_makes_one_thing_of_each_value_and_forgets_all_when_it_is_full() -> None:
    asked: list[str] = []

    def made(one: Thing) -> str:
        asked.append(one.said)
        return one.said.upper()

    once = Once(made, most=2)
    a, b, c = Thing("a", ""), Thing("b", ""), Thing("c", "")
    assert [once(one) for one in (a, b, a, c, a)] == ["A", "B", "A", "C", "A"]
    assert asked == ["a", "b", "c", "a"]
