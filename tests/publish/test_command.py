"""A command of the owner's: told what changed, believed when it ends well, heard when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.hosts import cargo
from veille.errors import PublishError
from veille.publish.command import Order, foresee, hand_over

SITE = {"index.html": b"accueil", "ressource/abc/index.html": b"une ressource"}

SAYS = """\
cat > stdin
cp "$VEILLE_CHANGED" changed
cp "$VEILLE_REMOVED" removed
echo "$VEILLE_ARCHIVE" "$VEILLE_PUBLISH_PASSWORD" > archive
"""


def _order(folder: Path, *words: str) -> Order:
    return Order(words, folder, folder / "archive", folder / "published")


def test_a_command_is_told_what_changed_and_what_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILLE_PUBLISH_PASSWORD", "secret")
    order = _order(tmp_path, "sh", "-c", SAYS)
    sent = hand_over(order, cargo(SITE))
    assert sent.put == ("ressource/abc/index.html", "index.html")
    assert (tmp_path / "stdin").read_text() == "ressource/abc/index.html\nindex.html\n"
    assert (tmp_path / "archive").read_text() == f"{tmp_path / 'archive'} \n"

    hand_over(order, cargo({"index.html": b"neuf"}))
    assert (tmp_path / "changed").read_text() == "index.html\n"
    assert (tmp_path / "removed").read_text() == "ressource/abc/index.html\n"


def test_nothing_changed_runs_nothing(tmp_path: Path) -> None:
    hand_over(_order(tmp_path, "true"), cargo(SITE))
    assert hand_over(_order(tmp_path, "false"), cargo(SITE)).put == ()


def test_its_words_are_words_and_no_shell_reads_them(tmp_path: Path) -> None:
    hand_over(_order(tmp_path, "touch", "a b; echo $HOME"), cargo(SITE))
    assert (tmp_path / "a b; echo $HOME").exists()


def test_a_command_that_fails_is_heard_and_told_the_same_next_time(tmp_path: Path) -> None:
    failing = _order(tmp_path, "sh", "-c", "echo début; echo plus de place >&2; exit 3")
    with pytest.raises(PublishError, match=r"« sh » a échoué \(code 3\) : début · plus de place"):
        hand_over(failing, cargo(SITE))
    assert set(foresee(failing, cargo(SITE)).puts) == set(SITE)


def test_a_command_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="« bin/envoyer » ne se lance pas"):
        hand_over(_order(tmp_path, "bin/envoyer"), cargo(SITE))
