"""An edition's view to subject, HTML and text: one model, three templates, CSS inlined once."""

from __future__ import annotations

import re

from veille.compose.inline import inline
from veille.compose.weight import fitted
from veille.model.declared import Centre
from veille.model.edition import EditionView, Erratum, Rendered
from veille.model.logo import Logo
from veille.templating import Templates
from veille.text.french import NBSP, NNBSP
from veille.text.unseen import seen

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
    logo: Logo | None = None,
) -> Rendered:
    """Subject (the template's unless one was typed), both parts. `archive_url` ends with a slash.

    Each part shows as many entries as it can carry: the others are read online. Raises TemplateError
    naming file and line, RefusedError for what is too heavy with one entry.
    """
    folder = f"letters/{view.template}"
    context = _context(view, centre, archive_url, unsubscribe, logo)
    return _rendered(folder, templates, subject, len(view.entries), **context)


def render_erratum(
    view: EditionView,
    erratum: Erratum,
    *,
    centre: Centre,
    archive_url: str,
    unsubscribe: str,
    templates: Templates,
    logo: Logo | None = None,
) -> Rendered:
    """The correction of a sealed edition, in its colour. Raises TemplateError."""
    context = _context(view, centre, archive_url, unsubscribe, logo) | {"erratum": erratum}
    return _rendered("letters/erratum", templates, "", 1, **context)


def _context(
    view: EditionView, centre: Centre, archive_url: str, unsubscribe: str, logo: Logo | None
) -> dict[str, object]:
    return {
        "letter": view,
        "centre": centre,
        "archive_url": archive_url,
        "online_url": archive_url + view.path,
        "unsubscribe_url": unsubscribe,
        "logo": logo,
    }


def _rendered(
    folder: str, templates: Templates, subject: str, most: int, **context: object
) -> Rendered:
    """`most`: entries that it could show, were it light enough."""

    def filled(name: str, **more: object) -> str:
        # Gmail cuts a letter at its first C1 control, XML refuses NUL: here nothing slips by.
        return "\n".join(seen(templates.render(f"{folder}/{name}", **context, **more)).splitlines())

    subject = " ".join((seen(subject) or filled("subject.txt")).split())

    def html(shown: int) -> str:
        made = filled("body.html", subject=subject, shown=shown)
        return inline(made, f"templates/{folder}/body.html")

    def text(shown: int) -> str:
        return _plain(filled("body.txt", subject=subject, shown=shown))

    return Rendered(subject, fitted(html, most).content, fitted(text, most).content)


def _plain(text: str) -> str:
    """The text part as mail programs like it: plain spaces, no trailing ones, no runs of blank lines."""
    spaced = text.replace(NBSP, " ").replace(NNBSP, " ")
    lines = [line.rstrip() for line in spaced.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"
