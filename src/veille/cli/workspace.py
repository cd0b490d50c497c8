"""`veille init`, `check`, `demo`, `serve`, `backup`, `restore`: the workspace as a whole.

Libraries are imported where a command needs them: `veille --help` does without.
"""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import click

from veille.cli.output import opened, say
from veille.errors import WorkspaceError
from veille.shipped import shipped
from veille.text.french import NBSP, count, typo


@click.command()
@click.argument(
    "folder",
    default=".",
    metavar="[DOSSIER]",
    type=click.Path(path_type=Path, file_okay=False),
)
def init(folder: Path) -> None:
    """Préparer un espace de travail dans DOSSIER (ici sinon)."""
    from veille.config.workspace import init as make_workspace

    for line in make_workspace(folder):
        click.echo(line)
    say(
        _(
            "Espace de travail prêt. Ensuite{nbsp}: veille serve, qui ouvre le bureau et ses premiers pas."
        ).format(nbsp=NBSP)
    )


@click.command()
def check() -> None:
    """Vérifier veille.yml, sources.yml et themes.yml."""
    from veille.config.hints import hints, source_hints
    from veille.config.load import load
    from veille.config.workspace import find

    config = load(find().folder)
    enabled = sum(source.enabled for source in config.sources)
    click.echo(
        _("{0} dont {1}, {2}, {3}{nbsp}: rien à corriger.").format(
            count(len(config.sources), "source", "sources"),
            count(enabled, "active", "actives"),
            count(len(config.themes), "thème", "thèmes"),
            count(len(config.centre.publications), "publication", "publications"),
            nbsp=NBSP,
        )
    )
    for hint in hints(config.centre.centre):
        click.echo(typo(_("À compléter, veille.yml : {0}.").format(hint)), err=True)
    for hint in source_hints(config.sources):
        click.echo(_("À décider, sources.yml{nbsp}: {0}.").format(hint, nbsp=NBSP), err=True)


@click.command()
@click.argument(
    "folder",
    required=False,
    metavar="[DOSSIER]",
    type=click.Path(path_type=Path, file_okay=False),
)
@click.option(
    "--exit", "leave", is_flag=True, help=_("Finir après la chaîne, sans ouvrir le bureau.")
)
def demo(folder: Path | None, leave: bool) -> None:
    """Dérouler toute la chaîne sur un centre fictif, sans réseau."""
    chosen = folder or Path(os.environ.get("VEILLE_HOME") or "veille-demo")
    _demo_package().run(chosen.resolve(), leave=leave)


def _demo_package() -> Any:
    """The demo travels beside the program, not inside it: nothing here knows what it holds."""
    folder = shipped("demo")
    spec = spec_from_file_location(
        "veille_demo", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise WorkspaceError(_("la démonstration n’est pas installée"))
    package = sys.modules["veille_demo"] = module_from_spec(spec)
    spec.loader.exec_module(package)
    return package


@click.command(short_help=_("Ouvrir le bureau sur cette machine."))
@click.option(
    "--port",
    default=8080,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help=_("Port du bureau."),
)
@click.option(
    "--archive-port",
    default=8081,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help=_("Port de l’archive locale."),
)
@click.option("--no-jobs", is_flag=True, help=_("Sans les travaux planifiés."))
@click.option(
    "--by",
    default="documentaliste",
    show_default=True,
    metavar="NOM",
    help=_("Qui entre au bureau."),
)
def serve(port: int, archive_port: int, no_jobs: bool, by: str) -> None:
    """Ouvrir le bureau sur cette machine, et lancer les travaux à leur heure."""
    from veille.desk.server import serve as run_desk  # Flask is slow to import: only here
    from veille.jobs.clock import start as start_clock

    with opened() as veille:
        run_desk(
            veille,
            port=port,
            archive_port=archive_port,
            by=by,
            say=say,
            background=None if no_jobs else lambda: start_clock(veille),
        )


@click.command()
def backup() -> None:
    """Copier la base dans data/backups/ (14 copies gardées)."""
    with opened() as veille:
        click.echo(veille.backups.make())


@click.command(short_help=_("Remettre une sauvegarde à la place de la base."))
@click.argument("copy", metavar="SAUVEGARDE", type=click.Path(path_type=Path, dir_okay=False))
def restore(copy: Path) -> None:
    """Remettre une sauvegarde à la place de la base ; l’ancienne est gardée à côté."""
    from veille.config.workspace import find
    from veille.core import restore as put_back

    before = put_back(find(), copy)
    click.echo(_("Base restaurée depuis {0}.").format(copy))
    if before:
        say(_("L’ancienne est gardée{nbsp}: {0}").format(before, nbsp=NBSP))
    say(
        _("Le secret (data/secret) n’est pas dans la sauvegarde{nbsp}: gardez-le à part.").format(
            nbsp=NBSP
        )
    )
