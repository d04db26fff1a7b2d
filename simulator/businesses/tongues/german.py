"""German, in brief: enough for a short talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.businesses.tongues.tongue import (
    Grammar,
    Phrases,
    Spoken,
    Tongue,
    pattern,
    word_set,
)

if TYPE_CHECKING:
    from datetime import date, time

_PHRASES = Phrases(
    invalid="Diese Auswahl ist leider nicht möglich.",
    no_choice="Wir haben keine Auswahl erhalten. Auf Wiederhören.",
    hold="Bitte warten Sie auf den nächsten freien Mitarbeiter.",
    transfer="Einen Moment bitte, ich verbinde.",
    invalid_entry="Diese Nummer ist leider nicht gültig.",
    no_entry="Wir haben keine gültige Nummer erhalten. Auf Wiederhören.",
    confirm_entry="Ihre Eingabe war {digits}. Wenn das richtig ist, drücken Sie die 1. "
    "Für eine neue Eingabe drücken Sie die 2.",
    refusal="Das kann ich am Telefon leider nicht sagen.",
    unknown="Das weiß ich leider nicht.",
    welcome="Gut, wie kann ich Ihnen helfen?",
    again="Entschuldigung, können Sie das wiederholen?",
    goodbye="Danke für Ihren Anruf. Auf Wiederhören.",
    who_is_calling="Mit wem spreche ich, bitte?",
    robot="Moment, sind Sie ein Roboter?",
    still_there="Hallo? Sind Sie noch da?",
    anything_else="Kann ich sonst noch etwas für Sie tun?",
    giving_up="Es tut mir leid, ich verstehe Sie nicht. Auf Wiederhören.",
    no_robots="Wir sprechen leider nicht mit Maschinen. Auf Wiederhören.",
    right="Ja, das ist richtig.",
    let_me_repeat="Ich sage es noch einmal.",
    okay="In Ordnung.",
    interrupts="Entschuldigung, eine Sekunde. Ja, bitte.",
    declines="Wir geben am Telefon leider keine Auskunft. Auf Wiederhören.",
    do_not_call="Bitte streichen Sie uns von Ihrer Liste und rufen Sie nicht mehr an. "
    "Auf Wiederhören.",
    transfers="Dafür muss ich Sie verbinden. Einen Moment bitte.",
    holds="Können Sie bitte einen Moment warten?",
    back="Danke fürs Warten.",
    slip="Nein, Entschuldigung, {value}.",
    exactly="Genau wären es {value}.",
    replies={
        "name": "Hier ist {name}.",
        "moment": "Ja, gern.",
        "hearing": "Ja, ich höre Sie.",
        "here": "Ja, hier ist {name}. Wie kann ich Ihnen helfen?",
        "well": "Danke, gut.",
        "consent": "Ja, das ist in Ordnung.",
    },
)
_GRAMMAR = Grammar(
    small_talk={
        "repeat": pattern(
            r"wiederholen", r"noch (ein)?mal sagen", r"nicht (ganz )?verstanden"
        ),
        "name": pattern(r"mit wem spreche", r"ihr name", r"wie heissen sie"),
        "moment": pattern(
            r"haben sie (kurz|einen moment|eine minute)",
            r"(ein paar|einige|eine) fragen? (stellen)?",
        ),
        "hearing": pattern(r"horen sie mich", r"noch da"),
        "here": pattern(r"(bin ich|spreche ich) (richtig|mit|bei)"),
        "well": pattern(r"wie geht"),
        "consent": pattern(r"(in ordnung|recht) (wenn|fur sie)"),
        "confirm": pattern(
            r"(ist|stimmt) das (so|richtig)?", r"sagten sie", r"bestatigen"
        ),
        "exact": pattern(r"genau|genauer|exakt"),
    },
    strong=re.compile(
        r"\?|\b(was|wann|wie viel|wieviel|wie viele|wie lange|welche|welcher|welches|wo"
        r"|warum|nehmen sie|haben sie|konnen sie|konnten sie|gibt es|akzeptieren)\b"
    ),
    weak=re.compile(
        r"\b(fragen|wissen|mochte|wollte|sagen sie mir|ob sie|bestatigen|wegen)\b"
    ),
    disclosed=re.compile(
        r"\b(ki|kunstliche intelligenz|kunstliche|automatischer?"
        r"|(virtueller|digitaler) assistent|assistentin|roboter|computer|maschine)\b"
    ),
    goodbye=re.compile(
        r"\b(auf wiederhoren|auf wiedersehen|tschuss|schonen tag"
        r"|danke fur (ihre|die) (zeit|hilfe|auskunft)|das (ist|war) alles)\b"
    ),
    wait=re.compile(r"\b(einen? (moment|augenblick|sekunde)|moment|warten sie)\b"),
    joins=re.compile(r"\b(?:und|auch|oder)\b|[,;?]"),
    acknowledged=word_set(
        "ja nein danke schon vielen dank gut sehr alles klar ok okay prima verstehe "
        "in ordnung super genau wunderbar"
    ),
    small=word_set(
        "der die das den dem des ein eine einen einem einer von zu zum zur im in und "
        "oder ist sind sie ihr ihre wir ich es am an auf mit bei fur"
    ),
    ones=(
        *("null", "eins", "zwei", "drei", "vier"),
        *("funf", "sechs", "sieben", "acht", "neun"),
    ),
)
_WEEKDAYS = (
    *("Montag", "Dienstag", "Mittwoch", "Donnerstag"),
    *("Freitag", "Samstag", "Sonntag"),
)
_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
    *("September", "Oktober", "November", "Dezember"),
)


def _money(amount: float) -> str:
    dollars, cents = divmod(round(amount * 100), 100)
    return f"{dollars} Dollar {cents}" if cents else f"{dollars} Dollar"


def _day(day: date) -> dict[str, str]:
    weekday = _WEEKDAYS[day.weekday()]
    text = f"{day.day}. {_MONTHS[day.month - 1]}"
    return {"value": f"{weekday}, {text}", "weekday": weekday, "day": text}


def _clock(at: time) -> str:
    return f"{at.hour} Uhr {at.minute}" if at.minute else f"{at.hour} Uhr"


def _moment(day: str, clock: str, _at: time) -> str:
    return f"{day} um {clock}"


_SPOKEN = Spoken(
    yes="ja",
    no="nein",
    money=_money,
    money_range="{low} bis {high}",
    day=_day,
    clock=_clock,
    moment=_moment,
)
TONGUE = Tongue(_PHRASES, _GRAMMAR, _SPOKEN)
