"""Readers of a site, many at once, as cheaply as Python allows: they share the machine with the server they measure.

A program of its own (python -m tests.bench.readers) that imports the standard library alone. It takes a plan as JSON
on its standard input and answers with what it measured as JSON. Each reader asks, waits for the whole answer, and asks
for the next page at once: a closed loop. Requests are bytes made beforehand; `{n}` in one becomes a number of its own.
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

NUMBER = b"{n}"
AT_ONCE = 256 * 1024
WITHOUT_BODY = (204, 304)
PATIENCE = 30.0
"""Seconds after which an answer that does not come is an error."""


@dataclass(slots=True)
class Reader:
    """One connection, the request in flight on it, and what has come of the answer."""

    connection: socket.socket
    sent: bytes = b""
    sent_at: float = 0.0
    came: bytearray = field(default_factory=bytearray)
    is_again: bool = False


@dataclass(slots=True)
class Measured:
    """Seconds of each answer, how many there were of each status, and what went wrong."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    sent_again: int = 0


def status_and_length(came: bytearray) -> tuple[int, int] | None:
    """The status of the answer and how many bytes it has, head included; None while its head is not whole.

    Raises ValueError for what is no answer, or one that does not say how long it is.
    """
    end = came.find(b"\r\n\r\n")
    if end < 0:
        return None
    if not came.startswith(b"HTTP/1.1 "):
        raise ValueError(f"no answer: {bytes(came[:40])!r}")
    status = int(came[9:12])
    if status in WITHOUT_BODY:
        return status, end + 4
    head = bytes(came[:end]).lower()
    place = head.find(b"\r\ncontent-length:")
    if place < 0:
        raise ValueError("an answer without its length")
    return status, end + 4 + int(head[place + 17 :].split(b"\r\n", 1)[0])


class Readers:
    """All readers of one plan: {"port", "readers", "seconds", "most", "requests": [text], "expected": status, "run"}.

    They stop after so many seconds, or once there are `most` answers where that is not 0.
    """

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.address = ("127.0.0.1", plan["port"])
        self.requests = [text.encode("latin-1") for text in plan["requests"]]
        self.expected = plan["expected"]
        self.place = self.number = 0
        self.start = 0.0
        self.measured = Measured()
        self.poll = selectors.DefaultSelector()

    def run(self) -> dict[str, Any]:
        """Read until the time is over; what is in flight then is not counted."""
        self.start = time.perf_counter()
        until, most = self.start + self.plan["seconds"], self.plan["most"] or sys.maxsize
        for _ in range(self.plan["readers"]):
            self._ask(Reader(self._connected()))
        while (now := time.perf_counter()) < until and len(self.measured.times) < most:
            for key, _ in self.poll.select(0.5):
                self._hear(key.data)
            self._give_up(now)
        return self._told(time.perf_counter() - self.start)

    def _connected(self) -> socket.socket:
        made = socket.create_connection(self.address, timeout=10)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def _next(self) -> bytes:
        request = self.requests[self.place % len(self.requests)]
        self.place += 1
        if NUMBER in request:
            self.number += 1
            request = request.replace(NUMBER, f"{self.plan.get('run', 0)}-{self.number}".encode())
        return request

    def _ask(self, reader: Reader) -> None:
        self.poll.register(reader.connection, selectors.EVENT_READ, reader)
        self._send(reader, self._next())

    def _send(self, reader: Reader, request: bytes) -> None:
        reader.sent, reader.sent_at = request, time.perf_counter()
        reader.came.clear()
        try:
            reader.connection.sendall(request)
        except OSError:
            self._again(reader)

    def _hear(self, reader: Reader) -> None:
        try:
            part = reader.connection.recv(AT_ONCE)
        except OSError:
            part = b""
        if not part:
            self._again(reader)
            return
        reader.came += part
        try:
            known = status_and_length(reader.came)
        except ValueError as error:
            self._failed(reader, str(error))
            return
        if known and len(reader.came) >= known[1]:
            self._done(reader, known[0])

    def _done(self, reader: Reader, status: int) -> None:
        measured = self.measured
        measured.times.append(time.perf_counter() - reader.sent_at)
        measured.statuses[status] += 1
        measured.bytes += len(reader.came)
        if status != self.expected:
            measured.errors[f"status {status}"] += 1
        reader.is_again = False
        self._send(reader, self._next())

    def _again(self, reader: Reader) -> None:
        """The server closed a lasting connection: ask once more on a fresh one, as a browser does."""
        if reader.came or reader.is_again:
            self._failed(reader, "the connection broke")
            return
        sent_at, request = reader.sent_at, reader.sent
        self._reconnect(reader)
        self.measured.sent_again += 1
        self._send(reader, request)
        reader.sent_at, reader.is_again = sent_at, True

    def _failed(self, reader: Reader, why: str) -> None:
        self.measured.errors[why] += 1
        self._reconnect(reader)
        self._send(reader, self._next())

    def _reconnect(self, reader: Reader) -> None:
        self.poll.unregister(reader.connection)
        reader.connection.close()
        reader.connection, reader.is_again = self._connected(), False
        self.poll.register(reader.connection, selectors.EVENT_READ, reader)

    def _give_up(self, now: float) -> None:
        for key in list(self.poll.get_map().values()):
            if now - key.data.sent_at > PATIENCE:
                self._failed(key.data, "no answer in time")

    def _told(self, seconds: float) -> dict[str, Any]:
        times = sorted(self.measured.times) or [0.0]
        shares = {f"p{share}": times[min(len(times) - 1, len(times) * share // 100)] * 1000 for share in (50, 95, 99)}
        return {
            "count": len(self.measured.times),
            "per_second": len(self.measured.times) / seconds,
            "errors": dict(self.measured.errors),
            "statuses": {str(status): count for status, count in self.measured.statuses.items()},
            "bytes": self.measured.bytes,
            "sent_again": self.measured.sent_again,
            "longest": times[-1] * 1000,
            **shares,
        }


if __name__ == "__main__":
    json.dump(Readers(json.load(sys.stdin)).run(), sys.stdout)
