"""The data ear and voice: text that travels as tones, exactly and cheaply.

They stand in for speech where a hundred calls shall run on two cores, or where
every lost, doubled or misrouted frame must show. The audio takes the same path as
speech would, at about the pace of speech, so cutting it off cuts off the text.
"""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech import modem

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE_FRAMES = 25
"""Frames (500 ms) without tones after which an unfinished text is taken as cut."""
_REST_FRAMES = 10
"""Frames (200 ms) without tones after which another talker may begin."""
_MOST_OCTETS = 65535


def call_id(hint: str) -> bytes:
    """Return the three octets that mark the frames of one voice."""
    return hashlib.blake2b(hint.encode(), digest_size=3).digest()


class DataVoice:
    """Says text as tones (`ports.Voice`).

    `call_hint` is any name of the talker, such as the call's sid and side: frames
    of another one are cross-talk. `pace` is in octets a second, at most 250; people
    speak about 15.
    """

    def __init__(self, call_hint: str, *, pace: float = 20.0) -> None:
        if not 0 < pace <= modem.PAYLOAD * 1000 / FRAME_MS:
            raise ValueError(f"pace {pace} is not between 0 and 250 octets a second")
        self._call = call_id(call_hint)
        self._pace = pace
        self._utterances = itertools.count()

    async def speak(
        self,
        text: str,
        *,
        voice: str = "",  # noqa: ARG002 - tones have no voice
        language: str = "en",  # noqa: ARG002
        speed: float = 1.0,
    ) -> bytes:
        """Return the whole utterance as mu-law frames."""
        return self.tones(text, speed=speed)

    def tones(self, text: str, *, speed: float = 1.0) -> bytes:
        """Return the text as mu-law frames; empty text is no frame at all.

        Raises:
            ValueError: The text is longer than 65 535 octets.
        """
        octets = text.encode()
        if not octets:
            return b""
        if len(octets) > _MOST_OCTETS:
            raise ValueError("say that in several utterances")
        utterance = next(self._utterances) % 256
        per_frame = min(modem.PAYLOAD, self._pace * speed * FRAME_MS / 1000)
        frames = max(1, -int(-len(octets) // per_frame))
        cuts = [len(octets) * n // frames for n in range(frames + 1)]
        packets = [
            modem.Packet(
                call=self._call,
                utterance=utterance,
                sequence=n,
                offset=start,
                payload=octets[start:stop],
                ends=stop == len(octets),
            )
            for n, (start, stop) in enumerate(itertools.pairwise(cuts))
        ]
        return modem.modulate(packets)


@dataclass(slots=True)
class Counters:
    """What became of the frames of one talker."""

    received: int = 0
    lost: int = 0
    """Frames passed over inside an utterance, that have not come late since."""
    duplicated: int = 0
    reordered: int = 0
    """Frames that came after a later one."""
    cross_talk: int = 0
    """Frames of another talker."""
    cut: int = 0
    """Utterances without their end, as barge-in makes them."""
    resumed: int = 0
    """Utterances that went on after half a second without tones: starved, not cut."""
    skipped: int = 0
    """Utterances of which nothing was heard."""
    resynchronised: int = 0
    """Times the frames began at another sample than before."""
    garbled: int = 0
    """Pieces of 20 ms with sound but no frame in them."""
    talkers: int = 0
    """Who was listened to, one after another, where nobody was expected."""


class _Utterance:
    """One utterance as far as it has come."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.newest = -1
        self._seen: set[int] = set()
        self._octets: dict[int, bytes] = {}
        self._size = 0
        self._whole: int | None = None

    @property
    def complete(self) -> bool:
        """Whether every octet up to the end is here."""
        return self._whole is not None and self._size >= self._whole

    def knows(self, packet: modem.Packet) -> bool:
        """Whether this frame has been here before."""
        return packet.sequence in self._seen

    def add(self, packet: modem.Packet) -> None:
        """Put a new frame in its place."""
        self._seen.add(packet.sequence)
        self.newest = max(self.newest, packet.sequence)
        if packet.payload:
            self._octets[packet.offset] = packet.payload
            self._size += len(packet.payload)
        if packet.ends:
            self._whole = packet.offset + len(packet.payload)

    def rest(self) -> _Utterance:
        """Return what is still to come of it, its text so far having been told."""
        rest = _Utterance(self.number)
        rest.newest, rest._seen = self.newest, self._seen
        rest._size, rest._whole = self._size, self._whole
        return rest

    def goes_on_with(self, packet: modem.Packet) -> bool:
        """Whether this frame belongs behind what has come; a new talker's does not."""
        return packet.utterance == self.number and packet.sequence > self.newest

    def words(self) -> str:
        """Return the text; what is missing is left out."""
        octets = b"".join(self._octets[at] for at in sorted(self._octets))
        return octets.decode(errors="ignore")


class DataEar:
    """Reads the text out of a stream of mu-law audio.

    It takes chunks of any size and finds the frames again when their alignment
    moves. `expected` is the talker's hint. Without it the first one heard is it, and
    after 200 ms without tones another may follow (a session that was opened
    anew has another name); `counters.talkers` tells how many there were.
    """

    def __init__(self, expected: str | None = None) -> None:
        self._fixed = expected is not None
        self._call = None if expected is None else call_id(expected)
        self._audio = b""
        self._silence = b""
        """The last octet of silence before it: a frame's first may be as silent."""
        self._current: _Utterance | None = None
        self._previous: _Utterance | None = None
        self._stalled: _Utterance | None = None
        """The one that a pause has cut: it may have been starved, and go on."""
        self._last_number = -1
        self._idle = 0
        self.counters = Counters()

    @property
    def talking(self) -> bool:
        """Whether an utterance has begun and not ended: stands for the VAD."""
        return self._current is not None

    @property
    def partial(self) -> str:
        """The text of the running utterance as far as it has come."""
        return self._current.words() if self._current else ""

    def feed(self, frame: bytes) -> list[str]:
        """Hear some audio and return the texts that ended in it.

        A text without an end (barge-in) is returned as far as it came, when the
        next one begins or after half a second without tones.
        """
        self._audio += frame
        texts: list[str] = []
        for packet in self._packets():
            if packet is None:
                texts += self._pause()
            elif self._is_ours(packet):
                texts += self._take(packet)
        return texts

    def _packets(self) -> Iterator[modem.Packet | None]:
        """Cut the audio into frames; None for 20 ms without one."""
        while len(self._audio) >= FRAME_BYTES:
            head = self._audio[:FRAME_BYTES]
            silent = head == SILENCE
            packet = None if silent else modem.demodulate(head)
            if packet is None and not silent:
                if len(self._audio) < 2 * FRAME_BYTES - 1:
                    return  # the next frame may start inside of this one
                audio = self._silence + self._audio
                most = len(self._silence) + 2 * FRAME_BYTES - 1
                if (start := modem.find(audio[:most])) is not None:
                    self.counters.resynchronised += 1
                    self._audio, self._silence = audio[start:], b""
                    continue
                self.counters.garbled += 1
            self._audio = self._audio[FRAME_BYTES:]
            self._silence = head[-1:] if silent else b""
            yield packet

    def _is_ours(self, packet: modem.Packet) -> bool:
        if packet.call != self._call and self._may_begin(packet):
            self._call = packet.call
            self._last_number, self._stalled = -1, None
            self.counters.talkers += 1
        if packet.call == self._call:
            self.counters.received += 1
            return True
        self.counters.cross_talk += 1
        return False

    def _may_begin(self, packet: modem.Packet) -> bool:
        """Say whether another talker may take over: nobody is expected or talks."""
        if self._fixed:
            return False
        rested = self._current is None and self._idle >= _REST_FRAMES
        return self._call is None or (rested and packet.sequence == 0)

    def _take(self, packet: modem.Packet) -> list[str]:
        """Add a frame to its utterance; return the texts that end by it."""
        self._idle = 0
        late = self._previous
        if late is not None and late.number == packet.utterance:
            self._count(late, packet)
            return []
        texts = []
        if self._current is not None and self._current.number != packet.utterance:
            texts.append(self._cut_off(self._current))
        if self._current is None:
            self._current = self._resumed(packet) or self._begin(packet.utterance)
        self._count(self._current, packet)
        if self._current.complete:
            texts.append(self._current.words())
            self._previous, self._current = self._current, None
        return texts

    def _resumed(self, packet: modem.Packet) -> _Utterance | None:
        stalled, self._stalled = self._stalled, None
        if stalled is None or not stalled.goes_on_with(packet):
            return None
        self.counters.cut -= 1
        self.counters.resumed += 1
        return stalled.rest()

    def _begin(self, number: int) -> _Utterance:
        passed = (number - self._last_number - 1) % 256
        if number != 0:  # 0 is also where a talker starts anew
            self.counters.skipped += passed
        self._last_number = number
        return _Utterance(number)

    def _count(self, utterance: _Utterance, packet: modem.Packet) -> None:
        """Account for a frame and keep it, if it is new."""
        if utterance.knows(packet):
            self.counters.duplicated += 1
            return
        passed = packet.sequence - utterance.newest - 1
        if passed < 0:
            self.counters.reordered += 1
            self.counters.lost -= 1
        else:
            self.counters.lost += passed
        utterance.add(packet)

    def _cut_off(self, utterance: _Utterance) -> str:
        self.counters.cut += 1
        self._previous, self._current = utterance, None
        return utterance.words()

    def _pause(self) -> list[str]:
        """Take 20 ms without a frame."""
        self._idle += 1
        if self._idle < _PAUSE_FRAMES:
            return []
        if self._current is None:
            texts = []
        else:
            self._stalled = self._current
            texts = [self._cut_off(self._current)]
        self._previous = None  # a talker may start anew with the same numbers
        return texts
