"""What the program says of the tables, counted: precision, recall, and where it errs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from veille.config.load import load
from veille.model.moment import Moment
from veille.shipped import shipped
from veille.triage.moments import read as read_moment
from veille.triage.places import spot
from veille.triage.stories import alike
from veille.triage.stories import read as read_title
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


def closings(table: Path) -> Score:
    """Whether kind and value are both what a line wants; one that wants none counts like the others."""
    score = Score()
    for day, text, kind, value in rows(table):
        told = moment_words(read_moment(text, date.fromisoformat(day)))
        score.add([told], [f"{kind} {value}".strip()])
    return score


def moment_words(moment: Moment | None) -> str:
    """As the table writes it: « closes 2027-01-15 », « starts 2027-01-09T10:00 », « none »."""
    if moment is None:
        return "none"
    if moment.closes:
        return f"closes {moment.closes}"
    until = f"/{moment.ends}" if moment.ends else ""
    return f"starts {moment.starts}{f'T{moment.at:%H:%M}' if moment.at else until}"


def stories(table: Path) -> Score:
    """Pairs that the rule joins, against those that tell one story."""
    score = Score()
    for one, other, same in rows(table):
        told = ["one"] if alike(read_title(one), read_title(other)) else []
        score.add(told, ["one"] if same == "1" else [])
    return score


def territories(table: Path) -> Score:
    """What is spotted surely; the source's territories only help."""
    score = Score()
    for title, excerpt, around, wanted in rows(table):
        score.add(spot(title, excerpt, _codes(around)).codes, _codes(wanted))
    return score


def _codes(cell: str) -> list[str]:
    return [one for one in cell.split(",") if one]
