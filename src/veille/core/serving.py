"""What a web server must be told about the archive: as a text to copy, or as files beside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from veille.config.load import Config
from veille.errors import NotFoundError
from veille.publish import apache, netlify
from veille.publish.nginx import nginx
from veille.publish.served import FRESH, Served, headers, media_type

__all__ = ["FRESH", "KINDS", "headers", "media_type", "server_files", "told"]

KINDS = ("nginx", "apache", "headers", "redirects")


def told(config: Config, kind: str, moved: Sequence[tuple[str, str]]) -> str:
    """The text of one of KINDS. Raises NotFoundError."""
    served = Served(config.archive_url, tuple(moved))
    made = {
        "nginx": nginx,
        "apache": apache.apache,
        "headers": netlify.headers,
        "redirects": netlify.redirects,
    }
    if kind not in made:
        raise NotFoundError(_("aucun serveur « {0} » : {1}").format(kind, ", ".join(KINDS)))
    return made[kind](served)


def server_files(config: Config, moved: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of what publish.server wants at the root of the archive; none when it is empty."""
    wanted = config.centre.publish.server if config.centre.publish else ""
    if wanted == "apache":
        yield apache.NAME, told(config, "apache", moved).encode()
    if wanted == "netlify":
        yield netlify.HEADERS, told(config, "headers", moved).encode()
        yield netlify.REDIRECTS, told(config, "redirects", moved).encode()
