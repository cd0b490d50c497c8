"""JSON Feed, with the liberties that sites take."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.collect.samples import NOW, answer, sample, source
from veille.collect.kinds.jsonfeed import read_json_feed
from veille.errors import ReadError
from veille.model.item import Candidate


def test_a_json_feed_is_read() -> None:
    first, second = read_json_feed(sample("feed.json"), source("json"), NOW)

    assert first == Candidate(
        guid="https://agence.example/etude-3",
        url="https://agence.example/etude-3",
        title="Étude sur les mobilités",
        excerpt="Se déplacer coûte cher.",
        author="Alice Martin",
        published_at=datetime(2026, 11, 18, 8, 30, tzinfo=UTC),
    )
    assert second == Candidate(
        guid="42",
        url="https://ailleurs.example/son",
        title="Un entretien < 20 minutes",
        excerpt="Un entretien < 20 minutes",
        author="Chloé Petit",
        published_at=datetime(2026, 11, 10, 11, 0, tzinfo=UTC),
        medium="listen",
        duration=1130,
    )


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "1.0", "1.1"])
def test_both_versions_are_read_and_their_number_alone(version: str) -> None:
    feed = {
        "version": version,
        "title": "Carnet",
        "authors": [{"name": "Alice Martin"}],
        "items": [
            {"id": "1", "title": "un", "date_published": "2026-11-18T09:30:00Z"},
            {"id": "2", "title": "deux", "authors": {"name": "Bob Durand"}},
        ],
    }

    first, second = read_json_feed(answer(json.dumps(feed)), source("json"), NOW)

    # Who wrote the feed wrote what names nobody (JSON Feed 1.1).
    assert (first.author, second.author) == ("Alice Martin", "Bob Durand")
    assert first.published_at == datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def test_a_list_without_items_is_an_empty_feed() -> None:
    feed = '{"version": "https://jsonfeed.org/version/1", "items": []}'

    assert read_json_feed(answer(feed), source("json"), NOW) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ["x"], "content_text": "t"},
        {"title": "t", "attachments": {"mime_type": "audio/mpeg"}},
        {"title": "t", "attachments": [None, {"mime_type": 3, "duration_in_seconds": "long"}]},
        {"title": "t", "authors": "Alice", "author": "Bob"},
        {"title": "t", "date_published": 20261118, "id": True},
        {"title": "t", "date_published": "hier", "url": "javascript:alert(1)"},
        {"title": "t\ud800\u0000"},
    ],
)
def test_a_member_of_another_type_is_as_good_as_absent(wrong: dict[str, object]) -> None:
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [wrong]})

    (only,) = read_json_feed(answer(feed), source("json"), NOW)

    assert (only.title, only.url, only.author, only.published_at) == ("t", None, "", None)
    assert (only.medium, only.duration) == ("read", None)


@pytest.mark.parametrize(
    "body, reason",
    [
        ("", "ce n’est pas un flux JSON : la réponse est vide"),
        ("{\n'a'", "ce n’est pas un flux JSON : du JSON mal formé à la ligne 2"),
        ("<html>", "ce n’est pas un flux JSON : du JSON mal formé à la ligne 1"),
        (b"\xff\xfe\xfa", "ce n’est pas un flux JSON : illisible"),
        ("[" * 100_000, "ce n’est pas un flux JSON : illisible"),
        ("[]", "ce n’est pas un flux JSON : du JSON sans version de JSON Feed"),
        (
            '{"version": "2", "items": []}',
            "ce n’est pas un flux JSON : du JSON sans version de JSON Feed",
        ),
        ('{"items": []}', "ce n’est pas un flux JSON : du JSON sans version de JSON Feed"),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
            "ce flux JSON n’a pas de liste « items »",
        ),
    ],
)
def test_what_is_no_json_feed_is_named(body: bytes | str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_json_feed(answer(body), source("json"), NOW)

    assert caught.value.reason == reason


def test_a_home_page_that_is_no_address_stops_nothing() -> None:
    feed = '{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "http://[", "items": [{"url": "/b"}]}'

    (only,) = read_json_feed(answer(feed), source("json"), NOW)

    assert only.url == "https://site.example/b"


def test_a_date_that_tells_no_day_gives_way_to_the_next() -> None:
    entry = {"id": "1", "date_published": "bientôt", "date_modified": "2026-11-18T09:30:00Z"}
    feed = {"version": "1.1", "items": [{**entry, "title": "un"}]}

    (read,) = read_json_feed(answer(json.dumps(feed)), source("json"), NOW)

    assert read.published_at == datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
