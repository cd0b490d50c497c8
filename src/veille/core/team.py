"""The team's accounts: invited, given a role, closed. There is always somebody left to administer."""

from __future__ import annotations

from datetime import datetime, timedelta
from gettext import gettext as _

from veille.core.access import STRANGERS, give_link, live_after
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError
from veille.model.person import Person, is_email, is_name
from veille.model.role import Right, Role
from veille.store import accounts, people, settings
from veille.store.engine import Connection

INVITATION = timedelta(days=3)
"""For an account in which there is nothing yet."""
RESET = timedelta(minutes=30)
"""For whoever lost a password: the link is handed over at once."""


class Team:
    """Who works here. Everything that writes asks for the administration's right."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[Person]:
        """Everyone, closed accounts last."""
        with self._ctx.store.read() as r:
            return accounts.listed(r, self._live())

    def get(self, name: str) -> Person:
        """The account of that id, name or address. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return self._get(r, name)

    def refused_strangers(self) -> int:
        """How many logins were refused under a name that nobody has."""
        with self._ctx.store.read() as r:
            return int(settings.get(r, STRANGERS) or 0)

    def add(self, name: str, email: str, role: Role, *, by: str) -> str:
        """A new account; returns the one-time token of its invitation. Raises RefusedError."""
        name, email = name.strip(), email.strip()
        if not is_name(name):
            raise RefusedError(_("un nom tient sur une ligne de 80 caractères au plus"))
        if email and not is_email(email):
            raise RefusedError(_("« {0} » n’est pas une adresse de courriel").format(email))
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.ADMINISTER)
            for taken in filter(None, (name, email)):
                if accounts.find(w, taken) is not None:
                    raise RefusedError(_("« {0} » a déjà un compte").format(taken))
            made = accounts.add(w, name, email, role)
            self._journal(w, who, "invite", made, {}, {"role": role.value})
            return give_link(w, made, self._ctx.clock.now() + INVITATION)

    def set_role(self, name: str, role: Role, *, by: str) -> Person:
        """Changes it and ends their sessions. Raises RefusedError for the last administrator."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.ADMINISTER)
            person = self._get(w, name)
            if person.role is not role:
                _keep_an_administrator(w, person)
                accounts.set_values(w, person.id, role=role.value)
                people.end_sessions(w, person.id)
                self._journal(
                    w, who, "set-role", person.id, {"role": person.role.value}, {"role": role.value}
                )
            return self._get(w, str(person.id))

    def disable(self, name: str, *, by: str) -> Person:
        """Closes an account: sessions end, links given out open nothing. Raises RefusedError."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.ADMINISTER)
            person = self._get(w, name)
            if person.disabled_at is None:
                _keep_an_administrator(w, person)
                now = self._ctx.clock.now()
                accounts.set_values(w, person.id, disabled_at=now)
                people.end_sessions(w, person.id)
                people.void_login_links(w, person.id, now)
                self._journal(w, who, "disable", person.id, {}, {})
            return self._get(w, str(person.id))

    def enable(self, name: str, *, by: str) -> Person:
        """Opens a closed account again; its password is the one it had."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.ADMINISTER)
            person = self._get(w, name)
            if person.disabled_at is not None:
                accounts.set_values(w, person.id, disabled_at=None)
                self._journal(w, who, "enable", person.id, {}, {})
            return self._get(w, str(person.id))

    def new_link(self, name: str, *, by: str) -> str:
        """A one-time token for whoever lost a password; those given before open nothing any more."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.ADMINISTER)
            person = self._get(w, name)
            if person.disabled_at is not None:
                raise RefusedError(_("le compte « {0} » est fermé").format(person.name))
            now = self._ctx.clock.now()
            people.void_login_links(w, person.id, now)
            self._journal(w, who, "give-link", person.id, {}, {})
            return give_link(w, person.id, now + (RESET if person.has_password else INVITATION))

    def end_sessions(self, name: str, *, by: str) -> int:
        """Signs somebody out everywhere; says from how many browsers."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.ADMINISTER)
            person = self._get(w, name)
            people.end_sessions(w, person.id)
            self._journal(w, who, "end-sessions", person.id, {}, {"sessions": person.sessions})
            return person.sessions

    def _get(self, c: Connection, name: str) -> Person:
        number = name.isascii() and name.isdecimal() and len(name) < 16
        found = int(name) if number else accounts.find(c, name)
        person = accounts.get(c, found, self._live()) if found is not None else None
        if person is None:
            raise NotFoundError(_("aucun compte « {0} »").format(name))
        return person

    def _journal(
        self,
        w: Connection,
        who: int,
        verb: str,
        about: int,
        before: dict[str, object],
        after: dict[str, object],
    ) -> None:
        people.write_journal(
            w,
            at=self._ctx.clock.now(),
            by=who,
            verb=verb,
            about=f"person:{about}",
            before=before,
            after=after,
        )

    def _live(self) -> tuple[datetime, datetime]:
        return live_after(self._ctx.clock.now())


def _keep_an_administrator(w: Connection, person: Person) -> None:
    """Somebody must be left who comes in by a password and gives links to those who lost theirs."""
    if person.role is Role.ADMINISTRATION and not (
        set(accounts.able_administrators(w)) - {person.id}
    ):
        raise RefusedError(
            _(
                "il ne resterait personne pour administrer avec un mot de passe :"
                " donnez d’abord ce rôle à quelqu’un d’autre"
            )
        )
