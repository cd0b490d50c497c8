"""Newsletters: each message to its expected items, whatever its mailer, its charset or its mischief."""

from __future__ import annotations

import json
from dataclasses import replace
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest

from tests.collect.samples import DATA, NOW, answer, source
from tests.collect.server import TLS, Answer, loopback
from veille.collect.kinds.newsletter import Found, Way, belongs, candidates
from veille.collect.mail.message import envelope, readable
from veille.collect.reach.fetch import HttpFetcher
from veille.errors import FetchError
from veille.model.source_rules import MailRules
from veille.testing import FakeFetcher

MAILS = DATA / "mail"
LETTER = "https://lettre.example/infolettre"
CLICK = "https://lettre.us1.list-manage.com/track/click?u=1&id=2&e=abc"
OPAQUE = "https://u1.ct.sendgrid.net/ls/click?upn=u001.Abc-2Bdef"


def _twin(name: str) -> dict[str, Any]:
    return dict(json.loads((MAILS / f"{name}.json").read_text("utf-8")))


def _leads(places: dict[str, str]) -> FakeFetcher:
    """Counting links, and where each ends."""
    return FakeFetcher({href: replace(answer(""), url=url) for href, url in places.items()})


def _message(html: str = "", **headers: str) -> bytes:
    message = MIMEText(html, "html", "utf-8")
    told = {
        "From": "La lettre <lettre@lettre.example>",
        "To": "veille@centre.example",
        "Subject": "La lettre",
        "Message-ID": "<1@lettre.example>",
        "Date": "Fri, 20 Nov 2026 10:00:00 +0100",
    }
    for name, value in (told | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    return message.as_bytes()


def _read(data: bytes, web: FakeFetcher | None = None) -> Found:
    one = envelope("1", data)
    letter = source("mail", LETTER)
    return candidates(readable(data), one, letter, Way(web or FakeFetcher()), NOW)


def _urls(html: str, web: FakeFetcher | None = None) -> list[str | None]:
    return [one.url for one in _read(_message(html), web).candidates]


@pytest.mark.parametrize("name", ["mailchimp", "brevo", "texte"])
def test_a_newsletter_gives_its_expected_items(name: str) -> None:
    twin = _twin(name)
    data = (MAILS / f"{name}.eml").read_bytes()
    one = envelope("1", data)

    found = candidates(
        readable(data), one, source("mail", twin["url"]), Way(_leads(twin["leads"])), NOW
    )

    told = [
        {
            "url": item.url,
            "title": item.title,
            "excerpt": item.excerpt,
            "author": item.author,
            "published_at": item.published_at and item.published_at.isoformat(),
        }
        for item in found.candidates
    ]
    assert told == twin["items"]
    assert not found.unsure


def test_what_would_make_one_leave_is_never_followed() -> None:
    for name in ("mailchimp", "brevo"):
        twin = _twin(name)
        data = (MAILS / f"{name}.eml").read_bytes()
        web = _leads(twin["leads"])
        candidates(readable(data), envelope("1", data), source("mail", twin["url"]), Way(web), NOW)
        asked = {url for url, _validators in web.asked}
        assert asked
        assert asked <= set(twin["leads"])


# --- counting links --------------------------------------------------------------------------


def test_a_counting_link_is_told_at_the_address_where_it_ends() -> None:
    html = f'<p><a href="{OPAQUE}">Un guide pour les conseils citoyens</a></p>'
    end = "https://site.example/guide?utm_source=x&mc_eid=1&page=2&email=veille%40centre.example"

    assert _urls(html, _leads({OPAQUE: end})) == ["https://site.example/guide?page=2"]


def test_a_site_that_shuts_its_door_is_known_all_the_same() -> None:
    refusal = FetchError("le serveur a répondu 403", status=403)
    refusal.reached = "https://site.example/guide"
    html = f'<p><a href="{OPAQUE}">Un guide pour les conseils citoyens</a></p>'

    assert _urls(html, FakeFetcher({OPAQUE: refusal})) == ["https://site.example/guide"]


def test_a_page_that_only_looks_like_a_counting_link_keeps_its_address() -> None:
    url = "https://news.site.example/2026/Un_Rapport_Sur_Les_Quartiers_12"
    html = f'<p><a href="{url}">Un rapport sur les quartiers</a></p>'
    shut = FetchError("le serveur a répondu 403", status=403)
    shut.reached = url

    assert _urls(html, _leads({url: url})) == [url]
    assert _urls(html, FakeFetcher({url: shut})) == [url]


def test_a_link_that_cannot_be_followed_is_told_without_the_token_of_its_reader() -> None:
    html = f"""<p><a href="{CLICK}">Un guide pour les conseils citoyens</a></p>
        <p><a href="{OPAQUE}">Un rapport sur les régies de quartier</a></p>"""

    found = _read(_message(html))

    assert [one.url for one in found.candidates] == [CLICK.removesuffix("&e=abc"), None]
    assert found.candidates[1].title == "Un rapport sur les régies de quartier"
    assert found.unsure


def test_followed_later_it_is_the_same_item() -> None:
    data = _message(f'<p><a href="{OPAQUE}">Un rapport sur les régies de quartier</a></p>')
    (before,) = _read(data).candidates
    (after,) = _read(data, _leads({OPAQUE: "https://site.example/rapport"})).candidates

    assert before.guid == after.guid
    assert after.url == "https://site.example/rapport"


def test_what_carries_its_target_asks_nobody() -> None:
    safe = "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=x"
    google = "https://www.google.com/url?q=https://c.example/d&sa=D"
    html = (
        f'<p><a href="{safe}">Le premier article</a></p><p><a href="{google}">Le deuxième</a></p>'
    )
    web = FakeFetcher()

    assert _urls(html, web) == ["https://a.example/b", "https://c.example/d"]
    assert web.asked == []


def test_no_more_links_are_followed_than_one_visit_may() -> None:
    html = "".join(f'<p><a href="{OPAQUE}{n}">Le rapport numéro {n}</a></p>' for n in range(30))
    data = _message(html)
    web = FakeFetcher()

    found = candidates(
        readable(data), envelope("1", data), source("mail", LETTER), Way(web, 12), NOW
    )

    assert (len(web.asked), len(found.candidates)) == (12, 30)


def test_a_word_of_leaving_is_never_followed_whatever_stands_around_it() -> None:
    words = [
        "Se désinscrire en 1 clic", "Cliquez ici pour vous désabonner", "STOP", "Je me désabonne",
        "Résilier mon abonnement", "Gérez vos préférences", "Opt-out", "Quitter la liste",
        "Je ne souhaite plus recevoir cette lettre", "Click here to unsubscribe",
    ]  # fmt: skip
    html = "".join(f'<p><a href="{OPAQUE}{n}">{one}</a></p>' for n, one in enumerate(words))
    web = FakeFetcher()

    _read(_message(html), web)

    assert web.asked == []


def test_a_counter_that_leads_out_of_the_list_is_left_before_the_door() -> None:
    with loopback() as server:
        leave = server.url("/desabonnement/claire")
        counter = server.url("/ls/click?upn=u001.Abc-2Bdef")
        server.answers["/ls/click?upn=u001.Abc-2Bdef"] = Answer(
            status=302, headers={"Location": leave}
        )
        fetcher = HttpFetcher(server.settings(), "veille", tls=TLS)
        data = _message(f'<p><a href="{counter}">Un petit mot pour vous dire adieu</a></p>')

        found = candidates(
            readable(data), envelope("1", data), source("mail", LETTER), Way(fetcher), NOW
        )
        fetcher.close()

    assert [one.path for one in server.asked] == ["/ls/click?upn=u001.Abc-2Bdef"]
    assert all(one.url != leave for one in found.candidates)


def test_a_mailer_that_hangs_is_not_waited_for_link_by_link() -> None:
    hosts = [f"u{n}.ct.sendgrid.net" for n in range(9)]
    links = [f"https://{host}/ls/click?upn=u001.Abc-2Bdef{n}" for host in hosts for n in (1, 2)]
    silences: dict[str, Any] = {}
    for link in links:
        silences[link] = FetchError("délai dépassé")
        silences[link].reached = link
    web = FakeFetcher(silences)
    html = "".join(f'<p><a href="{one}">Le rapport {n}</a></p>' for n, one in enumerate(links))
    data = _message(html)
    # Each silence takes twenty seconds.
    way = Way(web, clock=lambda: 20.0 * len(web.asked))

    found = candidates(readable(data), envelope("1", data), source("mail", LETTER), way, NOW)

    assert [url for url, _validators in web.asked] == links[:8:2]
    assert (len(found.candidates), found.unsure) == (18, True)
    assert {one.url for one in found.candidates} == {None}


@pytest.mark.parametrize(
    "reached",
    [
        "https://r.lettre.example/tr/Abc0123456789XYZabcdef",
        "https://clic.lettre.example/tr/Zyx0123456789ABCabcdef",
    ],
)
def test_a_counter_that_falls_silent_on_the_way_never_gives_its_token(reached: str) -> None:
    """http to https, then nothing; or one counter to the next."""
    counter = "http://r.lettre.example/tr/Abc0123456789XYZabcdef"
    silence = FetchError("délai dépassé")
    silence.reached = reached
    html = f'<p><a href="{counter}">Un guide pour les conseils citoyens</a></p>'

    assert _urls(html, FakeFetcher({counter: silence})) == [None]


# --- which messages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rules, mine",
    [
        ({"from": "lettre@lettre.example"}, True),
        ({"from": "LETTRE.example"}, True),
        ({"from": ["autre.example", "example"]}, True),
        ({"from": "ettre.example"}, False),
        ({"from": "autre@lettre.example"}, False),
        ({"list_id": "Infos.Lettre.Example"}, True),
        ({"list_id": "autre.lettre.example"}, False),
    ],
)
def test_a_message_belongs_to_who_wrote_it_or_to_its_list(rules: Any, mine: bool) -> None:
    one = envelope("1", _message("", List_Id="Infos <infos.lettre.example>"))
    assert belongs(one, MailRules.model_validate(rules)) is mine


