"""Addresses that count who follows them: told apart, and freed of the one who received them. Pure."""

from __future__ import annotations

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import md5, sha1, sha256
from urllib.parse import unquote

from veille.collect.entries.address import tidy

# Hosts and paths of the mailers that French centres receive from, each as its own links show it.
_TRACKERS = re.compile(
    r"""
    [^/]*\.list-manage\d*\.com/track/click      # Mailchimp
    | [^/]*\.sendib\w*\.(?:com|net)/            # Brevo
    | [^/]+/(?:mk|tr)/cl/                       # Brevo under the sender's own name
    | [^/]*\bmjt\.lu/lnk/ | [^/]+/lnk/\w+/      # Mailjet
    | [^/]*\.ct\.sendgrid\.net/ | [^/]+/(?:uni/)?(?:ls|wf)/click    # SendGrid
    | [^/]*sarbacane\w*\.[a-z]+/ | [^/]*\.sbc\d*\.[a-z]+/           # Sarbacane
    | [^/]*\.rs6\.net/ | [^/]*\.mlsend\w*\.com/ | [^/]*\.createsend\d*\.com/t/
    | [^/]*\.cmail\d+\.com/t/ | [^/]*\.hubspotlinks\.com/ | [^/]+/e3t/
    | [^/]+/lt\.php | [^/]*\.emlnk\d*\.com/ | [^/]*\.acemlnc?\.com/
    | [^/]*\.awstrack\.me/ | [^/]*\.mailerlite\.com/link/ | [^/]+/[^?]*\?mailpoet_router
    | [^/]*\.ymlp\w*\.com/ | [^/]*\.ctctcdn\.com/ | [^/]*\.e-deliver\w*\.[a-z]+/
    | substack\.com/redirect/ | [^/]*\.mdslv\.[a-z]+/
    """,
    re.VERBOSE | re.IGNORECASE,
)
# « r.lettre.example », « clic.mairie.example »: and behind it a word that nobody wrote.
_GATES = re.compile(
    r"(?:r|t|l|e|m|nl|lnk|link|links|lien|liens|clic|click|clicks|clk|track|tracking|trk|go|url\d+"
    r"|email|mailing|emailing|news|newsletter|infolettre)\.",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?=[^/?&=]*\d)(?=[^/?&=]*[A-Z_%])[A-Za-z0-9_.%-]{20,}")
# Parameters by which a mailer knows its reader again; those of audiences are taken away by `tidy`.
_READER = re.compile(
    r"(?:e|eid|email|e-?mail|mail|recipient|destinataire|subscriber(?:_?(?:id|hash))?|ml_subscriber\w*"
    r"|contact(?:_?id)?|id_?contact|user_?email|uid|sc_uid|sc_eh|_se|vero_id|_hsenc|_hsmi|mkt_tok"
    r"|ck_subscriber_id|oly_(?:enc|anon)_id|elqtrack(?:id)?|s_cid|trk_contact|trk_msg|trk_sid|spmailingid"
    r"|spuserid|spjobid|spreportid|bsft_\w+|wickedid|mailid|nlid_user|__s|rbt|hash|token)",
    re.IGNORECASE,
)
_CODED = (b64encode, urlsafe_b64encode)


def is_mailers(url: str) -> bool:
    """Whether an address is a mailer's own, known by its shape: no page ever stands there."""
    return _TRACKERS.match(url.partition("://")[2]) is not None


def is_tracker(url: str) -> bool:
    """Whether an address seems to lead elsewhere by way of a mailer that counts: worth asking."""
    if is_mailers(url):
        return True
    rest = url.partition("://")[2]
    _host, _slash, path = rest.partition("/")
    return bool(_GATES.match(rest) and any(map(_TOKEN.fullmatch, re.split(r"[/?&=]", path))))


def without_reader(url: str, recipients: Iterable[str] = ()) -> str | None:
    """The address tidied, without what names who received it; None when it is no web address."""
    clean = tidy(url)
    named = _disguises(recipients)
    if clean is None or _holds(clean.partition("?")[0], named):
        return None
    base, mark, query = clean.partition("?")
    kept = [part for part in query.split("&") if part and not _names_reader(part, named)]
    return base + (mark + "&".join(kept) if kept else "")


def _names_reader(parameter: str, named: frozenset[str]) -> bool:
    name, _equals, value = parameter.partition("=")
    return bool(_READER.fullmatch(name)) or "@" in _plain(value) or _holds(value, named)


def _holds(text: str, named: frozenset[str]) -> bool:
    plain = _plain(text)
    return any(one in plain or one in plain.lower() for one in named)


def _plain(text: str) -> str:
    return unquote(unquote(text))


def _disguises(recipients: Iterable[str]) -> frozenset[str]:
    """The ways in which mailers write who receives a message: plainly, in base64, as a digest."""
    bare = [
        one.encode("utf-8", "replace") for given in recipients for one in {given, given.lower()}
    ]
    forms = [one.decode() for one in bare]
    forms += [coded(one).decode().rstrip("=") for one in bare for coded in _CODED]
    forms += [digest(one).hexdigest() for one in bare for digest in (md5, sha1, sha256)]
    return frozenset(forms)


def tells_on_reader(url: str) -> bool:
    """Whether an address, once stripped, is still a token that only its receiver was given."""
    return is_tracker(url) and not re.match(
        r"https?://[^/]*\.list-manage\d*\.com/track/click", url, re.IGNORECASE
    )
