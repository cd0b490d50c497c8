"""Collecting: what is new comes in once, what is known stays, and a source that fails costs only itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from tests.cast import (
    ALICE,
    BREAL,
    CALL,
    FIL,
    GAZETTE,
    MEETING,
    MINISTERE,
    NOW,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    by_url,
    feed,
    not_modified,
    rewrite,
    rows,
    sealed,
)
from veille.core import SourceResult, Veille, visiting
from veille.errors import FetchError, NotFoundError
from veille.model.health import Health
from veille.model.item import Fetched, Outcome, State, Triage, Validators
from veille.testing import FakeFetcher

CONTENT = ("item", "sighting", "item_theme", "item_territory", "item_search", "theme")
DECIDED = ("selection", "edition", "section", "entry", "permalink", "blob", "journal")
SLOT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def _outcomes(veille: Veille, *keys: str) -> dict[str, Outcome]:
    return {result.key: result.outcome for result in veille.collect(keys).results}


def _fetches(veille: Veille) -> list[tuple[object, ...]]:
    return list(rows(veille.ctx.store, "fetch")["fetch"])


# --- what comes in ---------------------------------------------------------------------------


def test_what_the_sources_tell_comes_in(veille: Veille) -> None:
    report = veille.collect()

    assert report.new == 4
    assert report.failing == ()
    assert [result.key for result in report.results] == ["gazette", "fil", "ministere", "breal"]
    items = by_url(veille)
    assert set(items) == {SCHOOL.url, RENTS.url, CALL.url, MEETING.url}
    school = items[SCHOOL.url]
    assert (school.title, school.source, school.state) == (SCHOOL.title, "gazette", State.NEW)
    assert school.published_at == SCHOOL.at
    assert school.territories == ("R53",)
    assert [s.key for s in school.suggestions if s.kind == "theme"] == ["education"]


def _rebuilt(stage: Stage) -> None:
    """The same entries in other bytes, as when a site writes the hour into its feed."""
    for url, answer in stage.web.answers.items():
        assert isinstance(answer, Fetched)
        stage.web.answers[url] = replace(answer, body=answer.body + b"<!-- 08:00 -->")


def test_collecting_again_brings_nothing_new(stage: Stage, veille: Veille) -> None:
    veille.collect()
    stage.clock.advance(hours=1)
    same = veille.collect()
    _rebuilt(stage)

    rebuilt = veille.collect()

    assert (same.new, rebuilt.new) == (0, 0)
    assert {result.outcome for result in same.results} == {Outcome.NOT_MODIFIED}
    assert {result.outcome for result in rebuilt.results} == {Outcome.UNCHANGED}


def test_collecting_again_writes_no_row_of_what_is_kept(stage: Stage, veille: Veille) -> None:
    veille.collect()
    sealed(veille, "lettre", SCHOOL, RENTS)
    veille.items.triage(by_url(veille)[CALL.url].public_id, Triage(select=("revue",)), by=ALICE)
    before = rows(veille.ctx.store, *CONTENT, *DECIDED)
    stage.clock.advance(days=1)
    _rebuilt(stage)

    veille.collect()

    assert rows(veille.ctx.store, *CONTENT, *DECIDED) == before


def test_a_source_that_has_not_changed_says_so_and_is_asked_with_its_validators(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[GAZETTE] = feed(SCHOOL, etag='"un"')
    veille.collect(["gazette"])
    stage.web.answers[GAZETTE] = not_modified(etag='"un"')

    assert _outcomes(veille, "gazette") == {"gazette": Outcome.NOT_MODIFIED}
    assert stage.web.asked[-1] == (GAZETTE, Validators('"un"'))


def test_a_second_entry_is_the_only_new_one(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed(SCHOOL)
    veille.collect(["gazette"])
    stage.web.answers[GAZETTE] = feed(SCHOOL, RENTS)

    assert veille.collect(["gazette"]).new == 1
    assert set(by_url(veille)) == {SCHOOL.url, RENTS.url}


def test_words_that_the_source_changed_replace_its_old_ones(stage: Stage, veille: Veille) -> None:
    veille.collect()
    stage.web.answers[GAZETTE] = feed(
        Told("Le PRE accueille les élèves du quartier", SCHOOL.url), RENTS
    )

    report = veille.collect(["gazette"])

    school = by_url(veille)[SCHOOL.url]
    assert report.new == 0
    assert school.title == "Le PRE accueille les élèves du quartier"
    assert "pre" in {s.key for s in school.suggestions}


def test_the_words_of_staff_survive_a_retelling(stage: Stage, veille: Veille) -> None:
    veille.collect()
    decided = Triage(
        themes=("logement",), nature="rapport", summary="Notre note.", quotation="« Oui. »",
        select=("lettre",),
    )  # fmt: skip
    before = veille.items.triage(by_url(veille)[SCHOOL.url].public_id, decided, by=ALICE)
    stage.web.answers[GAZETTE] = feed(Told("Colloque : appel à projets du PRE", SCHOOL.url), RENTS)

    veille.collect(["gazette"])

    after = by_url(veille)[SCHOOL.url]
    assert after.title == "Colloque : appel à projets du PRE"
    for kept in ("themes", "nature", "summary", "quotation", "state", "selected_for"):
        assert getattr(after, kept) == getattr(before, kept), kept


def test_an_address_that_staff_gave_survives_a_retelling(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed(Told("Une brève", guid="breve-1"))
    veille.collect(["gazette"])
    brief = by_url(veille)[None]
    veille.items.triage(brief.public_id, Triage(url="https://gazette.example/breve"), by=ALICE)
    stage.web.answers[GAZETTE] = feed(Told("Une brève corrigée", guid="breve-1"))

    veille.collect(["gazette"])

    after = veille.items.get(brief.public_id)
    assert (after.title, after.url) == ("Une brève corrigée", "https://gazette.example/breve")


# --- one address, several sources --------------------------------------------------------------


ELSEWHERE = "https://ailleurs.example/enquete"
BY_GAZETTE = Told("Une enquête sur l’école", ELSEWHERE, "Un an dans les classes.", "g-9")
BY_FIL = Told("L’enquête du jour", ELSEWHERE, "Lue pour vous.", "f-9")


def _told_by_two(stage: Stage, order: tuple[str, str]) -> list[tuple[object, ...]]:
    """What is stored once both sources have answered, one after the other."""
    stage.web.answers = {GAZETTE: feed(BY_GAZETTE), FIL: feed(BY_FIL, url=FIL)}
    with stage.opened() as veille:
        for key in order:
            veille.collect([key])
            # A machine's clock does not stand still between two answers.
            stage.clock.advance(seconds=3)
        item = by_url(veille)[ELSEWHERE]
        seen = {row[1] for row in rows(veille.ctx.store, "sighting")["sighting"]}
        facts = (
            item.title, item.excerpt, item.source, item.also_seen, item.territories,
            item.suggestions, item.language,
        )  # fmt: skip
        return [facts, tuple(sorted(map(str, seen)))]


def test_one_address_told_by_two_sources_is_one_item_seen_twice(stage: Stage) -> None:
    facts, seen = _told_by_two(stage, ("gazette", "fil"))

    assert seen == ("f-9", "g-9")
    assert facts[2] == "fil"  # the first by key, of those that told it on one day
    assert facts[3] == ("La Gazette",)


def test_the_order_of_the_answers_does_not_show(stage: Stage) -> None:
    one = _told_by_two(stage, ("gazette", "fil"))
    stage.database.unlink()
    stage.clock.set(NOW)

    assert _told_by_two(stage, ("fil", "gazette")) == one


def test_the_source_on_the_items_own_site_is_its_home_whoever_told_it_first(
    stage: Stage, veille: Veille
) -> None:
    veille.collect(["fil"])
    assert by_url(veille)[SCHOOL.url].source == "fil"
    stage.clock.advance(days=2)

    veille.collect(["gazette"])

    school = by_url(veille)[SCHOOL.url]
    assert (school.source, school.title) == ("gazette", SCHOOL.title)
    assert school.also_seen == ("Le Fil",)


def test_two_sources_never_rewrite_each_other(stage: Stage, veille: Veille) -> None:
    stage.web.answers = {GAZETTE: feed(BY_GAZETTE), FIL: feed(BY_FIL, url=FIL)}
    veille.collect(["gazette", "fil"])
    before = rows(veille.ctx.store, *CONTENT)

    for _day in range(2):
        stage.clock.advance(days=1)
        for key in ("gazette", "fil"):
            veille.collect([key])

    assert rows(veille.ctx.store, *CONTENT) == before


def test_a_source_that_retells_days_later_does_not_take_the_item(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers = {GAZETTE: feed(BY_GAZETTE), FIL: feed(BY_FIL, url=FIL)}
    veille.collect(["gazette"])
    stage.clock.advance(days=2)

    veille.collect(["fil"])

    assert by_url(veille)[ELSEWHERE].title == BY_GAZETTE.title


def test_an_entry_whose_address_moved_is_found_at_its_new_one(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed(Told(SCHOOL.title, SCHOOL.url, SCHOOL.excerpt, "g-1"))
    veille.collect(["gazette"])
    moved = "https://gazette.example/2026/ecole"
    stage.web.answers[GAZETTE] = feed(Told(SCHOOL.title, moved, SCHOOL.excerpt, "g-1"))
    stage.web.answers[FIL] = feed(Told("L’école, encore", moved, guid="fil-7"), url=FIL)

    veille.collect(["gazette"])
    report = veille.collect(["fil"])

    assert report.new == 0
    assert set(by_url(veille)) == {moved}


def test_news_in_brief_that_share_a_page_are_told_apart_by_their_identifiers(
    stage: Stage, veille: Veille
) -> None:
    page = "https://gazette.example/breves"
    works = Told("Travaux rue Basse", page + "#1", guid="b-1")
    choir = Told("La chorale recrute", page + "#2", guid="b-2")
    library = Told("La médiathèque ouvre le dimanche", page + "#3", guid="b-3")
    told = []
    for brief in ([works], [choir, works], [library, choir], [library, choir]):
        stage.web.answers[GAZETTE] = feed(*brief)
        told.append(veille.collect(["gazette"]).new)

    assert told == [1, 1, 1, 0]


def test_a_re_dated_or_re_titled_entry_is_the_same_item(stage: Stage, veille: Veille) -> None:
    first = Told("Le gymnase rouvre", "https://gazette.example/gymnase", guid="g-1")
    later = replace(first, title="Le gymnase rouvre lundi", at=first.at + timedelta(days=3))
    told = []
    for one in (first, replace(first, at=later.at), later):
        stage.web.answers[GAZETTE] = feed(one)
        told.append(veille.collect(["gazette"]).new)

    assert told == [1, 0, 0]
    assert by_url(veille)[first.url].title == later.title


def test_an_identifier_used_for_another_article_brings_another_item(
    stage: Stage, veille: Veille
) -> None:
    for title, page in (("Le gymnase rouvre", "gymnase"), ("Une crèche de plus", "creche")):
        stage.web.answers[GAZETTE] = feed(Told(title, f"https://gazette.example/{page}", guid="1"))
        assert veille.collect(["gazette"]).new == 1


def test_every_way_to_one_article_leads_to_one_item(stage: Stage, veille: Veille) -> None:
    page = "https://gazette.example/gymnase"
    alert = "https://www.google.com/url?rct=j&sa=t&ct=ga&url=http://m.gazette.example/gymnase/"
    stage.web.answers[GAZETTE] = feed(Told("Le gymnase rouvre", page + "?xtor=RSS-1", guid="g"))
    stage.web.answers[FIL] = feed(Told("Gymnase rouvert", alert, guid="a"), url=FIL)

    assert veille.collect(["gazette", "fil"]).new == 1
    assert by_url(veille)[page].also_seen == ("Le Fil",)


def test_the_address_that_a_person_gave_is_not_undone_by_one_that_hides_it(
    stage: Stage, veille: Veille
) -> None:
    hidden = "https://news.google.com/rss/articles/CBMiX?oc=5"
    stage.web.answers[GAZETTE] = feed(Told("Le gymnase rouvre", hidden, guid="g"))
    veille.collect(["gazette"])
    real = "https://ailleurs.example/gymnase"
    veille.items.triage(by_url(veille)[hidden].public_id, Triage(url=real), by=ALICE)
    stage.web.answers[GAZETTE] = feed(Told("Le gymnase a rouvert", hidden, guid="g"))

    assert veille.collect(["gazette"]).new == 0
    assert by_url(veille)[real].title == "Le gymnase a rouvert"


# --- what goes wrong ---------------------------------------------------------------------------


def test_a_failing_source_leaves_the_others_stored_and_its_own_items_there(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()
    stage.web.answers[GAZETTE] = FetchError("le serveur ne répond pas", status=503)
    stage.web.answers[BREAL] = feed(MEETING, Told("Une offre", "https://breal.example/offre"))

    report = veille.collect()

    assert [(one.key, one.outcome, one.error) for one in report.failing] == [
        ("gazette", Outcome.FAILED, "le serveur ne répond pas")
    ]
    assert report.new == 1
    assert {SCHOOL.url, RENTS.url, "https://breal.example/offre"} <= set(by_url(veille))


def test_a_list_that_is_empty_is_a_failure_with_its_reason(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed()

    report = veille.collect(["gazette"])

    assert [one.outcome for one in report.failing] == [Outcome.EMPTY]
    assert "vide" in report.failing[0].error


def test_what_is_no_feed_is_a_failure_of_that_source(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = Fetched(GAZETTE, 200, {}, b"<html>Bonjour</html>", Validators())

    report = veille.collect()

    assert [one.key for one in report.failing] == ["gazette"]
    assert report.new == 3


def test_health_tells_what_fails_and_forgets_it_once_well(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = FetchError("le serveur ne répond pas")
    healths = []
    for _ in range(2):
        veille.collect(["gazette"])
        healths.append(veille.sources.listed()[0].health)
    stage.web.answers[GAZETTE] = feed(SCHOOL)
    veille.collect(["gazette"])
    well = veille.sources.listed()[0]

    assert healths == [Health.UNCERTAIN, Health.FAILING]
    assert (well.health, well.facts.failures, well.last_error) == (Health.OK, 0, "")
    assert well.last_ok_at == stage.clock.now()


def test_a_bug_of_ours_is_raised_once_the_other_sources_are_stored(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[GAZETTE] = ZeroDivisionError("a bug of ours")

    with pytest.raises(ZeroDivisionError):
        veille.collect()

    assert {CALL.url, MEETING.url} <= set(by_url(veille))


def test_an_unknown_source_is_refused_before_anyone_is_asked(stage: Stage, veille: Veille) -> None:
    with pytest.raises(NotFoundError, match="gazete"):
        veille.collect(["gazete"])

    assert stage.web.asked == []


# --- slots ---------------------------------------------------------------------------------------


def test_a_slot_passes_over_a_source_that_waits_after_a_failure(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[GAZETTE] = FetchError("le serveur ne répond pas", retry_after=7200)
    veille.collect(["gazette"])
    stage.web.answers[GAZETTE] = feed(SCHOOL)

    stage.clock.advance(hours=1)
    early = veille.collect(slot=SLOT)
    stage.clock.advance(hours=1)
    later = veille.collect(slot=SLOT + timedelta(hours=2))

    assert [one.key for one in early.results] == ["fil", "ministere", "breal"]
    assert [one.key for one in later.results] == ["gazette", "fil", "ministere", "breal"]


def test_a_person_who_collects_by_hand_waits_for_no_delay(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = FetchError("le serveur ne répond pas", retry_after=7200)
    veille.collect(["gazette"])

    assert [one.key for one in veille.collect(["gazette"]).results] == ["gazette"]


def test_a_slot_started_again_asks_only_the_sources_it_had_not_asked(
    stage: Stage, veille: Veille
) -> None:
    veille.collect(["gazette", "breal"], slot=SLOT)
    stage.web.asked.clear()

    report = veille.collect(slot=SLOT)

    assert sorted(url for url, _ in stage.web.asked) == [FIL, MINISTERE]
    assert [one.key for one in report.results] == ["fil", "ministere"]
    assert len(_fetches(veille)) == 4


def test_two_runs_by_hand_in_one_instant_are_two_runs(veille: Veille) -> None:
    slots = {veille.collect(["gazette"]).slot for _ in range(3)}

    assert len(slots) == 3


def test_progress_is_told_source_by_source(veille: Veille) -> None:
    told: list[tuple[str, int, int]] = []

    veille.collect(progress=lambda result, done, total: told.append((result.key, done, total)))

    assert sorted(key for key, _, _ in told) == ["breal", "fil", "gazette", "ministere"]
    assert [(done, total) for _, done, total in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_source_that_hangs_holds_up_nobody(stage: Stage) -> None:
    stored = Event()

    class Slow(FakeFetcher):
        """The Gazette answers only once the three others are stored."""

        def get(
            self, url: str, validators: Validators | None = None, most: int | None = None
        ) -> Fetched:
            if url == GAZETTE:
                assert stored.wait(timeout=20)
            return super().get(url, validators)

    def progress(_result: SourceResult, done: int, _total: int) -> None:
        if done == 3:
            stored.set()

    slow = Stage(stage.folder, stage.clock, Slow(stage.web.answers))
    with slow.opened() as patient:
        report = patient.collect(progress=progress)

    assert report.failing == ()
    assert report.new == 4


# --- the file and the rows -----------------------------------------------------------------------


def _state(veille: Veille, key: str) -> str:
    with veille.ctx.store.read() as r:
        return str(r.exec_driver_sql("SELECT state FROM source WHERE key = ?", (key,)).scalar_one())


def test_a_source_that_leaves_the_file_is_retired_and_may_come_back(stage: Stage) -> None:
    sources = stage.folder / "sources.yml"
    line = '  - {key: breal, name: "Bréal", url: "https://breal.example/rss", kind: rss, own: true}'
    with stage.opened() as veille:
        veille.collect()

    rewrite(sources, line, "")
    with stage.opened() as veille:
        assert _state(veille, "breal") == "retired"
        assert MEETING.url in by_url(veille)
        assert "breal" not in [one.key for one in veille.collect().results]

    sources.write_text(sources.read_text("utf-8") + line + "\n", "utf-8")
    with stage.opened() as veille:
        assert _state(veille, "breal") == "active"
        assert "breal" in [one.key for one in veille.collect().results]
        assert len(by_url(veille)) == 4


def test_pausing_edits_one_source_of_the_file_and_keeps_the_comments(stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    before = file.read_text("utf-8")
    with stage.opened() as veille:
        assert veille.sources.pause({"fil": "vide", "breal": ""}, by=ALICE) == ["fil", "breal"]

    expected = before.replace(
        "    category: presse\n  - key: ministere",
        "    category: presse\n    enabled: false\n"
        '    note: "en pause le 16/11/2026 : vide"\n  - key: ministere',
    ).replace("own: true}", "own: true, enabled: false}")
    assert file.read_text("utf-8") == expected
    with stage.opened() as veille:
        assert [one.key for one in veille.collect().results] == ["gazette", "ministere"]
        assert [one.health for one in veille.sources.listed()][1] == Health.PAUSED
        assert veille.sources.pause({"fil": "encore"}, by=ALICE) == []


def test_pausing_an_unknown_source_is_refused_and_the_file_stays(stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    before = file.read_bytes()

    with stage.opened() as veille, pytest.raises(NotFoundError):
        veille.sources.pause({"fil": "vide", "inconnue": ""}, by=ALICE)

    assert file.read_bytes() == before


def test_pausing_several_sources_is_all_or_nothing_and_told_once(stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    line = '  - {key: breal, name: "Bréal", url: "https://breal.example/rss", kind: rss, own: true}'
    whole = file.read_text("utf-8")
    with stage.opened() as veille:
        rewrite(file, line, "")  # by another hand, meanwhile
        before = file.read_bytes()
        with pytest.raises(NotFoundError, match="breal"):
            veille.sources.pause({"fil": "vide", "breal": ""}, by=ALICE)
        assert file.read_bytes() == before

        file.write_text(whole, "utf-8")
        veille.sources.pause({"fil": "vide", "breal": ""}, by=ALICE)
        told = list(rows(veille.ctx.store, "journal")["journal"])
    assert [json.loads(str(row[6]))["keys"] for row in told] == [["fil", "breal"]]


def test_a_source_at_another_address_is_asked_whole(stage: Stage) -> None:
    stage.web.answers[GAZETTE] = feed(SCHOOL, etag='"un"')
    with stage.opened() as veille:
        veille.collect(["gazette"])
    moved = "https://gazette.example/flux"
    rewrite(stage.folder / "sources.yml", GAZETTE, moved)
    stage.web.answers[moved] = feed(SCHOOL, url=moved)

    with stage.opened() as veille:
        veille.collect(["gazette"])

    assert stage.web.asked[-1] == (moved, Validators())


# --- manners --------------------------------------------------------------------------------------

PAGES = """\
sources:
  - key: actus
    name: "Les actus"
    url: "https://ville.example/actus"
    kind: page
    page: {item: li, title: a, link: a}
  - key: agenda
    name: "L’agenda"
    url: "https://ville.example/agenda"
    kind: page
    page: {item: li, title: a, link: a}
  - {key: flux, name: "Le flux", url: "https://ville.example/flux", kind: rss}
