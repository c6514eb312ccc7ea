"""Only public addresses are connected to."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import pytest

from legation.errors import InputError
from legation.reading.fetching import RefusedAddressError, fetch, post, public_addresses
from legation.reading.limits import Limits


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://user@127.0.0.1/",
        "https://",
        "http://coast.example:0/",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    """No connection is made to loopback, private or link-local hosts, however they are written."""
    with pytest.raises(InputError) as caught:
        fetch(address, Limits())
    assert caught.value.reason == "refused_address"


@pytest.mark.parametrize("host", ["0.0.0.0", "100.64.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "fe80::1"])
def test_reserved_hosts_are_not_public(host: str) -> None:
    """Shared, mapped, tunnelled, multicast and link-local hosts are not public."""
    with pytest.raises(RefusedAddressError):
        public_addresses(host, 80)


def test_public_hosts_are_public() -> None:
    """A global address passes as it is."""
    assert public_addresses("93.184.215.14", 80) == ["93.184.215.14"]


def test_a_post_goes_to_public_addresses_only() -> None:
    """As a fetch; this machine's own are let through where that is asked for, private ones never."""
    for address in ("http://127.0.0.1:9/", "http://[::ffff:10.0.0.1]/", "ftp://coast.example/", "http://user@coast.example/"):
        with pytest.raises(InputError) as caught:
            post(address, b"{}", {}, Limits())
        assert caught.value.reason == "refused_address"
    for host in ("10.0.0.1", "169.254.169.254", "0.0.0.0"):
        with pytest.raises(RefusedAddressError):
            public_addresses(host, 80, loopback=True)
    assert public_addresses("127.0.0.1", 80, loopback=True) == ["127.0.0.1"]


def test_a_name_that_leads_nowhere_may_lead_somewhere_later() -> None:
    """A post to it has failed, and is not refused for good."""
    with pytest.raises(InputError) as caught:
        post("http://nobody.invalid/", b"{}", {}, Limits())
    assert caught.value.reason == "fetch"


def test_a_receiver_that_dawdles_is_not_waited_for() -> None:
    """A letter now and then does not hold the others' deliveries up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dawdle() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                for letter in b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 100:
                    connection.sendall(bytes([letter]))
                    time.sleep(0.05)

        thread = threading.Thread(target=dawdle, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(InputError) as caught:
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, Limits(fetch_seconds=0.4), loopback=True)
        thread.join(10)
    assert (caught.value.reason, time.monotonic() - begun < 4) == ("fetch", True)
