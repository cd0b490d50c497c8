"""Lays messages in a folder, whole or not at all: the trial before a real sending exists."""

from __future__ import annotations

import os
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from veille.errors import OutboxError
from veille.text.disk import refused


def lay(outbox: Path, messages: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Writes (name, bytes) as files and returns their paths. Raises OutboxError, nothing half-written."""
    waiting: list[tuple[Path, Path]] = []
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        for name, content in messages:
            draft = outbox / f".{name}.part"
            waiting.append((draft, outbox / name))
            draft.write_bytes(content)
        for draft, final in waiting:
            os.replace(draft, final)
    except OSError as error:
        for draft, _final in waiting:
            draft.unlink(missing_ok=True)
        raise OutboxError(
            _("le dossier d’envoi « {0} » n’est pas accessible en écriture : {1}").format(
                outbox, refused(error)
            )
        ) from error
    return [final for _draft, final in waiting]
