"""Digests by e-mail: a message with a text and an HTML part, handed to the SMTP server of the settings."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from legation.config import Settings
from legation.desk.answering import TEMPLATES
from legation.errors import SetupError

SECONDS = 20
"""How long the server may take for each step."""

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}")

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a digest: its line, its day, the sentence, why it is there, its page and the report's title."""

    title: str
    when: str
    sentence: str
    why: str
    link: str
    source: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What is mailed: of which search, to whom, under which id, the entries, and the search's page."""

    name: str
    to: str
    message: str
    items: Sequence[Item]
    home: str


def letter(digest: Digest, sender: str, now: datetime) -> EmailMessage:
    """The message."""
    made = EmailMessage()
    number = len(digest.items)
    made["Subject"] = _CONTROL.sub(
        " ", f"{digest.name}: {number} new {'entry' if number == 1 else 'entries'}" if number else f"{digest.name}: a test"
    )
    made["From"], made["To"] = sender, digest.to
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{digest.message}@legation.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_text(digest))
    made.add_alternative(TEMPLATES.env.get_template("digest.html").render(digest=digest), subtype="html")
    return made


def _text(digest: Digest) -> str:
    lines = [digest.name, ""] if digest.items else [digest.name, "", "This is a test: digests of this search arrive here.", ""]
    for item in digest.items:
        lines += [f"{item.when}  {item.title}", f"  {item.sentence}", f"  Why: {item.why}", f"  {item.source}".rstrip(), f"  {item.link}", ""]
    return "\n".join([*lines, f"The search, to pause or remove it: {digest.home}", ""])


def send(settings: Settings, message: EmailMessage) -> None:
    """Hands a message to the server of the settings.

    Raises:
        SetupError: no server is set. OSError: it does not answer or refuses (smtplib's errors are such).
    """
    if not settings.smtp_host:
        raise SetupError('No mail server is set. Name it in legation.toml: smtp_host = "mail.example.org"')
    with _connected(settings) as server:
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(message)


def _connected(settings: Settings) -> Any:
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS)
