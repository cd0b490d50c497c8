"""Events: written once, told everywhere, changed and called off without losing a reader."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar
from lxml import html as lxml_html

from tests.cast import ALICE, Stage, rows
from tests.core.invitation import DATES, HEADINGS, INVITATION, LETTER, TITLE, VIEW
from veille.core import Veille
from veille.errors import NotFoundError, RefusedError
from veille.model.event import Day, EventForm, EventView
from veille.model.item import State, Triage
from veille.text.french import typo

WRITTEN = ("item", "event", "journal", "selection", "item_theme", "item_territory")
SMALL = EventForm("Un café", EventView((Day(0, date(2026, 12, 3), time(18)),), place="Bréal"))


def bare(text: str) -> str:
    """Words and marks alone: spaces, typography, the dashes of a list put aside."""
    return re.sub(r"\s+", "", typo(text))


def lines() -> list[str]:
    """Every line of the e-mail, headings under our word."""
    return [HEADINGS.get(one, one) for one in LETTER.splitlines() if one.strip()]


def told(line: str, text: str) -> bool:
    """Whether a line stands there; a day's heading may give date and hours in the house's manner."""
    if found := re.fullmatch(r"(Journée \d) (\d+ \w+ \d{4}) de 10H00 à 17H00", line):
        return bare(found[1]) in text and bare(f"{found[2]}, 10 h – 17 h") in text
    # A dash or a bullet becomes a list.
    return bare(re.sub(r"^\s*[-•] ", "", line)) in text


def acts(veille: Veille) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    query = "SELECT verb, before, after FROM journal WHERE object LIKE 'event:%' ORDER BY id"
    with veille.ctx.store.read() as r:
        return [(verb, json.loads(b), json.loads(a)) for verb, b, a in r.exec_driver_sql(query)]


def page(veille: Veille, path: str) -> str:
    return (veille.workspace.archive / path).read_text("utf-8")


def words(html: str) -> str:
    document = lxml_html.document_fromstring(html)
    for lost in list(document.iter("style", "script")):
        lost.drop_tree()
    return bare(str(document.text_content()))


# --- told everywhere ---------------------------------------------------------------------------


def test_an_invitation_typed_into_the_form_loses_no_line(stage: Stage) -> None:
    """In the announcement, its text part, and the page of the archive."""
    file = stage.folder / "veille.yml"
    text = file.read_text("utf-8").replace(
        "jobs:\n",
        "  - {key: annonce, title: Annonce, template: announcement,"
        " sections: [{key: annonce, title: Annonce}]}\njobs:\n",
        1,
    )
    file.write_text(text, "utf-8")
    with stage.opened() as veille:
        made = veille.events.write(replace(INVITATION, select=("annonce",)), by=ALICE)
        draft = veille.drafts.new("annonce", by=ALICE)
        letter = veille.editions.preview(draft.public_id)
        veille.archive.build()
        shown = {
            "html": words(letter.html),
            "text": bare(letter.text),
            "page": words(page(veille, f"agenda/{made.public_id}/index.html")),
        }
        for name, content in shown.items():
            assert [line for line in lines() if not told(line, content)] == [], name
        calendar = f"https://archives.breal.example/agenda/{made.public_id}/evenement.ics"
        assert calendar in letter.html
        assert calendar in letter.text
        assert "https://breal.example/inscription?cycle=4" in letter.text
        assert len(letter.html.encode()) < 90 * 1024
        veille.sealing.seal(draft.public_id, by=ALICE)
        assert veille.editions.view(draft.public_id).entries[0].event == VIEW


def test_it_is_an_item_that_waits_for_a_publication_and_stands_in_its_agenda(
    veille: Veille,
) -> None:
    made = veille.events.write(replace(INVITATION, select=("lettre",)), by=ALICE)
    item = veille.items.get(made.public_id)
    assert (item.state, item.source, item.own, item.nature) == (
        State.KEPT,
        "centre",
        True,
        "evenement",
    )
    assert item.starts_at == datetime(2027, 3, 10, 10)
    assert item.ends_at == datetime(2027, 6, 23, 17)
    assert item.closes_on == date(2027, 3, 1)
    assert item.place.startswith("Centre de Bréal, Salle de conférence")
    assert item.url == f"https://archives.breal.example/agenda/{made.public_id}/"
    assert item.selected_for == ("lettre",)
    assert item.summary.startswith("Mars 2027 – Juin 2027 Cycle de qualification")

    veille.events.write(replace(SMALL, public=True, select=("lettre",)), by=ALICE)
    draft = veille.drafts.new("lettre", by=ALICE)
    (section,) = veille.editions.view(draft.public_id).sections
    assert (section.key, section.kind) == ("agenda", "agenda")
    assert [entry.title for entry in section.entries] == ["Un café", typo(TITLE)]
    letter = veille.editions.preview(draft.public_id)
    assert bare("10 mars, 7 avril, 26 mai et 23 juin 2027, 10 h – 17 h") in words(letter.html)
    assert bare("10 mars, 7 avril, 26 mai et 23 juin 2027, 10 h – 17 h") in bare(letter.text)


def test_the_agenda_has_its_pages_and_a_calendar_file(veille: Veille) -> None:
    made = veille.events.write(INVITATION, by=ALICE)
    old = replace(SMALL, title="Passé", view=EventView((Day(0, date(2026, 1, 5)),)), public=True)
    veille.events.write(old, by=ALICE)
    veille.archive.build()

    index = page(veille, "agenda/index.html")
    assert (
        index.index("À venir") < index.index("contrat de quartier") < index.index("Récemment</h2>")
    )
    assert index.index("Récemment</h2>") < index.index(">Passé</a>")
    assert 'href="./agenda/"' in page(veille, "index.html")
    file = veille.workspace.archive / f"agenda/{made.public_id}/evenement.ics"
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [one.decoded("dtstart").date() for one in found] == list(DATES)
    assert veille.archive.build().written == ()


def test_a_draft_is_nowhere_and_waits_for_nothing(veille: Veille) -> None:
    draft = veille.events.write(SMALL, by=ALICE)
    veille.archive.build()
    assert veille.items.get(draft.public_id).url is None
    assert not (veille.workspace.archive / "agenda").exists()
    assert "agenda/" not in page(veille, "index.html")
    with pytest.raises(RefusedError, match="publiez"):
        veille.events.change(draft.public_id, replace(SMALL, select=("lettre",)), by=ALICE)


# --- changed, called off -----------------------------------------------------------------------


def test_a_change_of_date_moves_the_entry_and_bumps_its_sequence(veille: Veille) -> None:
    made = veille.events.write(INVITATION, by=ALICE)
    first, *rest = made.view.days
    moved = replace(made.view, days=(*rest, replace(first, date=date(2027, 3, 11))))
    after = veille.events.change(made.public_id, replace(INVITATION, view=moved), by=ALICE)
    assert (made.sequence, after.sequence) == (0, 1)
    assert [day.rank for day in after.view.days] == [1, 2, 3, 4]
    assert after.view.days[0].date == date(2027, 3, 11)
    assert veille.items.get(made.public_id).starts_at == datetime(2027, 3, 11, 10)
    verb, before, told_after = acts(veille)[-1]
    assert (verb, set(before)) == ("change-event", {"days"})
    assert before["days"][0]["date"] == "2027-03-10"
    assert told_after["days"][0]["date"] == "2027-03-11"


def test_a_day_that_is_added_gets_a_rank_that_no_day_had(veille: Veille) -> None:
    made = veille.events.write(INVITATION, by=ALICE)
    days = (made.view.days[3], Day(0, date(2027, 2, 1)), made.view.days[0])
    form = replace(INVITATION, view=replace(made.view, days=days))
    after = veille.events.change(made.public_id, form, by=ALICE)
    assert [(day.rank, day.date.month) for day in after.view.days] == [(5, 2), (1, 3), (4, 6)]


def test_called_off_is_said_everywhere_and_may_be_taken_back(veille: Veille) -> None:
    made = veille.events.write(replace(INVITATION, select=("revue",)), by=ALICE)
    off = veille.events.cancel(made.public_id, by=ALICE)
    assert (off.view.cancelled, off.sequence) == (True, 1)
    veille.archive.build()
    item = veille.items.get(made.public_id)
    assert item.title.startswith("Annulé : ")
    for path in ("index.html", "revue/index.html", "agenda/index.html"):
        assert "Annulé\u00a0: Comment" in page(veille, path), path
    shown = page(veille, f"agenda/{made.public_id}/index.html")
    assert "Cet événement est annulé." in shown
    assert "Inscrivez-vous" not in shown
    assert (
        b"STATUS:CANCELLED"
        in (veille.workspace.archive / f"agenda/{made.public_id}/evenement.ics").read_bytes()
    )
    # Changed while it is off, it stays off.
    form = replace(INVITATION, title="Autre", select=("revue",))
    assert veille.events.change(made.public_id, form, by=ALICE).view.cancelled
    veille.events.restore(made.public_id, by=ALICE)
    assert veille.items.get(made.public_id).title == "Autre"
    assert [verb for verb, *_ in acts(veille)] == [
        "publish-event",
        "cancel-event",
        "change-event",
        "restore-event",
    ]


def test_the_same_again_writes_nothing(veille: Veille) -> None:
    made = veille.events.write(INVITATION, by=ALICE)
    before = rows(veille.ctx.store, *WRITTEN)
    veille.events.change(made.public_id, replace(INVITATION, view=made.view), by=ALICE)
    veille.events.restore(made.public_id, by=ALICE)
    assert rows(veille.ctx.store, *WRITTEN) == before


def test_withdrawn_it_leaves_a_stub_and_no_basket(veille: Veille) -> None:
    made = veille.events.write(replace(INVITATION, select=("revue",)), by=ALICE)
    veille.archive.build()
    veille.events.withdraw(made.public_id, by=ALICE)
    veille.archive.build()
    assert "Page déplacée" in page(veille, f"agenda/{made.public_id}/index.html")
    item = veille.items.get(made.public_id)
    assert (item.url, item.selected_for) == (None, ())


def test_what_an_edition_told_keeps_its_page(veille: Veille) -> None:
    made = veille.events.write(replace(SMALL, public=True, select=("revue",)), by=ALICE)
    draft = veille.drafts.new("revue", by=ALICE)
    veille.sealing.seal(draft.public_id, by=ALICE)
    with pytest.raises(RefusedError, match="déjà paru"):
        veille.events.withdraw(made.public_id, by=ALICE)
    off = veille.events.cancel(made.public_id, by=ALICE)
    veille.archive.build()
    assert off.view.cancelled
    assert "Annulé" not in page(veille, f"revue/2026/{3}/index.html")
    assert "Annulé" in page(veille, f"agenda/{made.public_id}/index.html")


def test_a_note_written_at_triage_survives_a_change(veille: Veille) -> None:
    made = veille.events.write(INVITATION, by=ALICE)
    veille.items.triage(made.public_id, Triage(summary="À ne pas manquer."), by=ALICE)
    veille.events.change(made.public_id, replace(INVITATION, title="Autre"), by=ALICE)
    assert veille.items.get(made.public_id).summary == "À ne pas manquer."


# --- refused -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form, words",
    [
        (replace(SMALL, title="  "), "donnez un titre"),
        (replace(SMALL, title="x" * 400), "titre de 400 caractères"),
        (replace(SMALL, view=EventView(())), "au moins un jour"),
        (replace(SMALL, view=EventView((Day(0, date(1, 1, 1)),))), "année 1"),
        (
            replace(SMALL, view=EventView((Day(0, DATES[0], time(17), time(10)),))),
            "la fin ne peut pas",
        ),
        (replace(SMALL, view=replace(VIEW, description="x" * 30_000)), "30000 caractères"),
        (replace(SMALL, view=replace(VIEW, registration_url="javascript:alert(1)")), "adresse"),
        (replace(SMALL, view=EventView((Day(0, DATES[0]),) * 61)), "pas plus de 60 jours"),
        (replace(SMALL, territory="Bréal"), "territoire"),
    ],
)
def test_what_no_page_can_hold_is_refused_and_nothing_is_written(
    veille: Veille, form: EventForm, words: str
) -> None:
    before = rows(veille.ctx.store, *WRITTEN)
    with pytest.raises(RefusedError, match=words):
        veille.events.write(form, by=ALICE)
    assert rows(veille.ctx.store, *WRITTEN) == before


def test_unknown_words_and_events_are_named(veille: Veille) -> None:
    with pytest.raises(NotFoundError):
        veille.events.write(replace(SMALL, themes=("rien",)), by=ALICE)
    with pytest.raises(NotFoundError):
        veille.events.write(replace(SMALL, public=True, select=("rien",)), by=ALICE)
    with pytest.raises(NotFoundError, match="inconnu"):
        veille.events.get("inconnu")


def test_a_name_that_is_taken_makes_no_second_event(veille: Veille) -> None:
    made = veille.events.write(SMALL, by=ALICE)
    with pytest.raises(RefusedError, match="déjà enregistré"):
        veille.events.write(SMALL, by=ALICE, public_id=made.public_id)
    assert len(veille.events.listed()) == 1
