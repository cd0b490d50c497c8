"""`veille people`: the accounts of the desk, from the console."""

from __future__ import annotations

from gettext import gettext as _

import click

from veille.cli.output import COMMANDS, as_json, opened, print_json, say, signed
from veille.model.person import Person
from veille.model.role import Role
from veille.text.french import NBSP

_port = click.option(
    "--port",
    default=8080,
    show_default=True,
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help=_("Port du bureau, pour l’adresse du lien."),
)
_role = click.Choice([role.value for role in Role])


@click.group(subcommand_metavar=COMMANDS)
def people() -> None:
    """Les comptes du bureau."""


@people.command("list")
@as_json
def list_people(json_: bool) -> None:
    """Lister les comptes, ceux qui sont fermés à la fin."""
    with opened() as veille:
        found = veille.team.listed()
    if json_:
        print_json(found)
        return
    for one in found:
        click.echo(_line(one))


@people.command()
@click.argument("name", metavar="NOM")
@click.option("--email", default="", metavar="ADRESSE", help=_("Adresse électronique."))
@click.option(
    "--role", default=Role.REDACTION.value, show_default=True, type=_role, help=_("Son rôle.")
)
@_port
@signed
def add(name: str, email: str, role: str, port: int, by: str) -> None:
    """Ouvrir un compte, et afficher le lien qui y fait entrer une fois."""
    with opened() as veille:
        token = veille.team.add(name, email, Role(role), by=by)
    click.echo(_address(port, token))
    say(
        _("Ce lien sert une fois, dans les trois jours{nbsp}: veille serve doit tourner.").format(
            nbsp=NBSP
        )
    )


@people.command()
@click.argument("name", metavar="NOM")
@_port
@signed
def link(name: str, port: int, by: str) -> None:
    """Afficher un lien qui ouvre une session, une fois."""
    with opened() as veille:
        token = veille.team.new_link(name, by=by)
    click.echo(_address(port, token))


@people.command()
@click.argument("name", metavar="NOM")
@click.argument("role", metavar="RÔLE", type=_role)
@signed
def role(name: str, role: str, by: str) -> None:
    """Donner un autre rôle ; ses sessions finissent."""
    with opened() as veille:
        person = veille.team.set_role(name, Role(role), by=by)
    click.echo(_line(person))


@people.command()
@click.argument("name", metavar="NOM")
@signed
def disable(name: str, by: str) -> None:
    """Fermer un compte ; ses sessions et ses liens finissent."""
    with opened() as veille:
        click.echo(_line(veille.team.disable(name, by=by)))


@people.command()
@click.argument("name", metavar="NOM")
@signed
def enable(name: str, by: str) -> None:
    """Rouvrir un compte fermé."""
    with opened() as veille:
        click.echo(_line(veille.team.enable(name, by=by)))


def _address(port: int, token: str) -> str:
    return f"http://127.0.0.1:{port}/bureau/entrer/{token}"


def _line(one: Person) -> str:
    """On one line whatever the name holds: the console may have given it another."""
    name = "".join(char if char.isprintable() else " " for char in one.name)
    way = _("mot de passe") if one.has_password else _("lien seulement")
    state = _("compte fermé") if one.disabled_at else way
    return f"{one.id:>4}  {name:<28} {one.role.value:<15} {state}  {one.email}".rstrip()
