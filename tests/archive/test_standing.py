"""Who publishes, what the law asks, what we read: said from the configuration, and nothing invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.archive.in_hand import files, planned
from tests.archive.pages import Reader, read, words
from tests.archive.samples import holdings, site
from tests.compose.samples import CENTRE, templates
from veille.archive.holdings import Page
from veille.archive.reading import Read, reading_page
from veille.archive.standing import furniture
from veille.model.declared import Accessibility, Centre, Source

BARE = Centre(name="Un centre", email="contact@centre.example")


def shown(centre: Centre) -> dict[str, Reader]:
    made = files(replace(holdings(), centre=centre))
    return {path: read(data) for path, data in made.items() if path.endswith(".html")}


def text(page: Reader) -> str:
    return words(page.all("main")[0].text)


def test_the_legal_notice_says_what_the_law_asks() -> None:
    told = text(read(site()["mentions-legales/index.html"]))
    for fact in (
        CENTRE.name,
        CENTRE.address,
        CENTRE.phone,
        CENTRE.email,
        CENTRE.director,
        CENTRE.host,
    ):
        assert fact.replace("'", "’") in told.replace("\u202f", " ").replace("\xa0", " ")
    assert "sur demande" not in told


def test_what_is_not_known_is_not_invented() -> None:
    told = text(shown(BARE)["mentions-legales/index.html"])
    assert "Nom communiqué sur demande" in told
    assert "Nom et coordonnées communiqués sur demande" in told
    assert "None" not in told


def test_the_legal_status_is_said_where_there_is_one() -> None:
    status = "association loi 1901, RNA W000000000"
    told = text(
        shown(BARE.model_copy(update={"legal_status": status}))["mentions-legales/index.html"]
    )
    assert status in told


def test_every_foot_leads_to_the_pages_of_the_law_and_says_how_accessible_the_site_is() -> None:
    for path, page in shown(BARE).items():
        foot = words(page.all("footer")[0].text)
        assert "Accessibilité : non conforme" in foot, path
        for standing in (
            "a-propos",
            "mentions-legales",
            "confidentialite",
            "accessibilite",
            "sources",
        ):
            assert [one for one in page.addresses if one.endswith(f"{standing}/")], path


def test_without_an_audit_the_site_declares_itself_non_conforming_and_says_why() -> None:
    told = text(shown(BARE)["accessibilite/index.html"])
    assert "Ce site est non conforme" in told
    assert "Il n’a pas encore été audité" in told
    assert "Résultats" not in told
    assert "Défenseur des droits" in told


def test_an_audit_is_told_with_its_day_its_rate_and_what_it_found() -> None:
    audit = Accessibility.model_validate(
        {"state": "partial", "date": "2026-11-02", "auditor": "Cabinet fictif", "rate": 78,
         "issues": ["Trois PDF anciens ne sont pas balisés."]}
    )  # fmt: skip
    made = shown(BARE.model_copy(update={"accessibility": audit}))
    told = text(made["accessibilite/index.html"])
    assert "Cabinet fictif le 2 novembre 2026" in told
    assert "78 % des critères" in told
    assert "Trois PDF anciens" in told
    assert "Accessibilité : partiellement conforme" in words(
        made["index.html"].all("footer")[0].text
    )


@pytest.mark.parametrize(
    "state, said",
    [("unaudited", "non conforme"), ("none", "non conforme"), ("full", "totalement conforme")],
)
def test_a_state_is_said_in_the_words_of_the_law(state: str, said: str) -> None:
    assert Accessibility.model_validate({"state": state}).words == said


def test_the_page_about_us_says_our_own_words_and_names_each_publication() -> None:
    centre = BARE.model_copy(update={"about": "Nous sommes trois.\n\nDepuis 1998."})
    page = shown(centre)["a-propos/index.html"]
    assert [words(one.text) for one in page.all("p")][:4].count("Depuis 1998.") == 1
    assert {"../lettre/", "../revue/", "../annonce/"} <= set(page.addresses)


def test_a_page_not_found_leads_back_from_any_depth_even_in_a_folder_of_a_site() -> None:
    made = {page.path: page for page in furniture(CENTRE, "https://breal.example/archives/")}
    assert made["404.html"].root == "/archives/"
    held = replace(holdings(), archive_url="https://breal.example/archives/")
    page = read(files(held)["404.html"])
    inside = [one for one in page.addresses if not one.startswith(("mailto:", "#"))]
    assert all(one.startswith("/archives/") for one in inside)
    assert [one for one in page.all("meta") if one.attributes.get("content") == "noindex"]
    assert not [one for one in page.all("link") if one.attributes["rel"] == "canonical"]


def test_the_icon_is_the_first_letter_of_the_centre_and_never_markup() -> None:
    assert b">B</text>" in site()["assets/icon.svg"]
    (icon,) = [one for one in furniture(CENTRE, "https://a.example/") if "icon" in one.path]
    hostile = templates().render(icon.template, initial="<")
    assert "&lt;</text>" in hostile
    odd = BARE.model_copy(update={"name": "« 3e lieu »"})
    assert [one.context for one in furniture(odd, "https://a.example/")][1] == {"initial": "3"}


def source(key: str, **named: object) -> Source:
    return Source.model_validate(
        {
            "key": key,
            "name": key.title(),
            "url": f"https://{key}.example/feed",
            "kind": "rss",
            **named,
        }
    )


def groups(*sources: Source) -> list[tuple[str, str, list[Read]]]:
    found = reading_page(sources).context["groups"]
    assert isinstance(found, list)
    return found


def test_sources_are_grouped_as_ours_are_then_as_the_centre_s_and_sorted_without_accents() -> None:
    made = groups(
        source("zebre", category="presse-nationale"),
        source("eau", name="Être", category="institution"),
        source("abri", name="Écho", category="institution"),
        source("blog", category="nos-amis"),
        source("seul"),
    )
    assert [(label, [one.name for one in listed]) for _key, label, listed in made] == [
        ("Institutions", ["Écho", "Être"]),
        ("Presse nationale", ["Zebre"]),
        ("Nos amis", ["Blog"]),
        ("Sans catégorie", ["Seul"]),
    ]


def test_a_source_that_is_off_or_kept_to_ourselves_or_indoors_is_not_told() -> None:
    page = reading_page(
        [
            source("dite"),
            source("eteinte", enabled=False),
            source("cachee", public=False),
            source("dedans", url="http://intranet/feed"),
        ]
    )
    assert page.context["total"] == 1


def test_an_address_that_seems_to_hold_a_secret_is_told_only_where_it_is_written_that_it_may() -> (
    None
):
    paid = "https://gazette.example/rss/5f4dcc3b5aa765d61d8327deb882cf99"
    site = "https://gazette.example/"
    (((_key, _label, listed)),) = groups(
        source("a", url=paid, kind="rss", site=site),
        source("b", url=paid, kind="rss"),
        source("c", url=paid, kind="rss", public=True),
    )
    assert [(one.name, one.site, one.feed) for one in listed] == [
        ("A", site, ""),
        ("C", paid, paid),
    ]


def test_a_source_says_what_is_unusual_about_it_and_leads_to_its_site() -> None:
    ((_key, _label, listed),) = groups(
        source(
            "radio",
            kind="podcast",
            language="en",
            territory=["FR", "R53"],
            site="https://r.example/",
        )
    )
    assert listed == [
        Read(
            "Radio",
            "https://r.example/",
            "https://radio.example/feed",
            "à écouter, en anglais, Bretagne",
        )
    ]
    ((_key, _label, listed),) = groups(
        source("page", kind="page", page={"item": "a", "title": "a", "link": "a"})
    )
    assert listed[0].feed == ""


def test_strangers_names_of_sources_are_text() -> None:
    held = replace(holdings(), reads=(source("mal", name="<script>alert(1)</script>"),))
    data = files(held)["sources/index.html"]
    assert b"<script>alert" not in data
    assert read(data).faults == []


def test_the_pages_that_stand_depend_on_nothing_that_is_published() -> None:
    less = replace(holdings(), issues=())

    def standing(made: list[Page]) -> list[Page]:
        names = ("a-propos/", "mentions-legales/", "confidentialite/", "accessibilite/", "404.html")
        return [page for page in made if page.path.startswith(names)]

    assert standing(planned(holdings())) == standing(planned(less))
