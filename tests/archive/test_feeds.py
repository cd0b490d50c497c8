"""Feeds: three forms that strict readers take, one lasting name an entry, our words and no other."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import feedparser
import pytest

from tests.archive.in_hand import files
from tests.archive.pages import read, target
from tests.archive.samples import (
    ALOFT,
    ANRU,
    CAFE,
    CONTRACT,
    LATER,
    MEETING,
    NEW,
    OLD,
    SOONER,
    WAITS,
    holdings,
    issue,
    own_site,
    site,
)
from tests.compose.samples import ARCHIVE, CENTRE, entry
from veille.archive.feeds import FORMS
from veille.model.edition import Erratum

FEEDS = sorted(path for path in site() if path.endswith(tuple(f"feed.{form}" for form in FORMS)))
ATOM = [path for path in FEEDS if path.endswith(".atom")]
OWN = own_site()
HOSTILE = "]]> & <b>\x00\x0b\ufffe </script> 🏘️ « fin »"


@pytest.fixture(params=ATOM, ids=str)
def feed(request: pytest.FixtureRequest) -> feedparser.FeedParserDict:
    return feedparser.parse(site()[request.param])


def test_a_feed_is_atom_that_a_strict_reader_takes(feed: feedparser.FeedParserDict) -> None:
    assert (feed.bozo, feed.version, feed.encoding) == (0, "atom10", "utf-8")
    assert feed.feed.language == "fr"
    assert feed.feed.title
    assert feed.feed.author == f"{CENTRE.name} ({CENTRE.email})"
    assert feed.feed.updated_parsed


def test_the_name_of_a_feed_is_its_address() -> None:
    for path in ATOM:
        told = feedparser.parse(site()[path]).feed
        links = {one.rel: one.href for one in told.links}
        assert told.id == links["self"] == ARCHIVE + path
        page = links["alternate"].removeprefix(ARCHIVE) + "index.html"
        assert page in site()


def test_each_entry_of_a_feed_has_one_lasting_name_and_leads_to_its_page_and_source() -> None:
    entries = feedparser.parse(site()["feed.atom"]).entries
    assert [one.id for one in entries] == list(dict.fromkeys(one.id for one in entries))
    assert {one.id.removeprefix(ARCHIVE) + "index.html" for one in entries} == {
        path for path in site() if path.startswith("ressource/")
    }
    told = {one.id: {link.rel: link.href for link in one.links} for one in entries}
    links = told[f"{ARCHIVE}ressource/{CONTRACT.public_id}/"]
    assert links["related"] == CONTRACT.url


def test_the_names_and_days_of_entries_do_not_move_when_the_archive_grows() -> None:
    more = issue(133, date(2026, 12, 1), entry("Neuf"))
    later = replace(holdings(), as_of=date(2026, 12, 2), issues=(*holdings().issues, more))
    before = feedparser.parse(site()["feed.atom"]).entries
    after = {one.id: one for one in feedparser.parse(files(later)["feed.atom"]).entries}
    assert len(after) == len(before) + 1
    assert all(after[one.id] == one for one in before)


def test_an_entry_was_published_when_its_first_edition_was_and_updated_with_its_last() -> None:
    entries = {one.id: one for one in feedparser.parse(site()["feed.atom"]).entries}
    cafe = entries[f"{ARCHIVE}ressource/{CAFE.public_id}/"]
    assert (cafe.published, cafe.updated) == ("2025-12-15T08:30:00Z", "2026-11-23T11:00:00Z")
    meeting = entries[f"{ARCHIVE}ressource/{MEETING.public_id}/"]
    assert meeting.published == meeting.updated == "2026-11-16T11:00:00Z"


def test_a_feed_says_our_note_and_never_the_text_of_the_source() -> None:
    entries = {one.id: one for one in feedparser.parse(site()["feed.atom"]).entries}
    cafe = entries[f"{ARCHIVE}ressource/{CAFE.public_id}/"]
    assert "<p>Reprise.</p>" in cafe.content[0].value
    assert cafe.tags[0].label == "Renouvellement urbain"


def test_the_feed_of_a_dossier_tells_the_last_to_come_first() -> None:
    told = feedparser.parse(site()["dossiers/cafes-de-quartier/feed.atom"])
    assert told.feed.updated == "2026-11-20T09:00:00Z"
    assert [one.id.partition("#r-")[2] for one in told.entries] == [
        CAFE.public_id, ALOFT.public_id, WAITS.public_id,
    ]  # fmt: skip
    links = [{link.rel: link.href for link in one.links} for one in told.entries]
    assert links[0]["alternate"] == f"{ARCHIVE}ressource/{CAFE.public_id}/"
    assert links[1] == {"alternate": told.entries[1].id}
    assert links[2] == {"alternate": told.entries[2].id, "related": WAITS.url}


def test_a_feed_changes_with_its_entries_and_with_no_clock() -> None:
    later = files(replace(holdings(), as_of=date(2026, 12, 2)))
    assert [path for path in FEEDS if later[path] != site()[path]] == []
    empty = feedparser.parse(site()["annonce/feed.atom"])
    assert (empty.entries, empty.feed.updated) == ([], "2000-01-01T12:00:00Z")


# --- the two other forms ---------------------------------------------------------------


def test_each_feed_comes_in_three_forms_with_the_same_names_in_the_same_order() -> None:
    for path in ATOM:
        base = PurePosixPath(path).with_suffix("")
        rss = feedparser.parse(site()[f"{base}.rss"])
        told = json.loads(site()[f"{base}.json"])
        names = [one.id for one in feedparser.parse(site()[path]).entries]
        assert [one.id for one in rss.entries] == names
        assert [one["id"] for one in told["items"]] == names


def test_a_feed_is_rss_that_a_strict_reader_takes() -> None:
    told = feedparser.parse(site()["feed.rss"])
    assert (told.bozo, told.version, told.encoding) == (0, "rss20", "utf-8")
    assert (told.feed.language, told.feed.link) == ("fr", ARCHIVE)
    assert {one.rel: one.href for one in told.feed.links}["self"] == f"{ARCHIVE}feed.rss"
    assert told.feed.subtitle == CENTRE.name
    cafe = next(one for one in told.entries if CAFE.public_id in one.id)
    assert cafe.id == cafe.link == f"{ARCHIVE}ressource/{CAFE.public_id}/"
    assert cafe.published == "Mon, 15 Dec 2025 08:30:00 +0000"
    assert cafe.updated == "2026-11-23T11:00:00Z"
    assert [one.term for one in cafe.tags] == ["Renouvellement urbain", "Bretagne"]
    assert "<p>Reprise.</p>" in cafe.summary
    assert f'<a href="{CAFE.url}">' in cafe.summary


def test_a_name_that_is_no_address_does_not_say_it_leads_anywhere() -> None:
    rss = site()["dossiers/cafes-de-quartier/feed.rss"].decode()
    assert (
        f'<guid isPermaLink="false">{ARCHIVE}dossiers/cafes-de-quartier/#r-{CAFE.public_id}<' in rss
    )
    assert f"<link>{ARCHIVE}ressource/{CAFE.public_id}/</link>" in rss


def test_a_feed_is_json_feed_as_its_standard_asks() -> None:
    """jsonfeed.org/version/1.1: what is required, and the addresses whole."""
    told = json.loads(site()["lettre/feed.json"])
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"] == f"La lettre de Bréal – {CENTRE.name}"
    assert told["home_page_url"] == f"{ARCHIVE}lettre/"
    assert told["feed_url"] == f"{ARCHIVE}lettre/feed.json"
    assert told["authors"] == [{"name": CENTRE.name, "url": ARCHIVE}]
    contract = next(one for one in told["items"] if CONTRACT.public_id in one["id"])
    assert contract["url"] == contract["id"]
    assert contract["external_url"] == CONTRACT.url
    assert contract["title"] == CONTRACT.title
    assert contract["date_published"] == "2026-11-16T11:00:00Z"
    assert contract["date_modified"] == "2026-11-23T11:00:00Z"
    assert contract["tags"] == ["Habitat", "Un thème parti", "Bretagne"]
    assert CONTRACT.note[:30] in contract["content_html"]


def test_an_entry_without_an_address_has_none_outside() -> None:
    told = json.loads(site()["dossiers/cafes-de-quartier/feed.json"])
    aloft = next(one for one in told["items"] if ALOFT.public_id in one["id"])
    assert "external_url" not in aloft
    assert "<a " not in aloft["content_html"]


def test_what_no_xml_can_hold_is_left_out_and_the_rest_is_read_back() -> None:
    evil = replace(
        entry(HOSTILE), note=HOSTILE, source=HOSTILE, themes=(replace(ANRU, label=HOSTILE),)
    )
    issues = (issue(1, date(2026, 1, 5), evil),)
    made = files(replace(holdings(), issues=issues))
    for form in ("atom", "rss"):
        told = feedparser.parse(made[f"lettre/feed.{form}"])
        assert told.bozo == 0, told.get("bozo_exception")
        assert "🏘️" in told.entries[0].title
        assert told.entries[0].title.startswith("]]>")
    read = json.loads(made["lettre/feed.json"])["items"][0]
    assert read["title"].startswith("]]> & <b>")
    assert "&lt;/script&gt;" in read["content_html"]
    assert b"</script" not in made["lettre/feed.json"]


def test_a_feed_stops_at_fifty_entries() -> None:
    many = [entry(f"Titre {at}", at=at) for at in range(60)]
    issues = (issue(1, date(2026, 1, 5), *many),)
    made = files(replace(holdings(), issues=issues))
    assert len(json.loads(made["lettre/feed.json"])["items"]) == 50


# --- editions, agenda ------------------------------------------------------------------


def test_the_editions_of_a_publication_have_a_feed_and_an_erratum_moves_its_own() -> None:
    told = Erratum(
        1, datetime(2026, 12, 2, 9, tzinfo=UTC), "alice", "Le café est au 3, et non au 4."
    )
    made = files(replace(holdings(), errata={NEW.path: (told,)}))

    feed = feedparser.parse(made["lettre/numeros.atom"])
    assert feed.bozo == 0
    assert [one.id for one in feed.entries] == [ARCHIVE + NEW.path, ARCHIVE + OLD.path]
    new, old = feed.entries
    assert (new.published, new.updated) == ("2026-11-16T11:00:00Z", "2026-12-02T09:00:00Z")
    assert old.updated == old.published == "2025-12-15T11:00:00Z"
    assert feed.feed.updated == new.updated
    assert new.title == "La lettre de Bréal n°\u00a0132, novembre 2026"
    assert "Erratum du 2\u00a0décembre\u00a02026" in new.content[0].value
    assert "Le café est au 3" in new.content[0].value
    assert f'<a href="{CONTRACT.url}">' in new.content[0].value
    changed = [path for path in made if made[path] != site()[path]]
    assert sorted(changed) == [
        f"{NEW.path}index.html",
        *(f"lettre/numeros.{f}" for f in sorted(FORMS)),
        "sitemap-2026.xml",
        "sitemap-pages.xml",
    ]


def test_the_agenda_has_a_feed_where_a_changed_event_comes_first() -> None:
    made = OWN
    told = json.loads(made["agenda/feed.json"])
    assert [one["url"] for one in told["items"]] == [
        f"{ARCHIVE}agenda/{one.event.public_id}/" for one in (LATER, SOONER)
    ]
    assert "date_published" not in told["items"][0]
    assert told["items"][0]["date_modified"] == "2026-11-20T09:00:00Z"
    for form in ("atom", "rss"):
        assert feedparser.parse(made[f"agenda/feed.{form}"]).bozo == 0


# --- how people come to them -----------------------------------------------------------

FOLLOWED = {
    "": "S’abonner à tout",
    "lettre/": "S’abonner à cette publication",
    "themes/anru/": "S’abonner à ce thème",
    "themes/anru/2025/": "S’abonner à ce thème",
    "dossiers/cafes-de-quartier/": "S’abonner à ce dossier",
    "agenda/": "S’abonner à l’agenda",
}


@pytest.mark.parametrize("address", FOLLOWED)
def test_a_page_that_grows_says_how_to_follow_it(address: str) -> None:
    path = f"{address}index.html"
    page = read(OWN[path])
    heading = next(one for one in page.elements if one.attributes.get("id") == "abonner")
    assert heading.text == FOLLOWED[address]
    own = {target(path, one.attributes["href"]) for one in page.all("a")}
    feeds = address.replace("2025/", "")
    assert {(f"{feeds}feed.{form}", "") for form in FORMS} <= own
    assert "par courriel" not in page.all("main")[0].text


@pytest.mark.parametrize("path", sorted(path for path in OWN if path.endswith(".html")))
def test_every_page_tells_readers_its_feed_in_three_forms(path: str) -> None:
    told = [
        (one.attributes["type"], target(path, one.attributes["href"]))
        for one in read(OWN[path]).all("link")
        if one.attributes["rel"] == "alternate"
    ]
    assert [type_ for type_, _ in told[:3]] == [
        "application/rss+xml", "application/atom+xml", "application/feed+json",
    ]  # fmt: skip
    assert all(found and found[0] in OWN for _, found in told)


def test_a_theme_can_be_followed_from_wherever_it_is_named() -> None:
    page = read(OWN[f"ressource/{CONTRACT.public_id}/index.html"])
    link = next(one for one in page.all("a") if one.attributes["href"].endswith("habitat/#abonner"))
    assert " ".join(link.text.split()) == "s’abonner à Habitat"


def test_who_sends_letters_says_where_to_ask_for_them() -> None:
    asked = "https://breal.example/abonnement/"
    centre = holdings().centre.model_copy(update={"subscribe_url": asked})
    made = files(replace(holdings(), centre=centre))
    page = read(made["themes/anru/index.html"])
    (link,) = [one for one in page.all("a") if one.attributes["href"] == asked]
    assert link.text == "recevoir nos lettres"
