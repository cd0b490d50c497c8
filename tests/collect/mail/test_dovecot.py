"""The real Dovecot on loopback, its mailbox read over TLS: nothing doubled, nothing marked, a moved box known."""

from __future__ import annotations

import imaplib
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.collect.samples import DATA
from tests.publish.ftp_server import certificate
from veille.collect.mail.imap import MOST_BYTES, Door, ImapMailbox
from veille.collect.mail.message import envelope, readable
from veille.errors import MailError

pytestmark = pytest.mark.prove

PASSWORD = 'mot "de" passé'
LETTER = (DATA / "mail" / "mailchimp.eml").read_bytes()


@dataclass
class Dovecot:
    """A running server over one Maildir."""

    maildir: Path
    door: Door

    def fall(self, name: str, message: bytes, folder: str = "") -> None:
        """A message is delivered."""
        place = self.maildir / folder / "new"
        for part in ("new", "cur", "tmp"):
            (self.maildir / folder / part).mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(message)
        for path in [self.maildir, *self.maildir.rglob("*")]:
            shutil.chown(
                path, user=os.environ.get("VEILLE_DOVECOT_USER", "nobody"), group="nogroup"
            )


@pytest.fixture
def dovecot(tmp_path: Path) -> Iterator[Dovecot]:
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program or os.getuid() != 0:
        pytest.skip("Dovecot is not installed, or nobody is root here: make servers")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    made = certificate(tmp_path)
    maildir, base = tmp_path / "Maildir", tmp_path / "run"
    base.mkdir()
    for folder in tmp_path.parents:
        if folder != Path("/") and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    configuration = tmp_path / "dovecot.conf"
    (base / "users").write_text(f"veille:{{PLAIN}}{PASSWORD}\n")
    configuration.write_text(_written(port, base, maildir, made))
    words = [program, "-F", "-c", str(configuration)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            while server.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    continue
            assert server.poll() is None, server.stderr and server.stderr.read()
            running = Dovecot(maildir, Door("127.0.0.1", port, "veille", PASSWORD, authority=made))
            running.fall("0.M0.host", b"From: a@b.example\nSubject: Zero\n\n.")
            yield running
        finally:
            server.terminate()


def _written(port: int, base: Path, maildir: Path, made: Path) -> str:
    return f"""\
base_dir = {base}
state_dir = {base}
log_path = {base}/log
protocols = imap
ssl = required
ssl_cert = <{made}
ssl_key = <{made}
mail_location = maildir:{maildir}
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
passdb {{
  driver = passwd-file
  args = {base}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={base}
}}
namespace inbox {{
  inbox = yes
  separator = .
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def _since() -> datetime:
    return datetime.now(UTC) - timedelta(days=30)


def test_dovecot_is_read_and_left_as_it_was(dovecot: Dovecot) -> None:
    with closing(ImapMailbox(dovecot.door)) as box:
        first = box.listed("", _since())
        dovecot.fall("1.M1.host", LETTER)
        dovecot.fall("2.M2.host", b"From: a@b.example\nSubject: Lourd\n\n" + b"x" * 12_000_000)
    with closing(ImapMailbox(dovecot.door)) as box:
        second = box.listed(first.mark, _since())
        heads = box.heads(second.ids)
        letter = box.read(second.ids[0])
        heavy = box.read(second.ids[1])
        third = box.listed(second.mark, _since())
    flags = [path.name.partition(":2,")[2] for path in (dovecot.maildir / "cur").iterdir()]

    assert (len(first.ids), len(second.ids), third.ids) == (1, 2, ())
    assert envelope("1", heads[second.ids[0]]).sender == "lettre@quartiers-vivants.example"
    assert readable(letter) == readable(LETTER)
    assert len(heavy) == MOST_BYTES
    assert set(flags) <= {""}


def test_a_box_that_dovecot_makes_anew_has_other_names(dovecot: Dovecot) -> None:
    door = replace(dovecot.door, folder="Lettres")
    with _by_hand(dovecot.door) as client:
        client.create("Lettres")
        client.append("Lettres", "", "", LETTER)
        with closing(ImapMailbox(door)) as box:
            before = box.listed("", _since())
        client.delete("Lettres")
        client.create("Lettres")
        client.append("Lettres", "", "", LETTER)
        client.append("Lettres", "", "", LETTER)

    with closing(ImapMailbox(door)) as box:
        after = box.listed(before.mark, _since())

    assert (len(before.ids), len(after.ids)) == (1, 2)
    assert not set(after.ids) & set(before.ids)


def test_dovecots_own_words_are_understood(dovecot: Dovecot) -> None:
    dovecot.fall("9.M9.host", LETTER, folder=".Lettres re&AOc-ues")
    there = replace(dovecot.door, folder="Lettres reçues")
    with closing(ImapMailbox(there)) as box:
        assert len(box.listed("", _since()).ids) == 1

    with pytest.raises(MailError, match=r"« Lettres » n’existe pas .* « Lettres reçues »"):
        ImapMailbox(replace(dovecot.door, folder="Lettres"))
    with pytest.raises(MailError, match=r"refuse d’ouvrir à « veille »"):
        ImapMailbox(replace(dovecot.door, password="autre"))


def _by_hand(door: Door) -> imaplib.IMAP4_SSL:
    """A mail program beside ours, which may change everything."""
    tls = ssl.create_default_context(cafile=str(door.authority))
    client = imaplib.IMAP4_SSL(door.host, door.port, ssl_context=tls)
    client.authenticate("PLAIN", lambda _asked: f"\0{door.user}\0{door.password}".encode())
    return client
