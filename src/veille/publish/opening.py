"""From what veille.yml says of the host to a target that is open."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path

from veille.errors import PublishError
from veille.model.declared import Publish
from veille.ports import Target
from veille.publish.folder import FolderTarget
from veille.publish.ftp import Entry, FtpTarget
from veille.publish.rsync import RsyncTarget, Way

PASSWORD = "VEILLE_PUBLISH_PASSWORD"

PORTS = {"sftp": 22, "ftps": 21, "ftp": 21, "rsync": 22}


def open_target(rule: Publish, workspace: Path) -> Target:
    """The target, open. Paths of files are relative to the workspace. Raises PublishError."""
    if rule.method == "command":
        raise PublishError(_("la méthode « command » n’ouvre rien : elle lance une commande"))
    if rule.method == "folder":
        return FolderTarget(workspace / Path(rule.folder).expanduser())
    if rule.method == "rsync":
        return RsyncTarget(_way(rule, workspace))
    if rule.method == "sftp":
        return _sftp(rule, workspace)
    return _ftp(rule, workspace)


def _sftp(rule: Publish, workspace: Path) -> Target:
    from veille.publish.sftp import (  # a fifth of a second, which others do without
        Login,
        SftpTarget,
    )

    login = Login(
        host=rule.host,
        port=rule.port or PORTS[rule.method],
        user=rule.user,
        password=password(rule, workspace),
        key=_file(rule.key_file, workspace),
        fingerprint=rule.fingerprint,
        known_hosts=_file(rule.known_hosts, workspace),
    )
    return SftpTarget(login, rule.folder)


def _ftp(rule: Publish, workspace: Path) -> Target:
    entry = Entry(
        host=rule.host,
        port=rule.port or PORTS[rule.method],
        user=rule.user,
        password=password(rule, workspace),
        secure=rule.method == "ftps",
        authority=_file(rule.ca_file, workspace),
    )
    return FtpTarget(entry, rule.folder)


def _way(rule: Publish, workspace: Path) -> Way:
    return Way(
        folder=rule.folder if rule.host else str(workspace / Path(rule.folder).expanduser()),
        host=rule.host,
        port=rule.port or PORTS[rule.method],
        user=rule.user,
        key=_file(rule.key_file, workspace),
        known_hosts=_file(rule.known_hosts, workspace),
    )


def password(rule: Publish, workspace: Path) -> str:
    """$VEILLE_PUBLISH_PASSWORD, else the first line of the file that is named. Raises PublishError."""
    if given := os.environ.get(PASSWORD, ""):
        return given
    file = _file(rule.password_file, workspace)
    if file is None:
        return ""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(
            _("le fichier du mot de passe, « {0} », ne peut pas être lu").format(file)
        ) from error
    if not lines or not lines[0]:
        raise PublishError(
            _("le fichier du mot de passe, « {0} », est vide : écrivez-y le mot de passe").format(
                file
            )
        )
    return lines[0]


def password_file(rule: Publish, workspace: Path) -> Path | None:
    """The file that is named for it, if one is."""
    return _file(rule.password_file, workspace)


def _file(name: str, workspace: Path) -> Path | None:
    return workspace / Path(name).expanduser() if name else None
