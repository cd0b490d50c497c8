"""What a build has decided and not done yet: a file in the archive, which anyone may have edited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from veille.errors import ArchiveError
from veille.model.places import inside


@dataclass(frozen=True, slots=True)
class Owed:
    """Paths under the root: those to put, by their rank aside, and those to remove, with their hash."""

    put: Sequence[str]
    removed: Mapping[str, str]


def owed_bytes(put: Sequence[str], removed: Mapping[str, str]) -> bytes:
    return json.dumps({"put": put, "removed": removed}, ensure_ascii=False).encode()


def owed(file: Path) -> Owed:
    """Reads it. Raises ArchiveError when it cannot be read, or names a file outside the archive."""
    try:
        told = json.loads(file.read_text("utf-8"))
        found = Owed(list(told["put"]), dict(told["removed"]))
        strange = [path for path in (*found.put, *found.removed) if not inside(path)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(
            _(
                "« {0} » est illisible : supprimez le dossier « {1} », puis lancez"
                " « veille archive build »"
            ).format(file, file.parent)
        ) from error
    if strange:
        raise ArchiveError(
            _(
                "« {0} » nomme un fichier hors de l’archive, « {1} » : supprimez le dossier « {2} »,"
                " puis lancez « veille archive build »"
            ).format(file, strange[0], file.parent)
        )
    return found
