"""`python -m tests.quality`, or `make quality`: what the rules find in each table, in both halves.

Of the half that is held nothing but figures is shown. Confusion is told of the other one alone.
"""

from collections.abc import Callable
from pathlib import Path

from tests.quality.halves import HELD, TABLES
from tests.quality.measure import Score, access, natures, shipped_suggester, territories, themes

SHOWN = 8
ONE_ANSWER = ("natures", "access")


def main() -> None:
    suggester = shipped_suggester()
    asked: dict[str, Callable[[Path], Score]] = {
        "themes": lambda table: themes(table, suggester),
        "territories": territories,
        "natures": lambda table: natures(table, suggester),
        "access": access,
    }
    for name, measure in asked.items():
        looked_at = measure(TABLES / f"{name}.tsv")
        print(_line(f"{name}, tuning", looked_at))
        print(_line(f"{name}, held", measure(HELD / f"{name}.tsv")))
        for kind, counts in (("wrongly told", looked_at.wrong), ("missed", looked_at.missed)):
            worst = ", ".join(f"{key} {times}" for key, times in counts.most_common(SHOWN))
            print(f"    {kind}: {worst or 'nothing'}")
        for (wanted, told), times in looked_at.confused.most_common(SHOWN):
            print(f"    {wanted} taken for {told}: {times}")


def _line(name: str, score: Score) -> str:
    alone = (
        f"   F1 {score.macro_f1:.3f}   right {score.accuracy:.3f}"
        if name.startswith(ONE_ANSWER)
        else ""
    )
    return (
        f"{name:22} {score.lines:4} lines   precision {score.precision:.3f}   recall {score.recall:.3f}"
        f"   coverage {score.coverage:.3f}"
        f"{alone}"
    )


if __name__ == "__main__":
    main()
