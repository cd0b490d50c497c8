"""The announcement of one event: the seed's e-mail line by line, and a calendar file of four days."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from icalendar import Calendar

from tests.cast import ALICE, Stage, rewrite
from tests.core.invitation import DATES, HEADINGS, INVITATION, LETTER
from veille.core import Veille
from veille.text.french import typo

ANNOUNCEMENT = """\
  - key: annonce
    title: "L’annonce"
    template: announcement
    sections:
      - {key: annonce, title: "À vos agendas"}
jobs:
"""


@pytest.fixture
def event(veille: Veille, stage: Stage) -> str:
    """The training cycle, published and selected for the announcement."""
    rewrite(stage.folder / "veille.yml", "jobs:\n", ANNOUNCEMENT)
    veille.reload()
    return veille.events.write(replace(INVITATION, select=("annonce",)), by=ALICE).public_id


def bare(text: str) -> str:
    return re.sub(r"[\s•–-]+", "", typo(text)).casefold()


def read_by_hand(content: bytes) -> list[dict[str, str]]:
    """RFC 5545, read a second way: lines unfolded, properties of each VEVENT with their parameters."""
    lines = re.sub(r"\r\n[ \t]", "", content.decode("utf-8")).split("\r\n")
    found: list[dict[str, str]] = []
    inside = False
    for line in lines:
        if line in ("BEGIN:VEVENT", "END:VEVENT"):
            inside = line.startswith("BEGIN")
            found += [{}] if inside else []
        elif inside:
            name, _, value = line.partition(":")
            found[-1][name] = value
    return found


def test_the_letter_holds_every_line_of_the_e_mail_and_the_calendar_file(
    veille: Veille, event: str
) -> None:
    draft = veille.drafts.new("annonce", by=ALICE)
    sealed = veille.sealing.seal(str(draft.id), by=ALICE)
    letter = veille.editions.preview(sealed.public_id)
    link = f"https://archives.breal.example/agenda/{event}/evenement.ics"
    assert link in letter.html
    assert link in letter.text
    said = bare(letter.text)
    lines = [HEADINGS.get(line, line) for line in LETTER.splitlines() if line.strip()]
    days = [line for line in lines if line.startswith("Journée ")]
    assert [line for line in lines if line not in days and bare(line) not in said] == []
    # The heading of each day is ours: its rank, its date and its hours are there, in our words.
    assert len(days) == 4
    for rank, day in enumerate(("10 mars", "7 avril", "26 mai", "23 juin"), 1):
        assert bare(f"Journée {rank}") in said
        assert bare(day) in said
    assert bare("10 h – 17 h") in said


def test_the_calendar_file_has_four_days_from_ten_to_five_in_paris(
    veille: Veille, event: str
) -> None:
    veille.archive.build()
    file = (veille.workspace.archive / f"agenda/{event}/evenement.ics").read_bytes()
    hours = [(f"{day:%Y%m%d}T100000", f"{day:%Y%m%d}T170000") for day in DATES]

    by_hand = read_by_hand(file)
    start, end = "DTSTART;TZID=Europe/Paris", "DTEND;TZID=Europe/Paris"
    assert [(one[start], one[end]) for one in by_hand] == hours

    read = Calendar.from_ical(file).walk("VEVENT")
    spans = [(one.decoded("dtstart"), one.decoded("dtend")) for one in read]
    assert [(f"{a:%Y%m%dT%H%M%S}", f"{b:%Y%m%dT%H%M%S}") for a, b in spans] == hours
    assert {str(one.tzinfo) for span in spans for one in span} == {"Europe/Paris"}
