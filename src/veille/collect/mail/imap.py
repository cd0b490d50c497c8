"""The only door to imaplib: a mailbox read over TLS, certificate checked, in a given time; nothing is changed."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _
from pathlib import Path
from threading import Timer
from typing import Any

from veille.errors import MailError
from veille.model.mail import Listing

DEADLINE = 120.0
"""Seconds that one run may spend with the server, all told."""
PATIENCE = 20.0
"""Seconds without a byte after which it is taken for gone."""
MOST_BYTES = 5_000_000
"""Of one message: its words come first, what is attached after."""
MOST_LISTED = 300
"""Messages taken up at once, the oldest first; the mark then stands at the last of them."""

_HEADERS = (
    "FROM SENDER TO CC DELIVERED-TO SUBJECT DATE MESSAGE-ID LIST-ID AUTO-SUBMITTED PRECEDENCE"
)
_HEADERS += " AUTHENTICATION-RESULTS"
_AT_ONCE = 50
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_UID = re.compile(rb"\bUID (\d+)")


@dataclass(frozen=True, slots=True)
class Door:
    """How to come in; `authority` is the file of whoever signed a certificate that nobody else knows."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    authority: Path | None = None


class ImapMailbox:
    """One connection, one folder opened for reading only. Implements ports.Mailbox."""

    def __init__(
        self, door: Door, *, deadline: float = DEADLINE, patience: float = PATIENCE
    ) -> None:
        self._door = door
        self._over = False
        self._imap = _connected(door, patience)
        # A server that sends a byte now and then never meets a time-out: the whole has one.
        self._watch = Timer(deadline, self._cut)
        self._watch.daemon = True
        self._watch.start()
        try:
            self._validity = self._entered()
        except BaseException:
            self.close()
            raise

    def listed(self, mark: str, since: datetime) -> Listing:
        """See ports.Mailbox. The mark is « UIDVALIDITY:UID » (RFC 9051 §2.3.1.1)."""
        last = _uid_of(mark, self._validity)
        # IMAP days have no zone: one more is asked, and what is known does no harm.
        day = since - timedelta(days=1)
        asked = (
            f"UID {last + 1}:*" if last else f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        )
        with self._told():
            _status, found = self._imap.uid("SEARCH", asked)
        words = b" ".join(line for line in found if isinstance(line, bytes)).split()
        # « n:* » always holds the last message, be it older than n.
        uids = sorted(uid for uid in map(int, filter(bytes.isdigit, words)) if uid > last)
        taken = uids[:MOST_LISTED]
        newest = taken[-1] if taken else last
        return Listing(
            tuple(f"{self._validity}:{uid}" for uid in taken),
            f"{self._validity}:{newest}" if newest else "",
        )

    def heads(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """See ports.Mailbox."""
        uids = [uid for uid in (_uid_of(one, self._validity) for one in ids) if uid]
        found: dict[str, bytes] = {}
        for start in range(0, len(uids), _AT_ONCE):
            some = ",".join(map(str, uids[start : start + _AT_ONCE]))
            for uid, data in self._fetched(some, f"(UID BODY.PEEK[HEADER.FIELDS ({_HEADERS})])"):
                found[f"{self._validity}:{uid}"] = data
        return found

    def read(self, id: str) -> bytes:
        """See ports.Mailbox. PEEK leaves the message unread for whoever reads it by hand."""
        uid = _uid_of(id, self._validity)
        found = self._fetched(str(uid), f"(UID BODY.PEEK[]<0.{MOST_BYTES}>)") if uid else []
        return next((data for _uid, data in found), b"")

    def close(self) -> None:
        self._watch.cancel()
        with suppress(OSError, imaplib.IMAP4.error):
            self._imap.shutdown()

    def _entered(self) -> int:
        door = self._door
        with self._told():
            try:
                self._let_in()
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                words = _(
                    "{0} refuse d’ouvrir à « {1} » : vérifiez collect.mailbox.user et le mot de passe"
                )
                raise MailError(words.format(door.host, door.user)) from error
            status, _count = self._imap.select(_quoted(door.folder), readonly=True)
            if status != "OK":
                words = _("le dossier « {0} » n’existe pas dans cette boîte : {1}")
                raise MailError(words.format(door.folder, self._folders()))
            _name, validity = self._imap.response("UIDVALIDITY")
        told = validity[0] if validity else None
        return int(told) if isinstance(told, bytes) and told.isdigit() else 1

    def _let_in(self) -> None:
        user, password = self._door.user, self._door.password
        if (user + password).isascii():
            self._imap.login(_in_quotes(user), password)
            return
        # LOGIN knows ASCII alone; PLAIN speaks UTF-8 (RFC 4616).
        self._imap.authenticate("PLAIN", lambda _asked: f"\0{user}\0{password}".encode())

    def _folders(self) -> str:
        """Those that there are, so that the right one is copied."""
        _status, lines = self._imap.list()
        names = [_folder_name(line) for line in lines if isinstance(line, bytes)]
        shown = ", ".join(f"« {name} »" for name in names[:12] if name)
        return _("il y a {0}").format(shown) if shown else _("vérifiez collect.mailbox.folder")

    def _fetched(self, uids: str, what: str) -> list[tuple[int, bytes]]:
        with self._told():
            _status, lines = self._imap.uid("FETCH", uids, what)
        pairs = [line for line in lines if isinstance(line, tuple)]
        marked = [(_UID.search(pair[0]), pair[1]) for pair in pairs]
        return [(int(found[1]), data) for found, data in marked if found]

    def _cut(self) -> None:
        self._over = True
        with suppress(OSError):
            self._imap.sock.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _told(self) -> Iterator[None]:
        host = self._door.host
        try:
            yield
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            if self._over or isinstance(error, TimeoutError):
                words = _("{0} ne répond plus : ses messages attendent la prochaine collecte")
                raise MailError(words.format(host)) from error
            if isinstance(error, imaplib.IMAP4.abort | OSError):
                raise MailError(_("{0} a coupé la connexion").format(host)) from error
            words = _("{0} répond autre chose que de l’IMAP : {1}")
            raise MailError(words.format(host, _shown(error))) from error


def _connected(door: Door, patience: float) -> Any:
    where = f"{door.host}:{door.port}"
    try:
        tls = ssl.create_default_context(cafile=str(door.authority) if door.authority else None)
    except (OSError, ssl.SSLError) as error:
        words = _("le certificat de collect.mailbox.ca_file, « {0} », ne peut pas être lu")
        raise MailError(words.format(door.authority)) from error
    try:
        return imaplib.IMAP4_SSL(door.host, door.port, ssl_context=tls, timeout=patience)
    except ssl.SSLCertVerificationError as error:
        words = _("le certificat de {0} n’est pas bon ({1}) : vérifiez collect.mailbox.imap")
        raise MailError(words.format(door.host, _certificate(error))) from error
    except ssl.SSLError as error:
        words = _("{0} ne chiffre pas la connexion : prenez le port 993")
        raise MailError(words.format(where)) from error
    except socket.gaierror as error:
        words = _("« {0} » est introuvable : vérifiez collect.mailbox.imap")
        raise MailError(words.format(door.host)) from error
    except TimeoutError as error:
        raise MailError(_("{0} ne répond pas").format(where)) from error
    except (OSError, imaplib.IMAP4.error) as error:
        words = _("{0} ne répond pas : vérifiez collect.mailbox.imap, port et la connexion")
        raise MailError(words.format(where)) from error


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    """OpenSSL's verdict in French: a name that differs, a date, an unknown signature (X509_V_ERR_…)."""
    return {
        10: _("il est périmé"),
        18: _("il s’est signé lui-même"),
        19: _("son autorité est inconnue"),
        20: _("son autorité est inconnue"),
        62: _("il est au nom d’un autre serveur"),
        64: _("il est au nom d’un autre serveur"),
    }.get(error.verify_code, _("il n’a pas pu être vérifié"))


def _uid_of(written: str, validity: int) -> int:
    """The UID of a mark or an id; 0 when it is of another mailbox, or of this one before it was made anew."""
    box, _colon, uid = written.partition(":")
    return int(uid) if box == str(validity) and uid.isdecimal() else 0


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501 §5.1.3), in quotes."""
    coded = re.sub(r"&|[^\x20-\x7e]+", lambda found: _shifted(found[0]), folder)
    return _in_quotes(coded)


def _in_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(text: str) -> str:
    if text == "&":
        return "&-"
    coded = text.encode("utf-7").decode("ascii").strip("+-")
    return f"&{coded.replace('/', ',')}-"


def _folder_name(line: bytes) -> str:
    found = re.search(rb'"((?:[^"\\]|\\.)*)"\s*$|(\S+)\s*$', line)
    coded = (found[1] or found[2] or b"").decode("ascii", "replace") if found else ""
    return re.sub(r"&([^-]*)-", lambda one: _unshifted(one[1]), coded)


def _unshifted(coded: str) -> str:
    if not coded:
        return "&"
    try:
        return f"+{coded.replace(',', '/')}-".encode().decode("utf-7")
    except UnicodeError:
        return coded


def _shown(error: Exception) -> str:
    return "".join(char for char in str(error)[:80] if char.isprintable())
