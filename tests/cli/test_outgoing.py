"""Publishing from the command line: what is said before, during and after, and what a refusal costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def built(workspace: Path, veille: Type) -> Path:
    """A workspace whose archive is built, with a folder to publish it in."""
    (workspace / "www").mkdir()
    file = workspace / "veille.yml"
    file.write_text(file.read_text("utf-8") + "publish: {method: folder, folder: www}\n", "utf-8")
    assert veille("archive", "build").code == 0
    return workspace


def test_one_looks_first_then_publishes_then_there_is_nothing_more(
    built: Path, veille: Type
) -> None:
    look = veille("archive", "publish", "--dry-run")
    assert look.out.splitlines()[-1] == "+ index.html"
    assert "fichiers à envoyer, 0 à retirer, " in look.err
    assert not (built / "www" / "index.html").exists()

    sent = veille("archive", "publish")
    count = len(look.out.splitlines())
    assert (sent.code, sent.err) == (0, "")
    assert sent.out.startswith(f"{count} fichiers envoyés, 0 retiré, ")

    assert veille("archive", "publish").out == "Rien n’avait changé.\n"
    assert veille("archive", "publish", "--dry-run").err == "Rien n’a changé.\n"
    assert veille("archive", "publish", "--all").out.startswith(f"{count} fichiers envoyés")


def test_a_stranger_s_file_is_named_and_adopted_only_when_asked(built: Path, veille: Type) -> None:
    (built / "www" / "index.html").write_text("à eux")
    refused = veille("archive", "publish")
    assert (refused.code, refused.out) == (1, "")
    assert "« index.html » est déjà sur le serveur" in refused.err
    assert "--adopt" in refused.err
    assert veille("archive", "publish", "--adopt").code == 0


def test_a_host_that_is_not_there_is_one_sentence_after_what_should_be_known(
    built: Path, veille: Type
) -> None:
    (built / "www").rmdir()
    gone = veille("archive", "publish")
    assert (gone.code, gone.err.count("\n")) == (1, 1)
    assert "n’existe pas : créez-le, ou corrigez publish.folder" in gone.err

    file = built / "veille.yml"
    told = file.read_text("utf-8").partition("publish:")[0]
    file.write_text(f"{told}publish: {{method: ftp, host: 127.0.0.1, port: 1, user: a}}\n", "utf-8")
    plain = veille("archive", "publish")
    assert plain.code == 1
    assert "passent en clair" in plain.err
    assert "127.0.0.1:1 ne répond pas" in plain.err


def test_servers_and_other_sites_are_told_on_standard_output(built: Path, veille: Type) -> None:
    for server in ("nginx", "apache", "headers", "redirects"):
        told = veille("archive", "headers", "--for", server)
        assert (told.code, told.err, told.out[:1]) == (0, "", "#")
    assert '<ul class="veille">' in veille("archive", "embed").out
    assert veille("archive", "embed", "--publication", "absente").code == 1
