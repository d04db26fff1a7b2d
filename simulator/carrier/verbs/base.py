"""What every verb of TwiML has in common: reading attributes, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

    from simulator.carrier.form import Method
    from simulator.carrier.stage import CallStage

LONGEST_S = 86_400
"""No attribute that counts seconds goes beyond a day: Twilio's longest call."""


class BadDocument(ValueError):  # noqa: N818 - reads as what happened
    """The document cannot be run; `code` is Twilio's error number."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Goto:
    """Go on with another document; an empty URL is the current one."""

    url: str
    method: Method = "POST"
    params: Mapping[str, str] = field(default_factory=dict)
    """Sent besides the parameters that every webhook of the call has."""
    recovers: bool = False
    """Whether the ledger notes the fetch: what follows a lost stream is looked at."""
    then: tuple[Verb, ...] = ()
    """What follows that document in turn, unless it ends the call."""


@dataclass(frozen=True, slots=True)
class End:
    """The call is to end."""


Next = Goto | End | None
"""What follows a verb; None is the verb after it."""


class Verb(Protocol):
    """A verb with its attributes, ready to run."""

    async def perform(self, stage: CallStage) -> Next:
        """Do it to the call, and say what is next.

        Raises:
            BadDocument: It cannot be done as the document has it.
            WebhookFailed: What it needs could not be fetched.
        """
        ...


def text(element: ET.Element) -> str:
    """Return an element's words, single spaced."""
    return " ".join("".join(element.itertext()).split())


def method(element: ET.Element, name: str) -> Method:
    """Return an HTTP method.

    Raises:
        BadDocument: Neither GET nor POST.
    """
    given = element.get(name, "POST").upper()
    if given not in {"GET", "POST"}:
        raise BadDocument(12200, f"{name} must be GET or POST")
    return cast("Method", given)


def flag(element: ET.Element, name: str, *, default: bool = False) -> bool:
    """Return a boolean.

    Raises:
        BadDocument: Neither true nor false.
    """
    given = element.get(name, str(default)).lower()
    if given not in {"true", "false"}:
        raise BadDocument(12200, f"{name} must be true or false")
    return given == "true"


def number(
    element: ET.Element,
    name: str,
    default: float,
    *,
    low: float = 0,
    high: float = LONGEST_S,
    code: int = 12200,
) -> float:
    """Return a number.

    Raises:
        BadDocument: Not a number from `low` to `high`; has `code`.
    """
    given = element.get(name)
    if given is None:
        return default
    try:
        value = float(given)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise BadDocument(code, f"{name} must be a number from {low} to {high}")
    return value
