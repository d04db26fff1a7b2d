"""What the callee is to hear of us: utterances of the voice, and keys, in order.

At most `AHEAD_MS` are unplayed at the carrier (RELIABILITY R13): the rest waits here,
let out by the echoes of marks, so that a barge-in never meets a long buffer. How much
of an utterance was heard is `panda.playback`'s business. Every utterance ends in
exactly one `UtterancePlayed` or `CutOff`.

    out = Outgoing(tap)
    out.say(item, base64, now_ms) / out.said(items)      -> list[Effect]
    out.press(digits, slow, now_ms)                      KeysPlayed follows, in time
    out.echoed(mark, now_ms) / out.overdue(now_ms)
    out.silence(now_ms, …)                               drops what is unplayed
    out.lost(now_ms)                                     the stream is gone
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.audio import tones
from panda.audio.level import Meter
from panda.effects import Ask, Notice, ToPhone
from panda.pieces import Piece, cut, joined
from panda.playback import Playback
from panda.realtime.agent import Forget
from panda.session.inputs import CutOff, KeysPlayed, UtteranceBegan, UtterancePlayed

if TYPE_CHECKING:
    from panda.effects import Effect
    from panda.operator.tap import Tap
    from panda.stream import MediaStream

AHEAD_MS = 1_000
"""Most that may be unplayed at the carrier (R13)."""


@dataclass(slots=True)
class _Utterance:
    """Something of ours that is to be heard to its end."""

    name: str
    press: int | None = None
    """What keys are named by; None for words."""
    complete: bool = False
    waiting: int = 0
    """Pieces not sent yet."""

    @property
    def keys(self) -> bool:
        """Whether it is keys and no words."""
        return self.press is not None

    @property
    def played(self) -> UtterancePlayed | KeysPlayed:
        """The news that it was heard."""
        if self.press is None:
            return UtterancePlayed(self.name)
        return KeysPlayed(self.press)


class Outgoing:
    """Utterances and keys on their way to one phone stream."""

    def __init__(self, stream: MediaStream, tap: Tap) -> None:
        self.level = Meter()
        self._stream = stream
        self._tap = tap
        self._playback = Playback()
        self._queue: deque[Piece] = deque()
        self._open: dict[str, _Utterance] = {}
        self._over: set[str] = set()
        self._presses = 0

    # --- how it stands --------------------------------------------------------------

    @property
    def pressing(self) -> bool:
        """Whether keys are being pressed."""
        return any(one.keys for one in self._open.values())

    @property
    def names(self) -> list[str]:
        """Of the utterances that are not over."""
        return list(self._open)

    @property
    def round_trip_ms(self) -> float:
        """To the carrier and back; 0 until known."""
        return self._playback.round_trip_ms

    def unplayed_ms(self, now_ms: int) -> float:
        """How much was sent and is still to be heard."""
        return self._playback.unplayed_ms(now_ms)

    # --- in -------------------------------------------------------------------------

    def say(self, item: str, audio: str, now_ms: int) -> list[Effect]:
        """Take audio of the voice; what was cut off stays so."""
        if item in self._over:
            return []
        began = [] if item in self._open else [Notice(UtteranceBegan(item))]
        self._queue_up(item, cut(item, audio))
        return [*began, *self._pump(now_ms)]

    def refuse(self, item: str) -> list[Effect]:
        """Let an utterance not be heard at all."""
        if item in self._over:
            return []
        self._over.add(item)
        return [Ask(Forget(item, 0)), Notice(CutOff(item, 0))]

    def said(self, items: list[str]) -> list[Effect]:
        """Know that no more audio comes for these."""
        for item in items:
            if item in self._open:
                self._open[item].complete = True
        return self._finished(items)

    def press(
        self, digits: str, *, slow: bool, now_ms: int, press: int = 0
    ) -> list[Effect]:
        """Press keys as tones in the stream; `KeysPlayed` follows when they are heard.

        Tones never queue: what is unplayed of speech is dropped first, and of other
        keys, too. Those are reported at once, for nobody may wait for them any more.

        Raises:
            ValueError: There is no such key.
        """
        tone = tones.SLOW_TONE_MS if slow else tones.TONE_MS
        gap = tones.SLOW_GAP_MS if slow else tones.GAP_MS
        sound = tones.keys(digits, tone_ms=tone, gap_ms=gap)
        self._presses += 1
        name = f"keys {self._presses}"
        dropped = [Notice(one.played) for one in self._open.values() if one.keys]
        silenced = self.silence(now_ms, keys_too=True) or self.clear(now_ms)
        self._queue_up(name, joined(name, sound), press=press)
        return [*silenced, *dropped, *self._pump(now_ms)]

    def echoed(self, mark: str, now_ms: int) -> list[Effect]:
        """Take the echo of a mark."""
        return self._heard(self._playback.echoed(mark, now_ms), now_ms)

    def overdue(self, now_ms: int) -> list[Effect]:
        """Let time pass: what no echo has let out goes by the clock."""
        return self._heard(self._playback.overdue(now_ms), now_ms)

    # --- out ------------------------------------------------------------------------

    def _queue_up(
        self, name: str, pieces: list[Piece], *, press: int | None = None
    ) -> None:
        new = _Utterance(name, press, complete=press is not None)
        utterance = self._open.setdefault(name, new)
        utterance.waiting += len(pieces)
        self._queue.extend(pieces)

    def _pump(self, now_ms: int) -> list[Effect]:
        """Send what may be sent: never more than `AHEAD_MS` unplayed.

        Speech waits until keys have sounded: behind them it could not be taken back.
        """
        effects: list[Effect] = []
        while self._queue and self._stream.started is not None:
            piece = self._queue[0]
            if self.pressing and not self._open[piece.owner].keys:
                break
            ahead = self._playback.unplayed_ms(now_ms)
            if ahead and ahead + piece.ms > AHEAD_MS:
                break
            self._queue.popleft()
            if (first := self._playback.begin(now_ms)) is not None:
                effects.append(ToPhone(self._stream.mark(first)))
            effects.append(ToPhone(self._stream.media(piece.audio)))
            mark = self._playback.send(piece.owner, piece.ms)
            effects.append(ToPhone(self._stream.mark(mark)))
            self._open[piece.owner].waiting -= 1
            self.level.add(piece.mulaw, now_ms)
            self._tap.sent(piece.mulaw, now_ms)
        return effects

    def _heard(self, items: list[str], now_ms: int) -> list[Effect]:
        sent = self._pump(now_ms)
        over = self._finished(items)
        return [*sent, *over, *(self._pump(now_ms) if over else [])]

    def _finished(self, items: list[str]) -> list[Effect]:
        """Say of each utterance that is complete and heard that it is over."""
        effects: list[Effect] = []
        for item in items:
            one = self._open.get(item)
            if one is None or not one.complete or one.waiting:
                continue
            if self._playback.is_outstanding(item):
                continue
            del self._open[item]
            self._over.add(item)
            effects.append(Notice(one.played))
        return effects

    # --- dropping -------------------------------------------------------------------

    def silence(
        self, now_ms: int, *, forget: bool = True, keys_too: bool = False
    ) -> list[Effect]:
        """Drop what is unplayed of the voice and say how much of it was heard.

        While keys sound nothing is cleared at the carrier, unless they are to go too.
        """
        if not self._open:
            return []
        spare_keys = self.pressing and not keys_too
        effects = [] if spare_keys else self.clear(now_ms)
        for one in list(self._open.values()):
            if one.keys and spare_keys:
                continue
            effects += self._ended(one, now_ms, forget=forget)
            del self._open[one.name]
            self._over.add(one.name)
        self._queue = deque(piece for piece in self._queue if piece.owner in self._open)
        if not spare_keys:
            self._playback.cleared()
        return effects

    def clear(self, now_ms: int) -> list[Effect]:
        """Drop what is unplayed at the carrier, whatever it is."""
        if self._stream.started is None:
            return []
        self._tap.cleared(now_ms)
        return [ToPhone(self._stream.clear())]

    def _ended(self, one: _Utterance, now_ms: int, *, forget: bool) -> list[Effect]:
        """Say how far an utterance came that goes no further."""
        if one.keys:
            return []
        whole = one.complete and not one.waiting
        if whole and self._playback.is_heard(one.name, now_ms):
            return [Notice(UtterancePlayed(one.name))]
        heard_ms = round(self._playback.heard_ms(one.name, now_ms))
        told: list[Effect] = [Ask(Forget(one.name, heard_ms))] if forget else []
        return [*told, Notice(CutOff(one.name, heard_ms))]

    def lost(self, stream: MediaStream, now_ms: int) -> list[Effect]:
        """Settle what was being said when the stream ended; another is to come.

        The tail of a sentence that was cut off so is not played to the next stream.
        """
        settled: list[Effect] = [
            one
            for one in self.silence(now_ms, keys_too=True)
            if not isinstance(one, ToPhone)
        ]
        self._stream = stream
        self._playback = Playback()
        return settled
