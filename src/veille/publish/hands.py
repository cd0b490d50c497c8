"""Several hands at one heap: each takes the next thing as soon as it is free, and the first trouble stops all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

Hand = TypeVar("Hand")
Thing = TypeVar("Thing")
Done = TypeVar("Done")


def work_through(
    things: Iterable[Thing],
    hands: Callable[[], Sequence[Hand]],
    work: Callable[[Hand, Thing], Done],
    told: Callable[[Done], None],
) -> None:
    """Does `work` on each thing, a thread a hand; `told` hears of each result, in the caller's thread.

    The hands are asked for only if there is anything to do. When one fails no more is begun, what is
    under way is ended and told, and the first error is raised.
    """
    heap = iter(things)
    first = list(islice(heap, 1))
    if not first:
        return
    free = list(hands())
    under_way: dict[Future[Done], Hand] = {}
    trouble: list[BaseException] = []

    def begin(thing: Thing) -> None:
        hand = free.pop()
        under_way[pool.submit(work, hand, thing)] = hand

    def end() -> None:
        for one in wait(under_way, return_when=FIRST_COMPLETED).done:
            free.append(under_way.pop(one))
            if error := one.exception():
                trouble.append(error)
            else:
                told(one.result())

    with ThreadPoolExecutor(len(free)) as pool:
        begin(first[0])
        try:
            for thing in heap:
                if not free:
                    end()
                if trouble:
                    break
                begin(thing)
        finally:
            while under_way:
                end()
    if trouble:
        raise trouble[0]
