"""Who of an identity provider's people may use the dashboard, and as what.

The provider says who somebody is; a table of ours says what they may do. Whoever is
not in it may do nothing: there is no role for everybody else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from panda.errors import BadInput
from panda.plainly import plainly
from panda.users import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

STAYS = timedelta(hours=12)
"""How long a sign-in is good; a shift, as for users of our own."""
AHEAD = timedelta(minutes=2)
"""How far a provider's clock may be ahead of ours."""
CALLBACK = "/oauth2callback"
"""Where Streamlit takes up what the provider says."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=80)]


class Refusal(StrEnum):
    """Why somebody who has signed in at the provider may not come in."""

    UNKNOWN = auto()
    """Not in the table."""
    UNVERIFIED = auto()
    """The provider does not say that the address is theirs."""
    EXPIRED = auto()
    """They have signed in too long ago, or the provider does not say when."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who may come in."""

    email: str
    """As the table has it; their name in every audit."""
    role: Role


class Provider(BaseModel):
    """How the provider knows us: the part of the file that is Streamlit's."""

    model_config = ConfigDict(frozen=True, extra="allow")

    redirect_uri: str
    cookie_secret: str = Field(min_length=32, repr=False)
    """Signs the cookies of those who have signed in."""
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1, repr=False)
    server_metadata_url: str
    """The provider's discovery document."""

    @model_validator(mode="after")
    def _has_addresses(self) -> Self:
        if not self.redirect_uri.endswith(CALLBACK):
            raise ValueError(f"redirect_uri must end in {CALLBACK}")
        for url in (self.redirect_uri, self.server_metadata_url):
            parts = urlsplit(url)
            if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
                raise ValueError("addresses must begin with https://")
        return self


class Identities(BaseModel):
    """The file: how the provider knows us, and who may do what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    auth: Provider
    people: dict[Email, Role] = Field(min_length=1)

    @classmethod
    def read(cls, text: str, filename: str) -> Identities:
        """Read the file, which is TOML.

        Raises:
            BadInput: It is not written so; says where, and quotes nothing of it.
        """
        advice = "see docs/guides/identity.md"
        try:
            return cls.model_validate(tomllib.loads(text))
        except tomllib.TOMLDecodeError:
            raise BadInput("is no TOML", where=filename, advice=advice) from None
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            where = f"{filename}: {place}" if place else filename
            raise BadInput(plainly(first), where=where, advice=advice) from None

    def admit(self, claims: Mapping[str, object], now: datetime) -> Admitted | Refusal:
        """Say who that is, or why they may not come in.

        Args:
            claims: Of their ID token, whose signature was checked: `email`,
                `email_verified` and `iat` (OpenID Connect Core, 2 and 5.1).
            now: Wall time.
        """
        email = claims.get("email")
        # Some providers write it as a string.
        if not isinstance(email, str) or claims.get("email_verified") not in (
            True,
            "true",
        ):
            return Refusal.UNVERIFIED
        issued = claims.get("iat")
        if isinstance(issued, bool) or not isinstance(issued, int | float):
            return Refusal.EXPIRED
        age = now.timestamp() - issued
        if not -AHEAD.total_seconds() <= age < STAYS.total_seconds():
            return Refusal.EXPIRED
        wanted = email.casefold()
        for known, role in self.people.items():
            if known.casefold() == wanted:
                return Admitted(known, role)
        return Refusal.UNKNOWN
