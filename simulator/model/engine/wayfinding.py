"""Which way to take in a phone menu, as a language model would say: by what words mean.

The prompt holds a JSON object with the goal and the options as the caller read them;
the messages are what the menu said; a function takes the decision. What is known of
meanings is a table of everyday words, no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.model.engine.jsonblock import objects
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Message,
    Prompt,
    Say,
    arguments,
)
from simulator.model.reading.words import content, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.model.engine.prompt import Tool

_NEEDS = {"act", "key"}
_VISIT = (
    r"schedul|appoint|book|reserv|visit|cleaning|consult|\bcita|agendar|turno"
    r"|rendez|termin|buch|marca[rç]|agenda|appuntament|prenot|afspraak|wizyt"
    r"|umów|randevu|boka|\btid\b"
)
_SENSES = (
    ("visit", _VISIT),
    ("quote", r"quote|sales|new polic|cotiz|presupuest|devis|angebot|preventiv"),
    ("price", r"price|cost|fee\b|rates|precio|tarif|preis|pre[çz]o|prezz"),
    ("bill", r"bill|payment|\bpay|account|factur|pago|rechnung|cobran|fattur"),
    ("car", r"\bcar\b|auto|vehicle|oil|brake|maintenance|repair|aceite|coche"),
    ("drug", r"prescri|refill|pharm|receta|medicamento|ordonnance|rezept|vaccin|shot"),
    ("home", r"home|house|renters|property|casa|hogar"),
    ("room", r"\broom|hotel|suite|habitaci|chambre|zimmer|quarto"),
    ("service", r"service|servic|start|new customer|nuevo"),
    ("animal", r"\bpet\b|dog|cat\b|animal|mascota|tier"),
    ("tooth", r"dent|tooth|teeth|hygien|oral|zahn|limpieza"),
)
_PERSON = re.compile(
    r"operator|representative|front desk|reception|someone|agent|person|speak|talk"
    r"|other|anything else|all else|general|recepci|operador|asistente|otr[oa]s|demás"
    r"|standardiste|accueil|mitarbeiter|zentrale|atendente|outros|operatore|medewerker",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"emergenc|urgen|after.hours|notfall|physician|doctor'?s'? office|supplier|vendor"
    r"|career|employ|job|provee|fax|repeat|previous|return to|go back|main menu|repet"
    r"|regresar|volver|cancel|pay (?:a|your)|make a payment|claim",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"\b(?:groups?|part(?:y|ies)|corporate|wholesale|grup)", re.IGNORECASE
)
"""What makes an option one for other people, though it is of the same kind."""
_KEY = re.compile(r"(?<![\d-])([0-9*#])(?![\d-])")
_CLAUSE = re.compile(r"[^.;:!?。]+")
_BY_SENSE, _BY_WORDS, _BY_PERSON = 1.0, 0.8, 0.35
_FOR_OTHERS = 0.9
_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class _Way:
    key: str
    say: str
    label: str
    quote: str = ""


def concerns(prompt: Prompt) -> bool:
    """Whether the prompt asks which way to take, through a function."""
    return _tool(prompt) is not None and _asked(prompt) is not None


def decide(prompt: Prompt) -> Decision:
    """Return the call that says what to do."""
    tool, asked = _tool(prompt), _asked(prompt)
    if tool is None or asked is None:
        return Say("")
    goal = str(asked["goal"])
    failed = {str(one) for one in _list(asked.get("failed"))}
    ways = [
        way
        for way in (_offered(asked) or list(_heard(prompt)))
        if (way.key or way.say) not in failed and not _NOT.search(way.label)
    ]
    best = max(ways, key=lambda way: _worth(goal, way.label), default=None)
    if best is not None and _worth(goal, best.label) >= _ENOUGH:
        act = "key" if best.key else "say"
        return _answer(tool, act, best)
    if asked.get("may_stay"):
        return _answer(tool, "wait", _Way("", "", "somebody answers"))
    if "0" not in failed:
        return _answer(tool, "key", _Way("0", "", "a person"))
    return _answer(tool, "stuck", _Way("", "", "nothing"))


def _worth(goal: str, label: str) -> float:
    aims, offered = _senses(goal), _senses(label)
    by_sense = _BY_SENSE * len(aims & offered) / len(aims) if aims else 0.0
    by_words = _BY_WORDS * overlap(goal, label)
    astray = 0.1 * len(offered - aims)
    if _NARROWS.search(label) and not _NARROWS.search(goal):
        astray += _FOR_OTHERS
    person = _BY_PERSON if _PERSON.search(label) else 0.0
    return max(by_sense + by_words - astray, person)


def _senses(text: str) -> frozenset[str]:
    return frozenset(
        name for name, words in _SENSES if re.search(words, text, re.IGNORECASE)
    )


def _answer(tool: Tool, act: str, way: _Way) -> Decision:
    """Fill the function's arguments that are known by name, others left empty."""
    known = {
        "act": act,
        "key": way.key if act == "key" else "",
        "words": (way.say or way.label) if act == "say" else "",
        "leadsTo": way.label,
        "quote": way.quote,
    }
    given = {name: known.get(name, "") for name in tool.properties()}
    return CallFunctions((Call(tool.name, arguments(**given)),))


def _offered(asked: dict[str, Any]) -> list[_Way]:
    return [
        _Way(
            str(one.get("key") or ""), str(one.get("say") or ""), str(one["label"]), ""
        )
        for one in _list(asked.get("options"))
        if isinstance(one, dict) and one.get("label")
    ]


def _heard(prompt: Prompt) -> Iterator[_Way]:
    """Yield what the menu's own words offer, where the caller could not read them."""
    for one in prompt.entries:
        if not isinstance(one, Message) or one.role != "user":
            continue
        for clause in _CLAUSE.finditer(one.text):
            text = clause.group().strip()
            key = _KEY.search(text)
            sense = " ".join(sorted(_senses(text)))
            if key and (sense or _PERSON.search(text)) and content(text):
                yield _Way(key.group(1), "", sense or "a person", text)


def _asked(prompt: Prompt) -> dict[str, Any] | None:
    for found in objects(prompt.instructions):
        if isinstance(found.get("goal"), str) and "options" in found:
            return found
    return None


def _tool(prompt: Prompt) -> Tool | None:
    if prompt.tool_choice == "none":
        return None
    return next(
        (one for one in prompt.tools if one.properties().keys() >= _NEEDS), None
    )


def _list(given: object) -> list[Any]:
    return given if isinstance(given, list) else []
