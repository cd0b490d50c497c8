"""« 200 OK » that is not what was asked for: each lie has its name, and a good page is never called a liar."""

from __future__ import annotations

import pytest

from tests.collect.samples import answer, source
from veille.collect.reach.lies import unmasked, wall_of

PROSE = "<p>" + "Le centre social ouvre ses portes aux habitants du quartier. " * 80 + "</p>"


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


LIES = {
    "f5": (
        "blocked",
        _page("Request Rejected", "The requested URL was rejected. Your support ID is: 12"),
    ),
    "akamai": (
        "blocked",
        _page("Access Denied", "<h1>Access Denied</h1> You don't have permission"),
    ),
    "cloudflare": (
        "blocked",
        _page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>"),
    ),
    "cloudflare-fr": ("blocked", _page("Un instant…", "Vérification que vous êtes humain.")),
    "incapsula": (
        "blocked",
        _page("", '<iframe src="/_Incapsula_Resource?CWUDNSAI=9">Request unsuccessful.</iframe>'),
    ),
    "datadome": (
        "blocked",
        _page("site.example", '<script src="https://ct.captcha-delivery.com/c.js"></script>'),
    ),
    "react": ("shell", _page("Actualités", '<div id="root"></div><script src="/a.js"></script>')),
    "vue": ("shell", _page("Actualités", "<div class=x id=app></div>")),
    "next": ("shell", _page("", '<div id="__next"></div><script id="__NEXT_DATA__">{}</script>')),
    "noscript": (
        "shell",
        _page("Portail", "<noscript>Veuillez activer JavaScript pour voir ce site.</noscript>"),
    ),
    "login": ("login", _page("Connexion", f'<form><input type="password"></form>{PROSE}')),
    "login-bare": (
        "login",
        _page("Intranet", "<form>Nom <input name=n> Mot de passe <input type=password></form>"),
    ),
    "parked": ("parked", _page("site.example", "This domain is for sale. Buy this domain.")),
    "parked-fr": (
        "parked",
        _page("Bienvenue", "Félicitations ! Votre domaine a bien été créé chez nous."),
    ),
    "maintenance": ("maintenance", _page("Site en maintenance", "Nous revenons vite.")),
    "maintenance-body": (
        "maintenance",
        _page("La Ville", "Le portail est momentanément indisponible, merci de revenir."),
    ),
    "cookies": ("cookies", _page("La Ville", "Pour continuer, acceptez les cookies de nos pages.")),
    "soft-404": ("soft-404", _page("Page introuvable - La Ville", PROSE)),
    "soft-404-en": ("soft-404", _page("404 Not Found", PROSE)),
    "page": ("page", _page("Les actualités de la ville", PROSE)),
}


@pytest.mark.parametrize("name", LIES)
def test_each_lie_has_its_name(name: str) -> None:
    trouble, html = LIES[name]

    found = unmasked(answer(html), source())

    assert found is not None
    assert found.trouble == trouble
    assert found.reason


def test_the_home_page_in_the_place_of_a_feed_is_said_so() -> None:
    html = _page("La Ville", PROSE)

    found = unmasked(answer(html, url="https://site.example/"), source())

    assert found is not None
    assert found.trouble == "home-page"
    assert found.reason == "le site renvoie à sa page d’accueil («\u00a0La Ville\u00a0»)"


@pytest.mark.parametrize(
    "body",
    [
        '<rss version="2.0"><channel><item><description><html><title>404</title>',
        '<?xml version="1.0"?><opml><body></body></opml>',
        '{"html": "<html>"}',
        "",
    ],
)
def test_what_is_no_page_is_left_to_its_reader(body: str) -> None:
    assert unmasked(answer(body), source()) is None


@pytest.mark.parametrize(
    "html",
    [
        _page("Actualités", f"{PROSE} <form>Espace membre <input type=password></form>"),
        _page("Actualités", f"{PROSE} En continuant vous acceptez les cookies."),
        _page("Actualités", f"{PROSE} La piscine est en maintenance."),
        _page("Actualités", f'<div id="app">{PROSE}</div>'),
        _page("Domaine réservé", PROSE),
    ],
)
def test_a_good_page_that_its_selectors_miss_is_not_called_a_liar(html: str) -> None:
    declared = source("page", page={"item": "li", "title": "a", "link": "a"})

    assert unmasked(answer(html), declared) is None


def test_a_page_in_another_charset_is_read_all_the_same() -> None:
    body = _page("Accès refusé", "Interdit.").encode("windows-1252")

    found = unmasked(answer(body, "text/html; charset=windows-1252"), source())

    assert found is not None
    assert found.reason.endswith("(«\u00a0Accès refusé\u00a0»)")


@pytest.mark.parametrize(
    "piece", ["<title>", "<noscript>", "<input ", "<div ", "accepter ", "<script>"]
)
def test_a_page_of_openings_without_ends_costs_no_more_than_another(piece: str) -> None:
    hostile = "<html>" + piece * (400_000 // len(piece))

    assert unmasked(answer(hostile), source()) is not None


@pytest.mark.parametrize(
    "headers, wall",
    [
        ({"cf-mitigated": "challenge", "server": "cloudflare"}, "Cloudflare"),
        ({"x-datadome": "protected"}, "DataDome"),
        ({"x-iinfo": "1-2-3"}, "Imperva"),
        ({"server": "AkamaiGHost"}, "Akamai"),
        ({"server": "cloudflare"}, ""),
        ({"server": "nginx"}, ""),
    ],
)
def test_a_wall_is_known_by_the_head_of_its_refusal(headers: dict[str, str], wall: str) -> None:
    assert wall_of(headers) == wall
