"""How times are asked for and given in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.businesses.tongues.tongue import Bookings

if TYPE_CHECKING:
    from datetime import datetime

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
    *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
    *(f"twenty[- ]{one}" for one in ("first", "second", "third", "fourth", "fifth")),
    *(f"twenty[- ]{one}" for one in ("sixth", "seventh", "eighth", "ninth")),
    *("thirtieth", "thirty[- ]first"),
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)})"
_HOURS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_MINUTES = {15: "fifteen", 30: "thirty", 45: "forty[- ]five"}


def _when(slot: datetime) -> str:
    """Return a pattern of the ways to name a time: a day, then a clock, or turned."""
    month, number = _MONTHS[slot.month - 1], f"{slot.day}(?:st|nd|rd|th)?"
    day = f"(?:{number}|{_ORDINALS[slot.day - 1]})"
    day = rf"(?:{month} (?:the )?{day}|{day} (?:of )?{month})\b"
    clock = _clock(slot)
    return rf"{day},? (?:at )?{clock}|\b{clock},? (?:on )?(?:\w+day,? )?(?:the )?{day}"


def _clock(slot: datetime) -> str:
    hour = slot.hour % 12 or 12
    letter, other = ("a", "p") if slot.hour < 12 else ("p", "a")
    said = f"(?:{hour}|{_HOURS[hour - 1]})"
    if slot.minute:
        minute = f"{slot.minute:02d}"
        named = _MINUTES.get(slot.minute, minute)
        said += rf"(?:[:. ]?{minute}|[ -]{named})\b"
    else:
        said += r"(?:[:. ]?00)?\b(?![:.]?\d)"
    return rf"{said}(?! ?{other}\.? ?m\b)(?: ?{letter}\.? ?m\b)?"


BOOKINGS = Bookings(
    books=re.compile(r"\b(book|reserve|take (it|that)|put (me|us|her|him) down)"),
    moves=re.compile(
        r"\b(?:move|reschedul|chang)\w*\b.*?\b(?:to|for)\b(?P<to>.*)", re.DOTALL
    ),
    cancels=re.compile(r"\bcancel"),
    a_time=re.compile(
        rf"\b(?:{'|'.join(_MONTHS)}) (?:the )?{_DAY}\b"
        rf"|\b{_DAY} (?:of )?(?:{'|'.join(_MONTHS)})\b"
        rf"|\b\w+day,? (?:at )?(?:\d|(?:{'|'.join(_HOURS)})\b)"
    ),
    asks_again=re.compile(
        r"\b(it|that) (is|has been|was) (booked|moved|changed|cancelled|canceled)\b"
    ),
    name=re.compile(
        r"\b(?:on behalf of|calling for|[Nn]ame is|under(?: the name(?: of)?)?) "
        r"(?P<name>(?!I')[A-Z][\w'-]+(?: (?!I')[A-Z][\w'-]+){0,3})"
    ),
    when=_when,
    also="I also have {value}.",
    nothing_free="I'm sorry, we have nothing free at the moment.",
    whose="May I have your name for that, please?",
    booked="Yes, it is booked for {value}.",
    moved="Yes, it is moved to {value}.",
    cancelled="Yes, {value} is cancelled.",
    gone="No, I'm sorry, that time has been taken in the meantime.",
    not_free="No, I'm sorry, we have nothing free then.",
    no_such="No, I'm sorry, I don't find that appointment.",
)
