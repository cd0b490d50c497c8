"""`veille edition`: list, new, preview, check, seal, send, export."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from pathlib import Path

import click

from veille.cli.exporting import export, write
from veille.cli.output import COMMANDS, Bar, as_json, opened, print_json, say, signed
from veille.cli.watching import follow
from veille.model.edition import Edition, EditionState, Finding, Issue
from veille.text.french import NBSP, count, long_date

_STATES = {"draft": "brouillon", "validated": "validée", "sealed": "scellée"}
_named = click.argument("name", metavar="ÉDITION")


@click.group(subcommand_metavar=COMMANDS)
def edition() -> None:
    """Les éditions : préparer, vérifier, sceller, envoyer.

    ÉDITION s’écrit « revue/2026/48 », ou par son numéro dans la liste.
    """


@edition.command("list")
@click.option("--publication", default="", metavar="CLÉ", help=_("D’une seule publication."))
@click.option(
    "--state",
    type=click.Choice(["draft", "validated", "sealed"]),
    help=_("Brouillons (draft), validées (validated), scellées (sealed)."),
)
@as_json
def list_editions(publication: str, state: str | None, json_: bool) -> None:
    """Lister les éditions, les plus récentes d’abord."""
    with opened() as veille:
        found = veille.editions.listed(publication, EditionState(state) if state else None)
    if json_:
        print_json([_public(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        say(_("Aucune édition."))


@edition.command()
@click.argument("publication")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="AAAA-MM-JJ",
    help=_("Date de l’édition, aujourd’hui sinon."),
)
@click.option("--title", default="", metavar="TITRE", help=_("Titre d’un numéro spécial."))
@click.option("--edito", default="", metavar="TEXTE", help=_("Quelques lignes en tête du numéro."))
@click.option(
    "--issue",
    type=click.Choice([one.value for one in Issue]),
    default="usual",
    help=_("Numéro ordinaire (usual), double ou hors-série (special)."),
)
@signed
def new(
    publication: str, day: datetime | None, title: str, edito: str, issue: str, by: str
) -> None:
    """Préparer un brouillon avec ce qui attend une publication."""
    with opened() as veille:
        chosen = day.date() if day else None
        made = veille.drafts.new(
            publication, by=by, day=chosen, title=title, edito=edito, issue=Issue(issue)
        )
    click.echo(_line(made))


@edition.command()
@_named
@click.option(
    "--part",
    type=click.Choice(["text", "html", "subject", "pdf"]),
    default="text",
    show_default=True,
    help=_("Le texte, le HTML, l’objet ou le PDF."),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help=_("Écrire dans ce fichier plutôt que sur la sortie."),
)
@click.option("--watch", is_flag=True, help=_("Récrire le HTML et le texte à chaque changement."))
def preview(name: str, part: str, output: Path | None, watch: bool) -> None:
    """Écrire une partie du courriel, ou le PDF."""
    with opened() as veille:
        if watch and part in {"pdf", "subject"}:
            raise click.UsageError(_("--watch écrit le HTML et le texte, sans --part"))
        if watch:
            return follow(veille, name, output)
        if part == "pdf":
            content: str | bytes = veille.editions.pdf(name)
        else:
            content = getattr(veille.editions.preview(name), part)
    if output:
        click.echo(write(output, content))
    else:
        click.echo(content, nl=part == "subject")


@edition.command()
@_named
@click.option("--links", is_flag=True, help=_("Demander d’abord à chaque adresse si elle répond."))
@signed
@as_json
def check(name: str, links: bool, by: str, json_: bool) -> None:
    """Dire ce qui empêche de sceller, et comment le corriger."""
    with opened() as veille:
        if links:
            bar = Bar()
            veille.links.look(
                name, by=by, hear=lambda so_far: bar.step(so_far.done, so_far.total, "")
            )
        findings = veille.sealing.check(name)
    if json_:
        print_json(findings)
    else:
        for finding in findings:
            click.echo(_told(finding))
        say(_verdict(findings))
    if any(finding.blocking for finding in findings):
        click.get_current_context().exit(1)


@edition.command()
@_named
@click.option("--force", is_flag=True, help=_("Sceller malgré «\u00a0déjà paru\u00a0»."))
@signed
def seal(name: str, force: bool, by: str) -> None:
    """Sceller : numéro pris, contenu figé pour toujours."""
    with opened() as veille:
        sealed = veille.sealing.seal(name, by=by, force=force)
        veille.archive.build()
    click.echo(_line(sealed))
    if sealed.pdf_fault:
        say(_("Scellée sans PDF{nbsp}: {0}.").format(sealed.pdf_fault, nbsp=NBSP))


@edition.command()
@_named
@signed
def validate(name: str, by: str) -> None:
    """Valider un brouillon, en seconde personne."""
    with opened() as veille:
        click.echo(_line(veille.validating.validate(name, by=by)))


@edition.command()
@_named
@click.argument("text", metavar="TEXTE")
@click.option("--mail", is_flag=True, help=_("Préparer aussi le courriel de correction."))
@signed
def erratum(name: str, text: str, mail: bool, by: str) -> None:
    """Publier un erratum daté sur la page d’une édition scellée."""
    with opened() as veille:
        added = veille.errata.add(name, text, by=by)
        veille.archive.build()
        laid = veille.errata.mail(name, added, by=by) if mail else []
    click.echo(_("Erratum publié."))
    for path in laid:
        click.echo(path)


@edition.command(short_help=_("Écrire les courriels d’essai dans data/outbox/."))
@_named
@signed
def send(name: str, by: str) -> None:
    """Écrire un courriel d’essai par adresse de mail.test_to, dans data/outbox/."""
    with opened() as veille:
        for path in veille.send(name, by=by):
            click.echo(path)


edition.add_command(export)


def _line(one: Edition) -> str:
    name = one.view.path.strip("/") if one.view else str(one.id)
    entries = count(len(one.view.entries), "élément", "éléments") if one.view else ""
    return f"{name:<16} {_STATES[one.state]:<10} {one.publication:<10} {long_date(one.date)}  {entries}".rstrip()


def _told(finding: Finding) -> str:
    mark = _("bloque") if finding.blocking else _("à voir")
    where = f"{finding.entry}{NBSP}: " if finding.entry else ""
    return f"[{mark}] {where}{finding.message}" + (f" — {finding.fix}" if finding.fix else "")


def _verdict(findings: list[Finding]) -> str:
    blocking = sum(finding.blocking for finding in findings)
    if blocking:
        return _("{0}{nbsp}: l’édition ne peut pas être scellée.").format(
            count(blocking, "point bloque", "points bloquent"), nbsp=NBSP
        )
    return _("Rien ne bloque.")


def _public(one: Edition) -> dict[str, object]:
    return {
        "id": one.id,
        "public_id": one.public_id,
        "publication": one.publication,
        "state": one.state,
        "date": one.date,
        "number": one.number,
        "path": one.view.path if one.view else None,
        "subject": one.subject or None,
        "entries": len(one.view.entries) if one.view else None,
        "sealed_at": one.sealed_at,
        "sealed_by": one.sealed_by or None,
    }
