"""A private PostgreSQL server for tests, where Debian's postgresql is installed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest version's; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def as_owner() -> list[str]:
    """What runs a command as a user that postgres accepts: it refuses the superuser."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server on loopback, its data in `folder`; gives `postgresql://user:password@127.0.0.1:port`, ended by its process id."""
    where, port = binaries(), _free_port()
    assert where is not None  # the caller looked
    folder.mkdir()
    (folder / "password").write_text("opensesame\n")
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "nobody", "nogroup")
    make = [str(where / "initdb"), "-D", str(folder / "data"), "-U", "clerk", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256"]
    _run([*as_owner(), *make, "--pwfile", str(folder / "password"), "--no-sync"])
    options = [
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        f"port={port}",
        "-c",
        "unix_socket_directories=",
        "-c",
        "max_connections=40",
        "-c",
        "fsync=off",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*as_owner(), str(where / "postgres"), "-D", str(folder / "data"), *options], stdout=log, stderr=log, cwd="/")
    try:
        _wait(process, folder / "log")
        yield f"postgresql://clerk:opensesame@127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
        process.wait(60)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd="/", env=os.environ | {"LC_ALL": "C.UTF-8"})


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if "ready to accept connections" in log.read_text():
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"postgres did not start: {log.read_text()[-500:]}")
