"""Why a disk of this machine refused, in French, without a full stop."""

from __future__ import annotations

import errno
from gettext import gettext as _


def refused(error: OSError) -> str:
    """What the system says in English is kept for what nobody has met yet."""
    return {
        errno.ENOSPC: _("le disque est plein"),
        errno.EDQUOT: _("la place accordée sur ce disque est épuisée"),
        errno.EACCES: _("les droits manquent"),
        errno.EPERM: _("les droits manquent"),
        errno.EROFS: _("le disque est en lecture seule"),
        errno.ENOENT: _("le dossier n’existe pas"),
        errno.ENOTDIR: _("un fichier se trouve là où il faudrait un dossier"),
        errno.EISDIR: _("un dossier se trouve là où il faudrait un fichier"),
        errno.ENAMETOOLONG: _("le nom est trop long pour ce disque"),
        errno.EIO: _("le disque ne répond plus"),
    }.get(error.errno or 0, error.strerror or str(error))
