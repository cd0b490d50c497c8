"""What each kind of job does, step by step, and what it says when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from gettext import gettext as _
from typing import TYPE_CHECKING

from veille.core.collecting import SourceResult
from veille.core.forwards import Forwards
from veille.core.steps import Steps
from veille.errors import RefusedError
from veille.model.declared import JobRule
from veille.text.french import count, long_date

if TYPE_CHECKING:
    from veille.core import Veille

ROBOT = "veille"
"""Who acts when a job does."""

Task = Callable[["Veille", JobRule, datetime, Steps], str]
"""Does the job for one slot; returns what it did, in words. Raises VeilleError."""


def _collect(veille: Veille, rule: JobRule, slot: datetime, steps: Steps) -> str:
    def heard(result: SourceResult, done: int, total: int) -> None:
        steps.step(done, total, result.name, _source(result))

    report = veille.collect(slot=slot, progress=heard)
    if not report.results:
        return _("aucune source à visiter pour l’instant")
    fine = len(report.results) - len(report.failing)
    quiet = sum(not _source(result) for result in report.results)
    if quiet:
        steps.say(count(quiet, "source n’a rien de nouveau", "sources n’ont rien de nouveau") + ".")
    if report.forwards:
        _say_forwards(report.forwards, steps)
    if report.cut_off:
        steps.say(_("Aucun site n’a répondu : vérifiez la connexion de cette machine."))
    return _("{0}, {1} à revoir, {2}").format(
        count(fine, "source va bien", "sources vont bien"),
        len(report.failing),
        count(report.new, "élément nouveau", "éléments nouveaux"),
    )


def _say_forwards(mail: Forwards, steps: Steps) -> None:
    if mail.error:
        steps.say(_("Boîte aux lettres : {0}.").format(mail.error))
    if mail.read:
        steps.say(
            _("{0} de l’équipe : {1}.").format(
                count(mail.read, "courriel", "courriels"),
                count(mail.new, "élément proposé", "éléments proposés"),
            )
        )
    if mail.strangers:
        words = _("{0} que personne n’attendait.")
        steps.say(words.format(count(mail.strangers, "message", "messages")))


def _source(result: SourceResult) -> str:
    """« La Gazette : 3 nouveaux », « Le Fil : le serveur a répondu 404 »; nothing for nothing new."""
    if not result.healthy:
        return f"{result.name} : {result.error}"
    if result.new:
        return f"{result.name} : {count(result.new, 'nouveau', 'nouveaux')}"
    return ""


def _draft(veille: Veille, rule: JobRule, slot: datetime, steps: Steps) -> str:
    try:
        edition = veille.drafts.new(rule.publication, by=ROBOT)
    except RefusedError as error:
        return str(error)  # too little waits: said, and nothing is wrong
    return _("brouillon du {0} préparé").format(long_date(edition.date))


def _archive(veille: Veille, rule: JobRule, slot: datetime, steps: Steps) -> str:
    built = veille.archive.build(progress=steps.step)
    for path in built.written:
        steps.say(_("Écrite : {0}").format(path))
    for path in built.removed:
        steps.say(_("Retirée : {0}").format(path))
    done = _("{0}, {1}").format(
        count(built.pages, "page", "pages"), count(len(built.written), "écrite", "écrites")
    )
    public = veille.config.centre.publish
    return f"{done} ; {_publish(veille, rule, slot, steps)}" if public and public.auto else done


def _publish(veille: Veille, rule: JobRule, slot: datetime, steps: Steps) -> str:
    sent = veille.outgoing.publish(by=ROBOT, heard=steps.step)
    for path in sent.put:
        steps.say(_("Envoyé : {0}").format(path))
    for path in sent.removed:
        steps.say(_("Retiré du serveur : {0}").format(path))
    return sent.words


def _backup(veille: Veille, rule: JobRule, slot: datetime, steps: Steps) -> str:
    return _("sauvegarde : {0}").format(veille.backups.make().name)


def _links(veille: Veille, rule: JobRule, slot: datetime, steps: Steps) -> str:
    made = veille.published_links.round(by=ROBOT, hear=steps.step)
    for url in made.died:
        steps.say(_("Lien mort : {0}").format(url))
    for url in made.revived:
        steps.say(_("Répond de nouveau : {0}").format(url))
    if not made.asked:
        return _("aucun lien publié à vérifier pour l’instant")
    if not made.answered:
        return _(
            "aucun site n’a répondu : rien n’est changé, vérifiez la connexion de cette machine"
        )
    return _("{0}, {1}, {2}").format(
        count(made.answered, "lien vérifié", "liens vérifiés"),
        count(len(made.died), "mort de plus", "morts de plus"),
        count(len(made.revived), "répond de nouveau", "répondent de nouveau"),
    )


TASKS: Mapping[str, Task] = {
    "collect": _collect,
    "draft": _draft,
    "archive": _archive,
    "publish": _publish,
    "backup": _backup,
    "links": _links,
}
