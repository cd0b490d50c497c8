"""When a call closes, when an event takes place: read from French words, with those that said it. Pure.

Nothing rather than a guess: what tells no day tells nothing (« mardi prochain », « fin janvier »).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from veille.model.moment import Moment
from veille.text.french import NBSP
from veille.text.mentions import Mention, mentions
from veille.text.stems import fold
from veille.triage.hours import hour_of
from veille.triage.moment_words import (
    AFTERWARDS,
    AGAIN,
    ANNOUNCED,
    ASKED,
    BEARS_A_NAME,
    CALL,
    CALLED_OFF,
    CLOSING,
    CLOSING_AFTER,
    DUE,
    DUE_AFTER,
    EVENT,
    FERMING,
    FOR_A_PLACE,
    HANDED_IN,
    INSTEAD,
    LIVE,
    NAME,
    NAMED,
    NO_DATE,
    OPEN,
    OPENING,
    OUT,
    OVER,
    OVER_AFTER,
    OVER_WHOLE,
    REPLACED,
    REPLACED_AFTER,
    SHUT,
    STRONG_CALL,
    UNTIL,
)

_LONGEST, _WIDEST, _MOST = 4_000, 400, 30
"""Signs of a text, signs on each side of a day, and days that are looked at."""
_STOP = re.compile(
    r"(?<!\bjanv)(?<!\bfevr)(?<!\bavr)(?<!\bjuil)(?<!\bsept)(?<!\boct)(?<!\bnov)(?<!\bdec)[.!?…](?=\s|$)|\n|[;•|]"
)
_GOES_ON = re.compile(r"\s*(?:,|et|puis|,\s*puis)?\s*(?:le|au)?\s*")
"""« relèves les 15 octobre, 15 décembre et 15 mars »: what is said of the first is said of all."""
_HAS = re.compile(r"(?<![\w'’])a(?![\w'’])")
_NEAR, _TODAY = timedelta(days=60), timedelta(0)
_PLAUSIBLE = timedelta(days=450)
"""What runs for longer is a plan or a law, not a call."""
_QUOTED = 60
_FAR = timedelta(days=330)
"""A day without its year that is so far ahead has just been: « clos le 30 novembre », read in December."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention among the words around it."""

    mention: Mention
    words: str
    before: str
    """From the start of its sentence, or from the mention before it."""
    after: str
    sentence: str
    lead: str
    """From the start of its sentence."""
    ends_there: bool
    """No other day is told before the sentence ends."""
    beyond: str
    """Up to the mention after it, over the end of its sentence."""


def read(text: str, today: date) -> Moment | None:
    """What a text says to whoever reads it on a day: the next deadline or event, none when all are past."""
    text, folded = _spelled(text[:_LONGEST])
    told = [one for one in _told(folded, today) if not _is_no_date(one)]
    over = OVER_WHOLE.search(folded)
    if not told or (over and not AGAIN.search(folded, over.end())):
        return None
    if running := _running(told, text, today):
        return running
    told = [one for one in _standing(told) if _is_ahead(one, today) and not _is_over(one, today)]
    if not told:
        return None
    closing = [one for one in told if _closes(one, folded, today)]
    event = [one for one in told if one not in closing and _happens(one, folded)]
    if event and (not closing or _is_about_an_event(closing, folded)):
        return _event(event, text, today)
    if closing:
        return _closing(closing, text, today)
    return None


def _spelled(text: str) -> tuple[str, str]:
    """The text, and the same folded, letter for letter; the verb « a » is then ª."""
    text = (
        unicodedata.normalize("NFC", text).replace("œ", "oe").replace("Œ", "Oe").replace("\xad", "")
    )
    folded = fold(text)
    if len(folded) != len(text):
        return folded, folded
    if text.isascii():
        return text, folded
    verbs = {found.start() for found in _HAS.finditer(text)}
    return text, "".join("ª" if at in verbs else char for at, char in enumerate(folded))


def _told(folded: str, today: date) -> Iterable[_Told]:
    found = mentions(folded, today)[:_MOST]
    stops = [0, *(stop.end() for stop in _STOP.finditer(folded)), len(folded)]
    for place, one in enumerate(found):
        since = max(one.start - _WIDEST, *(stop for stop in stops if stop <= one.start))
        until = min(one.end + _WIDEST, *(stop for stop in stops if stop >= one.end))
        left = max(since, found[place - 1].end if place else 0)
        right = min(until, found[place + 1].start if place + 1 < len(found) else until)
        yield _Told(
            one,
            folded[one.start : one.end],
            folded[left : one.start],
            folded[one.end : right],
            folded[since:until],
            folded[since : one.start],
            right == until,
            folded[one.end : found[place + 1].start if place + 1 < len(found) else len(folded)],
        )


def _is_no_date(one: _Told) -> bool:
    """« loi du 21 février 2014 », « rue du 8 mai 1945 », « publié le 3 mars »."""
    named = NAME.search(one.before) and BEARS_A_NAME.match(one.words)
    return bool(named or NO_DATE.search(one.before)) and not one.mention.is_span


def _standing(told: Sequence[_Told]) -> list[_Told]:
    """Without the days that another one replaces; nothing when all is called off."""
    kept = [
        one
        for one in told
        if not REPLACED.search(one.before) and not REPLACED_AFTER.search(one.after)
    ]
    instead = [one for one in kept if INSTEAD.search(one.before)]
    if instead:
        return instead
    return [one for one in kept if not CALLED_OFF.search(one.sentence) or LIVE.search(one.before)]


