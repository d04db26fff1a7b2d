"""Private data that a campaign may let a call give: of what kinds, on what terms.

Values are nowhere here. They are sealed where a campaign begins and opened by the call
that keys them in, for as long as it takes; all else sees placeholders.
"""

from __future__ import annotations

from enum import StrEnum, auto

from pydantic import BaseModel, ConfigDict, Field


class PrivateField(StrEnum):
    """What a machine may ask to be entered."""

    EXTENSION = auto()
    ZIP_CODE = auto()
    PHONE = auto()
    DATE_OF_BIRTH = auto()
    ACCOUNT_NUMBER = auto()
    """Of an account, a patient or a customer with the business."""
    MEMBER_ID = auto()
    """Of a health insurance: member, subscriber or policy."""
    SSN = auto()
    CARD = auto()
    """Of payment."""
    PIN = auto()
    """Also passwords and access codes."""
    OTHER = auto()
    """Some number nobody has told us of: a claim's, an order's."""

    @property
    def placeholder(self) -> str:
        """What stands for its value wherever it is written."""
        return f"[{self.name}]"


class DataClass(StrEnum):
    """How much harm a value can do in wrong hands (RELIABILITY 3.5)."""

    PUBLIC = auto()
    CONTACT = auto()
    IDENTIFYING = auto()
    HEALTH_INSURANCE = auto()
    FORBIDDEN = auto()
    """Never stored, never given."""


CLASSES: dict[PrivateField, DataClass] = {
    PrivateField.EXTENSION: DataClass.PUBLIC,
    PrivateField.ZIP_CODE: DataClass.CONTACT,
    PrivateField.PHONE: DataClass.CONTACT,
    PrivateField.DATE_OF_BIRTH: DataClass.IDENTIFYING,
    PrivateField.ACCOUNT_NUMBER: DataClass.IDENTIFYING,
    PrivateField.MEMBER_ID: DataClass.HEALTH_INSURANCE,
    PrivateField.SSN: DataClass.FORBIDDEN,
    PrivateField.CARD: DataClass.FORBIDDEN,
    PrivateField.PIN: DataClass.FORBIDDEN,
    PrivateField.OTHER: DataClass.FORBIDDEN,
}


class Grant(BaseModel):
    """Somebody's consent that calls of one campaign give one field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: PrivateField
    consent: str = Field(min_length=3, max_length=300)
    """Who agreed, and when, in words; for the record."""
    purpose: str = Field(min_length=3, max_length=200)
    """The goal it was given for; a campaign with another goal may not use it."""
    machine: bool = False
    """Whether an answering machine may be given it, by keys."""
