"""`veille publications`: list, copy."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from veille.cli.output import COMMANDS, as_json, opened, print_json, say, signed
from veille.text.french import issue_number

if TYPE_CHECKING:
    from veille.core.publications import Line


@click.group(subcommand_metavar=COMMANDS)
def publications() -> None:
    """Les publications, leurs numéros, leurs thèmes."""


@publications.command("list")
@as_json
def list_publications(json_: bool) -> None:
    """Lister les publications, avec leur prochain numéro."""
    with opened() as veille:
        lines = veille.publications.listed()
    if json_:
        print_json([_public(line) for line in lines])
        return
    for line in lines:
        number = issue_number(line.next_slug, line.rule.numbering.per_year)
        click.echo(f"{line.rule.key:<20} {line.rule.title} {number}")


@publications.command(short_help=_("Créer une lettre thématique en copiant une autre."))
@click.argument("source", metavar="CLÉ")
@click.argument("title", metavar="TITRE")
@click.option("--theme", "themes", multiple=True, metavar="CLÉ", help=_("Un de ses thèmes."))
@click.option(
    "--territory", "territories", multiple=True, metavar="CODE", help=_("Un de ses territoires.")
)
@click.option("--list", "list_", default="", metavar="CLÉ", help=_("Sa liste d’abonnés."))
@click.option("--rhythm", default="", metavar="MOTS", help=_("Le rythme annoncé aux abonnés."))
@click.option("--per-year", default=0, metavar="N", help=_("Combien de numéros par an."))
@click.option(
    "--draft",
    type=click.Choice(["lundi", "1", "15", "25"]),
    default=None,
    help=_("Quand le brouillon se prépare."),
)
@signed
def copy(
    source: str,
    title: str,
    themes: tuple[str, ...],
    territories: tuple[str, ...],
    list_: str,
    rhythm: str,
    per_year: int,
    draft: str | None,
    by: str,
) -> None:
    """Créer une lettre thématique en copiant une autre, dans veille.yml."""
    from veille.core.publications import PublicationForm

    form = PublicationForm(
        title=title,
        themes=themes,
        territories=territories,
        list=list_,
        rhythm=rhythm,
        per_year=per_year,
        draft=draft or "",
    )
    with opened() as veille:
        key = veille.publications.copy(source, form, by=by)
    click.echo(key)
    say(_("« {0} » est dans veille.yml.").format(title))


def _public(line: Line) -> dict[str, object]:
    rule = line.rule
    return {
        "key": rule.key,
        "title": rule.title,
        "template": rule.template,
        "list": rule.list or rule.key,
        "next": line.next_slug,
        "themes": rule.where.themes,
        "territories": rule.where.territories,
        "next_draft": line.next_draft,
    }
