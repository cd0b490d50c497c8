"""`veille themes`: the vocabulary as a table for a spreadsheet, out and in."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from veille.cli.output import COMMANDS, file_bytes, opened, say, signed
from veille.text.french import count


@click.group(subcommand_metavar=COMMANDS, short_help=_("Échanger le vocabulaire avec un tableur."))
def themes() -> None:
    """Le vocabulaire de themes.yml, en CSV pour un tableur, dans les deux sens."""


@themes.command("export", short_help=_("Écrire les thèmes en CSV."))
def export() -> None:
    """Écrire les thèmes en CSV sur la sortie standard : une ligne par thème, listes séparées par « | »."""
    with opened() as veille:
        click.echo(veille.vocabulary.table().encode("utf-8"), nl=False)


@themes.command("import", short_help=_("Prendre les thèmes d’un CSV."))
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--test", is_flag=True, help=_("Dire ce qui changerait sans rien écrire."))
@signed
def import_table(file: Path, test: bool, by: str) -> None:
    """Ajouter et changer les thèmes que nomme un CSV ; les autres restent. Tout ou rien."""
    with opened() as veille:
        rows = veille.vocabulary.read_table(file_bytes(file), file.name)
        known = {one.key for one in veille.config.themes}
        for row in rows:
            click.echo(f"{'~' if row.key in known else '+'} {row.key}  {row.words.label}")
        new = sum(row.key not in known for row in rows)
        if rows and not test:
            veille.vocabulary.take_table(rows, by=by)
        say(
            _("{0}, {1}.").format(
                count(new, "thème nouveau", "thèmes nouveaux"),
                count(len(rows) - new, "changé", "changés"),
            )
        )
