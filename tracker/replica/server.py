"""A Parliament on this machine: the fictional world served on loopback, as the Bills and votes APIs would answer.

    with Replica(world()) as parliament:
        parliament.url          "http://127.0.0.1:PORT/api/v1"
        parliament.day = 2      the second day of the story, from now on
        parliament.asked        every request so far

It binds loopback only. Good answers carry an ETag and are answered 304 when nothing changed.
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from tracker.replica.answers import Answer, answer
from tracker.replica.world import World

PREFIX = "/api/v1"
VOTES = "/data/"
SILENCE_SECONDS = 10
Fault = Callable[[str, Answer], Answer]
"""From a path (with its query) and its good answer to the answer that is sent instead."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived: path with query, headers by lower-case name, seconds on the machine's clock."""

    path: str
    headers: Mapping[str, str]
    at: float


class Replica:
    """Serves a world while its context is open. `faults` may replace any answer; a 304 is decided after it.

    Raises ValueError for an address that is not loopback, and OSError where the port is taken.
    """

    def __init__(
        self,
        world: World,
        day: date | int | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        faults: Fault | None = None,
    ) -> None:
        if not ip_address(host).is_loopback:
            raise ValueError(f"{host} is not a loopback address: the fictional Parliament is for this machine only")
        self.world = world
        self.day = world.days[-1] if day is None else day
        self.faults = faults
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((host, port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def day(self) -> date:
        """The date on which the world stands; may be set to a date or to a stop number of the story."""
        return self._day

    @day.setter
    def day(self, day: date | int) -> None:
        self._day = self.world.at(day).day

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_port

    @property
    def host(self) -> str:
        """Name and port, as SCRAPER_ALLOWED_HOSTS takes them."""
        return f"{self._server.server_address[0]!s}:{self.port}"

    @property
    def url(self) -> str:
        """What BILLS_API_URL is set to."""
        return f"http://{self.host}{PREFIX}"

    @property
    def votes_url(self) -> str:
        """What COMMONS_VOTES_API_URL and LORDS_VOTES_API_URL are set to: their addresses begin with /data/."""
        return f"http://{self.host}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for so far, with their queries."""
        return [asked.path for asked in self.asked]

    def __enter__(self) -> "Replica":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def reply(self, path: str, headers: Mapping[str, str]) -> tuple[Answer, str]:
        """The answer to a request and its ETag ("" for anything but a good one); the request is noted."""
        with self._lock:
            self.asked.append(Asked(path, headers, time.monotonic()))
            today, faults = self.world.at(self._day), self.faults
        sent = answer(today, path)
        if faults is not None:
            sent = faults(path, sent)
        if sent.status != HTTPStatus.OK:
            return sent, ""
        tag = f'"{sha256(sent.body).hexdigest()[:32]}"'
        if headers.get("if-none-match") == tag:
            return Answer(b"", sent.content_type, HTTPStatus.NOT_MODIFIED), tag
        return sent, tag


def _handler(replica: Replica) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = SILENCE_SECONDS
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            if not self.path.startswith((PREFIX, VOTES)):
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            sent, tag = replica.reply(self.path.removeprefix(PREFIX), headers)
            with suppress(OSError):  # the client had enough
                self._send(sent, tag)

        def _send(self, sent: Answer, tag: str) -> None:
            self.send_response(sent.status)
            if tag:
                self.send_header("ETag", tag)
            if sent.status != HTTPStatus.NOT_MODIFIED:
                self.send_header("Content-Type", sent.content_type)
                self.send_header("Content-Length", str(len(sent.body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(sent.body)

        def log_message(self, *_: object) -> None:
            """Nothing: `asked` keeps the requests."""

    return Handler
