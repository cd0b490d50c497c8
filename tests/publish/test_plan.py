"""What is sent, and in which order: no link is ever online before its page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from veille.errors import PublishError
from veille.publish import ledger
from veille.publish.plan import Transfer, batches, plan_transfer, strangers
from veille.text.sums import CLAIMED

PATHS = """
index.html feed.atom recherche/index.html recherche/mots.json recherche/index/closes/index.json
themes/index.html themes/ecole/index.html
themes/ecole/2026/index.html 2026/index.html revue/index.html revue/2026/index.html revue/2026/48/index.html
ressource/abc/index.html lettre/2026/12/lettre-12.pdf assets/site.css assets/fonts/OFL.txt
"""
SITE = dict.fromkeys(PATHS.split(), "a" * 32)


def test_what_pages_need_goes_first_and_the_home_page_last() -> None:
    """In each stage the deepest first: a list leads to what is below it."""
    assert plan_transfer(SITE, {}).stages == (
        ("lettre/2026/12/lettre-12.pdf", "assets/fonts/OFL.txt", "assets/site.css"),
        ("revue/2026/48/index.html", "ressource/abc/index.html"),
        (
            "themes/ecole/2026/index.html",
            "revue/2026/index.html",
            "themes/ecole/index.html",
            "2026/index.html",
            "revue/index.html",
            "themes/index.html",
        ),
        ("recherche/index.html", "recherche/mots.json", "feed.atom"),
        ("recherche/index/closes/index.json",),
        ("index.html",),
    )


def test_only_what_changed_is_sent_and_only_what_is_ours_is_removed() -> None:
    kept = {**SITE, "index.html": "b" * 32, "alerte/index.html": "c" * 32}
    assert plan_transfer(SITE, kept) == Transfer((("index.html",),), ("alerte/index.html",))


def test_nothing_changed_sends_nothing() -> None:
    assert plan_transfer(SITE, SITE) == Transfer((), ())


def test_what_was_claimed_and_perhaps_never_written_is_sent_again() -> None:
    kept = {**SITE, "feed.atom": CLAIMED}
    assert plan_transfer(SITE, kept).puts == ("feed.atom",)


def test_everything_is_sent_again_when_asked() -> None:
    assert set(plan_transfer(SITE, SITE, again=True).puts) == set(SITE)


def test_a_batch_grows_with_what_was_sent_and_each_of_its_pieces_is_of_one_stage() -> None:
    pages = tuple(f"ressource/{rank:04}/index.html" for rank in range(1000))
    cut = list(batches(Transfer((("assets/site.css",), pages, ("index.html",)), ()), 100))
    assert cut[0] == [("assets/site.css",), pages[:99]]
    assert cut[-1][-1] == ("index.html",)
    sizes = [sum(len(piece) for piece in batch) for batch in cut]
    assert sizes == [100, 100, 100, 100, 100, 125, 156, 195, 26]
    everything = [path for batch in cut for piece in batch for path in piece]
    assert everything == ["assets/site.css", *pages, "index.html"]


def test_a_day_s_files_are_claimed_at_once() -> None:
    (batch,) = batches(plan_transfer(SITE, {}), 100)
    assert tuple(batch) == plan_transfer(SITE, {}).stages


def test_nothing_to_send_claims_nothing() -> None:
    assert list(batches(Transfer((), ("parti/index.html",)), 100)) == []


# --- the host's own files --------------------------------------------------------------


class Host:
    """Folders and names, and how many questions were asked."""

    def __init__(self, folders: Mapping[str, set[str]]) -> None:
        self.folders = folders
        self.asked: list[str] = []

    def names(self, folder: str) -> frozenset[str] | None:
        self.asked.append(folder)
        found = self.folders.get(folder)
        return None if found is None else frozenset(found)


def test_an_empty_host_is_asked_one_question() -> None:
    host = Host({"": set()})
    assert strangers(list(SITE), {}, host.names) == []
    assert host.asked == [""]


def test_a_file_of_somebody_else_is_found_at_the_root_and_deep_inside() -> None:
    host = Host({"": {"index.html", "revue"}, "revue": {"2026"}, "revue/2026": {"48"}})
    host.folders = {**host.folders, "revue/2026/48": {"index.html"}}
    assert strangers(list(SITE), {}, host.names) == ["index.html", "revue/2026/48/index.html"]


def test_what_the_ledger_says_is_ours_is_no_stranger() -> None:
    host = Host({"": {"index.html"}})
    assert strangers(["index.html"], {"index.html": "a" * 32}, host.names) == []


def test_one_new_page_beside_thousands_does_not_list_them_all() -> None:
    kept = [f"ressource/{rank}/index.html" for rank in range(5000)]
    host = Host({"": {"ressource"}, "ressource": {str(rank) for rank in range(5000)}})
    assert strangers(["ressource/new/index.html"], kept, host.names) == []
    assert host.asked == ["ressource/new"]


def test_hundreds_of_new_pages_cost_one_listing() -> None:
    new = [f"ressource/{rank}/index.html" for rank in range(500)]
    host = Host({"": {"ressource"}, "ressource": {"ours", "7"}, "ressource/7": {"index.html"}})
    assert strangers(new, ["ressource/ours/index.html"], host.names) == ["ressource/7/index.html"]
    assert host.asked == ["ressource", "ressource/7"]


# --- the ledger ------------------------------------------------------------------------


def test_a_ledger_is_read_as_it_was_written() -> None:
    files = {**SITE, "agenda/abc/index.html": CLAIMED}
    assert ledger.read(ledger.write(files, "w1"), "w1") == files


def test_no_ledger_means_that_the_host_holds_nothing_of_ours() -> None:
    assert ledger.read(None, "w1") == {}


def test_the_ledger_of_another_workspace_is_refused() -> None:
    with pytest.raises(PublishError, match="autre espace de travail"):
        ledger.read(ledger.write(SITE, "w2"), "w1")


ELSEWHERE = ("../../index.html", ".", "a/.", "a//b", "a/", "/", "/etc/passwd")


@pytest.mark.parametrize(
    "line",
    ["../secret", "/etc/passwd", "a" * 32, "zz  index.html"]
    + [f"{'a' * 32}  {path}" for path in ELSEWHERE],
)
def test_a_ledger_that_somebody_changed_is_refused_with_its_line(line: str) -> None:
    data = ledger.write({"a.html": "a" * 32}, "w1") + line.encode()
    with pytest.raises(PublishError, match=r"illisible \(ligne 3\)"):
        ledger.read(data, "w1")


def test_a_page_in_the_place_of_the_ledger_is_refused() -> None:
    with pytest.raises(PublishError, match=r"illisible \(ligne 1\)"):
        ledger.read(b"<!DOCTYPE html>", "w1")
