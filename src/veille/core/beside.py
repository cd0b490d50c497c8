"""Work done beside whoever asked for it, in a thread of its own, so that no key waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from veille.errors import VeilleError

log = logging.getLogger("veille.beside")

Begin = Callable[[str, Callable[[], None]], Callable[[], None]]
"""Starts some work beside us, under a name; gives how to wait for its end."""


def in_thread(name: str, work: Callable[[], None]) -> Callable[[], None]:
    """The usual way: a thread, which the program waits for before it ends."""
    thread = Thread(target=work, name=name)
    thread.start()
    return thread.join


class Follower:
    """Keeps something in step with what people do: many asks within a moment are one piece of work."""

    def __init__(
        self, name: str, work: Callable[[], object], *, quiet: float, begin: Begin = in_thread
    ) -> None:
        self._name = name
        self._work = work
        self._quiet = quiet
        self.begin = begin
        self.trouble = ""
        """Why the last piece of work failed, as a sentence; empty when it did not."""
        self._asked = self._busy = False
        self._lock = Lock()
        self._stop = Event()
        self._ended: Callable[[], None] = _nothing

    def ask(self) -> None:
        """The work is done within `quiet` seconds or so, and says nothing to whoever asked."""
        with self._lock:
            self._asked = True
            if self._busy:
                return
            self._busy = True
        self._ended = self.begin(self._name, self._follow)

    def stop(self) -> None:
        """Does at once what was asked for, and nothing after."""
        self._stop.set()
        self._ended()

    def _follow(self) -> None:
        while self._more():
            self._stop.wait(self._quiet)  # what is asked meanwhile is in the same piece of work
            self._asked = False
            try:
                self._work()
                self.trouble = ""
            except VeilleError as error:
                self.trouble = str(error)
            except Exception as bug:
                self.trouble = repr(bug)
                log.exception(self._name)

    def _more(self) -> bool:
        with self._lock:
            self._busy = self._asked
            return self._busy


def _nothing() -> None:
    """Nothing was begun."""
