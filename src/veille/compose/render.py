"""An edition's view to subject, HTML and text: one model, three templates, CSS inlined once."""

from __future__ import annotations

import re

from veille.compose.inline import inline
from veille.model.declared import Centre
from veille.model.edition import EditionView, Erratum, Rendered
from veille.templating import Templates
from veille.text.french import NBSP, NNBSP

UNSUBSCRIBE_MARK = "%%DESABONNEMENT%%"
"""Stands for a person's own address until the message is made; survives the inliner."""

_BLANK_LINES = re.compile(r"\n{3,}")


def render(
    view: EditionView,
    *,
    centre: Centre,
    archive_url: str,
    unsubscribe: str,
    templates: Templates,
    subject: str = "",
) -> Rendered:
    """Subject (the template's unless one was typed), both parts. `archive_url` ends with a slash.

    Raises TemplateError naming file and line.
    """
    folder = f"letters/{view.template}"
    return _rendered(folder, templates, subject, **_context(view, centre, archive_url, unsubscribe))


def render_erratum(
    view: EditionView,
    erratum: Erratum,
    *,
    centre: Centre,
    archive_url: str,
    unsubscribe: str,
    templates: Templates,
) -> Rendered:
    """The correction of a sealed edition, in its colour. Raises TemplateError."""
    context = _context(view, centre, archive_url, unsubscribe) | {"erratum": erratum}
    return _rendered("letters/erratum", templates, "", **context)


def _context(
    view: EditionView, centre: Centre, archive_url: str, unsubscribe: str
) -> dict[str, object]:
    return {
        "letter": view,
        "centre": centre,
        "archive_url": archive_url,
        "online_url": archive_url + view.path,
        "unsubscribe_url": unsubscribe,
    }


def _rendered(folder: str, templates: Templates, subject: str, **context: object) -> Rendered:
    subject = " ".join((subject or templates.render(f"{folder}/subject.txt", **context)).split())
    html = templates.render(f"{folder}/body.html", subject=subject, **context)
    text = templates.render(f"{folder}/body.txt", subject=subject, **context)
    return Rendered(
        subject=subject, html=inline(html, f"templates/{folder}/body.html"), text=_plain(text)
    )


def _plain(text: str) -> str:
    """The text part as mail programs like it: plain spaces, no trailing ones, no runs of blank lines."""
    spaced = text.replace(NBSP, " ").replace(NNBSP, " ")
    lines = [line.rstrip() for line in spaced.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"
