"""Passwords: argon2id hashes, few at once, and the same time whether or not there is somebody of that name."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from legation.errors import InputError

LEAST_CHARS, MOST_CHARS = 12, 1000

AT_ONCE = 2
"""Hashes that are made at one time: each takes 64 MiB, so that many that sign in together wait instead of filling the memory."""


class Passwords:
    """Hashes passwords and tries them. `cost`: a hasher of another cost than argon2-cffi's own, for tests."""

    def __init__(self, cost: PasswordHasher | None = None) -> None:
        self._hasher = cost or PasswordHasher(type=Type.ID)
        self._gate = BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hashed(self, password: str) -> str:
        """The hash of a new password.

        Raises:
            InputError: it is too short or far too long; reason `bad_field`.
        """
        if not LEAST_CHARS <= len(password) <= MOST_CHARS:
            raise InputError("bad_field", f"A password has at least {LEAST_CHARS} signs and at most {MOST_CHARS}. A few words make a good one.")
        with self._gate:
            return self._hasher.hash(_composed(password))

    def holds(self, known: str | None, password: str) -> bool:
        """Whether this is the password of a hash; without one, a hash of nobody's is tried, which takes as long."""
        with self._gate:
            try:
                right = self._hasher.verify(known or self._nobody, _composed(password[: MOST_CHARS + 1]))
            except (VerificationError, InvalidHashError):
                return False
        return right and known is not None

    def is_old(self, known: str) -> bool:
        """Whether a hash is of another cost than is made today."""
        return self._hasher.check_needs_rehash(known)


def _composed(password: str) -> str:
    """One password however a keyboard composes its letters; lone surrogates, which no form sends, are replaced."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
