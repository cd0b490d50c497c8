"""What the program says of the tables, counted: precision, recall, and where it errs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from veille.config.load import load
from veille.shipped import shipped
from veille.triage.places import spot
from veille.triage.suggest import Suggester

FIFTEEN = frozenset(
    "contrats-de-ville anru-npnru logement-social habitat-degrade acces-emploi insertion-clauses cites-educatives"
    " ecole-quartiers asv-cls prevention-delinquance conseils-citoyens vie-associative femmes-hommes"
    " inclusion-numerique nature-agriculture".split()
)


@dataclass
class Score:
    """Counts of one question, over one table."""

    lines: int = 0
    right: Counter[str] = field(default_factory=Counter, repr=False)
    wrong: Counter[str] = field(default_factory=Counter, repr=False)
    missed: Counter[str] = field(default_factory=Counter, repr=False)
    answered: int = 0

    @property
    def precision(self) -> float:
        told = self.right.total() + self.wrong.total()
        return self.right.total() / told if told else 1.0

    @property
    def recall(self) -> float:
        wanted = self.right.total() + self.missed.total()
        return self.right.total() / wanted if wanted else 1.0

    @property
    def coverage(self) -> float:
        """Share of the lines on which anything was said."""
        return self.answered / self.lines if self.lines else 0.0

    def add(self, told: Iterable[str], wanted: Iterable[str]) -> None:
        told, wanted = set(told), set(wanted)
        self.lines += 1
        self.answered += bool(told)
        self.right.update(told & wanted)
        self.wrong.update(told - wanted)
        self.missed.update(wanted - told)


def rows(table: Path) -> Iterable[Sequence[str]]:
    """The lines of a table, cut at their tabs."""
    for line in table.read_text("utf-8").splitlines():
        yield line.split("\t")


def shipped_suggester() -> Suggester:
    """The rules of the vocabulary that travels with the program."""
    config = load(shipped("themes.yml").parent)
    return Suggester(config.themes, config.natures)


def themes(table: Path, suggester: Suggester) -> Score:
    """What the rules alone propose, among the fifteen themes of the table."""
    score = Score()
    for title, excerpt, wanted in rows(table):
        told = {one.key for one in suggester.themes(title, excerpt)} & FIFTEEN
        score.add(told, filter(None, wanted.split(",")))
    return score


def territories(table: Path) -> Score:
    """What is spotted surely; the source's territories only help."""
    score = Score()
    for title, excerpt, around, wanted in rows(table):
        score.add(spot(title, excerpt, _codes(around)).codes, _codes(wanted))
    return score


def _codes(cell: str) -> list[str]:
    return [one for one in cell.split(",") if one]
