"""What the model says: the responses of a session, from asked to sent.

One response at a time may write into the conversation; those that stand apart
(`conversation: "none"`) run beside it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from simulator.model.audio import BYTES_PER_MS, codec
from simulator.model.engine.prompt import (
    CallFunctions,
    Say,
    Silence,
)
from simulator.model.realtime import asking, speaking, updating
from simulator.model.realtime.effects import Failure, Note, Speak, Think
from simulator.model.realtime.errors import ClientError
from simulator.model.tokens import Tokens, within

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Call, Decision
    from simulator.model.realtime.config import JsonObject
    from simulator.model.realtime.ids import Ids
    from simulator.model.realtime.session import Session
    from simulator.model.realtime.speaking import Done, Response
    from simulator.model.realtime.wire import ResponseParams
    from simulator.model.settings import Settings

_VOICELESS = Failure(
    "server_error", "server_error", "The server had an error while speaking."
)
_REQUEST_LIMIT = 10_000
_TOKEN_LIMIT = 4_000_000


class Answering:
    """The speaking half of a session."""

    def __init__(self, session: Session, ids: Ids, settings: Settings) -> None:
        self._session = session
        self._ids = ids
        self._settings = settings
        self._responses: dict[str, Response] = {}
        self._sent_before = Tokens()
        self._fixed_before = ""
        self._requests = 0
        self._tokens_used = 0
        self.has_spoken = False
        self.quiet_since_ms = float("inf")
        """When the last response had been played; endless before the first."""

    @property
    def _active(self) -> Response | None:
        return next(
            (one for one in self._responses.values() if one.conversation_id), None
        )

    @property
    def busy(self) -> bool:
        """Whether a response is writing into the conversation."""
        return self._active is not None

    def create(self, params: ResponseParams) -> None:
        """Begin a response.

        Raises:
            ClientError: One is active in the conversation already.
        """
        apart = params.conversation == "none"
        active = self._active
        if active is not None and not apart:
            raise ClientError(
                "Conversation already has an active response in progress: "
                f"{active.id}. Wait until the response is finished before creating a "
                "new one.",
                code="conversation_already_has_active_response",
            )
        config, conversation = self._session.config, self._session.conversation
        updating.check_response(params, config, spoken=self.has_spoken and not apart)
        if asking.shorten(config, conversation):
            self._fixed_before = ""  # what changed at its front is no longer cached
        asking.prompt(params, config, conversation)  # refuses an input it cannot find
        fixed = asking.fixed_part(params, config)
        before = self._sent_before if fixed == self._fixed_before else Tokens()
        response = speaking.Response(
            id=self._ids.new("resp"),
            params=params,
            config=config,
            heard=asking.cost(params, config, conversation),
            before=before,
            created_ms=self._session.now_ms,
            conversation_id=None if apart else self._session.conversation.id,
        )
        self._responses[response.id] = response
        shown = response.wire("in_progress", None)
        self._session.send("response.created", response=shown)
        if not apart:
            self._fixed_before = fixed
        self.think()

    def think(self) -> None:
        """Let every response begin to think that has heard everything."""
        deaf = any(item.hearing for item in self._session.conversation)
        for response in list(self._responses.values()):
            waits = deaf and response.params.input is None
            if response.stage == "hearing" and not waits:
                response.stage = "thinking"
                asked = asking.prompt(
                    response.params, response.config, self._session.conversation
                )
                self._session.emit(Think(response.id, asked))

    def thought(self, response_id: str, decision: Decision | Failure) -> None:
        """Carry out what the model decided."""
        response = self._responses.get(response_id)
        if response is None or response.stage != "thinking":
            return
        match decision:
            case Failure():
                self._fail(response, decision)
            case Silence():
                self._finish(response, "completed", None)
            case CallFunctions(calls):
                for call in calls:
                    self._call(response, call)
                    if response.item.status == "incomplete":
                        self._run_out(response)
                        return
                self._finish(response, "completed", None)
            case Say(text):
                self._say(response, text)

    def spoken(self, response_id: str, mulaw: bytes | None) -> None:
        """Begin to send the sound of a response."""
        response = self._responses.get(response_id)
        if response is None or response.stage != "voicing":
            return
        if mulaw is None:
            self._fail(response, _VOICELESS)
            return
        response.stage, response.mulaw = "sending", mulaw
        response.next_chunk_ms = self._session.now_ms
        self.advance()

    def advance(self) -> None:
        """Send the chunks that are due."""
        now = self._session.now_ms
        step = self._settings.chunk_ms / self._settings.audio_pace
        for response in list(self._responses.values()):
            while response.stage == "sending" and response.next_chunk_ms <= now:
                self._send_chunk(response)
                response.next_chunk_ms += step
                if response.spoken.total >= response.limit:
                    self._end_message(response, whole=False)
                    self._run_out(response)
                    break
                if response.sent_bytes >= len(response.mulaw):
                    self._end_message(response, whole=True)
                    self._finish(response, "completed", None)
                    break

    def next_chunk_ms(self) -> float:
        """Return when `advance` is due."""
        due = [
            response.next_chunk_ms
            for response in self._responses.values()
            if response.stage == "sending"
        ]
        return min(due, default=float("inf"))

    def restart_idling(self) -> None:
        """Something was heard: the idle timeout counts anew."""
        self.quiet_since_ms = max(self.quiet_since_ms, self._session.now_ms)

    def interrupt(self) -> None:
        """The caller speaks: stop the response that is being made."""
        if self._active is not None:
            self._cut(self._active, "turn_detected")

    def cancel(self, response_id: str | None) -> None:
        """Stop a response at the client's word.

        Raises:
            ClientError: Nothing to stop.
        """
        known = (
            self._active if response_id is None else self._responses.get(response_id)
        )
        if known is None:
            raise ClientError(
                "Cancellation failed: no active response found",
                code="response_cancel_not_active",
            )
        self._cut(known, "client_cancelled")

    def _call(self, response: Response, call: Call) -> None:
        ids = self._ids
        begun = speaking.call_begins(response, call, ids.new("item"), ids.new("call"))
        self._session.emit(begun)
        self._added(response)
        self._session.emit(*speaking.call_ends(response, call))
        self._done(response)
        self._session.emit(Note("function", {"name": call.name}))

    def _say(self, response: Response, text: str) -> None:
        begun = speaking.message_begins(response, self._ids.new("item"))
        self._session.emit(begun[0])
        self._added(response)
        self._session.emit(begun[1])
        if not response.audible:
            self._write(response, text)
            return
        response.stage = "voicing"
        response.pending = text.split()
        speed = self._session.config.audio.output.speed
        self._session.emit(Speak(response.id, text, response.voice, speed))

    def _write(self, response: Response, text: str) -> None:
        """Answer in writing, as far as the limit allows."""
        written = within(text, response.limit)
        whole = written == text
        self._session.emit(speaking.words(response, written))
        self._end_message(response, whole=whole)
        if whole:
            self._finish(response, "completed", None)
        else:
            self._run_out(response)

    def _run_out(self, response: Response) -> None:
        """End a response that has reached its most tokens."""
        details = {"type": "incomplete", "reason": "max_output_tokens"}
        self._finish(response, "incomplete", details)

    def _send_chunk(self, response: Response) -> None:
        size = round(self._settings.chunk_ms) * BYTES_PER_MS
        chunk = response.mulaw[response.sent_bytes : response.sent_bytes + size]
        response.sent_bytes += len(chunk)
        words = response.pending_words(response.sent_bytes / len(response.mulaw))
        if words:
            self._session.emit(speaking.words(response, words))
        sounded = speaking.sound(response, chunk, codec(response.form.type))
        self._session.emit(sounded)
        if response.first_chunk_ms is None:
            response.first_chunk_ms = self._session.now_ms
            after = self._session.now_ms - response.created_ms
            self._session.emit(Note("latency", {"stage": "first_audio", "ms": after}))
            self.has_spoken = True
            self._answered(response)

    def _answered(self, response: Response) -> None:
        """Note how long the caller waited for the first sound of an answer."""
        asked, self._session.speech_end_ms = self._session.speech_end_ms, None
        if asked is not None and response.conversation_id:
            waited = {"stage": "turn", "ms": self._session.now_ms - asked}
            self._session.emit(Note("latency", waited))

    def _cut(self, response: Response, reason: str) -> None:
        if response.stage in {"voicing", "sending"}:
            self._end_message(response, whole=False)
        details = {"type": "cancelled", "reason": reason}
        self._finish(response, "cancelled", details)

    def _fail(self, response: Response, failure: Failure) -> None:
        if response.stage == "voicing":
            self._end_message(response, whole=False)
        error = asdict(failure)
        self._finish(response, "failed", {"type": "failed", "error": error})

    def _end_message(self, response: Response, *, whole: bool) -> None:
        self._session.emit(*speaking.message_ends(response, whole=whole))
        self._done(response)

    def _added(self, response: Response) -> None:
        """Put the response's newest item into the conversation it belongs to."""
        if response.conversation_id:
            self._session.add(response.item)

    def _done(self, response: Response) -> None:
        if response.conversation_id:
            item = response.item
            previous = self._session.conversation.before(item.id)
            self._session.send(
                "conversation.item.done", previous_item_id=previous, item=item.wire()
            )

    def _finish(
        self, response: Response, status: Done, details: JsonObject | None
    ) -> None:
        del self._responses[response.id]
        if response.conversation_id:
            self._sent_before = response.heard + response.spoken
            played = len(response.mulaw[: response.sent_bytes]) / BYTES_PER_MS
            begun = response.first_chunk_ms or self._session.now_ms
            self.quiet_since_ms = begun + played
        self._session.send("response.done", response=response.wire(status, details))
        usage = response.usage()
        self._session.emit(
            Note("response", {"id": response.id, "status": status, "usage": usage})
        )
        self._limits(response)

    def _limits(self, response: Response) -> None:
        self._requests += 1
        self._tokens_used += response.heard.total + response.spoken.total
        used = {
            "requests": (_REQUEST_LIMIT, self._requests),
            "tokens": (_TOKEN_LIMIT, self._tokens_used),
        }
        limits = [
            {
                "name": name,
                "limit": limit,
                "remaining": max(0, limit - count),
                "reset_seconds": round(60 * count / limit, 3),
            }
            for name, (limit, count) in used.items()
        ]
        self._session.send("rate_limits.updated", rate_limits=limits)
