"""Fetches one public http(s) address; never connects to a private, local or reserved one, on any hop."""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2

from legation.errors import InputError
from legation.reading.inflating import read_capped, stream_of
from legation.reading.limits import Limits
from legation.reading.responses import CHARSET

_REDIRECTS = (301, 302, 303, 307, 308)
_OK = 200
_HEADERS = {"User-Agent": "legation/0.1 (news reader)", "Accept": "text/html,text/plain;q=0.9,*/*;q=0.5", "Accept-Encoding": "identity"}


class RefusedAddressError(OSError):
    """The host is no public address."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the last address of the redirects, the charset that the server stated."""

    data: bytes
    url: str
    charset: str | None


class PublicBackend(httpcore2.NetworkBackend):
    """Connects to global addresses only; the checked address is the one connected to, so that a name cannot change in between."""

    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that answers, when all its addresses are public."""
        *others, last = public_addresses(host, port)
        for address in others:
            with suppress(httpcore2.ConnectError):
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
        return self._inner.connect_tcp(last, port, timeout, local_address, socket_options)


def public_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of a host.

    Raises:
        RefusedAddressError: one of them is private, loopback, link-local, reserved or otherwise not global, or the name has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise RefusedAddressError(f"the name {host!r} leads nowhere ({fault})") from fault
    addresses = [str(entry[4][0]).split("%", 1)[0] for entry in found]
    for address in addresses:
        if not _is_public(ipaddress.ip_address(address)):
            raise RefusedAddressError(f"{host!r} is {address}, not a public address")
    return addresses


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether the address, and what it maps or tunnels to, is global unicast."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return _is_public(inner)
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


def fetch(address: str, limits: Limits) -> Fetched:
    """The bytes of an address, after redirects.

    Raises:
        InputError: `refused_address`, `fetch`, `too_large`, `decompression` or `empty`.
    """
    deadline = time.monotonic() + limits.fetch_seconds
    url = address
    with httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=PublicBackend(), max_connections=1) as pool:
        for _ in range(limits.fetch_hops + 1):
            _check_url(url, address)
            status, headers, body = _get(pool, url, address, limits, deadline)
            if status not in _REDIRECTS or b"location" not in headers:
                break
            url = _led_to(url, headers[b"location"].decode("latin-1"), address)
        else:
            raise InputError("fetch", f"{address}: more than {limits.fetch_hops} redirects.", origin=address)
    if status != _OK:
        raise InputError("fetch", f"{address}: the server answered {status}. Check the address.", origin=address)
    found = CHARSET.search(headers.get(b"content-type", b"").decode("latin-1"))
    data = read_capped(stream_of(io.BytesIO(body), address, limits), address, limits.page_bytes)
    return Fetched(data, url, found.group(1) if found else None)


def _led_to(url: str, location: str, address: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise InputError("refused_address", f"{address}: it leads to {location[:200]!r}, which is no address.", origin=address) from error


def _check_url(url: str, address: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound or parts.username is not None:
        raise InputError("refused_address", f"{address}: {url[:200]!r} is no plain http(s) address.", origin=address)


def _get(pool: Any, url: str, address: str, limits: Limits, deadline: float) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and raw body of one hop."""
    seconds = max(0.1, deadline - time.monotonic())
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    try:
        with pool.stream("GET", url, headers=_HEADERS, extensions={"timeout": timeouts}) as response:
            headers = {name.lower(): value for name, value in response.headers}
            body = b"" if response.status in _REDIRECTS else _body(response, address, limits, deadline)
            return response.status, headers, body
    except RefusedAddressError as fault:
        raise InputError("refused_address", f"{address}: {fault}. Only public addresses are fetched.", origin=address) from fault
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError, ValueError) as fault:
        raise InputError("fetch", f"{address}: could not be fetched ({type(fault).__name__} {fault}).", origin=address) from fault


def _body(response: Any, address: str, limits: Limits, deadline: float) -> bytes:
    pieces: list[bytes] = []
    held = 0
    for piece in response.iter_stream():
        pieces.append(piece)
        held += len(piece)
        if held > limits.page_bytes:
            raise InputError("too_large", f"{address}: more than {limits.page_bytes} bytes.", origin=address)
        if time.monotonic() > deadline:
            raise InputError("fetch", f"{address}: took longer than {limits.fetch_seconds:g} s.", origin=address)
    return b"".join(pieces)
