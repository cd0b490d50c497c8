"""Published links over the years: dead after two failures a week apart, said beside untouched words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import (
    ALICE,
    CALL,
    MEETING,
    RENTS,
    SCHOOL,
    Stage,
    rewrite,
    rows,
    sealed,
    settle,
    stage,
)
from veille.core import Veille
from veille.core.asking import Asker
from veille.errors import (
    FetchError,
    ForbiddenError,
    NoHostError,
    NoServerError,
    NotFoundError,
    RefusedError,
    StoppedError,
)
from veille.model.item import Fetched, Filter, Validators
from veille.model.piece import PieceForm
from veille.model.role import Role

GONE = FetchError("page introuvable (404)", status=404)
NO_SITE = NoHostError("nom de site introuvable : gazette.example")


@pytest.fixture(name="stage")
def a_letter(tmp_path: Path, letter: Path) -> Stage:
    """One sealed letter, of the school and the rents, whose pages answer."""
    made = stage(tmp_path / "breal", letter)
    for told in (SCHOOL, RENTS):
        made.web.answers[told.url] = page(told.url)
    return made


@pytest.fixture(name="veille")
def opened(stage: Stage) -> Iterator[Veille]:
    with stage.opened() as veille:
        veille.published_links.pause = 0
        yield veille


def page(url: str, moved_to: str | None = None) -> Fetched:
    return Fetched(moved_to or url, 200, {}, b"<p>Bonjour</p>", Validators(), moved_to=moved_to)


class Failing:
    """A network that goes down after one answer."""

    def __init__(self) -> None:
        self.answered = False

    def __call__(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        if self.answered:
            raise NO_SITE
        self.answered = True
        return page(url)


def dies(stage: Stage, veille: Veille, answer: Exception = GONE) -> None:
    """The school's page fails twice, eight days apart."""
    stage.web.answers[SCHOOL.url] = answer
    veille.published_links.round(by=ALICE)
    stage.clock.advance(days=8)
    veille.published_links.round(by=ALICE)


def dead(veille: Veille) -> list[str]:
    return [one.url for one in veille.published_links.dead()]


def asked(stage: Stage) -> list[str]:
    """What was asked since the last time this was."""
    found = sorted(url for url, _ in stage.web.asked)
    stage.web.asked.clear()
    return found


def shown(stage: Stage, path: str) -> str:
    return (stage.folder / "archive" / path).read_text("utf-8").replace("\u00a0", " ")


# --- when an address is asked ---------------------------------------------------------------------


def test_each_published_address_is_asked_once_in_thirty_days(stage: Stage, veille: Veille) -> None:
    asked(stage)
    made = veille.published_links.round(by=ALICE)
    assert (made.asked, made.answered, made.died) == (2, 2, ())
    assert asked(stage) == sorted([SCHOOL.url, RENTS.url])

    stage.clock.advance(days=29)
    assert veille.published_links.round(by=ALICE).asked == 0
    stage.clock.advance(days=1)
    assert veille.published_links.round(by=ALICE).asked == 2


def test_a_night_asks_only_so_many_and_the_next_goes_on(stage: Stage, veille: Veille) -> None:
    asked(stage)
    for _night in range(3):
        veille.published_links.round(by=ALICE, most=1)
    assert asked(stage) == sorted([SCHOOL.url, RENTS.url])


def test_a_draft_and_what_waits_are_not_asked(stage: Stage, veille: Veille) -> None:
    asked(stage)
    veille.published_links.round(by=ALICE)
    assert not {MEETING.url, CALL.url} & set(asked(stage))


# --- what makes a dead link -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [GONE, FetchError("supprimée (410)", status=410), NoServerError("connexion refusée")],
)
def test_two_failures_a_week_apart_make_a_dead_link(
    stage: Stage, veille: Veille, answer: Exception
) -> None:
    stage.web.answers[SCHOOL.url] = answer
    veille.published_links.round(by=ALICE)
    assert dead(veille) == [], "one failure may be a site under repair"
    stage.clock.advance(days=6)
    assert veille.published_links.round(by=ALICE).asked == 0
    stage.clock.advance(days=1)

    made = veille.published_links.round(by=ALICE)

    school = veille.items.get(SCHOOL.url)
    assert made.asked == 1, "the rents answered: they are left in peace for the month"
    assert (made.died, made.changed) == ((SCHOOL.url,), (school.public_id,))
    (found,) = veille.published_links.dead()
    assert (found.url, found.title) == (SCHOOL.url, SCHOOL.title)
    assert [(one.publication, one.slug) for one in found.places] == [("lettre", "12")]
    assert found.since == stage.clock.now()


def test_a_refusal_or_a_silence_never_makes_a_dead_link(stage: Stage, veille: Veille) -> None:
    for status in (401, 403, 429, 451, 500, 503, None):
        stage.web.answers[SCHOOL.url] = FetchError("refus", status=status)
        veille.published_links.round(by=ALICE)
        stage.clock.advance(days=31)
    assert dead(veille) == []


