"""`veille territories`: places that do not travel with the program."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from veille.cli.output import COMMANDS, file_bytes, opened, say, signed
from veille.text.french import count


@click.group(subcommand_metavar=COMMANDS, short_help=_("Importer les quartiers prioritaires."))
def territories() -> None:
    """Les communes et groupements sont fournis ; les quartiers prioritaires s’importent."""


@territories.command("import", short_help=_("Prendre les quartiers d’un CSV ou d’un GeoJSON."))
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--test", is_flag=True, help=_("Lire et compter, sans rien écrire."))
@signed
def import_quarters(file: Path, test: bool, by: str) -> None:
    """Prendre les quartiers prioritaires (QPV) de la liste officielle : code_qp, lib_qp, insee_com.

    Ajoute et renomme ; aucun n’est retiré. Tout ou rien.
    """
    with opened() as veille:
        found = veille.territories.read(file_bytes(file), file.name)
        known = {one.code: one for one in veille.territories.quarters()}
        new = sum(one.code not in known for one in found)
        changed = sum(one.code in known and known[one.code] != one for one in found)
        if not test:
            veille.territories.take(found, by=by)
        say(
            _("{0}, {1}, {2} en tout.").format(
                count(new, "quartier nouveau", "quartiers nouveaux"),
                count(changed, "changé", "changés"),
                len(known) + new,
            )
        )
