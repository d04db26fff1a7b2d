"""Private values at rest: AES-256-GCM of `cryptography`, a key for each subject.

A value is sealed for one number and one field. Its key is derived from the
installation's for that subject alone, and the subject is authenticated with it: a
sealed value that was copied to another business opens nothing there.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from panda.errors import SealBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.private import PrivateField

KEY_BYTES = 32
NONCE_BYTES = 12
"""What GCM is defined for (NIST SP 800-38D); random ones do for 2^32 values a key."""


class Vault:
    """Seals and opens values.

    Args:
        key: The installation's secret, of at least 16 bytes.
        random: Gives so many random bytes.
    """

    def __init__(self, key: bytes, random: Callable[[int], bytes] = os.urandom) -> None:
        self._key = key
        self._random = random

    def seal(self, number: str, field: PrivateField, value: str) -> str:
        """Return a value as text that only the same number and field open."""
        nonce = self._random(NONCE_BYTES)
        subject = _subject(number, field)
        sealed = self._cipher(subject).encrypt(nonce, value.encode(), subject)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, number: str, field: PrivateField, sealed: str) -> str:
        """Return a value.

        Raises:
            SealBroken: It was sealed for another subject, with another key, or changed.
        """
        subject = _subject(number, field)
        try:
            raw = base64.urlsafe_b64decode(sealed.encode())
            cipher = self._cipher(subject)
            return cipher.decrypt(
                raw[:NONCE_BYTES], raw[NONCE_BYTES:], subject
            ).decode()
        except (InvalidTag, binascii.Error, ValueError):
            raise SealBroken("a sealed value does not open") from None

    def _cipher(self, subject: bytes) -> AESGCM:
        kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=subject)
        return AESGCM(kdf.derive(self._key))


def _subject(number: str, field: PrivateField) -> bytes:
    return f"panda/private/{number}/{field.value}".encode()
