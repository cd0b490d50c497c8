"""`veille sources`: list, add, test, pause, import, export."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from veille.cli.output import COMMANDS, as_json, file_bytes, opened, print_json, say, signed
from veille.cli.source_words import lines, public
from veille.errors import RefusedError
from veille.model.health import Health
from veille.text.dates import paris_day
from veille.text.french import NBSP, NNBSP, count, short_date, typo

if TYPE_CHECKING:
    from veille.core import Trial
    from veille.model.source_rules import Kind


@click.group(subcommand_metavar=COMMANDS)
def sources() -> None:
    """Les sources : comment elles vont."""


@sources.command("list", short_help=_("Lister les sources et comment elles vont."))
@click.option("--all", "everything", is_flag=True, help=_("Avec celles qui sont en pause."))
@click.option(
    "--state",
    type=click.Choice([one.value for one in Health]),
    help=_(
        "En panne (failing), à vérifier (uncertain), silencieuses (silent), pas encore visitées (never),"
        " qui vont bien (ok), en pause (paused)."
    ),
)
@as_json
def list_sources(everything: bool, state: str | None, json_: bool) -> None:
    """Lister les sources : leur état, sa raison, que faire, et ce qu’elles apportent en un an."""
    everything = everything or state is not None
    with opened() as veille:
        found = [
            worth
            for worth in veille.sources.with_worth()
            if (everything or worth.one.source.enabled) and state in (None, worth.one.health)
        ]
    if json_:
        print_json([public(worth) for worth in found])
        return
    for worth in found:
        click.echo(lines(worth))
    paused = "" if everything else _(" (celles en pause{nbsp}: --all)").format(nbsp=NBSP)
    say(count(len(found), "source", "sources") + paused)


@sources.command(short_help=_("Mettre des sources en pause dans sources.yml."))
@click.argument("keys", nargs=-1, required=True, metavar="CLÉ…")
def pause(keys: tuple[str, ...]) -> None:
    """Mettre des sources en pause dans sources.yml, sans toucher au reste du fichier."""
    with opened() as veille:
        paused = veille.sources.pause(dict.fromkeys(keys, ""))
    say(_("{0} en pause.").format(count(len(paused), "source", "sources")))


@sources.command(short_help=_("Ajouter la source d’une adresse à sources.yml."))
@click.argument("address", metavar="ADRESSE")
@click.option(
    "--key",
    default="",
    metavar="CLÉ",
    help=_("Sa clé{nbsp}; tirée du nom sinon.").format(nbsp=NNBSP),
)
@click.option(
    "--name",
    default="",
    metavar="NOM",
    help=_("Son nom{nbsp}; celui du flux sinon.").format(nbsp=NNBSP),
)
@click.option("--category", default="", metavar="MOT", help=_("Sa catégorie."))
@click.option(
    "--kind",
    type=click.Choice(["page", "watch", "csv", "mail"]),
    help=_(
        "Sans flux{nbsp}: la liste que montre une page (page), les changements d’une page ou d’un PDF"
        " (watch), une liste CSV (csv), une lettre reçue par courriel (mail)."
    ).format(nbsp=NBSP),
)
@click.option("--test", is_flag=True, help=_("Montrer le flux sans rien écrire."))
@signed
def add(
    address: str, key: str, name: str, category: str, kind: Kind | None, test: bool, by: str
) -> None:
    """Trouver le flux d’une adresse, le montrer, et l’ajouter à la fin de sources.yml."""
    from veille.core import row_of

    with opened() as veille:
        found = veille.sources.look(address, kind)
        click.echo(
            _("{0} ({1}, {2})").format(
                found.name, found.feed.url, count(found.count, "élément", "éléments")
            )
        )
        for one in found.newest:
            day = short_date(paris_day(one.published_at)) if one.published_at else "—"
            click.echo(f"  {day:>12}  {one.title}")
        if found.rhythm:
            say(_("Rythme{nbsp}: {0}.").format(found.rhythm, nbsp=NBSP))
        if found.feed.terms:
            say(_("Conditions d’usage{nbsp}: {0}").format(found.feed.terms, nbsp=NBSP))
        for other in found.feed.others:
            say(_("Autre flux du site{nbsp}: {0}").format(other, nbsp=NBSP))
        for warning in found.warnings:
            say(typo(warning))
        if found.watched_as:
            say(_("Déjà surveillée{nbsp}: {0}.").format(found.watched_as, nbsp=NBSP))
        elif not test:
            if found.feed.kind == "csv" and not {"title", "link"} <= set(found.feed.rules):
                raise RefusedError(
                    _("ajoutez-la au bureau (Sources), où ses colonnes se choisissent")
                )
            row = {**row_of(found, key), "category": category}
            veille.sources.add([{**row, "name": name or found.name}], by=by)
            say(_("Ajoutée sous la clé {0}.").format(row["key"]))


@sources.command("test", short_help=_("Essayer des sources ou des adresses sans rien garder."))
@click.argument("names", nargs=-1, metavar="[CLÉ|ADRESSE]…")
@click.option("--all", "everything", is_flag=True, help=_("Toutes celles qui sont actives."))
@as_json
def test_sources(names: tuple[str, ...], everything: bool, json_: bool) -> None:
    """Essayer des sources ou des adresses sans rien garder, et dire ce que chacune apporterait."""
    if not names and not everything:
        raise click.UsageError(_("nommez des clés ou des adresses, ou demandez --all"))
    with opened() as veille:
        trials = veille.sources.trials(names, everything=everything)
    if json_:
        print_json(trials)
    else:
        for one in trials:
            click.echo(_tried(one))
        failed = sum(one.failed for one in trials)
        fine = count(len(trials) - failed, "répond", "répondent")
        say(_("{0}, {1} à revoir.").format(fine, failed))
    if any(one.failed for one in trials):
        click.get_current_context().exit(1)


def _tried(one: Trial) -> str:
    """« gazette : 12 éléments, tous les jours ; le dernier, 20/11/2026 : Les parents »."""
    if one.failed:
        return f"{one.name}{NBSP}: {typo(one.reason)}"
    day = f" ({short_date(paris_day(one.newest_at))})" if one.newest_at else ""
    if not one.newest and one.reason:
        return f"{one.name}{NBSP}: {typo(one.reason)}"
    told = [count(one.count, "élément", "éléments"), one.rhythm, typo(one.reason)]
    newest = _("le dernier{0}{nbsp}: {1}").format(day, one.newest, nbsp=NBSP)
    return f"{one.name}{NBSP}: {', '.join(filter(None, told))}{NNBSP}; {newest}"


@sources.command("import", short_help=_("Ajouter les flux d’une liste OPML."))
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--test", is_flag=True, help=_("Dire ce qui entrerait sans rien écrire."))
@signed
def import_list(file: Path, test: bool, by: str) -> None:
    """Ajouter les flux d’une liste OPML à la fin de sources.yml, ceux qui n’y sont pas encore."""
    with opened() as veille:
        reading = veille.lists.read(file_bytes(file))
        for one in reading.new:
            click.echo(f"{one.name}  {one.url}")
        for one in reading.unreadable:
            say(_("adresse illisible{nbsp}: {0}").format(one.written, nbsp=NBSP))
        say(
            _("{0}, {1} déjà là.").format(
                count(len(reading.new), "flux nouveau", "flux nouveaux"), len(reading.known)
            )
        )
        if reading.new and not test:
            keys = veille.lists.take(reading, by=by)
            say(_("{0}.").format(count(len(keys), "source ajoutée", "sources ajoutées")))


@sources.command("export", short_help=_("Écrire les sources actives en OPML."))
def export_list() -> None:
    """Écrire les sources actives en OPML, un dossier par catégorie, sur la sortie standard."""
    with opened() as veille:
        click.echo(veille.lists.export(), nl=False)
        if left := veille.lists.left_out():
            words = _("{0} sans flux{nbsp}: aucun autre lecteur ne saurait les suivre.")
            say(words.format(count(left, "source laissée", "sources laissées"), nbsp=NBSP))
