"""Carries a built archive to a target: claims, puts, removes; whatever stops it, the next run ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from gettext import gettext as _

from veille.errors import LostError, PublishError, RefusedError
from veille.ports import Target
from veille.publish import ledger
from veille.publish.ledger import LEDGER
from veille.publish.plan import Transfer, batches, plan_transfer, strangers
from veille.text.french import count, file_size
from veille.text.sums import CLAIMED

Heard = Callable[[int, int, str], None]
"""Told how many are done, how many there are, and which path was the last. May raise to stop."""

RECONNECTIONS = 10
"""A cheap host hangs up now and then; one that hangs up without taking a file is not asked again."""


@dataclass(frozen=True, slots=True)
class Cargo:
    """What the target should hold: whose it is, path → hash, and the way to the bytes of a path."""

    workspace: str
    files: Mapping[str, str]
    bytes_of: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """What one publication did, in the order it was done."""

    put: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    size: int = 0
    """Bytes of what was put."""

    @property
    def words(self) -> str:
        """« 12 fichiers envoyés, 1 retiré, 3,2 Mo », « rien n’avait changé »."""
        if not self.put and not self.removed:
            return _("rien n’avait changé")
        put = count(len(self.put), "fichier envoyé", "fichiers envoyés")
        removed = count(len(self.removed), "retiré", "retirés")
        return f"{put}, {removed}, {file_size(self.size)}"


def compare(opening: Callable[[], Target], cargo: Cargo, *, again: bool = False) -> Transfer:
    """What a publication would do; the target is only read. Raises PublishError."""
    with closing(opening()) as target:
        kept = ledger.read(target.read(LEDGER), cargo.workspace)
    return plan_transfer(cargo.files, kept, again=again)


def carry(
    opening: Callable[[], Target],
    cargo: Cargo,
    *,
    again: bool = False,
    adopt: bool = False,
    heard: Heard | None = None,
) -> Sent:
    """Makes the target hold the cargo, beside foreign files, which stay untouched.

    With `again` everything is sent; with `adopt` foreign files that stand where ours must go are
    taken for ours. Raises RefusedError naming them otherwise, before the first byte; PublishError
    naming the file at which the target failed. What was done until then is in the ledger.
    """
    return _Carrying(opening, cargo, heard).run(again=again, adopt=adopt)


class _Carrying:
    """One publication under way: what the target is known to hold, and what is left to do."""

    def __init__(
        self, opening: Callable[[], Target], cargo: Cargo, heard: Heard | None = None
    ) -> None:
        self._opening = opening
        self._cargo = cargo
        self._heard = heard
        self._known: dict[str, str] = {}
        self._put: list[str] = []
        self._removed: list[str] = []
        self._size = 0
        self._sizes: dict[str, int] = {}
        self._total = 0
        self._at = LEDGER

    def run(self, *, again: bool, adopt: bool) -> Sent:
        with closing(self._opening()) as target:
            transfer = self._begin(target, again=again, adopt=adopt)
            lost = self._try(target, transfer)
        for _time in range(RECONNECTIONS):
            if lost is None:
                return Sent(tuple(self._put), tuple(self._removed), self._size)
            before = self._done
            try:
                target = self._opening()
            except PublishError:
                break
            with closing(target):
                lost = self._try(target, self._rest(transfer))
            if self._done == before:
                break
        if lost is None:
            return Sent(tuple(self._put), tuple(self._removed), self._size)
        raise self._told(lost) from lost

    @property
    def _done(self) -> int:
        return len(self._put) + len(self._removed)

    def _begin(self, target: Target, *, again: bool, adopt: bool) -> Transfer:
        kept = ledger.read(target.read(LEDGER), self._cargo.workspace)
        self._known = dict(kept)
        transfer = plan_transfer(self._cargo.files, kept, again=again)
        if not adopt:
            _refuse(strangers(transfer.puts, kept.keys(), target.names))
        self._total = len(transfer.puts) + len(transfer.removes)
        return transfer

    def _try(self, target: Target, transfer: Transfer) -> LostError | None:
        """Goes on as far as the connection holds; a loss is handed back, any other trouble is raised."""
        try:
            self._carry(target, transfer)
        except LostError as error:
            return error
        except PublishError as error:
            told = self._told(error)
            self._leave_word(target)
            raise told from error
        except BaseException:
            self._leave_word(target)
            raise
        return None

    def _leave_word(self, target: Target) -> None:
        """Whoever comes next should find all that was done: a full disk may take one more small file."""
        with suppress(PublishError):
            self._remember(target)

    def _carry(self, target: Target, transfer: Transfer) -> None:
        for batch in batches(transfer, target.batch):
            self._remember(target, [path for piece in batch for path in piece])
            for piece in batch:
                target.put(self._loaded(piece), self._arrived)
        if transfer.removes:
            target.remove(self._leaving(transfer.removes), self._gone)
        if transfer.puts or transfer.removes:
            self._remember(target)

    def _remember(self, target: Target, claimed: Sequence[str] = ()) -> None:
        """Says first what is about to be ours, so that no interruption makes a stranger of it."""
        self._at = LEDGER
        listed = {**self._known, **dict.fromkeys(claimed, CLAIMED)}
        target.put([(LEDGER, ledger.write(listed, self._cargo.workspace))], lambda _path: None)
        self._known = listed

    def _loaded(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            self._at = path
            data = self._cargo.bytes_of(path)
            self._sizes[path] = len(data)
            yield path, data

    def _leaving(self, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            self._at = path
            yield path

    def _arrived(self, path: str) -> None:
        self._known[path] = self._cargo.files[path]
        self._put.append(path)
        self._size += self._sizes.pop(path)
        self._tell(path)

    def _gone(self, path: str) -> None:
        self._known.pop(path, None)
        self._removed.append(path)
        self._tell(path)

    def _tell(self, path: str) -> None:
        if self._heard:
            self._heard(self._done, self._total, path)

    def _rest(self, transfer: Transfer) -> Transfer:
        done, gone = set(self._put), set(self._removed)
        stages = (tuple(p for p in stage if p not in done) for stage in transfer.stages)
        return Transfer(
            tuple(stage for stage in stages if stage),
            tuple(path for path in transfer.removes if path not in gone),
        )

    def _told(self, error: PublishError) -> PublishError:
        return PublishError(
            _(
                "« {0} » : {1}. Ce qui était en ligne y reste ; la cause levée,"
                " « veille archive publish » reprendra là où il s’est arrêté"
            ).format(error.path or self._at, error)
        )


def _refuse(found: Sequence[str]) -> None:
    """Raises RefusedError when files that are not ours stand where ours must go."""
    if found:
        others = len(found) - 1
        more = _(" (et {0} autres)").format(others) if others > 1 else ""
        more = _(" (et un autre)") if others == 1 else more
        raise RefusedError(
            _(
                "« {0} »{1} est déjà sur le serveur et n’est pas de l’archive : rien n’a été envoyé ;"
                " déplacez-le, changez publish.folder, ou ajoutez --adopt pour le remplacer"
            ).format(found[0], more)
        )
