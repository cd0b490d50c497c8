"""Sitemaps: what a site adds, without a flood at the first visit."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from tests.collect.samples import DATA, NOW, answer, plain, source
from veille.collect.gather import Gathered, gather
from veille.collect.kinds import recall, sitemap
from veille.collect.kinds.sitemap import MOST_FILES, MOST_NEW, MOST_PAGES
from veille.collect.kinds.visit import Ask
from veille.errors import FetchError
from veille.model.item import Fetched, Outcome, Validators
from veille.testing import FakeFetcher

SITE = "https://ville.example"
MAP = f"{SITE}/sitemap.xml"
COUNCIL = "/actualites/conseil-citoyen-renouvele"
RULES = {"include": ["/actualites/"], "exclude": ["*/page/"]}
SAMPLE = (DATA / "sitemap.xml").read_text("utf-8")


class Site:
    """A site of which a test writes the files."""

    def __init__(self) -> None:
        self.fetcher = FakeFetcher()
        self.memory = ""
        self.validators = Validators()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for path, body in files.items():
            self.fetcher.answers[SITE + path] = answer(body, url=SITE + path)

    def visit(self, now: datetime = NOW, **rules: object) -> Gathered:
        declared = source("sitemap", MAP, sitemap=rules or RULES)
        gathered = gather(Ask(declared, self.fetcher, now, self.validators, self.memory))
        if gathered.outcome not in (Outcome.FAILED, Outcome.EMPTY):
            self.memory, self.validators = gathered.memory, gathered.validators
        return gathered

    @property
    def asked(self) -> list[str]:
        return [url.removeprefix(SITE) for url, _validators in self.fetcher.asked]


@pytest.fixture
def site() -> Site:
    made = Site()
    made.write({"/sitemap.xml": SAMPLE})
    return made


def addresses(gathered: Gathered) -> list[str]:
    return [(one.url or "").removeprefix(SITE) for one in gathered.candidates]


def urlset(*places: str) -> str:
    return f"<urlset>{''.join(places)}</urlset>"


def url(path: str, lastmod: str = "") -> str:
    return f"<url><loc>{SITE}{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def index(*files: tuple[str, str]) -> str:
    listed = (
        f"<sitemap><loc>{SITE}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for path, day in files
    )
    return f"<sitemapindex>{''.join(listed)}</sitemapindex>"


# --- the first visit, and those after --------------------------------------------------


def test_the_first_visit_brings_what_is_recent_and_remembers_the_rest(site: Site) -> None:
    market, council = site.visit().candidates

    assert market.title == "Le marché de Noël & ses chalets"
    assert market.url == f"{SITE}/actualites/marche-de-noel"
    assert market.published_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert council.title == "Conseil citoyen renouvele"
    assert council.published_at == datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    assert site.visit().outcome is Outcome.NOT_MODIFIED


def test_a_page_that_is_edited_is_no_news_and_a_page_that_is_added_is(site: Site) -> None:
    site.visit()
    edited = SAMPLE.replace("2009-05-04", "2026-11-21")
    added = edited.replace("</urlset>", url("/actualites/un-jardin-partage") + "</urlset>")
    site.write({"/sitemap.xml": added})

    assert addresses(site.visit()) == ["/actualites/un-jardin-partage"]


def test_a_map_of_old_pages_is_healthy_and_brings_nothing(site: Site) -> None:
    site.write({"/sitemap.xml": urlset(url("/actualites/a", "2009-01-01"), url("/actualites/b"))})

    assert site.visit().outcome is Outcome.NOT_MODIFIED
    assert site.memory


def test_the_first_visit_of_a_large_site_brings_a_handful(site: Site) -> None:
    site.write(
        {
            "/sitemap.xml": urlset(
                *(url(f"/actualites/n-{n}-texte", "2026-11-20") for n in range(90))
            )
        }
    )

    assert len(site.visit().candidates) == MOST_PAGES
    assert site.visit().outcome is Outcome.NOT_MODIFIED


def test_what_one_later_visit_cannot_bring_waits_for_the_next(site: Site) -> None:
    site.visit()
    site.write(
        {
            "/sitemap.xml": urlset(
                *(url(f"/actualites/n-{n}-texte", "2026-11-21") for n in range(MOST_NEW + 5))
            )
        }
    )

    assert [len(site.visit().candidates) for _ in range(3)] == [MOST_NEW, 5, 0]


# --- titles ----------------------------------------------------------------------------


def test_a_title_comes_from_the_page_itself(site: Site) -> None:
    page = """<html><head><title>Le conseil citoyen est renouvelé - Ville</title>
      <meta name=description content="Vingt habitants tirés au sort.">
      <meta property="article:published_time" content="2026-11-17T09:00:00+01:00"></head></html>"""
    site.write({COUNCIL: page})

    council = site.visit().candidates[1]

    assert council.title == "Le conseil citoyen est renouvelé"
    assert council.excerpt == "Vingt habitants tirés au sort."
    assert council.published_at == datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
    assert site.asked == ["/sitemap.xml", COUNCIL]


def test_no_other_site_is_visited_on_the_word_of_a_map(site: Site) -> None:
    place = "<url><loc>https://voisin.example/actualites/une-page</loc><lastmod>2026-11-20</lastmod></url>"
    site.write({"/sitemap.xml": urlset(place)})

    assert [one.title for one in site.visit().candidates] == ["Une page"]
    assert site.asked == ["/sitemap.xml"]


def test_pages_are_asked_for_within_bounds(site: Site) -> None:
    site.visit()
    site.write(
        {
            "/sitemap.xml": urlset(
                *(url(f"/actualites/n-{n}-texte", "2026-11-21") for n in range(50))
            )
        }
    )
    before = len(site.asked)

    assert len(site.visit().candidates) == 50
    assert len(site.asked) - before == 1 + MOST_PAGES


def test_an_old_page_that_somebody_touched_is_not_brought_at_first(site: Site) -> None:
    site.write({COUNCIL: '<meta property="article:published_time" content="2011-03-01">'})

    assert addresses(site.visit()) == ["/actualites/marche-de-noel"]


def test_a_wall_that_answers_for_every_page_gives_no_title(site: Site) -> None:
    site.write(
        {
            "/sitemap.xml": urlset(
                url("/actualites/un-jardin", "2026-11-20"), url("/actualites/un-pont", "2026-11-19")
            )
        }
    )
    site.write(
        dict.fromkeys(
            ("/actualites/un-jardin", "/actualites/un-pont"), "<title>Accès refusé</title>"
        )
    )

    assert [one.title for one in site.visit().candidates] == ["Un jardin", "Un pont"]


def test_a_document_is_not_read_as_a_page(site: Site) -> None:
    document = answer(b"%PDF-1.7 <title>x</title>", "application/pdf", url=SITE + COUNCIL)
    site.fetcher.answers[document.url] = document

    assert site.visit().candidates[1].title == "Conseil citoyen renouvele"


def test_a_page_that_says_it_is_another_gives_no_title(site: Site) -> None:
    site.write({COUNCIL: '<title>Accueil</title><link rel=canonical href="/autre">'})

    assert site.visit().candidates[1].title == "Conseil citoyen renouvele"


# --- indexes and gzip ------------------------------------------------------------------


def test_an_index_is_followed_one_level_the_newest_file_first(site: Site) -> None:
    site.write({
        "/sitemap.xml": index(
            ("/vieux.xml", "2020-01-01"), ("/neuf.xml.gz", "2026-11-20"), ("/tags.xml", "2026-11-21")
        ),
        "/vieux.xml": urlset(url("/actualites/vieux", "2020-01-01")),
        "/neuf.xml.gz": gzip.compress(urlset(url("/actualites/neuf", "2026-11-20")).encode()),
    })  # fmt: skip

    found = site.visit(include=["/actualites/"], exclude=["/tags"])

    assert addresses(found) == ["/actualites/neuf"]
    assert site.asked[:3] == ["/sitemap.xml", "/neuf.xml.gz", "/vieux.xml"]


def test_an_index_that_stays_the_same_is_looked_through_again(site: Site) -> None:
    site.write({"/sitemap.xml": index(("/a.xml", "")), "/a.xml": urlset(url("/actualites/a"))})
    site.visit()
    site.write({"/a.xml": urlset(url("/actualites/a"), url("/actualites/b-et-c"))})

    assert addresses(site.visit()) == ["/actualites/b-et-c"]
    assert site.visit().outcome is Outcome.NOT_MODIFIED


def test_a_file_that_has_not_moved_is_not_asked_again(site: Site) -> None:
    site.write({
        "/sitemap.xml": index(("/a.xml", "2026-11-20"), ("/b.xml", "2026-10-01")),
        "/a.xml": urlset(url("/actualites/a", "2026-11-20")),
        "/b.xml": urlset(url("/actualites/b", "2026-10-01")),
    })  # fmt: skip
    site.visit()
    before = len(site.asked)
    site.visit()

    assert site.asked[before:] == ["/sitemap.xml", "/a.xml"]


def test_an_index_of_many_files_is_read_within_bounds_and_never_floods(site: Site) -> None:
    files = {f"/{n}.xml": urlset(url(f"/actualites/n-{n}-texte")) for n in range(30)}
    site.write({"/sitemap.xml": index(*((path, "") for path in files)), **files})
    site.visit()
    assert len(site.asked) == 1 + MOST_FILES
    # One that was there and is read later only shows what it held all along.
    site.write({"/sitemap.xml": index(("/29.xml", ""))})
    assert site.visit().outcome is Outcome.NOT_MODIFIED
    # One that is new brings news, dates or not.
    site.write(
        {"/sitemap.xml": index(("/2027.xml", "")), "/2027.xml": urlset(url("/actualites/voeux"))}
    )
    assert addresses(site.visit()) == ["/actualites/voeux"]


def test_a_file_that_fails_costs_its_own_only_once_something_is_known(site: Site) -> None:
    site.write(
        {
            "/sitemap.xml": index(("/a.xml", ""), ("/b.xml", "")),
            "/a.xml": urlset(url("/actualites/a")),
        }
    )
    assert site.visit().outcome is Outcome.FAILED
    site.write({"/b.xml": urlset(url("/actualites/b"))})
    site.visit()
    site.fetcher.answers[f"{SITE}/b.xml"] = FetchError("page introuvable (404)", status=404)
    site.write({"/a.xml": urlset(url("/actualites/a"), url("/actualites/autre-page"))})

    assert addresses(site.visit()) == ["/actualites/autre-page"]


# --- refusals --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body, reason",
    [
        ("<!doctype html><title>Erreur</title>", "ce n’est pas un plan de site (sitemap) : c’est une page"),
        (
            "<!doctype html><title>Request Rejected</title>",
            "le site a répondu par une page de blocage (« Request Rejected »)",
        ),
        ("<rss/>", "ce n’est pas un plan de site (sitemap) : ni « urlset » ni « sitemapindex »"),
        ("<urlset><url>", "XML mal formé à la ligne 1"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><urlset/>', "XML refusé : il déclare des entités"),
        (b"\x1f\x8b\x08\x00", "contenu compressé incomplet"),
        (gzip.compress(b" " * 16_000_000), "contenu trop lourd une fois décompressé : plus de 15 Mo"),
        (urlset(), "la source répond, mais sa liste est vide"),
        (
            urlset(url("/presse/a")),
            "aucune adresse du plan sur 1 ne passe « sitemap.include » et « exclude » ; la première est "
            "https://ville.example/presse/a",
        ),
    ],
    ids=["page", "wall", "rss", "cut", "entity", "broken gzip", "bomb", "empty", "no fit"],
)  # fmt: skip
def test_a_map_that_cannot_be_used_says_why(site: Site, body: str | bytes, reason: str) -> None:
    site.write({"/sitemap.xml": body})

    gathered = site.visit()

    assert gathered.outcome in (Outcome.FAILED, Outcome.EMPTY)
    assert plain(gathered.reason) == reason


def test_a_memory_that_is_no_more_understood_is_a_first_visit(site: Site) -> None:
    site.memory = '{"at": 3}'
    site.write(
        {
            "/sitemap.xml": urlset(
                *(url(f"/actualites/n-{n}-texte", "2026-11-20") for n in range(90))
            )
        }
    )

    assert len(site.visit().candidates) == MOST_PAGES


def test_the_memory_of_an_unchanged_map_is_the_same_text(site: Site) -> None:
    site.visit()
    before = site.memory
    site.visit(NOW + timedelta(days=1))

    assert site.memory == before


def test_a_page_answers_with_its_own_type(site: Site) -> None:
    answered: Fetched = answer('<meta property="og:type" content="video.other"><title>Film du quartier</title>',
                               url=f"{SITE}{COUNCIL}")  # fmt: skip
    site.fetcher.answers[answered.url] = answered

    assert site.visit().candidates[1].medium == "watch"


# --- maps without end ------------------------------------------------------------------------


@pytest.mark.parametrize("indexed", [False, True])
def test_a_map_above_what_is_remembered_is_refused_and_says_what_to_do(
    site: Site, monkeypatch: pytest.MonkeyPatch, indexed: bool
) -> None:
    """Forgotten, its pages without a date would be news at every visit."""
    for module in (recall, sitemap):
        monkeypatch.setattr(module, "MOST_KNOWN", 20)
    files = {f"/plan-{n}.xml": urlset(*(url(f"/{n}/{p}") for p in range(15))) for n in range(2)}
    files["/sitemap.xml"] = (
        index(*((name, "") for name in files))
        if indexed
        else urlset(*(url(f"/page/{n}") for n in range(30)))
    )
    site.write(files)

    told = [site.visit(NOW, include=["/"]) for _ in range(3)]

    assert [one.outcome for one in told] == [Outcome.FAILED] * 3
    assert "choisissez-en par « sitemap.include »" in plain(told[0].reason)


def test_what_left_a_map_is_forgotten_before_what_stands_in_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (recall, sitemap):
        monkeypatch.setattr(module, "MOST_KNOWN", 20)
    told = []
    for start in range(0, 60, 12):
        site.write({"/sitemap.xml": urlset(*(url(f"/p/{start + n}") for n in range(15)))})
        told.append(len(site.visit(NOW, include=["/"]).candidates))

    assert told == [0, 12, 12, 12, 12]
