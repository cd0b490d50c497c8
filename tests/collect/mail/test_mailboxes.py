"""The two mailboxes: IMAP over TLS on loopback, a Maildir on disk. Nothing in them is ever changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.collect.imap_server import PASSWORD, USER, Post, imap_server
from tests.publish.ftp_server import certificate
from veille.collect.mail import imap
from veille.collect.mail.imap import Door, ImapMailbox
from veille.collect.mail.maildir import MaildirMailbox
from veille.errors import MailError

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=30)
ONE = b"From: a@b.example\nSubject: Un\nMessage-ID: <1@b>\n\nUn."
TWO = b"From: a@b.example\nSubject: Deux\n\nDeux."


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def post(signed: Path) -> Iterator[Post]:
    with imap_server(signed) as post:
        yield post


def _door(post: Post, signed: Path, **more: str) -> Door:
    told = {"user": USER, "password": PASSWORD, "folder": "INBOX"} | more
    return Door("127.0.0.1", post.port, authority=signed, **told)


def _refusal(door: Door, **times: float) -> str:
    def visit() -> None:
        with closing(ImapMailbox(door, **times)) as box:
            box.heads(box.listed("", SINCE).ids)

    with pytest.raises(MailError) as refused:
        visit()
    return refused.value.reason


# --- IMAP --------------------------------------------------------------------------------------


def test_messages_are_listed_once_by_their_uid(post: Post, signed: Path) -> None:
    post.add(ONE)
    box = ImapMailbox(_door(post, signed))
    first = box.listed("", SINCE)
    post.add(TWO)

    second = box.listed(first.mark, SINCE)
    third = box.listed(second.mark, SINCE)
    box.close()

    assert (first.ids, second.ids, third.ids) == (("7:1",), ("7:2",), ())
    assert third.mark == second.mark


def test_the_first_time_what_is_older_than_the_day_is_left(post: Post, signed: Path) -> None:
    post.add(ONE, came=datetime(2020, 1, 1, tzinfo=UTC))
    post.add(TWO)
    box = ImapMailbox(_door(post, signed))

    assert box.listed("", SINCE).ids == ("7:2",)
    box.close()


def test_a_mailbox_made_anew_is_listed_anew(post: Post, signed: Path) -> None:
    post.add(ONE)
    post.validity = 8
    box = ImapMailbox(_door(post, signed))

    assert box.listed("7:900", SINCE).ids == ("8:1",)
    assert box.heads(["7:1"]) == {}
    box.close()


def test_heads_and_messages_are_read_and_nothing_is_marked(post: Post, signed: Path) -> None:
    post.add(ONE)
    box = ImapMailbox(_door(post, signed))

    assert box.heads(["7:1", "7:5"]) == {"7:1": ONE.partition(b"\n\n")[0] + b"\n\n"}
    assert box.read("7:1") == ONE
    assert box.read("7:5") == b""
    box.close()
    asked = " ".join(post.asked)
    assert "EXAMINE" in asked
    assert "SELECT" not in asked
    assert "STORE" not in asked
    assert asked.count("BODY.PEEK") == asked.count("BODY")


def test_a_message_of_thirty_megabytes_is_read_by_its_beginning(post: Post, signed: Path) -> None:
    post.add(ONE + b"x" * 30_000_000)
    box = ImapMailbox(_door(post, signed))

    assert len(box.read("7:1")) == imap.MOST_BYTES
    box.close()


def test_many_messages_are_taken_up_a_part_at_a_time(
    post: Post, signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MOST_LISTED", 2)
    for _n in range(3):
        post.add(ONE)
    box = ImapMailbox(_door(post, signed))
    first = box.listed("", SINCE)

    assert (first.ids, box.listed(first.mark, SINCE).ids) == (("7:1", "7:2"), ("7:3",))
    box.close()


def test_a_password_and_a_folder_may_have_accents(post: Post, signed: Path) -> None:
    post.password, post.folder = "clé à molette", "Lettres re&AOc-ues &- lues"
    door = _door(post, signed, password="clé à molette", folder="Lettres reçues & lues")
    post.add(ONE)
    box = ImapMailbox(door)

    assert box.listed("", SINCE).ids == ("7:1",)
    box.close()


def test_a_wrong_password_is_said(post: Post, signed: Path) -> None:
    assert _refusal(_door(post, signed, password="autre")) == (
        "127.0.0.1 refuse d’ouvrir à « veille@centre.example » : "
        "vérifiez collect.mailbox.user et le mot de passe"
    )


def test_a_folder_that_is_not_there_is_said_with_those_that_are(post: Post, signed: Path) -> None:
    assert _refusal(_door(post, signed, folder="Lettres")) == (
        "le dossier « Lettres » n’existe pas dans cette boîte : il y a « INBOX », « Lettres reçues »"
    )


def test_a_certificate_in_another_name_is_refused(tmp_path: Path) -> None:
    other = certificate(tmp_path, "imap.autre.example")
    with imap_server(other) as post:
        assert _refusal(_door(post, other)) == (
            "le certificat de 127.0.0.1 n’est pas bon (il est au nom d’un autre serveur) : "
            "vérifiez collect.mailbox.imap"
        )
        assert post.asked == []


def test_a_certificate_that_nobody_knows_is_refused(post: Post, signed: Path) -> None:
    reason = _refusal(Door("127.0.0.1", post.port, USER, PASSWORD))
    assert reason.startswith("le certificat de 127.0.0.1 n’est pas bon (il s’est signé lui-même)")
    assert post.asked == []


def test_no_password_leaves_in_clear(signed: Path) -> None:
    with imap_server(None) as post:
        reason = _refusal(_door(post, signed), patience=2)
        assert "ne chiffre pas la connexion : prenez le port 993" in reason
        assert not any("LOGIN" in line for line in post.asked)


def test_nobody_there_is_said(signed: Path) -> None:
    door = Door("127.0.0.1", 9, USER, PASSWORD, authority=signed)
    assert _refusal(door).startswith("127.0.0.1:9 ne répond pas : vérifiez collect.mailbox.imap")


@pytest.mark.parametrize("verb", ["LOGIN", "EXAMINE", "SEARCH", "FETCH"])
def test_a_server_that_falls_silent_is_left(post: Post, signed: Path, verb: str) -> None:
    post.add(ONE)
    post.silent_at = verb
    assert _refusal(_door(post, signed), patience=0.1) == (
        "127.0.0.1 ne répond plus : ses messages attendent la prochaine collecte"
    )


def test_a_server_that_answers_a_byte_at_a_time_is_left_too(post: Post, signed: Path) -> None:
    post.add(ONE)
    post.drips_at = "SEARCH"
    assert "ne répond plus" in _refusal(_door(post, signed), patience=5, deadline=0.3)


@pytest.mark.parametrize("verb", ["LOGIN", "SEARCH", "FETCH"])
def test_a_server_that_hangs_up_is_said(post: Post, signed: Path, verb: str) -> None:
    post.add(ONE)
    post.hangs_up_at = verb
    assert "127.0.0.1 a coupé la connexion" in _refusal(_door(post, signed))


def test_what_is_no_imap_is_said(post: Post, signed: Path) -> None:
    post.greeting = b"220 smtp.example ESMTP"
    assert "127.0.0.1" in _refusal(_door(post, signed))


# --- Maildir -----------------------------------------------------------------------------------


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    return tmp_path / "Maildir"


def test_a_maildir_lists_once_what_came(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    (maildir / "new" / "1.a.host").write_bytes(ONE)
    first = box.listed("", SINCE)
    (maildir / "new" / "2.b.host").write_bytes(TWO)

    second = box.listed(first.mark, SINCE)

    assert (first.ids, second.ids) == (("1.a.host",), ("2.b.host",))
    assert box.listed(second.mark, SINCE).ids == ()
    assert box.heads(["1.a.host", "gone"]) == {"1.a.host": ONE.partition(b"\n\n")[0] + b"\n\n"}
    assert box.read("1.a.host") == ONE


def test_a_message_that_somebody_read_by_hand_is_the_same(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    (maildir / "new" / "1.a.host").write_bytes(ONE)
    first = box.listed("", SINCE)

    (maildir / "new" / "1.a.host").rename(maildir / "cur" / "1.a.host:2,S")

    assert box.listed(first.mark, SINCE).ids == ()
    assert box.read("1.a.host") == ONE


def test_reading_moves_and_writes_nothing(maildir: Path) -> None:
    (maildir / "new" / "1.a.host").write_bytes(ONE)
    box = MaildirMailbox(maildir)
    before = {path: path.stat().st_mtime_ns for path in maildir.rglob("*")}

    box.heads(box.listed("", SINCE).ids)
    box.read("1.a.host")
    box.close()

    assert {path: path.stat().st_mtime_ns for path in maildir.rglob("*")} == before


def test_a_message_delivered_late_under_an_old_name_is_seen(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    (maildir / "new" / "9.a.host").write_bytes(ONE)
    first = box.listed("", SINCE)
    late = maildir / "new" / "1.b.host"
    late.write_bytes(TWO)
    os.utime(late, (1, 1))

    assert box.listed(first.mark, SINCE).ids == ("1.b.host",)


def test_a_folder_that_is_no_maildir_is_said(tmp_path: Path) -> None:
    with pytest.raises(MailError, match="n’est pas un Maildir : il y manque les dossiers"):
        MaildirMailbox(tmp_path)


def test_another_folders_mark_says_nothing(maildir: Path, tmp_path: Path) -> None:
    (maildir / "new" / "1.a.host").write_bytes(ONE)
    box = MaildirMailbox(maildir)
    mark = box.listed("", SINCE).mark
    moved = maildir.rename(tmp_path / "Ailleurs")

    for written in (mark, "7:12", "{}", "[1]", '["x", "y", []]'):
        assert MaildirMailbox(moved).listed(written, SINCE).ids == ("1.a.host",)


def test_the_first_time_messages_of_the_last_weeks_come_before_years_of_old_ones(
    maildir: Path,
) -> None:
    (maildir / "cur" / "1.a.host:2,S").write_bytes(ONE)
    box = MaildirMailbox(maildir)

    assert box.listed("", datetime.now(UTC) + timedelta(hours=1)).ids == ()
    assert box.listed("", datetime.now(UTC) - timedelta(hours=1)).ids == ("1.a.host",)


def test_what_is_no_message_or_may_not_be_read_keeps_no_other_waiting(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(maildir / "new" / "0.tube.host")
    (maildir / "new" / "1.lien.host").symlink_to("/etc/hostname")
    (maildir / "new" / "2.dossier.host").mkdir()
    (maildir / "new" / "3.ferme.host").write_bytes(TWO)
    (maildir / "new" / "4.a.host").write_bytes(ONE)
    # To root, who runs some tests, every file is open.
    monkeypatch.setattr(os, "access", lambda file, _mode: "ferme" not in str(file))
    box = MaildirMailbox(maildir)
    first = box.listed("", SINCE)
    monkeypatch.undo()

    assert first.ids == ("4.a.host",)
    assert box.listed(first.mark, SINCE).ids == ("3.ferme.host",)
