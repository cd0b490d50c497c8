"""The alert gathers what is new on the centre's own site and what is to come; a thematic letter, its theme."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, by_url, rewrite
from veille.core import Veille
from veille.errors import RefusedError
from veille.model.event import Day, EventForm, EventView
from veille.model.item import State, Triage
from veille.model.piece import PieceForm
from veille.store.tables import source

ALERT = """\
  - key: alerte
    title: "L’alerte"
    template: alert
    gather: site
    numbering: {next: 195}
    sections:
      - {key: nouveautes, title: "Nouveautés du site", own: true}
      - {key: evenements, title: "Événements importants", natures: [evenement], sort: date}
  - key: sante
    title: "Lettre Éducation"
    template: letter
    gather: kept
    numbering: {yearly: true, per_year: 20}
    where: {themes: [education]}
    sections:
      - {key: tout, title: "Tout"}
jobs:
"""


@pytest.fixture
def centre(veille: Veille, stage: Stage) -> Veille:
    """Bréal with an alert and a thematic letter; the Gazette is its own site."""
    rewrite(stage.folder / "veille.yml", "jobs:\n", ALERT)
    veille.reload()
    veille.collect()
    with veille.ctx.store.write() as w:
        w.execute(source.update().where(source.c.key == "gazette").values(own=True))
    return veille


def publish(veille: Veille, title: str) -> str:
    piece = veille.pieces.write(PieceForm(title=title, body="Un mot.", public=True), by=ALICE)
    return piece.public_id


def announce(veille: Veille, title: str, day: date) -> str:
    view = EventView((Day(rank=0, date=day, starts=time(10), ends=time(17)),), place="Bréal")
    return veille.events.write(EventForm(title, view, public=True), by=ALICE).public_id


def told(veille: Veille, draft: str) -> dict[str, list[str]]:
    view = veille.editions.view(draft)
    return {one.title: [entry.title for entry in one.entries] for one in view.sections}


def test_the_alert_has_two_sections_and_everything_once(centre: Veille) -> None:
    own = [one.title for one in by_url(centre).values() if one.own]
    publish(centre, "Une fiche")
    announce(centre, "Une rencontre", date(2026, 12, 1))
    announce(centre, "Un atelier", date(2026, 11, 30))
    announce(centre, "Une fête passée", date(2026, 11, 2))

    draft = centre.drafts.new("alerte", by=ALICE)

    shown = told(centre, draft.public_id)
    assert list(shown) == ["Nouveautés du site", "Événements importants"]
    assert sorted(shown["Nouveautés du site"]) == sorted([*own, "Une fiche"])
    assert shown["Événements importants"] == ["Un atelier", "Une rencontre"]
    with pytest.raises(RefusedError, match="en attente"):
        centre.drafts.new("alerte", by=ALICE)
    centre.sealing.seal(draft.public_id, by=ALICE)
    with pytest.raises(RefusedError, match="rien de nouveau depuis le n°\u00a0195"):
        centre.drafts.new("alerte", by=ALICE)


def test_only_what_came_since_the_last_alert_is_new(centre: Veille, stage: Stage) -> None:
    publish(centre, "Une fiche")
    centre.sealing.seal(centre.drafts.new("alerte", by=ALICE).public_id, by=ALICE)
    stage.clock.advance(days=30)
    publish(centre, "Une autre fiche")
    draft = centre.drafts.new("alerte", by=ALICE)
    assert told(centre, draft.public_id) == {"Nouveautés du site": ["Une autre fiche"]}


def test_what_is_hidden_dropped_or_taken_out_is_not_gathered_again(centre: Veille) -> None:
    centre.pieces.write(PieceForm(title="Un brouillon", body="x"), by=ALICE)
    dropped = by_url(centre)[RENTS.url]
    centre.items.triage(dropped.public_id, Triage(state=State.DROPPED), by=ALICE)
    publish(centre, "Une fiche")
    draft = centre.drafts.new("alerte", by=ALICE).public_id
    shown = told(centre, draft)["Nouveautés du site"]
    assert "Un brouillon" not in shown
    assert dropped.title not in shown


def test_a_thematic_letter_takes_what_was_kept_of_its_theme_and_counts_its_year(
    centre: Veille,
) -> None:
    school = by_url(centre)[SCHOOL.url]
    centre.items.triage(school.public_id, Triage(state=State.KEPT, themes=("education",)), by=ALICE)
    rents = by_url(centre)[RENTS.url]
    centre.items.triage(rents.public_id, Triage(state=State.KEPT, themes=()), by=ALICE)
    draft = centre.drafts.new("sante", by=ALICE)
    assert [one.title for one in centre.editions.view(draft.public_id).entries] == [school.title]
    sealed = centre.sealing.seal(draft.public_id, by=ALICE)
    assert "n° 1/20" in sealed.subject
    centre.archive.build()
    page = centre.workspace.archive / "sante/2026/1/index.html"
    assert "n°\u00a01/20" in page.read_text("utf-8")
