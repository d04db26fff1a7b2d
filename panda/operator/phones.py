"""Whose telephones a call may be put through to: the installation's list, by name.

Whoever asks for a transfer says a name. No number comes in from an interface, a model
or a callee, so none of them can send a call anywhere else (RELIABILITY 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable


class Phone(BaseModel):
    """A telephone of ours, under the name by which calls are put through to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^\w[\w .@-]{0,63}$")
    number: str = Field(pattern=r"^\+[1-9]\d{6,14}$", repr=False)
    """E.164, of any country."""


class Phones:
    """The telephones of one installation."""

    def __init__(self, phones: Iterable[Phone] = ()) -> None:
        self._phones = {one.name.casefold(): one for one in phones}

    @property
    def names(self) -> tuple[str, ...]:
        """All names, as they are written."""
        return tuple(one.name for one in self._phones.values())

    def find(self, name: str) -> Phone | None:
        """Return a telephone, however the letters of its name are cased."""
        return self._phones.get(name.casefold())

    def checked(self, name: str) -> str:
        """Return a name as it is written here.

        Raises:
            BadInput: There is none; says which there are.
        """
        found = self.find(name)
        if found is None:
            there = ", ".join(self.names)
            raise BadInput(
                "no telephone of this name",
                where="to",
                advice=f"there are: {there}" if there else "set PANDA_TRANSFER_PHONES",
            )
        return found.name


def check(phones: Iterable[Phone]) -> None:
    """See that every telephone is one that may be called.

    Apart from the model: a call's process has no use for the tables of numbers.

    Raises:
        BadInput: One is an emergency, service or premium number, or is none.
    """
    import phonenumbers  # noqa: PLC0415 - see above

    from panda.compliance.dialable import Number, look_up  # noqa: PLC0415 - see above

    for one in phones:
        found = look_up(one.number, phonenumbers.SUPPORTED_REGIONS)
        if not isinstance(found, Number):
            raise BadInput(
                f"the telephone of {one.name} may not be called ({found[0]})",
                where="PANDA_TRANSFER_PHONES",
                advice="give the E.164 number of an ordinary telephone",
            )


def listed(given: object) -> object:
    """Take the list as the environment has it: ``Ann=+12175550190, desk=+1217…``."""
    if not isinstance(given, str):
        return given
    pairs = [one.partition("=") for one in given.split(",") if one.strip()]
    return [{"name": name.strip(), "number": to.strip()} for name, _, to in pairs]
