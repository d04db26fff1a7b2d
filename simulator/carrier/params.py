"""What a client may ask of a call: forms in, checked values out.

The names and limits are those of Twilio's Calls resource; each refusal carries the
error code that Twilio documents for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, cast, get_args

from simulator.carrier.detection import detection, detection_beside
from simulator.carrier.errors import BadParameter
from simulator.carrier.form import E164, Fetch, read_fetch, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.carrier.detection import Amd
    from simulator.carrier.form import Form, Method
    from simulator.carrier.recording.terms import RecordingTerms
    from simulator.carrier.verbs.base import Verb
    from simulator.ports import Callee

Event = Literal["initiated", "ringing", "answered", "completed"]
Direction = Literal["outbound-api", "outbound-dial", "inbound"]

KEYS = re.compile(r"[0-9A-Da-d#*wW]{1,32}")
MAX_TWIML = 4000
MAX_REASON = 50
MAX_RING_S = 600


@dataclass(frozen=True, slots=True)
class Inline:
    """A document given with the request."""

    twiml: str


@dataclass(frozen=True, slots=True)
class Script:
    """A document of the carrier's own: what an API other than Calls has a leg do."""

    verbs: tuple[Verb, ...]


Source = Fetch | Inline | Script


@dataclass(frozen=True, slots=True)
class StatusCallback:
    """Where to report progress, and which steps besides the last."""

    url: str
    method: Method = "POST"
    events: frozenset[Event] = frozenset({"completed"})


@dataclass(frozen=True, slots=True)
class CreateCall:
    """A call to place."""

    to: str
    caller: str
    source: Source
    fallback: Fetch | None = None
    callback: StatusCallback | None = None
    timeout_s: int = 60
    time_limit_s: int | None = None
    send_digits: str = ""
    amd: Amd | None = None
    recording: RecordingTerms | None = None
    """How to record it from the answer on; None is not at all."""
    caller_id: str = ""
    """What the callee is shown instead of `caller`."""
    direction: Direction = "outbound-api"
    callee: Callee | None = None
    """Who is at the other end, if the directory is not to say."""
    parent: str = ""
    """The SID of the call whose ``<Dial>`` placed this one."""
    form: Mapping[str, object] = field(default_factory=dict)
    """The request as it came, for the ledger."""

    @property
    def shown(self) -> str:
        """The number that the callee is shown."""
        return self.caller_id or self.caller

    @property
    def party(self) -> str:
        """The number at the simulated end: who is called, or who calls the client."""
        return self.caller if self.direction == "inbound" else self.to


@dataclass(frozen=True, slots=True)
class UpdateCall:
    """A change to a call: an end, another document, or other limits."""

    status: Literal["completed", "canceled"] | None = None
    source: Source | None = None
    fallback: Fetch | None = None
    callback: StatusCallback | None = None
    time_limit_s: int | None = None


class Documents(Protocol):
    """A TwiML application: where the documents of its calls are."""

    voice: Fetch | None
    fallback: Fetch | None
    status_callback: Fetch | None


NO_APPLICATIONS: Mapping[str, Documents] = MappingProxyType({})


def create(
    form: Form, applications: Mapping[str, Documents] = NO_APPLICATIONS
) -> CreateCall:
    """Read a request to place a call.

    An application of the account stands for the URLs of the request, which then do
    not count.

    Raises:
        BadParameter: A parameter is missing or wrong; the code says which.
    """
    to, caller = _to(form), _caller(form)
    source, fallback, callback = _documents(form, applications)
    if source is None:
        raise BadParameter(21205, "Url parameter is required.")
    if len(form.one("CallReason")) > MAX_REASON:
        raise BadParameter(20001, f"CallReason has at most {MAX_REASON} characters.")
    return CreateCall(
        to=to,
        caller=caller,
        caller_id=_shown(form),
        source=source,
        fallback=fallback,
        callback=callback,
        timeout_s=whole(form, "Timeout", 60, low=1, high=MAX_RING_S, code=21208),
        time_limit_s=whole(form, "TimeLimit", 0, low=1, high=86_400) or None,
        send_digits=_digits(form),
        amd=detection(form),
        form=form.as_dict(),
    )


