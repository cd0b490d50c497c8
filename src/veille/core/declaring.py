"""The one way to edit a YAML file from within: judged, journaled, swapped, read again; undone to the letter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _

from veille.config.edit import Edit, prepared
from veille.config.rewrite import Change, digest
from veille.core.context import Context
from veille.errors import RefusedError
from veille.model.role import Right
from veille.store import edits, people

UNDO = "undo-edit"


@dataclass(frozen=True, slots=True)
class LastEdit:
    """The last edit of a file, as long as nobody has touched it since."""

    at: datetime
    by: str
    words: str
    is_undo: bool


class Declaring:
    """Edits one file of the workspace. `reload` takes up what the files then say."""

    def __init__(self, ctx: Context, file: str, reload: Callable[[], None]) -> None:
        self._ctx = ctx
        self._file = file
        self.reload = reload

    @property
    def digest(self) -> str:
        """What a form keeps, to tell later whether the file is still the one it was opened on."""
        return digest(self._ctx.workspace.folder / self._file)

    def write(
        self,
        rewritten: Callable[[str], str],
        *,
        by: str,
        verb: str,
        words: str,
        about: dict[str, object],
        seen: str = "",
    ) -> None:
        """Swaps the file for what `rewritten` makes of it, or leaves it. Raises ConfigError, ForbiddenError."""
        edit = prepared(self._ctx.workspace.folder, self._file, rewritten, seen=seen)
        self._put(edit, by=by, verb=verb, words=words, about=about)

    def last(self) -> LastEdit | None:
        """What may be taken back; None once somebody changed the file by hand."""
        with self._ctx.store.read() as r:
            last = edits.last(r, self._file)
        if last is None or last.digest != self.digest:
            return None
        return LastEdit(last.at, last.by, last.words, last.verb == UNDO)

    def undo(self, *, by: str) -> str:
        """Puts back the text that the last edit replaced; returns what was undone, in words.

        Raises RefusedError when there is nothing to undo, or when the file has changed since.
        """
        with self._ctx.store.read() as r:
            last = edits.last(r, self._file)
        if last is None:
            raise RefusedError(_("il n’y a rien à annuler dans {0}").format(self._file))
        if last.digest != self.digest:
            words = _("{0} a changé depuis : rien n’a été annulé, corrigez-le à la main")
            raise RefusedError(words.format(self._file))
        back = Change(last.place, last.now, last.was)
        edit = prepared(self._ctx.workspace.folder, self._file, back.applied)
        self._put(edit, by=by, verb=UNDO, words=last.words, about={"undoes": last.id})
        return last.words

    def _put(self, edit: Edit, *, by: str, verb: str, words: str, about: dict[str, object]) -> None:
        if edit.before == edit.after:
            return
        change = edit.change
        with ExitStack() as files, self._ctx.store.write() as w:
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=people.acting(w, by, Right.EDIT),
                verb=verb,
                about=self._file,
                before={"text": change.was},
                after={
                    **about,
                    "words": words,
                    "place": change.at,
                    "text": change.now,
                    "digest": edit.digest,
                },
            )
            # Last, so that a file that changed meanwhile leaves no word in the journal. What fails
            # after it, the commit itself, puts it back.
            files.enter_context(edit.in_place())
        self.reload()
