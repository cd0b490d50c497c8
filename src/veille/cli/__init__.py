"""The command line: one file a noun, French words, nothing decided here."""

from __future__ import annotations

import gettext
import os
import sys
from gettext import gettext as _
from pathlib import Path

import click

from veille import __version__
from veille.cli import (
    archive,
    collect,
    editions,
    items,
    jobs,
    people,
    publications,
    sources,
    territories,
    themes,
    workspace,
)
from veille.cli.output import COMMANDS
from veille.errors import VeilleError
from veille.text.french import typo

LOCALE = Path(__file__).parent / "locale"


# The version's help is given here: Click asks for its own before French is chosen.
@click.group(
    subcommand_metavar=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="veille", help=_("Afficher la version et quitter."))
def veille() -> None:
    """La chaîne de veille d’un centre de ressources : collecter, trier, composer, envoyer, archiver.

    L’espace de travail est le dossier courant, ou celui que nomme VEILLE_HOME.
    """


for command in (
    workspace.init,
    workspace.check,
    workspace.demo,
    workspace.serve,
    workspace.backup,
    workspace.restore,
    sources.sources,
    themes.themes,
    territories.territories,
    collect.collect,
    items.items,
    publications.publications,
    editions.edition,
    archive.archive,
    jobs.jobs,
    people.people,
):
    veille.add_command(command)


def main() -> None:
    """Runs the command. Exit 0 done, 1 it could not be done, 2 mistyped."""
    sys.exit(run(sys.argv[1:]))


def speak_french() -> None:
    """Click asks gettext for its own words: ours are beside this file."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(LOCALE))


def run(args: list[str]) -> int:
    """One command, its errors told in French on stderr. Returns the exit code."""
    speak_french()
    try:
        code = veille.main(args, prog_name="veille", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Interrompu."), err=True)
        return 130
    except VeilleError as error:
        click.echo(typo(str(error)), err=True)
        return 1
    # What a command gave to ctx.exit(); a command that came to its end gives nothing.
    return code if isinstance(code, int) else 0
