"""The `publish:` of veille.yml: what each method needs, and what would be of no use to it. Pure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from gettext import gettext as _
from pathlib import Path, PurePosixPath

from veille.config.yaml import Document
from veille.errors import Problem

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "folder": ("folder",),
    "sftp": ("host", "user"),
    "ftps": ("host", "user"),
    "ftp": ("host", "user"),
    "rsync": ("folder",),
    "command": ("command",),
}
_KNOWS: Mapping[str, frozenset[str]] = {
    "folder": frozenset(),
    "sftp": frozenset({"port", "password_file", "key_file", "known_hosts", "fingerprint"}),
    "ftps": frozenset({"port", "password_file", "ca_file"}),
    "ftp": frozenset({"port", "password_file"}),
    "rsync": frozenset({"host", "user", "port", "key_file", "known_hosts"}),
    "command": frozenset(),
}
_OWN = ("archive", "data")
"""Folders of a workspace that veille writes itself."""
_ALWAYS = frozenset({"method", "folder", "server", "auto"})
_FIELDS = frozenset().union(*_KNOWS.values(), *_NEEDS.values(), _ALWAYS)


def check_target(centre: Document, workspace: Path) -> Iterator[Problem]:
    """A target on this machine that is the workspace, or what veille keeps in it: it would feed on itself."""
    row = centre.at(("publish",))
    folder = row.get("folder") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(folder, str) or not folder or row.get("host"):
        return
    if row.get("method") not in ("folder", "rsync"):
        return
    home = Path(os.path.abspath(workspace))
    target = Path(os.path.abspath(home / Path(folder).expanduser()))
    if target == home or any(target.is_relative_to(home / own) for own in _OWN):
        words = _(
            "« {0} » est dans l’espace de travail, là où veille range l’archive et ses données :"
            " choisissez un dossier à part"
        )
        yield centre.problem(("publish", "folder"), words.format(folder))


def check_publish(centre: Document) -> Iterator[Problem]:
    """The problems of how the archive is published, in no order."""
    row = centre.at(("publish",))
    if not isinstance(row, dict):
        return
    method = row.get("method")
    if isinstance(method, str) and method in _NEEDS:
        for field in _NEEDS[method]:
            if not row.get(field):
                words = _("la méthode « {0} » demande aussi « {1} »")
                yield centre.problem(("publish", "method"), words.format(method, field))
        known = _ALWAYS | _KNOWS[method] | set(_NEEDS[method])
        for field in sorted((_FIELDS & row.keys()) - known):
            words = _("la méthode « {0} » ne s’en sert pas : supprimez cette ligne")
            yield centre.problem(("publish", field), words.format(method))
    yield from _places(centre, row)


def _places(centre: Document, row: Mapping[str, object]) -> Iterator[Problem]:
    folder, host, print_ = row.get("folder"), row.get("host"), row.get("fingerprint")
    if isinstance(folder, str) and ".." in PurePosixPath(folder).parts:
        words = _("le dossier ne contient pas « .. » : écrivez son chemin entier")
        yield centre.problem(("publish", "folder"), words)
    if isinstance(host, str) and host and not re.fullmatch(r"[A-Za-z0-9:][A-Za-z0-9.:-]*", host):
        words = _("attendu : le nom du serveur seul, par exemple « ftp.hebergeur.example »")
        yield centre.problem(("publish", "host"), words)
    if isinstance(print_, str) and not re.fullmatch(r"SHA256:[A-Za-z0-9+/]{43}=?", print_):
        words = _("attendu : « SHA256:… » en entier, comme l’écrit « ssh-keygen -l »")
        yield centre.problem(("publish", "fingerprint"), words)
