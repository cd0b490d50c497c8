"""What `veille collect` says of the mailbox, once the sources have been told."""

from __future__ import annotations

from tests.cast import NOW
from veille.cli.collect import summary
from veille.core import CollectReport
from veille.core.forwards import Forwards


def _said(forwards: Forwards | None) -> list[str]:
    report = CollectReport(NOW, (), forwards)
    return summary(report).replace("\u00a0", " ").splitlines()[1:]


def test_what_colleagues_sent_and_what_nobody_expected_are_said() -> None:
    strangers = tuple((f"{letter}@c.example", 2 if letter == "a" else 1) for letter in "abcdef")
    assert _said(Forwards(read=1, new=3, unexpected=strangers)) == [
        "  1 courriel de l’équipe : 3 éléments proposés.",
        "  7 messages que personne n’attendait : "
        "a@c.example (2), b@c.example, c@c.example, d@c.example, e@c.example et d’autres.",
    ]


def test_a_mailbox_that_fails_is_said_with_its_reason() -> None:
    assert _said(Forwards(error="imap.c.example ne répond pas")) == [
        "  boîte aux lettres : imap.c.example ne répond pas"
    ]


def test_a_mailbox_with_nothing_to_tell_says_nothing() -> None:
    assert _said(Forwards()) == _said(None) == []
