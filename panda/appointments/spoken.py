"""A day and time as one says it on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_EN_DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
_ES_DAYS = (
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
)  # fmt: skip
_ES_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def said(at: datetime, language: str = "en", *, weekday: bool = True) -> str:
    """Return a time of the wall clock it is given by, in a language.

    Example:
        >>> from datetime import datetime
        >>> said(datetime.fromisoformat("2026-12-03T14:30"))
        'Thursday, December 3 at 2:30 PM'
    """
    if language == "es":
        named = f"{_ES_DAYS[at.weekday()]} " if weekday else ""
        day = f"el {named}{at.day} de {_ES_MONTHS[at.month - 1]}"
        return f"{day} a las {at.hour}:{at:%M}"
    named = f"{_EN_DAYS[at.weekday()]}, " if weekday else ""
    day = f"{named}{_EN_MONTHS[at.month - 1]} {at.day}"
    hour = at.hour % 12 or 12
    minute = f":{at:%M}" if at.minute else ""
    return f"{day} at {hour}{minute} {'AM' if at.hour < 12 else 'PM'}"


def named(service: str, language: str) -> str:
    """Return a service as it is said in the middle of a sentence."""
    name = service[:1].lower() + service[1:] if service[1:2].islower() else service
    if language != "en" or name.split(" ", 1)[0] in {"a", "an", "the", "our"}:
        return name
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"
