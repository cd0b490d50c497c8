"""« Événement » at the desk: days added without a script, dates as they are typed, copied, called off."""

from __future__ import annotations

import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest

from tests.cast import ALICE
from tests.core.invitation import INVITATION, VIEW
from tests.desk.conftest import ARCHIVE, Desk
from tests.desk.test_pieces import hidden
from veille.core import Veille
from veille.model.event import Event
from veille.text.typed import written_hours

ONE_DAY = {
    "title": "Un café des voisins",
    "description": "Venez.",
    "place": "Maison de l’habitat\r\n1 place de l’Exemple",
    "days-0-date": "jeudi",
    "days-0-hours": "18h-20h",
    "days-0-programme": "Accueil\r\nDébat",
    "days-0-place": "",
    "registration_url": "https://breal.example/inscription",
    "register_by": "demain",
    "publications": ["lettre"],
}


def write(desk: Desk, action: str = "publish", **more: Any) -> Any:
    form = desk.get("/bureau/evenements/nouveau").text
    data = {**ONE_DAY, "once": hidden(form, "once"), "action": action, **more}
    return desk.post("/bureau/evenements/", data)


def only(veille: Veille) -> Event:
    (event,) = veille.events.listed()
    return event


def values(html: str, name: str) -> list[str]:
    return [
        unescape(one) for one in re.findall(rf'name="{name}" type="[a-z]+" value="([^"]*)"', html)
    ]


def test_an_event_is_published_from_dates_as_they_are_typed(desk: Desk, veille: Veille) -> None:
    answer = write(desk)
    event = only(veille)
    assert answer.location == f"/bureau/evenements/{event.public_id}"
    (day,) = event.view.days
    assert (day.date, day.starts, day.ends) == (date(2026, 11, 19), time(18), time(20))
    assert day.programme == "Accueil\nDébat"
    assert event.view.register_by == date(2026, 11, 17)
    page = desk.get(answer.location).text
    assert f'href="{ARCHIVE}agenda/{event.public_id}/"' in page
    assert f'data-keep="event:{event.public_id}"' in page
    assert values(page, "days-0-date") == ["19/11/2026"]
    assert values(page, "days-0-hours") == ["18h-20h"]
    assert veille.items.get(event.public_id).selected_for == ("lettre",)
    archive = veille.workspace.archive
    assert (archive / f"agenda/{event.public_id}/evenement.ics").is_file()
    assert "Un café des voisins" in (archive / "agenda/index.html").read_text("utf-8")
    assert "19\u00a0novembre\u00a02026" in desk.get("/bureau/evenements/").text


def test_days_are_added_and_taken_away_without_a_script(desk: Desk, veille: Veille) -> None:
    added = write(desk, action="add")
    assert added.status_code == 200
    assert "Jour 2" in added.text
    assert values(added.text, "days-1-hours") == ["18h-20h"]
    assert values(added.text, "days-0-date") == ["jeudi"]
    assert re.search(r'name="days-1-date"[^>]*autofocus', added.text)
    two = {"days-1-date": "26/11", "days-1-hours": "9h", "days-1-programme": "", "days-1-place": ""}
    removed = write(desk, action="remove-0", **two)
    assert values(removed.text, "days-0-date") == ["26/11"]
    assert "Jour 2" not in removed.text
    assert veille.events.listed() == []
    write(desk, **two)
    assert [day.date.day for day in only(veille).view.days] == [19, 26]


def test_a_whole_invitation_typed_in_is_read_back_as_it_was(desk: Desk, veille: Veille) -> None:
    data: dict[str, Any] = {
        name: getattr(VIEW, name).replace("\n", "\r\n")
        for name in "place description audience speakers contact registration".split()
    }
    for at, day in enumerate(VIEW.days):
        data[f"days-{at}-date"] = f"{day.date.day}/{day.date.month}/{day.date.year}"
        data[f"days-{at}-hours"] = written_hours(day.starts, day.ends)
        data[f"days-{at}-programme"] = day.programme.replace("\n", "\r\n")
        data[f"days-{at}-place"] = ""
    data |= {"title": INVITATION.title, "register_by": "1er mars 2027"}
    data |= {"registration_url": VIEW.registration_url, "publications": []}
    assert write(desk, **data).status_code == 303
    assert only(veille).view == VIEW


