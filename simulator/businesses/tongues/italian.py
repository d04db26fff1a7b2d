"""Italian, in brief: enough for a short talk."""

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
    invalid="Mi dispiace, la scelta non è valida.",
    no_choice="Non abbiamo ricevuto una scelta. Arrivederci.",
    hold="La preghiamo di attendere il primo operatore libero.",
    transfer="Un momento, le passo il collega.",
    invalid_entry="Mi dispiace, il numero non è valido.",
    no_entry="Non abbiamo ricevuto un numero valido. Arrivederci.",
    confirm_entry="Ha digitato {digits}. Se è corretto, prema 1. Per ripetere, prema "
    "2.",
    refusal="Mi dispiace, non posso dirlo al telefono.",
    unknown="Non lo so, mi dispiace.",
    welcome="Va bene, come posso aiutarla?",
    again="Scusi, può ripetere?",
    goodbye="Grazie per la chiamata. Arrivederci.",
    who_is_calling="Chi parla, per favore?",
    robot="Aspetti, lei è un robot?",
    still_there="Pronto? È ancora in linea?",
    anything_else="Posso aiutarla in altro?",
    giving_up="Mi dispiace, non la capisco. Arrivederci.",
    no_robots="Mi dispiace, non parliamo con le macchine. Arrivederci.",
    right="Sì, è giusto.",
    let_me_repeat="Glielo ripeto.",
    okay="Va bene.",
    interrupts="Scusi, un secondo. Sì, mi dica.",
    declines="Mi dispiace, non diamo informazioni per telefono. Arrivederci.",
    do_not_call="Per favore, ci tolga dalla lista e non chiami più questo numero. "
    "Arrivederci.",
    transfers="Per questo devo passarle un collega. Un momento, per favore.",
    holds="Può attendere un momento, per favore?",
    back="Grazie per l'attesa.",
    slip="No, scusi, {value}.",
    exactly="Di preciso sono {value}.",
    replies={
        "name": "Sono {name}.",
        "moment": "Certo, mi dica.",
        "hearing": "Sì, la sento.",
        "here": "Sì, sono {name}. Come posso aiutarla?",
        "well": "Molto bene, grazie.",
        "consent": "Sì, va bene.",
    },
)
_GRAMMAR = Grammar(
    small_talk={
        "repeat": pattern(r"ripeter(e|lo|melo)|ripeta", r"non ho (capito|sentito)"),
        "name": pattern(
            r"con chi (parlo|sto parlando)", r"suo nome", r"come si chiama"
        ),
        "moment": pattern(
            r"ha un (momento|minuto|attimo)",
            r"far(le|e) (alcune|una|qualche) domand[ae]",
        ),
        "hearing": pattern(r"mi sente", r"ancora (li|in linea)"),
        "here": pattern(r"parlo con"),
        "well": pattern(r"come (sta|va)"),
        "consent": pattern(r"va bene se", r"le va bene"),
        "confirm": pattern(
            r"e (giusto|corretto|cosi)", r"ha detto", r"confermare", r"conferma"
        ),
        "exact": pattern(r"esatt[oa]|esattamente|precis[oa]|di preciso|precisamente"),
    },
    strong=re.compile(
        r"\?|\b(quanto|quanti|quante|quando|quale|quali|dove|perche|accettate|avete"
        r"|prendete|puo dirmi|potrebbe|c'e un|ci sono)\b"
    ),
    weak=re.compile(
        r"\b(chiedere|sapere|vorrei|mi dica|se (accettate|avete)|confermare"
        r"|riguardo)\b"
    ),
    disclosed=re.compile(
        r"\b(ia|intelligenza artificiale|artificiale|automatic[oa]"
        r"|assistente (virtuale|digitale)|robot|computer|macchina)\b"
    ),
    goodbye=re.compile(
        r"\b(arrivederci|buona (giornata|serata)"
        r"|grazie per (il suo|il|l') ?(tempo|aiuto|informazioni)|e tutto)\b"
    ),
    wait=re.compile(r"\b(un (momento|attimo|secondo)|aspetti|attenda)\b"),
    joins=re.compile(r"\b(?:e|anche|inoltre|o)\b|[,;?]"),
    acknowledged=word_set(
        "si no grazie mille tante molto bene va ok okay perfetto certo capisco capito "
        "d'accordo ottimo benissimo"
    ),
    small=word_set(
        "il lo la i gli le un uno una di del della dei delle a al alla in nel nella e "
        "o sono suo sua per con che lei voi mi ci"
    ),
    ones=(
        *("zero", "uno", "due", "tre", "quattro"),
        *("cinque", "sei", "sette", "otto", "nove"),
    ),
)
_WEEKDAYS = (
    *("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
)
_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"),
    *("agosto", "settembre", "ottobre", "novembre", "dicembre"),
)


def _money(amount: float) -> str:
    dollars, cents = divmod(round(amount * 100), 100)
    said = f"{dollars} dollar{'o' if dollars == 1 else 'i'}"
    return f"{said} e {cents}" if cents else said


def _day(day: date) -> dict[str, str]:
    weekday = _WEEKDAYS[day.weekday()]
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return {"value": f"{weekday} {text}", "weekday": weekday, "day": text}


def _clock(at: time) -> str:
    return f"{at.hour} e {at.minute}" if at.minute else f"{at.hour}"


def _moment(day: str, clock: str, at: time) -> str:
    return f"{day} all{'a' if at.hour == 1 else 'e'} {clock}"


_SPOKEN = Spoken(
    yes="sì",
    no="no",
    money=_money,
    money_range="da {low} a {high}",
    day=_day,
    clock=_clock,
    moment=_moment,
)
TONGUE = Tongue(_PHRASES, _GRAMMAR, _SPOKEN)
