"""What of an item and of an edition a reader is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.compose.samples import entry, section
from tests.compose.test_choose import REST, WORDS, item, letter
from veille.compose.view import edition_view, entry_view
from veille.model.edition import Named

FULL = replace(
    item("L'école", nature="evenement", themes=("sante", "anru"), territories=("R53", "35238")),
    published_at=datetime(2026, 11, 10, 23, 30, tzinfo=UTC),
    excerpt="Le texte du site, qui n’est pas à nous.",
    summary='Un "bon" résumé !',
    quotation="l'extrait",
    source_name="L'Estuaire",
    also_seen=("L'Ouest",),
    place="Salle n° 4",
    author="Une plume",
)


def test_keys_become_words_in_the_order_of_the_vocabulary() -> None:
    view = entry_view(FULL, WORDS)
    assert view.nature == "Événement"
    assert view.themes == (Named("anru", "Renouvellement urbain"), Named("sante", "Santé"))
    assert view.territories == (Named("R53", "Bretagne"), Named("35238", "Rennes"))


def test_every_text_is_typographically_right() -> None:
    view = entry_view(FULL, WORDS)
    assert (view.title, view.source, view.also_seen) == ("L’école", "L’Estuaire", ("L’Ouest",))
    assert view.note == "Un «\u00a0bon\u00a0» résumé\u202f!"
    assert (view.quotation, view.place) == ("l’extrait", "Salle n°\u00a04")


def test_the_day_is_that_of_paris() -> None:
    assert entry_view(FULL, WORDS).published_on == date(2026, 11, 11)


def test_what_the_feed_said_is_never_shown() -> None:
    assert "n’est pas à nous" not in repr(entry_view(FULL, WORDS))


def test_an_item_without_an_address_a_date_or_a_nature_has_none() -> None:
    view = entry_view(replace(FULL, url=None, published_at=None, nature=""), WORDS)
    assert (view.url, view.published_on, view.nature) == ("", None, "")


def test_a_key_that_left_the_vocabulary_stands_for_itself() -> None:
    view = entry_view(replace(FULL, nature="partie", themes=("parti",)), WORDS)
    assert (view.nature, view.themes) == ("partie", (Named("parti", "parti"),))


def test_a_letter_is_of_its_month_and_keeps_title_colour_and_number() -> None:
    rule = letter(REST).model_copy(update={"title": "L'écho", "accent": "#8A3324", "issn": "1-2"})
    view = edition_view(
        rule, [section(entry("A"))], day=date(2026, 11, 25), slug="132", public_id="abc"
    )
    assert (view.publication_title, view.accent, view.issn) == ("L’écho", "#8A3324", "1-2")
    assert (view.number, view.slug, view.path) == (132, "132", "lettre/2026/132/")
    assert view.period == "novembre\u00a02026"


def test_a_review_dated_monday_tells_of_the_week_before_and_later_of_its_own() -> None:
    rule = letter(REST).model_copy(update={"living": True})
    for day, period in ((23, "16 au 22"), (24, "23 au 29"), (29, "23 au 29")):
        view = edition_view(rule, [], day=date(2026, 11, day), slug="1", public_id="abc")
        assert view.period == f"semaine du {period}\u00a0novembre\u00a02026"
