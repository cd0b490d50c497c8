"""Whether the addresses of an edition answer: what is asked, how it is read, what is said. Never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from gettext import gettext as _
from urllib.parse import urlsplit

from veille.errors import FetchError, NoHostError, NoServerError, TooHeavyError
from veille.model.address import is_public_address
from veille.model.edition import EditionView, EntryView, Finding
from veille.model.item import Fetched
from veille.model.link import LinkCheck
from veille.text.french import joined, typo

_GONE = frozenset({404, 410})
_WRITTEN = re.compile(r"https?://[^\s<>«»\"()]+")
_NAMED = 3
"""Entries that a warning names."""


def addresses(view: EditionView, ours: str = "") -> dict[str, EntryView | None]:
    """address → the entry that it stands in, None for the édito. `ours`: what the archive itself will answer."""
    found: dict[str, EntryView | None] = {}
    for entry in view.entries:
        registration = entry.event.registration_url if entry.event else ""
        for url in (entry.url, registration, *_written(entry.note)):
            found.setdefault(url, entry)
    for url in _written(view.edito):
        found.setdefault(url, None)
    return {
        url: entry
        for url, entry in found.items()
        if is_public_address(url) and not (ours and url.startswith(ours))
    }


def _written(text: str) -> list[str]:
    return [url.rstrip(".,;:!?…") for url in _WRITTEN.findall(text)]


def judged(url: str, answer: Fetched | FetchError, at: datetime) -> LinkCheck:
    """What an answer says of an address. A refusal, a wall or a fault of the moment says nothing."""
    if isinstance(answer, Fetched):
        moved = answer.moved_to if answer.moved_to != url else None
        return LinkCheck(url, at, "moved" if moved else "ok", moved_to=moved or "")
    if isinstance(answer, TooHeavyError):
        return LinkCheck(url, at, "ok")
    dead = answer.status in _GONE or isinstance(answer, NoHostError)
    gone = dead or isinstance(answer, NoServerError)
    return LinkCheck(url, at, "dead" if dead else "unknown", answer.reason, gone=gone)


def answered(answer: Fetched | FetchError) -> bool:
    """Whether a server said anything: when none did, the network is ours to mend, and no address is dead."""
    if isinstance(answer, Fetched | TooHeavyError):
        return True
    return answer.status is not None


def check(view: EditionView, known: Mapping[str, LinkCheck], ours: str = "") -> Iterator[Finding]:
    """`known`: what was asked of late."""
    asked = addresses(view, ours)
    for url, entry in asked.items():
        title, entry_id = (entry.title, entry.public_id) if entry else ("", "")
        told = known.get(url)
        if told and told.outcome == "dead":
            yield _dead(told, title, entry_id)
        elif told and told.outcome == "moved":
            yield _moved(told, title, entry_id)
    silent = [url for url in asked if url not in known or known[url].outcome == "unknown"]
    if silent:
        yield _unverified(asked, silent, known)


def _dead(told: LinkCheck, title: str, entry_id: str) -> Finding:
    return Finding(
        False,
        title,
        typo(_("lien mort, {0} : {1}")).format(told.note, told.url),
        _("cherchez la nouvelle adresse, ou retirez l’élément"),
        rule="link-dead",
        entry_id=entry_id,
    )


def _moved(told: LinkCheck, title: str, entry_id: str) -> Finding:
    if _is_home(told.moved_to) and not _is_home(told.url):
        fix = _("la page n’y est plus : cherchez sa nouvelle adresse sur {0}")
    else:
        fix = _("remplacez-la par {0}")
    return Finding(
        False,
        title,
        typo(_("adresse changée pour toujours : {0}")).format(told.url),
        fix.format(told.moved_to),
        rule="link-moved",
        entry_id=entry_id,
    )


def _is_home(url: str) -> bool:
    return urlsplit(url).path in ("", "/")


def _unverified(
    asked: Mapping[str, EntryView | None], silent: list[str], known: Mapping[str, LinkCheck]
) -> Finding:
    message = _("liens non vérifiés")
    if len(silent) < len(asked):
        message = typo(_("liens non vérifiés : {0} sur {1}")).format(len(silent), len(asked))
    refused = [url for url in silent if url in known]
    if len(refused) < len(silent):
        fix = _("vérifiez les liens, avec un réseau")
    else:
        places = [entry.title if (entry := asked[url]) else url for url in refused]
        named = [typo(f"« {title} »") for title in dict.fromkeys(places)]
        if len(named) > _NAMED:
            named = [*named[:_NAMED], _("d’autres")]
        fix = _("le site n’a pas répondu à un robot : ouvrez {0}").format(joined(named))
    return Finding(False, "", message, fix, rule="links-unverified")
