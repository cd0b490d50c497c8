"""The latest editions as a piece of HTML to paste into another site: plain links, no script, no frame."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from html import escape

from veille.model.edition import EditionView
from veille.text.french import issue_number, long_date, typo


def embed(url: str, editions: Sequence[EditionView]) -> str:
    """A list of links with whole addresses; `url` is the archive's, with the slash at the end."""
    lines = [
        f'<li><a href="{escape(url + one.path)}">{escape(_title(one))}</a></li>' for one in editions
    ]
    everything = f'<p><a href="{escape(url)}">{escape(_("Toutes les archives"))}</a></p>'
    return "\n".join(['<ul class="veille">', *lines, "</ul>", everything, ""])


def _title(edition: EditionView) -> str:
    """« La revue n° 48 du 23 novembre 2026 »."""
    name = typo(edition.title or edition.publication_title)
    number = issue_number(edition.slug, edition.per_year)
    return _("{0} {1} du {2}").format(name, number, long_date(edition.date))
