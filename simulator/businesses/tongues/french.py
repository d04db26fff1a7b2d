"""French, in brief: enough for a short talk."""

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
    invalid="Désolé, ce choix n'est pas valable.",
    no_choice="Nous n'avons pas reçu de choix. Au revoir.",
    hold="Veuillez patienter, un conseiller va vous répondre.",
    transfer="Un instant, je vous transfère.",
    invalid_entry="Désolé, ce numéro n'est pas valable.",
    no_entry="Nous n'avons pas reçu de numéro valable. Au revoir.",
    confirm_entry="Vous avez composé {digits}. Si c'est exact, tapez 1. Pour "
    "recommencer, tapez 2.",
    refusal="Je suis désolée, je ne peux pas le dire au téléphone.",
    unknown="Je ne sais pas, je suis désolée.",
    welcome="D'accord, que puis-je faire pour vous ?",
    again="Pardon, pouvez-vous répéter ?",
    goodbye="Merci de votre appel. Au revoir.",
    who_is_calling="C'est de la part de qui, s'il vous plaît ?",
    robot="Attendez, vous êtes un robot ?",
    still_there="Allô ? Vous êtes toujours là ?",
    anything_else="Puis-je encore vous aider ?",
    giving_up="Je suis désolée, je ne vous comprends pas. Au revoir.",
    no_robots="Désolée, nous ne parlons pas aux machines. Au revoir.",
    right="Oui, c'est bien cela.",
    let_me_repeat="Je vous le répète.",
    okay="D'accord.",
    interrupts="Pardon, une seconde. Oui, je vous écoute.",
    declines="Désolée, nous ne donnons aucun renseignement par téléphone. Au revoir.",
    do_not_call="Veuillez nous retirer de votre liste et ne plus appeler ce numéro. "
    "Au revoir.",
    transfers="Pour cela, je dois vous transférer. Un instant, s'il vous plaît.",
    holds="Pouvez-vous patienter un instant, s'il vous plaît ?",
    back="Merci d'avoir patienté.",
    slip="Non, pardon, {value}.",
    exactly="Exactement, ce serait {value}.",
    replies={
        "name": "C'est {name}.",
        "moment": "Bien sûr, je vous écoute.",
        "hearing": "Oui, je vous entends.",
        "here": "Oui, c'est {name}. Que puis-je faire pour vous ?",
        "well": "Très bien, merci.",
        "consent": "Oui, d'accord.",
    },
)
_GRAMMAR = Grammar(
    small_talk={
        "repeat": pattern(r"repet(er|ez)", r"pas (bien )?(entendu|compris)"),
        "name": pattern(r"a qui (ai-je|je parle)", r"votre nom"),
        "moment": pattern(
            r"(avez-vous|vous avez) (un|une) (instant|moment|minute)",
            r"poser (une|quelques|des) questions?",
        ),
        "hearing": pattern(r"m'entendez", r"toujours la"),
        "here": pattern(r"(suis-je|je suis) bien (chez|au)"),
        "well": pattern(r"comment allez", r"ca va"),
        "consent": pattern(r"d'accord (si|pour)", r"cela vous convient"),
        "confirm": pattern(
            r"c'est (bien cela|exact|correct)", r"vous avez dit", r"confirmer"
        ),
        "exact": pattern(r"exact|exacte|exactement|precis|precise|precisement"),
    },
    strong=re.compile(
        r"\?|\b(combien|quand|quel|quelle|quels|quelles|ou est|pourquoi|est-ce que"
        r"|acceptez|prenez|avez-vous|pouvez-vous|pourriez-vous)\b"
    ),
    weak=re.compile(
        r"\b(demander|savoir|voudrais|aimerais|dites-moi|si vous|confirmer|au sujet)\b"
    ),
    disclosed=re.compile(
        r"\b(ia|intelligence artificielle|artificielle?|automatique|automatise"
        r"|assistant (virtuel|numerique)|robot|ordinateur)\b"
    ),
    goodbye=re.compile(
        r"\b(au revoir|bonne (journee|soiree)"
        r"|merci pour (votre|vos) (temps|aide|renseignements)|c'est tout)\b"
    ),
    wait=re.compile(r"\b(un (instant|moment)|une (seconde|minute)|attendez)\b"),
    joins=re.compile(r"\b(?:et|aussi|ou)\b|[,;?]"),
    acknowledged=word_set(
        "oui non merci beaucoup d'accord bien tres parfait entendu super ok okay "
        "bon je vois compris c'est"
    ),
    small=word_set(
        "le la les un une des de du d l a au aux en et ou est sont votre vos vous je "
        "il elle ce cet cette pour avec que qui"
    ),
    ones=(
        *("zero", "un", "deux", "trois", "quatre"),
        *("cinq", "six", "sept", "huit", "neuf"),
    ),
)
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


def _money(amount: float) -> str:
    dollars, cents = divmod(round(amount * 100), 100)
    said = f"{dollars} dollar{'s' * (dollars > 1)}"
    return f"{said} {cents}" if cents else said


def _day(day: date) -> dict[str, str]:
    weekday = _WEEKDAYS[day.weekday()]
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{number} {_MONTHS[day.month - 1]}"
    return {"value": f"{weekday} {text}", "weekday": weekday, "day": text}


def _clock(at: time) -> str:
    hours = f"{at.hour} heure{'s' * (at.hour > 1)}"
    return f"{hours} {at.minute}" if at.minute else hours


def _moment(day: str, clock: str, _at: time) -> str:
    return f"{day} à {clock}"


_SPOKEN = Spoken(
    yes="oui",
    no="non",
    money=_money,
    money_range="de {low} à {high}",
    day=_day,
    clock=_clock,
    moment=_moment,
)
TONGUE = Tongue(_PHRASES, _GRAMMAR, _SPOKEN)