def invitation(form: Form, script: Script) -> CreateCall:
    """Read a request to place a call that takes part in a conference.

    Detection never holds such a call up: it joins, and the verdict is reported.

    Raises:
        BadParameter: A parameter is missing or wrong; the code says which.
    """
    amd = detection_beside(form)
    # An application may be called by any name; telephones are called by numbers.
    application = form.one("To").startswith("app:")
    return CreateCall(
        to=form.one("To") if application else _to(form),
        caller=form.one("From") if application else _caller(form),
        source=script,
        callback=_callback(form),
        timeout_s=whole(form, "Timeout", 60, low=5, high=MAX_RING_S),
        time_limit_s=whole(form, "TimeLimit", 0, low=1, high=86_400) or None,
        amd=amd,
        form=form.as_dict(),
    )


def update(form: Form) -> UpdateCall:
    """Read a request to change a call.

    Raises:
        BadParameter: A parameter is wrong.
    """
    status = form.one("Status").lower()
    if status not in {"", "completed", "canceled"}:
        raise BadParameter(20001, "Invalid Status: use completed or canceled.")
    return UpdateCall(
        status=cast("Literal['completed', 'canceled']", status) if status else None,
        source=_source(form),
        fallback=read_fetch(form, "FallbackUrl", "FallbackMethod", code=21205),
        callback=_callback(form),
        time_limit_s=whole(form, "TimeLimit", 0, low=1, high=86_400) or None,
    )


def _to(form: Form) -> str:
    if not (to := form.one("To")):
        raise BadParameter(21201, "No 'To' number is specified")
    if not E164.fullmatch(to):
        raise BadParameter(21211, "The 'To' number is not a valid phone number.")
    return to


def _caller(form: Form) -> str:
    if not (caller := form.one("From")):
        raise BadParameter(21213, "No 'From' number is specified")
    if not E164.fullmatch(caller):
        raise BadParameter(21212, "The 'From' number is not a valid phone number.")
    return caller


def _documents(
    form: Form, applications: Mapping[str, Documents]
) -> tuple[Source | None, Fetch | None, StatusCallback | None]:
    if name := form.one("ApplicationSid"):
        if (made := applications.get(name)) is None:
            raise BadParameter(21218, "Invalid ApplicationSid")
        told = made.status_callback
        callback = StatusCallback(told.url, told.method) if told else None
        return made.voice, made.fallback, callback
    fallback = read_fetch(form, "FallbackUrl", "FallbackMethod", code=21205)
    return _source(form), fallback, _callback(form)


def _shown(form: Form) -> str:
    shown = form.one("CallerId")
    if shown and not E164.fullmatch(shown):
        raise BadParameter(21212, "The 'CallerId' is not a valid phone number.")
    return shown


def _source(form: Form) -> Source | None:
    if twiml := form.one("Twiml"):
        if len(twiml) > MAX_TWIML:
            raise BadParameter(32018, "Twiml size exceeded maximum allowed value")
        return Inline(twiml)
    return read_fetch(form, "Url", "Method", code=21205)


def _callback(form: Form) -> StatusCallback | None:
    fetch = read_fetch(form, "StatusCallback", "StatusCallbackMethod", code=21609)
    if fetch is None:
        return None
    # Samples send one key with words separated by spaces; Twilio takes both.
    words = [w for value in form.all("StatusCallbackEvent") for w in value.split()]
    for one in words:
        if one not in get_args(Event):
            raise BadParameter(21626, "StatusCallbackEvent is not a known event.")
    events = cast("list[Event]", words)
    return StatusCallback(fetch.url, fetch.method, frozenset(events) | {"completed"})


def _digits(form: Form) -> str:
    digits = form.one("SendDigits")
    if digits and not KEYS.fullmatch(digits):
        raise BadParameter(21206, "SendDigits may hold up to 32 of 0-9 A-D # * w W.")
    return digits
