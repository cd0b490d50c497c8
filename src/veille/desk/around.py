"""What stands around the list: counts at the left, the head above, the word said after a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from flask import current_app

from veille.core import Undone
from veille.desk.current import veille
from veille.desk.listing import Wanted
from veille.desk.words import Words
from veille.model.item import Item, State
from veille.text.dates import paris_day
from veille.text.french import count, day_title, joined, typo


@dataclass(frozen=True, slots=True)
class Line:
    """One filter: its words, how many it holds, the address parts that ask for it."""

    label: str
    count: int
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """The left column."""

    new: tuple[Line, ...]
    kept: tuple[Line, ...]
    dropped: Line
    failing: int


def words() -> Words:
    found: Words = current_app.extensions["reading"].words
    return found


def around(wanted: Wanted) -> dict[str, object]:
    """`side`, `title` and `tally` of the list, for its page and for what htmx swaps."""
    states = veille().items.counts()
    return {"side": _side(states), "title": _title(wanted), "tally": _tally(states)}


def _side(states: Mapping[str, int]) -> Side:
    found = veille().items.new_by_category()
    declared = dict.fromkeys(source.category for source in veille().config.sources)
    categories = [key for key in (*declared, *sorted(found.keys() - declared)) if found.get(key)]
    waiting = veille().items.waiting()
    return Side(
        new=(
            Line(_("Tout"), states.get("new", 0), {}),
            *(
                Line(words().category(key), found[key], {"category": key})
                for key in categories
                if key
            ),
        ),
        kept=(
            Line(_("Tout"), states.get("kept", 0), {"state": "kept"}),
            *(
                Line(label, waiting.get(key, 0), {"publication": key})
                for key, label in words().publications
            ),
        ),
        dropped=Line(_("Écarté"), states.get("dropped", 0), {"state": "dropped"}),
        failing=sum(one.health.troubled for one in veille().sources.listed()),
    )


def _title(wanted: Wanted) -> str:
    """What the list is of; the day, when it is everything that came in."""
    if wanted.q:
        return _("Recherche : {0}").format(typo(wanted.q))
    if wanted.publication:
        return _("Retenu pour {0}").format(_lower_article(words().publication(wanted.publication)))
    for value, label in (
        (wanted.theme, words().theme),
        (wanted.source, words().source),
        (wanted.category, words().category),
    ):
        if value:
            return label(value)
    named = {"kept": _("Retenu"), "dropped": _("Écarté"), "all": _("Tout ce qui est venu")}
    today = day_title(paris_day(veille().clock.now()))
    return named.get(wanted.state, today[:1].upper() + today[1:])


def _tally(states: Mapping[str, int]) -> str:
    done = states.get("kept", 0) + states.get("dropped", 0)
    return _("{0} à trier, {1}").format(states.get("new", 0), count(done, "traité", "traités"))


def _lower_article(title: str) -> str:
    """« La revue » inside a sentence is « la revue »."""
    first, space, rest = title.partition(" ")
    if first in ("La", "Le", "Les"):
        return first.lower() + space + rest
    return "l’" + title[2:] if title.startswith("L’") else title


def baskets(item: Item) -> str:
    """« la lettre et la revue de presse », or nothing."""
    return joined([_lower_article(words().publication(key)) for key in item.selected_for])


def dropped_words(dropped: Sequence[Item], source: str) -> str:
    """« Écarté : 6 éléments de La Gazette »."""
    if not dropped:
        return _("Rien à écarter ici : tout est déjà décidé.")
    told = _("Écarté : {0} de {1}")
    return typo(told.format(count(len(dropped), "élément", "éléments"), source))


def undone_words(undone: Undone) -> str:
    """What was taken back, and what could not be on the way there."""
    first = f"« {undone.items[0].title} »"
    more = len(undone.items) - 1
    text = _("Annulé : {0}").format(first)
    if more:
        text += _(" et {0} de la même source").format(count(more, "autre", "autres"))
    if undone.skipped:
        text += _(" — {0} ne pouvait plus l’être (scellé, ou repris par quelqu’un)").format(
            count(undone.skipped, "geste plus récent", "gestes plus récents")
        )
    return typo(text)


def told(before: Item, after: Item) -> str:
    """What was just done, with the title of what it was done to."""
    title = f"« {typo(after.title)} »"
    if after.state is State.DROPPED:
        return _("Écarté : {0}").format(title)
    if after.state is State.NEW:
        return _("Remis à trier : {0}").format(title)
    if before.state is State.KEPT and before.selected_for == after.selected_for:
        return _("Enregistré : {0}").format(title)
    if after.selected_for:
        return _("Retenu pour {0} : {1}").format(baskets(after), title)
    return _("Retenu : {0}").format(title)
