"""Whether a page says that one must subscribe: a page for each notice, and all that looks like one."""

from __future__ import annotations

from html import escape

import pytest

from tests.collect.samples import NOW
from tests.collect.server import Answer, Loopback
from tests.quality.halves import TABLES
from tests.quality.measure import rows
from veille.collect.pages.about import read_about
from veille.collect.pages.notices import closes, is_closed
from veille.collect.reach.fetch import HttpFetcher

NOTICES = tuple(rows(TABLES / "access.tsv"))
WALLS = [text for text, access in NOTICES if access == "subscribers"]
OPEN = [text for text, access in NOTICES if access == "free"]
TOLD = (
    "<p>La décision est tombée hier. Les locataires ont obtenu un remboursement des charges.</p>"
    "<p>Une dizaine d’entre eux attendaient depuis l’automne, devant la loge.</p>"
)
PAGE = (
    "<html lang=fr><title>Loyers : le bailleur recule</title><nav>Espace abonnés – S’abonner</nav>"
    "<article><h1>Loyers : le bailleur recule.</h1>{}<p>{}</p>"
    "<aside>À lire aussi : « La tour » (réservé aux abonnés)</aside></article></html>"
)


def page(notice: str) -> bytes:
    return PAGE.format(TOLD, escape(notice)).encode()


@pytest.mark.parametrize("notice", WALLS)
def test_a_page_that_ends_with_a_notice_is_for_subscribers(
    server: Loopback, fetcher: HttpFetcher, notice: str
) -> None:
    server.answers["/loyers"] = Answer(page(notice), headers={"Content-Type": "text/html"})

    about = read_about(fetcher.get(server.url("/loyers")), NOW)

    assert about.access == "subscribers"


def test_a_page_that_ends_with_what_looks_like_a_notice_is_not() -> None:
    assert [text for text in OPEN if closes(f"Le bailleur recule. {text}")] == []


def test_what_articles_tell_of_gifts_and_prices_is_no_notice() -> None:
    told = [*rows(TABLES / "themes.tsv"), *rows(TABLES / "territories.tsv")]
    assert [title for title, excerpt, *_ in told if closes(f"{title}. {excerpt}")] == []


@pytest.mark.parametrize(
    "notice",
    [
        "Article réservé aux abonnés",
        "La suite est réservée à nos adhérent·es",
        "Il vous reste 62\u00a0% de cet article à lire",
        "Achetez ce numéro pour 8 €",
        "Contenu verrouillé",
        "Identifiez-vous pour lire la suite",
        "Texte intégral sous embargo jusqu’en 2028",
        "Subscribe to continue reading",
        "🔒 Enquête",
    ],
)
def test_each_class_of_notice_closes(notice: str) -> None:
    assert is_closed(notice)


@pytest.mark.parametrize(
    "notice",
    [
        "Article réservé aux abonnés, exceptionnellement offert par la rédaction",
        "Cet article n’est pas réservé aux abonnés",
        "Dossier réservé aux abonnés, sauf celui-ci",
        "Abonnez-vous à notre infolettre",
        "Créez un compte gratuit pour lire la suite",
        "Le tarif du bus est réservé aux abonnés",
        "",
    ],
)
def test_what_frees_the_article_or_speaks_of_something_else_does_not(notice: str) -> None:
    assert not is_closed(notice)


def test_what_an_article_tells_in_its_middle_is_no_notice() -> None:
    told = "Les élus ont voté le budget de la ville hier soir. " * 40
    assert not closes(told + "Le contenu premium est réservé aux abonnés. " + told)
    assert closes(told + "Le contenu premium est réservé aux abonnés.")
