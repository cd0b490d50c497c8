"""One person's message: its headers one by one, its two parts, and what is refused.

RFC 5322, 2045-2047, 2369, 2919, 8058.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.compose.samples import NOTE, TITLES, edition, entry, rendered, section
from tests.send.reading import body, parts
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.errors import OutboxError
from veille.model.edition import Rendered
from veille.send.links import unsubscribe_url
from veille.send.message import Envelope, message

BOB = Envelope(
    sender_name="Centre de ressources de Bréal",
    sender="lettre@breal.example",
    reply_to="contact@breal.example",
    to="bob@quartiers.example",
    list_name="La lettre de Bréal",
    list_id="lettre.breal.example",
    message_id="abcdefghij.0123456789abcdef@breal.example",
    date=datetime(2026, 11, 23, 7, 45, tzinfo=UTC),
    unsubscribe_url="https://breal.example/desabonnement/abc.def",
    unsubscribe_mail="contact@breal.example?subject=STOP",
    archive_url="https://archives.breal.example/lettre/",
)
LETTER = rendered(edition(section(*(entry(title, at=at) for at, title in enumerate(TITLES)))))
PLAIN = Rendered("Bonjour", "<p>Bonjour</p>\n", "Bonjour\n")


def sent(envelope: Envelope = BOB, made: Rendered = LETTER) -> bytes:
    return message(made, envelope, UNSUBSCRIBE_MARK)


def head(raw: bytes) -> list[tuple[str, str]]:
    """The headers as a server reads them: folded lines joined, nothing decoded."""
    lines = raw.split(b"\r\n\r\n", 1)[0].decode("ascii").replace("\r\n ", " ").split("\r\n")
    return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]


def header(raw: bytes, name: str) -> str:
    return str(make_header(decode_header(dict(head(raw))[name])))


def test_the_headers_are_these_and_no_other() -> None:
    assert head(sent(made=PLAIN)) == [
        ("From", "=?utf-8?q?Centre_de_ressources_de_Br=C3=A9al?= <lettre@breal.example>"),
        ("To", "bob@quartiers.example"),
        ("Reply-To", "contact@breal.example"),
        ("Subject", "Bonjour"),
        ("Date", "Mon, 23 Nov 2026 07:45:00 +0000"),
        ("Message-ID", "<abcdefghij.0123456789abcdef@breal.example>"),
        ("List-ID", "=?utf-8?q?La_lettre_de_Br=C3=A9al?= <lettre.breal.example>"),
        (
            "List-Unsubscribe",
            "<https://breal.example/desabonnement/abc.def>, <mailto:contact@breal.example?subject=STOP>",
        ),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Archive", "<https://archives.breal.example/lettre/>"),
        ("MIME-Version", "1.0"),
        ("Content-Type", dict(head(sent(made=PLAIN)))["Content-Type"]),
    ]


def test_the_text_comes_first_and_both_parts_are_what_was_rendered() -> None:
    text, html = parts(sent())
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert {one.get_content_charset() for one in (text, html)} == {"utf-8"}
    assert body(text) == LETTER.text.replace(UNSUBSCRIBE_MARK, BOB.unsubscribe_url)
    assert body(html) == LETTER.html.replace(UNSUBSCRIBE_MARK, BOB.unsubscribe_url)


def test_python_s_strict_reader_finds_no_defect() -> None:
    read = message_from_bytes(sent(), policy=SMTP)
    assert isinstance(read, EmailMessage)
    assert [one.defects for one in read.walk()] == [[], [], []]
    assert read["Subject"] == LETTER.subject
    assert read["From"].addresses[0].display_name == BOB.sender_name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "é" * 300,
        "a\n",
        "a \nb\t\n",
        ".\n..\n",
        "From moi\n",
        "=C3=A9\n",
        "x" * 2000,
        "\u202f\u00a0’«»œ…\n",
        "a\n\n\n",
        "--=_x\n",
    ],
)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    raw = sent(made=Rendered("Sujet", text, text))
    assert [body(part) for part in parts(raw)] == [text, text]


def test_lines_end_in_crlf_alone_and_are_short() -> None:
    raw = sent(made=replace(LETTER, text=LETTER.text.replace("\n", "\r\n") + NOTE * 9))
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", raw)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    content = raw.split(b"\r\n\r\n", 1)[1]
    assert max(len(line) for line in content.split(b"\r\n")) <= 76
    assert raw.isascii()


def test_a_carriage_return_alone_leaves_as_the_end_of_a_line() -> None:
    # Servers do not agree on what it ends: a message could be hidden behind it (CVE-2023-51764).
    raw = sent(made=Rendered("Sujet", "a\rb\n", "a\rb\n"))
    assert not re.search(rb"\r(?!\n)", raw)
    assert [body(part) for part in parts(raw)] == ["a\nb\n", "a\nb\n"]


def test_the_same_message_twice_is_the_same_bytes() -> None:
    assert sent() == sent()


def test_two_people_get_the_same_letter_but_for_their_link_and_their_names() -> None:
    chloe = replace(
        BOB,
        to="chloe@quartiers.example",
        message_id="abcdefghij.fedcba9876543210@breal.example",
        unsubscribe_url=unsubscribe_url("https://breal.example", "s", "lettre", "chloe@x.example"),
    )
    bobs, chloes = sent(), sent(chloe)
    changed = {
        name
        for (name, one), (_, other) in zip(head(bobs), head(chloes), strict=True)
        if one != other
    }
    assert changed == {"To", "Message-ID", "List-Unsubscribe", "Content-Type"}
    for one, other in zip(parts(bobs), parts(chloes), strict=True):
        assert body(one).replace(BOB.unsubscribe_url, "") == body(other).replace(
            chloe.unsubscribe_url, ""
        )
        assert "quartiers.example" not in body(one)


# --- subjects --------------------------------------------------------------------------

WORDS = (
    "bénévoles à l’école œuvre « Où ? » n° 12 — 50 % Saint-Étienne ; aïeul ! été et la ville"
    " =?utf-8?q?x?= a_b 1er … naïveté çà août ÀÉÈ emploi"
).split(" ")


def test_a_subject_comes_out_as_it_went_in_whatever_the_french() -> None:
    chance = random.Random(1905)
    spaces = (" ", " ", " ", "\u00a0", "\u202f")
    for turn in range(2_000):
        words = [chance.choice(WORDS) for _ in range(chance.randint(1, 18))]
        subject = "".join(word + chance.choice(spaces) for word in words).strip()
        raw = sent(made=replace(PLAIN, subject=subject))
        assert header(raw, "Subject") == subject
        if turn % 20 == 0:  # the strict reader is slow
            assert message_from_bytes(raw, policy=SMTP)["Subject"] == subject
        folded = raw.split(b"Subject: ", 1)[1].split(b"\r\nDate:", 1)[0]
        if not subject.isascii():
            assert all(len(line) <= 76 for line in (b"Subject: " + folded).split(b"\r\n"))
            # Encoded words glued to each other are refused by Yahoo.
            assert b"?==?" not in folded


@pytest.mark.parametrize("subject", ["=?utf-8?q?a=0ABcc=3A_v@e.example?=", "=?", "a =?= b"])
def test_what_only_looks_encoded_is_not_decoded_by_anyone(subject: str) -> None:
    raw = sent(made=replace(PLAIN, subject=subject))
    assert header(raw, "Subject") == subject
    assert b"=0ABcc" not in raw
    assert [name for name, _ in head(raw)] == [name for name, _ in head(sent())]


@pytest.mark.parametrize(
    "name, written",
    [
        ("Breal", "Breal"),
        ("Breal, le centre", '"Breal, le centre"'),
        ('Le "centre" \\ Breal', '"Le \\"centre\\" \\\\ Breal"'),
        ("", ""),
    ],
)
def test_a_name_is_bare_quoted_or_absent(name: str, written: str) -> None:
    raw = sent(replace(BOB, sender_name=name))
    assert dict(head(raw))["From"] == f"{written} <lettre@breal.example>".strip()


@pytest.mark.parametrize(
    "name", ["Bréal, le « centre »", "=?utf-8?q?a?=", "L’étude " * 9 + "finit"]
)
def test_any_other_name_is_encoded_and_comes_out_as_it_went_in(name: str) -> None:
    raw = sent(replace(BOB, sender_name=name, list_name=name))
    assert header(raw, "From") == f"{name} <lettre@breal.example>"
    assert header(raw, "List-ID") == f"{name} <lettre.breal.example>"
    read = message_from_bytes(raw, policy=SMTP)["From"]
    assert [one.addr_spec for one in read.addresses] == ["lettre@breal.example"]


# --- refusals --------------------------------------------------------------------------

INJECTIONS = (
    "a\nBcc: v@e.example",
    "a\r\nBcc: v@e.example",
    "a\r\n Bcc: v",
    "a\x00b",
    "a\x85b",
    "a\x7f",
)


@pytest.mark.parametrize("attack", INJECTIONS)
@pytest.mark.parametrize(
    "field",
    [
        "sender_name",
        "sender",
        "reply_to",
        "to",
        "list_name",
        "list_id",
        "message_id",
        "unsubscribe_url",
        "unsubscribe_mail",
        "archive_url",
    ],
)
def test_a_control_character_is_refused_in_every_header(field: str, attack: str) -> None:
    with pytest.raises(OutboxError, match="en-tête"):
        sent(replace(BOB, **{field: attack}))  # type: ignore[arg-type]


@pytest.mark.parametrize("attack", INJECTIONS)
def test_a_control_character_is_refused_in_a_subject(attack: str) -> None:
    with pytest.raises(OutboxError, match="l’en-tête Subject contient un caractère de contrôle"):
        sent(made=replace(PLAIN, subject=attack))


def test_an_address_with_accents_is_refused_by_the_name_of_its_header() -> None:
    with pytest.raises(OutboxError, match="l’en-tête To contient"):
        sent(replace(BOB, to="éric@quartiers.example"))