@pytest.mark.parametrize(
    "verdict, expected",
    [
        ("mx.centre.example; dmarc=pass header.from=lettre.example", "pass"),
        ("mx.centre.example (ours); spf=pass smtp.mailfrom=x@m.lettre.example", "pass"),
        ("mx.centre.example 1; dkim=pass header.d=lettre.example", "pass"),
        ("mx.centre.example; dkim=pass header.d=mailer.example; spf=pass smtp.mailfrom=b.example", "unknown"),
        ("mx.centre.example; dkim=pass header.d=example", "unknown"),
        ("mx.centre.example; dmarc=fail; dkim=pass header.d=lettre.example", "fail"),
        ("mx.forger.example; dmarc=pass", "unknown"),
        ("", "unknown"),
    ],
)  # fmt: skip
def test_only_the_receiving_servers_verdict_counts(verdict: str, expected: str) -> None:
    head = _message("", Authentication_Results=verdict)
    assert envelope("1", head, "mx.centre.example").authenticity == expected
    assert envelope("1", head).authenticity == "unknown"


def test_a_verdict_below_another_servers_is_not_believed() -> None:
    good = b"Authentication-Results: mx.centre.example; dmarc=pass\n"
    other = b"Authentication-Results: relay.example; dmarc=none\n"
    head = _message("")
    assert envelope("1", good + other + head, "mx.centre.example").authenticity == "pass"
    assert envelope("1", other + good + head, "mx.centre.example").authenticity == "unknown"


