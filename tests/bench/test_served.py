"""A folder of feeds, served with the headers they came with: items, or a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.served import listed

ENTRY = "<item><title>L’été</title><link>https://a.example/1</link></item>"
FEED = f"<rss version='2.0'><channel><title>T</title>{ENTRY}</channel></rss>"


def test_every_file_brings_items_or_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "latin.xml").write_bytes(FEED.encode("windows-1252"))
    (tmp_path / "latin.xml.headers").write_text(
        "HTTP/1.1 200 OK\nContent-Type: text/xml; charset=windows-1252\nContent-Encoding: gzip\n"
    )
    (tmp_path / "page.xml").write_text("<html><title>Refusé</title></html>")
    (tmp_path / "gone.xml").write_text(FEED)
    (tmp_path / "gone.xml.headers").write_text("HTTP/1.1 410 Gone\n")

    assert listed(tmp_path) == []

    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["gone.xml: source supprimée (410)", "latin.xml: 1 items"]
    assert told[2].startswith("page.xml: ce n’est pas un flux")
    assert told[-1] == "1 bring items, 2 a reason, 0 neither"
