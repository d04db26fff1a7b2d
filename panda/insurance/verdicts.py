"""Words that decide how an office stands to plans: a table, in English and Spanish.

All of it is matched against flat text (`panda.insurance.flat`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panda.insurance.finding import Standing
from panda.research.reading.patterns import any_of

_NOT = (
    r"(?:none of (?:our|the|us) ?\w*|neither of (?:our|the|us) ?\w*|do not|don'?t"
    r"|does not|doesn'?t|did not|didn'?t|can ?not|can'?t|won'?t|are not|aren'?t|is not"
    r"|isn'?t|not|never|no longer|no)"
)
_TAKE = (
    r"(?:take|takes|taking|taken|accept|accepts|accepting|accepted|honou?r|honou?rs"
    r"|work with|works with|working with|deal with|participate (?:in|with)|see|do|bill"
    r"|go with|have (?:a contract|any contract) with|contract with|welcome)"
)
_ADVERBS = (
    r"(?: (?:currently|really|actually|even|always|also|any ?more|at all|directly"
    r"|unfortunately|yet|sure|still|gladly|happily|just))*"
)
_THE = r"(?:the |their |your |our )?"
_WE_ARE = r"(?:we are|we're|i'm|he's|she's)"
_OUT = rf"""
    out[ -]of[ -]{_THE}network
    (?:{_NOT}|non)[ -](?:\w+ )?in[ -]{_THE}network
    (?:{_NOT}|non)[ -](?:a )?(?:\w+ )?(?:participating|contracted|credentialed)
    {_NOT} (?:\w+ )?(?:participate|contract|preferred)
    {_WE_ARE} {_NOT} (?:a )?providers? (?:for|with)
    {_WE_ARE} {_NOT} an? (?:\w+ ){{1,5}}providers?
    no (?:estamos|somos|esta|es)(?: \w+)? (?:en|dentro de|de|parte de) (?:la|su) red
    fuera de (?:la |su )?red
    left
    no somos proveedor(?:es)?
    no participamos
"""
_IN = rf"""
    in[ -]{_THE}network
    participat(?:e|es|ing)(?: providers?)?
    contracted
    credentialed
    (?:preferred|network|in-network) (?:providers?|dentists?|office)
    {_WE_ARE} (?:a )?(?:\w+ )?providers? (?:for|with)
    {_WE_ARE} an? (?:\w+ ){{1,5}}providers?
    (?:estamos|somos|esta)(?: \w+)? (?:en|dentro de|de|parte de) (?:la|su) red
    dentro de la red
    en la red
    somos proveedor(?:es)?
    participamos
"""
_TAKES_ES = (
    "(?:aceptamos|tomamos|trabajamos|recibimos|manejamos|acepta|toma)n?(?: con)?"
)
_REFUSED = rf"""
    no (?:los |la |lo |las )?{_TAKES_ES}
    dejamos de (?:aceptar|tomar|trabajar)(?: con)?
    ya no(?: \w+mos)?|pero no|tampoco|nunca
    {_NOT}{_ADVERBS} {_TAKE}
    {_NOT} (?:\w+ )?able to {_TAKE}|unable to {_TAKE}
    (?:stopped|quit|used to|dropped|drop|discontinued|no longer){_ADVERBS}(?: {_TAKE})?
    (?:ended|terminated|lost) our contract(?: with)?
    contracts? with (?:\w+ ){{1,4}}(?:ended|expired|lapsed|was (?:ended|terminated))
    (?:have|need|has) to (?:go|look|call) (?:somewhere else|elsewhere|another \w+)
    (?:everything|everybody|anything|all|all of them)(?: insurances?| plans?)? but
    except(?:ing)?(?: for)?|other than|excluding|apart from|aside from
    with the exception of
    excepto|menos|salvo
    nope|nah
    {_NOT}\b(?: (?:any|a|with|for|the|to)\b)?
