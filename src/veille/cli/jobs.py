"""`veille jobs`: what is planned, what ran, run one now."""

from __future__ import annotations

import click

from veille.cli.output import COMMANDS, Bar, as_json, limited, opened, print_json, signed
from veille.text.dates import paris_wall

_STATES = {"running": "en cours", "done": "fait", "failed": "en échec", "interrupted": "interrompu"}


@click.group(subcommand_metavar=COMMANDS)
def jobs() -> None:
    """Les travaux planifiés."""


@jobs.command("list")
@limited
@as_json
def list_jobs(limit: int, json_: bool) -> None:
    """Lister les travaux de veille.yml et leurs derniers passages."""
    with opened() as veille:
        runs = veille.jobs.last(limit)
        rules = veille.jobs.rules
    if json_:
        print_json(runs)
        return
    for rule in rules:
        click.echo(f"{rule.name:<18} {rule.cron}")
    for run in runs:
        click.echo(
            f"{paris_wall(run.slot):%d/%m/%Y %H:%M}  {run.job:<18} {_STATES[run.state]:<11} {run.note}"
        )


@jobs.command("run")
@click.argument("name", metavar="TRAVAIL")
@signed
def run_job(name: str, by: str) -> None:
    """Lancer un travail maintenant."""
    with opened() as veille:
        click.echo(veille.jobs.run(name, by=by, hear=Bar().step))
