"""The senior agent at work: a model and its functions, in turns, against the clock."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from panda.errors import ReasonerError
from panda.functions.desk import Desk
from panda.functions.none import NoPlugins
from panda.functions.supervisor import SUPERVISOR_FUNCTIONS
from panda.reasoning import ReasonerRequest, ToolOutput
from panda.supervisor.consultation import Advice
from panda.supervisor.prompt import conversation, instructions
from panda.supervisor.toolbox import Toolbox
from panda.supervisor.way import way_answer, way_request

if TYPE_CHECKING:
    from panda.functions.registry import Registry
    from panda.menu.asking.question import WayAnswer, WayQuestion
    from panda.ports import Clock, Plugins, Reasoner
    from panda.reasoning import ReasonerReply, ToolUse
    from panda.supervisor.consultation import Consultation, UsedFunction

MAX_TURNS = 6
"""A model that still wants functions after so many turns is going in circles."""


class Supervisor:
    """Answers consultations; keeps nothing between them, so any number can run at once.

    Args:
        reasoner: The model.
        clock: Whose monotonic time the deadline is kept by.
        functions: What the model may use.
        plugins: What others have added to that.
    """

    def __init__(
        self,
        reasoner: Reasoner,
        clock: Clock,
        functions: Registry[Desk] = SUPERVISOR_FUNCTIONS,
        plugins: Plugins | None = None,
    ) -> None:
        self._reasoner = reasoner
        self._clock = clock
        self._toolbox = Toolbox(functions, plugins or NoPlugins())

    async def advise(self, consultation: Consultation) -> Advice:
        """Answer within `consultation.deadline_ms`.

        If time runs out after something was recorded, the next open question is asked
        in the questionnaire's own words: what the callee said is not lost, and they are
        not asked to say it twice. Functions that were used by then are told of in any
        case, for what they have done is done.

        Raises:
            ReasonerError: The model failed, or nothing came of it in time.
        """
        work = _Work(Desk(consultation))
        due_ms = self._clock.monotonic_ms() + consultation.deadline_ms
        try:
            await self._run(work, due_ms)
        except ReasonerError:
            if consultation.ahead:  # asked again when it is time, and words that
                raise  # stand in for an answer are none
            if work.desk.findings and work.desk.open_questions:
                work.words = work.desk.open_questions[0]
            elif ran := tuple(filter(self._toolbox.has_run, work.used_functions)):
                return work.failed(ran)
            else:
                raise
        return work.advice()

    async def show_way(self, question: WayQuestion) -> WayAnswer:
        """Say which way to take in a menu, within `question.deadline_ms`, in one turn.

        Raises:
            ReasonerError: The model failed, or was too late.
        """
        due_ms = self._clock.monotonic_ms() + question.deadline_ms
        request = way_request(question, question.deadline_ms / 1000)
        return await way_answer(question, await self._turn(request, due_ms))

    async def _run(self, work: _Work, due_ms: int) -> None:
        request = ReasonerRequest(
            instructions=instructions(work.desk.consultation),
            input=conversation(work.desk.consultation.conversation),
            tools=await self._toolbox.tools(work.desk.consultation),
        )
        for _ in range(MAX_TURNS):
            reply = await self._turn(request, due_ms)
            refused = await self._use(work, reply)
            if reply.text and not refused:
                work.words = reply.text
                return
            if work.desk.silent and not refused:
                return
            if not reply.uses:
                raise ReasonerError("the model said nothing")
            request = request.model_copy(
                update={"previous": reply.reply_id, "input": tuple(work.new_outputs())}
            )
        raise ReasonerError(f"no answer after {MAX_TURNS} turns")

    async def _turn(self, request: ReasonerRequest, due_ms: int) -> ReasonerReply:
        left_s = (due_ms - self._clock.monotonic_ms()) / 1000
        if left_s <= 0:
            raise ReasonerError("too late")
        try:
            async with asyncio.timeout(left_s):
                return await self._reasoner.reply(
                    request.model_copy(update={"timeout_s": left_s})
                )
        except TimeoutError:
            raise ReasonerError("too late") from None

    async def _use(self, work: _Work, reply: ReasonerReply) -> bool:
        """Run the functions a reply asks for; say whether any was refused."""
        work.tokens_in += reply.tokens_in
        work.tokens_out += reply.tokens_out
        refused = False
        for use in reply.uses:
            used = await self._toolbox.run(work.desk, use)
            refused = refused or bool(used.refused)
            work.used(use, used)
        return refused


class _Work:
    """One consultation under way."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.words = ""
        self.tokens_in = 0
        self.tokens_out = 0
        self._functions: list[UsedFunction] = []
        self._outputs: list[ToolOutput] = []

    def used(self, use: ToolUse, done: UsedFunction) -> None:
        """Keep what a function said, for the model and for the log."""
        self._outputs.append(ToolOutput(call=use.call, output=done.result))
        self._functions.append(done)

    @property
    def used_functions(self) -> tuple[UsedFunction, ...]:
        """All uses so far, refused ones as well."""
        return tuple(self._functions)

    def failed(self, ran: tuple[UsedFunction, ...]) -> Advice:
        """Return what cannot be taken back, where nothing else has come of it."""
        decided = self.advice()
        return decided.model_copy(
            update={"functions": ran, "decisions": (), "failed": True}
        )

    def new_outputs(self) -> list[ToolOutput]:
        """Return what functions said since the last time."""
        outputs, self._outputs = self._outputs, []
        return outputs

    def advice(self) -> Advice:
        """Return what has been decided."""
        desk = self.desk
        return Advice(
            request=desk.consultation.request,
            next_response=self.words,
            findings=tuple(desk.findings),
            decisions=tuple(desk.decisions),
            asks=tuple(desk.asks),
            functions=tuple(self._functions),
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
        )
