"""veille.yml by itself: publications, jobs, addresses. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import gettext as _

from veille.config import cron
from veille.config.wording import closest
from veille.config.yaml import Document, Row
from veille.errors import Problem
from veille.model.declared import RESERVED_KEYS

_RATES = {
    "none": (0, 49, _("de moins de 50 %")),
    "partial": (50, 99, _("de 50 à 99 %")),
    "full": (100, 100, _("de 100 %")),
}
"""State of an audited site → the percentages of criteria met that go with it, and in words."""


def check_centre(centre: Document) -> Iterator[Problem]:
    """The problems of publications, jobs and addresses, in no order."""
    yield from _publications(centre)
    yield from _jobs(centre)
    yield from _addresses(centre)
    yield from _accessibility(centre)


def _publications(centre: Document) -> Iterator[Problem]:
    for path, row in centre.rows("publications"):
        key = str(row.get("key"))
        if key in RESERVED_KEYS or re.fullmatch(r"\d{4}", key):
            words = _("« {0} » est réservé aux adresses de l’archive : prenez une autre clé")
            yield centre.problem((*path, "key"), words.format(key))


def _jobs(centre: Document) -> Iterator[Problem]:
    publications = [row.get("key") for _path, row in centre.rows("publications")]
    known = [key for key in publications if isinstance(key, str)]
    for path, row in centre.rows("jobs"):
        line = row.get("cron")
        if isinstance(line, str) and (why := cron.refusal(line)):
            yield centre.problem((*path, "cron"), why)
        if why := _publication_of(row, known):
            yield centre.problem((*path, "publication"), why)


def _publication_of(job: Row, known: list[str]) -> str | None:
    """Why a job's publication does not go with its task."""
    task, wanted = job.get("task"), job.get("publication") or ""
    if not isinstance(task, str) or not isinstance(wanted, str):
        return None
    if task != "draft":
        words = _("seule une tâche « draft » a une publication : supprimez cette ligne")
        return words if wanted else None
    if not wanted:
        return _("une tâche « draft » dit de quelle publication : ajoutez « publication: »")
    if known and wanted not in known:
        return _("publication inconnue : « {0} »").format(wanted) + closest(wanted, known)
    return None


def _addresses(centre: Document) -> Iterator[Problem]:
    for field in ("archive_url", "public_url"):
        address = centre.at(("site", field))
        if isinstance(address, str) and (why := _address(address)):
            yield centre.problem(("site", field), why)
    doors = centre.at(("collect", "connect_to"))
    for host, door in doors.items() if isinstance(doors, dict) else ():
        if not _is_host_port(host) or (isinstance(door, str) and not _is_host_port(door)):
            words = _("attendu : « hôte:port » des deux côtés, par exemple essai.example:443")
            yield centre.problem(("collect", "connect_to", host), words)


def _accessibility(centre: Document) -> Iterator[Problem]:
    """A state is declared from an audit, and from nothing else (décret n° 2019-768, art. 4)."""
    place = ("centre", "accessibility")
    told = centre.at(place)
    if not isinstance(told, dict) or told.get("state") not in _RATES:
        return
    for field in ("date", "auditor", "rate"):
        if told.get(field) in (None, ""):
            words = _("« state: {0} » se déclare d’après un audit : ajoutez « {1} »")
            yield centre.problem((*place, "state"), words.format(told["state"], field))
    least, most, said = _RATES[str(told["state"])]
    rate = str(told.get("rate") or "")
    if rate.isdigit() and not least <= int(rate) <= most:
        words = _("« state: {0} » veut un taux {1} : corrigez l’un des deux")
        yield centre.problem((*place, "rate"), words.format(told["state"], said))


def _address(address: str) -> str | None:
    """Why pages cannot be added to the end of an address; other faults are the schema's to tell."""
    if "?" in address or "#" in address:
        return _("l’adresse ne doit contenir ni « ? » ni « # »")
    return None if address.endswith("/") else _("l’adresse doit finir par « / »")


def _is_host_port(text: str) -> bool:
    found = re.fullmatch(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s\[\]:/@]+):([0-9]{1,5})", text)
    return found is not None and 1 <= int(found.group(1)) <= 65535
