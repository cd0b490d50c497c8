"""An act of the journal as a sentence: one line of the table for each verb.

A verb gives words in which {what} is the subject by its name of today, or a function of the act.
A verb that no line knows is told all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from gettext import gettext as _

from veille.desk.roles import role_name
from veille.desk.words import Words
from veille.model.act import Act, Subject
from veille.text.french import count, day_title, issue_number, joined

KINDS: Mapping[str, str] = {
    "item": _("Éléments"),
    "edition": _("Éditions"),
    "source": _("Sources"),
    "sources.yml": _("sources.yml"),
    "veille.yml": _("veille.yml"),
    "theme": _("Vocabulaire"),
    "dossier": _("Dossiers"),
    "piece": _("Brèves"),
    "event": _("Événements"),
    "job": _("Travaux"),
    "links": _("Liens publiés"),
    "desk": _("Entrées"),
    "person": _("Comptes"),
}
"""What the journal may be narrowed to: what stands before the colon of its subjects."""

_HIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
"""Controls, line and paragraph separators, marks that turn the writing round. No-break spaces stay."""

Say = str | Callable[[Act, Words, str], str]


def _triaged(act: Act, words: Words, what: str) -> str:
    """« a retenu … pour la revue », else what exactly was changed."""
    before, after = act.before, act.after
    chosen = _new(after.get("selected_for"), before.get("selected_for"))
    left = _new(before.get("selected_for"), after.get("selected_for"))
    if after.get("state") == "dropped":
        return _("a écarté {0}").format(what)
    if after.get("state") == "new":
        return _("a remis {0} à trier").format(what)
    if chosen:
        return _("a retenu {0} pour {1}").format(what, _publications(chosen, words))
    if left:
        return _("a retiré {0} de {1}").format(what, _publications(left, words))
    if after.get("state") == "kept":
        return _("a retenu {0}").format(what)
    fields = joined([_FIELDS[key] for key in after if key in _FIELDS])
    return _("a changé {0} de {1}").format(fields or _("la fiche"), what)


_FIELDS = {
    "themes": _("les thèmes"),
    "territories": _("les territoires"),
    "nature": _("la nature"),
    "summary": _("le résumé"),
    "quotation": _("la citation"),
    "url": _("l’adresse"),
    "closes_on": _("la date limite"),
    "starts_at": _("le début"),
    "ends_at": _("la fin"),
    "place": _("le lieu"),
}


def _checked_published(act: Act, _words: Words, _what: str) -> str:
    asked = count(_number(act.after.get("links")), "lien publié", "liens publiés")
    died = count(_number(act.after.get("died")), "mort de plus", "morts de plus")
    return _("a vérifié {0} : {1}").format(asked, died)


def _vouched(act: Act, _words: Words, _what: str) -> str:
    return _("a trouvé bon un lien tenu pour mort : {0}").format(act.after.get("url", ""))


def _entered(act: Act, _words: Words, _what: str) -> str:
    return (
        _("est entré·e par mot de passe")
        if act.after.get("by") == "password"
        else _("est entré·e par un lien")
    )


def _sent(act: Act, _words: Words, what: str) -> str:
    messages = count(_number(act.after.get("messages")), "message", "messages")
    return _("a envoyé l’essai de {0} : {1}").format(what, messages)


def _paused(act: Act, words: Words, _what: str) -> str:
    return _("a mis en pause {0}").format(_source_names(act, words))


def _source_names(act: Act, words: Words) -> str:
    keys = act.after.get("keys")
    return joined(
        [f"« {words.source(str(key))} »" for key in keys] if isinstance(keys, list) else []
    )


def _resumed(act: Act, words: Words, _what: str) -> str:
    return _("a repris {0}").format(_source_names(act, words))


def _added_sources(act: Act, words: Words, _what: str) -> str:
    return _("a ajouté {0}").format(_source_names(act, words))


def _dropped_rest(act: Act, words: Words, _what: str) -> str:
    items = act.before.get("items")
    left = count(len(items) if isinstance(items, list) else 0, "élément", "éléments")
    return _("a écarté le reste de « {0} » : {1}").format(words.source(act.about.key), left)


def _merged(act: Act, words: Words, what: str) -> str:
    return _("a fondu le thème {0} dans « {1} »").format(
        what, words.theme(str(act.after.get("into")))
    )


def _invited(act: Act, _words: Words, what: str) -> str:
    return _("a ouvert un compte à {0}, rôle {1}").format(
        what, role_name(str(act.after.get("role")))
    )


def _given_role(act: Act, _words: Words, what: str) -> str:
    roles = (role_name(str(one.get("role"))) for one in (act.before, act.after))
    return _("a changé le rôle de {0} : {1} → {2}").format(what, *roles)


def _asked(act: Act, _words: Words, what: str) -> str:
    return _("a envoyé {0} à relire à {1}").format(what, act.after.get("name", ""))


def _closed(act: Act, _words: Words, what: str) -> str:
    return _("a fermé le lien de relecture de {1} sur {0}").format(what, act.after.get("name", ""))


def _sealed(act: Act, _words: Words, what: str) -> str:
    without = act.after.get("pdf_fault")
    if without:
        return _("a scellé {0} sans PDF ({1})").format(what, without)
    return _("a scellé {0}").format(what)


def _published(act: Act, _words: Words, _what: str) -> str:
    put, removed = (_number(act.after.get(key)) for key in ("put", "removed"))
    return _("a publié l’archive : {0}, {1}").format(
        count(put, "fichier envoyé", "fichiers envoyés"), count(removed, "retiré", "retirés")
    )


SAID: dict[str, Say] = {
    "triage": _triaged,
    "drop-rest": _dropped_rest,
    "join-story": _("a réuni {what} à une histoire"),
    "split-story": _("a séparé {what} de son histoire"),
    "add-theme": _("a ajouté le thème {what}"),
    "edit-theme": _("a changé le thème {what}"),
    "rename-theme": _("a renommé le thème {what}"),
    "merge-themes": _merged,
    "import-themes": _("a importé un vocabulaire"),
    "import-territories": _("a importé des quartiers prioritaires"),
    "draft": _("a préparé {what}"),
    "move-entry": _("a déplacé un élément dans {what}"),
    "note-entry": _("a écrit une note dans {what}"),
    "word-edition": _("a écrit les titres ou l’édito de {what}"),
    "remove-entry": _("a retiré un élément de {what}"),
    "take-entries": _("a ajouté des éléments à {what}"),
    "drop-draft": _("a abandonné {what}"),
    "seal": _sealed,
    "check-published": _checked_published,
    "vouch-link": _vouched,
    "check-links": _("a vérifié les liens de {what}"),
    "validate": _("a validé {what}"),
    "unvalidate": _("a repris sa validation de {what}"),
    "add-erratum": _("a publié un erratum sur {what}"),
    "withdraw-erratum": _("a retiré un erratum de {what}"),
    "mail-erratum": _("a préparé le courriel de correction de {what}"),
    "send-trial": _sent,
    "pause-sources": _paused,
    "resume-sources": _resumed,
    "add-sources": _added_sources,
    "copy-publication": _("a créé une publication"),
    "edit-publication": _("a changé une publication"),
    "edit-source": _("a changé une source"),
    "move-source": _("a adopté une nouvelle adresse de source"),
    "undo-edit": _("est revenu·e sur un changement de {what}"),
    "add-themes": _("a pris le vocabulaire livré"),
    "add-item": _("a apporté {what}"),
    "publish-archive": _published,
    "run-job": _("a lancé {what}"),
    "write-piece": _("a écrit le brouillon de {what}"),
    "change-piece": _("a changé {what}"),
    "publish-piece": _("a publié {what}"),
    "withdraw-piece": _("a retiré {what}"),
    "write-event": _("a préparé l’annonce de {what}"),
    "change-event": _("a changé {what}"),
    "publish-event": _("a annoncé {what}"),
    "withdraw-event": _("a retiré l’annonce de {what}"),
    "cancel-event": _("a annulé {what}"),
    "restore-event": _("a rétabli {what}"),
    "keep-search": _("a gardé la recherche {what}"),
    "change-search": _("a changé la recherche {what}"),
    "renew-feed": _("a changé l’adresse secrète du fil {what}"),
    "delete-search": _("a supprimé la recherche {what}"),
    "restore-search": _("a remis la recherche {what}"),
    "open-dossier": _("a ouvert le dossier {what}"),
    "write-dossier": _("a écrit le dossier {what}"),
    "publish-dossier": _("a publié le dossier {what}"),
    "withdraw-dossier": _("a retiré le dossier {what}"),
    "take-into-dossier": _("a pris un élément dans le dossier {what}"),
    "set-aside": _("a laissé un élément hors du dossier {what}"),
    "leave-dossier": _("a sorti un élément du dossier {what}"),
    "move-in-dossier": _("a rangé le dossier {what}"),
    "comment": _("a commenté {what}"),
    "uncomment": _("a retiré son commentaire sur {what}"),
    "invite-review": _asked,
    "close-review": _closed,
    "comment-review": _("a commenté {what} par un lien de relecture"),
    "approve-review": _("a donné son bon à envoyer pour {what}"),
    "enter": _entered,
    "refused-login": _("n’a pas pu entrer : mot de passe ou code refusé"),
    "invite": _invited,
    "set-role": _given_role,
    "disable": _("a fermé le compte de {what}"),
    "enable": _("a rouvert le compte de {what}"),
    "give-link": _("a donné un lien d’entrée à {what}"),
    "end-sessions": _("a fini les sessions de {what}"),
    "end-session": _("a fini d’autres sessions de son compte"),
    "set-password": _("a changé son mot de passe"),
    "start-codes": _("a demandé un code à chaque entrée"),
    "stop-codes": _("n’est plus tenu·e de donner un code à l’entrée"),
    "set-shortcuts": _("a réglé ses raccourcis du clavier"),
}
"""Verb → words after the name of who acted. A new verb is one line here."""

_BY_LINK = frozenset({"comment-review", "approve-review"})
"""Acts of somebody without an account, kept under whoever asked them: `after` has their name."""


def actor(act: Act) -> str:
    """Who did it, on one line."""
    if act.verb in _BY_LINK:
        return _("{0} (à la demande de {1})").format(
            one_line(str(act.after.get("name"))), one_line(act.who)
        )
    return one_line(act.who)


def told(act: Act, words: Words) -> str:
    """What they did, after their name and on one line."""
    what = subject(act.about, words)
    if act.undoes is not None:
        return one_line(_("est revenu·e sur un geste : {0}").format(what))
    say = SAID.get(act.verb, _("a fait « {verb} » sur {what}"))
    if isinstance(say, str):
        return one_line(say.format(what=what, verb=act.verb))
    return one_line(say(act, words, what))


def subject(about: Subject, words: Words) -> str:
    """« le titre », « La revue de Bréal n° 3 », Bob."""
    if about.kind == "edition":
        return _edition(about, words)
    if about.kind == "person":
        return about.title or _("un compte disparu")
    if about.kind == "source":
        return f"« {words.source(about.key)} »"
    if about.kind == "job":
        return _("le travail « {0} »").format(about.key)
    if about.kind == "theme":
        return f"« {words.theme(about.key)} »"
    return f"« {about.title or about.key or about.kind} »"


def one_line(text: str) -> str:
    """No end of line, nor any hidden character: a name could otherwise write a line of its own."""
    return _HIDDEN.sub(" ", text).strip(" ")


def _edition(about: Subject, words: Words) -> str:
    if not about.publication:
        return _("un brouillon abandonné")
    title = words.publication(about.publication)
    if about.slug:
        return f"{title} {issue_number(about.slug)}"
    day = day_title(about.day) if about.day else ""
    return _("{0}, brouillon du {1}").format(title, day)


def _publications(keys: list[str], words: Words) -> str:
    return joined([f"« {words.publication(key)} »" for key in keys])


def _new(some: object, others: object) -> list[str]:
    """What is in a list and not in the other; both come from JSON."""
    first = some if isinstance(some, list) else []
    second = others if isinstance(others, list) else []
    return [str(one) for one in first if one not in second]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
