"""Published links from the command line, over a real connection: alive, moved, forbidden, gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cast import make_workspace
from tests.cli.conftest import Type, declare
from tests.collect.server import HOST, Answer, Loopback

PAGES = {
    "vivant": Answer(b"<p>Bonjour</p>"),
    "demenage": Answer(status=301, headers={"location": f"http://{HOST}/vivant"}),
    "interdit": Answer(status=403),
    "parti": Answer(status=404),
}


@pytest.fixture
def published(
    here: Path, blank: Path, veille: Type, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A sealed letter of these four pages of one site."""
    monkeypatch.setattr("veille.core.published_links.PAUSE", 0)
    entries = "".join(
        f"<item><title>Un titre {path}</title><link>http://{HOST}/{path}</link></item>"
        for path in PAGES
    )
    feed = f'<rss version="2.0"><channel><title>Journal</title>{entries}</channel></rss>'
    server.answers["/flux"] = Answer(feed.encode(), headers={"content-type": "application/rss+xml"})
    make_workspace(here)
    shutil.copy(blank, here / "data" / "veille.db")
    declare(here, server.port)
    at(here, "2026-11-16T08:00:00+00:00")
    assert veille("collect", "journal").code == 0
    ids = [item["public_id"] for item in veille("items", "list", "--json").json]
    veille("items", "triage", *ids, "--select", "lettre")
    draft = veille("edition", "new", "lettre").out.split()[0]
    assert veille("edition", "seal", draft, "--force").code == 0
    server.answers.update({f"/{path}": answer for path, answer in PAGES.items()})
    return here


def at(workspace: Path, instant: str) -> None:
    (workspace / "data" / "now").write_text(instant, encoding="utf-8")


def test_only_what_is_gone_for_more_than_a_week_is_told_dead(
    published: Path, veille: Type, server: Loopback
) -> None:
    server.asked.clear()
    first = veille("archive", "links")
    assert (first.code, first.out) == (0, "")
    assert first.err == "4 liens vérifiés : aucun lien mort.\n"
    assert {one.headers["user-agent"] for one in server.asked} == {"veille/0.1"}
    none = veille("archive", "links", "--list")
    assert none.err == "Aucun lien mort parmi ceux qui ont été interrogés.\n"

    at(published, "2026-11-24T08:00:00+00:00")
    second = veille("archive", "links", "--all")

    assert second.err == "1 lien vérifié : 1 lien mort, dont 1 de plus.\n"
    assert second.out.splitlines()[:5] == [
        "Un titre parti",
        f"  http://{HOST}/parti",
        "  lien mort, constaté le 24 novembre 2026 : page introuvable (404)",
        "  paru dans lettre/2026/1, le 16 novembre 2026",
        "  pour donner une autre adresse aux lecteurs : veille edition erratum lettre/2026/1 TEXTE",
    ]
    server.asked.clear()
    listed = veille("archive", "links", "--list")
    assert (listed.out, listed.err, server.asked) == (second.out, "1 lien mort.\n", [])
    (one,) = veille("archive", "links", "--list", "--json").json
    assert (one["url"], one["since"]) == (f"http://{HOST}/parti", "2026-11-24T08:00:00Z")

    declare(published, port=9)
    at(published, "2027-01-24T08:00:00+00:00")
    said = veille("archive", "links")
    assert said.code == 0
    assert said.err.startswith("Aucun site n’a répondu : rien n’est changé")
