"""English, as people speak it on the telephone in the United States."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.businesses.tongues.diary_en import BOOKINGS
from simulator.businesses.tongues.tongue import (
    Grammar,
    Phrases,
    Spoken,
    Tongue,
    word_set,
)

if TYPE_CHECKING:
    from datetime import date, time

_PHRASES = Phrases(
    invalid="Sorry, that is not a valid choice.",
    no_choice="We did not receive a choice. Goodbye.",
    hold="Please hold for the next available representative.",
    transfer="One moment please, while I connect you.",
    invalid_entry="Sorry, that is not valid.",
    no_entry="We did not receive a valid entry. Goodbye.",
    confirm_entry="You entered {digits}. If this is correct, press 1. To enter it "
    "again, press 2.",
    refusal="I'm sorry, I can't give that out over the phone.",
    unknown="I'm not sure about that, I'm sorry.",
    welcome="Okay, how can I help you?",
    again="Sorry, could you say that again?",
    goodbye="Thank you for calling. Goodbye.",
    who_is_calling="May I ask who is calling, please?",
    robot="Wait, are you a robot?",
    still_there="Hello? Are you still there?",
    anything_else="Is there anything else I can help you with?",
    giving_up="I'm sorry, I can't understand you. Goodbye.",
    no_robots="I'm sorry, we don't talk to machines. Goodbye.",
    right="Yes, that's right.",
    let_me_repeat="Let me say that again.",
    okay="Okay.",
    interrupts="Sorry, hang on a second. Okay, go ahead.",
    declines="I'm sorry, we don't give out any information over the phone. You would "
    "have to come in. Goodbye.",
    do_not_call="Please take us off your list, and don't call this number again. "
    "Goodbye.",
    transfers="I'll have to transfer you for that. One moment please.",
    holds="Can you hold for a moment, please?",
    back="Thank you for holding.",
    slip="No, sorry, {value}.",
    exactly="Exactly, that would be {value}.",
    replies={
        "name": "This is {name}.",
        "moment": "Sure, go ahead.",
        "hearing": "Yes, I can hear you.",
        "here": "Yes, this is {name}. How can I help you?",
        "well": "I'm doing well, thank you.",
        "consent": "Yes, that's fine.",
    },
)
_GRAMMAR = Grammar(
    small_talk={
        "repeat": re.compile(
            r"(repeat|say) (that|it|this)\b|(repeat|say) (the|your) answer|come again"
            r"|didn't (quite )?(catch|hear|get) (that|you)|^pardon"
        ),
        "name": re.compile(r"who am i (speaking|talking)|(is|get|have) your name"),
        "moment": re.compile(
            r"(have|got) (a|just a|one) (quick )?(moment|minute|second)|good time"
            r"|(ask|answer|help (me|us) with) (you )?(a )?(some|few|couple|quick)"
        ),
        "hearing": re.compile(r"(can|do) you hear me|are you (still )?(there|with me)"),
        "here": re.compile(
            r"is this (?!a |an |okay|ok|correct|right|covered|included)|have i reached"
            r"|am i (speaking|talking) (to|with)|did i reach"
        ),
        "well": re.compile(r"how are you|how is your day"),
        "consent": re.compile(
            r"(okay|ok|all right|alright|fine) (with you|if|to continue|to proceed)"
        ),
        "confirm": re.compile(
            r"is that (right|correct|so)|(right|correct)\s*\?|did you say|was that"
            r"|(to|let me|me to|just) confirm|did i (get|hear)|you said"
        ),
        "exact": re.compile(
            r"\b(exact|exactly|precise|precisely|specific|specifically)\b"
            r"|\b(one|single) (number|figure|price|amount)\b"
        ),
    },
    strong=re.compile(
        r"\?|\b(what|when|how much|how many|how long|how soon|which|where|why|do you"
        r"|does|could you|can you|would you|is there|are there|are you)\b"
    ),
    weak=re.compile(
        r"\b(ask|asking|wonder|wondering|know|find out|tell me|check|whether|confirm"
        r"|looking for|about|interested in)\b"
    ),
    disclosed=re.compile(
        r"\b(ai|artificial intelligence|artificial|automated"
        r"|virtual (assistant|agent)|robot|bot|computer|digital assistant)\b"
    ),
    goodbye=re.compile(
        r"\b(bye|goodbye|have an? (great|good|nice|wonderful|lovely)|take care"
        r"|thank(s| you)( \w+){0,3} for (your|the) (time|help|information)"
        r"|that is (all|everything))\b"
    ),
    wait=re.compile(
        r"\b(one (moment|second|sec)|just a (moment|second|sec|minute)|hold on"
        r"|bear with|let me (see|think|check|look|make a note|note))\b"
    ),
    joins=re.compile(r"\b(?:and|also|plus|or)\b|[,;?]"),
    acknowledged=word_set(
        "ok okay great thanks thank you got it perfect sure alright all right good i "
        "see understood wonderful very much so noted excellent that is that's helpful "
        "well appreciate really yes no yeah mm hmm uh huh fine"
    ),
    small=word_set(
        "a an the of for is are to do does you your we i it in on with at by and or"
    ),
    ones=(
        *("zero", "one", "two", "three", "four"),
        *("five", "six", "seven", "eight", "nine"),
    ),
)


def _money(amount: float) -> str:
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def _day(day: date) -> dict[str, str]:
    if 11 <= day.day <= 13:
        suffix = "th"
    else:
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    weekday, month = day.strftime("%A"), day.strftime("%B")
    text = f"{month} {day.day}{suffix}"
    return {"value": f"{weekday}, {text}", "weekday": weekday, "day": text}


def _clock(at: time) -> str:
    hour, half = at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"
    return f"{hour}:{at.minute:02d} {half}" if at.minute else f"{hour} {half}"


def _moment(day: str, clock: str, _at: time) -> str:
    return f"{day} at {clock}"


_SPOKEN = Spoken(
    yes="yes",
    no="no",
    money=_money,
    money_range="{low} to {high}",
    day=_day,
    clock=_clock,
    moment=_moment,
)
TONGUE = Tongue(_PHRASES, _GRAMMAR, _SPOKEN, BOOKINGS)