def _is_over(one: _Told, today: date) -> bool:
    """Told as past. With its year, or so near that it would be almost a year old, a day is to come."""
    ahead = one.mention.first - today
    if ahead > _TODAY and (one.mention.dated or ahead < _NEAR):
        return False
    if OVER_AFTER.search(one.after):
        return True
    found = OVER.search(one.before)
    return found is not None and not LIVE.search(one.before[found.end() :] + one.after)


def _is_ahead(one: _Told, today: date) -> bool:
    last = one.mention.last
    return last >= today and (one.mention.dated or last - today < _FAR)


def _closes(one: _Told, folded: str, today: date) -> bool:
    if one.mention.is_span and not one.mention.several:
        return _is_of_a_call(one, folded)
    words = one.lead if _GOES_ON.fullmatch(one.before) or INSTEAD.search(one.before) else one.before
    opening = _last(OPENING, words)
    if (one.ends_there and CLOSING_AFTER.match(one.after)) or _last(CLOSING, words) > opening:
        return True
    if opening < 0 and (HANDED_IN.search(words) or NAMED.search(words)):
        return True
    if one.mention.last - today > _PLAUSIBLE or AFTERWARDS.search(words):
        return False
    if DUE.search(words) or (one.ends_there and DUE_AFTER.match(one.after)):
        return ASKED.search(folded) is not None
    if opening >= 0:
        return False
    if FERMING.search(words):
        return CALL.search(one.sentence) is not None
    return UNTIL.search(words) is not None and (
        CALL.search(folded) is not None or EVENT.search(one.lead) is not None
    )


def _is_of_a_call(one: _Told, folded: str) -> bool:
    """Whether a span is when one may apply, by the nearest word that tells."""
    if ANNOUNCED.search(one.before):
        return False
    if SHUT.search(one.before):
        return CALL.search(one.sentence) is not None
    if OPEN.search(one.before):
        return CALL.search(folded) is not None or EVENT.search(one.lead) is None
    call, event = _last(CALL, one.lead), _last(EVENT, one.lead)
    if call == event == -1:
        call, event = _last(CALL, one.sentence), _last(EVENT, one.sentence)
    if call == event == -1:
        call, event = _last(CALL, folded), _last(EVENT, folded)
    return call > event


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _happens(one: _Told, folded: str) -> bool:
    timed = _at(one) is not None
    if OPENING.search(one.before) and not (
        timed and (EVENT.search(one.lead) or not CALL.search(one.sentence))
    ):
        return False
    if one.mention.is_span:
        shut = OUT.search(one.lead) or (SHUT.search(one.lead) and not EVENT.search(one.lead))
        return not shut
    if ANNOUNCED.search(one.before) or ANNOUNCED.search(one.after):
        return True
    if any(words.search(one.before) for words in (OUT, DUE, FERMING, UNTIL)):
        return False
    if SHUT.search(one.lead) and not (timed or EVENT.search(one.sentence)):
        return False
    alone = _GOES_ON.fullmatch(one.lead) is not None and not one.after.strip(" ,:")
    around = folded if alone else one.sentence
    return EVENT.search(around) is not None or timed


def _running(told: Sequence[_Told], text: str, today: date) -> Moment | None:
    """« L’exposition lancée le 12 décembre se poursuit jusqu’au 30 janvier »."""
    for one, until in pairwise(told):
        if not (UNTIL.search(until.before) and one.sentence == until.sentence):
            continue
        last = until.mention.last
        if CALL.search(one.sentence) or not EVENT.search(one.lead) or not _is_ahead(until, today):
            continue
        first = one.mention.first if one.mention.dated else _before(one.mention.first, last)
        return Moment(_why(until, text), starts=first, ends=last)
    return None


def _before(day: date, last: date) -> date:
    """The same day of the year before, when this one comes after the last."""
    try:
        return day if day <= last else day.replace(year=day.year - 1)
    except ValueError:
        return last


def _is_about_an_event(closing: Sequence[_Told], folded: str) -> bool:
    """A deadline to come to an event is not what the text is about; that of a call is."""
    if STRONG_CALL.search(folded):
        return False
    return EVENT.search(folded) is not None or any(
        FOR_A_PLACE.search(one.sentence) for one in closing
    )


def _closing(closing: Sequence[_Told], text: str, today: date) -> Moment:
    days = [
        (day, one)
        for one in closing
        for day in one.mention.several or (one.mention.last,)
        if day >= today
    ]
    day, one = min(days, key=lambda told: told[0])
    return Moment(_why(one, text), closes=day)


def _event(event: Sequence[_Told], text: str, today: date) -> Moment:
    # One that has its hour is the event; the month that it belongs to is not.
    timed = [told for told in event if not told.mention.is_span and _at(told)]
    one = min(timed or event, key=lambda told: max(told.mention.first, today))
    mention = one.mention
    if mention.several:
        first = min(day for day in mention.several if day >= today)
        return Moment(_why(one, text), starts=first, at=_at(one))
    if mention.is_span:
        return Moment(_why(one, text), starts=mention.first, ends=mention.last)
    return Moment(_why(one, text), starts=mention.first, at=_at(one))


def _at(one: _Told) -> time | None:
    return hour_of(one.before, one.beyond, one.sentence)


def _why(one: _Told, text: str) -> str:
    """« date limite le 3 novembre »: the words before the day, and the day."""
    mention = one.mention
    before = text[mention.start - len(one.before) : mention.start]
    said = " ".join([*before.split()[-4:], text[mention.start : mention.end]]).strip(" ,:(")
    return f"«{NBSP}{said[-_QUOTED:]}{NBSP}»"
