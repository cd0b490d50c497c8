"""`veille collect`: ask the sources, say how each did, propose to pause those that fail."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from veille.cli.output import Bar, as_json, ask, opened, print_json, say
from veille.text.french import NBSP, NNBSP, count

if TYPE_CHECKING:
    from veille.core import CollectReport, SourceResult, Veille


@click.command()
@click.argument("keys", nargs=-1, metavar="[CLÉ]…")
@click.option(
    "--pause-failing", is_flag=True, help=_("Mettre en pause les sources à revoir, sans demander.")
)
@as_json
def collect(keys: tuple[str, ...], pause_failing: bool, json_: bool) -> None:
    """Interroger les sources, toutes ou celles nommées."""
    with opened() as veille:
        bar = Bar()

        def progress(result: SourceResult, done: int, total: int) -> None:
            bar.step(done, total, result.name)

        report = veille.collect(keys, progress=progress)
        if json_:
            print_json(report.results)
        else:
            click.echo(summary(report))
        if report.cut_off:
            say(
                _("Aucun site n’a répondu{nbsp}: vérifiez la connexion de cette machine.").format(
                    nbsp=NBSP
                )
            )
        elif report.failing and not json_:
            _propose_pause(veille, report, pause_failing)


def summary(report: CollectReport) -> str:
    """« 52 vont bien, 11 à revoir : 140 éléments nouveaux. », then one line for each to look at."""
    fine = len(report.results) - len(report.failing)
    lines = [
        _("{0}, {1} à revoir{nbsp}: {2}.").format(
            count(fine, "va bien", "vont bien"),
            len(report.failing),
            count(report.new, "élément nouveau", "éléments nouveaux"),
            nbsp=NBSP,
        )
    ]
    lines += [f"  {result.key}{NBSP}: {result.error}" for result in report.failing]
    lines += _mailbox(report)
    moved = [result for result in report.results if result.moved_to]
    lines += [
        _("  {0} a déménagé{nbsp}: essayez puis adoptez l’adresse {1} au bureau (Sources).").format(
            result.key, result.moved_to, nbsp=NBSP
        )
        for result in moved
    ]
    return "\n".join(lines)


def _mailbox(report: CollectReport) -> list[str]:
    """What colleagues sent, and what nobody expected; nothing when there is neither."""
    mail = report.forwards
    if mail is None:
        return []
    told = []
    if mail.error:
        told.append(_("  boîte aux lettres{nbsp}: {0}").format(mail.error, nbsp=NBSP))
    if mail.read:
        told.append(
            _("  {0} de l’équipe{nbsp}: {1}.").format(
                count(mail.read, "courriel", "courriels"),
                count(mail.new, "élément proposé", "éléments proposés"),
                nbsp=NBSP,
            )
        )
    if mail.strangers:
        told.append(
            _("  {0} que personne n’attendait{nbsp}: {1}.").format(
                count(mail.strangers, "message", "messages"), senders(mail.unexpected), nbsp=NBSP
            )
        )
    return told


def senders(unexpected: Sequence[tuple[str, int]]) -> str:
    """« a@b.example (2), c@d.example », five at most, and that there are others."""
    shown = [f"{who} ({n})" if n > 1 else who for who, n in unexpected[:5]]
    return ", ".join(shown) + (_(" et d’autres") if len(unexpected) > 5 else "")


def _propose_pause(veille: Veille, report: CollectReport, without_asking: bool) -> None:
    keys = [result.key for result in report.failing]
    asked = count(len(keys), "source à revoir", "sources à revoir")
    if not without_asking:
        if not sys.stdin.isatty():
            say(
                _("{0}. Pour mettre en pause{nbsp}: veille collect --pause-failing").format(
                    asked, nbsp=NBSP
                )
            )
            return
        without_asking = ask(
            _("Mettre en pause, dans sources.yml, {0}{nnbsp}?").format(asked, nnbsp=NNBSP)
        )
    if without_asking:
        paused = veille.sources.pause({result.key: result.error for result in report.failing})
        say(
            _("{0} en pause. Pour reprendre{nbsp}: enabled: true dans sources.yml.").format(
                count(len(paused), "source mise", "sources mises"), nbsp=NBSP
            )
        )
