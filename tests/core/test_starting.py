"""The first morning: from no source at all to a first draft, nobody opening a file."""

from __future__ import annotations

from threading import Event

import pytest
from sqlalchemy import update

from tests.cast import ALICE, FIL, GAZETTE, Stage, by_url, everyday, feed
from veille.core import Veille
from veille.core.background import Background
from veille.errors import BusyError, FetchError, ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Fetched
from veille.model.role import Role
from veille.store import people
from veille.store.tables import person


@pytest.fixture(name="blank_stage")
def without_sources(stage: Stage) -> Stage:
    (stage.folder / "sources.yml").write_text("# rien encore\nsources: []\n", "utf-8")
    return stage


def test_pasted_addresses_are_watched_and_collected_and_a_dead_one_is_told(
    blank_stage: Stage,
) -> None:
    with blank_stage.opened() as veille:
        veille.starting.visit(f"{GAZETTE}\n{FIL} https://mort.example/", by=ALICE)
        veille.background.wait(30)
        visits = veille.starting.round.visits
        assert [one.state for one in visits.values()] == ["done", "done", "failed"]
        assert visits["https://mort.example/"].reason == "connexion refusée par le serveur"
        assert not veille.starting.running
        assert sorted(one.url for one in veille.config.sources) == [FIL, GAZETTE]
        assert veille.items.counts() == {"new": 2}

        items = by_url(veille)
        edition = veille.starting.draft(
            "lettre", [one.public_id for one in items.values()], by=ALICE
        )
        assert len(veille.editions.view(str(edition.id)).entries) == 2
    text = (blank_stage.folder / "sources.yml").read_text("utf-8")
    assert text.startswith("# rien encore\nsources:\n  - {")


def test_two_addresses_of_one_feed_are_one_source(blank_stage: Stage) -> None:
    with blank_stage.opened() as veille:
        other = f"{GAZETTE}/"
        blank_stage.web.answers[other] = blank_stage.web.answers[GAZETTE]
        veille.starting.visit(f"{GAZETTE} {other}", by=ALICE)
        veille.background.wait(30)
        assert [one.url for one in veille.config.sources] == [GAZETTE]
        assert veille.items.counts() == {"new": 2}


def test_a_draft_says_how_many_are_missing_and_keeps_nothing(veille: Veille) -> None:
    veille.collect()
    one = next(iter(by_url(veille).values()))
    with pytest.raises(RefusedError, match="cochez-en encore 1"):
        veille.starting.draft("lettre", [one.public_id], by=ALICE)
    with pytest.raises(RefusedError, match="encore 2"):
        veille.starting.draft("lettre", [], by=ALICE)
    with pytest.raises(NotFoundError):
        veille.starting.draft("inconnue", [one.public_id], by=ALICE)
    assert veille.items.counts() == {"new": 4}


def test_the_shipped_sources_come_with_their_themes_and_once(blank_stage: Stage) -> None:
    with blank_stage.opened() as veille:
        many = len(veille.starting.shipped())
        assert many > 50
        assert len(veille.starting.take_shipped(by=ALICE)) == many
        assert all(one.enabled for one in veille.config.sources)
        assert veille.config.theme("cites-educatives").label
        assert veille.config.theme("education").keywords == ("école",)  # ours stays
        with pytest.raises(RefusedError, match="déjà là"):
            veille.starting.take_shipped(by=ALICE)


def test_everything_is_collected_beside_the_desk(veille: Veille) -> None:
    veille.starting.collect(by=ALICE)
    veille.background.wait(30)
    assert veille.starting.round.total == len(veille.starting.round.results) == 4
    assert veille.items.counts() == {"new": 4}
    with pytest.raises(NotFoundError):
        veille.starting.collect(["inconnue"], by=ALICE)


@pytest.mark.parametrize(
    "written, told",
    [
        ("", "au moins une"),
        (" \n ", "au moins une"),
        ("https://a.example/ fax:12", "fax:12"),
        (" ".join(f"https://s{n}.example/" for n in range(11)), "11.adresses : pas plus de 10"),
    ],
)
def test_what_cannot_be_visited_is_refused_before_anything(
    veille: Veille, stage: Stage, written: str, told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        veille.starting.visit(written, by=ALICE)
    assert stage.web.asked == []


def test_who_may_not_edit_starts_nothing(veille: Veille, stage: Stage) -> None:
    with veille.ctx.store.write() as w:
        who = people.person_id(w, "Chloé")
        w.execute(update(person).where(person.c.id == who).values(role=Role.RELECTURE.value))
    with pytest.raises(ForbiddenError):
        veille.starting.visit(GAZETTE, by="Chloé")
    with pytest.raises(ForbiddenError):
        veille.starting.collect(by="Chloé")
    assert stage.web.asked == []


class Slow:
    """A web that answers when it is let go."""

    def __init__(self) -> None:
        self.go = Event()
        self.asked = Event()

    def get(self, url: str, validators: object = None, most: int | None = None) -> Fetched:
        self.asked.set()
        self.go.wait(30)
        answer = everyday().get(url) or FetchError("connexion refusée par le serveur")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def probe(self, url: str, unless: object = None) -> Fetched:
        return self.get(url)

    def close(self) -> None:
        self.go.set()


def test_one_work_at_a_time_and_closing_waits_for_it(stage: Stage) -> None:
    slow = Slow()
    with stage.opened() as veille:
        veille.ctx.fetcher = slow
        veille.starting.collect(by=ALICE)
        assert slow.asked.wait(30)
        assert veille.starting.running
        with pytest.raises(BusyError, match="déjà en cours"):
            veille.starting.visit(GAZETTE, by=ALICE)
        slow.go.set()
    assert not veille.background.running
    with stage.opened() as again:
        assert again.sources.get("gazette").health


def test_a_work_is_asked_to_stop_when_the_desk_closes() -> None:
    background, seen = Background(), []
    background.start(lambda stop: seen.append(stop.wait(30)))
    background.close()
    assert seen == [True]


def test_a_feed_that_is_watched_already_is_collected_and_not_declared_twice(
    veille: Veille, stage: Stage
) -> None:
    stage.web.answers[GAZETTE] = feed(url=GAZETTE)
    veille.starting.visit(GAZETTE, by=ALICE)
    veille.background.wait(30)
    (visit,) = veille.starting.round.visits.values()
    assert (visit.state, visit.key) == ("failed", "gazette")
    assert "vide" in visit.reason
    assert len(veille.config.sources) == 4
