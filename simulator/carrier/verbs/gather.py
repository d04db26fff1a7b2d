"""The verb that asks: Gather keys, speech, or whichever comes first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.gathering import Collector
from simulator.carrier.verbs.base import BadDocument, Goto, Next, flag, method, number
from simulator.carrier.verbs.flow import Pause
from simulator.carrier.verbs.sound import Play, Say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree import ElementTree as ET

    from simulator.carrier.form import Method
    from simulator.carrier.stage import CallStage

NESTED: Mapping[str, Callable[[ET.Element], Say | Play | Pause]] = {
    "Say": Say.read,
    "Play": Play.read,
    "Pause": Pause.read,
}
INPUTS = frozenset({"dtmf", "speech"})
FINISHERS = frozenset("0123456789*#")
DEFAULT_S = 5


@dataclass(frozen=True, slots=True)
class Gather:
    """Listens while and after its nested verbs are heard; see Twilio's `<Gather>`."""

    prompts: tuple[Say | Play | Pause, ...] = ()
    inputs: frozenset[str] = frozenset({"dtmf"})
    action: str = ""
    method: Method = "POST"
    timeout_s: float = DEFAULT_S
    speech_timeout_s: float | None = None
    """Silence that ends speech; None is ``auto``: the first pause."""
    finish_on: str = "#"
    num_digits: int = 0
    """So many keys end it; 0 is any number."""
    language: str = "en"
    barge_in: bool = True
    """Whether speech cuts the prompts short; keys always do."""
    action_on_empty: bool = False

    @classmethod
    def read(cls, element: ET.Element) -> Gather:
        """Read the verb.

        Raises:
            BadDocument: An attribute or a nested verb is wrong.
        """
        inputs = frozenset(element.get("input", "dtmf").split())
        if not inputs or inputs - INPUTS:
            raise BadDocument(12200, "input must be dtmf, speech, or both")
        timeout_s = DEFAULT_S if _auto(element, "timeout") else _seconds(element)
        speech_s = None
        if not _auto(element, "speechTimeout"):
            speech_s = number(element, "speechTimeout", timeout_s)
        finish = element.get("finishOnKey", "#")
        return cls(
            prompts=tuple(NESTED[one.tag](one) for one in element if one.tag in NESTED),
            inputs=inputs,
            action=element.get("action", ""),
            method=method(element, "method"),
            timeout_s=timeout_s,
            speech_timeout_s=speech_s,
            # Twilio warns of a wrong key (13310) and goes on with its default.
            finish_on=finish if set(finish) <= FINISHERS else "#",
            num_digits=int(number(element, "numDigits", 0)),
            language=element.get("language", "en").partition("-")[0],
            barge_in=flag(element, "bargeIn", default=True),
            action_on_empty=flag(element, "actionOnEmptyResult"),
        )

    async def perform(self, stage: CallStage) -> Next:
        """Ask, listen, and go to the action with what was given."""
        hearing = stage.hearing(self.language) if "speech" in self.inputs else None
        collector = Collector(self, hearing)
        over = asyncio.Event()

        def hear(frame: bytes, now_ms: int) -> None:
            collector.feed(frame, now_ms)
            if collector.result is not None:
                over.set()

        prompts = asyncio.create_task(self._prompts(stage, collector))
        hush = asyncio.create_task(collector.interrupted.wait())
        hush.add_done_callback(lambda _: prompts.cancel())
        prompts.add_done_callback(lambda done: over.set() if _failed(done) else None)
        stage.line.listen(hear)
        stage.collector = collector
        try:
            await over.wait()
        finally:
            stage.collector = None
            stage.line.unlisten(hear)
            collector.close()
            for task in (hush, prompts):
                task.cancel()
            await asyncio.wait({hush, prompts})
        if _failed(prompts):
            prompts.result()
        result = collector.result
        assert result is not None
        stage.world.ledger.write(
            "gather", call_sid=stage.call.sid, digits=result.digits, text=result.speech
        )
        if result.empty and not self.action_on_empty:
            return None
        return Goto(self.action, self.method, params=result.params())

    async def _prompts(self, stage: CallStage, collector: Collector) -> None:
        for verb in self.prompts:
            await verb.perform(stage)
        collector.prompts_over(stage.line.now_ms)


def _failed(task: asyncio.Task[None]) -> bool:
    return not task.cancelled() and task.done() and task.exception() is not None


def _auto(element: ET.Element, name: str) -> bool:
    return element.get(name) == "auto"


def _seconds(element: ET.Element) -> float:
    return number(element, "timeout", DEFAULT_S)
