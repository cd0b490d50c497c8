"""Publishing out of a workspace: what veille.yml says, who may, what is written down."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.cast import ALICE, Stage, rewrite, settle, stage
from tests.publish.ftp_server import ftp_server
from tests.publish.sftp_server import PASSWORD, USER, sftp_server
from veille.core import Veille
from veille.core.locking import only_one
from veille.errors import ArchiveError, ForbiddenError, NotFoundError, PublishError, RefusedError
from veille.model.act import WantedActs
from veille.model.role import Role
from veille.publish.sftp import fingerprint
from veille.store import permalinks


@pytest.fixture(name="stage")
def a_letter(tmp_path: Path, letter: Path) -> Stage:
    """A workspace with one sealed letter, and a folder to publish it in."""
    play = stage(tmp_path / "breal", letter)
    (play.folder / "www").mkdir()
    declare(play, "{method: folder, folder: www}")
    return play


@pytest.fixture
def built(veille: Veille) -> Veille:
    veille.archive.build()
    return veille


def declare(play: Stage, words: str) -> None:
    file = play.folder / "veille.yml"
    told = file.read_text("utf-8").partition("publish:")[0]
    file.write_text(f"{told}publish: {words}\n", "utf-8")


def files(folder: Path) -> Mapping[str, bytes]:
    """Path → bytes, but for the manifest and the ledger."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".veille")
    }


# --- when all goes well ----------------------------------------------------------------


def test_what_was_built_is_published_and_written_down_then_only_what_changed_leaves(
    built: Veille, stage: Stage
) -> None:
    foreseen = built.outgoing.foresee()
    sent = built.outgoing.publish(by=ALICE)
    assert (sent.put, sent.removed, sent.size) == (foreseen.puts, (), foreseen.size)
    assert files(stage.folder / "www") == files(stage.folder / "archive")
    act = built.journal.listed(WantedActs(limit=1))[0]
    assert (act.verb, act.who, act.after["put"]) == ("publish-archive", ALICE, len(sent.put))
    assert built.outgoing.last
    assert built.outgoing.last.words == sent.words

    assert built.outgoing.publish(by=ALICE).words == "rien n’avait changé"
    rewrite(stage.folder / "veille.yml", "La revue de Bréal", "La revue de presse de Bréal")
    built.reload()
    written = built.archive.build().written
    assert set(built.outgoing.publish(by=ALICE).put) == set(written)
    assert files(stage.folder / "www") == files(stage.folder / "archive")


def test_a_build_that_passes_meanwhile_is_taken_up(built: Veille, stage: Stage) -> None:
    def rebuild(done: int, total: int, path: str) -> None:
        if done == 1 and built.config.centre.centre.name != "Bréal":
            rewrite(stage.folder / "veille.yml", "Centre de ressources de Bréal", "Bréal")
            built.reload()
            built.archive.build()

    built.outgoing.publish(by=ALICE, heard=rebuild)
    assert files(stage.folder / "www") == files(stage.folder / "archive")
    assert built.outgoing.publish(by=ALICE).words == "rien n’avait changé"


def test_the_password_comes_from_a_file_or_from_the_environment(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "host").mkdir()
    with sftp_server(tmp_path / "host") as host:
        reach = f"host: 127.0.0.1, port: {host.port}, user: {USER}"
        believed = f'fingerprint: "{fingerprint(host.key)}"'
        declare(stage, f"{{method: sftp, {reach}, {believed}, password_file: data/mot}}")
        with stage.opened() as veille:
            veille.archive.build()
            with pytest.raises(PublishError, match="data/mot », ne peut pas être lu"):
                veille.outgoing.foresee()
            (stage.folder / "data" / "mot").write_text(f"{PASSWORD}\n", "utf-8")
            veille.outgoing.foresee()
            (stage.folder / "data" / "mot").chmod(0o644)
            assert "chmod 600" in veille.outgoing.warning
            (stage.folder / "data" / "mot").chmod(0o600)
            assert not veille.outgoing.warning
            (stage.folder / "data" / "mot").write_text("\n")
            with pytest.raises(PublishError, match="est vide"):
                veille.outgoing.foresee()
            monkeypatch.setenv("VEILLE_PUBLISH_PASSWORD", PASSWORD)
            veille.outgoing.foresee()


