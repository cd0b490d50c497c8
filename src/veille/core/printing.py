"""An edition on paper: printed now while it is a draft, kept for ever once sealed."""

from __future__ import annotations

from gettext import gettext as _

from veille.compose.sheet import pdf_name, sheet
from veille.core.context import Context
from veille.errors import PrinterError, RefusedError
from veille.model.edition import Edition, EditionView, Finding
from veille.model.printed import Printed, Sheet
from veille.store import blobs
from veille.store.engine import Connection

__all__ = ["kept", "lack", "page", "pdf_name", "printed", "printed_or_why"]


def page(ctx: Context, view: EditionView) -> Sheet:
    """The page for paper. Raises TemplateError."""
    return sheet(
        view,
        centre=ctx.config.centre.centre,
        archive_url=ctx.config.archive_url,
        templates=ctx.templates,
    )


def printed(ctx: Context, view: EditionView) -> Printed:
    """The PDF of a draft, printed now. Raises TemplateError, PrinterError, RefusedError."""
    if ctx.printer is None:
        raise RefusedError(_("cet espace n’imprime pas"))
    return ctx.printer.print(page(ctx, view))


def printed_or_why(ctx: Context, view: EditionView) -> tuple[Printed | None, str]:
    """(the PDF, why there is none): an edition is sealed all the same. Raises TemplateError.

    A space without a printer wants no PDF, and gives no reason.
    """
    if ctx.printer is None:
        return None, ""
    try:
        return printed(ctx, view), ""
    except PrinterError as error:
        return None, str(error)


def lack(ctx: Context) -> list[Finding]:
    """What is to be known before sealing where nothing can be printed: no PDF is added later."""
    if ctx.printer is None or not ctx.printer.missing:
        return []
    message = _("l’édition sera scellée sans PDF : {0}").format(ctx.printer.missing)
    fix = _("installez ce qui manque avant de sceller")
    return [Finding(False, "", message, fix, rule="no-pdf")]


def kept(c: Connection, edition: Edition) -> bytes:
    """The sealed PDF, to the byte. Raises RefusedError when it was sealed without."""
    found = blobs.kept(c, edition.pdf_sha256) if edition.pdf_sha256 else None
    if found is None:
        raise RefusedError(
            _("cette édition a été scellée sans PDF, et une édition scellée ne change plus")
        )
    return found
