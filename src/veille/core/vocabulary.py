"""The vocabulary for the desk: the tree with its uses, its edits in themes.yml, a merge and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from gettext import gettext as _
from hashlib import sha256
from typing import Any

from veille.config.edit_themes import FILE, Draft, Texts, added, edited, merged
from veille.config.rewrite import digest
from veille.core import theme_table
from veille.core.context import Context
from veille.errors import ConfigError, NotFoundError, RefusedError
from veille.model.declared import Theme
from veille.model.role import Right
from veille.model.vocabulary import WORDS, ThemeWords, Uses
from veille.store import acts, merging, people, themes
from veille.store.acts import Act
from veille.store.engine import Connection
from veille.store.merging import Carried, Merged
from veille.text.slug import numbered, slug
from veille.text.stems import fold

LONGEST_LABEL = 120
LONGEST_WORD = 80
MOST_WORDS = 60
READ_ANEW = 2000
"""New items, the newest, that are read again once a theme has other words."""

_BATCH = 500
_VERBS = ("add-theme", "rename-theme", "edit-theme", "merge-themes", "import-themes")


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme of the tree, what it is used for, and those under it."""

    theme: Theme
    uses: Uses
    children: tuple[Branch, ...] = ()


class Vocabulary:
    """The themes. The file is the truth: every change is judged whole before it is written there."""

    def __init__(self, ctx: Context, reload: Callable[[], None]) -> None:
        self._ctx = ctx
        self._reload = reload

    def tree(self, typed: str = "") -> list[Branch]:
        """The themes that hold what was typed, under their parents; all of them when it is empty."""
        with self._ctx.store.read() as r:
            uses = merging.uses(r)
        every, wanted = self._ctx.config.themes, fold(typed.strip())

        def branch(theme: Theme) -> Branch | None:
            under = [one for child in every if child.parent == theme.key if (one := branch(child))]
            if not under and not _holds(theme, wanted):
                return None
            return Branch(theme, uses.get(theme.key, Uses()), tuple(under))

        return [one for top in every if top.parent is None if (one := branch(top))]

    def uses(self, key: str) -> Uses:
        """How much a theme is used."""
        with self._ctx.store.read() as r:
            return merging.uses(r).get(key, Uses())

    def stamp(self) -> str:
        """What a form keeps of themes.yml, to be refused once the file is another."""
        return self._digest(FILE)

    def _digest(self, name: str) -> str:
        """Of a file as it is now; empty when it is missing, which the edit itself will tell."""
        try:
            return digest(self._ctx.workspace.folder / name)
        except OSError:
            return ""

    def faults(self, words: ThemeWords, key: str = "") -> dict[str, str]:
        """What is wrong with what was typed for a theme, by field."""
        return _faults(words, [one for one in self._ctx.config.themes if one.key != key])

    def key_for(self, label: str) -> str:
        """The key that a theme of that label would get."""
        every = self._ctx.config.themes
        taken = {key for one in every for key in (one.key, *one.replaces)}
        return numbered(slug(label), taken.__contains__)

    def add(self, words: ThemeWords, *, by: str, seen: str = "") -> str:
        """Adds a theme and returns its key, made of its label. Raises RefusedError, ConfigError."""
        self._check(words)
        key = self.key_for(words.label)
        change = _Change("add-theme", key)
        self._write(change, lambda texts: added(texts, key, words), by=by, seen=seen)
        self._read_anew()
        return key

    def edit(self, key: str, words: ThemeWords, *, by: str, seen: str = "") -> None:
        """Gives a theme other words or another parent; its key stays, since it is an address.

        Raises NotFoundError, RefusedError, ConfigError.
        """
        theme = self._ctx.config.theme(key)
        self._check(words, key)
        if words == words_of(theme):
            return
        verb = "rename-theme" if words.label != theme.label else "edit-theme"
        change = _Change(verb, key)
        self._write(change, lambda texts: edited(texts, theme, words), by=by, seen=seen)
        self._read_anew()

    def table(self) -> str:
        """The themes as CSV: see theme_table.py."""
        return theme_table.written(self._ctx.config.themes)

    def read_table(self, content: bytes, file: str) -> list[theme_table.Row]:
        """The rows of a table that would change something; writes nothing. Raises ConfigError."""
        rows, held = theme_table.read(content, file), self._ctx.config.themes
        if problems := theme_table.faults(rows, held, file):
            raise ConfigError(problems)
        known = {one.key: words_of(one) for one in held}
        return [row for row in rows if known.get(row.key) != row.words]

    def take_table(self, rows: Sequence[theme_table.Row], *, by: str) -> None:
        """Adds and rewords several themes in one act; those that no row names stay as they are.

        Raises ConfigError, ForbiddenError.
        """
        known = {one.key: one for one in self._ctx.config.themes}

        def rewrite(texts: Texts) -> Texts:
            for row in rows:
                held = known.get(row.key)
                texts = edited(texts, held, row.words) if held else added(texts, row.key, row.words)
            return texts

        self._write(_Change("import-themes", ""), rewrite, by=by)
        self._read_anew()

    def merge(self, key: str, into: str, *, by: str, seen: str = "") -> int:
        """Makes one theme of two: items, children, sources and publications go to the second.

        Returns how many items changed. Raises NotFoundError, RefusedError, ConfigError.
        """
        for one in (key, into):
            self._ctx.config.theme(one)
        if key == into:
            raise RefusedError(_("un thème ne se fusionne pas avec lui-même"))
        every, moved = self._ctx.config.themes, list[Merged]()

        def both(w: Connection) -> None:
            ids = themes.ids(w)
            moved.extend(merging.merge(w, ids[key], ids[into]))

        change = _Change("merge-themes", key, into, moved)
        self._write(
            change, lambda texts: merged(texts, every, key, into), by=by, seen=seen, rows=both
        )
        return len(moved)

    def last_act(self) -> Act | None:
        """The last change that may be undone: nobody wrote in the file since."""
        with self._ctx.store.read() as r:
            found = acts.latest(r, _VERBS)
        return found if found and found.after["files"].get(FILE) == self.stamp() else None

    def undo(self, act_id: int, *, by: str) -> str:
        """Puts the files, and after a merge every item, back as they were; returns the theme's key.

        Raises NotFoundError, RefusedError once a file changed, ConfigError.
        """
        with self._ctx.store.read() as r:
            act = acts.find(r, act_id)
            if act is None or act.verb not in _VERBS:
                raise NotFoundError(_("ce changement n’est plus à annuler"))
            kept = {name: acts.kept_text(r, sha) for name, sha in act.before["files"].items()}
        self._refuse_over_another(act)
        change = _Change.of(act)

        def part(w: Connection) -> None:
            if change.into:
                ids = themes.ids(w)
                merging.unmerge(w, ids[change.key], ids[change.into], change.moved)

        undoing = _Change(f"undo-{act.verb}", change.key, undoes=act.id)
        self._write(undoing, lambda texts: {**texts, **kept}, by=by, rows=part)
        if act.verb != "merge-themes":
            self._read_anew()
        return change.key

    def _refuse_over_another(self, act: Act) -> None:
        for name, held in act.after["files"].items():
            if self._digest(name) != held:
                words = _("{0} a changé depuis : rien n’est annulé, modifiez-le à la main")
                raise RefusedError(words.format(name))

    def _check(self, words: ThemeWords, key: str = "") -> None:
        if faults := self.faults(words, key):
            raise RefusedError(next(iter(faults.values())))

    def _write(
        self,
        change: _Change,
        rewrite: Callable[[Texts], Texts],
        *,
        by: str,
        seen: str = "",
        rows: Callable[[Connection], None] | None = None,
    ) -> None:
        """The files and the rows together, or neither."""
        draft = Draft(self._ctx.workspace.folder)
        texts = rewrite(draft.texts)
        draft.judge(texts)
        with ExitStack() as files, self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            if rows:
                rows(w)
            # Whatever fails until the commit, and there, leaves both as they were.
            before, after = files.enter_context(draft.swapped(texts, seen=seen))
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=who,
                verb=change.verb,
                about=f"theme:{change.key}",
                before={"files": {name: acts.keep_text(w, one) for name, one in before.items()}}
                | change.told,
                after={"files": {name: sha256(one).hexdigest() for name, one in after.items()}}
                | ({"into": change.into} if change.into else {}),
                undoes=change.undoes,
            )
        self._reload()

    def _read_anew(self) -> None:
        """What rules propose for the newest of the new items, with the words as they are now."""
        with self._ctx.store.read() as r:
            unread, known = merging.unread(r, READ_ANEW), themes.ids(r)
        habits = {source.key: source.themes for source in self._ctx.config.sources}
        for start in range(0, len(unread), _BATCH):
            found = [
                (item_id, self._ctx.suggester.themes(title, excerpt, habits.get(source, ())))
                for item_id, title, excerpt, source in unread[start : start + _BATCH]
            ]
            with self._ctx.store.write() as w:
                for item_id, suggested in found:
                    themes.suggest(w, item_id, suggested, known, self._ctx.clock.now())


