"""The `collect.mailbox:` of veille.yml and the sources that are read from it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from gettext import gettext as _
from pathlib import PurePosixPath

from veille.config.check_kinds import is_on
from veille.config.yaml import Document, KeyPath
from veille.errors import Problem

_BOX: KeyPath = ("collect", "mailbox")
_OF_IMAP = ("port", "user", "folder", "password_file", "ca_file")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_SENDER = re.compile(r"([^\s@<>,;]+@)?[A-Za-z0-9]([A-Za-z0-9-]*\.)+[A-Za-z]{2,}")


def check_mailbox(centre: Document, sources: Document) -> Iterator[Problem]:
    """The problems of the mailbox and of its newsletters, in no order."""
    row = centre.at(_BOX)
    if isinstance(row, dict):
        yield from _box(centre, row)
    for path, source in sources.rows("sources"):
        if not is_on(source) or source.get("kind") != "mail":
            continue
        if not isinstance(row, dict):
            words = _("déclarez d’abord la boîte aux lettres, « collect: mailbox: » de veille.yml")
            yield sources.problem((*path, "kind"), words)
        yield from _newsletter(sources, path, source)


def _box(centre: Document, row: Mapping[str, object]) -> Iterator[Problem]:
    maildir, host = row.get("maildir"), row.get("imap")
    if bool(maildir) == bool(host):
        words = _("donnez « maildir » ou « imap » : l’un des deux, et un seul")
        yield centre.problem(_BOX, words)
        return
    if maildir:
        for field in (one for one in _OF_IMAP if one in row):
            words = _("un Maildir ne s’en sert pas : supprimez cette ligne")
            yield centre.problem((*_BOX, field), words)
    else:
        yield from _imap(centre, row)


def _imap(centre: Document, row: Mapping[str, object]) -> Iterator[Problem]:
    host, port, file = row.get("imap"), row.get("port"), row.get("password_file")
    if isinstance(host, str) and not _HOST.fullmatch(host):
        words = _("attendu : le nom du serveur seul, par exemple « imap.centre.example »")
        yield centre.problem((*_BOX, "imap"), words)
    if port == 143:
        words = _("le port 143 n’est pas chiffré dès l’ouverture : prenez 993")
        yield centre.problem((*_BOX, "port"), words)
    if not row.get("user"):
        words = _("« imap » demande aussi « user », le nom du compte")
        yield centre.problem((*_BOX, "imap"), words)
    if isinstance(file, str) and file and not _is_private(file):
        words = _("un mot de passe ne se range que dans « data/ » ou hors de cet espace de travail")
        yield centre.problem((*_BOX, "password_file"), words)


def _is_private(file: str) -> bool:
    """data/ is what no one commits, serves or publishes."""
    path = PurePosixPath(file)
    inside = not path.is_absolute() and not file.startswith("~")
    return not inside or (path.parts[:1] == ("data",) and ".." not in path.parts)


def _newsletter(
    sources: Document, path: KeyPath, source: Mapping[str, object]
) -> Iterator[Problem]:
    rules = source.get("mail")
    if not isinstance(rules, dict) or not (rules.get("from") or rules.get("list_id")):
        words = _("une source « mail » demande « mail: » avec « from » ou « list_id »")
        yield sources.problem((*path, "kind"), words)
        return
    given = rules.get("from")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, str) and one and not _SENDER.fullmatch(one):
            words = _("attendu : une adresse ou un domaine, par exemple « lettre.example »")
            yield sources.problem((*path, "mail", "from"), words)
