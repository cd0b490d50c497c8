"""The page of the search: a form, and the indexes that lead everywhere without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from gettext import gettext as _

from veille.archive.holdings import Page
from veille.model.edition import Named


def search_page(publications: Iterable[Named], years: Sequence[int], *, dossiers: bool) -> Page:
    """Rewritten when a publication, a year or the first dossier comes, not with an edition."""
    context = {"publications": list(publications), "years": years, "dossiers": dossiers}
    return Page("recherche/index.html", "archive/search.html", _("Rechercher"), context)
