"""Pages that the archive shows and the store never heard of: an older backup was put back over a newer site."""

from __future__ import annotations

import re
from collections.abc import Collection

from veille.archive.manifest import manifest
from veille.core.context import Context
from veille.core.site import WORKSPACE
from veille.errors import ArchiveError
from veille.model.places import ITEMS, item_path
from veille.store import mapped, permalinks, settings
from veille.store.engine import Connection

_ITEM = re.compile(rf"{ITEMS}([^/]+)/index\.html")
_EDITION = re.compile(
    r"(?!(?:agenda|breves|dossiers|recherche|ressource|territoires|themes)/)"
    r"([^/]+/[0-9]{4}/[^/]+/)index\.html"
)


def ahead(c: Connection, files: Collection[str]) -> list[str]:
    """Addresses of editions and items of which the store knows nothing; none as long as it is the newest.

    What was withdrawn is known: an item stays, and a sealed edition cannot be unsealed.
    """
    items = {found[1] for one in files if (found := _ITEM.fullmatch(one))}
    editions = {found[1] for one in files if (found := _EDITION.fullmatch(one))}
    unknown = {item_path(one) for one in items - mapped.known_items(c)}
    sealed = {one.path for one in mapped.editions(c)}
    return sorted(unknown | (editions - sealed - permalinks.paths(c)))


def taken(ctx: Context, c: Connection, path: str) -> bool:
    """Whether the archive holds an edition at this address that the store never sealed."""
    try:
        files = manifest(ctx.workspace.archive, settings.get(c, WORKSPACE) or "")
    except ArchiveError:  # told by the next build
        return False
    return f"{path}index.html" in files and not permalinks.has(c, path)


def spared(c: Connection, files: Collection[str]) -> set[str]:
    """Files that no build may take away: nobody could make them again, and they were public."""
    if not ahead(c, files):
        return set()
    shown = {one.removesuffix("index.html") for one in files if one.endswith("/index.html")}
    strange = shown - permalinks.paths(c)
    return {
        one
        for one in files
        if one.startswith("assets/pictures/") or f"{one.rpartition('/')[0]}/" in strange
    }
