"""Fetches one public http(s) address, or posts to one; never connects to a private, local or reserved one, on any hop."""

from __future__ import annotations

import io
import ipaddress
import math
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
_SAME_AGAIN = (307, 308)
"""Redirects that ask for the same request, with its body, at another address."""
_OK = 200
_HEADERS = {"User-Agent": "legation/0.1 (news reader)", "Accept": "text/html,text/plain;q=0.9,*/*;q=0.5", "Accept-Encoding": "identity"}


class RefusedAddressError(OSError):
    """The host is no public address."""


class UnknownHostError(RefusedAddressError):
    """The host's name leads nowhere, at least now."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the last address of the redirects, the charset that the server stated."""

    data: bytes
    url: str
    charset: str | None


class PublicBackend(httpcore2.NetworkBackend):
    """Connects to global addresses only; the checked address is the one connected to, so that a name cannot change in between.

    With `loopback` this machine's own addresses are let through too. Nothing is read after `deadline` (of the monotonic clock): a server that
    sends a letter now and then is not waited for.
    """

    def __init__(self, *, loopback: bool = False, deadline: float = math.inf) -> None:
        self._inner, self._loopback, self._deadline = httpcore2.SyncBackend(), loopback, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that answers, when all its addresses are public."""
        *others, last = public_addresses(host, port, loopback=self._loopback)
        for address in others:
            with suppress(httpcore2.ConnectError):
                return _Timed(self._inner.connect_tcp(address, port, timeout, local_address, socket_options), self._deadline)
        return _Timed(self._inner.connect_tcp(last, port, timeout, local_address, socket_options), self._deadline)


class _Timed(httpcore2.NetworkStream):
    """A connection that is not read after its deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("it took too long")
        return self._inner.read(max_bytes, left if timeout is None else min(timeout, left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def public_addresses(host: str, port: int, *, loopback: bool = False) -> list[str]:
    """The IP addresses of a host; with `loopback` they may be this machine's own.

    Raises:
        RefusedAddressError: one of them is private, loopback, link-local, reserved or otherwise not global, or the name has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise UnknownHostError(f"the name {host!r} leads nowhere ({fault})") from fault
    addresses = [str(entry[4][0]).split("%", 1)[0] for entry in found]
    for address in addresses:
        if not (_is_public(ipaddress.ip_address(address)) or (loopback and ipaddress.ip_address(address).is_loopback)):
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
    with httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=PublicBackend(deadline=deadline), max_connections=1) as pool:
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


def post(address: str, body: bytes, headers: dict[str, str], limits: Limits, *, loopback: bool = False) -> int:
    """Posts to an address and gives the status that is answered; 307 and 308 are followed, each hop checked as the first.

    Raises:
        InputError: `refused_address` or `fetch`.
    """
    deadline = time.monotonic() + limits.fetch_seconds
    backend = PublicBackend(loopback=loopback, deadline=deadline)
    url = address
    with httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=backend, max_connections=1) as pool:
        for _ in range(limits.fetch_hops + 1):
            _check_url(url, address)
            status, location = _post(pool, url, address, (body, headers), max(0.1, deadline - time.monotonic()))
            if status not in _SAME_AGAIN or not location:
                return status
            url = _led_to(url, location, address)
    raise InputError("fetch", f"{address}: more than {limits.fetch_hops} redirects.", origin=address)


def _post(pool: Any, url: str, address: str, sent: tuple[bytes, dict[str, str]], seconds: float) -> tuple[int, str]:
    """Status and location of one hop; the body of the answer is not read."""
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    body, headers = sent
    try:
        with pool.stream("POST", url, headers=headers, content=body, extensions={"timeout": timeouts}) as response:
            found = {name.lower(): value for name, value in response.headers}
            return int(response.status), found.get(b"location", b"").decode("latin-1")
    except UnknownHostError as fault:
        raise InputError("fetch", f"{address}: {fault}.", origin=address) from fault
    except RefusedAddressError as fault:
        raise InputError("refused_address", f"{address}: {fault}. Only public addresses are posted to.", origin=address) from fault
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError, ValueError) as fault:
        raise InputError("fetch", f"{address}: could not be posted to ({type(fault).__name__} {fault}).", origin=address) from fault


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
