"""Who may call which function, and when: a table, and nothing is allowed that it lacks.

It is decided here, outside of every model: what a model was talked into asking for is
looked at by the same rows as what it asks for of itself (RELIABILITY 3.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.call import CallState, is_live

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import JsonValue


class Caller(StrEnum):
    """Who asks for a function."""

    VOICE = auto()
    """The junior model, which speaks on the phone."""
    SUPERVISOR = auto()
    """The senior model, which decides."""
    OPERATOR = auto()
    """A person of ours, or a program with the API's token."""


class Right(BaseModel):
    """What one kind of caller may do with a function."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phases: tuple[CallState, ...]
    """In which states of a call."""
    approval: bool = False
    """Whether a person must agree each time."""


class Permission(BaseModel):
    """Everybody's rights to one function; who is not named has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rights: dict[Caller, Right]


class Verdict(StrEnum):
    """What is decided about one use."""

    ALLOWED = auto()
    REFUSED = auto()
    ASK = auto()
    """A person is to be asked first."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, with a stable code for the log and advice for whoever asked."""

    verdict: Verdict
    reason: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All the rules look at."""

    caller: Caller
    state: CallState
    arguments: Mapping[str, JsonValue]
    """Checked against the schema before."""
    keys: int = 0
    """Keys pressed on this call so far."""
    is_anothers: bool = False
    """Whether the floor is an operator's, and not that of who asks."""


OPEN = tuple(one for one in CallState if one is not CallState.ENDED)
ANSWERED = tuple(
    one for one in CallState if is_live(one) and one is not CallState.TRANSFERRED
)
"""Somebody or something is on the line, and with us."""
TALK = (CallState.TALKING,)
MENU = (CallState.NAVIGATING,)


def _permission(
    *,
    voice: tuple[CallState, ...] = (),
    supervisor: tuple[CallState, ...] = (),
    operator: tuple[CallState, ...] = (),
) -> Permission:
    rights = {
        Caller.VOICE: voice,
        Caller.SUPERVISOR: supervisor,
        Caller.OPERATOR: operator,
    }
    return Permission(
        rights={who: Right(phases=when) for who, when in rights.items() if when}
    )


# What was said is taken down whoever of ours talks by then, and wherever the call is:
# an answer may come late, and an operator's talk brings findings. Quotes are checked.
_LOOK_UP = _permission(supervisor=ANSWERED, operator=OPEN)
PERMISSIONS: dict[str, Permission] = {
    "getSupervisorResponse": _permission(voice=TALK, operator=TALK),
    "endCall": _permission(voice=TALK, supervisor=TALK, operator=OPEN),
    "holdCall": _permission(voice=TALK, supervisor=TALK, operator=ANSWERED),
    "transferCall": _permission(supervisor=TALK, operator=ANSWERED),
    "promptUserForInfo": _permission(voice=TALK, supervisor=TALK, operator=ANSWERED),
    "recordFinding": _permission(voice=TALK, supervisor=ANSWERED, operator=ANSWERED),
    "sendDigits": _permission(voice=MENU, supervisor=(*TALK, *MENU), operator=ANSWERED),
    "addNote": _permission(voice=TALK, supervisor=ANSWERED, operator=OPEN),
    "releaseField": _permission(supervisor=MENU, operator=MENU),
    "scheduleAppointment": _permission(supervisor=TALK, operator=ANSWERED),
    "noteOffer": _permission(supervisor=ANSWERED, operator=ANSWERED),
    "validateInsurance": _LOOK_UP,
    "lookupPricing": _LOOK_UP,
    "checkAvailability": _LOOK_UP,
    "getBusinessInfo": _LOOK_UP,
    "staySilent": _permission(supervisor=TALK),
    "markDoNotCall": _permission(supervisor=ANSWERED, operator=ANSWERED),
}
"""Of the functions that come with us (RELIABILITY 3.4); a plugin's stands with it."""

DIGITS_A_STEP = 12
DIGITS_A_CALL = 60


def _digits(now: Circumstances) -> str:
    return str(now.arguments.get("digits", "")).replace("w", "")


_Rule = tuple[str, str, "Callable[[Circumstances], bool]"]
_HELD: _Rule = (
    "held",
    "another operator has the floor: wait until they hand the call back",
    lambda now: now.is_anothers,
)
RULES: dict[str, tuple[_Rule, ...]] = {
    "holdCall": (_HELD,),
    "transferCall": (_HELD,),
    "releaseField": (_HELD,),
    "endCall": (_HELD,),
    "sendDigits": (
        _HELD,
        (
            "too_many_at_once",
            f"press {DIGITS_A_STEP} keys at most at a time",
            lambda now: len(_digits(now)) > DIGITS_A_STEP,
        ),
        (
            "too_many",
            f"{DIGITS_A_CALL} keys are the most of a call; speak instead",
            lambda now: (
                now.caller is not Caller.OPERATOR
                and now.keys + len(_digits(now)) > DIGITS_A_CALL
            ),
        ),
    ),
}
"""What the arguments of a function may be: a code, advice, and when it is refused."""


def rule(name: str, permission: Permission | None, now: Circumstances) -> Ruling:
    """Decide about one use of a function; the first rule broken decides."""
    right = permission.rights.get(now.caller) if permission is not None else None
    if right is None:
        return Ruling(
            Verdict.REFUSED, "not_yours", f"{name} is not for you to use; do without it"
        )
    if now.state not in right.phases:
        return Ruling(
            Verdict.REFUSED,
            "not_now",
            f"{name} is not possible while the call is {now.state.replace('_', ' ')}",
        )
    for code, advice, refuses in RULES.get(name, ()):
        if refuses(now):
            return Ruling(Verdict.REFUSED, code, advice)
    return Ruling(Verdict.ASK if right.approval else Verdict.ALLOWED)
