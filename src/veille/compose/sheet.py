"""An edition's view to the page that is printed, with its fonts; the name of its PDF. Pure but for templates."""

from __future__ import annotations

from veille.model.declared import Centre
from veille.model.edition import EditionView
from veille.model.printed import Sheet
from veille.templating import Templates
from veille.text.slug import slug

FONTS = (
    "fonts/source-serif-4-latin-400-normal.woff2",
    "fonts/source-serif-4-latin-400-italic.woff2",
    "fonts/source-serif-4-latin-600-normal.woff2",
)


def sheet(view: EditionView, *, centre: Centre, archive_url: str, templates: Templates) -> Sheet:
    """The page for paper: the publication's own print.html if it has one, else the one of all.

    `archive_url` ends with a slash. Raises TemplateError naming file and line.
    """
    own = f"letters/{view.template}/print.html"
    html = templates.render(
        own if templates.path_of(own) else "letters/print.html",
        letter=view,
        centre=centre,
        archive_url=archive_url,
        online_url=archive_url + view.path,
    )
    paths = {name: templates.path_of(f"archive/assets/{name}") for name in FONTS}
    # The face has no narrow no-break space, and a machine without fonts has it nowhere. Its own
    # no-break space, less than a quarter of an em, is as thin as a printer's « espace fine ».
    return Sheet(html, {name: path.read_bytes() for name, path in paths.items() if path})


def pdf_name(view: EditionView) -> str:
    """« lettre-132-mars-2027.pdf »; a week has no name, so its day: « revue-48-2026-11-23.pdf ». ASCII."""
    weekly = not view.period or view.period.startswith("semaine")
    parts = (view.publication, view.slug, view.date.isoformat() if weekly else view.period)
    return "-".join(slug(part) for part in parts) + ".pdf"