"""
ROBOTS = "https://ville.example/robots.txt"


@pytest.fixture
def town(stage: Stage) -> Stage:
    """A site of two pages and a feed, of which robots.txt refuses the agenda and the feed."""
    (stage.folder / "sources.yml").write_text(PAGES, encoding="utf-8")
    page = b"<ul><li><a href='/un'>Un titre</a></li></ul>"
    robots = b"User-agent: *\nDisallow: /agenda\nDisallow: /flux\nCrawl-delay: 5"
    for path, body in (("actus", page), ("agenda", page), ("robots.txt", robots)):
        url = f"https://ville.example/{path}"
        stage.web.answers[url] = Fetched(url, 200, {}, body, Validators())
    stage.web.answers["https://ville.example/flux"] = feed(SCHOOL, url="https://ville.example/flux")
    return stage


def test_a_page_that_robots_may_not_read_is_a_failure_with_its_name_and_a_feed_is_exempt(
    town: Stage,
) -> None:
    with town.opened() as veille:
        report = veille.collect()

    assert [(one.key, one.outcome) for one in report.results] == [
        ("actus", Outcome.NEW),
        ("agenda", Outcome.FAILED),
        ("flux", Outcome.NEW),
    ]
    assert "ne pas être visité par un robot" in report.failing[0].error
    assert "https://ville.example/agenda" not in [url for url, _ in town.web.asked]


def test_robots_txt_and_the_pause_are_kept_from_one_run_to_the_next(town: Stage) -> None:
    with town.opened() as veille:
        veille.collect(["actus"])
    town.clock.advance(seconds=2)
    with town.opened() as veille:
        veille.collect(["actus"])
        town.clock.advance(days=1)
        veille.collect(["actus"])

    assert [url for url, _ in town.web.asked].count(ROBOTS) == 2
    assert town.pauses == [3.0]


def test_what_is_gone_for_good_is_not_asked_until_somebody_says_so(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[GAZETTE] = FetchError("source supprimée (410)", status=410)
    gone = veille.collect()
    stage.clock.advance(days=2)
    stage.web.answers[GAZETTE] = feed(SCHOOL)
    stage.web.asked.clear()

    without = veille.collect(slot=SLOT), veille.collect()
    by_name = veille.collect(["gazette"])

    assert gone.failing[0].error == ("source supprimée (410)")
    assert [[one.key for one in run.results] for run in without] == [
        ["fil", "ministere", "breal"]
    ] * 2
    assert by_name.failing == ()
    assert veille.sources.get("gazette").facts.gone_at is None
    assert next(one.key for one in veille.collect().results) == "gazette"


def test_what_is_gone_is_asked_again_at_another_address(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = FetchError("source supprimée (410)", status=410)
    veille.collect()
    first = stage.clock.now()
    stage.clock.advance(days=1)
    veille.collect(["gazette"])
    assert veille.sources.get("gazette").facts.gone_at == first

    veille.sources.edit("gazette", {"url": "https://gazette.example/flux"}, by=ALICE)
    moved = veille.sources.get("gazette")
    stage.web.answers["https://gazette.example/flux"] = feed(SCHOOL)

    assert (moved.facts.gone_at, moved.last_error, moved.facts.failures) == (None, "", 0)
    assert veille.collect(slot=SLOT).results[0].outcome is Outcome.UNCHANGED


def test_a_move_is_no_longer_proposed_once_the_server_stops_saying_so(
    stage: Stage, veille: Veille
) -> None:
    moved = replace(feed(SCHOOL), moved_to="https://gazette.example/flux")
    stage.web.answers[GAZETTE] = moved
    veille.collect(["gazette"])
    proposed = veille.sources.get("gazette").moved_to
    stage.web.answers[GAZETTE] = not_modified()
    veille.collect(["gazette"])

    assert proposed == "https://gazette.example/flux"
    assert veille.sources.get("gazette").moved_to is None


def test_a_hundred_hosts_that_hang_take_nobody_s_place(stage: Stage) -> None:
    """Twice as many hang as are asked at once, all before the healthy ones: these are stored meanwhile."""
    count, stored = 12, Event()
    rows_ = [
        f'  - {{key: {kind}-{rank}, name: "N", url: "https://{kind}{rank}.example/rss", kind: rss}}'
        for kind in ("lent", "bon")
        for rank in range(count)
    ]
    (stage.folder / "sources.yml").write_text("\n".join(["sources:", *rows_, ""]), "utf-8")
    rewrite(stage.folder / "veille.yml", "mail:\n", "collect: {threads: 6}\nmail:\n")

    class Hanging(FakeFetcher):
        def get(
            self, url: str, validators: Validators | None = None, most: int | None = None
        ) -> Fetched:
            if "lent" in url:
                assert stored.wait(timeout=30)
            return feed(SCHOOL, url=url)

    def progress(result: SourceResult, done: int, _total: int) -> None:
        if done == count:
            stored.set()

    with Stage(stage.folder, stage.clock, Hanging()).opened() as veille:
        visiting.PATIENCE, patience = 0.05, visiting.PATIENCE
        try:
            report = veille.collect(progress=progress)
        finally:
            visiting.PATIENCE = patience

    assert report.failing == ()
    assert len(report.results) == 2 * count
