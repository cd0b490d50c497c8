"""Messages laid in a folder, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from veille.errors import OutboxError
from veille.send.outbox import lay


def test_each_message_is_a_file_of_its_bytes(tmp_path: Path) -> None:
    laid = lay(tmp_path / "outbox", [("a.eml", b"un\r\n"), ("b.eml", b"deux\r\n")])
    assert [(file.name, file.read_bytes()) for file in laid] == [
        ("a.eml", b"un\r\n"),
        ("b.eml", b"deux\r\n"),
    ]
    assert sorted(tmp_path.rglob("*.*")) == sorted(laid)


def test_laid_again_a_message_replaces_itself(tmp_path: Path) -> None:
    lay(tmp_path, [("a.eml", b"un")])
    lay(tmp_path, [("a.eml", b"deux")])
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"deux"]


def test_when_one_cannot_be_written_nothing_half_written_is_left(tmp_path: Path) -> None:
    with pytest.raises(OutboxError, match="n’est pas accessible en écriture"):
        lay(tmp_path, [("a.eml", b"un"), ("absent/b.eml", b"deux")])
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("autre chose", "utf-8")
    with pytest.raises(OutboxError, match="outbox"):
        lay(tmp_path / "outbox", [("a.eml", b"un")])
