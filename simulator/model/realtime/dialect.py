"""Which dialect of the Realtime API a client speaks: today's, or the beta before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from simulator.model.realtime.beta import Beta

if TYPE_CHECKING:
    from simulator.model.realtime.config import JsonObject


class Dialect(Protocol):
    """How one client words its events."""

    def incoming(self, text: str | bytes) -> str | bytes:
        """Return a client event in the general dialect."""
        ...

    def outgoing(self, event: JsonObject) -> list[JsonObject]:
        """Return a server event as this client knows it; none if it has no such."""
        ...


class General:
    """The dialect of today."""

    def incoming(self, text: str | bytes) -> str | bytes:
        """Return the event as it is."""
        return text

    def outgoing(self, event: JsonObject) -> list[JsonObject]:
        """Return the event as it is."""
        return [] if event["type"] == "conversation.created" else [event]


def dialect(beta_header: str) -> Dialect:
    """Return the dialect a client's `OpenAI-Beta` header asks for."""
    return Beta() if "realtime=v1" in beta_header else General()
