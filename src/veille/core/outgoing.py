"""Publish the built archive on its public host: only what changed, and said who asked for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from gettext import gettext as _

from veille.archive.manifest import manifest
from veille.archive.write import complete, exact
from veille.core.context import Context
from veille.core.locking import alone, only_one
from veille.core.site import WORKSPACE
from veille.errors import ArchiveError, PublishError, RefusedError
from veille.model.declared import Publish
from veille.model.role import Right
from veille.ports import Target
from veille.publish import command
from veille.publish.carry import Cargo, Heard, Sent, carry, compare
from veille.publish.embed import embed
from veille.publish.opening import open_target, password_file
from veille.store import people, settings, shelves
from veille.store.engine import Connection

LAST = "published"
"""The setting that holds how the last publication ended."""

TRIES = 3
"""A build may pass while the files leave: what it changed is taken up, a few times at most."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a publication would send and remove, in order, and how heavy it would be in bytes."""

    puts: tuple[str, ...]
    removes: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Last:
    """How the last publication ended: what it did, or why it stopped."""

    at: datetime
    words: str
    failed: bool


class Outgoing:
    """The archive on its way to the public host."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    @property
    def rule(self) -> Publish:
        """Where veille.yml says to publish. Raises RefusedError when it does not."""
        rule = self._ctx.config.centre.publish
        if rule is None:
            raise RefusedError(
                _(
                    "veille.yml ne dit pas où publier : ajoutez « publish », comme le montre docs/publier.md"
                )
            )
        return rule

    @property
    def warning(self) -> str:
        """What should be known of the method before it is used, in French; empty when nothing."""
        if self.rule.method == "ftp":
            return _(
                "Par FTP, le mot de passe et les pages passent en clair :"
                " préférez ftps ou sftp, que la plupart des hébergeurs offrent."
            )
        secret = password_file(self.rule, self._ctx.workspace.folder)
        if secret and secret.is_file() and secret.stat().st_mode & 0o077:
            return _(
                "D’autres comptes de cette machine peuvent lire le mot de passe : chmod 600 {0}"
            ).format(secret)
        return ""

    @property
    def declared(self) -> bool:
        """Whether veille.yml says where to publish."""
        return self._ctx.config.centre.publish is not None

    @property
    def last(self) -> Last | None:
        """None as long as nothing was ever published."""
        with self._ctx.store.read() as r:
            kept = settings.get(r, LAST)
        if kept is None:
            return None
        told = json.loads(kept)
        return Last(datetime.fromisoformat(told["at"]), told["words"], told["failed"])

    def embedded(self, publication: str = "", most: int = 5) -> str:
        """HTML to paste into another site: the latest editions, of one publication or of all.

        Raises NotFoundError for a publication that is not.
        """
        if publication:
            self._ctx.config.publication(publication)
        with self._ctx.store.read() as r:
            views = shelves.editions(r, publication, limit=most)
        return embed(self._ctx.config.archive_url, views)

    def foresee(self, *, again: bool = False) -> Foreseen:
        """What `publish` would do; nothing is written. Raises RefusedError, PublishError."""
        rule, cargo = self.rule, self._cargo()
        if rule.method == "command":
            transfer = command.foresee(self._order(), cargo, again=again)
        else:
            transfer = compare(self._opening(), cargo, again=again)
        archive = self._ctx.workspace.archive
        size = sum((archive / p).stat().st_size for p in transfer.puts if (archive / p).is_file())
        return Foreseen(transfer.puts, transfer.removes, size)

    def publish(
        self, *, by: str, again: bool = False, adopt: bool = False, heard: Heard | None = None
    ) -> Sent:
        """Carries what changed since last time; `again` everything; `adopt` over foreign files too.

        Raises RefusedError when nothing is built, nothing is declared or somebody publishes already;
        ForbiddenError; PublishError naming the file, what was online staying so.
        """
        self._may(by)
        held = only_one(self._ctx.workspace, "publish")
        if held is None:
            raise RefusedError(_("une publication est déjà en cours : attendez qu’elle finisse"))
        with closing(held):
            try:
                sent = self._carried(again=again, adopt=adopt, heard=heard)
            except (ArchiveError, PublishError, RefusedError) as error:
                with self._ctx.store.write() as w:
                    self._keep(w, str(error), failed=True)
                raise
        self._write_down(sent, by)
        return sent

    def _carried(self, *, again: bool, adopt: bool, heard: Heard | None) -> Sent:
        for left in reversed(range(TRIES)):
            rule, cargo = self.rule, self._cargo()
            try:
                if rule.method == "command":
                    return command.hand_over(self._order(), cargo, again=again, heard=heard)
                return carry(self._opening(), cargo, again=again, adopt=adopt, heard=heard)
            except ArchiveError:
                # Touched by a hand, or by a build that has passed meanwhile: then there is more to send.
                if not left or self._cargo().files == cargo.files:
                    raise
        raise AssertionError  # the last try raises or returns

    def _opening(self) -> Callable[[], Target]:
        return partial(open_target, self.rule, self._ctx.workspace.folder)

    def _order(self) -> command.Order:
        place = self._ctx.workspace
        return command.Order(
            self.rule.command, place.folder, place.archive, place.data / "published"
        )

    def _cargo(self) -> Cargo:
        with self._ctx.store.read() as r:
            workspace = settings.get(r, WORKSPACE) or ""
        archive = self._ctx.workspace.archive
        with alone(self._ctx.workspace, "archive"):
            complete(archive)
        files: Mapping[str, str] = manifest(archive, workspace)
        if not files:
            raise RefusedError(
                _("l’archive n’est pas encore construite : lancez « veille archive build »")
            )
        return Cargo(workspace, files, lambda path: exact(archive, path, files[path]))

    def _may(self, by: str) -> None:
        """Asked before the first byte leaves, and again when it is written down."""
        with self._ctx.store.write() as w:
            people.acting(w, by, Right.EDIT)

    def _write_down(self, sent: Sent, by: str) -> None:
        with self._ctx.store.write() as w:
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=people.acting(w, by, Right.EDIT),
                verb="publish-archive",
                about="archive:",
                before={},
                after={"put": len(sent.put), "removed": len(sent.removed), "size": sent.size},
            )
            self._keep(w, sent.words, failed=False)

    def _keep(self, w: Connection, words: str, *, failed: bool) -> None:
        at = self._ctx.clock.now().isoformat()
        settings.put(w, LAST, json.dumps({"at": at, "words": words, "failed": failed}))
