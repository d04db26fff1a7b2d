"""Which option of a phone menu serves which goal, and how well."""

from __future__ import annotations

from panda.menu.concepts import Concept

LANGUAGE_NAMES: dict[str, str] = {
    "en": r"english|ingles|anglais|englisch|inglese|engels",
    "es": r"spanish|espanol|espagnol|spanisch|espanhol|spagnolo",
    "fr": r"french|francais|frances|franzosisch|francese",
    "de": r"german|deutsch|aleman|allemand|alemao|tedesco",
    "pt": r"portugu\w+|portugais",
    "it": r"italian\w?|italien\w?",
    "nl": r"dutch|nederlands",
    "zh": r"chinese|mandarin|chino|chinois",
}
"""What each language is called, as the end of an option's label."""

SERVES: dict[Concept, dict[Concept, float]] = {
    Concept.SCHEDULE: {
        Concept.SCHEDULE: 1.0,
        Concept.NEW: 0.72,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.EXISTING: 0.66,
        Concept.GENERAL: 0.55,
        Concept.PRICE: 0.5,
        Concept.SERVICE: 0.57,
        Concept.VACCINE: 0.45,
        Concept.SALES: 0.4,
        Concept.MAINTENANCE: 0.54,
    },
    Concept.CHANGE: {
        Concept.CHANGE: 1.0,
        Concept.SCHEDULE: 0.8,
        Concept.CONFIRM: 0.7,
        Concept.EXISTING: 0.7,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
    },
    Concept.NEW: {
        Concept.NEW: 1.0,
        Concept.SCHEDULE: 0.75,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
        Concept.SALES: 0.5,
    },
    Concept.PRICE: {
        Concept.PRICE: 1.0,
        Concept.GENERAL: 0.7,
        Concept.DESK: 0.68,
        Concept.SALES: 0.65,
        Concept.OPERATOR: 0.6,
        Concept.NEW: 0.58,
        Concept.BILLING: 0.56,
        Concept.SCHEDULE: 0.55,
        Concept.INSURANCE: 0.5,
    },
    Concept.INSURANCE: {
        Concept.INSURANCE: 1.0,
        Concept.BILLING: 0.75,
        Concept.GENERAL: 0.66,
        Concept.DESK: 0.65,
        Concept.NEW: 0.6,
        Concept.OPERATOR: 0.6,
        Concept.SCHEDULE: 0.5,
    },
    Concept.BILLING: {
        Concept.BILLING: 1.0,
        Concept.INSURANCE: 0.6,
        Concept.OPERATOR: 0.6,
        Concept.DESK: 0.6,
        Concept.GENERAL: 0.55,
        Concept.PRICE: 0.4,
    },
    Concept.PAY: {Concept.PAY: 1.0, Concept.BILLING: 0.9, Concept.OPERATOR: 0.6},
    Concept.OPERATOR: {
        Concept.OPERATOR: 1.0,
        Concept.DESK: 0.92,
        Concept.GENERAL: 0.7,
        Concept.SCHEDULE: 0.5,
        Concept.NEW: 0.4,
        Concept.SALES: 0.4,
        Concept.SERVICE: 0.4,
    },
    Concept.DESK: {
        Concept.DESK: 1.0,
        Concept.OPERATOR: 0.9,
        Concept.GENERAL: 0.7,
        Concept.SCHEDULE: 0.6,
    },
    Concept.SUPPORT: {
        Concept.SUPPORT: 1.0,
        Concept.SERVICE: 0.8,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
    },
    Concept.SERVICE: {
        Concept.SERVICE: 1.0,
        Concept.SUPPORT: 0.8,
        Concept.OPERATOR: 0.7,
        Concept.GENERAL: 0.55,
    },
    Concept.VACCINE: {
        Concept.VACCINE: 1.0,
        Concept.SCHEDULE: 0.9,
        Concept.DESK: 0.65,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
    },
    Concept.MAINTENANCE: {
        Concept.MAINTENANCE: 1.0,
        Concept.SCHEDULE: 0.9,
        Concept.SERVICE: 0.75,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
        Concept.SUPPORT: 0.54,
    },
    Concept.SUPPLY: {
        Concept.SUPPLY: 1.0,
        Concept.HOME: 0.75,
        Concept.NEW: 0.75,
        Concept.DESK: 0.7,
        Concept.SERVICE: 0.62,
        Concept.SALES: 0.6,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
    },
    Concept.HOURS: {
        Concept.HOURS: 1.0,
        Concept.LOCATION: 0.75,
        Concept.GENERAL: 0.7,
        Concept.DESK: 0.6,
        Concept.OPERATOR: 0.6,
    },
    Concept.LOCATION: {
        Concept.LOCATION: 1.0,
        Concept.HOURS: 0.75,
        Concept.GENERAL: 0.7,
        Concept.DESK: 0.6,
        Concept.OPERATOR: 0.6,
    },
}
"""How well an option of one kind serves a goal of another; itself 1, others 0."""

OTHERWISE = {Concept.OPERATOR: 0.6, Concept.DESK: 0.58, Concept.GENERAL: 0.55}
"""The same for goals that have no row above."""

NEVER = frozenset({Concept.EMERGENCY})
"""Taken only if it is the goal itself."""
NOT_FOR_US = {
    Concept.PROFESSIONAL: 0.2,
    Concept.JOBS: 0.2,
    Concept.MESSAGE: 0.3,
    Concept.CALLBACK: 0.3,
    Concept.REPEAT: 0.0,
    Concept.BACK: 0.0,
    Concept.PAY: 0.3,
    Concept.CHANGE: 0.4,
    Concept.CONFIRM: 0.4,
    Concept.DIRECTORY: 0.4,
    Concept.CLAIM: 0.5,
    Concept.PRESCRIPTION: 0.4,
    Concept.RECORDS: 0.4,
    Concept.RESULTS: 0.4,
    Concept.REFERRAL: 0.5,
    Concept.EXISTING: 0.8,
    Concept.SPECIAL: 0.45,
    Concept.REMOTE: 0.6,
}
"""What is left of an option's worth if it is for something else than the goal."""

KINDS = frozenset(
    {
        Concept.NEW,
        Concept.EXISTING,
        Concept.VACCINE,
        Concept.HOME,
        Concept.MAINTENANCE,
        Concept.SUPPLY,
    }
)
"""What tells matters of one aim apart: of what is said about a call, only these count,
since "Maria has Delta Dental" is no wish to talk about insurance."""