def test_a_network_that_is_down_kills_nothing_and_nothing_is_kept(
    stage: Stage, veille: Veille
) -> None:
    for told in (SCHOOL, RENTS):
        stage.web.answers[told.url] = NO_SITE
    for _week in range(3):
        made = veille.published_links.round(by=ALICE)
        assert (made.asked, made.answered) == (2, 0)
        stage.clock.advance(days=8)
    assert rows(veille.ctx.store, "link_check")["link_check"] == []


def test_a_network_that_goes_down_half_way_kills_nothing(stage: Stage, veille: Veille) -> None:
    sealed(veille, "revue", MEETING, CALL)
    veille.published_links.round(by=ALICE)
    for _month in range(3):
        stage.clock.advance(days=31)
        stage.web.get = Failing()  # type: ignore[method-assign]
        veille.published_links.round(by=ALICE)
    assert dead(veille) == []


def test_a_site_that_is_gone_is_told_from_our_own_network_by_a_witness(
    stage: Stage, veille: Veille
) -> None:
    sealed(veille, "revue", MEETING)
    stage.web.answers[MEETING.url] = NO_SITE
    veille.published_links.round(by=ALICE)
    asked(stage)
    stage.clock.advance(days=7)

    made = veille.published_links.round(by=ALICE)

    assert made.died == (MEETING.url,)
    first, again, witness = [url for url, _ in stage.web.asked]
    assert (first, again) == (MEETING.url, MEETING.url)
    assert witness in (SCHOOL.url, RENTS.url)


def test_a_site_that_is_gone_is_looked_up_once_for_all_its_pages(
    stage: Stage, veille: Veille
) -> None:
    sealed(veille, "revue", MEETING)
    stage.web.answers[MEETING.url] = page(MEETING.url)
    stage.web.answers[SCHOOL.url] = stage.web.answers[RENTS.url] = NO_SITE
    for _time in range(2):
        asked(stage)
        made = veille.published_links.round(by=ALICE)
        stage.clock.advance(days=8)
    assert set(made.died) == {SCHOOL.url, RENTS.url}
    assert len(set(asked(stage)) & {SCHOOL.url, RENTS.url}) == 1


def test_a_site_that_keeps_silent_is_left_in_peace(stage: Stage, veille: Veille) -> None:
    urls = [f"https://gazette.example/{number}" for number in range(10)]
    asker = Asker(stage.web, 0)
    assert asker.round(urls, (), lambda done, total: None) == {}
    assert len(stage.web.asked) == 3


def test_an_address_that_moved_lives_and_is_proposed_once_it_is_gone(
    stage: Stage, veille: Veille
) -> None:
    new = "https://gazette.example/rentree/ecole"
    stage.web.answers[SCHOOL.url] = page(SCHOOL.url, moved_to=new)
    veille.published_links.round(by=ALICE)
    assert dead(veille) == []
    stage.clock.advance(days=31)

    dies(stage, veille)

    (found,) = veille.published_links.dead()
    assert found.moved_to == new


def test_a_link_that_answers_again_is_dead_no_more(stage: Stage, veille: Veille) -> None:
    dies(stage, veille)
    stage.web.answers[SCHOOL.url] = page(SCHOOL.url)
    stage.clock.advance(days=31)

    made = veille.published_links.round(by=ALICE)

    assert made.revived == (SCHOOL.url,)
    assert made.changed == (veille.items.get(SCHOOL.url).public_id,)
    assert dead(veille) == []


def test_a_run_that_is_stopped_keeps_what_was_answered(stage: Stage, veille: Veille) -> None:
    def stops(done: int, total: int) -> None:
        raise StoppedError("veille s’arrête")

    with pytest.raises(StoppedError):
        veille.published_links.round(by=ALICE, hear=stops)
    assert rows(veille.ctx.store, "link_check")["link_check"]


def test_as_a_job_it_says_in_its_log_what_died_and_what_came_back(stage: Stage) -> None:
    job = '  - {name: liens, task: links, cron: "30 4 * * *"}'
    rewrite(stage.folder / "veille.yml", "jobs:\n", f"jobs:\n{job}\n")
    with stage.opened() as veille:
        veille.published_links.pause = 0
        said = veille.jobs.run("liens").replace("\u00a0", " ")
        assert said == "2 liens vérifiés, 0 mort de plus, 0 répond de nouveau"
        assert veille.jobs.run("liens") == "aucun lien publié à vérifier pour l’instant"
        stage.clock.advance(days=31)
        dies(stage, veille)
        stage.clock.advance(days=31)
        assert "0\u00a0mort de plus" in veille.jobs.run("liens")
        stage.web.answers[SCHOOL.url] = page(SCHOOL.url)
        stage.clock.advance(days=31)
        veille.jobs.run("liens")
        (last,) = veille.jobs.last(1)
    assert last.log == f"Répond de nouveau : {SCHOOL.url}"


