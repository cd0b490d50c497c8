"""The pages that stand whatever is published: who we are, the legal notice, privacy, accessibility, 404."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from urllib.parse import urlsplit

from veille.archive.holdings import Page, Site
from veille.geography import territory_name
from veille.model.declared import Centre


def standing_pages(site: Site) -> Iterator[Page]:
    """One each, from the configuration alone."""
    about = {"places": [territory_name(code) for code in site.centre.territory]}
    yield Page("a-propos/index.html", "archive/about.html", _("À propos"), about)
    yield Page("mentions-legales/index.html", "archive/legal.html", _("Mentions légales"), {})
    yield Page("confidentialite/index.html", "archive/privacy.html", _("Confidentialité"), {})
    yield Page("accessibilite/index.html", "archive/accessibility.html", _("Accessibilité"), {})
    yield from furniture(site.centre, site.archive_url)


def furniture(centre: Centre, archive_url: str) -> Iterator[Page]:
    """What a host and a browser ask for by themselves: the page of what is not found, and an icon.

    A host answers with 404.html at any depth, where a relative link would lead nowhere: its own start
    from the path of the archive's address, so that a sub-folder of a site works too.
    """
    root = urlsplit(archive_url).path
    yield Page("404.html", "archive/404.html", _("Page introuvable"), {}, rooted=root)
    letters = [char for char in centre.short if char.isalnum()]
    initial = {"initial": letters[0].upper() if letters else ""}
    yield Page("assets/icon.svg", "archive/icon.svg", "", initial)
