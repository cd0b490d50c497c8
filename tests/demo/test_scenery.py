"""The demo's files: plausible, told apart, decided one by one, and unknown to the program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.fuzz import token_sort_ratio

from demo.expected import publications, records
from tests.golden import Played
from veille.config.load import load
from veille.config.yaml import parse
from veille.core import open_veille
from veille.model.declared import OWN_SOURCE
from veille.model.item import Filter, Item
from veille.text.stems import stems

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo"
EXPECTED = records(DEMO / "expected.yml")
NEAR = 80
"""Two titles whose sorted stems agree to this percentage tell the same story."""


@pytest.fixture(scope="module")
def items(played: Played) -> list[Item]:
    veille = open_veille(played.folder)
    try:
        return veille.items.listed(Filter(limit=10_000))
    finally:
        veille.close()


def document() -> Mapping[str, Any]:
    data: Any = parse((DEMO / "expected.yml").read_text("utf-8"), "expected.yml").data
    return {"reprises": data["reprises"], "items": data["items"]}


def near(items: list[Item]) -> Iterator[tuple[Item, Item]]:
    told = [
        (item, " ".join(stems(item.title)), set(re.findall(r"\d+", item.title))) for item in items
    ]
    for (one, words, numbers), (other, others, its_numbers) in combinations(told, 2):
        if numbers == its_numbers and token_sort_ratio(words, others) >= NEAR:
            yield one, other


def test_no_two_titles_tell_the_same_story_but_those_meant_to(items: list[Item]) -> None:
    meant = [set(group) for group in document()["reprises"]]
    strays = [
        (one.title, other.title)
        for one, other in near(items)
        if not any({one.url, other.url} <= group for group in meant)
    ]
    assert strays == []


def test_the_stories_told_twice_are_there_in_several_sources(items: list[Item]) -> None:
    sources = {item.url: item.source for item in items}
    for group in document()["reprises"]:
        assert len({sources[url] for url in group}) == len(group) >= 2


def test_every_item_of_the_feeds_is_decided_and_every_decision_has_its_item(
    items: list[Item],
) -> None:
    collected = [item for item in items if item.source != OWN_SOURCE]
    assert {item.url for item in collected} == set(EXPECTED)
    assert len(document()["items"]) == len(EXPECTED), "an address is decided twice"


def test_every_decision_is_made_of_words_that_the_vocabulary_has(played: Played) -> None:
    config = load(played.folder)
    themes = {theme.key for theme in config.themes}
    natures = {nature.key for nature in config.natures}
    known = {rule.key for rule in config.centre.publications}
    for url, record in EXPECTED.items():
        assert set(record["themes"]) <= themes, url
        assert record["nature"] in natures, url
        assert record["fate"] in ("triage", "drop", "kept") or set(publications(record)) <= known, (
            url
        )


def test_what_is_published_has_a_note_in_french_typography() -> None:
    for url, record in EXPECTED.items():
        if publications(record):
            assert len(record["note"]) > 40, url
            assert not re.search(r"'|\w[;!?]|\.\.\.", record["note"]), url


def test_the_story_is_short_enough_to_be_read() -> None:
    assert len((DEMO / "demo.py").read_text("utf-8").splitlines()) <= 150


def test_every_site_is_invented_and_its_name_can_belong_to_nobody() -> None:
    hosts = {site.name for site in (DEMO / "web").iterdir() if site.is_dir()}
    assert len(hosts) > 9
    assert all(host.endswith(".example") for host in hosts)
    for file in (DEMO / "web").rglob("*"):
        if file.is_file():
            named = re.findall(rb"https?://([^/\"'<>\s]+)", file.read_bytes())
            real = Counter(host.decode() for host in named if not host.endswith(b".example"))
            # Names of vocabularies (XML namespaces) are no addresses: nothing is asked of them.
            assert set(real) <= {"www.w3.org", "purl.org", "www.itunes.com", "jsonfeed.org"}, file


def test_the_program_knows_nothing_of_the_demo() -> None:
    hosts = {site.name for site in (DEMO / "web").iterdir() if site.is_dir()} | {"mort.example"}
    keys = re.findall(r"- key: (\S+)", (DEMO / "sources.yml").read_text("utf-8"))
    assert len(keys) > 9
    for file in (ROOT / "src").rglob("*"):
        if file.is_file() and file.suffix in (".py", ".html", ".js", ".css", ".txt", ".po"):
            text = file.read_text("utf-8")
            assert not [word for word in (*hosts, *keys) if word in text], file
