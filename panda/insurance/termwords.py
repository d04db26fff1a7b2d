"""Words in which a plan's terms are told, in English and Spanish: patterns."""

from __future__ import annotations

import re

from panda.insurance.finding import TermKind

KINDS: tuple[tuple[TermKind, re.Pattern[str]], ...] = (
    (TermKind.COPAY, re.compile(r"\bco-? ?pay(?:ment)?s?\b|\bcopagos?\b")),
    (TermKind.DEDUCTIBLE, re.compile(r"\bdeductibles?\b|\bdeducibles?\b")),
    (
        TermKind.WAITING_PERIOD,
        re.compile(
            r"\bwait(?:ing)?(?: period| time)?s?\b(?! on)|\bperiodos? de espera\b"
            r"|\bespera\b|\bhave to wait\b"
        ),
    ),
    (
        TermKind.PREAUTHORIZATION,
        re.compile(
            r"\bpre-? ?(?:auth(?:orization|orized|orize)?s?|approval|approved"
            r"|determination|cert\w*)\b|\bprior auth\w*|\bpreautorizacion\b"
            r"|\bautorizacion previa\b"
        ),
    ),
    (
        TermKind.ANNUAL_MAXIMUM,
        re.compile(
            r"\b(?:annual|yearly|calendar[- ]year|plan) (?:max(?:imum)?|limit"
            r"|benefit)s?\b|\bmax(?:imum)?\b(?! of)|\bmaximum of\b"
            r"|\bmaximo(?: anual)?\b|\btope anual\b"
            r"|\blimite anual\b|\ba year in benefits\b"
        ),
    ),
    (
        TermKind.COVERAGE,
        re.compile(
            r"\bcover(?:s|ed|age|ing)?\b|\bpay(?:s|ing)?\b|\bpicks? up\b"
            r"|\bat\b(?= [\w$])"
            r"|\bcubre[n]?\b|\bcubiert[oa]s?\b|\bcobertura\b|\bpaga[n]?\b"
        ),
    ),
)
"""What words speak of which term; a word speaks of the first only."""
PERCENT = re.compile(r"^\s*(?:%|percent\b|per cent\b|por ciento\b)")
SHARE = re.compile(r"\bpor ciento\b", re.IGNORECASE)
"""No number, and as long as what is put in its place."""
HALF = re.compile(r"\b(?:half|la mitad)\b")
PATIENTS = re.compile(
    r"\b(?:you(?:'d|'ll| would| will)? (?:pay|owe|cover)|your (?:portion|share|part"
    r"|coinsurance|cost)|the patient(?:'s)? (?:pays?|portion|share)|co-?insurance"
    r"|out of (?:your )?pocket|usted paga|le toca(?: pagar)?|paga usted|su parte)\b"
)
"""Of the share that the patient pays."""
MONTHS = re.compile(r"^[\s-]*(?:months?|mes(?:es)?|mos?)\b")
YEARS = re.compile(r"^[\s-]*(?:years?|anos?)\b")
DAYS = re.compile(
    r"^[\s-]*(?:days?|weeks?|minutes?|hours?|times?|visits?|visitas?|teeth|dientes?"
    r"|patients?|cleanings?|dias?|semanas?|x-?rays?|exams?)\b"
)
DOLLARS = re.compile(r"^\s*(?:dollars?|bucks|usd|dolares|pesos)\b")
FAMILY = re.compile(r"^[^.,;]{0,16}\b(?:family|familia|familiar)\b")
RANGE = re.compile(
    r"^\s*(?:%|percent|dollars?|months?)?\s*(?:to|or|-|\u2013|a|o)\s*\$?$"
)
NONE = re.compile(
    r"\b(?:no|without an?y?|without|isn'?t an?y?|there'?s no|don'?t have an?y?|sin|zero"
    r"|ningun|no hay|no tiene[n]?)\s+(?:\w+ )?$"
)
WAIVED = re.compile(
    r"\b(?:waived?|does(?:n'?t| not) apply|not apply|no se aplica|no aplica)\b"
)
NOT_COVERED = re.compile(
    r"\b(?:not covered|isn'?t covered|aren'?t covered"
    r"|(?:does|do|did|wo|will)(?:n'?t| not) (?:cover|pay)\b|no cubren?"
    r"|no esta[n]? cubiert[oa]s?|excluded|not a covered)"
)
NEGATED = re.compile(r"n'?t|\bnot\b|\bno\b|\bexcluded")
IN_FULL = re.compile(
    r"\b(?:covered in full|fully covered|pays? in full|covered completely|covers? (?:it"
    r" |them |that )?(?:in full|completely)|cubiert[oa]s? (?:por completo|totalmente)"
    r"|cubre[n]? todo)\b"
)
NEEDS = re.compile(
    r"\b(?:need|needs|needed|requires?|required|must|have to|necesita\w*|requiere\w*"
    r"|hace falta)\b"
)
NO_NEED = re.compile(
    r"\b(?:(?:not?|(?:does|do|is|are)n'?t) (?:\w+ )?(?:need|needed|require|required"
    r"|necessary)|no (?:se )?(?:necesita|requiere)\w*|no hace falta)\b"
)
BREAK = re.compile(
    r"[;:]|,? (?:but|and then|pero|while)\b"
    r"|, (?=(?:and|the|your|there|el|la|with|y el|y la)\b)"
)
OF = re.compile(r"^[^,;]*\b(?:of|on|for|de|en|para|por)\b(?!.*\band\b.*\bat\b)")
YEAR = 12
