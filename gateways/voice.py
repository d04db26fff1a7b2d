"""The socket to OpenAI's Realtime API: opened, kept, taken up again when it drops.

    voice = RealtimeVoice.from_settings(settings, on_event=…, on_lost=…)
    await voice.open(Configure(…))        raises VoiceError; `Ready` comes by on_event
    voice.send(what: ToVoice)             never blocks; kept while the socket is away
    voice.append(base64)                  dropped while the socket is away
    await voice.close()

    on_event(event: FromVoice)            in order, from the loop's own thread
    on_lost(attempt: int, *, final: bool) the socket is gone; try `attempt` begins, or
                                          none will; in time `Ready` comes again

A raw WebSocket rather than the openai SDK: importing that costs every call actor 0.9 s
of CPU. Reconnects follow RELIABILITY R9: at once, then after 0.5, 1 and 2 s; the new
session is configured and told the conversation as text. OpenAI ends a session after
60 minutes (R10): `REFRESH_S` before that we change over in the first moment in which
nobody speaks.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from picows import WSCloseCode, WSError, ws_connect

from gateways.textsocket import TextSocket
from panda.errors import ProtocolError, VoiceError, VoiceRefused
from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Ready,
    SpeechStarted,
    SpeechStopped,
)
from panda.realtime.codec import RealtimeCodec

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.realtime.agent import Configure, FromVoice, ToVoice
    from panda.settings import Settings

_log = logging.getLogger(__name__)

RETRY_AFTER_S = (0.0, 0.5, 1.0, 2.0)
"""Waits before the tries to reconnect: under 4 s in all (R9)."""
CONNECT_WITHIN_S = 3.0
IDLE_S = 5.0
"""A socket on which nothing comes for so long is asked whether it lives."""
REFRESH_S = 50 * 60
"""Age from which a session is exchanged when there is silence (R10)."""
OVERDUE_S = 58 * 60
"""Age at which it is exchanged in any case."""
MAX_FRAME_BYTES = 4 * 1024 * 1024
"""A delta of audio is some kB; an item retrieved with its sound could be more."""
FATAL_CLOSES = frozenset({WSCloseCode.POLICY_VIOLATION.value, 3000, 4001, 4003})
"""Close codes that say the key or the request is wrong: trying again is no use."""
_REFUSALS = frozenset({400, 401, 403, 404})


def realtime_url(base_url: str, model: str) -> str:
    """Return the WebSocket's address for an SDK-style base URL.

    Example:
        >>> realtime_url("https://api.openai.com/v1", "gpt-realtime")
        'wss://api.openai.com/v1/realtime?model=gpt-realtime'
    """
    parts = urlsplit(base_url)
    scheme = "ws" if parts.scheme == "http" else "wss"
    path = f"{parts.path.rstrip('/')}/realtime"
    return urlunsplit(
        (scheme, parts.netloc, path, f"model={quote(model, safe='')}", "")
    )


class OnLost(Protocol):
    """How a caller learns that the socket is gone."""

    def __call__(self, attempt: int, *, final: bool) -> None:
        """Know that try `attempt` begins, or if `final` that there is none left."""
        ...


class RealtimeVoice:
    """One call's voice."""

    def __init__(
        self,
        *,
        url: str,
        api_key: str,
        on_event: Callable[[FromVoice], None],
        on_lost: OnLost,
        transcription_model: str = "gpt-4o-mini-transcribe",
        quiet: Callable[[], bool] = lambda: True,
        refresh_s: float = REFRESH_S,
        overdue_s: float = OVERDUE_S,
    ) -> None:
        self.codec = RealtimeCodec(transcription_model=transcription_model)
        self.unheard = 0
        """Pieces of sound the voice never got: no socket, or one too slow."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._on_event = on_event
        self._on_lost = on_lost
        self._quiet = quiet
        self._refresh_s = refresh_s
        self._overdue_s = overdue_s
        self._opened_at = 0.0
        self._socket: TextSocket | None = None
        self._closing = False
        self._someone_speaks = False
        self._answering = False
        self._tries = 0
        self._reopening: asyncio.Task[None] | None = None
        self._aging: asyncio.TimerHandle | None = None

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        *,
        on_event: Callable[[FromVoice], None],
        on_lost: OnLost,
        quiet: Callable[[], bool] = lambda: True,
    ) -> RealtimeVoice:
        """Return a voice as this installation has it.

        `quiet` says whether nothing of it is still to be heard by the callee.
        """
        return cls(
            url=realtime_url(settings.openai_base_url, settings.realtime_model),
            api_key=settings.openai_api_key,
            on_event=on_event,
            on_lost=on_lost,
            quiet=quiet,
            transcription_model=settings.transcription_model,
        )

    @property
    def is_open(self) -> bool:
        """Whether there is a socket now."""
        return self._socket is not None

    async def open(self, configure: Configure) -> None:
        """Connect, with the retries of a reconnect, and configure the session.

        Raises:
            VoiceError: It could not be opened; `VoiceRefused` if it never can be.
        """
        self.codec.ask(configure)
        failure: VoiceError | None = None
        for wait_s in RETRY_AFTER_S:
            await asyncio.sleep(wait_s)
            try:
                await self._connect()
            except VoiceRefused:
                raise
            except VoiceError as error:
                failure = error
            else:
                self._flush()
                return
        raise failure or VoiceError("the voice could not be reached")

    def send(self, what: ToVoice) -> None:
        """Ask something of the voice; kept until there is a socket."""
        self.codec.ask(what)
        self._flush()

    def append(self, audio: str) -> None:
        """Let the voice hear base64 of mu-law (checked by whoever read it)."""
        if self._socket is None or self._socket.is_full:
            self.unheard += 1
        else:
            self._socket.send(self.codec.append(audio))

    async def close(self) -> None:
        """Close for good; nothing is called back after this. Twice is fine."""
        self._closing = True
        if self._aging is not None:
            self._aging.cancel()
        if self._reopening is not None:
            self._reopening.cancel()
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    async def _connect(self) -> None:
        """Open one socket.

        Raises:
            VoiceError: It did not work; `VoiceRefused` if it never will.
        """
        try:
            async with asyncio.timeout(CONNECT_WITHIN_S):
                _, listener = await ws_connect(
                    lambda: TextSocket(self._received, self._closed),
                    self._url,
                    websocket_handshake_timeout=CONNECT_WITHIN_S,
                    max_frame_size=MAX_FRAME_BYTES,
                    max_redirects=0,
                    extra_headers=self._headers,
                    enable_auto_ping=True,
                    auto_ping_idle_timeout=IDLE_S,
                    auto_ping_reply_timeout=IDLE_S,
                )
        except WSError as error:
            status = getattr(getattr(error, "response", None), "status", 0)
            kind = VoiceRefused if status in _REFUSALS else VoiceError
            raise kind(f"the voice refused the connection ({int(status)})") from None
        except (OSError, TimeoutError) as error:
            raise VoiceError(
                f"the voice could not be reached ({type(error).__name__})"
            ) from None
        assert isinstance(listener, TextSocket)
        self._socket = listener
        loop = asyncio.get_running_loop()
        self._opened_at = loop.time()
        self._aging = loop.call_later(self._refresh_s, self._aged)

    def _flush(self) -> None:
        if self._socket is None:
            return
        for text in self.codec.to_send():
            self._socket.send(text)

    def _received(self, text: str) -> None:
        try:
            events = self.codec.receive(text)
        except ProtocolError as error:
            _log.warning("voice: %s", error)
            return
        self._flush()
        for event in events:
            self._watch(event)
            self._on_event(event)

    def _watch(self, event: FromVoice) -> None:
        """Know whether anybody speaks: the session is exchanged when nobody does."""
        match event:
            case SpeechStarted():
                self._someone_speaks = True
            case SpeechStopped():
                self._someone_speaks = False
            case AnswerStarted():
                self._answering = True
            case AnswerEnded():
                self._answering = False
            case Ready():
                self._tries = 0
            case _:
                pass

    def _aged(self) -> None:
        """Exchange the session in the first silence, or when it cannot wait longer."""
        loop = asyncio.get_running_loop()
        quiet = not self._someone_speaks and not self._answering
        if (
            quiet and self._quiet()
        ) or loop.time() - self._opened_at >= self._overdue_s:
            self._exchange()
        else:
            self._aging = loop.call_later(0.5, self._aged)

    def _exchange(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.abandon()
        self._reopen(fatal=False)

    def _closed(self, socket: TextSocket, code: int) -> None:
        """Take up the conversation on a new socket, unless we are done with it."""
        if self._closing or socket is not self._socket:
            return
        self._socket = None
        _log.warning("voice: socket lost (%d)", code)
        self._reopen(fatal=code in FATAL_CLOSES)

    def _reopen(self, *, fatal: bool) -> None:
        if self._aging is not None:
            self._aging.cancel()
        self._someone_speaks = self._answering = False
        if fatal:
            self._on_lost(1, final=True)
            return
        self._reopening = asyncio.get_running_loop().create_task(self._retry())

    async def _retry(self) -> None:
        """Try until a session is `Ready` again; a socket alone starts no new count."""
        while self._tries < len(RETRY_AFTER_S):
            wait_s = RETRY_AFTER_S[self._tries]
            self._tries += 1
            self._on_lost(self._tries, final=False)
            await asyncio.sleep(wait_s)
            try:
                await self._connect()
            except VoiceRefused as error:
                _log.warning("voice: %s", error)
                break
            except VoiceError as error:
                _log.warning("voice: %s (try %d)", error, self._tries)
                continue
            self.codec.reopened()
            self._flush()
            return
        self._on_lost(len(RETRY_AFTER_S), final=True)
