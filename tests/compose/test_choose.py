"""Which item goes to which section, read from rules as veille.yml has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from veille.compose.choose import choose, scope_of
from veille.compose.view import Vocabulary
from veille.model.declared import Nature, Publication, Section, Theme, Where
from veille.model.edition import SectionView
from veille.model.event import Day, EventView
from veille.model.item import Item

WORDS = Vocabulary(
    (
        Theme(key="habitat", label="Habitat"),
        Theme(key="anru", label="Renouvellement urbain", parent="habitat"),
        Theme(key="sante", label="Santé"),
    ),
    (Nature(key="evenement", label="Événement"), Nature(key="appel", label="Appel à projets")),
)


def item(
    title: str,
    *,
    day: int = 10,
    nature: str = "",
    themes: tuple[str, ...] = (),
    territories: tuple[str, ...] = (),
) -> Item:
    return Item(
        id=0,
        public_id=title,
        url_key=title,
        url=f"https://gazette.example/{title}",
        title=title,
        seen_at=datetime(2026, 11, 20, tzinfo=UTC),
        source="gazette",
        source_name="La Gazette",
        published_at=datetime(2026, 11, day, 9, tzinfo=UTC),
        nature=nature,
        themes=themes,
        territories=territories,
    )


def letter(*sections: Section) -> Publication:
    return Publication(key="lettre", title="La lettre", template="letter", sections=sections)


REST = Section(key="reste", title="Le reste")


def filed(publication: Publication, *items: Item) -> dict[str, list[str]]:
    sections, left = choose(publication, items, WORDS)
    told = {one.key: [entry.title for entry in one.entries] for one in sections}
    return told | ({"(aucune)": [one.title for one in left]} if left else {})


def test_an_item_goes_to_the_first_section_that_it_fits() -> None:
    agenda = Section(key="agenda", title="Agenda", natures=("evenement",))
    everything = letter(agenda, REST)
    assert filed(everything, item("a"), item("b", nature="evenement")) == {
        "agenda": ["b"],
        "reste": ["a"],
    }


def test_sections_come_in_the_order_of_the_rules_and_empty_ones_are_left_out() -> None:
    rules = [Section(key=key, title=key, natures=(key,)) for key in ("c", "b", "a")]
    sections, _ = choose(letter(*rules), [item("x", nature="a"), item("y", nature="c")], WORDS)
    assert [one.key for one in sections] == ["c", "a"]


def test_what_no_section_takes_is_given_back() -> None:
    agenda = Section(key="agenda", title="Agenda", natures=("evenement",))
    assert filed(letter(agenda), item("a"), item("b")) == {"(aucune)": ["a", "b"]}


def test_a_section_of_a_theme_takes_its_children_too() -> None:
    habitat = Section(key="habitat", title="Habitat", themes=("habitat",))
    chosen = filed(letter(habitat, REST), item("a", themes=("anru",)), item("b", themes=("sante",)))
    assert chosen == {"habitat": ["a"], "reste": ["b"]}


def test_a_section_of_a_child_does_not_take_its_parent() -> None:
    anru = Section(key="anru", title="ANRU", themes=("anru",))
    assert filed(letter(anru, REST), item("a", themes=("habitat",))) == {"reste": ["a"]}


def test_what_is_our_own_leaves_our_events_to_the_agenda() -> None:
    ours = replace(item("ours"), own=True)
    day = EventView((Day(1, date(2026, 12, 3)),))
    cycle = replace(item("cycle", nature="evenement"), own=True, event=day)
    nous = Section(key="nous", title="Nous", own=True)
    agenda = Section(key="agenda", title="Agenda", natures=("evenement",))
    assert filed(letter(nous, agenda), ours, cycle) == {"nous": ["ours"], "agenda": ["cycle"]}


def test_a_section_may_ask_for_a_medium_or_for_what_is_our_own() -> None:
    rules = letter(
        Section(key="ecoute", title="À écouter", media=("listen", "watch")),
        Section(key="nous", title="Nous", own=True),
        Section(key="eux", title="Eux", own=False),
    )
    ours = replace(item("ours"), own=True)
    heard = replace(item("heard"), medium="listen", own=True)
    assert filed(rules, ours, heard, item("theirs")) == {
        "ecoute": ["heard"],
        "nous": ["ours"],
        "eux": ["theirs"],
    }


@pytest.mark.parametrize(
    "territories, scope",
    [
        ((), "national"),
        (("FR",), "national"),
        (("FR", "R53"), "national"),
        (("EU",), "europe"),
        (("R53",), "local"),
        (("D35", "EU"), "local"),
        (("35238",), "local"),
    ],
)
def test_the_scope_follows_from_the_territories(territories: tuple[str, ...], scope: str) -> None:
    one = item("a", territories=territories)
    assert scope_of(one) == scope
    rules = letter(
        *(Section(key=key, title=key, scope=key) for key in ("national", "local", "europe"))
    )
    assert filed(rules, one) == {scope: ["a"]}


def test_the_newest_comes_first_and_what_is_above_the_most_goes_on_to_the_next_section() -> None:
    first = Section(key="une", title="À la une", max=2)
    items = [item(str(day), day=day) for day in (3, 9, 5, 7)]
    assert filed(letter(first, REST), *items) == {"une": ["9", "7"], "reste": ["5", "3"]}
    assert filed(letter(first), *items)["(aucune)"] == ["3", "5"]


def test_an_item_without_a_date_counts_from_when_it_was_seen() -> None:
    undated = replace(item("undated"), published_at=None)
    assert filed(letter(REST), item("old", day=19), undated) == {"reste": ["undated", "old"]}


def test_equal_dates_are_told_in_one_order_whatever_the_order_of_arrival() -> None:
    items = [item("b"), item("a"), item("c")]
    assert filed(letter(REST), *items) == filed(letter(REST), *items[::-1])


def test_an_agenda_is_sorted_by_the_day_it_happens_then_by_the_day_it_closes() -> None:
    rule = Section(key="appels", title="Appels", sort="date")
    soon = replace(item("soon"), starts_at=datetime(2026, 12, 1, 9))
    later = replace(item("later"), starts_at=datetime(2027, 1, 1, 9))
    closing = replace(item("closing"), closes_on=date(2026, 12, 15))
    assert filed(letter(rule), item("never"), later, closing, soon) == {
        "appels": ["soon", "closing", "later", "never"]
    }


def test_a_section_by_title_ignores_case() -> None:
    rule = Section(key="az", title="A–Z", sort="title")
    assert filed(letter(rule), item("b"), item("A"), item("C")) == {"az": ["A", "b", "C"]}


def kinds(*items: Item, sort: str = "date") -> list[str]:
    rule = Section.model_validate({"key": "agenda", "title": "Agenda", "sort": sort})
    return [one.kind for one in choose(letter(rule), items, WORDS)[0]]


def test_only_a_section_whose_every_item_has_an_hour_is_printed_as_an_agenda() -> None:
    dated = replace(item("a"), starts_at=datetime(2026, 12, 1, 9))
    assert kinds(dated) == ["agenda"]
    assert kinds(dated, item("b")) == ["items"]
    assert kinds(dated, sort="newest") == ["items"]


def by_theme(*items: Item) -> list[SectionView]:
    rule = Section(key="themes", title="Et aussi", by="theme")
    return choose(letter(rule), items, WORDS)[0]


def test_a_review_has_one_section_a_first_level_theme_in_the_order_of_the_vocabulary() -> None:
    sections = by_theme(
        item("a", themes=("sante",)), item("b", themes=("anru",)), item("c", themes=("habitat",))
    )
    assert [(one.key, one.title) for one in sections] == [
        ("themes--habitat", "Habitat"),
        ("themes--sante", "Santé"),
    ]
    assert [len(one.entries) for one in sections] == [2, 1]


def test_an_item_stands_once_under_its_first_theme() -> None:
    sections = by_theme(item("a", themes=("sante", "anru")))
    assert [one.key for one in sections] == ["themes--habitat"]


def test_what_has_no_theme_comes_last_under_the_title_of_the_rule() -> None:
    sections = by_theme(item("a"), item("b", themes=("sante",)))
    assert [(one.key, one.title) for one in sections] == [
        ("themes--sante", "Santé"),
        ("themes", "Et aussi"),
    ]


def test_a_theme_that_left_the_vocabulary_stands_after_the_others_under_its_key() -> None:
    sections = by_theme(item("a", themes=("parti",)), item("b", themes=("sante",)))
    assert [(one.key, one.title) for one in sections] == [
        ("themes--sante", "Santé"),
        ("themes--parti", "parti"),
    ]


def test_no_two_sections_of_an_edition_share_a_key_whatever_the_rules_are_called() -> None:
    rules = (
        Section(key="sante", title="La santé", natures=("appel",)),
        Section(key="themes-sante", title="Et encore", natures=("evenement",)),
        Section(key="divers", title="Divers", media=("watch",)),
        Section(key="themes", title="Par thème", by="theme", max=3),
        Section(key="suite", title="La suite", by="theme"),
    )
    items = [
        item("a", nature="appel"),
        item("b", nature="evenement"),
        replace(item("c"), medium="watch"),
        *(item(f"d{day}", day=day, themes=("sante",)) for day in (8, 9)),
        item("e", day=9),
        *(item(f"f{day}", day=day, themes=("sante",)) for day in (6, 7)),
        item("g", day=6),
    ]
    sections, left = choose(letter(*rules), items, WORDS)
    assert left == []
    assert [one.key for one in sections] == [
        "sante",
        "themes-sante",
        "divers",
        "themes--sante",
        "themes",
        "suite--sante",
        "suite",
    ]


def test_local_is_the_centres_own_territory_and_the_rest_is_elsewhere() -> None:
    rennes, tours = item("r", territories=("D35",)), item("t", territories=("D37",))
    assert scope_of(rennes, ("R53", "R52")) == "local"
    assert scope_of(tours, ("R53", "R52")) == "elsewhere"
    assert scope_of(tours) == "local"


def test_a_thematic_publication_leaves_out_what_it_is_not_about() -> None:
    where = Where(territories=("R53",))
    letters = letter(REST).model_copy(update={"where": where})
    rennes, tours = item("r", territories=("D35",)), item("t", territories=("D37",))
    sections, left = choose(letters, [rennes, tours], WORDS)
    assert [entry.public_id for one in sections for entry in one.entries] == [rennes.public_id]
    assert left == [tours]


@pytest.mark.parametrize(
    "dates",
    [
        {"starts_at": datetime(2027, 3, 10, 23, tzinfo=UTC)},
        {
            "starts_at": datetime(2027, 3, 10, 19, tzinfo=UTC),
            "ends_at": datetime(2027, 3, 10, 23, 30, tzinfo=UTC),
        },
        {"closes_on": date(2027, 3, 11)},
    ],
    ids=["midnight in Paris", "ends after midnight in Paris", "last day of a call"],
)
def test_what_is_over_drops_out_the_day_after_its_last_in_paris(dates: dict[str, object]) -> None:
    one = replace(item("x"), **dates)  # type: ignore[arg-type]
    on_its_day, none_left = choose(letter(REST), [one], WORDS, day=date(2027, 3, 11))
    assert [len(section.entries) for section in on_its_day] == [1]
    assert none_left == []
    assert choose(letter(REST), [one], WORDS, day=date(2027, 3, 12)) == ([], [one])
