"""A page or a PDF whose change is the news: told once, in words, and only when words change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collect.pdfs import pdf
from tests.collect.samples import NOW, source
from tests.collect.server import Answer, Loopback
from veille.collect.gather import Gathered, gather
from veille.collect.kinds import watch
from veille.collect.kinds.visit import Ask
from veille.collect.reach.fetch import HttpFetcher
from veille.model.declared import Source
from veille.model.item import Outcome

BEFORE = """<html><head><title>Aides</title></head><body>
<header><p>Aujourd’hui : 3 novembre</p></header><nav><a href="/">Accueil</a></nav>
<main><h1>Aides aux associations</h1>
<p>Dépôt des dossiers jusqu’au <b>15 mars 2027</b>.</p>
<ul><li>Montant : 5&nbsp;000 €</li><li>Contact : la mairie</li></ul>
<p class="compteur">1 204 visites</p></main></body></html>"""
AFTER = BEFORE.replace("15 mars 2027", "30 mars 2027")
RULES = {"ignore": [".compteur"]}


class Watcher:
    """Somebody who comes back to one page, with what the last good visit left."""

    def __init__(self, server: Loopback, fetcher: HttpFetcher, **rules: object) -> None:
        self._server, self._fetcher = server, fetcher
        named = {"name": "Aides", "watch": {**RULES, **rules}}
        self.source: Source = source("watch", server.url("/aides"), **named)
        self._kept = Ask(self.source, fetcher, NOW)

    def sees(self, page: str | bytes, **headers: str) -> Gathered:
        body = page.encode() if isinstance(page, str) else page
        self._server.answers["/aides"] = Answer(body, headers=headers)
        told = gather(replace(self._kept, source=self.source))
        if told.outcome is not Outcome.FAILED:
            self._kept = replace(self._kept, validators=told.validators, memory=told.memory)
        return told


@pytest.fixture
def watcher(server: Loopback, fetcher: HttpFetcher) -> Watcher:
    return Watcher(server, fetcher)


def test_a_change_is_told_once_in_words(watcher: Watcher) -> None:
    first = watcher.sees(BEFORE)

    told = watcher.sees(AFTER)

    assert (first.outcome, first.candidates) == (Outcome.NOT_MODIFIED, ())
    (one,) = told.candidates
    line = "Dépôt des dossiers jusqu’au {0} mars 2027."
    assert " ".join(one.title.split()) == f"Mise à jour de « Aides » : {line.format(30)[:-1]}"
    assert " ".join(one.excerpt.split()) == f"Ajouté : {line.format(30)} Retiré : {line.format(15)}"
    assert (one.url, one.published_at) == (watcher.source.url, None)
    (kept,) = told.revisions
    assert kept.guid == one.guid
    assert line.format(15) in kept.before.split("\n")
    assert line.format(30) in kept.after.split("\n")
    assert watcher.sees(AFTER).candidates == ()


def test_what_left_is_told_too(watcher: Watcher) -> None:
    watcher.sees(BEFORE)

    (one,) = watcher.sees(BEFORE.replace("<li>Contact : la mairie</li>", "")).candidates

    assert " ".join(one.title.split()) == "Retiré de « Aides » : Contact : la mairie"
    assert " ".join(one.excerpt.split()) == "Retiré : Contact : la mairie."


@pytest.mark.parametrize(
    "same",
    [
        BEFORE.replace("1 204 visites", "1 377 visites"),
        BEFORE.replace("3 novembre", "4 novembre"),
        BEFORE.replace("Accueil", "Plan du site"),
        BEFORE.replace("<main>", "<main>\n\n  <script>let a = 2</script><!-- 08:00 -->"),
        BEFORE.replace("Aides aux", "AIDES  aux").replace("’", "'"),
        BEFORE.replace("5&nbsp;000", "5000"),
        BEFORE.replace("<b>15 mars 2027</b>.", "15 mars<br>2027."),
        BEFORE.replace("<li>Contact : la mairie</li>", "").replace(
            "<ul>", "<ul><li>Contact : la mairie</li>"
        ),
    ],
    ids="counter day menu script case space cut order".split(),
)
def test_what_is_no_change_of_words_is_no_news(watcher: Watcher, same: str) -> None:
    watcher.sees(BEFORE)

    assert watcher.sees(same).outcome is Outcome.NOT_MODIFIED
    assert len(watcher.sees(same.replace("15 mars", "30 mars")).candidates) == 1


def test_another_document_under_the_same_words_is_news(watcher: Watcher) -> None:
    page = BEFORE.replace(
        "</ul>", '<li><a href="/f/bar%C3%A8me-{0}.pdf?v={0}">Barème</a></li></ul>'
    )
    watcher.sees(page.format(2026))

    (one,) = watcher.sees(page.format(2027)).candidates

    told = "Ajouté : Barème (barème-2027.pdf). Retiré : Barème (barème-2026.pdf)."
    assert " ".join(one.excerpt.split()) == told


def test_a_page_that_swings_between_two_texts_is_told_once(watcher: Watcher) -> None:
    watcher.sees(BEFORE)

    told = [watcher.sees(page).candidates for page in (AFTER, BEFORE, AFTER, BEFORE)]

    assert list(map(len, told)) == [1, 0, 0, 0]


def test_each_change_is_another_item(watcher: Watcher) -> None:
    pages = [BEFORE.replace("15 mars", f"{day} mars") for day in range(15, 25)]

    told = [one.guid for page in pages for one in watcher.sees(page).candidates]

    assert len(set(told)) == len(told) == 9


def test_a_text_that_is_wholly_other_waits_for_a_second_visit(watcher: Watcher) -> None:
    watcher.sees(BEFORE.replace("</ul>", "<li>Durée : un an</li></ul>"))
    mended = "<body><h1>Un tout autre site</h1><p>Bienvenue chez nous</p></body>"

    first, second = watcher.sees(mended), watcher.sees(mended)

    assert (first.outcome, len(second.candidates)) == (Outcome.NOT_MODIFIED, 1)


def test_a_block_page_is_a_failure_however_often_it_comes(watcher: Watcher) -> None:
    whole = BEFORE.replace("</ul>", "<li>Durée : un an</li></ul>")
    watcher.sees(whole)
    blocked = "<html><title>Access denied</title><body><p>Access denied. You have been blocked.</p>"

    told = [watcher.sees(page) for page in (blocked, blocked, whole)]

    assert [one.outcome for one in told] == [Outcome.FAILED, Outcome.FAILED, Outcome.NOT_MODIFIED]
    assert told[0].trouble == "blocked"


def test_a_page_under_repair_for_a_day_is_never_told(watcher: Watcher) -> None:
    whole = BEFORE.replace("</ul>", "<li>Durée : un an</li></ul>")
    watcher.sees(whole)

    told = [watcher.sees(page) for page in ("<html><p>Revenez plus tard</p>", whole, whole)]

    assert [one.candidates for one in told] == [(), (), ()]


def test_only_the_zone_that_is_kept_counts(server: Loopback, fetcher: HttpFetcher) -> None:
    watcher = Watcher(server, fetcher, keep="ul, ul li")
    watcher.sees(BEFORE)

    assert watcher.sees(AFTER).candidates == ()
    (one,) = watcher.sees(BEFORE.replace("000 €", "500 €")).candidates
    assert (
        " ".join(one.excerpt.split()) == "Ajouté : Montant : 5 500 €. Retiré : Montant : 5 000 €."
    )


def test_words_may_be_left_out_by_a_pattern(server: Loopback, fetcher: HttpFetcher) -> None:
    watcher = Watcher(server, fetcher, ignore_text=[r"jusqu’au \d+ mars \d+"])
    watcher.sees(BEFORE)

    assert watcher.sees(AFTER).candidates == ()


def test_other_rules_begin_anew_and_are_no_news(watcher: Watcher) -> None:
    watcher.sees(BEFORE, ETag='"1"')
    rules = {"keep": "ul"}
    watcher.source = source("watch", watcher.source.url, name="Aides", watch=rules)

    assert watcher.sees(BEFORE, ETag='"1"').outcome is Outcome.NOT_MODIFIED
    assert len(watcher.sees(BEFORE.replace("000 €", "500 €")).candidates) == 1


@pytest.mark.parametrize(
    "page, rules, reason",
    [
        (
            BEFORE,
            {"keep": "#absent"},
            "aucun élément pour le sélecteur « #absent » sur la page « Aides » ;"
            " avez-vous voulu dire « main » (1 élément) ?",
        ),
        (BEFORE, {"ignore": ["p["]}, "sélecteur mal écrit : « p[ »"),
        ("<div id=app></div><script>go()</script>", {}, "aucun texte à comparer"),
        (b"%PDF-1.7\nrien", {}, "PDF illisible"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_named_and_what_was_held_stays(
    server: Loopback, fetcher: HttpFetcher, page: str, rules: dict[str, object], reason: str
) -> None:
    told = Watcher(server, fetcher, **rules).sees(page)

    assert told.outcome is Outcome.FAILED
    assert " ".join(told.reason.split()).startswith(reason)
    assert told.memory == ""


def test_a_text_too_long_to_compare_is_named(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MOST_LINES", 3)

    told = watcher.sees(BEFORE)

    assert " ".join(told.reason.split()).startswith("texte trop long à comparer (4 lignes)")


def test_a_change_of_thousands_of_lines_keeps_to_the_size_of_an_excerpt(watcher: Watcher) -> None:
    watcher.sees(BEFORE)
    more = "".join(f"<li>Commune n° {rank}</li>" for rank in range(3_000))

    (one,) = watcher.sees(BEFORE.replace("</ul>", more + "</ul>")).candidates

    assert len(one.excerpt) <= 1_000
    assert " ".join(one.excerpt.split()).startswith("Ajouté : Commune n° 0 / Commune n° 1 / ")
    assert one.excerpt.endswith("autres lignes).")


def test_a_pdf_may_weigh_more_than_a_page(watcher: Watcher) -> None:
    heavy = pdf(["Barème"], weight=6_000_000)
    page = watcher.sees(BEFORE + "<!--" + "." * 6_000_000)

    assert watcher.sees(heavy).outcome is Outcome.NOT_MODIFIED
    assert " ".join(page.reason.split()) == "page trop lourde : plus de 5 Mo"


def test_a_pdf_is_watched_like_a_page(watcher: Watcher) -> None:
    watcher.sees(pdf(["Barème des aides", "Montant : 5 000 €", "1"]))

    (one,) = watcher.sees(pdf(["Barème des aides", "Montant : 5 500 €", "1"])).candidates

    assert (
        " ".join(one.excerpt.split()) == "Ajouté : Montant : 5 500 €. Retiré : Montant : 5 000 €."
    )
