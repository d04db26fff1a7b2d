"""How times are asked for and given in Spanish."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.businesses.tongues.tongue import Bookings

if TYPE_CHECKING:
    from datetime import datetime

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)


def _when(slot: datetime) -> str:
    """Return a pattern of the ways to name a time: a day, then a clock."""
    day = "(?:1|primero|uno)" if slot.day == 1 else str(slot.day)
    hours = {slot.hour, slot.hour % 12 or 12}
    hour = f"(?:{'|'.join(str(one) for one in sorted(hours, reverse=True))})"
    minute = rf"[:. ]{slot.minute:02d}\b" if slot.minute else r"(?:[:.]00)?\b(?![:.]\d)"
    other = "tarde|noche" if slot.hour < 12 else "manana"
    not_then = rf"(?! de la (?:{other}))"
    month = _MONTHS[slot.month - 1]
    return rf"\b{day} de {month},? a las? {hour}{minute}{not_then}"


BOOKINGS = Bookings(
    books=re.compile(r"\b(reserv|apart)"),
    moves=re.compile(
        r"\b(?:cambi|mov|mueva|pasar)\w*(?: a| para|:)?\b(?P<to>.*)", re.DOTALL
    ),
    cancels=re.compile(r"\b(cancel|anul)"),
    a_time=re.compile(rf"\bde (?:{'|'.join(_MONTHS)})\b"),
    asks_again=re.compile(
        r"\b(esta|ha quedado) (reservad|cambiad|movid|cancelad|anulad)"
    ),
    name=re.compile(
        r"\b(?:de parte de|a nombre de|[Ss]e llama|nombre es) "
        r"(?P<name>[A-Z\u00c1-\u00da][\w'-]+(?: [A-Z\u00c1-\u00da][\w'-]+){0,3})"
    ),
    when=_when,
    also="También tengo el {value}.",
    nothing_free="Lo siento, por ahora no tenemos nada libre.",
    whose="¿A nombre de quién, por favor?",
    booked="Sí, está reservado para el {value}.",
    moved="Sí, está cambiado al {value}.",
    cancelled="Sí, la cita del {value} está cancelada.",
    gone="No, lo siento, esa hora ya la tomaron.",
    not_free="No, lo siento, a esa hora no tenemos nada libre.",
    no_such="No, lo siento, no encuentro esa cita.",
)
