"""`python -m tests.quality`, or `make quality`: what the rules find in each table, in both halves.

Of the half that is held nothing but figures is shown. Confusion is told of the other one alone.
"""

from collections.abc import Callable
from pathlib import Path

from tests.quality.halves import HELD, TABLES
from tests.quality.measure import Score, shipped_suggester, territories, themes

SHOWN = 8


def main() -> None:
    suggester = shipped_suggester()
    asked: dict[str, Callable[[Path], Score]] = {
        "themes": lambda table: themes(table, suggester),
        "territories": territories,
    }
    for name, measure in asked.items():
        looked_at = measure(TABLES / f"{name}.tsv")
        print(_line(f"{name}, tuning", looked_at))
        print(_line(f"{name}, held", measure(HELD / f"{name}.tsv")))
        for kind, counts in (("wrongly told", looked_at.wrong), ("missed", looked_at.missed)):
            worst = ", ".join(f"{key} {times}" for key, times in counts.most_common(SHOWN))
            print(f"    {kind}: {worst or 'nothing'}")


def _line(name: str, score: Score) -> str:
    return (
        f"{name:22} {score.lines:4} lines   precision {score.precision:.3f}   recall {score.recall:.3f}"
        f"   coverage {score.coverage:.3f}"
    )


if __name__ == "__main__":
    main()
