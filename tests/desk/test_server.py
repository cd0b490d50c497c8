"""The two servers: where they listen, what they say, how they end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cast import Stage
from veille.desk.server import listening
from veille.desk.static_site import static_site
from veille.errors import RefusedError

SCRIPT = """
import sys
from pathlib import Path
from veille.core import open_veille
from veille.desk.server import serve

def background():
    print("travaux", flush=True)
    return lambda: print("travaux finis", flush=True)

veille = open_veille(Path(sys.argv[1]))
serve(veille, port=int(sys.argv[2]), archive_port=0, by="Alice",
      say=lambda text: print(text, flush=True), background=background)
veille.close()
print("fini", flush=True)
"""


@contextmanager
def served(stage: Stage, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The desk in a process of its own, and what it said before it was ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(stage.folder), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stderr
    said: list[str] = []
    try:
        while not said or "Ctrl-C" not in said[-1]:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            said.append(line.strip())
        yield process, said
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback
        return answer.status, answer.read().decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_ends_well(stage: Stage, number: signal.Signals) -> None:
    (stage.folder / "archive").mkdir()
    (stage.folder / "archive" / "index.html").write_text("Accueil", encoding="utf-8")
    with served(stage) as (process, said):
        assert process.stdout
        assert process.stderr
        told = "\n".join(said).replace("\u00a0", " ")
        desk = re.search(r"Bureau : (http://127\.0\.0\.1:\d+/bureau/entrer/\S+) \(lien", told)
        archive = re.search(r"Archive : (http://127\.0\.0\.1:\d+/)$", told, re.M)
        assert desk
        assert archive
        assert "travaux" in said
        assert get(desk[1])[0] == 200
        assert get(archive[1]) == (200, "Accueil")
        os.killpg(process.pid, number)
        rest, errors = process.communicate(timeout=20)
        assert process.returncode == 0, errors
        assert rest.split("\n")[:2] == ["travaux finis", "fini"]
        assert errors == ""


def test_a_taken_port_is_left_to_who_has_it(stage: Stage) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with served(stage, taken) as (_, said):
            told = "\n".join(said).replace("\u00a0", " ")
            assert f"Le port {taken} est pris" in told
            assert f"127.0.0.1:{taken}/" not in told


def test_only_this_machine_is_listened_to(tmp_path: Path) -> None:
    with listening(static_site(tmp_path), 0) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        # Any other address of the machine, here another one of the loopback network.
        with (
            pytest.raises(ConnectionRefusedError),
            socket.create_connection(("127.0.0.2", port), timeout=5),
        ):
            pass
    with (
        pytest.raises(ConnectionRefusedError),
        socket.create_connection(("127.0.0.1", port), timeout=5),
    ):
        pass


def test_no_free_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 65535))
        other.listen()
        with pytest.raises(RefusedError, match="65535"), listening(static_site(tmp_path), 65535):
            pass
