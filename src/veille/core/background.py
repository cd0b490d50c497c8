"""One long work at a time beside the desk, in a thread of its own, that ends when the desk closes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from gettext import gettext as _

from veille.errors import BusyError

Work = Callable[[threading.Event], None]
"""What to do; the event is set when it should stop early."""


class Background:
    """Starts a work and knows whether it still runs. What it came to is its own business."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Work) -> None:
        """Raises BusyError while another work runs."""
        with self._lock:
            if self.running:
                raise BusyError(_("un travail est déjà en cours : attendez qu’il finisse"))
            self._stop = threading.Event()
            self._thread = threading.Thread(
                target=work, args=(self._stop,), name="veille-background", daemon=True
            )
            self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Until the work under way is done."""
        if self._thread is not None:
            self._thread.join(seconds)

    def close(self) -> None:
        """Asks the work to stop, and waits for what is under way."""
        self._stop.set()
        self.wait()
