"""What the HTTP API takes and gives about webhooks; each is a model, for OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.webhooks.deliveries import DeliveryStatus

if TYPE_CHECKING:
    from panda.webhooks.deliveries import Delivery
    from panda.webhooks.endpoints import Endpoint

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class NewEndpoint(BaseModel):
    """Where messages are to go."""

    model_config = _FROZEN

    url: str = Field(min_length=1, max_length=2000)
    types: tuple[str, ...] = Field(default=(), max_length=50)
    """Which; all of them if left out."""


class EndpointView(BaseModel):
    """Somebody who is told what happens."""

    model_config = _FROZEN

    endpoint_id: str
    url: str
    types: tuple[str, ...]
    created_at: AwareDatetime
    disabled: str = ""
    """Why nothing is sent any more: `gone`, if it answered 410."""

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        """Show an endpoint."""
        return cls.model_validate(endpoint.model_dump())


class AddedEndpoint(BaseModel):
    """An endpoint that was added, with what it checks signatures by."""

    model_config = _FROZEN

    endpoint: EndpointView
    secret: str = Field(repr=False)


class DeliveryView(BaseModel):
    """A message for an endpoint, and what became of it."""

    model_config = _FROZEN

    message_id: str
    type: str
    stream: str
    """The call, campaign or alert it is about."""
    status: DeliveryStatus
    attempts: int
    due_at: AwareDatetime | None
    """When it is tried next, if it was tried before."""
    answer: str
    """The latest HTTP status, or `refused_address`, `timeout`, `unreachable`."""

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """Show a delivery; not what is in it."""
        waits = delivery.status is DeliveryStatus.WAITING and delivery.attempts > 0
        return cls(
            message_id=delivery.message_id,
            type=delivery.type,
            stream=delivery.stream,
            status=delivery.status,
            attempts=delivery.attempts,
            due_at=delivery.due_at if waits else None,
            answer=delivery.answer,
        )


class Removed(BaseModel):
    """An endpoint that is told nothing any more."""

    model_config = _FROZEN

    endpoint_id: str


class Replayed(BaseModel):
    """How many messages are taken up again."""

    model_config = _FROZEN

    messages: int
