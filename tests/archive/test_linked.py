"""What a page says of itself to machines: required keys, whose document it is, and nothing that ends a script."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from tests.archive.in_hand import files
from tests.archive.pages import read
from tests.archive.samples import (
    BRIEF,
    CAFE,
    CONTRACT,
    MEETING,
    NEW,
    SOONER,
    holdings,
    issue,
    own_site,
    site,
)
from tests.compose.samples import ARCHIVE, CENTRE, entry
from veille.archive.head import head
from veille.archive.holdings import Page
from veille.archive.linked import citation, linked

OWN = own_site()
CENTRE_SAYS = {"@type": "Organization", "name": CENTRE.name, "email": CENTRE.email}


def told(path: str) -> dict[str, object]:
    """The JSON-LD of a page."""
    scripts = read(OWN[path]).all("script")
    (script,) = [one for one in scripts if one.attributes.get("type") == "application/ld+json"]
    made: dict[str, object] = json.loads(script.text)
    return made


def metas(path: str) -> dict[str, str]:
    """name or property → content."""
    return {
        one.attributes.get("name") or one.attributes["property"]: one.attributes["content"]
        for one in read(OWN[path]).all("meta")
        if "content" in one.attributes
    }


# --- JSON-LD ---------------------------------------------------------------------------


def test_every_page_says_what_it_is_at_its_own_address() -> None:
    pages = [path for path in OWN if path.endswith("index.html")]
    for path in pages:
        said = told(path)
        assert said["@context"] == "https://schema.org"
        assert said["url"] == ARCHIVE + path.removesuffix("index.html")
        assert said.get("name") or said.get("headline")
    assert {told(path)["@type"] for path in pages} == {
        "WebSite", "CollectionPage", "PublicationIssue", "WebPage", "Article", "Event",
    }  # fmt: skip


def test_an_edition_is_an_issue_of_our_periodical_that_cites_the_documents_of_others() -> None:
    said = told(f"{NEW.path}index.html")
    assert said["@type"] == "PublicationIssue"
    assert (said["issueNumber"], said["datePublished"]) == ("132", "2026-11-16")
    assert said["isPartOf"] == {
        "@type": "Periodical",
        "@id": f"{ARCHIVE}lettre/",
        "name": "La lettre de Bréal",
        "url": f"{ARCHIVE}lettre/",
        "publisher": CENTRE_SAYS,
    }
    assert said["publisher"] == CENTRE_SAYS
    assert said["citation"] == [citation(CONTRACT), citation(MEETING)]
    assert CONTRACT.note not in json.dumps(said, ensure_ascii=False)


def test_an_issn_is_that_of_the_periodical() -> None:
    page = Page(f"{NEW.path}index.html", "", "", {"edition": replace(NEW, issn="1234-5679")})
    said = linked(page, CENTRE, ARCHIVE)
    assert said
    assert said["isPartOf"]["issn"] == "1234-5679"  # type: ignore[index]
    assert ("citation_issn", "1234-5679") in head(page, CENTRE, ARCHIVE).citation


def test_a_document_is_cited_at_its_own_address_with_its_own_publisher() -> None:
    assert citation(CONTRACT) == {
        "@type": "NewsArticle",
        "name": CONTRACT.title,
        "url": CONTRACT.url,
        "publisher": {"@type": "Organization", "name": CONTRACT.source},
        "datePublished": "2026-11-02",
    }
    report = citation(replace(CONTRACT, nature="Rapport ou étude", access="subscribers"))
    assert (report["@type"], report["isAccessibleForFree"]) == ("Report", False)


def test_a_record_is_our_page_about_the_document_of_another() -> None:
    said = told(f"ressource/{CAFE.public_id}/index.html")
    assert said["@type"] == "WebPage"
    assert said["description"] == "Reprise."
    assert said["publisher"] == CENTRE_SAYS
    assert said["mainEntity"] == citation(replace(CAFE, note="Reprise."))
    assert [one["@id"] for one in said["isPartOf"]] == [  # type: ignore[attr-defined]
        f"{ARCHIVE}lettre/2025/131/", f"{ARCHIVE}revue/2026/48/",
    ]  # fmt: skip


def test_a_piece_of_ours_is_our_article() -> None:
    said = told(f"ressource/{BRIEF.entry.public_id}/index.html")
    assert (said["@type"], said["headline"]) == ("Article", "Notre brève")
    assert said["author"] == said["publisher"] == CENTRE_SAYS
    assert (said["datePublished"], said["dateModified"]) == ("2026-11-10", "2026-11-12")


def test_an_event_says_when_and_where_and_each_of_its_days() -> None:
    said = told(f"{SOONER.path}index.html")
    assert said["@type"] == "Event"
    assert said["startDate"] == "2027-03-10T10:00:00+01:00"
    assert said["endDate"] == "2027-12-01T17:00:00+01:00"
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["location"] == {
        "@type": "Place",
        "name": "Maison de l’habitat",
        "address": "Maison de l’habitat, 1 place de l’Exemple",
    }
    days = said["subEvent"]
    assert [one["startDate"] for one in days] == [  # type: ignore[attr-defined]
        "2027-03-10T10:00:00+01:00", "2027-04-07T10:00:00+02:00", "2027-12-01T10:00:00+01:00",
    ]  # fmt: skip
    assert days[1]["location"]["name"] == "Salle 2"  # type: ignore[index]


def test_a_cancelled_event_says_so() -> None:
    view = replace(SOONER.event.view, cancelled=True)
    called_off = replace(SOONER, event=replace(SOONER.event, view=view))
    said = linked(Page("a/index.html", "", "", {"announced": called_off}), CENTRE, ARCHIVE)
    assert said
    assert said["eventStatus"] == "https://schema.org/EventCancelled"


def test_no_title_ends_the_script_that_holds_it() -> None:
    evil = entry("</script><script>alert(1)</script><!-- & \u2028")
    issues = (issue(1, date(2026, 1, 5), evil),)
    made = files(replace(holdings(), issues=issues))
    page = read(made["lettre/2026/1/index.html"])
    (script,) = page.all("script")
    assert json.loads(script.text)["citation"][0]["name"] == evil.title
    assert page.faults == []


# --- OpenGraph, Zotero -----------------------------------------------------------------


def test_a_page_that_is_shared_has_a_title_a_description_and_its_address() -> None:
    for path, data in site().items():
        if not path.endswith(".html"):
            continue
        said = {
            one.attributes["property"]: one.attributes["content"]
            for one in read(data).all("meta")
            if "property" in one.attributes
        }
        assert said["og:url"] == ARCHIVE + path.removesuffix("index.html")
        assert said["og:site_name"] == CENTRE.name
        assert said["og:locale"] == "fr_FR"
        assert said["og:title"]
        assert said["og:description"]
        assert said["og:type"] in ("article", "website")


def test_what_came_out_on_a_day_is_an_article_and_says_which() -> None:
    said = metas(f"{NEW.path}index.html")
    assert (said["og:type"], said["article:published_time"]) == ("article", "2026-11-16")
    assert metas("themes/anru/index.html")["og:type"] == "website"
    assert "article:published_time" not in metas("index.html")


def test_zotero_takes_the_document_from_a_record_and_not_our_page() -> None:
    """Names of its translator « Embedded Metadata » (Embedded Metadata.js, HIGHWIRE_MAPPINGS)."""
    said = metas(f"ressource/{CONTRACT.public_id}/index.html")
    assert {name: said[name] for name in said if name.startswith("citation_")} == {
        "citation_title": CONTRACT.title,
        "citation_journal_title": CONTRACT.source,
        "citation_publication_date": "2026/11/02",
        "citation_public_url": CONTRACT.url,
        "citation_language": "fr",
        "citation_keywords": "Habitat; Un thème parti; Bretagne",
    }


def test_zotero_takes_an_edition_as_an_issue_of_ours() -> None:
    said = metas(f"{NEW.path}index.html")
    assert {name: said[name] for name in said if name.startswith("citation_")} == {
        "citation_title": "La lettre de Bréal n°\u00a0132, novembre 2026",
        "citation_journal_title": "La lettre de Bréal",
        "citation_publisher": CENTRE.name,
        "citation_issue": "132",
        "citation_publication_date": "2026/11/16",
        "citation_public_url": ARCHIVE + NEW.path,
        "citation_language": "fr",
    }


def test_a_report_is_cited_from_the_body_that_made_it() -> None:
    report = replace(CONTRACT, nature="Rapport ou étude")
    issues = (issue(1, date(2026, 1, 5), report),)
    made = files(replace(holdings(), issues=issues))
    page = made[f"ressource/{CONTRACT.public_id}/index.html"].decode()
    assert f'name="citation_technical_report_institution" content="{CONTRACT.source}"' in page
    assert "citation_journal_title" not in page


def test_a_list_is_nothing_that_anyone_cites() -> None:
    assert not [name for name in metas("themes/anru/index.html") if name.startswith("citation_")]
