"""`veille edition export`: an edition as files, for another mailer or a word processor."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from veille.cli.output import opened, say
from veille.errors import PrinterError, RefusedError
from veille.text.french import NBSP

if TYPE_CHECKING:
    from veille.core import Veille

FORMATS = ("html", "txt", "pdf", "eml", "odt")
TOOLS = ("brevo", "listmonk", "mailchimp", "mailjet", "mailpoet", "phplist")


@click.command(short_help=_("Écrire une édition dans un dossier."))
@click.argument("name", metavar="ÉDITION")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    default=("html", "txt", "pdf"),
    show_default=True,
    help=_("Une des formes voulues ; autant qu’il en faut.").replace(" ;", "\u202f;"),
)
@click.option(
    "--tool",
    type=click.Choice(TOOLS),
    help=_("L’outil d’envoi dont le lien de désabonnement prend la place du nôtre."),
)
def export(name: str, folder: Path, formats: tuple[str, ...], tool: str | None) -> None:
    """Écrire une édition dans un dossier, pour un autre outil d’envoi ou un traitement de texte."""
    stem = name.strip("/").replace("/", "-")
    with opened() as veille:
        makers = _makers(veille, name, tool)
        for one in dict.fromkeys(formats):
            target = f"{stem}.{one}"
            try:
                content = makers[one]()
                if one == "pdf":
                    target = veille.editions.pdf_name(name)
            except (PrinterError, RefusedError) as error:
                if one != "pdf":
                    raise
                say(_("Sans PDF{nbsp}: {0}.").format(error, nbsp=NBSP))
                continue
            click.echo(write(folder / target, content))


def _makers(veille: Veille, name: str, tool: str | None) -> dict[str, Callable[[], bytes]]:
    """Our own mark stays in HTML and text when no tool is named: the files are then what we send."""
    acts = veille.elsewhere

    def parts() -> tuple[bytes, bytes]:
        made = acts.rendered(name, tool) if tool else veille.editions.preview(name)
        return made.html.encode(), made.text.encode()

    return {
        "html": lambda: parts()[0],
        "txt": lambda: parts()[1],
        "pdf": lambda: veille.editions.pdf(name),
        "eml": lambda: acts.eml(name, tool or ""),
        "odt": lambda: acts.odt(name),
    }


def write(target: Path, content: str | bytes) -> Path:
    """Writes a file and its folder, or says in French why it cannot."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise click.FileError(str(target), _("écriture impossible, voyez les droits")) from error
    return target
