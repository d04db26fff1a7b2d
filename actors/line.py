"""The callee's line at a call's actor: its one socket, its signature."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gateways.signature import HEADER, SETTINGS_HEADER, is_handshake_signed
from gateways.twiml import stream_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.adopt import CallSocket, Guest, Handshake
    from panda.settings import Settings


class _Closed(Protocol):
    def __call__(self, *, clean: bool) -> None: ...


def door_path(run_dir: str, call_id: str) -> str:
    """Where the front door of a node hands a call's sockets over."""
    return str(Path(run_dir) / f"{call_id}.sock")


class PhoneLine:
    """One call's phone stream; a newer socket takes the place of an older one.

    Only one is listened to at a time. A second one comes when the call is re-attached
    (RELIABILITY 2.2); who it is for is checked by its token, before anything it says
    is believed.
    """

    def __init__(
        self,
        settings: Settings,
        call_id: str,
        *,
        on_text: Callable[[str], None],
        on_closed: _Closed,
    ) -> None:
        self._settings = settings
        self._call_id = call_id
        self._on_text = on_text
        self._on_closed = on_closed
        self._visit: _Visit | None = None

    @property
    def is_open(self) -> bool:
        """Whether the callee's audio can come and go."""
        return self._visit is not None and self._visit.is_open

    def send(self, text: str) -> None:
        """Send a frame to the carrier; without a socket nothing happens."""
        if self._visit is not None:
            self._visit.send(text)

    def hang_up(self, code: int) -> None:
        """Close the socket for a breach of protocol; the door stays open."""
        if self._visit is not None:
            self._visit.close(code)

    def close(self) -> None:
        """Close the socket."""
        if self._visit is not None:
            self._visit.leave()
            self._visit = None

    def welcome(self, handshake: Handshake) -> Guest | None:
        """Take the carrier's socket, if its signature is right."""
        signed = is_handshake_signed(
            handshake.headers.get(HEADER, ""),
            token=self._settings.twilio_auth_token,
            url=stream_url(self._settings.public_url, self._call_id),
            settings=handshake.headers.get(SETTINGS_HEADER, ""),
        )
        if not signed:
            return None
        old, self._visit = self._visit, _Visit(self._on_text, self._on_closed)
        if old is not None and old.leave():
            self._on_closed(clean=False)
        return self._visit


class _Visit:
    """One socket's stay; a `Guest` of the door."""

    def __init__(self, on_text: Callable[[str], None], on_closed: _Closed) -> None:
        self._on_text = on_text
        self._on_closed: _Closed | None = on_closed
        self._phone: CallSocket | None = None

    @property
    def is_open(self) -> bool:
        return self._phone is not None and self._phone.is_open

    def on_open(self, phone: CallSocket) -> None:
        self._phone = phone

    def on_text(self, text: str) -> None:
        self._on_text(text)

    def on_closed(self, code: int, *, clean: bool) -> None:
        del code
        told, self._on_closed = self._on_closed, None
        if told is not None:
            told(clean=clean)

    def send(self, text: str) -> None:
        if self._phone is not None:
            self._phone.send(text)

    def close(self, code: int) -> None:
        if self._phone is not None:
            self._phone.close(code)

    def leave(self) -> bool:
        """Close without hearing of it again; say whether it had not ended by itself."""
        open_until_now, self._on_closed = self._on_closed is not None, None
        self.close(1000)
        return open_until_now
