"""Entering a host: who it is comes first, and each refusal says which line of veille.yml to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import paramiko
import pytest

from tests.publish.ftp_server import certificate, ftp_server
from tests.publish.sftp_server import PASSWORD, USER, Hosting, sftp_server
from veille.errors import PublishError
from veille.publish.ftp import Entry, FtpTarget
from veille.publish.rsync import RsyncTarget, Way
from veille.publish.sftp import Login, SftpTarget, fingerprint


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Hosting]:
    (tmp_path / "host").mkdir()
    with sftp_server(tmp_path / "host") as running:
        yield running


@pytest.fixture
def login(host: Hosting) -> Login:
    """A login that opens."""
    return Login("127.0.0.1", host.port, USER, PASSWORD, fingerprint=fingerprint(host.key))


def opens(login: Login, host: Hosting) -> bool:
    """Whether what the server holds is read through the open door."""
    (host.root / "page.html").write_bytes(b"bonjour")
    with closing(SftpTarget(login, "")) as target:
        return (
            target.names("") == frozenset({"page.html"}) and target.read("page.html") == b"bonjour"
        )


# --- SFTP ------------------------------------------------------------------------------


def test_a_server_known_by_its_fingerprint_opens(host: Hosting, login: Login) -> None:
    assert opens(login, host)
    assert host.tried == [PASSWORD]


def test_a_server_of_known_hosts_opens(host: Hosting, login: Login, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    key = f"{host.key.get_name()} {host.key.get_base64()}"
    known.write_text(f"[127.0.0.1]:{host.port} {key}\n")
    assert opens(replace(login, fingerprint="", known_hosts=known), host)


def test_a_server_with_another_key_than_in_known_hosts_is_told_nothing(
    host: Hosting, login: Login, tmp_path: Path
) -> None:
    known, other = tmp_path / "known_hosts", paramiko.ECDSAKey.generate()
    known.write_text(f"[127.0.0.1]:{host.port} {other.get_name()} {other.get_base64()}\n")
    with pytest.raises(PublishError, match="une autre clé que celle attendue"):
        SftpTarget(replace(login, fingerprint="", known_hosts=known), "")
    assert not host.tried


def test_an_unknown_server_is_told_nothing_and_its_key_is_shown(
    host: Hosting, login: Login, tmp_path: Path
) -> None:
    empty = tmp_path / "known_hosts"
    empty.write_text("")
    with pytest.raises(PublishError, match="clé inconnue") as told:
        SftpTarget(replace(login, fingerprint="", known_hosts=empty), "")
    assert fingerprint(host.key) in str(told.value)
    assert not host.tried


def test_a_server_with_another_fingerprint_is_told_nothing(host: Hosting, login: Login) -> None:
    with pytest.raises(PublishError, match="une autre clé que celle attendue"):
        SftpTarget(replace(login, fingerprint="SHA256:" + "A" * 43), "")
    assert not host.tried


def test_a_key_opens_without_a_password(host: Hosting, login: Login, tmp_path: Path) -> None:
    mine = paramiko.ECDSAKey.generate()
    mine.write_private_key_file(str(tmp_path / "cle"))
    host.welcome = mine
    assert opens(replace(login, password="", key=tmp_path / "cle"), host)
    assert host.tried == []


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"password": "faux"}, r"refuse d’ouvrir à « centre » : vérifiez publish\.user"),
        ({"port": 1}, r"127\.0\.0\.1:1 ne répond pas : vérifiez publish\.host, publish\.port"),
        ({"key": Path("absente"), "password": ""}, "le fichier « absente » n’existe pas"),
        ({"known_hosts": Path("absent"), "fingerprint": ""}, "« absent » n’existe pas"),
    ],
)
def test_a_login_that_is_wrong_says_where(
    login: Login, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(PublishError, match=words):
        SftpTarget(replace(login, **changed), "")  # type: ignore[arg-type]


def test_a_folder_that_is_not_there_is_named(login: Login) -> None:
    with pytest.raises(PublishError, match="« www/veille » n’existe pas sur le serveur"):
        SftpTarget(login, "www/veille")


@pytest.mark.prove  # the library waits two seconds for a banner
def test_something_else_than_ssh_is_said_to_be_so(tmp_path: Path, login: Login) -> None:
    with ftp_server(tmp_path) as site, pytest.raises(PublishError, match="SFTP"):
        SftpTarget(replace(login, port=site.port), "")


# --- FTP -------------------------------------------------------------------------------


def test_a_certificate_that_nobody_vouches_for_stops_before_the_password(tmp_path: Path) -> None:
    with ftp_server(tmp_path, certificate(tmp_path)) as site:
        with pytest.raises(PublishError, match=r"n’est pas valable pour ce nom \(self-signed"):
            FtpTarget(Entry("127.0.0.1", site.port, USER, PASSWORD, secure=True), "")
        assert not site.tried


def test_a_certificate_of_another_name_stops_before_the_password(tmp_path: Path) -> None:
    made = certificate(tmp_path, "ailleurs.example")
    with ftp_server(tmp_path, made) as site:
        entry = Entry("127.0.0.1", site.port, USER, PASSWORD, secure=True, authority=made)
        with pytest.raises(PublishError, match="n’est pas valable pour ce nom"):
            FtpTarget(entry, "")
        assert not site.tried


def test_a_server_without_tls_is_not_told_the_password(tmp_path: Path) -> None:
    with ftp_server(tmp_path) as site:
        with pytest.raises(PublishError, match="n’offre pas FTPS"):
            FtpTarget(Entry("127.0.0.1", site.port, USER, PASSWORD, secure=True), "")
        assert not site.tried


def test_a_server_that_wants_tls_says_which_method_to_write(tmp_path: Path) -> None:
    with (
        ftp_server(tmp_path, certificate(tmp_path)) as site,
        pytest.raises(PublishError, match="écrivez « ftps »"),
    ):
        FtpTarget(Entry("127.0.0.1", site.port, USER, PASSWORD, secure=False), "")


@pytest.mark.parametrize(
    "changed, folder, words",
    [
        ({"password": "faux"}, "", r"refuse d’ouvrir à « centre » : vérifiez publish\.user"),
        ({"port": 1}, "", "ne répond pas"),
        ({}, "www", "« www » n’existe pas sur le serveur"),
        ({"secure": True, "authority": Path("absente")}, "", "« absente » .publish.ca_file. ne"),
    ],
)
def test_an_entry_that_is_wrong_says_where(
    tmp_path: Path, changed: dict[str, object], folder: str, words: str
) -> None:
    with ftp_server(tmp_path) as site:
        entry = Entry("127.0.0.1", site.port, USER, PASSWORD, secure=False)
        with pytest.raises(PublishError, match=words):
            FtpTarget(replace(entry, **changed), folder)  # type: ignore[arg-type]


# --- rsync -----------------------------------------------------------------------------


def test_without_rsync_one_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("veille.publish.rsync.RSYNC", str(tmp_path / "rsync"))
    with pytest.raises(PublishError, match="rsync manque sur cette machine : installez-le"):
        RsyncTarget(Way(str(tmp_path)))
