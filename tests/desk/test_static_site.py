"""The local archive's web server: finished pages, and nothing else on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import Client

from veille.desk.static_site import find, static_site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "archive"
    (site / "revue" / "2026").mkdir(parents=True)
    (site / "index.html").write_text("<p>Accueil</p>", encoding="utf-8")
    (site / "revue" / "index.html").write_text("<p>La revue</p>", encoding="utf-8")
    (site / "feed.atom").write_text("<feed/>", encoding="utf-8")
    (site / "été.html").write_text("<p>Été</p>", encoding="utf-8")
    (site / ".veille-archive.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (site / "sortie").symlink_to(tmp_path / "secret")
    return site


@pytest.fixture
def client(folder: Path) -> Client:
    return Client(static_site(folder))


def test_a_folder_shows_its_index_and_a_file_its_type(client: Client) -> None:
    home = client.get("/")
    assert home.text == "<p>Accueil</p>"
    assert home.content_type == "text/html; charset=utf-8"
    assert client.get("/revue/").text == "<p>La revue</p>"
    assert client.get("/feed.atom").mimetype == "application/atom+xml"
    assert client.get("/%C3%A9t%C3%A9.html").text == "<p>Été</p>"


def test_every_answer_carries_the_archive_s_policy(client: Client) -> None:
    for path in ("/", "/absent"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_told_of_here_as_on_the_host(folder: Path, client: Client) -> None:
    for name in ("references.ris", "references.json", "revue-46.pdf"):
        (folder / name).write_bytes(b"")
    assert client.get("/references.ris").mimetype == "application/x-research-info-systems"
    assert client.get("/references.json").content_type == "application/json; charset=utf-8"
    assert "object-src 'self'" in client.get("/revue-46.pdf").headers["Content-Security-Policy"]


def test_a_folder_without_its_slash_is_sent_on_within_the_site(client: Client) -> None:
    answer = client.get("/revue")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/revue/"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret",
        "/..%2fsecret",
        "/%2e%2e/secret",
        "/revue/../../secret",
        "/sortie",
        "/.veille-archive.json",
        "/revue//",
        "/..\\secret",
        "/%00",
        "/%ff%fe",
        "/absent",
        "/revue/2026/",
    ],
)
def test_nothing_else_on_the_disk_is_shown(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_climbing_is_refused_even_when_the_server_let_it_through(folder: Path) -> None:
    for asked in ("/../secret", "/revue/../../secret", "//etc/passwd", "/./index.html"):
        assert find(folder, asked) is None, asked


def test_the_archive_is_only_read_and_only_from_here(client: Client) -> None:
    assert client.post("/").status_code == 405
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    head = client.head("/")
    assert head.status_code == 200
    assert head.data == b""
