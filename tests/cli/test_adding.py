"""Typed: a page brought in, a site watched, lists of feeds in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FEED, SOURCES, Type, declare
from tests.collect.server import HOST, Answer, Loopback
from tests.collect.test_opml import feeds, opml

PAGE = """\
<html lang="fr"><head><title>Les parents – Le Quartier</title>
<meta property="og:site_name" content="Le Quartier"></head><body></body></html>
"""


@pytest.fixture
def web(workspace: Path, server: Loopback) -> Path:
    """A page, and a site that declares a feed."""
    declare(workspace, server.port)
    html = {"content-type": "text/html; charset=utf-8"}
    server.answers["/parents"] = Answer(PAGE.encode(), headers=html)
    link = '<html><link rel="alternate" type="application/rss+xml" href="/autre"></html>'
    server.answers["/"] = Answer(link.encode(), headers=html)
    server.answers["/autre"] = Answer(FEED.encode(), headers={"content-type": "text/xml"})
    return workspace


def test_a_page_is_brought_in_once(web: Path, veille: Type) -> None:
    address = f"http://{HOST}/parents"
    said = veille("items", "add", address, "--select", "lettre", "--by", "Alice")
    assert said.code == 0
    # The declared source of that host lends its name.
    assert said.out.endswith("Les parents (Journal d’essai) → lettre\n")
    again = veille("items", "add", f"{address}?utm_source=x")
    assert (again.code, again.err) == (0, "Déjà dans la base.\n")
    assert len(veille("items", "list", "--json").json) == 1


def test_a_page_that_does_not_answer_needs_a_title(web: Path, veille: Type) -> None:
    address = f"http://{HOST}/rien"
    untitled = veille("items", "add", address)
    assert untitled.code == 1
    assert "page introuvable (404)" in untitled.err
    assert "donnez un titre" in untitled.err
    assert veille("items", "add", address, "--title", "À la main").code == 0
    wrong = veille("items", "add", "bonjour")
    assert (wrong.code, "n’est pas une adresse" in wrong.err) == (1, True)


def test_a_site_is_tried_then_watched(web: Path, veille: Type) -> None:
    file = web / "sources.yml"
    tried = veille("sources", "add", f"http://{HOST}/", "--test")
    assert tried.code == 0
    assert tried.out.startswith(f"Journal (http://{HOST}/autre, 2 éléments)\n")
    assert "16 novembre  La cité éducative de Rennes" in tried.out
    assert file.read_text("utf-8") == SOURCES.format(host=HOST)

    assert (
        veille("sources", "add", f"http://{HOST}/", "--key", "autre", "--name", "L’autre").code == 0
    )
    assert "key: autre, name: " in file.read_text("utf-8")
    letter = veille("sources", "add", f"http://{HOST}/autre-page", "--kind", "watch", "--test")
    assert (letter.code, "page introuvable" in letter.err) == (1, True)
    assert "Déjà surveillée : autre." in veille("sources", "add", f"http://{HOST}/autre").err
    nowhere = veille("sources", "add", f"http://{HOST}/rien")
    assert (nowhere.code, "page introuvable" in nowhere.err) == (1, True)


def test_what_has_no_feed_is_added_as_the_kind_that_is_asked_for(
    web: Path, veille: Type, server: Loopback
) -> None:
    server.answers["/aide"] = Answer(b"<html><p>100 euros par mois</p></html>")
    watched = veille("sources", "add", f"http://{HOST}/aide", "--kind", "watch", "--key", "aide")
    assert (watched.code, "la première visite retient le texte" in watched.err) == (0, True)
    assert "kind: watch" in (web / "sources.yml").read_text("utf-8")

    server.answers["/liste.csv"] = Answer("Titre;Numéro\nUn rapport;12\n".encode())
    listed = veille("sources", "add", f"http://{HOST}/liste.csv")
    assert (listed.code, "ajoutez-la au bureau" in listed.err) == (1, True)
    assert "«\u00a0Numéro\u00a0»" in listed.err.replace(" »", "\u00a0»").replace("« ", "«\u00a0")


def test_sources_and_addresses_are_tried_and_a_failure_is_a_code(web: Path, veille: Type) -> None:
    good = veille("sources", "test", f"http://{HOST}/")
    assert (good.code, good.err) == (0, "1 répond, 0 à revoir.\n")
    assert good.out.startswith(f"http://{HOST}/ : 2 éléments, ")
    assert "le dernier (16 novembre) : La cité éducative de Rennes" in good.out

    bad = veille("sources", "test", "journal", f"http://{HOST}/rien")
    assert (bad.code, bad.err.splitlines()[-1]) == (1, "1 répond, 1 à revoir.")
    assert f"http://{HOST}/rien : page introuvable (404)" in bad.out
    told = veille("sources", "test", "journal", "--json").json
    assert [(one["name"], one["failed"]) for one in told] == [("journal", False)]
    assert veille("items", "list", "--json").json == []
    assert veille("sources", "test").code == 2


def test_a_list_goes_in_and_comes_out(web: Path, veille: Type, tmp_path: Path) -> None:
    file = tmp_path / "liste.opml"
    file.write_bytes(
        opml('<outline text="Presse"><outline text="A" xmlUrl="https://a.example/"/></outline>')
    )
    tried = veille("sources", "import", str(file), "--test")
    assert (tried.out, tried.err) == ("A  https://a.example/\n", "1 flux nouveau, 0 déjà là.\n")
    assert veille("sources", "import", str(file)).code == 0
    assert veille("sources", "import", str(file)).err == "0 flux nouveau, 1 déjà là.\n"
    exported = veille("sources", "export")
    out = exported.out
    assert out.count("xmlUrl=") == 3
    assert exported.err == ""
    assert '<outline text="presse" title="presse">' in out


def test_a_list_that_is_none_is_told(web: Path, veille: Type, tmp_path: Path) -> None:
    missing = veille("sources", "import", str(tmp_path / "absent.opml"))
    assert (missing.code, missing.err.startswith("impossible de lire")) == (1, True)
    file = tmp_path / "liste.opml"
    file.write_bytes(feeds(20_000))
    many = veille("sources", "import", str(file))
    assert (many.code, "20 000 flux" in many.err) == (1, True)
    assert (web / "sources.yml").read_text("utf-8") == SOURCES.format(host=HOST)


def test_the_vocabulary_goes_to_a_spreadsheet_and_comes_back(
    web: Path, veille: Type, tmp_path: Path
) -> None:
    file = tmp_path / "mots.csv"
    file.write_text(veille("themes", "export").out + "velo;Vélo;;;;;\r\n", "utf-8")
    tried = veille("themes", "import", str(file), "--test")
    assert (tried.out, tried.err) == ("+ velo  Vélo\n", "1 thème nouveau, 0 changé.\n")
    assert veille("themes", "import", str(file)).code == 0
    assert veille("themes", "import", str(file)).err == "0 thème nouveau, 0 changé.\n"
    file.write_text("clé;libellé;parent\nvelo;Vélo;velo\n", "utf-8")
    wrong = veille("themes", "import", str(file))
    assert (wrong.code, "mots.csv, ligne 2" in wrong.err) == (1, True)


def test_the_quarters_of_the_official_list_are_taken_or_each_fault_is_told(
    web: Path, veille: Type, tmp_path: Path
) -> None:
    file = tmp_path / "qpv.csv"
    file.write_text("code_qp;lib_qp;insee_com\nQN02904M;Bellevue;29019\n", "utf-8")
    for words in ("--test", "--by=Alice"):
        taken = veille("territories", "import", str(file), words)
        assert (taken.code, taken.err) == (0, "1 quartier nouveau, 0 changé, 1 en tout.\n")
    again = veille("territories", "import", str(file))
    assert again.err == "0 quartier nouveau, 0 changé, 1 en tout.\n"
    file.write_text("code_qp;lib_qp;insee_com\nXX;Bellevue;29019\n", "utf-8")
    wrong = veille("territories", "import", str(file))
    assert (wrong.code, "qpv.csv, ligne 2 : code_qp" in wrong.err) == (1, True)
