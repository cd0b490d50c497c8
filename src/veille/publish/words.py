"""Why a host refused or did not answer, in French, without a full stop: the same words for every protocol."""

from __future__ import annotations

import errno
import socket
from gettext import gettext as _

LOST = _("la connexion avec le serveur a été perdue")


def reason(error: OSError) -> str:
    """Why a disk refused, in French, without a full stop."""
    return {
        errno.ENOSPC: _("le disque du serveur est plein"),
        errno.EDQUOT: _("la place accordée par l’hébergeur est épuisée"),
        errno.EACCES: _("le serveur refuse l’écriture : les droits manquent"),
        errno.EPERM: _("le serveur refuse l’écriture : les droits manquent"),
        errno.EROFS: _("le disque est en lecture seule"),
        errno.ENOTDIR: _("un fichier se trouve là où il faudrait un dossier"),
        errno.EISDIR: _("un dossier se trouve là où il faudrait un fichier"),
    }.get(error.errno or 0, _("le serveur refuse : {0}").format(error.strerror or error))


def unreachable(host: str, port: int, error: OSError) -> str:
    """Why nobody could even speak to the server."""
    if isinstance(error, socket.gaierror):
        return _("« {0} » est introuvable : vérifiez publish.host").format(host)
    if isinstance(error, TimeoutError):
        return _("{0}:{1} ne répond pas").format(host, port)
    return _("{0}:{1} ne répond pas : vérifiez publish.host, publish.port et la connexion").format(
        host, port
    )


def not_let_in(host: str, user: str) -> str:
    return _("{0} refuse d’ouvrir à « {1} » : vérifiez publish.user et le mot de passe").format(
        host, user
    )


def no_folder(folder: str) -> str:
    return _(
        "le dossier « {0} » n’existe pas sur le serveur : créez-le, ou corrigez publish.folder"
    ).format(folder)
