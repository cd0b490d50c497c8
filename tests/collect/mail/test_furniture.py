"""What of a message is no news: by the words of its links, by the words around, by where they lead."""

from __future__ import annotations

import pytest

from veille.collect.mail.furniture import (
    is_foot,
    is_furniture,
    is_web_version,
    leads_out,
    says_nothing,
)


@pytest.mark.parametrize(
    "words",
    [
        "Se désinscrire", "Me désabonner", "Désinscription", "Unsubscribe", "Ne plus recevoir nos e-mails",
        "Gérer mes préférences", "Mettre à jour vos préférences", "Mentions légales", "Nous contacter",
        "Politique de confidentialité", "Voir ce courriel dans votre navigateur", "Version en ligne",
        "Partager sur LinkedIn", "Facebook", "Suivez-nous !", "Transférer à un ami", "S’abonner", "Logo",
    ],
)  # fmt: skip
def test_words_of_leaving_sharing_and_the_law_lead_out(words: str) -> None:
    assert leads_out(words, "")


@pytest.mark.parametrize(
    "words",
    [
        "Le contact entre police et population", "Archives départementales : un fonds ouvre",
        "Partage de la valeur : le rapport", "Facebook et les quartiers : une enquête",
        "Abonnement social : les transports de Trifouillis", "Résilier un bail : ce qui change",
        "Stop aux démolitions : la tribune", "Modifier les loyers : un décret",
        "Données ouvertes : la carte des écoles",
    ],
)  # fmt: skip
def test_news_that_speaks_of_the_same_things_stays(words: str) -> None:
    assert not leads_out(words, "")


def test_a_bare_link_is_judged_by_what_stands_around() -> None:
    leaving = "Vous ne souhaitez plus recevoir nos e-mails ? Cliquez ici."
    assert leads_out("Cliquez ici", leaving)
    assert leads_out("ce lien", "Pour ne plus être destinataire de nos lettres, suivez ce lien.")
    assert not leads_out("Cliquez ici", "Pour s’inscrire à la journée du réseau, cliquez ici.")
    assert not leads_out("Cliquez ici", leaving + " Un long article. " * 60)
    assert is_foot(leaving)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "ici",
        "Lire la suite →",
        "EN SAVOIR +",
        "> Découvrir",
        "Lire l’étude",
        "Je m’inscris",
        "Voir plus",
    ],
)
def test_some_links_say_nothing(words: str) -> None:
    assert says_nothing(words)


@pytest.mark.parametrize(
    "words", ["Lire la suite du feuilleton des régies de quartier", "Plus de logements"]
)
def test_others_say_enough(words: str) -> None:
    assert not says_nothing(words)


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@b.example", "tel:0102030405", "javascript:x()", "#haut", "https://",
        "https://www.facebook.com/reseau", "https://www.youtube.com/@reseau", "https://t.me/reseau",
        "https://a.example/logo.PNG", "https://a.example/unsubscribe?u=1", "https://a.example/mentions-legales",
        "https://www.reseau.example/", "https://reseau.example", "http://www.reseau.example/?utm_source=",
    ],
)  # fmt: skip
def test_some_addresses_are_no_news(url: str) -> None:
    assert is_furniture(url.removesuffix("?utm_source="), ["reseau.example"])


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=abc", "https://autre.example/", "https://reseau.example/actualites",
        "https://a.example/rapport.pdf", "https://facebook.com.autre.example/x",
    ],
)  # fmt: skip
def test_others_are(url: str) -> None:
    assert not is_furniture(url, ["reseau.example"])


def test_the_message_as_a_page_is_found_by_its_words() -> None:
    assert is_web_version("https://x.example/1", "Afficher dans le navigateur", "")
    assert is_web_version(
        "https://x.example/1", "ici", "Si ce message ne s’affiche pas, cliquez ici"
    )
    assert not is_web_version("https://x.example/1", "Le rapport", "Si ce message ne s’affiche pas")
