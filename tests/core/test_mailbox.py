"""The mailbox in a run: newsletters come in, colleagues' mails are proposed, nothing is lost or doubled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from email.mime.text import MIMEText
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.cast import ALICE, SCHOOL, Stage, Told, by_url, feed, rewrite, rows, settle
from tests.collect.imap_server import PASSWORD, USER, imap_server
from tests.collect.samples import DATA, answer
from tests.publish.ftp_server import certificate
from veille.collect.mail.imap import ImapMailbox
from veille.collect.mail.post import PASSWORD as VARIABLE
from veille.core import Veille
from veille.core import forwards as taking
from veille.core.forwards import Forwards
from veille.errors import FetchError, VeilleError
from veille.model.item import Filter, Item, Outcome, State
from veille.model.role import Role
from veille.store import sources as stored

LETTER = """\
  - key: hauterive
    name: "La lettre de Hauterive"
    url: "https://www.hauterive.example/lettre"
    kind: mail
    territory: [R53]
    mail: {list_id: lettre.listes.hauterive.example}
  - key: gazette            # la presse
"""
HAUTERIVE = (DATA / "mail" / "texte.eml").read_bytes()
OUTLOOK = (DATA / "mail" / "outlook-forward.eml").read_bytes()
CITIES = "https://www.valombre.example/cites-educatives"
POSTS = "https://www.valombre.example/adultes-relais"
PROVED = "mx.breal.example; dmarc=pass header.from=breal.example"


@dataclass
class Box:
    """The Maildir of the stage: messages fall into it."""

    folder: Path
    count: int = 0

    def fall(self, message: bytes) -> None:
        self.count += 1
        (self.folder / "new" / f"{self.count}.M1.host").write_bytes(message)


@pytest.fixture
def box(stage: Stage) -> Box:
    folder = stage.folder / "data" / "courrier"
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    declared = "collect:\n  mailbox: {maildir: data/courrier, trusted: mx.breal.example}\n"
    rewrite(stage.folder / "veille.yml", "publications:\n", f"{declared}publications:\n")
    rewrite(stage.folder / "sources.yml", "  - key: gazette            # la presse\n", LETTER)
    stage.web.answers["https://a.example/rapport"] = FetchError("le serveur a répondu 403")
    return Box(folder)


@pytest.fixture
def desk(stage: Stage, box: Box) -> Iterator[Veille]:
    """Open, with Alice, who has an account and an address."""
    with stage.opened() as veille:
        settle(veille, ALICE)
        yield veille


def _by_alice(text: str, subject: str = "À lire", verdict: str = PROVED, **headers: str) -> bytes:
    message = MIMEText(text, "plain", "utf-8")
    told = {
        "From": "Alice <alice@breal.example>",
        "To": "veille@breal.example",
        "Subject": subject,
        "Message-ID": "<a1@breal.example>",
        "Date": "Mon, 16 Nov 2026 08:00:00 +0100",
        "Authentication-Results": verdict,
    }
    for name, value in (told | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        if value:
            message[name] = value
    return message.as_bytes()


def _forwards(veille: Veille) -> Forwards:
    forwards = veille.collect().forwards
    assert forwards is not None
    return forwards


def _comments(veille: Veille, item: Item) -> list[tuple[str, str]]:
    return [(one.name, one.text) for one in veille.comments.listed(f"item:{item.public_id}")]


# --- newsletters -------------------------------------------------------------------------------


def test_a_newsletter_comes_in_with_the_other_sources(desk: Veille, box: Box) -> None:
    box.fall(HAUTERIVE)

    report = desk.collect()

    letter = next(one for one in report.results if one.key == "hauterive")
    assert (letter.outcome, letter.new) == (Outcome.NEW, 3)
    item = by_url(desk)["https://rapports.example/acces-aux-droits.pdf"]
    assert (item.source, item.title) == ("hauterive", "L'accès aux droits dans les quartiers")
    assert (item.state, item.territories, item.proposed_by) == (State.NEW, ("R53",), "")


def test_a_mailbox_read_again_brings_nothing_twice(desk: Veille, box: Box) -> None:
    box.fall(HAUTERIVE)
    desk.collect()
    again = desk.collect(["hauterive"])
    box.fall(HAUTERIVE.replace(b"20261109080500.GA34", b"une-copie"))

    copied = desk.collect(["hauterive"])

    assert [one.new for one in (*again.results, *copied.results)] == [0, 0]
    assert again.results[0].outcome is Outcome.NOT_MODIFIED
    assert len(by_url(desk)) == 7


def test_a_run_cut_short_before_it_stored_reads_the_same_messages_again(
    desk: Veille, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.fall(HAUTERIVE)

    def killed(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stored, "succeeded", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.collect(["hauterive"])
    assert by_url(desk) == {}

    assert desk.collect(["hauterive"]).new == 3


def test_a_newsletter_declared_later_finds_what_came_before_it(stage: Stage, box: Box) -> None:
    rewrite(stage.folder / "sources.yml", "lettre.listes.hauterive.example", "autre.example")
    box.fall(HAUTERIVE)
    with stage.opened() as veille:
        assert _forwards(veille).unexpected == (("lettre@listes.hauterive.example", 1),)
    rewrite(stage.folder / "sources.yml", "autre.example", "lettre.listes.hauterive.example")

    with stage.opened() as veille:
        report = veille.collect()

    assert report.forwards is not None
    assert (report.new, report.forwards.unexpected) == (3, ())


def test_an_old_letter_is_no_news_to_a_source_that_begins(desk: Veille, box: Box) -> None:
    box.fall(HAUTERIVE.replace(b"09 Nov 2026", b"09 Nov 2025"))
    assert desk.collect(["hauterive"]).new == 0


def test_a_counting_link_is_tried_again_until_it_leads_somewhere(
    stage: Stage, desk: Veille, box: Box
) -> None:
    click = "https://r.lettre.example/mk/cl/f/sh/1t6Af4OiGsDg8xWC/3Qh7aZ"
    box.fall(HAUTERIVE.replace(b"https://rapports.example/acces-aux-droits.pdf", click.encode()))
    desk.collect(["hauterive"])
    before = by_url(desk)[None]
    stage.web.answers[click] = changed(answer(""), url="https://rapports.example/acces.pdf")

    again = desk.collect(["hauterive"])

    after = desk.items.get(before.public_id)
    assert (again.new, after.url) == (0, "https://rapports.example/acces.pdf")
    assert desk.collect(["hauterive"]).results[0].outcome is Outcome.NOT_MODIFIED


def test_without_its_mailbox_a_newsletter_is_refused_by_the_file(stage: Stage) -> None:
    rewrite(stage.folder / "sources.yml", "  - key: gazette            # la presse\n", LETTER)
    with pytest.raises(VeilleError, match=r"sources.yml, ligne 6 : .*déclarez d’abord la boîte"):
        stage.opened().__enter__()


def test_a_mailbox_at_hand_does_not_hide_that_the_network_is_down(
    stage: Stage, desk: Veille, box: Box
) -> None:
    box.fall(HAUTERIVE)
    stage.web.answers = {}

    assert desk.collect().cut_off
    assert not desk.collect(["hauterive"]).cut_off


# --- a mailbox that fails ----------------------------------------------------------------------


def test_a_silent_mailbox_costs_the_other_sources_nothing(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    monkeypatch.setattr("veille.collect.mail.post.ImapMailbox", partial(ImapMailbox, patience=0.2))
    signed = certificate(tmp_path)
    with imap_server(signed) as post:
        post.silent_at = "SEARCH"
        declared = (
            f'collect:\n  mailbox: {{imap: "127.0.0.1", port: {post.port}, user: "{USER}",'
            f' ca_file: "{signed}"}}\n'
        )
        rewrite(stage.folder / "veille.yml", "publications:\n", f"{declared}publications:\n")
        rewrite(stage.folder / "sources.yml", "  - key: gazette            # la presse\n", LETTER)
        with stage.opened() as veille:
            report = veille.collect()
            named = veille.sources.get("hauterive").last_error
            standing = veille.mailbox.standing()

        assert (report.new, [one.key for one in report.failing]) == (4, ["hauterive"])
        assert named == "127.0.0.1 ne répond plus : ses messages attendent la prochaine collecte"
        assert standing is not None
        assert standing.error == named
        assert post.asked.count(next(one for one in post.asked if "SEARCH" in one)) == 1

        post.silent_at = ""
        post.add(HAUTERIVE)
        with stage.opened() as veille:
            assert veille.collect(["hauterive"]).new == 3
            assert veille.collect().forwards == Forwards(last_ok_at=stage.clock.now())
            post.validity += 1
            assert veille.collect(["hauterive"]).new == 0


def test_a_password_that_is_missing_is_asked_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    declared = "collect:\n  mailbox: {imap: imap.breal.example, user: veille}\n"
    rewrite(stage.folder / "veille.yml", "publications:\n", f"{declared}publications:\n")
    with stage.opened() as veille:
        assert _forwards(veille).error == (
            "il manque le mot de passe de « veille » : "
            "VEILLE_MAILBOX_PASSWORD ou collect.mailbox.password_file"
        )


# --- colleagues --------------------------------------------------------------------------------


def test_a_letter_that_a_colleague_forwards_is_proposed_in_her_name(desk: Veille, box: Box) -> None:
    box.fall(OUTLOOK)

    forwards = _forwards(desk)

    items = by_url(desk)
    assert (forwards.read, forwards.new, forwards.unexpected) == (1, 2, ())
    assert items[CITIES].title == "Contrats de ville : la carte des cités éducatives est révisée"
    assert {items[url].proposed_by for url in (CITIES, POSTS)} == {ALICE}
    assert items[CITIES].state is State.NEW
    assert items[CITIES].source_name == "valombre.example"
    words = "Bonjour,\nÀ garder pour la lettre de décembre, surtout le premier article."
    assert _comments(desk, items[CITIES]) == [(ALICE, words)]


def test_the_link_that_a_colleague_writes_is_looked_at_and_proposed(
    stage: Stage, desk: Veille, box: Box
) -> None:
    page = "<title>Le rapport annuel du réseau</title><h1>Le rapport annuel du réseau</h1>"
    stage.web.answers["https://a.example/rapport"] = changed(
        answer(page, "text/html"), url="https://a.example/rapport"
    )
    box.fall(_by_alice("À voir : https://a.example/rapport?utm_source=x\n\n-- \nAlice"))

    assert _forwards(desk).new == 1

    item = by_url(desk)["https://a.example/rapport"]
    assert (item.title, item.proposed_by) == ("Le rapport annuel du réseau", ALICE)
    assert _comments(desk, item) == [(ALICE, "À voir :")]


def test_a_forward_without_any_link_is_proposed_all_the_same(desk: Veille, box: Box) -> None:
    text = "---------- Message transféré ----------\nDe : X <x@y.example>\nDate : hier\n"
    text += "Objet : Fermeture de la régie\nÀ : Alice\n\nLa régie de quartier ferme en mars."
    box.fall(_by_alice(text, subject="Fwd: Tr : Fermeture de la régie"))

    assert _forwards(desk).new == 1

    item = by_url(desk)[None]
    assert (item.title, item.proposed_by) == ("Fermeture de la régie", ALICE)
    assert item.excerpt == "La régie de quartier ferme en mars."


def test_what_was_known_already_bears_her_word_and_is_not_doubled(desk: Veille, box: Box) -> None:
    desk.collect(["gazette"])
    box.fall(_by_alice(f"Pour la lettre ? {SCHOOL.url}"))

    assert (_forwards(desk).read, len(by_url(desk))) == (1, 4)

    item = by_url(desk)[SCHOOL.url]
    assert (item.source, item.proposed_by) == ("gazette", "")
    assert _comments(desk, item) == [(ALICE, "Pour la lettre ?")]


def test_a_sender_that_nothing_proves_is_credited_with_nothing_and_said(
    desk: Veille, box: Box
) -> None:
    for rank, verdict in enumerate(
        ("", "mx.forger.example; dmarc=pass", "mx.breal.example; spf=none")
    ):
        text = f"Urgent : https://a.example/rapport-{rank}"
        box.fall(_by_alice(text, verdict=verdict, Message_ID=f"<{rank}@breal.example>"))

    assert _forwards(desk).new == 3

    for rank in range(3):
        item = by_url(desk)[f"https://a.example/rapport-{rank}"]
        assert item.proposed_by == ""
        assert _comments(desk, item) == [("Alice (expéditeur non vérifié)", "Urgent :")]
    with desk.ctx.store.read() as r:
        who = "SELECT p.name FROM journal j JOIN person p ON p.id = j.person_id WHERE verb = 'add-item'"
        assert set(r.exec_driver_sql(who).scalars()) == {"veille"}


def test_what_nobody_expected_is_left_alone_and_counted(desk: Veille, box: Box) -> None:
    forged = {"verdict": "mx.breal.example; dmarc=fail", "Message_ID": "<2@breal.example>"}
    stranger = {"From": "Eve <eve@ailleurs.example>", "Message_ID": "<3@ailleurs.example>"}
    box.fall(_by_alice("https://a.example/x", **forged))
    box.fall(_by_alice("https://a.example/x", **stranger))
    box.fall(_by_alice("Je suis absente. https://a.example/x", Auto_Submitted="auto-replied"))
    box.fall(b"\x00\xff\n\n" + b"\xff" * 1000)
    verdict = b"Authentication-Results: mx.breal.example; dmarc=fail\n"
    box.fall(verdict + HAUTERIVE)

    forwards = _forwards(desk)

    assert (forwards.read, forwards.new, forwards.strangers) == (0, 0, 5)
    assert forwards.unexpected[0] == ("alice@breal.example", 2)
    assert "https://a.example/x" not in by_url(desk)
    assert len(by_url(desk)) == 4
    assert _forwards(desk).strangers == 5


def test_a_closed_account_proposes_nothing(desk: Veille, box: Box) -> None:
    settle(desk, "Bob", Role.REDACTION)
    desk.team.disable("Bob", by=ALICE)
    box.fall(_by_alice("https://a.example/x", From="Bob <bob@breal.example>"))

    forwards = _forwards(desk)

    assert (forwards.new, forwards.strangers) == (0, 1)


def test_a_mail_is_proposed_once_whatever_becomes_of_the_mailbox(
    desk: Veille, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.fall(_by_alice("Un mot. https://a.example/rapport"))

    def killed(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("veille.core.proposing.comments.add", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.collect()
    assert "https://a.example/rapport" not in by_url(desk)

    assert _forwards(desk).new == 1
    box.fall(_by_alice("Un mot. https://a.example/rapport"))
    before = rows(desk.ctx.store, "item", "comment", "journal")

    assert (_forwards(desk).read, _forwards(desk).new) == (0, 0)
    assert rows(desk.ctx.store, "item", "comment", "journal") == before


def test_naming_sources_leaves_the_forwards_for_a_whole_run(desk: Veille, box: Box) -> None:
    box.fall(OUTLOOK)
    assert desk.collect(["gazette"]).forwards is None
    assert _forwards(desk).read == 1


def test_without_a_mailbox_nothing_is_said_of_it(veille: Veille) -> None:
    assert veille.collect().forwards is None
    assert veille.mailbox.standing() is None


def test_the_rest_of_the_run_is_what_it_was(stage: Stage, desk: Veille, box: Box) -> None:
    stage.web.answers["https://gazette.example/rss"] = feed(Told("Un titre", SCHOOL.url))
    box.fall(HAUTERIVE)
    assert desk.collect().new == 3 + 4 - 1


# --- cut short anywhere --------------------------------------------------------------------------


def _play(stage: Stage, at: int = 0) -> int:
    """A run with the mailbox, cut short at its `at`-th statement; returns how many there were."""
    count = 0

    def counted(*_given: object) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise KeyboardInterrupt

    with stage.opened() as veille:
        event.listen(Engine, "before_cursor_execute", counted)
        try:
            veille.collect()
        except KeyboardInterrupt:
            assert at
        finally:
            event.remove(Engine, "before_cursor_execute", counted)
    return count


def _content(stage: Stage) -> list[object]:
    """What a person would call the same."""
    with stage.opened() as veille:
        items = sorted(veille.items.listed(Filter(limit=1000)), key=lambda one: one.url_key)
        return [
            (one.url, one.title, one.source, one.proposed_by, one.state, _comments(veille, one))
            for one in items
        ]


@pytest.mark.prove
def test_a_run_cut_short_at_any_statement_and_done_again_leaves_the_same(
    stage: Stage, box: Box, tmp_path: Path
) -> None:
    box.fall(HAUTERIVE)
    box.fall(OUTLOOK)
    box.fall(_by_alice("Urgent : https://a.example/rapport", verdict=""))
    with stage.opened() as veille:
        settle(veille, ALICE)
    before = tmp_path / "before.db"
    shutil.copy(stage.database, before)
    steps = _play(stage)
    whole = _content(stage)

    # One statement in three: those between two of one transaction undo the same.
    for at in range(1, steps, 3):
        for left in stage.folder.glob("data/veille.db*"):
            left.unlink()
        shutil.copy(before, stage.database)
        assert _play(stage, at) == at
        _play(stage)
        assert _content(stage) == whole, f"cut at {at} of {steps}"


def test_spam_by_the_thousand_does_not_fill_what_the_mailbox_keeps(
    box: Box, desk: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_STRANGERS", 3)
    for n in range(5):
        who = f"{'x' * 10_000}{n}@ailleurs.example"
        box.fall(_by_alice("Gagnez !", From=who, Message_ID=f"<{n}@ailleurs.example>"))

    desk.collect()

    assert _forwards(desk).strangers == 3
    with desk.ctx.store.read() as r:
        assert len(stored.states(r)["courriel"].memory) < 2_000
