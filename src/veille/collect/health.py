"""From what is known of a source to its state, the reason in words and what to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from gettext import gettext as _

from veille.collect.rhythm import rhythm_words
from veille.errors import (
    MailError,
    NoHostError,
    NoServerError,
    ReadError,
    RobotsError,
    SourceError,
    TooHeavyError,
)
from veille.model.declared import Source
from veille.model.health import Diagnosis, Facts, Health, Trouble
from veille.model.item import Candidate
from veille.text.dates import paris_day
from veille.text.french import count, long_date

SILENT_FACTOR = 4
"""A source is silent after that many times its usual rhythm…"""
SILENT_AT_LEAST = timedelta(days=30)
"""…and never before that."""
FAILURES_OF_A_BREAKDOWN = 2
FEWEST_TO_DOUBT = 4
"""Entries: of fewer, nothing is said of their dates."""

_OF_STATUS = {
    401: Trouble.REFUSED,
    403: Trouble.REFUSED,
    404: Trouble.NOT_FOUND,
    410: Trouble.GONE,
    429: Trouble.BUSY,
    451: Trouble.REFUSED,
}
_OF_CLASS: Mapping[type[SourceError], Trouble] = {
    NoHostError: Trouble.NO_HOST,
    NoServerError: Trouble.NO_SERVER,
    TooHeavyError: Trouble.TOO_HEAVY,
    RobotsError: Trouble.ROBOTS,
    MailError: Trouble.MAILBOX,
    ReadError: Trouble.UNREADABLE,
}
_FOR_GOOD = frozenset({Trouble.GONE})
"""One failure is enough: the next visit will be no better."""
_NEVER_A_BREAKDOWN = frozenset({Trouble.EMPTY, Trouble.ROBOTS, Trouble.MAINTENANCE})
"""However often: the site works, and a person should look."""

_CURES: Mapping[str, str] = {
    Trouble.NETWORK: _("Ouvrez l’adresse dans un navigateur ; si elle y répond, réessayez demain."),
    Trouble.NO_HOST: _(
        "Le nom du site ne mène plus nulle part : cherchez sa nouvelle adresse, ou mettez la source en pause."
    ),
    Trouble.NO_SERVER: _("Réessayez demain ; si rien ne change, cherchez si le site a déménagé."),
    Trouble.TOO_HEAVY: _(
        "La réponse dépasse ce qui est lu : cherchez un flux plus court sur le site (par rubrique, par exemple)."
    ),
    Trouble.REFUSED: _(
        "Le site refuse les visites automatiques à cette adresse : écrivez à son webmestre,"
        " ou cherchez un autre flux ou sa lettre."
    ),
    Trouble.NOT_FOUND: _(
        "L’adresse n’existe plus : ouvrez le site, cherchez un lien « RSS » et donnez-la à la source."
    ),
    Trouble.GONE: _(
        "Elle n’est plus visitée : donnez-lui une autre adresse, ou mettez-la en pause."
    ),
    Trouble.BUSY: _("Rien à faire : la source sera redemandée plus tard, quand le site l’accepte."),
    Trouble.SERVER: _("Rien à faire aujourd’hui : la panne est chez eux ; réessayez demain."),
    Trouble.ROBOTS: _(
        "Le fichier robots.txt du site refuse cette page : cherchez un flux, ou demandez l’accord du site."
    ),
    Trouble.UNREADABLE: _(
        "Ouvrez l’adresse : si le flux ou la page a changé de forme, corrigez l’adresse ou les sélecteurs."
    ),
    Trouble.MAILBOX: _(
        "Toutes les infolettres attendent et rien n’est perdu : corrigez ce qui est dit"
        " de la boîte aux lettres, dans veille.yml ou chez son hébergeur."
    ),
    Trouble.EMPTY: _(
        "Ouvrez le site : si des nouvelles y paraissent, la liste est ailleurs ; sinon, attendez."
    ),
    Trouble.BLOCKED: _(
        "Un pare-feu arrête les programmes : demandez au webmestre de laisser passer « veille »,"
        " ou cherchez un autre flux ou la lettre du site."
    ),
    Trouble.SHELL: _(
        "Veille n’exécute pas de script : cherchez un flux, un plan de site ou la lettre du site ; d’une page,"
        " essayez la lecture « remplie par un script » (reader: embedded-json)."
    ),
    Trouble.LOGIN: _(
        "La page est réservée aux personnes connectées : cherchez une page publique ou la lettre du site."
    ),
    Trouble.PARKED: _(
        "Le site a disparu : cherchez s’il a un nouveau nom, sinon mettez la source en pause."
    ),
    Trouble.MAINTENANCE: _("Rien à faire : attendez la fin de la maintenance."),
    Trouble.COOKIES: _("Veille ne garde aucun cookie : cherchez un flux ou la lettre du site."),
    Trouble.SOFT_404: _(
        "L’adresse n’existe plus : ouvrez le site, cherchez un lien « RSS » et donnez-la à la source."
    ),
    Trouble.HOME_PAGE: _(
        "L’adresse n’existe plus, le site renvoie à son accueil : cherchez-y un lien « RSS »."
    ),
    Trouble.PAGE: _(
        "L’adresse mène à une page : cherchez-y un lien « RSS », ou déclarez une source de type « page »."
    ),
    Trouble.TOO_MANY: _("Cherchez un flux plus court : seules les premières entrées sont gardées."),
    Trouble.MISDATED: _(
        "Leurs éléments sont datés du jour où ils sont vus ; signalez-le au site, son horloge se trompe."
    ),
    Trouble.UNDATED: _(
        "Leurs éléments sont datés du jour où ils sont vus ; pour une page, corrigez le sélecteur de la date."
    ),
    Trouble.NO_DATES: _("Rien à faire : ses éléments sont datés du jour où ils sont vus."),
}


def trouble_of(error: SourceError) -> Trouble:
    """The name of a failure: its own, else what its status or its class says."""
    if error.trouble:
        return Trouble(error.trouble)
    if error.status in _OF_STATUS:
        return _OF_STATUS[error.status]
    if error.status is not None and error.status >= 500:
        return Trouble.SERVER
    return next(
        (name for one, name in _OF_CLASS.items() if isinstance(error, one)), Trouble.NETWORK
    )


def doubt_of(candidates: Sequence[Candidate], left_out: int, source: Source) -> tuple[str, str]:
    """(name, reason) of what calls for a look in entries that were read; two empty strings when nothing does.

    A feed that dates nothing is as it is; one that dates a few is not, nor a page whose dates are not found.
    """
    number = len(candidates)
    misdated = sum(one.misdated for one in candidates)
    undated = sum(one.published_at is None for one in candidates)
    if left_out:
        words = _("{0} d’un coup : {1} n’ont pas été prises").format(
            count(number + left_out, "entrée", "entrées"), left_out
        )
        return Trouble.TOO_MANY, words
    if misdated * 2 > number:
        words = _("{0} sur {1} ont une date impossible, à venir ou d’avant le web")
        return Trouble.MISDATED, words.format(count(misdated, "entrée", "entrées"), number)
    dateless = source.page is not None and not source.page.date
    if dateless or undated * 2 <= number or number < FEWEST_TO_DOUBT:
        return "", ""
    promised = source.page is not None
    words = _("{0} sur {1} sans date").format(count(undated, "entrée", "entrées"), number)
    return Trouble.UNDATED if promised or undated < number else Trouble.NO_DATES, words


def diagnose(facts: Facts) -> Diagnosis:
    """The state of a source. A pause says more than the last visit, and the last visit more than those before."""
    if not facts.enabled:
        return Diagnosis(Health.PAUSED, facts.note)
    if facts.failures:
        return Diagnosis(_state_of_failure(facts), _failure_words(facts), _cure(facts))
    if facts.moved_to:
        words = _("le site dit avoir déménagé pour de bon à l’adresse {0}").format(facts.moved_to)
        return Diagnosis(
            Health.UNCERTAIN, words, _("Essayez la nouvelle adresse, puis adoptez-la.")
        )
    if facts.last_ok_at is None:
        return Diagnosis(Health.NEVER, cure=_("Lancez une collecte."))
    if facts.trouble and facts.trouble != Trouble.NO_DATES:
        return Diagnosis(Health.UNCERTAIN, facts.error, _cure(facts))
    if silence := _silence(facts):
        return Diagnosis(Health.SILENT, _silence_words(facts, silence), _SILENCE_CURE)
    return Diagnosis(Health.OK, facts.error, _cure(facts) if facts.trouble else "")


def _silence(facts: Facts) -> timedelta | None:
    """How long it has answered without anything new, when that is too long; None when all is well.

    Up to its last good visit, not to now: nobody heard it while veille was stopped. Never for a source
    with too little history.
    """
    if facts.newest_at is None or facts.rhythm is None or facts.last_ok_at is None:
        return None
    quiet = facts.last_ok_at - facts.newest_at
    usual = timedelta(days=facts.rhythm)
    return quiet if quiet > max(SILENT_FACTOR * usual, SILENT_AT_LEAST) else None


_SILENCE_CURE = _(
    "Ouvrez le site : s’il publie ailleurs, donnez la nouvelle adresse ; s’il n’écrit plus, mettez-la en pause."
)


def _state_of_failure(facts: Facts) -> Health:
    if facts.trouble in _FOR_GOOD:
        return Health.FAILING
    if facts.trouble in _NEVER_A_BREAKDOWN or facts.failures < FAILURES_OF_A_BREAKDOWN:
        return Health.UNCERTAIN
    return Health.FAILING


def _failure_words(facts: Facts) -> str:
    words = facts.error
    if facts.trouble == Trouble.EMPTY and facts.last_filled_at:
        day = long_date(paris_day(facts.last_filled_at))
        words = _("{0} ; elle ne l’était pas le {1}").format(words, day)
    if facts.failures > 1:
        words = _("{0} ({1} fois de suite)").format(words, facts.failures)
    return words


def _silence_words(facts: Facts, silence: timedelta) -> str:
    since = long_date(paris_day(facts.newest_at)) if facts.newest_at else ""
    return _("rien de nouveau depuis le {0} ({1}), alors qu’elle publie d’ordinaire {2}").format(
        since, count(silence.days, "jour", "jours"), rhythm_words(facts.rhythm)
    )


def _cure(facts: Facts) -> str:
    if facts.proposed_url:
        return _(
            "Le site déclare un autre flux, qui répond : {0}. Essayez-le, puis adoptez-le."
        ).format(facts.proposed_url)
    return _CURES.get(facts.trouble, _CURES[Trouble.NETWORK])
