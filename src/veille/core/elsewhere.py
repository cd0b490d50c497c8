"""An edition taken to another mailer: HTML, text, a draft message, a text document, posts."""

from __future__ import annotations

from veille.compose.elsewhere import TOOLS, for_tool
from veille.compose.odt import document
from veille.compose.posts import NETWORKS, Post, of_edition, of_entry
from veille.core.context import Context
from veille.core.editions import Editions
from veille.model.edition import Rendered
from veille.model.places import item_path
from veille.send.message import unsent

TOOL_NAMES = {key: tool.name for key, tool in TOOLS.items()}
NETWORK_NAMES = {key: network.name for key, network in NETWORKS.items()}


class Elsewhere:
    """For centres that send with another tool. A sealed edition gives its bytes; raises like its preview."""

    def __init__(self, ctx: Context, made: Editions) -> None:
        self._ctx = ctx
        self._editions = made

    def rendered(self, name: str, tool: str = "") -> Rendered:
        """Subject and both parts with that tool's unsubscribe tag."""
        return for_tool(self._editions.preview(name), tool)

    def eml(self, name: str, tool: str = "") -> bytes:
        """A message without a recipient that opens as a draft (X-Unsent: 1)."""
        centre, mail = self._ctx.config.centre.centre, self._ctx.config.centre.mail
        return unsent(self.rendered(name, tool), centre.short, mail.from_)

    def odt(self, name: str) -> bytes:
        """A text document with real headings."""
        view = self._editions.view(name)
        archive = self._ctx.config.archive_url
        return document(view, self._ctx.config.centre.centre.name, archive + view.path)

    def posts(self, name: str) -> list[Post]:
        """One text a network for the edition."""
        view = self._editions.view(name)
        return of_edition(view, self._ctx.config.archive_url + view.path)

    def entry_posts(self, name: str, item: str) -> list[Post]:
        """One text a network for one entry; none for an entry that is not there."""
        archive = self._ctx.config.archive_url
        for entry in self._editions.view(name).entries:
            if entry.public_id == item:
                return of_entry(entry.title, entry.note, archive + item_path(item))
        return []
