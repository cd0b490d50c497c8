"""A page brought in by hand: read, filed under its own source, known the second time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from tests.cast import ALICE, GAZETTE, RENTS, SCHOOL, Stage, feed, rows, sealed
from veille.core import Addition, Veille
from veille.core.adding import shared_address
from veille.errors import FetchError, ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Fetched, State, Validators
from veille.model.role import Role
from veille.store import people
from veille.store.tables import person

PAGE = "https://lequartier.example/parents"
HTML = """\
<html lang="fr"><head><title>Les parents de l’école – Le Quartier</title>
<meta property="og:site_name" content="Le Quartier">
<meta name="description" content="Une charte pour l’école.">
<meta property="article:published_time" content="2026-11-12T08:00:00+01:00">
<link rel="canonical" href="{canonical}"></head><body><article>Réservé aux abonnés</article></body></html>
"""


def html(url: str = PAGE, canonical: str = PAGE) -> Fetched:
    body = HTML.format(canonical=canonical).encode()
    return Fetched(url, 200, {"content-type": "text/html"}, body, Validators())


def proofreader(veille: Veille, name: str = "Chloé") -> str:
    with veille.ctx.store.write() as w:
        who = people.person_id(w, name)
        w.execute(update(person).where(person.c.id == who).values(role=Role.RELECTURE.value))
    return name


@pytest.fixture(autouse=True)
def web(stage: Stage) -> None:
    stage.web.answers[PAGE] = html()


def test_nothing_is_typed_and_the_item_waits_for_triage_with_its_suggestions(
    veille: Veille,
) -> None:
    looked = veille.adding.look(f"{PAGE}?utm_source=lettre#haut")
    assert rows(veille.ctx.store, "item") == {"item": []}  # looking writes nothing

    item = veille.adding.add(looked.addition, by=ALICE)

    assert (item.title, item.source_name, item.url) == (
        "Les parents de l’école",
        "Le Quartier",
        PAGE,
    )
    assert (item.access, item.medium, item.state) == ("subscribers", "read", State.NEW)
    assert item.published_at == datetime(2026, 11, 12, 7, 0, tzinfo=UTC)
    assert item.proposed_by == ALICE
    assert [one.key for one in item.suggestions] == ["education"]
    (line,) = rows(veille.ctx.store, "journal")["journal"]
    assert line[3:5] == ("add-item", f"item:{item.public_id}")
    assert json.loads(str(line[6]))["title"] == item.title


def test_a_page_of_a_declared_source_is_its_own_and_its_feed_does_not_bring_it_twice(
    veille: Veille, stage: Stage
) -> None:
    stage.web.answers[SCHOOL.url] = html(SCHOOL.url, SCHOOL.url)
    looked = veille.adding.look(SCHOOL.url)
    assert looked.source == "gazette"
    item = veille.adding.add(looked.addition, by=ALICE)
    assert (item.source, item.source_name, item.territories) == ("gazette", "La Gazette", ("R53",))

    veille.collect(["gazette"])

    again = veille.items.get(SCHOOL.url)
    assert (again.public_id, again.title) == (item.public_id, item.title)
    assert veille.items.counts() == {"new": 2}


def test_chosen_for_a_publication_it_is_kept_with_the_themes_that_were_ticked(
    veille: Veille,
) -> None:
    looked = veille.adding.look(PAGE)
    new = replace(looked.addition, select=("revue", "lettre", "revue"), themes=("logement",))
    item = veille.adding.add(new, by=ALICE)
    assert (item.state, item.selected_for) == (State.KEPT, ("lettre", "revue"))
    assert (item.themes, item.suggestions) == (("logement",), ())


def test_a_proofreader_may_propose_and_not_choose(veille: Veille) -> None:
    chloe, looked = proofreader(veille), veille.adding.look(PAGE)
    with pytest.raises(ForbiddenError):
        veille.adding.add(replace(looked.addition, select=("lettre",)), by=chloe)
    assert veille.items.counts() == {}
    assert veille.adding.add(looked.addition, by=chloe).proposed_by == chloe


def test_what_is_known_is_told_with_where_it_came_out(veille: Veille, stage: Stage) -> None:
    veille.collect()
    sealed(veille, "lettre", SCHOOL, RENTS)
    asked = len(stage.web.asked)

    looked = veille.adding.look("http://www.gazette.example/ecole/?utm_source=x")

    assert looked.known is not None
    assert [one.number for one in looked.known.published_in] == [12]
    assert len(stage.web.asked) == asked  # nobody is asked for what is known


def test_what_is_known_under_its_canonical_address_is_told_too(
    veille: Veille, stage: Stage
) -> None:
    veille.collect()
    amp = "https://gazette.example/amp/ecole"
    stage.web.answers[amp] = html(amp, SCHOOL.url)
    looked = veille.adding.look(amp)
    assert looked.known is not None
    assert looked.known.url == SCHOOL.url
    with pytest.raises(RefusedError, match="déjà dans la base"):
        veille.adding.add(looked.addition, by=ALICE)


@pytest.mark.parametrize(
    "problem", ["adresse non publique : intranet", "réponse trop lourde : plus de 5 Mo"]
)
def test_a_page_that_cannot_be_read_is_told_and_may_be_filled_by_hand(
    veille: Veille, stage: Stage, problem: str
) -> None:
    stage.web.answers[PAGE] = FetchError(problem)
    looked = veille.adding.look(PAGE, "Un titre partagé")
    assert (looked.problem, looked.addition.title) == (problem, "Un titre partagé")
    item = veille.adding.add(looked.addition, by=ALICE)
    assert (item.title, item.source_name) == ("Un titre partagé", "lequartier.example")


def test_a_feed_is_sent_to_the_sources(veille: Veille) -> None:
    assert "sources" in veille.adding.look(GAZETTE).problem


def test_what_is_no_page_keeps_its_sort(veille: Veille, stage: Stage) -> None:
    sound = "https://radio.example/nuit.mp3"
    stage.web.answers[sound] = Fetched(
        sound, 200, {"content-type": "audio/mpeg"}, b"ID3", Validators()
    )
    looked = veille.adding.look(sound, "Une nuit")
    assert (looked.addition.medium, looked.addition.title) == ("listen", "Une nuit")


def test_the_outlet_keeps_one_row_and_survives_the_file(veille: Veille) -> None:
    new = Addition(url=PAGE, title="Un", source_name="Le Quartier")
    first = veille.adding.add(new, by=ALICE)
    second = veille.adding.add(replace(new, url=f"{PAGE}/2", title="Deux"), by=ALICE)
    assert first.source == second.source == "ajout-lequartier-example"
    veille.reload()
    assert veille.items.get(PAGE).source_name == "Le Quartier"
    with veille.ctx.store.read() as r:
        states: dict[str, str] = dict(r.exec_driver_sql("SELECT key, state FROM source").all())
    assert states["ajout-lequartier-example"] == "found"
    assert states["gazette"] == "active"


def test_another_name_given_to_a_watched_host_is_another_outlet(veille: Veille) -> None:
    new = Addition(url="https://gazette.example/blog", title="Un", source_name="Le blog d’à côté")
    assert veille.adding.add(new, by=ALICE).source_name == "Le blog d’à côté"


def test_a_day_that_was_corrected_is_kept(veille: Veille) -> None:
    looked = veille.adding.look(PAGE)
    new = replace(looked.addition, published_on=date(2026, 11, 1))
    assert veille.adding.add(new, by=ALICE).published_at == datetime(2026, 11, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "address", ["", "pas une adresse", "ftp://a.example/", "javascript:x", "https://a@b.example/"]
)
def test_what_is_no_address_is_refused_in_words(veille: Veille, address: str) -> None:
    with pytest.raises(RefusedError, match="n’est pas une adresse"):
        veille.adding.look(address)
    with pytest.raises(RefusedError):
        veille.adding.add(Addition(url=address, title="Un titre"), by=ALICE)


def test_nothing_is_half_added(veille: Veille) -> None:
    new = Addition(url=PAGE, title="Un titre")
    for wrong in (
        replace(new, title=" \u200b "),
        replace(new, select=("inconnue",)),
        replace(new, themes=("inconnu",), select=("lettre",)),
    ):
        with pytest.raises((RefusedError, NotFoundError)):
            veille.adding.add(wrong, by=ALICE)
    assert rows(veille.ctx.store, "item", "journal") == {"item": [], "journal": []}


@pytest.mark.parametrize(
    "shared",
    [
        (PAGE, "", ""),
        ("", f"Les parents\n{PAGE}", ""),
        ("", f"Lu dans « Le Quartier » : {PAGE}.", "Les parents"),
        ("", "", f"Les parents {PAGE}"),
    ],
)
def test_a_telephone_may_put_the_address_anywhere(shared: tuple[str, str, str]) -> None:
    assert shared_address(*shared) == PAGE


def test_a_feed_beside_is_left_alone(veille: Veille, stage: Stage) -> None:
    stage.web.answers[GAZETTE] = feed(RENTS)
    veille.adding.add(Addition(url=RENTS.url, title="Loyers"), by=ALICE)
    veille.collect(["gazette"])
    assert veille.items.get(RENTS.url).title == "Loyers"