"""
_WHO = (
    r"(?:we|they|i|he|she|doctor \w+|dr\.? \w+|the office|our office|office)"
    r"(?:'ll| will| can| do| are| both| all)?"
)
_ACCEPTED = rf"""
    you can (?:use|bring)(?: your)?
    {_WHO}{_ADVERBS} {_TAKE}
    {_TAKE}
    (?:is|are|that's|thats) (?:fine|okay|ok|good|accepted|covered here|welcome)
    (?:is|are|that's|thats) no problem
    only|solo|solamente|unicamente
    (?:si )?{_TAKES_ES}
    yes|yeah|yep|yup|sure|of course|absolutely|certainly|we do|we sure do
    si|claro|por supuesto
"""
_ASKS = (
    r"(?:call|check with|contact|ask|talk to|speak (?:to|with)"
    r"|(?:verify|confirm) (?:it |that |this )?with)"
)
_INSURER = (
    r"(?:insurance|insurer|plan|carrier|insurance company|provider line|hr|employer)"
)
_LOOK = "(?:verify|check|see|look at)"
_CARD = "(?:card|plan|benefits|eligibility|coverage|insurance)"
_ASKS_ES = r"(?:llam|consult|pregunt|verifi|confirm|habl)\w+"
_SEGURO = "(?:seguro|aseguradora|plan|compania)"
_ASK = rf"""
    {_ASKS}(?: \w+)? {_INSURER}
    {_ASKS}(?: \w+){{1,4}} directly
    {_ASKS}(?: \w+){{1,4}} to (?:find out|see|confirm|verify|ask|check|make sure)
    (?:depends|depending)(?: on)? (?:the|your|which|what|his|her)(?: \w+)?
    we(?:'d| would| will|'ll)? (?:have|need) to {_LOOK}(?: \w+){{0,3}} {_CARD}
    {_ASKS_ES}(?: \w+){{0,2}} (?:su|el|la) {_SEGURO}
    depende (?:del|de su) (?:plan|seguro)
"""
_LEFT_OPEN = re.compile(
    r"\b(?:i (?:think|believe|guess|suppose|assume|doubt)|(?:not|isn'?t|am not)"
    r" (?:\w+ )?(?:sure|certain|positive)"
    r"|probably|maybe|perhaps|possibly|might|i'?m pretty sure"
    r"|should be|could be|i don'?t know|no idea|let me (?:check|look|see|find|ask)"
    r"|i'?d have to|i would have to|have to check|as far as i know|don'?t think"
    r"|we'?re thinking|considering|planning to|hoping to|i want to say|i wanna say"
    r"|if (?:you|it|they|we)"
    r"|creo que|quizas?|tal vez|no estoy segur[ao]|no se\b|puede ser|a lo mejor"
    r"|dejeme (?:ver|revisar))"
)
FILING = re.compile(
    r"\b(?:we(?:'ll| will| can| do| still| happily| gladly| also|'d be happy to)*"
    r" (?:file|submit|bill|send)|(?:file|submit|send|bill)(?: \w+){0,3} (?:claims?"
    r"|for you|on your behalf|as a courtesy)|happy to (?:file|submit|bill)"
    r"|(?:enviamos|mandamos|presentamos|sometemos)(?: \w+){0,2} (?:reclamo|reclamacion|"
    r"factura|papeles))"
)
ASKING_INSURER = re.compile(rf"\b(?:{any_of(_ASK)})")
_TABLE: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (Standing.ASK_INSURER, ASKING_INSURER),
    (Standing.OUT_OF_NETWORK, re.compile(rf"\b(?:{any_of(_OUT)})\b")),
    (Standing.IN_NETWORK, re.compile(rf"\b(?:{any_of(_IN)})\b")),
    (Standing.NOT_ACCEPTED, re.compile(rf"\b(?:{any_of(_REFUSED)})")),
    (Standing.ACCEPTED, re.compile(rf"\b(?:{any_of(_ACCEPTED)})\b")),
)
"""The first that matches at a place counts; what it covers, no other does."""
_ANSWER = re.compile(r"^(?:yes|yeah|yep|yup|no|nope|nah|si|we do|not?)$")
_BARE = re.compile(rf"^(?:{_NOT}|pero no|tampoco|nope)(?: (?:any|a|with|for|the))?$")
"""A denial without a verb of its own."""
_HARMLESS = re.compile(
    r"\b(?:never heard|(?:not|n't|no longer) (?:taking|accepting|seeing)(?: any)? new"
    r"(?: \w+){0,3} patients|no (?:problems?|issues?|worries|charge|cost|waiting"
    r"|deductible|copay|matter)"
    r"|not (?:only|just)|not (?:a )?(?:problem|issue)|no extra|(?:do|are) you|see if"
    r"|see (?:what|how)|if we|whether|no hay problema|no solo|do that|can do"
    r"|don'?t (?:worry|hesitate|hold|quote|mind)|not sure|no more questions|without)\b"
)


@dataclass(frozen=True, slots=True)
class Decider:
    """Words that decide, and how."""

    start: int
    end: int
    standing: Standing
    is_answer: bool = False
    """Whether they are a yes or a no and nothing else."""

    @property
    def refines(self) -> bool:
        """Whether they say more of what was accepted: in the network, or not."""
        return self.standing in {Standing.IN_NETWORK, Standing.OUT_OF_NETWORK}


_CLAUSE = (",", ";", " but ", " pero ")
"""What ends a clause."""


def deciders(plain: str) -> list[Decider]:
    """List the words of a flat sentence that decide, in order."""
    taken = [found.span() for found in _HARMLESS.finditer(plain)]
    taken += [found.span() for found in FILING.finditer(plain)]
    found: list[Decider] = []
    for standing, pattern in _TABLE:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            answer = _ANSWER.match(match[0]) is not None
            found.append(Decider(start, end, standing, answer))
    return _of_network(sorted(found, key=lambda one: one.start), plain)


def _of_network(found: list[Decider], plain: str) -> list[Decider]:
    """Have a bare "not" behind "in network with" speak of the network, too."""
    spoken_of = False
    ruled: list[Decider] = []
    for one in found:
        bare = _BARE.match(plain[one.start : one.end]) is not None
        if bare and spoken_of:
            ruled.append(Decider(one.start, one.end, Standing.OUT_OF_NETWORK))
        else:
            ruled.append(one)
            spoken_of = spoken_of or one.standing is Standing.IN_NETWORK
    return ruled


def is_left_open(plain: str, ruling: Decider | None, start: int, end: int) -> bool:
    """Say whether what decides about words, or the words themselves, is hedged."""
    if ruling is None:
        return _LEFT_OPEN.search(plain) is not None
    first = min(start, ruling.start)
    last = max(end, ruling.end)
    if start == end == 0:
        first = ruling.start
    begin = max(plain.rfind(sign, 0, first) for sign in _CLAUSE)
    ends = [
        at
        for sign in (",", ";", " but ", " pero ")
        if (at := plain.find(sign, last)) >= 0
    ]
    return (
        _LEFT_OPEN.search(plain[max(0, begin) : min(ends, default=len(plain))])
        is not None
    )
