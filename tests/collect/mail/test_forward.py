"""Mails of colleagues: whatever program passed them on, her words are parted from what she passes on."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from tests.collect.samples import DATA
from veille.collect.mail.forward import Forward, bare_subject, read_forward
from veille.collect.mail.message import envelope, readable

ARTICLE = "https://journal.example/regie-de-quartier"

GMAIL = f"""<div dir="ltr">Je trouve cela bien dit.<br><br><div class="gmail_quote">
<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>De : <strong>Le Journal</strong>
<span>&lt;<a href="mailto:l@journal.example">l@journal.example</a>&gt;</span><br>Date: jeu. 12 nov. 2026<br>
Subject: La lettre du Journal<br>To: &lt;claire@centre.example&gt;<br></div><br><br>
<h2><a href="{ARTICLE}?utm_source=nl">La régie de quartier fête ses trente ans</a></h2>
<p>Un reportage chez celles et ceux qui l’ont fondée en 1996, et qui y travaillent encore.</p></div></div>"""

THUNDERBIRD = f"""<p>Je trouve cela bien dit.</p><div class="moz-forward-container"><br>
-------- Message transféré --------<table><tr><th>Sujet&nbsp;:</th><td>La lettre du Journal</td></tr>
<tr><th>Date&nbsp;:</th><td>Thu, 12 Nov 2026</td></tr><tr><th>De&nbsp;:</th><td>Le Journal
&lt;l@journal.example&gt;</td></tr><tr><th>Pour&nbsp;:</th><td>claire@centre.example</td></tr></table>
<h2>La régie de quartier fête ses trente ans</h2>
<p>Un reportage chez celles et ceux qui l’ont fondée en 1996, et qui y travaillent encore.</p>
<p><a href="{ARTICLE}">Lire la suite</a></p></div>"""

APPLE = f"""Je trouve cela bien dit.

Envoyé de mon téléphone

Début du message transféré :

De: Le Journal <l@journal.example>
Objet: La lettre du Journal
Date: 12 novembre 2026 à 07:00:00 UTC+1
À: claire@centre.example

La régie de quartier fête ses trente ans
Un reportage chez celles et ceux qui l’ont fondée en 1996, et qui y travaillent encore.
{ARTICLE}
"""

OUTLOOK_EN = f"""Je trouve cela bien dit.

________________________________
From: Le Journal <l@journal.example>
Sent: Thursday, November 12, 2026 7:00 AM
To: Claire
Subject: La lettre du Journal

La régie de quartier fête ses trente ans
Un reportage chez celles et ceux qui l’ont fondée en 1996, et qui y travaillent encore.
{ARTICLE}
"""


def _mail(body: str, kind: str, attached: bytes = b"") -> Forward:
    message = EmailMessage()
    message["From"] = "claire@centre.example"
    message["Subject"] = "Fwd: La lettre du Journal"
    message.set_content(body, subtype=kind)
    if attached:
        inner = EmailMessage()
        inner["Subject"] = "La lettre du Journal"
        inner.set_content(attached.decode(), subtype="html")
        message.add_attachment(inner)
    data = message.as_bytes()
    mail = readable(data)
    inside = readable(mail.attached) if mail.attached else None
    return read_forward(mail, envelope("1", data), inside)


@pytest.mark.parametrize(
    "body, kind",
    [(GMAIL, "html"), (THUNDERBIRD, "html"), (APPLE, "plain"), (OUTLOOK_EN, "plain")],
    ids=["gmail", "thunderbird", "apple", "outlook in English"],
)
def test_her_words_are_parted_from_the_article_she_passes_on(body: str, kind: str) -> None:
    forward = _mail(body, kind)

    assert forward.comment == "Je trouve cela bien dit."
    assert forward.title == "La lettre du Journal"
    (only,) = forward.links
    assert only.href.partition("?")[0] == ARTICLE
    assert only.title == "La régie de quartier fête ses trente ans"
    assert only.excerpt.startswith("Un reportage chez celles et ceux")


def test_a_message_attached_whole_is_what_she_passes_on() -> None:
    html = f'<h2><a href="{ARTICLE}">La régie de quartier fête ses trente ans</a></h2>'
    forward = _mail("Je trouve cela bien dit.", "plain", html.encode())

    assert forward.comment == "Je trouve cela bien dit."
    assert [one.href for one in forward.links] == [ARTICLE]


def test_a_letter_forwarded_by_outlook_gives_its_expected_items() -> None:
    twin = json.loads((DATA / "mail" / "outlook-forward.json").read_text("utf-8"))
    data = (DATA / "mail" / "outlook-forward.eml").read_bytes()

    forward = read_forward(readable(data), envelope("1", data))

    assert forward.comment == twin["comment"]
    assert forward.title == twin["title"]
    told = [{"url": m.href, "title": m.title, "excerpt": m.excerpt} for m in forward.links]
    assert told == twin["items"]


def test_her_own_links_are_what_she_proposes_whatever_she_passes_on() -> None:
    forward = _mail(
        "Plutôt ceci : https://autre.example/note\n\n" + APPLE.split("\n\n", 1)[1], "plain"
    )

    assert [one.href for one in forward.links] == ["https://autre.example/note"]
    assert forward.hers


def test_words_that_only_look_like_a_header_are_hers() -> None:
    forward = _mail("De : ma part, bravo.\nDate : demain !\n\nhttps://autre.example/note", "plain")

    assert forward.comment.startswith("De : ma part, bravo.")


def test_a_whole_newsletter_gives_a_bounded_number() -> None:
    links = "\n\n".join(f"Article numéro {n}\nhttps://a.example/{n}" for n in range(100))
    assert len(_mail(APPLE.partition("La régie")[0] + links, "plain").links) == 30


@pytest.mark.parametrize(
    "subject, bare",
    [
        ("Fwd: La lettre", "La lettre"),
        ("TR : TR: La lettre", "La lettre"),
        ("Tr\xa0: RE: Fwd: La lettre", "La lettre"),
        ("[Fwd: La lettre]", "La lettre"),
        ("Travaux : la lettre", "Travaux : la lettre"),
        ("", ""),
        ("Fwd:", ""),
    ],
)
def test_a_subject_loses_what_programs_put_before_it(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare
