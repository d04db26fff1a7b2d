"""What the caller says: buffer, turns and transcripts of a session.

Recognition starts at the first short pause, before the turn is known to be over; if
no more speech comes, that result is used, and the transcript is there early.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.audio import BYTES_PER_MS
from simulator.model.realtime.config import LOGPROBS, Transcription
from simulator.model.realtime.effects import Forget, Note, Transcribe
from simulator.model.realtime.errors import ClientError
from simulator.model.realtime.items import Content, Item
from simulator.model.realtime.listening import (
    Listener,
    Paused,
    Resumed,
    Started,
    Stopped,
)
from simulator.model.tokens import heard_tokens, text_tokens

if TYPE_CHECKING:
    from simulator.model.realtime.config import JsonObject
    from simulator.model.realtime.ids import Ids
    from simulator.model.realtime.listening import TurnEvent
    from simulator.model.realtime.session import Session
    from simulator.model.settings import Settings
    from simulator.ports import Activity, Transcript

_SMALLEST_COMMIT_MS = 100


@dataclass(slots=True)
class _Turn:
    """One stretch of the caller's speech on its way to a transcript."""

    item_id: str
    version: int = 0
    """Counts recognitions; only the latest one's result matters."""
    running: bool = False
    found: Transcript | None = None
    failed: bool = False
    item: Item | None = None
    """Its item, once the turn is over."""
    speech_end_ms: int = 0
    """Wall clock at which its last speech arrived."""

    @property
    def settled(self) -> bool:
        return self.found is not None or self.failed


class Hearing:
    """The listening half of a session."""

    def __init__(
        self, session: Session, ids: Ids, activity: Activity, settings: Settings
    ) -> None:
        self._session = session
        self._ids = ids
        self._listener = Listener(activity, speculate_ms=round(settings.speculate_ms))
        self._turns: dict[str, _Turn] = {}
        self._current: _Turn | None = None

    @property
    def speaking(self) -> bool:
        """Whether the caller is speaking."""
        return self._listener.speaking

    def feed(self, mulaw: bytes) -> None:
        """Take in audio."""
        for event in self._listener.feed(mulaw, self._session.vad):
            self._follow(event)

    def commit(self) -> None:
        """Make the buffer a user message, at the client's word.

        Raises:
            ClientError: There is hardly anything in it.
        """
        buffered = self._listener.buffered_ms()
        if buffered < _SMALLEST_COMMIT_MS:
            raise ClientError(
                "Error committing input audio buffer: buffer too small. Expected at "
                f"least {_SMALLEST_COMMIT_MS}ms of audio, but buffer only has "
                f"{buffered:.2f}ms of audio.",
                code="input_audio_buffer_commit_empty",
            )
        turn = self._current or self._new_turn()
        self._current = None
        turn.speech_end_ms = self._session.now_ms
        self._forget(turn)
        self._commit(turn, self._listener.take())

    def clear(self) -> None:
        """Throw the buffer away, at the client's word."""
        if self._current is not None:
            self._forget(self._current)
            self._turns.pop(self._current.item_id)
            self._current = None
        self._listener.take()
        self._session.send("input_audio_buffer.cleared")

    def idle(self) -> None:
        """Nobody has said anything for the idle timeout: take the silence as a turn."""
        turn = self._new_turn()
        turn.failed = True
        end_ms = self._listener.now_ms
        silence = self._listener.take()
        start_ms = end_ms - len(silence) // BYTES_PER_MS
        self._session.send(
            "input_audio_buffer.timeout_triggered",
            audio_start_ms=start_ms,
            audio_end_ms=end_ms,
            item_id=turn.item_id,
        )
        self._add_item(turn, silence).hearing = False
        self._turns.pop(turn.item_id)
        self._session.turn_over()

    def needs(self, item: Item) -> bool:
        """Whether an item the client wrote holds sound without words; marks it so."""
        item.hearing = any(
            part.type == "input_audio" and not part.text for part in item.content
        )
        return item.hearing

    def adopt(self, item: Item) -> None:
        """Recognise the sound of an item the client wrote."""
        turn = _Turn(item.id, item=item, speech_end_ms=self._session.now_ms)
        self._turns[item.id] = turn
        self._recognise(turn, _sound_of(item).mulaw)

    def transcribed(self, item_id: str, version: int, found: Transcript | None) -> None:
        """Take a recognition's result, unless it has been overtaken."""
        turn = self._turns.get(item_id)
        if turn is None or turn.version != version:
            return
        turn.running = False
        turn.found, turn.failed = found, found is None
        if found is not None and found.text.rstrip().endswith((".", "?", "!")):
            self._listener.sentence_complete()
        if turn.item is not None:
            self._finish(turn)

    def _follow(self, event: TurnEvent) -> None:
        match event:
            case Started(start_ms):
                self._current = turn = self._new_turn()
                self._session.send(
                    "input_audio_buffer.speech_started",
                    audio_start_ms=start_ms,
                    item_id=turn.item_id,
                )
                self._session.speech_started()
            case Paused(mulaw):
                if self._current is not None:
                    self._recognise(self._current, mulaw)
            case Resumed():
                if self._current is not None:
                    self._forget(self._current)
            case Stopped():
                self._stopped(event)

    def _stopped(self, event: Stopped) -> None:
        turn = self._current or self._new_turn()
        self._current = None
        turn.speech_end_ms = self._session.now_ms - event.silence_ms
        self._session.speech_end_ms = turn.speech_end_ms
        self._session.send(
            "input_audio_buffer.speech_stopped",
            audio_end_ms=event.end_ms,
            item_id=turn.item_id,
        )
        self._commit(turn, event.mulaw)
        self._session.turn_over()

    def _commit(self, turn: _Turn, mulaw: bytes) -> None:
        self._add_item(turn, mulaw)
        if turn.settled:
            self._finish(turn)
        elif not turn.running:
            self._recognise(turn, mulaw)

    def _add_item(self, turn: _Turn, mulaw: bytes) -> Item:
        previous = self._session.conversation.last_id
        self._session.send(
            "input_audio_buffer.committed",
            item_id=turn.item_id,
            previous_item_id=previous,
        )
        content = Content("input_audio", mulaw=mulaw, shown=False)
        item = Item(turn.item_id, "message", content=[content], hearing=True)
        turn.item = item
        self._session.add(item)
        return item

    def _new_turn(self) -> _Turn:
        turn = _Turn(self._ids.new("item"))
        self._turns[turn.item_id] = turn
        return turn

    def _recognise(self, turn: _Turn, mulaw: bytes) -> None:
        turn.version += 1
        turn.running, turn.found, turn.failed = True, None, False
        wanted = self._wanted or Transcription()
        language = wanted.language or "en"
        prompt = wanted.prompt or ", ".join(wanted.keywords or [])
        self._session.emit(
            Transcribe(turn.item_id, turn.version, mulaw, language, prompt)
        )

    def _forget(self, turn: _Turn) -> None:
        if turn.running:
            self._session.emit(Forget(turn.item_id, turn.version))
        turn.version += 1
        turn.running, turn.found, turn.failed = False, None, False

    def _finish(self, turn: _Turn) -> None:
        item = turn.item
        assert item is not None
        del self._turns[turn.item_id]
        item.hearing = False
        content = _sound_of(item)
        if turn.found is not None:
            content.text = turn.found.text.strip()
        if self._wanted is not None:
            self._tell(item, content, turn.found)
        after = self._session.now_ms - turn.speech_end_ms
        self._session.emit(
            Note("latency", {"stage": "transcript", "ms": after}),
            Note("turn", {"audio_ms": content.audio_ms, "text": content.text}),
        )
        self._session.heard()

    def _tell(self, item: Item, content: Content, found: Transcript | None) -> None:
        kind = "conversation.item.input_audio_transcription"
        place = {"item_id": item.id, "content_index": item.content.index(content)}
        if found is None:
            error = {
                "type": "server_error",
                "code": "audio_transcription_failed",
                "message": "Input transcription failed.",
                "param": None,
            }
            self._session.send(f"{kind}.failed", **place, error=error)
            return
        content.shown = True
        text = content.text
        sure: JsonObject = {}
        if LOGPROBS in (self._session.config.include or []):
            sure["logprobs"] = _logprobs(found)
        if text and self._model.endswith("-diarize"):
            self._session.send(
                f"{kind}.segment",
                **place,
                id=self._ids.new("seg"),
                text=text,
                speaker="A",
                start=0.0,
                end=content.audio_ms / 1000,
            )
        if text:
            self._session.send(f"{kind}.delta", **place, delta=text, **sure)
        usage = self._usage(content)
        self._session.send(
            f"{kind}.completed", **place, transcript=text, usage=usage, **sure
        )

    @property
    def _model(self) -> str:
        wanted = self._wanted
        return (wanted.model if wanted is not None else None) or ""

    def _usage(self, content: Content) -> JsonObject:
        if "whisper" in self._model:
            return {"type": "duration", "seconds": round(content.audio_ms / 1000, 2)}
        heard, said = heard_tokens(content.audio_ms), text_tokens(content.text)
        return {
            "type": "tokens",
            "input_tokens": heard,
            "output_tokens": said,
            "total_tokens": heard + said,
            "input_token_details": {"text_tokens": 0, "audio_tokens": heard},
        }

    @property
    def _wanted(self) -> Transcription | None:
        return self._session.config.audio.input.transcription


def _sound_of(item: Item) -> Content:
    """Return the part of an item that is sound."""
    return next(part for part in item.content if part.type == "input_audio")


def _logprobs(found: Transcript) -> list[JsonObject]:
    """Return the words with the recogniser's mean certainty, the only one it gives."""
    return [
        {"token": word, "bytes": list(word.encode()), "logprob": found.logprob}
        for word in found.text.split()
    ]
