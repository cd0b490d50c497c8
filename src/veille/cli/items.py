"""`veille items`: list, show, add, triage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from gettext import gettext as _

import click

from veille.cli.item_words import STATES, line, public, whole
from veille.cli.output import COMMANDS, as_json, limited, opened, print_json, say, signed
from veille.model.item import Filter, State, Triage
from veille.text.french import typo

DAY = click.DateTime(["%Y-%m-%d"])


@click.group(subcommand_metavar=COMMANDS)
def items() -> None:
    """Les éléments collectés : lister, montrer, trier."""


@items.command("list")
@click.option(
    "--state",
    type=click.Choice(list(STATES)),
    help=_("À trier (new), retenus (kept), écartés (dropped)."),
)
@click.option("--source", default="", metavar="CLÉ", help=_("D’une seule source."))
@click.option(
    "--theme",
    default="",
    metavar="CLÉ",
    help=_("D’un thème ou d’un plus étroit, proposé ou donné."),
)
@click.option(
    "--for",
    "selected_for",
    default="",
    metavar="PUBLICATION",
    help=_("Qui attendent une publication."),
)
@click.option(
    "--search",
    "text",
    default="",
    metavar="MOTS",
    help=_("Mots du titre ou du résumé, suite exacte entre guillemets, -mot à éviter."),
)
@click.option(
    "--territory", default="", metavar="CODE", help=_("D’un territoire et de ce qu’il contient.")
)
@click.option(
    "--medium",
    type=click.Choice(["read", "listen", "watch"]),
    help=_("À lire (read), à écouter (listen), à voir (watch)."),
)
@click.option("--nature", default="", metavar="CLÉ", help=_("D’une seule nature."))
@click.option("--since", type=DAY, metavar="AAAA-MM-JJ", help=_("Depuis ce jour."))
@click.option("--until", type=DAY, metavar="AAAA-MM-JJ", help=_("Jusqu’à ce jour."))
@click.option("--own", is_flag=True, help=_("De nos propres sources."))
@limited
@as_json
def list_items(
    state: str | None,
    source: str,
    theme: str,
    selected_for: str,
    text: str,
    territory: str,
    medium: str | None,
    nature: str,
    since: datetime | None,
    until: datetime | None,
    own: bool,
    limit: int,
    json_: bool,
) -> None:
    """Lister les éléments, les plus récents d’abord."""
    wanted = Filter(
        state=State(state) if state else None,
        source=source,
        theme=theme,
        selected_for=selected_for,
        text=text,
        territory=territory,
        medium=medium or "",
        nature=nature,
        since=since.date() if since else None,
        until=until.date() if until else None,
        own=own,
        limit=limit,
    )
    with opened() as veille:
        found = veille.items.listed(wanted)
    if json_:
        print_json([public(item) for item in found])
        return
    for item in found:
        click.echo(line(item))
    if not found:
        click.echo(_("Aucun élément."), err=True)


@items.command()
@click.argument("name", metavar="ÉLÉMENT")
@as_json
def show(name: str, json_: bool) -> None:
    """Montrer un élément, par son identifiant ou son adresse."""
    with opened() as veille:
        item = veille.items.get(name)
    if json_:
        print_json([public(item)])
    else:
        click.echo(whole(item))


@items.command(short_help=_("Ajouter une page par son adresse."))
@click.argument("address", metavar="ADRESSE")
@click.option(
    "--select",
    multiple=True,
    metavar="PUBLICATION",
    help=_("Mettre aussitôt dans une publication (répétable)."),
)
@click.option(
    "--title", default="", metavar="TITRE", help=_("Son titre, plutôt que celui de la page.")
)
@signed
def add(address: str, select: tuple[str, ...], title: str, by: str) -> None:
    """Ajouter une page par son adresse, en y lisant titre, source, date et accès."""
    with opened() as veille:
        looked = veille.adding.look(address)
        if looked.known:
            say(_("Déjà dans la base."))
            click.echo(line(looked.known))
            return
        if looked.problem:
            say(typo(_("La page n’a pas pu être lue : {0}").format(looked.problem)))
        new = replace(looked.addition, select=select, title=title or looked.addition.title)
        click.echo(line(veille.adding.add(new, by=by)))
        if select:
            veille.archive.build()


@items.command()
@click.argument("names", nargs=-1, required=True, metavar="ÉLÉMENT…")
@click.option("--keep", "state", flag_value="kept", help=_("Retenir."))
@click.option("--drop", "state", flag_value="dropped", help=_("Écarter."))
@click.option("--new", "state", flag_value="new", help=_("Remettre à trier."))
@click.option(
    "--accept", is_flag=True, help=_("Accepter les thèmes, la nature et la date proposés.")
)
@click.option(
    "--theme", "themes", multiple=True, metavar="CLÉ", help=_("Donner ce thème (répétable).")
)
@click.option(
    "--territory",
    "territories",
    multiple=True,
    metavar="CODE",
    help=_("Donner ce territoire, à la place des autres (répétable)."),
)
@click.option("--nature", metavar="CLÉ", help=_("Donner cette nature."))
@click.option(
    "--select",
    multiple=True,
    metavar="PUBLICATION",
    help=_("Mettre dans une publication (répétable)."),
)
@click.option("--unselect", multiple=True, metavar="PUBLICATION", help=_("En retirer (répétable)."))
@click.option("--note", metavar="TEXTE", help=_("Notre résumé."))
@click.option("--quote", metavar="TEXTE", help=_("Courte citation."))
@click.option("--url", metavar="ADRESSE", help=_("Donner son adresse à un élément qui n’en a pas."))
@click.option(
    "--closes", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-JJ", help=_("Date limite.")
)
@click.option(
    "--starts",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    metavar="AAAA-MM-JJTHH:MM",
    help=_("Début, heure de Paris."),
)
@click.option(
    "--ends",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    metavar="AAAA-MM-JJTHH:MM",
    help=_("Fin, heure de Paris."),
)
@click.option("--place", metavar="LIEU", help=_("Lieu."))
@signed
def triage(
    names: tuple[str, ...],
    state: str | None,
    accept: bool,
    themes: tuple[str, ...],
    territories: tuple[str, ...],
    nature: str | None,
    select: tuple[str, ...],
    unselect: tuple[str, ...],
    note: str | None,
    quote: str | None,
    url: str | None,
    closes: datetime | None,
    starts: datetime | None,
    ends: datetime | None,
    place: str | None,
    by: str,
) -> None:
    """Trier un ou plusieurs éléments."""
    form = Triage(
        state=State(state) if state else None,
        accept=accept,
        themes=themes or None,
        territories=territories or None,
        nature=nature,
        select=select,
        unselect=unselect,
        summary=note,
        quotation=quote,
        url=url,
        closes_on=closes.date() if closes else None,
        starts_at=starts,
        ends_at=ends,
        place=place,
    )
    with opened() as veille:
        found = [
            veille.items.get(name).public_id for name in names
        ]  # all are there, or none is touched
        for name in found:
            click.echo(line(veille.items.triage(name, form, by=by)))
        veille.archive.build()