# --- what a person says ----------------------------------------------------------------------------


def test_a_person_may_say_that_a_link_is_good_and_is_believed_for_a_year(
    stage: Stage, veille: Veille
) -> None:
    dies(stage, veille)

    made = veille.published_links.vouch(SCHOOL.url, by=ALICE)

    assert made.changed == (veille.items.get(SCHOOL.url).public_id,)
    assert dead(veille) == []
    assert "vouch-link" in str(rows(veille.ctx.store, "journal")["journal"])
    asked(stage)
    stage.clock.advance(days=360)
    veille.published_links.round(by=ALICE)
    assert SCHOOL.url not in asked(stage)
    veille.published_links.again(SCHOOL.url, by=ALICE)
    assert dead(veille) == [], "asked by hand meanwhile, the word still holds"

    stage.clock.advance(days=31)
    dies(stage, veille)
    assert dead(veille) == [SCHOOL.url]


def test_a_link_is_asked_at_once_when_a_person_wants_it(stage: Stage, veille: Veille) -> None:
    dies(stage, veille)
    assert veille.published_links.again(SCHOOL.url, by=ALICE).revived == ()
    stage.web.answers[SCHOOL.url] = page(SCHOOL.url)
    assert veille.published_links.again(SCHOOL.url, by=ALICE).revived == (SCHOOL.url,)


def test_what_is_not_published_is_neither_asked_nor_vouched_for(veille: Veille) -> None:
    for act in (veille.published_links.again, veille.published_links.vouch):
        with pytest.raises(NotFoundError):
            act("https://ailleurs.example/", by=ALICE)
    with pytest.raises(RefusedError, match="pas tenu pour mort"):
        veille.published_links.vouch(SCHOOL.url, by=ALICE)


def test_whoever_only_rereads_may_not(veille: Veille) -> None:
    settle(veille, "Bob", Role.RELECTURE)
    with pytest.raises(ForbiddenError):
        veille.published_links.round(by="Bob")
    with pytest.raises(ForbiddenError):
        veille.published_links.vouch(SCHOOL.url, by="Bob")


# --- what the archive says -------------------------------------------------------------------------


def test_the_archive_says_it_beside_untouched_words_and_takes_it_back(
    stage: Stage, veille: Veille
) -> None:
    veille.archive.build()
    school = veille.items.get(SCHOOL.url)
    filed = [
        f"{base}{year}"
        for base in ("themes/education", "territoires/R53")
        for year in ("", "/2026")
    ]
    folders = ("lettre/2026/12", f"ressource/{school.public_id}", *filed)
    shows = [f"{folder}/index.html" for folder in folders]
    before = {path: shown(stage, path) for path in shows}
    mail = veille.editions.preview("lettre/2026/12")
    dies(stage, veille)

    written = veille.archive.build().written

    assert set(shows) == {path for path in written if path.endswith(".html")}
    for path in shows:
        words = '\n<p class="dead">Lien mort, constaté le 24 novembre 2026</p>'
        assert shown(stage, path).count(words) == 1
        assert shown(stage, path).replace(words, "") == before[path]
    assert veille.editions.preview("lettre/2026/12") == mail

    stage.web.answers[SCHOOL.url] = page(SCHOOL.url)
    veille.published_links.again(SCHOOL.url, by=ALICE)
    veille.archive.build()
    assert {path: shown(stage, path) for path in shows} == before


def test_a_build_asks_nothing_of_the_network(stage: Stage, veille: Veille) -> None:
    dies(stage, veille)
    asked(stage)
    veille.archive.build()
    assert asked(stage) == []


def test_what_a_piece_or_a_dossier_leads_to_is_cared_for_too(stage: Stage, veille: Veille) -> None:
    link = "https://partenaire.example/guide"
    piece = veille.pieces.write(
        PieceForm(title="Un guide", body="À lire.", link=link, public=True), by=ALICE
    )
    kept = veille.searches.keep(Filter(source="ministere"), "Les appels", by=ALICE)
    dossier = veille.dossiers.open(kept.public_id, by=ALICE)
    veille.dossiers.take(kept.public_id, veille.items.get(CALL.url).public_id, by=ALICE)
    veille.dossiers.publish(kept.public_id, by=ALICE)
    stage.web.answers |= {link: GONE, CALL.url: GONE}
    veille.archive.build()

    dies(stage, veille)
    veille.archive.build()

    assert {link, CALL.url} <= set(dead(veille))
    for path in (f"ressource/{piece.public_id}", f"dossiers/{dossier.key}"):
        assert "Lien mort, constaté le" in shown(stage, f"{path}/index.html")
    assert [one.places for one in veille.published_links.dead() if one.url == link] == [()]
