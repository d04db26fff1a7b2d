"""What the HTTP API takes and gives about operators; each is a model, for OpenAPI."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from panda.operator.ticket import VALID_S, Role, Ticket, issue
from panda.operator.words import MOST_NOTE, MOST_WORDS

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class AdmissionRequest(BaseModel):
    """Who wants to be let into a call."""

    model_config = _FROZEN

    operator: str = Field(min_length=1, max_length=80)
    """The name others see, and under which a lost lease is taken up again."""
    role: Role = Role.OPERATOR


class Admission(BaseModel):
    """What opens a call's socket, once and soon."""

    model_config = _FROZEN

    ticket: str
    url: str
    """The WebSocket's address, with the ticket in it."""
    expires_s: int = VALID_S
    """How long it opens anything, in seconds from now."""

    @classmethod
    def to(
        cls,
        call_id: str,
        request: AdmissionRequest,
        *,
        public_url: str,
        key: str,
        now_s: float,
        serial: str,
    ) -> Admission:
        """Write a ticket to a call.

        Args:
            call_id: The call.
            request: Who asks.
            public_url: Where this installation is reached.
            key: The installation's signing key.
            now_s: Unix time by the installation's clock.
            serial: Something never used before that nobody can guess.
        """
        expires = int(now_s) + VALID_S
        ticket = Ticket(call_id, request.operator, request.role, expires, serial)
        text = issue(ticket, key.encode())
        base = public_url.replace("http", "ws", 1).rstrip("/")
        return cls(ticket=text, url=f"{base}/operator/{call_id}?ticket={text}")


class Words(BaseModel):
    """Words to be spoken, or an instruction."""

    model_config = _FROZEN

    text: str = Field(min_length=1, max_length=MOST_WORDS)
    author: str = Field(default="api", min_length=1, max_length=80)
    """Who says so, for the log."""


class KeysToPress(BaseModel):
    """Keys to press; `w` waits half a second."""

    model_config = _FROZEN

    digits: str = Field(pattern=r"^[0-9*#w]{1,32}$")
    author: str = Field(default="api", min_length=1, max_length=80)


class TransferRequest(BaseModel):
    """Where a call is to be put through to."""

    model_config = _FROZEN

    to: str = Field(min_length=1, max_length=64)
    """A name of `PANDA_TRANSFER_PHONES`; never a number."""
    author: str = Field(default="api", min_length=1, max_length=80)


class TransferPhones(BaseModel):
    """Where calls may be put through to."""

    model_config = _FROZEN

    names: tuple[str, ...]


class Author(BaseModel):
    """Who asks for something that needs no more words."""

    model_config = _FROZEN

    author: str = Field(default="api", min_length=1, max_length=80)


class NoteText(BaseModel):
    """A note to pin to a moment of a call."""

    model_config = _FROZEN

    text: str = Field(min_length=1, max_length=MOST_NOTE)
    author: str = Field(default="api", min_length=1, max_length=80)
    about_ms: int | None = Field(default=None, ge=0)
    """The moment, as events of its log have it (`at_ms`); the latest if left out."""


class Told(BaseModel):
    """A call was told; what comes of it shows in its log."""

    model_config = _FROZEN

    call_id: str
    told: Literal[True] = True


class Dismissed(BaseModel):
    """An operator was sent away."""

    model_config = _FROZEN

    operator: str
    calls: int
    """Live calls that were told."""
