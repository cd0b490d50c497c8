"""`veille archive`: build, verify."""

from __future__ import annotations

from gettext import gettext as _

import click

from veille.cli.output import COMMANDS, opened, say
from veille.text.french import NBSP, count


@click.group(subcommand_metavar=COMMANDS)
def archive() -> None:
    """Le site public des archives."""


@archive.command()
@click.option(
    "--changed", is_flag=True, help=_("Seulement ce qui a changé depuis la dernière fois.")
)
def build(changed: bool) -> None:
    """Faire toutes les pages, et n’écrire que celles qui changent ou qui manquent."""
    with opened() as veille:
        built = veille.archive.build(whole=not changed)
        folder = veille.workspace.archive
    click.echo(
        _("{0}, {1}, {2}{nbsp}: {3}").format(
            count(built.pages, "fichier", "fichiers"),
            count(len(built.written), "écrit", "écrits"),
            count(len(built.removed), "retiré", "retirés"),
            folder,
            nbsp=NBSP,
        )
    )


@archive.command()
def verify() -> None:
    """Prouver que rien n’a changé : éditions scellées et fichiers."""
    with opened() as veille:
        wrong = veille.archive.verify()
    for line in wrong:
        click.echo(line)
    if wrong:
        click.get_current_context().exit(1)
    say(_("Tout est intact."))