@dataclass(frozen=True, slots=True)
class _Change:
    """One act on a theme, as the journal keeps it."""

    verb: str
    key: str
    into: str = ""
    moved: Sequence[Merged] = ()
    undoes: int | None = None

    @classmethod
    def of(cls, act: Act) -> _Change:
        """The act read back. Instants were written as text."""

        def carried(told: dict[str, Any] | None) -> Carried | None:
            if told is None:
                return None
            return Carried(**{**told, "at": datetime.fromisoformat(told["at"])})

        moved = [
            Merged(item_id, gone, carried(into))
            for item_id, told, into in act.before.get("items", ())
            if (gone := carried(told))
        ]
        key = act.about.removeprefix("theme:")
        return cls(act.verb, key, act.after.get("into", ""), moved)

    @property
    def told(self) -> dict[str, object]:
        """Exactly which items changed, and what each carried of both themes."""

        def carried(one: Carried | None) -> dict[str, object] | None:
            return asdict(one) | {"at": one.at.isoformat()} if one else None

        rows = [[one.item_id, carried(one.gone), carried(one.into)] for one in self.moved]
        return {"items": rows} if self.into else {}


def words_of(theme: Theme) -> ThemeWords:
    """What a form shows of a theme."""
    lists = {name: getattr(theme, name) for name in WORDS}
    return ThemeWords(theme.label, theme.parent, **lists)


