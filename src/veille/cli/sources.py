"""`veille sources`: list, pause."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from veille.cli.output import COMMANDS, as_json, opened, print_json, say
from veille.model.health import Health
from veille.text.dates import paris_day
from veille.text.french import NBSP, count, long_date

if TYPE_CHECKING:
    from veille.core import SourceHealth

_HEALTH = {
    Health.FAILING: _("en panne"),
    Health.UNCERTAIN: _("à vérifier"),
    Health.NEVER: _("jamais collectée"),
    Health.OK: _("va bien"),
    Health.PAUSED: _("en pause"),
}


@click.group(subcommand_metavar=COMMANDS)
def sources() -> None:
    """Les sources : comment elles vont."""


@sources.command("list")
@click.option("--all", "everything", is_flag=True, help=_("Avec celles qui sont en pause."))
@as_json
def list_sources(everything: bool, json_: bool) -> None:
    """Lister les sources, avec leur état."""
    with opened() as veille:
        found = [one for one in veille.sources.listed() if everything or one.source.enabled]
    if json_:
        print_json([_public(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
    paused = "" if everything else _(" (celles en pause{nbsp}: --all)").format(nbsp=NBSP)
    say(count(len(found), "source", "sources") + paused)


@sources.command(short_help=_("Mettre des sources en pause dans sources.yml."))
@click.argument("keys", nargs=-1, required=True, metavar="CLÉ…")
def pause(keys: tuple[str, ...]) -> None:
    """Mettre des sources en pause dans sources.yml, sans toucher au reste du fichier."""
    with opened() as veille:
        paused = veille.sources.pause(dict.fromkeys(keys, ""))
    say(_("{0} en pause.").format(count(len(paused), "source", "sources")))


def _line(one: SourceHealth) -> str:
    since = f" ({long_date(paris_day(one.last_ok_at))})" if one.last_ok_at else ""
    reason = f"{NBSP}: {one.last_error}" if one.last_error else since
    return f"{one.source.key:<28} {one.items:>5}  {_HEALTH[one.health]}{reason}"


def _public(one: SourceHealth) -> dict[str, object]:
    return {
        "key": one.source.key,
        "name": one.source.name,
        "url": one.source.url,
        "kind": one.source.kind,
        "enabled": one.source.enabled,
        "health": one.health,
        "items": one.items,
        "last_ok_at": one.last_ok_at,
        "last_error": one.last_error or None,
        "moved_to": one.moved_to,
    }
