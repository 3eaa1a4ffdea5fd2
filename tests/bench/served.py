"""A server of the product, or of the bare framework, on a port of its own, as docs/deploy.md says to start it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

WORKERS, THREADS = 2, 2
STARTS_WITHIN = 30.0


@contextmanager
def served(path: str, environment: Mapping[str, str], threads: int = THREADS) -> Iterator[int]:
    """The port of a gunicorn that answers at `path`; it is stopped, by its id, afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["-w", str(WORKERS), "--threads", str(threads), "--reuse-port", "--log-level", "error"]
    server = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait(server, f"http://127.0.0.1:{port}{path}")
        yield port
    finally:
        server.terminate()
        server.wait(timeout=40)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310  loopback
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not answer at {address}")
