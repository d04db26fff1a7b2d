"""Who may sign in at the dashboard: names, roles and salted hashes of passwords.

The file holds no password, and whoever reads it still has to guess each one at the
price of a tenth of a second (scrypt).
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from panda.errors import BadInput
from panda.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Iterable

_FROZEN = ConfigDict(frozen=True, extra="forbid")

SALT_BYTES = 16
_N, _R, _P = 2**15, 8, 3
"""Cost of a guess: 32 MiB, three times over. One of the settings of OWASP's password
storage cheat sheet (2^15, 8, 3)."""
_MAXMEM = 64 * 1024 * 1024
SHORTEST = 10
"""Characters of a password, at least."""


class Role(StrEnum):
    """What somebody is here for; each may do what the one before may."""

    VIEWER = auto()
    """Sees and hears."""
    OPERATOR = auto()
    """Runs calls and campaigns, too."""
    ADMIN = auto()
    """Sees how the installation is set up, too."""


class User(BaseModel):
    """Somebody who may sign in."""

    model_config = _FROZEN

    name: str = Field(pattern=r"^[\w.@+-]{1,64}$")
    role: Role
    salt: str = Field(pattern=r"^[0-9a-f]{32}$", repr=False)
    key: str = Field(pattern=r"^[0-9a-f]{64}$", repr=False)
    """What scrypt makes of the password and the salt."""

    @classmethod
    def of(cls, name: str, role: Role, password: str, salt: bytes) -> User:
        """Make somebody's entry.

        Args:
            name: As it is typed to sign in, and shown to others.
            role: What they may do.
            password: Not kept.
            salt: `SALT_BYTES` random bytes, used once.

        Raises:
            BadInput: The name or the password will not do.
        """
        if len(password) < SHORTEST:
            raise BadInput(
                "the password is too short",
                where="password",
                advice=f"take {SHORTEST} characters or more",
            )
        try:
            return cls(
                name=name, role=role, salt=salt.hex(), key=_key(password, salt).hex()
            )
        except ValidationError:
            raise BadInput(
                "cannot be a name", where="name", advice="letters, digits and . _ @ + -"
            ) from None

    def has(self, password: str) -> bool:
        """Say whether this is the password; takes as long whatever was given."""
        key = _key(password, bytes.fromhex(self.salt))
        return hmac.compare_digest(key, bytes.fromhex(self.key))


class Users(BaseModel):
    """Everybody who may sign in; the content of the file."""

    model_config = _FROZEN

    users: tuple[User, ...] = ()

    @classmethod
    def read(cls, text: str, filename: str) -> Users:
        """Read the file.

        Raises:
            BadInput: It is none of ours.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise BadInput(
                plainly(first), where=filename, advice="make it by `panda users add`"
            ) from None

    def find(self, name: str) -> User | None:
        """Return somebody by name, however its letters are cased."""
        wanted = name.casefold()
        return next((one for one in self.users if one.name.casefold() == wanted), None)

    def signed_in(self, name: str, password: str) -> User | None:
        """Return who that is, if the password is theirs.

        An unknown name takes as long as a wrong password.
        """
        user = self.find(name)
        if user is None:
            _key(password, b"\0" * SALT_BYTES)
            return None
        return user if user.has(password) else None

    def put(self, user: User) -> Users:
        """Add somebody, or give them another password or role."""
        return Users(users=(*self._without(user.name), user))

    def drop(self, name: str) -> Users:
        """Take somebody out."""
        return Users(users=tuple(self._without(name)))

    def _without(self, name: str) -> Iterable[User]:
        wanted = name.casefold()
        return (one for one in self.users if one.name.casefold() != wanted)


def _key(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MAXMEM, dklen=32
    )