def _faults(words: ThemeWords, others: Sequence[Theme]) -> dict[str, str]:
    faults: dict[str, str] = {}
    label = words.label.strip()
    if not slug(label):
        faults["label"] = _("donnez un nom, avec au moins une lettre")
    elif len(label) > LONGEST_LABEL:
        faults["label"] = _("{0} caractères au plus").format(LONGEST_LABEL)
    elif same := next((one for one in others if fold(one.label) == fold(label)), None):
        faults["label"] = _("« {0} » existe déjà : choisissez un autre nom").format(same.label)
    for name in WORDS:
        if fault := _fault_of(getattr(words, name)):
            faults[name] = fault
    if words.parent and words.parent not in {one.key for one in others}:
        faults["parent"] = _("choisissez un thème de la liste")
    return faults


def _fault_of(words: Sequence[str]) -> str:
    if len(words) > MOST_WORDS:
        return _("{0} mots au plus").format(MOST_WORDS)
    for word in words:
        if len(word) > LONGEST_WORD:
            return _("« {0}… » est trop long : {1} caractères au plus").format(
                word[:30], LONGEST_WORD
            )
        if not slug(word):
            return _("« {0} » ne contient aucune lettre").format(word)
    return ""


def _holds(theme: Theme, wanted: str) -> bool:
    """Whether what was typed begins a word of its label or of what stands for it, or is in its key."""
    words = (theme.label, theme.key, *theme.synonyms, *theme.acronyms, *theme.keywords)
    return any(re.search(rf"\b{re.escape(wanted)}", fold(word)) for word in words)
