"""The logo of veille.yml, read when a letter is made; what is wrong with it stops no letter."""

from __future__ import annotations

import json
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path

from veille.centre.picture import logo
from veille.core.context import Context
from veille.errors import PictureError
from veille.model.logo import Logo
from veille.store import blobs, settings
from veille.store.engine import Connection
from veille.text.unseen import seen

HEAVIEST = 5 * 1024 * 1024
"""Bytes of the file that is given; what letters show is far lighter."""
SEALED = "logos"
"""Setting: the logos that sealed letters name, path → SHA-256, in JSON."""


def read_logo(ctx: Context) -> tuple[Logo | None, str]:
    """(the logo, empty) or (None, what is wrong with it as a sentence); (None, empty) when there is none."""
    named = ctx.config.centre.centre.logo.strip()
    if not named:
        return None, ""
    folder = ctx.workspace.templates.resolve()
    told = _("centre.logo, templates/{0} : ").format(seen(named))
    if "\0" in named:
        return None, told + _("cette image n’existe pas ou ne se lit pas")
    path = (folder / named).resolve()
    if not path.is_relative_to(folder):
        return None, told + _("l’image doit être dans le dossier templates/")
    try:
        facts = path.stat()
        if facts.st_size > HEAVIEST:
            return None, told + _("image de plus de 5 Mo : réduisez-la")
        return _made(path, facts.st_mtime_ns, facts.st_size), ""
    except OSError:
        return None, told + _("cette image n’existe pas ou ne se lit pas")
    except PictureError as error:
        return None, told + str(error)


@lru_cache(maxsize=8)
def _made(path: Path, changed: int, size: int) -> Logo:
    """Made once for each state of the file: `changed` and `size` only tell them apart."""
    made = logo(path.read_bytes())
    return Logo(made.content, made.width // 2, made.height // 2)


def keep_logo(w: Connection, shown: Logo | None) -> None:
    """A sealed letter names it for ever: the archive goes on serving it, whatever becomes of the file."""
    if shown is None:
        return
    known = json.loads(settings.get(w, SEALED) or "{}")
    known[shown.path] = blobs.keep(w, "image/png", shown.content)
    settings.put(w, SEALED, json.dumps(known, sort_keys=True))


def kept_logos(c: Connection) -> dict[str, bytes]:
    """Path under the archive's root → bytes, for every logo that a sealed letter names."""
    known = json.loads(settings.get(c, SEALED) or "{}")
    return {path: blobs.kept(c, digest) or b"" for path, digest in sorted(known.items())}
