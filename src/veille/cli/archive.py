"""`veille archive`: build, verify, links, publish, headers, embed."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

import click

from veille.cli.output import COMMANDS, Bar, as_json, opened, print_json, say, signed
from veille.model.link import NIGHT, DeadLink, LinkRound
from veille.text.dates import paris_day
from veille.text.french import NBSP, count, file_size, long_date, typo


@click.group(subcommand_metavar=COMMANDS)
def archive() -> None:
    """Le site public des archives."""


@archive.command()
@click.option(
    "--changed", is_flag=True, help=_("Seulement ce qui a changé depuis la dernière fois.")
)
def build(changed: bool) -> None:
    """Faire toutes les pages, n’écrire que ce qui change.

    Ce qui manque ou a été abîmé est remis. Un fichier qui n’est pas de l’archive n’est pas touché.
    """
    bar = Bar()
    with opened() as veille:
        built = veille.archive.build(partial(bar.step, label=""), whole=not changed)
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
@click.option("--all", "all_", is_flag=True, help=_("Tous ceux dont c’est le tour, sans maximum."))
@click.option(
    "--limit",
    default=NIGHT,
    show_default=True,
    type=click.IntRange(1),
    metavar="NOMBRE",
    help=_("Combien d’adresses au plus."),
)
@click.option(
    "--list", "list_", is_flag=True, help=_("Montrer les liens morts sans rien demander.")
)
@signed
@as_json
def links(all_: bool, limit: int, list_: bool, by: str, json_: bool) -> None:
    """Interroger les liens publiés, et montrer ceux qui sont morts.

    Chaque adresse est interrogée une fois par mois au plus. Deux échecs à une semaine d’écart font un
    lien mort. L’archive le dit à côté du titre, à sa prochaine mise à jour.
    """
    with opened() as veille:
        made = None
        if not list_:
            bar, most = Bar(), 10**9 if all_ else limit
            made = veille.published_links.round(
                by=by, most=most, hear=lambda done, total: bar.step(done, total, "")
            )
        found = veille.published_links.dead()
    if json_:
        print_json(found)
        return
    for one in found:
        click.echo(typo(_told(one)) + "\n")
    say(typo(_summary(made, len(found))))


def _told(one: DeadLink) -> str:
    """Title, address, since when, where it was published, what to do."""
    lines = [
        one.title,
        f"  {one.url}",
        _("  lien mort, constaté le {0} : {1}").format(long_date(paris_day(one.since)), one.note),
    ]
    if one.moved_to:
        lines.append(_("  avant de disparaître, elle renvoyait à {0}").format(one.moved_to))
    lines += [_("  paru dans {0}, le {1}").format(p.name, long_date(p.date)) for p in one.places]
    if one.places:
        command = f"veille edition erratum {one.places[0].name} TEXTE"
        lines.append(_("  pour donner une autre adresse aux lecteurs : {0}").format(command))
    return "\n".join(lines)


def _summary(made: LinkRound | None, dead: int) -> str:
    if made is None and not dead:
        return _("Aucun lien mort parmi ceux qui ont été interrogés.")
    total = count(dead, "lien mort", "liens morts") if dead else _("aucun lien mort")
    if made is None:
        return f"{total[:1].upper()}{total[1:]}."
    if made.asked and not made.answered:
        words = _(
            "Aucun site n’a répondu : rien n’est changé, vérifiez la connexion. Jusqu’ici : {0}."
        )
        return words.format(total)
    asked = count(made.answered, "lien vérifié", "liens vérifiés")
    turned = _("{0}, dont {1} de plus").format(total, len(made.died)) if made.died else total
    return f"{asked} : {turned}."


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
