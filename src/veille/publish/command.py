"""Publishing by a command of the owner's: it is told what changed, and the ledger stays here."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from veille.errors import PublishError
from veille.publish import ledger
from veille.publish.carry import Cargo, Heard, Sent
from veille.publish.plan import Transfer, plan_transfer
from veille.publish.running import run


@dataclass(frozen=True, slots=True)
class Order:
    """The words of the command, where it runs, the archive it reads, and where the ledger is kept."""

    words: Sequence[str]
    workspace: Path
    archive: Path
    ledger: Path


def foresee(order: Order, cargo: Cargo, *, again: bool = False) -> Transfer:
    """What the command would be told. Raises PublishError when the ledger is damaged."""
    data = order.ledger.read_bytes() if order.ledger.is_file() else None
    return plan_transfer(cargo.files, ledger.read(data, cargo.workspace), again=again)


def hand_over(
    order: Order, cargo: Cargo, *, again: bool = False, heard: Heard | None = None
) -> Sent:
    """Runs the command, unless nothing changed; what it did is believed once it ends with 0.

    On its standard input: the paths to send, one a line, in the order in which they should go. In
    its environment: VEILLE_ARCHIVE, the folder; VEILLE_CHANGED and VEILLE_REMOVED, files that list
    paths. Nothing else that begins with VEILLE_ is passed on. Raises PublishError with its status
    and its last lines; the next run then hands over the same again.
    """
    transfer = foresee(order, cargo, again=again)
    if not transfer.puts and not transfer.removes:
        return Sent()
    size = sum(len(cargo.bytes_of(path)) for path in transfer.puts)
    with tempfile.TemporaryDirectory() as told:
        _run(order, transfer, Path(told))
    _keep(order.ledger, ledger.write(cargo.files, cargo.workspace))
    total = len(transfer.puts) + len(transfer.removes)
    if heard:
        heard(total, total, "")
    return Sent(transfer.puts, transfer.removes, size)


def _run(order: Order, transfer: Transfer, told: Path) -> None:
    lists = {"CHANGED": transfer.puts, "REMOVED": transfer.removes}
    for name, paths in lists.items():
        (told / name).write_bytes(_lines(paths))
    ours = {f"VEILLE_{name}": str(told / name) for name in lists}
    rest = {name: text for name, text in os.environ.items() if not name.startswith("VEILLE_")}
    environment = {**rest, **ours, "VEILLE_ARCHIVE": str(order.archive)}
    try:
        ended = run(
            order.words,
            given=_lines(transfer.puts),
            folder=order.workspace,
            environment=environment,
        )
    except OSError as error:
        raise PublishError(
            _("la commande « {0} » ne se lance pas : {1}").format(order.words[0], error.strerror)
        ) from error
    if ended.status:
        raise PublishError(
            _("la commande « {0} » a échoué (code {1}) : {2}").format(
                order.words[0], ended.status, ended.last or _("elle n’a rien dit")
            )
        )


def _lines(paths: Sequence[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()


def _keep(file: Path, data: bytes) -> None:
    draft = file.with_name(f"{file.name}.part")
    draft.write_bytes(data)
    os.replace(draft, file)
