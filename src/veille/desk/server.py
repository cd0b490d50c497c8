"""Opens the desk and the local archive on this machine, and closes both when asked to stop."""

from __future__ import annotations

import ctypes
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from veille.core import Veille
from veille.desk.app import create_app
from veille.desk.static_site import static_site
from veille.errors import RefusedError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HERE = "127.0.0.1"
NEIGHBOURS = 20
"""Ports tried after the wanted one."""
_M_ARENA_MAX = -8
"""From <malloc.h>."""


def serve(
    veille: Veille,
    *,
    port: int,
    archive_port: int,
    by: str,
    say: Callable[[str], None],
    background: Callable[[], Callable[[], None]] | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM, then returns. `background` starts something and says how to stop it.

    Raises RefusedError when no port is free. To be called from the main thread.
    """
    _share_memory()
    veille.archive.complete()
    with ExitStack() as open_things, _stop_signal() as stop:
        archive_at = open_things.enter_context(
            listening(static_site(veille.workspace.archive), archive_port)
        )
        archive = f"http://{HERE}:{archive_at}/"
        app = create_app(veille, archive_address=archive)
        desk_at = open_things.enter_context(listening(app, port))
        if background is not None:
            open_things.callback(background())
        open_things.callback(veille.jobs.stop)  # first of all: the clock waits for what it runs
        link = f"http://{HERE}:{desk_at}/bureau/entrer/{veille.access.new_link(by)}"
        for asked, got in ((port, desk_at), (archive_port, archive_at)):
            if asked not in (0, got):
                say(_("Le port {0} est pris : {1} à la place.").format(asked, got))
        say(_("Bureau : {0} (lien à usage unique)").format(link))
        say(_("Archive : {0}").format(archive))
        say(_("Ctrl-C pour arrêter"))
        stop.wait()


def _share_memory() -> None:
    """Two heaps for all threads. glibc would give each its own, which keeps what it once needed."""
    with suppress(OSError, AttributeError):  # another C library has other ways
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


@contextmanager
def _stop_signal() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set, however many arrive; the old handlers come back after."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def listening(app: WSGIApplication, port: int) -> Iterator[int]:
    """Serves the application in a thread; gives the port, which is a near one when `port` is taken."""
    door = _bound(port)
    sockets: dict[int, Any] = {}
    # Its published types know neither the list of sockets nor the trigger.
    options: dict[str, Any] = {"sockets": [door], "threads": 8, "ident": "veille"}
    server: Any = create_server(app, map=sockets, **options)
    thread = threading.Thread(target=server.run, name=f"web-{port}", daemon=True)
    thread.start()
    try:
        yield int(door.getsockname()[1])
    finally:
        server.task_dispatcher.shutdown()
        # Sockets are closed by the thread that polls them, else it polls a closed one.
        server.trigger.pull_trigger(partial(wasyncore.close_all, sockets))
        thread.join()


def _bound(port: int) -> socket.socket:
    """A socket on the loopback address alone."""
    for candidate in range(port, min(port + NEIGHBOURS, 65535) + 1) if port else (0,):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HERE, candidate))
            door.listen()
        except OSError:
            door.close()
            continue
        return door
    raise RefusedError(
        _("aucun port libre entre {0} et {1} : choisissez-en un avec --port").format(
            port, port + NEIGHBOURS
        )
    )