def test_plain_ftp_works_and_is_warned_of(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "host").mkdir()
    monkeypatch.setenv("VEILLE_PUBLISH_PASSWORD", PASSWORD)
    with ftp_server(tmp_path / "host") as site:
        declare(stage, f"{{method: ftp, host: 127.0.0.1, port: {site.port}, user: {USER}}}")
        with stage.opened() as veille:
            veille.archive.build()
            veille.outgoing.publish(by=ALICE)
            assert "en clair" in veille.outgoing.warning
    assert files(tmp_path / "host") == files(stage.folder / "archive")


def test_a_command_of_ones_own_publishes(stage: Stage) -> None:
    declare(stage, '{method: command, command: [cp, -r, "archive/.", www]}')
    with stage.opened() as veille:
        veille.archive.build()
        assert veille.outgoing.foresee().puts == veille.outgoing.publish(by=ALICE).put
        assert veille.outgoing.foresee().puts == ()
    assert files(stage.folder / "www") == files(stage.folder / "archive")


def test_the_latest_editions_are_a_piece_of_html_to_paste(built: Veille) -> None:
    assert "https://archives.breal.example/lettre/2026/12/" in built.outgoing.embedded("lettre")
    assert "<li>" not in built.outgoing.embedded("revue")
    with pytest.raises(NotFoundError, match="vouliez-vous dire"):
        built.outgoing.embedded("revu")


def test_what_apache_must_know_is_built_and_published_with_the_pages(stage: Stage) -> None:
    declare(stage, "{method: folder, folder: www, server: apache}")
    with stage.opened() as veille:
        with veille.ctx.store.write() as w:
            permalinks.keep(w, [("themes/parti/", "page", "")], veille.clock.now())
        assert ".htaccess" in veille.archive.build().written
        assert ".htaccess" in veille.outgoing.publish(by=ALICE).put
        told = (stage.folder / "www" / ".htaccess").read_text("utf-8")
        assert told == veille.archive.told_to("apache")
    assert 'RedirectMatch 301 "^/themes/parti/$" "/themes/"' in told


def test_netlify_is_told_in_two_files_and_an_unknown_server_nothing(stage: Stage) -> None:
    declare(stage, "{method: folder, folder: www, server: netlify}")
    with stage.opened() as veille:
        assert {"_headers", "_redirects"} <= set(veille.archive.build().written)
        with pytest.raises(NotFoundError, match="aucun serveur « iis »"):
            veille.archive.told_to("iis")


# --- jobs ------------------------------------------------------------------------------


def test_a_job_publishes_and_says_what_left(stage: Stage) -> None:
    rewrite(stage.folder / "veille.yml", "task: backup", "task: publish")
    with stage.opened() as veille:
        veille.archive.build()
        assert "fichiers envoyés, 0" in veille.jobs.run("backup")
        assert "Envoyé : index.html" in veille.jobs.last(1)[0].log
        assert veille.jobs.run("backup") == "rien n’avait changé"


def test_the_job_that_builds_publishes_too_when_told_so(stage: Stage) -> None:
    declare(stage, "{method: folder, folder: www, auto: true}")
    with stage.opened() as veille:
        assert "envoyés" in veille.jobs.run("archive")
    assert files(stage.folder / "www") == files(stage.folder / "archive")


# --- refusals --------------------------------------------------------------------------


def test_nothing_is_published_before_it_is_built(veille: Veille) -> None:
    with pytest.raises(RefusedError, match="lancez « veille archive build »"):
        veille.outgoing.publish(by=ALICE)


def test_nothing_is_published_where_veille_yml_does_not_say_where(stage: Stage) -> None:
    file = stage.folder / "veille.yml"
    file.write_text(file.read_text("utf-8").partition("publish:")[0], "utf-8")
    with stage.opened() as veille, pytest.raises(RefusedError, match="ne dit pas où publier"):
        veille.outgoing.publish(by=ALICE)


def test_a_page_that_a_hand_touched_is_not_published(built: Veille, stage: Stage) -> None:
    (stage.folder / "archive" / "index.html").write_text("touché")
    with pytest.raises(ArchiveError, match=r"« index\.html » manque ou n’est plus"):
        built.outgoing.publish(by=ALICE)
    assert not (stage.folder / "www" / "index.html").exists()


def test_neither_who_may_only_read_nor_two_at_once_publish(built: Veille, stage: Stage) -> None:
    held = only_one(built.workspace, "publish")
    assert held
    with closing(held), pytest.raises(RefusedError, match="déjà en cours"):
        built.outgoing.publish(by=ALICE)
    settle(built, ALICE)
    settle(built, "Bob", Role.RELECTURE)
    with pytest.raises(ForbiddenError):
        built.outgoing.publish(by="Bob")
    assert files(stage.folder / "www") == {}
