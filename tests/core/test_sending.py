"""A trial sending: one file an address, which tells what the archive tells, or nothing at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.cast import (
    ALICE,
    BOB,
    CHLOE,
    MEETING,
    RENTS,
    SCHOOL,
    Stage,
    rewrite,
    rows,
    sealed,
    select_for,
    stage,
)
from veille.core import Veille
from veille.errors import OutboxError, RefusedError

NAME = "lettre/2026/12"


@pytest.fixture(scope="module", name="play")
def one_sealed_edition(tmp_path_factory: pytest.TempPathFactory, monday: Path) -> Stage:
    """A workspace with one sealed letter; each test gets an outbox of its own."""
    play = stage(tmp_path_factory.mktemp("breal"), monday)
    with play.opened() as veille:
        sealed(veille, "lettre", SCHOOL, RENTS, MEETING)
        veille.archive.build()
    return play


@pytest.fixture
def outbox(play: Stage) -> Iterator[Path]:
    folder = play.folder / "data" / "outbox"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def veille(play: Stage) -> Iterator[Veille]:
    with play.opened() as opened:
        yield opened


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def _flat(text: str) -> str:
    """Words alone: what a line end or a thin space parts is one sentence still."""
    return re.sub(r"\s+", " ", text)


def test_one_file_is_laid_for_each_address(veille: Veille, outbox: Path) -> None:
    laid = veille.send(NAME, by=ALICE)

    assert sorted(outbox.iterdir()) == sorted(laid)
    messages = [_read(path) for path in laid]
    assert [message["To"] for message in messages] == [BOB, CHLOE]
    assert {message["Subject"] for message in messages} == {veille.editions.preview(NAME).subject}


def test_both_parts_hold_every_entry_as_the_archive_page_does(
    play: Stage, veille: Veille, outbox: Path
) -> None:
    page = BeautifulSoup(
        (play.folder / "archive" / NAME / "index.html").read_bytes(), "html.parser"
    )
    shown = {str(link["href"]) for link in page.find_all("a", href=True)}
    entries = veille.editions.view(NAME).entries
    assert len(entries) == 3

    for path in veille.send(NAME, by=ALICE):
        message = _read(path)
        text = _flat(_part(message, "plain"))
        html = BeautifulSoup(_part(message, "html"), "html.parser")
        links = {str(link["href"]) for link in html.find_all("a", href=True)}
        for entry in entries:
            title = _flat(entry.title)
            assert title in _flat(page.get_text())
            assert title in text
            assert title in _flat(html.get_text())
            assert entry.url in shown
            assert entry.url in text.split()
            assert entry.url in links


def test_each_person_has_an_address_of_their_own_to_leave_by(veille: Veille, outbox: Path) -> None:
    doors = []
    for path in veille.send(NAME, by=ALICE):
        message = _read(path)
        door = re.search(
            r"<(https://breal\.example/desabonnement/[^>]+)>", message["List-Unsubscribe"]
        )
        assert door
        doors.append(door[1])
        for kind in ("plain", "html"):
            assert door[1] in _part(message, kind)
            assert "%%" not in _part(message, kind)

    assert len(set(doors)) == 2


def test_sending_again_lays_the_same_bytes(veille: Veille, outbox: Path) -> None:
    first = [path.read_bytes() for path in veille.send(NAME, by=ALICE)]

    assert [path.read_bytes() for path in veille.send(NAME, by=ALICE)] == first
    assert len(list(outbox.iterdir())) == 2


def test_a_sending_is_journaled(veille: Veille, outbox: Path) -> None:
    before = len(rows(veille.ctx.store, "journal")["journal"])

    veille.send(NAME, by=ALICE)

    assert len(rows(veille.ctx.store, "journal")["journal"]) == before + 1


def test_a_draft_is_not_sent(stage: Stage) -> None:
    with stage.opened() as veille:
        veille.collect()
        select_for(veille, "revue", SCHOOL)
        draft = veille.drafts.new("revue", by=ALICE)

        with pytest.raises(RefusedError, match="n’est pas scellée"):
            veille.send(draft.public_id, by=ALICE)

        assert not (stage.folder / "data" / "outbox").exists()


def test_without_an_address_nobody_is_written_to(play: Stage, outbox: Path) -> None:
    file = play.folder / "veille.yml"
    before = file.read_text("utf-8")
    rewrite(file, f"test_to: [{BOB}, {CHLOE}]", "test_to: []")
    try:
        with play.opened() as veille, pytest.raises(RefusedError, match=r"mail\.test_to"):
            veille.send(NAME, by=ALICE)
    finally:
        file.write_text(before, "utf-8")


def test_an_outbox_that_is_a_file_is_refused_and_stays(veille: Veille, outbox: Path) -> None:
    outbox.write_text("un fichier", "utf-8")
    before = rows(veille.ctx.store, "journal")

    with pytest.raises(OutboxError, match="dossier d’envoi"):
        veille.send(NAME, by=ALICE)

    assert outbox.read_text("utf-8") == "un fichier"
    assert rows(veille.ctx.store, "journal") == before
    outbox.unlink()


def test_a_message_that_cannot_be_laid_leaves_no_half_of_one(veille: Veille, outbox: Path) -> None:
    in_the_way = outbox / f"lettre-2026-12-{CHLOE}.eml"
    in_the_way.mkdir(parents=True)

    with pytest.raises(OutboxError):
        veille.send(NAME, by=ALICE)

    files = [path for path in outbox.iterdir() if path != in_the_way]
    assert [_read(path)["To"] for path in files] == [BOB]
