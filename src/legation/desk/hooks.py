"""Webhooks after the Standard Webhooks specification: a JSON body, signed by HMAC-SHA256 over its id, time and bytes."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256

from legation.reading.fetching import post
from legation.reading.limits import Limits

LIMITS = Limits(fetch_seconds=15.0)
"""How long a receiver may take to answer, as the specification advises, and how many redirects are followed."""

GONE = 410
"""The answer of a receiver that wants no more."""

_OK = range(200, 300)


def signature(secret: str, message: str, at: int, body: bytes) -> str:
    """The signature of version 1. `secret` begins with whsec_, `at` is in seconds of the epoch."""
    signed = f"{message}.{at}.".encode() + body
    return "v1," + b64encode(hmac.new(b64decode(secret.removeprefix("whsec_")), signed, sha256).digest()).decode()


def send(address: str, secret: str, message: str, body: bytes, now: datetime, *, loopback: bool = False) -> tuple[bool, int]:
    """Posts an event; whether it was taken, and the status that was answered.

    Raises:
        InputError: `refused_address`, or `fetch` where no answer came.
    """
    at = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "legation/0.1 (webhook)",
        "webhook-id": message,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, message, at, body),
    }
    status = post(address, body, headers, LIMITS, loopback=loopback)
    return status in _OK, status
