"""Sitemaps, lists in CSV and the Journal officiel, collected as any source: once, whatever the run."""

from __future__ import annotations

import pytest

from tests.cast import NOW, Stage, rewrite
from tests.collect.bodies.test_zipped import packed
from tests.collect.kinds.test_archive import text
from tests.collect.samples import answer
from veille.core import Veille
from veille.core.collecting import collect
from veille.model.item import Filter, Outcome

MAP = "https://agence.example/sitemap.xml"
LIST = "https://senat.example/questions.csv"
DEPOT = "https://depot.example/JORF/"
ARCHIVE = "JORF_20261121-010203.tar.gz"
MORE = """\
sources:
  - key: agence
    name: "L’agence"
    url: "https://agence.example/sitemap.xml"
    kind: sitemap
    sitemap: {include: [/actu/]}
  - key: questions
    name: "Questions"
    url: "https://senat.example/questions.csv"
    kind: csv
    csv: {title: Titre, link: URL Question, date: Date de publication JO}
  - key: journal-officiel
    name: "Journal officiel"
    url: "https://depot.example/JORF/"
    kind: archive
    archive: {words: [politique de la ville]}
"""
KEYS = ("agence", "questions", "journal-officiel")


@pytest.fixture
def web(stage: Stage) -> Stage:
    """The same play with three more sources on its web."""
    rewrite(stage.folder / "sources.yml", "sources:\n", MORE)
    day = NOW.date().isoformat()
    place = f"<url><loc>https://agence.example/actu/un-jardin</loc><lastmod>{day}</lastmod></url>"
    row = f"Le logement\t/q/1\t{day}"
    stage.web.answers |= {
        MAP: answer(f"<urlset>{place}</urlset>", url=MAP),
        LIST: answer(f"Titre\tURL Question\tDate de publication JO\n{row}\n", url=LIST),
        DEPOT: answer(f'<a href="{ARCHIVE}">{ARCHIVE}</a>', url=DEPOT),
        DEPOT + ARCHIVE: answer(packed([text(1, published=day)]), url=DEPOT + ARCHIVE),
    }
    return stage


def test_what_they_bring_becomes_items_and_is_brought_once(web: Stage) -> None:
    with web.opened() as veille:
        first = collect(veille.ctx, KEYS)
        web.clock.advance(days=1)
        again = collect(veille.ctx, KEYS)

        assert [(one.outcome, one.new, one.error) for one in first.results] == [
            (Outcome.NEW, 1, "")
        ] * 3
        assert {one.outcome for one in again.results} == {Outcome.NOT_MODIFIED}
        titles = {item.title for item in veille.items.listed(Filter()) if item.source in KEYS}
        assert titles == {
            "Un jardin",
            "Le logement",
            "Décret n° 2026-9001 du 20 novembre 2026 relatif à la politique de la ville",
        }


def test_a_run_cut_short_before_it_is_stored_is_done_again(
    web: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web.opened() as veille:
        _cut(veille, monkeypatch)
        done = collect(veille.ctx, KEYS)

    assert [one.new for one in done.results] == [1, 1, 1]


def _cut(veille: Veille, monkeypatch: pytest.MonkeyPatch) -> None:
    """Power fails in the middle of each transaction that stores an answer."""
    with monkeypatch.context() as patch:
        patch.setattr("veille.core.collecting.sources.succeeded", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            collect(veille.ctx, KEYS)


def _power_cut(*_args: object, **_named: object) -> None:
    raise KeyboardInterrupt