def test_who_borrows_a_newsletters_name_is_not_read() -> None:
    one = envelope(
        "1",
        _message("", Authentication_Results="mx.centre.example; dmarc=fail"),
        "mx.centre.example",
    )
    assert not belongs(one, MailRules.model_validate({"from": "lettre.example"}))


# --- what is odd -------------------------------------------------------------------------------


def test_a_letter_that_is_one_article_is_one_item_at_its_own_page() -> None:
    text = "Le maire de Trifouillis revient sur dix ans de rénovation. " * 20
    html = f'<p><a href="https://x.example/v/12">Voir dans le navigateur</a></p><p>{text}</p>'

    (only,) = _read(_message(html, Subject="Dix ans de rénovation")).candidates

    assert (only.title, only.url) == ("Dix ans de rénovation", "https://x.example/v/12")
    assert only.excerpt.startswith("Le maire de Trifouillis")
    assert len(only.excerpt) <= 1_000


def test_a_link_repeated_in_the_mail_is_one_item() -> None:
    html = """<a href="https://a.example/x#1"><img alt="" src="i.png"></a>
        <h2><a href="https://a.example/x#2">Un centre social rouvre</a></h2>
        <p>Après deux ans de travaux, le centre social des Aubiers accueille de nouveau.</p>
        <p><a href="https://a.example/x?utm_source=l">Lire la suite</a></p>"""

    (only,) = _read(_message(html)).candidates

    assert (only.url, only.title) == ("https://a.example/x", "Un centre social rouvre")
    assert only.excerpt.startswith("Après deux ans")


