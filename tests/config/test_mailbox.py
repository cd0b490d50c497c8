"""The mailbox of veille.yml and the newsletters of sources.yml: what may be declared, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.conftest import SOURCES, VEILLE, Write, told
from veille.config.load import load

NEWSLETTER = """\
  - key: lettre
    name: "Une lettre"
    url: "https://lettre.example/"
    kind: mail
    mail: {from: lettre.example}
"""


def declared(write: Write, box: str, newsletter: str = "") -> Path:
    return write(veille=f"{VEILLE}collect:\n  mailbox: {box}\n", sources=SOURCES + newsletter)


@pytest.mark.parametrize(
    "box",
    [
        "{maildir: /var/mail/veille}",
        "{maildir: data/courrier, trusted: mx.centre.example}",
        "{imap: imap.centre.example, user: veille@centre.example}",
        "{imap: 192.0.2.1, port: 1993, user: v, folder: Lettres, password_file: data/mot, ca_file: ca.pem}",
        "{imap: imap.centre.example, user: v, password_file: /etc/veille/mot}",
    ],
)
def test_a_mailbox_may_be_declared(write: Write, box: str) -> None:
    assert load(declared(write, box)).centre.collect.mailbox


@pytest.mark.parametrize(
    "box, refusal",
    [
        ("{}", "21 : collect.mailbox — donnez « maildir » ou « imap » : l’un des deux, et un seul"),
        ("{maildir: a, imap: b.example, user: c}", "21 : collect.mailbox — donnez « maildir » ou"),
        ("{maildir: a, port: 993}", "port — un Maildir ne s’en sert pas : supprimez cette ligne"),
        ("{imap: b.example}", "imap — « imap » demande aussi « user », le nom du compte"),
        ("{imap: 'imaps://b.example', user: c}", "imap — attendu : le nom du serveur seul, par"),
        ("{imap: b.example, user: c, port: 143}", "port — le port 143 n’est pas chiffré dès"),
        ("{imap: b.example, user: c, port: 70000}", "port"),
        ("{imap: b.example, user: c, password: x}", "password — champ inconnu"),
        ("{imap: b.example, user: c, password_file: mot}", "password_file — un mot de passe ne se"),
        (
            "{imap: b.example, user: c, password_file: data/../mot}",
            "password_file — un mot de passe",
        ),
        ("bonjour", "mailbox"),
    ],
)
def test_nonsense_is_refused_with_its_line(write: Write, box: str, refusal: str) -> None:
    (problem,) = told(declared(write, box))
    assert problem.startswith("veille.yml, ligne 21 : ")
    assert refusal in problem


def test_a_newsletter_may_be_declared_by_its_sender_or_its_list(write: Write) -> None:
    both = NEWSLETTER.replace(
        "{from: lettre.example}", '{from: [a@b.example, c.example], list_id: "l.b.example"}'
    )
    rules = load(declared(write, "{maildir: a}", both)).source("lettre").mail
    assert rules
    assert (rules.from_, rules.list_id) == (("a@b.example", "c.example"), ("l.b.example",))


@pytest.mark.parametrize(
    "mail, refusal",
    [
        (
            "",
            "ligne 10 : kind — une source « mail » demande « mail: » avec « from » ou « list_id »",
        ),
        ("mail: {}", "ligne 10 : kind — une source « mail » demande « mail: » avec « from »"),
        ("mail: {from: lettre}", "ligne 11 : mail.from — attendu : une adresse ou un domaine"),
        ("mail: {from: ['a b@c.example']}", "ligne 11 : mail.from — attendu : une adresse ou"),
        ("mail: {form: c.example, list_id: x}", "form — champ inconnu"),
    ],
)
def test_a_newsletter_that_nothing_tells_apart_is_refused(
    write: Write, mail: str, refusal: str
) -> None:
    newsletter = NEWSLETTER.replace("mail: {from: lettre.example}", mail)
    (problem,) = told(declared(write, "{maildir: a}", newsletter))
    assert problem.startswith("sources.yml, ")
    assert refusal in problem


def test_a_newsletter_asks_for_a_mailbox_while_it_is_on(write: Write) -> None:
    (problem,) = told(write(sources=SOURCES + NEWSLETTER))
    assert problem == (
        "sources.yml, ligne 10 : kind — déclarez d’abord la boîte aux lettres, "
        "« collect: mailbox: » de veille.yml"
    )
    off = load(write(sources=SOURCES + NEWSLETTER + "    enabled: false\n"))
    assert not off.source("lettre").enabled


def test_the_key_of_the_teams_own_mails_is_taken(write: Write) -> None:
    (problem,) = told(write(sources=SOURCES.replace("key: essai", "key: courriel")))
    assert "« courriel » désigne ce que l’équipe transfère : choisissez une autre clé" in problem
