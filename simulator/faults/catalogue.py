"""The faults by name, and the reading of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from simulator.faults import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.faults.base import Fault, Side

CarrierFault = (
    kinds.CallbackLoss
    | kinds.CallbackDuplicate
    | kinds.CallbackDelay
    | kinds.WebhookLoss
    | kinds.WebhookDelay
    | kinds.CreateError
    | kinds.CreateDelay
    | kinds.RestError
    | kinds.Rest429
    | kinds.DropMedia
    | kinds.FreezeMedia
    | kinds.SlowReader
    | kinds.MediaDrop
    | kinds.MediaDuplicate
    | kinds.MediaReorder
    | kinds.MediaDelay
    | kinds.LegDrop
    | kinds.AbruptClose
    | kinds.AmdWrong
)
ModelFault = (
    kinds.SessionExpiry
    | kinds.SessionKill
    | kinds.SessionFreeze
    | kinds.ModelError
    | kinds.Model429
    | kinds.ModelDelay
    | kinds.ModelDrop
)
AnyFault = Annotated[CarrierFault | ModelFault, Field(discriminator="fault")]
_ORDER: TypeAdapter[CarrierFault | ModelFault] = TypeAdapter(AnyFault)


def name_of(kind: type[Fault]) -> str:
    """Return the name by which a kind of fault is ordered."""
    return str(kind.model_fields["fault"].default)


FAULTS: Mapping[str, type[Fault]] = {
    name_of(kind): kind for kind in (*CarrierFault.__args__, *ModelFault.__args__)
}
SIDES: Mapping[str, Side] = {
    name: "carrier" if kind in CarrierFault.__args__ else "model"
    for name, kind in FAULTS.items()
}


class BadOrder(ValueError):  # noqa: N818 - reads as what happened
    """A fault that does not exist, or a setting it does not have."""


def order(settings: Mapping[str, object]) -> CarrierFault | ModelFault:
    """Read an order; its `fault` is the name.

    Example:
        >>> order({"fault": "drop_media", "after_ms": 50}).after_ms
        50.0

    Raises:
        BadOrder: There is no such fault, or a setting is wrong; says which there are.
    """
    name = settings.get("fault")
    if not isinstance(name, str) or name not in FAULTS:
        raise BadOrder(f"no such fault; there are: {', '.join(sorted(FAULTS))}")
    try:
        return _ORDER.validate_python(settings)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"][1:])
        known = ", ".join(one for one in FAULTS[name].model_fields if one != "fault")
        raise BadOrder(f"{name}: {key}: {first['msg']}; it has: {known}") from error


def parse(word: str) -> CarrierFault | ModelFault:
    """Read an order from the command line.

    Example:
        >>> parse("media_drop:rate=0.1,direction=both").direction
        'both'

    Raises:
        BadOrder: It is not ``name`` or ``name:key=value,key=value``.
    """
    name, _, rest = word.partition(":")
    settings: dict[str, object] = {"fault": name}
    for pair in filter(None, rest.split(",")):
        key, equals, value = pair.partition("=")
        if not equals:
            raise BadOrder(f"{name}: write {key} as key=value")
        settings[key] = value
    return order(settings)


def word(fault: Fault) -> str:
    """Write an order as the command line has it; `parse` reads it.

    Example:
        >>> word(parse("drop_media:after_ms=50,times=1"))
        'drop_media:after_ms=50.0,times=1'
    """
    given = fault.model_dump(exclude_unset=True, exclude={"fault"})
    settings = ",".join(f"{key}={value}" for key, value in given.items())
    return ":".join(filter(None, (name_of(type(fault)), settings)))


def of_side(words: Iterable[str], side: Side) -> list[str]:
    """Keep the orders that one process of the simulator is to carry out.

    Raises:
        BadOrder: One of them cannot be read.
    """
    return [word for word in words if SIDES[parse(word).fault] == side]
