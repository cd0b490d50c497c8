"""The command line: one file a noun, French words, nothing decided here."""

from __future__ import annotations

import gettext
import os
import sys
from gettext import gettext as _
from pathlib import Path

import click

from veille import __version__
from veille.cli import archive, collect, editions, items, jobs, sources, workspace
from veille.errors import VeilleError

LOCALE = Path(__file__).parent / "locale"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="veille")
def veille() -> None:
    """La chaîne de veille d’un centre de ressources : collecter, trier, composer, envoyer, archiver.

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
    collect.collect,
    items.items,
    editions.edition,
    archive.archive,
    jobs.jobs,
):
    veille.add_command(command)


def main() -> None:
    """Runs the command. Exit 0 done, 1 it could not be done, 2 mistyped."""
    speak_french()
    sys.exit(run(sys.argv[1:]))


def speak_french() -> None:
    """Click asks gettext for its own words: ours are beside this file."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(LOCALE))


def run(args: list[str]) -> int:
    """One command, its errors told in French on stderr."""
    try:
        veille.main(args, prog_name="veille", standalone_mode=False)
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
        click.echo(str(error), err=True)
        return 1
    except BrokenPipeError:
        # The reader left (`| head`): nobody is there to be told.
        sys.stderr.close()
        return 0
    return 0