def test_a_new_one_is_copied_from_a_former_one_without_its_dates(
    desk: Desk, veille: Veille
) -> None:
    former = veille.events.write(INVITATION, by=ALICE)
    assert "Copier depuis le dernier semblable" in desk.get("/bureau/evenements/nouveau").text
    page = desk.get(f"/bureau/evenements/nouveau?comme={former.public_id}").text
    assert values(page, "title") == [INVITATION.title]
    assert values(page, "days-3-hours") == ["10h-17h"]
    assert values(page, "days-3-date") == [""]
    assert values(page, "register_by") == [""]
    assert "Odile PRÉVAL" in page
    assert 'data-keep="event:new"' in page
    assert desk.get("/bureau/evenements/nouveau?comme=inconnu").status_code == 404


@pytest.mark.parametrize(
    "field, value, told",
    [
        ("title", "", "Donnez un titre"),
        ("days-0-date", "", "Donnez la date de ce jour"),
        ("days-0-date", "bientôt", "n’est pas une date"),
        ("days-0-date", "31/2", "n’existe pas"),
        ("days-0-date", "lundi 3 novembre 2026", "est un mardi"),
        ("days-0-hours", "tard", "n’est pas une heure"),
        ("days-0-hours", "20h-18h", "fin vient avant"),
        ("register_by", "jamais", "n’est pas une date"),
        ("registration_url", "inscription", "adresse entière"),
        ("description", "x" * 20_001, "20001 caractères"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_is_kept(
    desk: Desk, veille: Veille, field: str, value: str, told: str
) -> None:
    answer = write(desk, **{"contact": "Inès Morel-Fictive", field: value})
    assert answer.status_code == 400
    assert told in answer.text
    assert f'id="faute-{field}"' in answer.text
    assert "Inès Morel-Fictive" in answer.text
    assert veille.events.listed() == []


def test_a_form_without_any_day_asks_for_one(desk: Desk) -> None:
    answer = write(desk, **{"days-0-date": "", "days-0-hours": "", "days-0-programme": ""})
    assert answer.status_code == 400
    assert "onnez" in answer.text
    assert 'id="faute-days-0-date"' in answer.text


def test_called_off_restored_and_withdrawn(desk: Desk, veille: Veille) -> None:
    write(desk)
    path = f"/bureau/evenements/{only(veille).public_id}"
    assert desk.post(f"{path}/annuler").status_code == 303
    assert "Annulé\u00a0: Un café" in desk.get("/bureau/evenements/").text
    assert "Annulé\u00a0: Un café" in desk.get("/bureau/?state=kept").text
    assert desk.post(f"{path}/retablir").status_code == 303
    assert not only(veille).view.cancelled
    assert desk.post(f"{path}/retirer").status_code == 303
    assert not only(veille).public


def test_sent_twice_the_form_makes_one_event_and_an_old_page_undoes_nothing(
    desk: Desk, veille: Veille
) -> None:
    once = hidden(desk.get("/bureau/evenements/nouveau").text, "once")
    data = {**ONE_DAY, "once": once, "action": "publish"}
    assert desk.post("/bureau/evenements/", data).location == f"/bureau/evenements/{once}"
    assert desk.post("/bureau/evenements/", data).location == f"/bureau/evenements/{once}"
    assert only(veille).sequence == 0
    seen = hidden(desk.get(f"/bureau/evenements/{once}").text, "seen")
    veille.events.cancel(once, by=ALICE)
    old = {**ONE_DAY, "title": "Un thé", "seen": seen}
    answer = desk.post(f"/bureau/evenements/{once}", old)
    assert answer.status_code == 409
    assert "Un thé" in answer.text
    assert only(veille).title == "Un café des voisins"


def test_the_blank_form_is_light(desk: Desk) -> None:
    assert len(desk.get("/bureau/evenements/nouveau").data) < 100_000
