"""Everything that can go wrong on demand, with its settings.

The carrier's side of the wire first, then the model's.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.faults.base import Fault, OfCall, OfNumber, OnLeg

Direction = Literal["to_client", "from_client", "both"]
"""Which way media frames travel: `to_client` carries what the callee says."""


class CallbackLoss(OnLeg):
    """A status callback is never sent."""

    fault: Literal["callback_loss"] = "callback_loss"


class CallbackDuplicate(OnLeg):
    """A status callback is sent again."""

    fault: Literal["callback_duplicate"] = "callback_duplicate"
    copies: int = Field(default=1, ge=1, le=20)
    """How many more at most; the run's seed draws from 1 to this."""


class CallbackDelay(OnLeg):
    """A status callback is held back, which reorders it with those after it."""

    fault: Literal["callback_delay"] = "callback_delay"
    min_ms: float = Field(default=0, ge=0)
    """At least so long."""
    max_ms: float = Field(default=1000, ge=0)
    """At most so long."""


class WebhookLoss(OnLeg):
    """A document cannot be fetched: the request never arrives (11200)."""

    fault: Literal["webhook_loss"] = "webhook_loss"


class WebhookDelay(OnLeg):
    """A document is asked for only after a while."""

    fault: Literal["webhook_delay"] = "webhook_delay"
    ms: float = Field(default=1000, ge=0)
    """How long."""


class CreateError(OfNumber):
    """Placing a call is answered with an error, perhaps though it was placed."""

    fault: Literal["create_error"] = "create_error"
    http: int = Field(default=500, ge=400, le=599)
    """The answer's status; 429 has code 20429, all others 20500."""
    placed: bool = False
    """Whether the call is placed all the same."""


class CreateDelay(OfNumber):
    """Placing a call is answered late; the call is on its way meanwhile."""

    fault: Literal["create_delay"] = "create_delay"
    ms: float = Field(default=1000, ge=0)
    """How long."""


class RestError(Fault):
    """Any REST request fails without an effect."""

    fault: Literal["rest_error"] = "rest_error"
    http: int = Field(default=503, ge=500, le=599)
    """The answer's status; the code is 20500."""


class Rest429(Fault):
    """Any REST request is refused: too many requests (20429)."""

    fault: Literal["rest_429"] = "rest_429"


class DropMedia(OnLeg):
    """The media socket is killed: cut without a close frame."""

    fault: Literal["drop_media"] = "drop_media"
    after_ms: float = Field(default=1000, ge=0)
    """So long after the stream began."""


class FreezeMedia(OnLeg):
    """The media socket is half open: silent both ways, never closed."""

    fault: Literal["freeze_media"] = "freeze_media"
    after_ms: float = Field(default=1000, ge=0)
    """So long after the stream began."""


class SlowReader(OnLeg):
    """The carrier stops reading the media socket: what the client sends piles up."""

    fault: Literal["slow_reader"] = "slow_reader"
    after_ms: float = Field(default=1000, ge=0)
    """So long after the stream began."""
    for_ms: float = Field(default=5000, gt=0)
    """For so long; then everything arrives at once."""


class MediaDrop(OnLeg):
    """Media frames are lost; each is an occasion."""

    fault: Literal["media_drop"] = "media_drop"
    direction: Direction = "to_client"
    """Which way."""


class MediaDuplicate(OnLeg):
    """Media frames come twice; each is an occasion."""

    fault: Literal["media_duplicate"] = "media_duplicate"
    direction: Direction = "to_client"
    """Which way."""


class MediaReorder(OnLeg):
    """A media frame and the one after it change places; each is an occasion."""

    fault: Literal["media_reorder"] = "media_reorder"
    direction: Direction = "to_client"
    """Which way."""


class MediaDelay(OnLeg):
    """Media frames come late, all those behind them too; each is an occasion."""

    fault: Literal["media_delay"] = "media_delay"
    direction: Direction = "to_client"
    """Which way."""
    ms: float = Field(default=400, gt=0)
    """How long; what came behind a late frame meanwhile comes with it, in one burst."""


class LegDrop(OnLeg):
    """The callee's network drops the call."""

    fault: Literal["leg_drop"] = "leg_drop"
    after_ms: float = Field(default=1000, ge=0)
    """So long after the answer."""


class AbruptClose(OnLeg):
    """Not a fault but a rule for these calls: what follows a lost media socket."""

    fault: Literal["abrupt_close"] = "abrupt_close"
    rule: Literal["drop", "continue"] = "drop"
    """In place of the carrier's own switch of this name."""


class AmdWrong(OnLeg):
    """Answering machine detection says the opposite of what it heard."""

    fault: Literal["amd_wrong"] = "amd_wrong"


class SessionExpiry(OfCall):
    """A Realtime session expires: close 1001, as after 60 minutes."""

    fault: Literal["session_expiry"] = "session_expiry"
    after_ms: float = Field(default=10_000, ge=0)
    """So long after the session began."""


class SessionKill(OfCall):
    """A Realtime socket is cut without a close frame."""

    fault: Literal["session_kill"] = "session_kill"
    after_ms: float = Field(default=10_000, ge=0)
    """So long after the session began."""


class SessionFreeze(OfCall):
    """A Realtime socket is half open: silent both ways, never closed."""

    fault: Literal["session_freeze"] = "session_freeze"
    after_ms: float = Field(default=10_000, ge=0)
    """So long after the session began."""


class ModelError(OfCall):
    """A request of the model's API, or a response of a session, fails."""

    fault: Literal["model_error"] = "model_error"
    http: int = Field(default=500, ge=500, le=599)
    """The answer's status over HTTP."""


class Model429(OfCall):
    """A request of the model's API is refused: rate limit reached."""

    fault: Literal["model_429"] = "model_429"


class ModelDelay(OfCall):
    """A response of the model begins late."""

    fault: Literal["model_delay"] = "model_delay"
    ms: float = Field(default=2000, gt=0)
    """How long."""


class ModelDrop(OfCall):
    """A server event of a Realtime session is never sent; each is an occasion."""

    fault: Literal["model_drop"] = "model_drop"
    event: str = ""
    """Only events of this type, e.g. ``response.done``."""


Timed = (
    DropMedia
    | FreezeMedia
    | SlowReader
    | LegDrop
    | SessionExpiry
    | SessionKill
    | SessionFreeze
)
"""What strikes so long after something began; also what began before the order."""
