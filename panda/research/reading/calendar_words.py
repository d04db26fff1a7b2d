"""The names of months and days in five languages, and which weekdays a text names."""

from __future__ import annotations

from panda.research.words import tokens

_MONTH_NAMES = (
    ("january", "jan", "enero", "janvier", "januar", "janner", "janeiro"),
    ("february", "feb", "febrero", "fevrier", "februar", "fevereiro"),
    ("march", "mar", "marzo", "mars", "marz", "marco"),
    ("april", "apr", "abril", "avril"),
    ("may", "mayo", "mai", "maio"),
    ("june", "jun", "junio", "juin", "juni", "junho"),
    ("july", "jul", "julio", "juillet", "juli", "julho"),
    ("august", "aug", "agosto", "aout"),
    ("september", "sep", "sept", "septiembre", "setiembre", "septembre", "setembro"),
    ("october", "oct", "octubre", "octobre", "oktober", "outubro"),
    ("november", "nov", "noviembre", "novembre", "novembro"),
    ("december", "dec", "diciembre", "decembre", "dezember", "dezembro"),
)
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names
}
_DAY_NAMES = (
    ("monday", "mon", "mondays", "lunes", "lundi", "montag", "segunda"),
    ("tuesday", "tue", "tues", "tuesdays", "martes", "mardi", "dienstag", "terca"),
    ("wednesday", "wed", "wednesdays", "miercoles", "mercredi", "mittwoch", "quarta"),
    ("thursday", "thu", "thur", "thurs", "thursdays", "jueves", "jeudi", "donnerstag",
     "quinta"),
    ("friday", "fri", "fridays", "viernes", "vendredi", "freitag", "sexta"),
    ("saturday", "sat", "saturdays", "sabado", "samedi", "samstag", "sonnabend"),
    ("sunday", "sun", "sundays", "domingo", "dimanche", "sonntag"),
)  # fmt: skip
THE = frozenset({"the", "el", "on", "le", "den", "der", "dem", "dia", "feira"})
TODAY = frozenset({"today", "tonight", "hoy", "aujourdhui", "heute", "hoje"})
TOMORROW = frozenset({"tomorrow", "manana", "demain", "morgen", "amanha"})
IN_TWO_DAYS = (
    ("day", "after", "tomorrow"), ("pasado", "manana"), ("apres", "demain"),
    ("depois", "de", "amanha"), ("ubermorgen",),
)  # fmt: skip
FIRST_DAYS = dict.fromkeys(
    ("primero", "primeiro", "premier", "ersten", "erste", "erster"), 1
) | {"zweiten": 2, "dritten": 3}
WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names}

_DAYS_TOGETHER = {
    "weekday": range(5), "weekdays": range(5), "weekend": range(5, 7),
    "weekends": range(5, 7), "daily": range(7), "everyday": range(7),
}  # fmt: skip
_THROUGH = frozenset({"to", "through", "thru", "until", "till", "a", "bis"})
_SHORT_DAYS = frozenset({"sun", "sat", "mon", "wed"})
"""Short forms that may be other words."""


def weekdays(text: str) -> frozenset[int]:
    """Return the weekdays that a text names, Monday being 0; spans are filled.

    Example:
        >>> sorted(weekdays("Tuesday through Thursday and on weekends"))
        [1, 2, 3, 5, 6]
    """
    found = set[int]()
    last, through = -1, False
    for name in (token.text for token in tokens(text)):
        day = WEEKDAYS.get(name)
        if day is None and name.endswith("s"):
            day = WEEKDAYS.get(name.removesuffix("s"))
        if day is not None and name not in _SHORT_DAYS:
            if through and last >= 0:
                found |= {(last + step) % 7 for step in range((day - last) % 7 + 1)}
            found.add(day)
            last, through = day, False
        elif name in _DAYS_TOGETHER:
            found |= set(_DAYS_TOGETHER[name])
        else:
            through = name in _THROUGH
    return frozenset(found)
