"""What a client may ask of a call: forms in, checked values out.

The names and limits are those of Twilio's Calls resource; each refusal carries the
error code that Twilio documents for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, cast, get_args
from urllib.parse import urlsplit

from simulator.carrier.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.carrier.recording.terms import RecordingTerms
    from simulator.carrier.verbs.base import Verb
    from simulator.ports import Callee

Method = Literal["GET", "POST"]
Event = Literal["initiated", "ringing", "answered", "completed"]
Detection = Literal["Enable", "DetectMessageEnd"]
Direction = Literal["outbound-api", "outbound-dial", "inbound"]

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
KEYS = re.compile(r"[0-9A-Da-d#*wW]{1,32}")
MAX_TWIML = 4000
MAX_REASON = 50
MAX_RING_S = 600
BAD_AMD = 21234
"""Any value of answering machine detection that is not allowed."""


class Form:
    """A form-encoded body, in which a key may come more than once."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def one(self, name: str) -> str:
        """Return the last value given, or an empty string."""
        return self._values.get(name, [""])[-1]

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value given, in order."""
        return tuple(self._values.get(name, ()))

    def as_dict(self) -> Mapping[str, object]:
        """Return the parameters for the ledger: lists where a key is repeated."""
        return {k: v if len(v) > 1 else v[0] for k, v in self._values.items()}


@dataclass(frozen=True, slots=True)
class Fetch:
    """A document to fetch."""

    url: str
    method: Method = "POST"


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
class Amd:
    """Answering machine detection, as asked for."""

    mode: Detection
    timeout_ms: int = 30_000
    speech_ms: int = 2400
    """A greeting that is longer is a machine's."""
    speech_end_ms: int = 1200
    """So much silence ends a greeting."""
    silence_ms: int = 5000
    """So much silence from the start gives `unknown`."""
    asynchronous: bool = False
    callback: Fetch | None = None


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
        amd=_amd(form),
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


def detection_beside(form: Form) -> Amd | None:
    """Read detection that never holds a call up: its verdict is only reported.

    Raises:
        BadParameter: A value of it is wrong.
    """
    if (amd := _amd(form)) is None:
        return None
    verdict = read_fetch(
        form, "AmdStatusCallback", "AmdStatusCallbackMethod", code=21205
    )
    return replace(amd, asynchronous=True, callback=verdict)


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


def read_fetch(
    form: Form, url: str, method: str, *, code: int, default: Method = "POST"
) -> Fetch | None:
    """Return a URL and its method, or None without one.

    Raises:
        BadParameter: Not a web address; has `code`.
    """
    if not (value := form.one(url)):
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadParameter(code, f"{url} is not a valid URL.")
    return Fetch(value, _method(form, method, default))


def _method(form: Form, name: str, default: Method) -> Method:
    value = form.one(name).upper() or default
    if value not in get_args(Method):
        raise BadParameter(20001, f"{name} must be GET or POST.")
    return cast("Method", value)


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


def whole(
    form: Form, name: str, default: int, *, low: int, high: int, code: int = 20001
) -> int:
    """Return a whole number.

    Raises:
        BadParameter: Not one from `low` to `high`; has `code`.
    """
    if not (value := form.one(name)):
        return default
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise BadParameter(code, f"{name} must be a whole number, {low} to {high}.")
    return int(value)


def word(form: Form, name: str, default: str, known: object) -> str:
    """Return a word of the literal type `known`.

    Raises:
        BadParameter: Not one of its words.
    """
    value = form.one(name) or default
    if value not in get_args(known):
        raise BadParameter(20001, f"{name} must be one of {get_args(known)}.")
    return value


def flag(form: Form, name: str, *, default: bool = False) -> bool:
    """Return a boolean; everything but ``true`` is false, as Twilio has it."""
    value = form.one(name)
    return value.lower() == "true" if value else default


def _digits(form: Form) -> str:
    digits = form.one("SendDigits")
    if digits and not KEYS.fullmatch(digits):
        raise BadParameter(21206, "SendDigits may hold up to 32 of 0-9 A-D # * w W.")
    return digits


def _amd(form: Form) -> Amd | None:
    mode = form.one("MachineDetection")
    if mode in {"", "false", "None"}:
        return None
    if mode not in get_args(Detection):
        raise BadParameter(BAD_AMD, "MachineDetection is Enable or DetectMessageEnd.")

    def threshold(name: str, default: int, *, low: int, high: int) -> int:
        name = f"MachineDetection{name}"
        return whole(form, name, default, low=low, high=high, code=BAD_AMD)

    if form.one("SendDigits"):
        return None  # Twilio ignores detection on calls that send digits (B3)
    return Amd(
        mode=cast("Detection", mode),
        timeout_ms=1000 * threshold("Timeout", 30, low=3, high=59),
        speech_ms=threshold("SpeechThreshold", 2400, low=1000, high=6000),
        speech_end_ms=threshold("SpeechEndThreshold", 1200, low=500, high=5000),
        silence_ms=threshold("SilenceTimeout", 5000, low=2000, high=10_000),
        asynchronous=flag(form, "AsyncAmd"),
        callback=read_fetch(
            form, "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod", code=21205
        ),
    )
