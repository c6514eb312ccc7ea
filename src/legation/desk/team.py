"""A team at the desk: who comes in by a password, a link or a token, and what each leaves in the record. Times and secrets come from outside."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from starlette.concurrency import run_in_threadpool

from legation.desk.callers import Caller
from legation.desk.passwords import Passwords
from legation.errors import InputError, LegationError
from legation.recording import admission, people
from legation.recording.admission import Browser, Scope
from legation.recording.people import Person
from legation.recording.record import Record

DELAY_AT, REFUSE_AT = 5, 20
"""Passwords not taken within fifteen minutes, by account or address, from which the next waits, and from which none is tried."""

LONGEST_DELAY = 8.0

DAY = 86_400
FIRST_LINK, LONGEST_LINK, LONGEST_TOKEN = DAY, 30 * DAY, 365 * DAY
"""Seconds for which links and tokens may hold."""

TOKEN_MARK = "legation_"
"""How a token begins, so that one that lies about is known for what it is."""

NOT_TAKEN = "This name and this password do not go together."


class RefusedError(LegationError):
    """Why a password is not taken: the status, the words, and the seconds to wait where there are any."""

    def __init__(self, status: int, words: str, wait: int = 0) -> None:
        super().__init__(words)
        self.status, self.words, self.wait = status, words, wait


def _now() -> int:
    return int(time.time())


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Team:
    """The accounts of a record, and the ways in."""

    record: Record
    passwords: Passwords = field(default_factory=Passwords)
    now: Callable[[], int] = _now
    secret: Callable[[], str] = _secret
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    def first_link(self) -> str | None:
        """The key of a link to the first account, an admin's; None where there is one. It takes the place of those given before."""
        if people.has_account(self.record):
            return None
        key, now = self.secret(), self.now()
        people.invite(self.record, digest(key), "", "admin", now, now + FIRST_LINK)
        return key

    def invite(self, by: Person, role: str, days: int) -> str:
        """The key of a link to an account of `role` that holds for `days`."""
        key, now = self.secret(), self.now()
        people.invite(self.record, digest(key), by.name, role, now, now + _within(days, LONGEST_LINK))
        return key

    def invite_to_reset(self, by: Person, person: int) -> str:
        """The key of a link to a new password of a person; it holds for a day."""
        key, now = self.secret(), self.now()
        people.invite_to_reset(self.record, digest(key), by.name, person, now, now + FIRST_LINK)
        return key

    def invitation(self, key: str) -> people.Invitation | None:
        """What a link leads to, while it works."""
        return people.invitation(self.record, digest(key), self.now())

    def join(self, key: str, name: str, password: str, browser: Browser) -> str:
        """Spends a link and signs its browser in; the session's token."""
        if self.invitation(key) is None:
            raise InputError("bad_field", "This link was used, withdrawn or is too old. Ask an admin for a new one.")
        person = people.accept(self.record, digest(key), name, self.passwords.hashed(password), self.now())
        return self._begin(person, browser)

    async def sign_in(self, name: str, password: str, browser: Browser) -> str:
        """The token of a new session.

        Raises:
            RefusedError: the password is not taken, or too many were tried.
        """
        before = await run_in_threadpool(self._count, name, browser.address)
        if before >= DELAY_AT:
            await self.pause(min(LONGEST_DELAY, 2.0 ** (before - DELAY_AT)))
        return await run_in_threadpool(self._try, name, password, browser)

    def change_password(self, caller: Caller, old: str, new: str, address: str) -> None:
        """A new password for who knows the old one; every other session of theirs ends.

        Raises:
            RefusedError: the old one is not right, or too many were tried.
            InputError: the new one is too short.
        """
        person = caller.person
        self._count(person.name, address)
        found = people.known(self.record, person.name)
        if not self.passwords.holds(found[1] if found else None, old):
            admission.log_refusal(self.record, person.name, address, self.now())
            raise RefusedError(400, "The old password is not right.")
        admission.forgive(self.record, *_subjects(person.name, address), self.now())
        people.set_password(self.record, person, self.passwords.hashed(new), self.now(), caller.session)

    def make_token(self, person: Person, name: str, scope: Scope, days: int) -> str:
        """A token of a person for a program, to be shown once."""
        if scope == "write" and person.role == "reader":
            raise InputError("bad_field", "A reader's token reads.")
        token, now = TOKEN_MARK + self.secret(), self.now()
        admission.give_token(self.record, person, digest(token), people.clean_name(name), scope, (now, now + _within(days, LONGEST_TOKEN)))
        return token

    def by_session(self, token: str) -> Caller | None:
        """Who comes with this cookie."""
        found = admission.session_of(self.record, digest(token), self.now())
        return found and Caller(found[1], found[0])

    def by_token(self, token: str) -> Caller | None:
        """Which program's person comes with this token."""
        found = admission.token_of(self.record, digest(token), self.now())
        return found and Caller(found[1], None, "write" if found[0] == "write" else "read")

    def _count(self, name: str, address: str) -> int:
        before, wait = admission.count_attempt(self.record, _subjects(name, address), self.now(), REFUSE_AT)
        if wait:
            raise RefusedError(429, f"Too many passwords were tried. Try again in {-(-wait // 60)} minutes.", wait)
        return before

    def _try(self, name: str, password: str, browser: Browser) -> str:
        found = people.known(self.record, name)
        if not self.passwords.holds(found[1] if found else None, password) or found is None:
            admission.log_refusal(self.record, found[0].name if found else None, browser.address, self.now())
            raise RefusedError(401, NOT_TAKEN)
        person, known = found
        admission.forgive(self.record, *_subjects(name, browser.address), self.now())
        if self.passwords.is_old(known):
            people.rehash(self.record, person, self.passwords.hashed(password))
        return self._begin(person, browser)

    def _begin(self, person: Person, browser: Browser) -> str:
        token = self.secret()
        had = digest(browser.had) if browser.had else None
        admission.begin_session(self.record, person, digest(token), replace(browser, had=had), self.now())
        return token


def digest(secret: str) -> str:
    """What is stored of a link, a session or a token: these are long and random, so that one round of SHA-256 holds."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _subjects(name: str, address: str) -> tuple[str, str]:
    """Under which attempts are counted: the account that is named, whether or not there is one, and the address."""
    return digest(f"account {people.login_of(name)}"), digest(f"address {address}")


def _within(days: int, most: int) -> int:
    if not DAY <= days * DAY <= most:
        raise InputError("bad_field", f"days: from 1 to {most // DAY}.")
    return days * DAY
