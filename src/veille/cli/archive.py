"""`veille archive`: build, verify, publish, headers, embed."""

from __future__ import annotations

from gettext import gettext as _

import click

from veille.cli.output import COMMANDS, Bar, opened, say, signed
from veille.text.french import NBSP, count, file_size, typo


@click.group(subcommand_metavar=COMMANDS)
def archive() -> None:
    """Le site public des archives."""


@archive.command()
def build() -> None:
    """Écrire les pages qui ont changé."""
    with opened() as veille:
        built = veille.archive.build()
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


@archive.command()
@click.option(
    "--for",
    "server",
    required=True,
    type=click.Choice(["nginx", "apache", "headers", "redirects"]),
    help=_(
        "Pour nginx, pour Apache (.htaccess), ou pour Netlify et ses semblables (headers, redirects)."
    ),
)
def headers(server: str) -> None:
    """Écrire ce que le serveur web doit savoir de l’archive."""
    with opened() as veille:
        click.echo(veille.archive.told_to(server), nl=False)


@archive.command()
@click.option("--publication", default="", metavar="CLÉ", help=_("D’une seule publication."))
@click.option(
    "--limit",
    default=5,
    show_default=True,
    type=click.IntRange(1, 100),
    metavar="NOMBRE",
    help=_("Combien au plus."),
)
def embed(publication: str, limit: int) -> None:
    """Écrire les derniers numéros en HTML, à coller dans un autre site."""
    with opened() as veille:
        click.echo(veille.outgoing.embedded(publication, limit), nl=False)


@archive.command()
@click.option("--dry-run", is_flag=True, help=_("Dire ce qui partirait, sans rien envoyer."))
@click.option("--all", "again", is_flag=True, help=_("Tout envoyer, même ce qui y est déjà."))
@click.option(
    "--adopt",
    is_flag=True,
    help=_("Remplacer aussi les fichiers du serveur qui ne sont pas de l’archive."),
)
@signed
def publish(dry_run: bool, again: bool, adopt: bool, by: str) -> None:
    """Envoyer chez l’hébergeur ce qui a changé."""
    with opened() as veille:
        if veille.outgoing.warning:
            say(typo(veille.outgoing.warning))
        if dry_run:
            foreseen = veille.outgoing.foresee(again=again)
            for path in foreseen.puts:
                click.echo(f"+ {path}")
            for path in foreseen.removes:
                click.echo(f"- {path}")
            leave = count(len(foreseen.puts), "fichier à envoyer", "fichiers à envoyer")
            go = count(len(foreseen.removes), "à retirer", "à retirer")
            changed = foreseen.puts or foreseen.removes
            say(f"{leave}, {go}, {file_size(foreseen.size)}." if changed else _("Rien n’a changé."))
            return
        sent = veille.outgoing.publish(by=by, again=again, adopt=adopt, heard=Bar().step)
    click.echo(f"{sent.words[:1].upper()}{sent.words[1:]}.")