def test_a_date_that_cannot_be_is_none() -> None:
    html = '<p><a href="https://a.example/x">Un centre social rouvre</a></p>'
    for date in ("Fri, 20 Nov 2099 10:00:00 +0100", "hier", ""):
        (only,) = _read(_message(html, Date=date)).candidates
        assert only.published_at is None


def test_links_by_the_thousand_are_cut() -> None:
    html = "".join(
        f'<p><a href="https://a.example/{n}">Article numéro {n}</a></p>' for n in range(5_000)
    )
    assert len(_read(_message(html)).candidates) == 150


HOSTILE = {
    "nothing": b"",
    "no header": b"\n\n\x00\xff\xfe",
    "a bad boundary": b"Content-Type: multipart/mixed; boundary=\n\n--\n\n--\n",
    "bad base64": b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!=\n",
    "an unknown charset": b"Content-Type: text/html; charset=klingon\n\n<p>Texte</p>",
    "a bad encoded word": b"Subject: =?utf-9?Q?=ZZ?=\nFrom: =?x?B?!!?= <a@b.example>\n\nx",
    "a header of bytes": b"Subject: caf\xe9\nFrom: \xff <a@b.example>\nDate: \xff\n\nx",
    "tags ten thousand deep": b"Content-Type: text/html\n\n" + b"<div><b>" * 10_000 + b"x",
    "an address that is none": b"Content-Type: text/html\n\n<a href='http://[::1'>Un titre assez long</a>",
    "a script": b"Content-Type: text/html\n\n<script>x</script><a href='javascript:x()'>Un titre assez long</a>",
    "entities": b"Content-Type: text/html\n\n<a href='&#0;&#xD800;'>&#x110000; Un titre long</a>",
    "messages in messages": b"Content-Type: message/rfc822\n\n" * 200 + b"\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_message_is_told_by_its_subject_and_breaks_nothing(name: str) -> None:
    found = _read(HOSTILE[name])
    assert len(found.candidates) == 1
    assert found.candidates[0].title


def test_an_invitation_is_told_as_one() -> None:
    message = MIMEMultipart("mixed")
    message["Subject"] = "Réunion du réseau"
    message.attach(MIMEText("BEGIN:VCALENDAR\nEND:VCALENDAR", "calendar"))

    (only,) = _read(message.as_bytes()).candidates

    assert (only.title, only.excerpt) == ("Réunion du réseau", "invitation d’agenda, sans texte")


def test_what_is_attached_is_not_read_as_the_letter() -> None:
    message = MIMEMultipart("mixed")
    attached = MIMEText('<a href="https://a.example/x">Une pièce jointe en HTML</a>', "html")
    attached["Content-Disposition"] = "attachment; filename=x.html"
    message.attach(attached)
    message.attach(MIMEText("Bonjour : https://a.example/y", "plain"))

    assert [one.url for one in _read(message.as_bytes()).candidates] == ["https://a.example/y"]


def test_a_header_that_cannot_be_read_stops_no_other_message() -> None:
    head = _message("").replace(b"To: ", b"To: " + b"(" * 5_000)

    one = envelope("1", head)

    assert not belongs(one, MailRules.model_validate({"from": "ailleurs.example"}))
    assert one.message_id


def test_half_a_character_in_a_header_is_none() -> None:
    head = b"From: a@b.example\nMessage-ID: =?utf-7?Q?<+2AA-@b.example>?=\n\n"

    assert envelope("1", head).message_id == "?@b.example"
