"""Functions as they are used on one call: looked at, run once, carried out, logged.

Three kinds of callers come here by one way: operators through the API, the voice model
in its conversation, and the supervisor with what its functions have decided. Whoever
asks, the table of `panda.functions.permission` decides by the call's state of now, and
every use leaves one event, refused or not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.call import CallState
from panda.errors import FunctionError
from panda.events import Found, FunctionCalled, Noted, Pressed
from panda.functions.decisions import (
    NAMES,
    AddNote,
    Book,
    EndCall,
    HoldCall,
    MarkDoNotCall,
    NoteOffer,
    ReleaseField,
    SendDigits,
    TransferCall,
)
from panda.functions.desk import Desk
from panda.functions.permission import (
    PERMISSIONS,
    Caller,
    Circumstances,
    Ruling,
    Verdict,
    rule,
)
from panda.functions.registry import within
from panda.functions.supervisor import CALL_FUNCTIONS
from panda.mailbox import Hold, UseFunction
from panda.plugin import asked_by
from panda.realtime.agent import FunctionRequested, FunctionResult
from panda.research.evidence import add
from panda.session.advice import consult, consultation, keys_pressed
from panda.session.commands import PlayKeys, RunPlugin, TellVoice
from panda.session.inputs import (
    Began,
    Ordered,
    PluginRan,
    SupervisorAnswered,
    SupervisorFailed,
    Tick,
)
from panda.session.phases.phase import Do
from panda.session.times import Times
from panda.session.wording import SUPERVISOR_TOOL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import JsonValue

    from panda.functions.permission import Permission
    from panda.functions.spec import FunctionSpec
    from panda.session.inputs import Input
    from panda.session.operators import Operators
    from panda.session.people import People
    from panda.session.phases.phase import Effects, Phase
    from panda.session.record import CallRecord
    from panda.session.transfers import Transfers
    from panda.supervisor.consultation import Advice, Consultation

CONSULT_MS = 6_000
"""How long an operator waits for what a supervisor would say."""
GRACE_MS = 1_500
"""What a plugin's answer may take from its process to the call, beside its own time."""
_SILENT = frozenset({CallState.TAKEN_OVER, CallState.HELD})
"""Where the voice has not the floor."""
_UNKNOWN = "unknown_function"
_UNFIT = "arguments"
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a function."""

    request: str
    name: str
    arguments: str
    caller: Caller
    author: str = ""


@dataclass(frozen=True, slots=True)
class _Running:
    """A use that a plugin is at work on."""

    use: Use
    version: str
    until_ms: int


class Functions:
    """All uses of functions on one call."""

    def __init__(
        self,
        call: CallRecord,
        operators: Operators,
        transfers: Transfers,
        people: People,
        phase: Callable[[], Phase],
    ) -> None:
        self._call = call
        self._operators = operators
        self._transfers = transfers
        self._people = people
        self._phase = phase
        self._times = Times(call)
        self._consulted: dict[str, Use] = {}
        """What waits for a supervisor's words, by the question's id."""
        self._running: dict[str, _Running] = {}

    # --- inputs ----------------------------------------------------------------------

    def handle(  # noqa: C901 - a table, one line a case
        self, what: Input, now_ms: int
    ) -> Effects:
        """Take what concerns functions; all else passes."""
        match what:
            case Began() if self._call.briefing.epoch > 0:
                # A supervisor that the actor before us asked may have had them in hand.
                yield from self._lost(sorted(self._call.people.approved))
            case Ordered(order=UseFunction() as order):
                use = Use(
                    order.request,
                    order.name,
                    order.arguments,
                    Caller.OPERATOR,
                    order.author,
                )
                if order.plugin is None:
                    yield from self._use(use, now_ms)
                else:
                    yield from self._use_plugin(use, order.plugin, now_ms)
            case FunctionRequested() if what.name != SUPERVISOR_TOOL.name:
                use = Use(what.request, what.name, what.arguments, Caller.VOICE)
                yield from self._use(use, now_ms)
            case SupervisorAnswered(advice=advice):
                self._call.people.take_back(advice.request)
                yield from self._advised(advice)
            case SupervisorFailed(request=request, lost=lost):
                had = self._call.people.take_back(request)
                if lost:
                    yield from self._lost(had)
                if request in self._consulted:
                    words = "the supervisor did not answer in time"
                    use = self._consulted.pop(request)
                    yield from self._answered(use, words, refused=_FAILED)
            case PluginRan() if what.request in self._running:
                yield from self._ran(what)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _lost(self, had: Iterable[str]) -> Effects:
        """Log that what somebody had in hand may be done: it is not done again.

        It can be agreed to anew.
        """
        for wanted in had:
            name, _, arguments = wanted.partition(" ")
            yield FunctionCalled(
                name=name,
                caller=Caller.SUPERVISOR.value,
                arguments=arguments,
                result="who was to do it was lost: nobody knows whether it was done",
                refused=_FAILED,
            )

    # --- one use ---------------------------------------------------------------------

    def _use(self, use: Use, now_ms: int) -> Effects:
        if (
            use.request in self._call.uses.answered
        ):  # asked for again: it has its answer
            return
        if use.name == SUPERVISOR_TOOL.name:
            yield from self._consult(use, now_ms)
            return
        try:
            pins = self._call.briefing.functions
            function = CALL_FUNCTIONS.get(use.name, within(pins, use.name))
        except FunctionError as error:
            yield from self._answered(use, str(error), refused=_UNKNOWN)
            return
        try:
            given = function.given(use.arguments)
        except FunctionError as error:
            yield from self._answered(use, str(error), refused=_UNFIT)
            return
        ruling = self._rule(use, given)
        if ruling.verdict is not Verdict.ALLOWED:
            yield from self._answered(use, ruling.advice, refused=ruling.reason)
            return
        desk = Desk(self._consultation(use.request, now_ms), use.caller)
        try:
            result = function.call_now(desk, use.arguments)
        except FunctionError as error:
            yield from self._answered(use, str(error), refused=_FAILED)
            return
        version = str(function.version)
        yield from self._answered(use, result, version=version)
        yield from self._noted(desk)
        for question in desk.asks:
            yield from self._people.ask(question)
        for decision in desk.decisions:
            yield Do(decision, use.caller, use.author)

    def _answered(
        self, use: Use, result: str, *, refused: str = "", version: str = ""
    ) -> Effects:
        """Log a use, and tell the voice if it was its own."""
        yield FunctionCalled(
            name=use.name,
            caller=use.caller.value,
            arguments=use.arguments,
            result=result,
            request=use.request,
            author=use.author,
            version=version,
            refused=refused,
        )
        if use.caller is Caller.VOICE:
            key = "error" if refused else "result"
            output = json.dumps({key: result}, ensure_ascii=False)
            speak = self._call.state not in _SILENT
            yield TellVoice(FunctionResult(use.request, output, speak=speak))

    def _noted(self, desk: Desk) -> Effects:
        findings = list(self._call.findings)
        for claimed in desk.findings:
            finding = add(findings, claimed)
            if finding is not None:
                findings.append(finding)
                yield Found(finding=finding)

    # --- plugins ---------------------------------------------------------------------

    def _use_plugin(self, use: Use, spec: FunctionSpec, now_ms: int) -> Effects:
        if use.request in self._call.uses.answered or use.request in self._running:
            return
        given = json.loads(use.arguments)
        ruling = self._rule(use, given, spec.permission)
        version = spec.version
        if ruling.verdict is not Verdict.ALLOWED:
            yield from self._answered(
                use, ruling.advice, refused=ruling.reason, version=version
            )
            return
        until_ms = now_ms + int(spec.time_limit_s * 1000) + GRACE_MS
        self._running[use.request] = _Running(use, version, until_ms)
        asked = asked_by(self._consultation(use.request, now_ms), use.request)
        yield RunPlugin(use.request, use.name, version, use.arguments, asked)

    def _ran(self, ran: PluginRan) -> Effects:
        running = self._running.pop(ran.request)
        refused = _FAILED if ran.failed else ""
        version = running.version
        yield from self._answered(
            running.use, ran.result, refused=refused, version=version
        )

    def _tick(self, now_ms: int) -> Effects:
        yield from self._times.heard(now_ms)
        for request, running in list(self._running.items()):
            if now_ms > running.until_ms:
                words = "it did not answer in time; do without it"
                yield from self._ran(PluginRan(request, words, failed=True))

    # --- a supervisor's words, for an operator ---------------------------------------

    def _consult(self, use: Use, now_ms: int) -> Effects:
        ruling = self._rule(use, {})
        if ruling.verdict is not Verdict.ALLOWED:
            yield from self._answered(use, ruling.advice, refused=ruling.reason)
            return
        request = f"function-{use.request}"
        self._consulted[request] = use
        yield consult(self._call, self._consultation(request, now_ms))

    def _advised(self, advice: Advice) -> Effects:
        use = self._consulted.pop(advice.request, None)
        if use is not None:
            words = advice.next_response or "the supervisor would say nothing now"
            yield from self._answered(use, words)

    # --- decisions -------------------------------------------------------------------

    def carry_out(self, do: Do, now_ms: int) -> Effects:
        """Do what a function has decided, or log why not."""
        name = NAMES[do.decision.kind]
        digits = do.decision.digits if isinstance(do.decision, SendDigits) else ""
        use = Use("", name, "{}", do.caller, do.author)
        ruling = self._rule(use, {"digits": digits})
        if ruling.verdict is not Verdict.ALLOWED:
            yield FunctionCalled(
                name=name,
                caller=do.caller.value,
                arguments="{}",
                result=ruling.advice,
                author=do.author,
                refused=ruling.reason,
            )
            return
        yield from self._do(do, now_ms)

    def _do(self, do: Do, now_ms: int) -> Effects:
        author = do.author or do.caller.value
        match do.decision:
            case EndCall():
                yield from self._phase().part(now_ms)
            case MarkDoNotCall():
                yield from self._phase().opt_out(now_ms)
            case HoldCall():
                yield from self._operators.directions.ordered(
                    Hold(author=author), now_ms
                )
            case SendDigits(digits=digits):
                yield from self._phase().keyed()
                yield Pressed(keys=digits, label=author)
                yield PlayKeys(digits)
            case AddNote(text=text):
                yield Noted(author=author, text=text)
            case ReleaseField() as release:
                yield from self._phase().release(release.field, now_ms)
            case TransferCall(to=to):
                yield from self._transfers.ask(to, author, now_ms)
            case Book() | NoteOffer() as time:
                yield from self._times.take(time, do.caller, now_ms)

    def _consultation(self, request: str, now_ms: int) -> Consultation:
        return consultation(self._call, request, now_ms, deadline_ms=CONSULT_MS)

    # --- what it is decided by -------------------------------------------------------

    def _rule(
        self,
        use: Use,
        arguments: dict[str, JsonValue],
        permission: Permission | None = None,
    ) -> Ruling:
        operator = use.caller is Caller.OPERATOR
        now = Circumstances(
            use.caller,
            self._call.state,
            arguments,
            keys_pressed(self._call),
            operator and self._operators.floor.is_anothers(use.author),
        )
        return rule(use.name, permission or PERMISSIONS.get(use.name), now)
