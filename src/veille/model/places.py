"""Where things stand in the archive, and in which order they are put there, here or on a host. Pure."""

from __future__ import annotations

ITEMS = "ressource/"

_LISTS = frozenset({"themes", "territoires", "dossiers", "sources", "recherche"})
"""First segments whose pages only lead to others."""
_FEEDS = (".atom", ".rss", ".xml", ".json", ".txt")


def item_path(public_id: str) -> str:
    """The address of an item's page under the root of the archive, the same for ever."""
    return f"{ITEMS}{public_id}/"


def inside(path: str) -> bool:
    """Whether a path names a file under a root: it may come from a list that anyone has edited."""
    return "\0" not in path and {"", ".", ".."}.isdisjoint(path.split("/"))


def stage(path: str) -> int:
    """When a file is put in its place, so that nothing is ever shown before what it needs or leads to.

    0 what pages need, 1 pages alone, 2 lists, 3 feeds and search, 4 the index that names the other
    files of the search, 5 the home page.
    """
    if path == "index.html":
        return 5
    first, *rest = path.split("/")
    if first == "assets":
        return 0
    if path.endswith(_FEEDS) or first == "recherche":
        return 4 if rest and rest[-1] == "index.json" else 3
    if not path.endswith(".html"):
        return 0
    a_year = len(rest) == 2 and rest[0].isdigit()
    return 1 if len(rest) > 1 and not a_year and first not in _LISTS else 2


def turn(path: str) -> tuple[int, int, str]:
    """What to sort paths by: their stage, then the deepest first, then by name."""
    return (stage(path), -path.count("/"), path)
