"""The list of what we watch, as other readers take it in."""

from __future__ import annotations

from dataclasses import replace

from tests.archive.in_hand import files
from tests.archive.samples import holdings, site
from veille.archive.holdings import WatchedFeed
from veille.archive.source_list import PATH, empty_list
from veille.collect.opml import read_opml

FEEDS = (
    WatchedFeed(
        "La Gazette", "https://gazette.example/fil?a=1&b=2", "https://gazette.example/", "Presse"
    ),
    WatchedFeed("L’agence « nationale »", "https://agence.example/rss", "", "État"),
    WatchedFeed("Le Fil", "https://fil.example/feed.json", "https://fil.example/", "Presse"),
)


def test_our_sources_are_read_back_by_folder_with_their_sites() -> None:
    made = files(replace(holdings(), follows=FEEDS))[PATH]
    read = read_opml(made)
    assert [(one.category, one.name, one.url) for one in read] == [
        ("Presse", "La Gazette", "https://gazette.example/fil?a=1&b=2"),
        ("Presse", "Le Fil", "https://fil.example/feed.json"),
        ("État", "L’agence « nationale »", "https://agence.example/rss"),
    ]
    assert b'<opml version="2.0">' in made
    assert made.count(b"htmlUrl=") == 2


def test_an_address_with_a_password_in_it_is_told_to_nobody() -> None:
    private = WatchedFeed("Abonnés", "https://nous:secret@gazette.example/fil")
    made = files(replace(holdings(), follows=(private, *FEEDS)))
    assert b"secret" not in made[PATH]
    assert PATH not in files(replace(holdings(), follows=(private,)))


def test_the_address_of_the_list_still_answers_once_no_feed_is_left() -> None:
    page = empty_list(PATH, "Sources")
    assert page
    assert page.context["folders"] == []
    assert empty_list("sources/index.html", "Sources") is None


def test_who_watches_nothing_has_no_list() -> None:
    assert PATH not in site()
