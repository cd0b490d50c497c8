"""The agenda and the centre's own pieces: listed, by year, and never out of reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.archive.in_hand import files, planned
from tests.archive.pages import read, target
from tests.archive.samples import BRIEF, LATER, SOONER, with_own
from veille.archive.holdings import Announced
from veille.archive.own import LATEST, agenda_pages, piece_pages
from veille.model.event import Day


def on(day: date, number: int) -> Announced:
    """A meeting of one day."""
    view = replace(SOONER.event.view, days=(Day(0, day),))
    event = replace(SOONER.event, public_id=f"reunion{number:03d}", view=view)
    return replace(SOONER, event=event)


def test_the_agenda_has_what_is_to_come_the_last_that_were_and_a_page_a_year() -> None:
    held = [on(date(2025, 1, 6) + timedelta(weeks=at), at) for at in range(60)]
    made = {page.path: page.context for page in agenda_pages(held, date(2025, 12, 1))}
    index = made["agenda/index.html"]
    assert next(one.event.public_id for one in index["upcoming"]) == "reunion047"  # type: ignore[attr-defined]
    past = [one.event.public_id for one in index["past"]]  # type: ignore[attr-defined]
    assert (past[0], len(past)) == ("reunion046", LATEST)
    assert index["years"] == [(2026, 8), (2025, 52)]
    assert len(made["agenda/2025/index.html"]["listed"]) == 52  # type: ignore[arg-type]


def test_a_year_of_the_agenda_does_not_change_with_the_day() -> None:
    held = [on(date(2026, 11, 20), 1), on(date(2026, 12, 4), 2)]
    days = (date(2026, 11, 1), date(2026, 11, 25), date(2027, 1, 3))
    years = [list(agenda_pages(held, day))[1] for day in days]
    assert years[0] == years[1] == years[2]


def test_a_piece_that_no_edition_tells_is_reached_however_old_it_is() -> None:
    pieces = tuple(
        replace(
            BRIEF,
            entry=replace(BRIEF.entry, public_id=f"breve{at:05d}", themes=(), territories=()),
            published_on=date(2024, 1, 1) + timedelta(days=at),
        )
        for at in reversed(range(50))
    )
    made = files(replace(with_own(), own=pieces))
    page = read(made["breves/2024/index.html"])
    led = {found[0] for one in page.addresses if (found := target("breves/2024/index.html", one))}
    assert {f"ressource/breve{at:05d}/index.html" for at in range(50)} <= led
    home = [target("index.html", one) for one in read(made["index.html"]).addresses]
    assert ("breves/index.html", "") in home


def test_without_events_or_pieces_there_is_no_such_page() -> None:
    bare = replace(with_own(), announced=(), own=())
    assert not [page for page in planned(bare) if page.path.startswith(("agenda/", "breves/"))]
    assert list(piece_pages(bare)) == []


def test_every_page_of_the_agenda_and_of_the_pieces_is_whole_and_every_link_of_it_leads_somewhere() -> (
    None
):
    made = files(with_own())
    listed = [
        path for path in made if path.startswith(("agenda/", "breves/")) and path.endswith(".html")
    ]
    assert {"agenda/2027/index.html", "breves/2026/index.html"} <= set(listed)
    for path in listed:
        page = read(made[path])
        assert page.faults == []
        for address in page.addresses:
            found = target(path, address)
            assert found is None or found[0] in made or found[0].endswith(".ics"), (path, address)
    assert LATER.path in made["agenda/index.html"].decode()
