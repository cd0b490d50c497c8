"""From what veille.yml says of the host to a target that is open."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path

from veille.errors import PublishError
from veille.model.declared import Publish
from veille.ports import Target
from veille.publish.folder import FolderTarget

PASSWORD = "VEILLE_PUBLISH_PASSWORD"

PORTS = {"sftp": 22, "ftps": 21, "ftp": 21, "rsync": 22}


def open_target(rule: Publish, workspace: Path) -> Target:
    """The target, open. Paths of files are relative to the workspace. Raises PublishError."""
    if rule.method == "folder":
        return FolderTarget(workspace / Path(rule.folder).expanduser())
    return _sftp(rule, workspace)


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


def _file(name: str, workspace: Path) -> Path | None:
    return workspace / Path(name).expanduser() if name else None
