"""Step 1: an address in, its bytes out. The only file that speaks to the world.

Polite: one request at a time on this machine, at the rate of the settings, with our name and contact; what the server
asks for with Retry-After is waited for. Bounded: hosts, redirects, bytes after unpacking, and the whole duration.
"""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urldefrag, urljoin

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from scrapers import addresses, pace, retries
from scrapers.bodies import BodyTooLarge, DamagedBody, read_body
from scrapers.headers import kept_headers, plain_status

PRODUCT = "AmendmentTracker/0.1.0"
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 30.0
"""How long one read may stay silent: amendment calls are known to take up to 12 seconds."""
PATIENCE = 10
"""How many deadlines of other requests are waited for in the queue."""
CHUNK = 64 * 1024
POST_SECONDS = 10.0
"""How long one POST may take in all: its receiver should say yes at once, and work afterwards."""
ANSWER_BYTES = 2000
UNTRUSTED = "its certificate cannot be trusted"
LONGEST_AWAY = timedelta(days=1)
"""The longest wish to be left alone that is remembered: no answer may silence us for ever."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One complete answer, of whatever status. `headers` have lower-case names; `fetched_at` is when it had arrived.

    `url` is the address that was asked, also where a redirect led elsewhere. `body` is unpacked, and empty where the
    server said "not modified".
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content_type: str
    body: bytes
    fetched_at: datetime
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """What came back: the status, the beginning of the answer as it came, and how long all of it took."""

    status: int
    answer: bytes
    seconds: float


class FetchProblem(Exception):
    """No answer could be had. `reason` is in plain words; `is_temporary` says whether later may be better.

    Where the server asked to be left alone for longer than the deadline, `retry_after` is that time in seconds;
    `answer` is the error page that came, if one did.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        is_temporary: bool,
        retry_after: float | None = None,
        answer: "Fetched | None" = None,
    ) -> None:
        super().__init__(f"{url[:300]}: {reason}")
        self.url = url
        self.reason = reason
        self.is_temporary = is_temporary
        self.retry_after = retry_after
        self.answer = answer


class _Interrupted(Exception):
    """A connection that failed; another try may do better."""


def fetch(
    url: str, *, accept: str, known: Mapping[str, str] | None = None, clock: pace.Clock = pace.SYSTEM_CLOCK
) -> Fetched:
    """Ask for `url` and return the answer, also where it is an error page: `status` says so.

    `known` holds the headers of the bytes we have; where they carry an ETag or Last-Modified the server may answer
    "not modified". 408, 429, 5xx and broken connections are tried 4 times in all. SCRAPER_DEADLINE_SECONDS bounds
    everything but the wait for other requests of this machine. Raises FetchProblem.
    """
    return _Errand(urldefrag(url).url, _request_headers(accept, known), clock).run()


def post(url: str, body: bytes, headers: Mapping[str, str], *, clock: pace.Clock = pace.SYSTEM_CLOCK) -> Posted:
    """Send bytes once to an address that somebody gave us, and return what it answered, whatever the status.

    Guarded as `fetch` is, but for the list of hosts: https on port 443 to public addresses, pinned to the one that was
    checked; no redirect is followed, no proxy or password of the environment used. POST_SECONDS bound all of it, and
    of the answer ANSWER_BYTES are read. Raises FetchProblem.
    """
    begun = clock.seconds()
    try:
        target = addresses.check_outward(url, settings.WEBHOOK_LOOPBACK_HOSTS)
    except addresses.RefusedAddress as error:
        raise FetchProblem(url, f"refused: {error}", is_temporary=False) from error
    except addresses.UnknownHost as error:
        raise FetchProblem(url, str(error), is_temporary=True) from error
    sent = {**headers, "User-Agent": PRODUCT, "Host": target.host_header, "Accept-Encoding": "identity"}
    with _Alarm(POST_SECONDS) as alarm, requests.Session() as session:
        session.trust_env = False
        session.mount(f"{target.scheme}://", _PinnedAdapter(target.host, target.addresses[0], alarm))
        try:
            answer = session.post(
                url, data=body, headers=sent, timeout=POST_SECONDS, stream=True, allow_redirects=False
            )
            beginning = answer.raw.read(ANSWER_BYTES, decode_content=False)
        except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
            if "certificate" in str(error).lower():
                raise FetchProblem(url, UNTRUSTED, is_temporary=True) from error
            is_late = clock.seconds() - begun >= POST_SECONDS or isinstance(error, requests.Timeout)
            raise FetchProblem(url, _LATE if is_late else _broken(error), is_temporary=True) from error
    if alarm.rang:
        # Cut while its headers came, an answer reads as a whole one that ended early.
        raise FetchProblem(url, _LATE, is_temporary=True)
    return Posted(answer.status_code, bytes(beginning), clock.seconds() - begun)


_LATE = f"no answer within {POST_SECONDS:.0f} seconds"


def _broken(error: Exception) -> str:
    return f"the connection failed ({type(error).__name__})"


def _request_headers(accept: str, known: Mapping[str, str] | None) -> dict[str, str]:
    contact = "".join(mark for mark in settings.SCRAPER_CONTACT if mark.isascii() and mark.isprintable())
    headers = {"User-Agent": f"{PRODUCT} (+{contact})", "Accept": accept, "Accept-Encoding": "gzip, deflate"}
    for name, header in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")):
        if known and known.get(header):
            headers[name] = known[header]
    return headers


class _Errand:
    """One call of `fetch`: its tries, its redirects, and the deadline they share."""

    def __init__(self, url: str, headers: dict[str, str], clock: pace.Clock) -> None:
        self.url = url
        self.headers = headers
        self.clock = clock
        self.host = ""
        self.deadline = clock.seconds() + settings.SCRAPER_DEADLINE_SECONDS

    def run(self) -> Fetched:
        for tries in range(1, retries.MAX_TRIES + 1):
            is_last = tries == retries.MAX_TRIES
            answer = None
            try:
                answer = self._follow(tries)
                if is_last or not retries.is_worth_retrying(answer.status):
                    return answer
                reason = f"answered {plain_status(answer.status)}"
            except _Interrupted as error:
                reason = str(error)
                if is_last:
                    raise FetchProblem(self.url, f"{reason}; tried {tries} times", is_temporary=True) from error
            self._wait_before_retry(tries, reason, answer)
        raise AssertionError("the last try returns or raises")

    def _follow(self, tries: int) -> Fetched:
        """One try, through at most MOST_REDIRECTS redirects. Every hop is checked as if it were the first."""
        url = self.url
        for _ in range(MOST_REDIRECTS + 1):
            fetched = self._ask(url, tries)
            location = fetched.headers.get("location", "")
            if fetched.status not in REDIRECTS or not location:
                return fetched
            following = urldefrag(urljoin(url, location)).url
            if url.startswith("https:") and following.startswith("http:"):
                raise FetchProblem(self.url, "it leads from https to http", is_temporary=False)
            url = following
        raise FetchProblem(self.url, f"more than {MOST_REDIRECTS} redirects", is_temporary=False)

    def _ask(self, url: str, tries: int) -> Fetched:
        with self._turn():
            target = self._checked(url)
            self._respect_wish(target)
            with _Alarm(self._remaining()) as alarm:
                try:
                    return self._answer(url, target, target.addresses[(tries - 1) % len(target.addresses)], alarm)
                except BodyTooLarge as error:
                    raise FetchProblem(self.url, f"too large: {error}", is_temporary=False) from error
                except (requests.RequestException, HTTPError, HTTPException, OSError, DamagedBody) as error:
                    self._remaining()
                    raise self._interrupted(error) from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Our place in the machine's queue. The wait for others does not count against our deadline."""
        asked_at = self.clock.seconds()
        patience = PATIENCE * settings.SCRAPER_DEADLINE_SECONDS
        lock = settings.TRACKER_VAR / "fetch.lock"
        try:
            with pace.turn(lock, settings.SCRAPER_REQUESTS_PER_SECOND, patience, self.clock):
                self.deadline += self.clock.seconds() - asked_at
                yield
        except pace.QueueTooLong as error:
            raise FetchProblem(self.url, str(error), is_temporary=True) from error

    def _checked(self, url: str) -> addresses.Target:
        try:
            return addresses.check(url, settings.SCRAPER_ALLOWED_HOSTS)
        except addresses.RefusedAddress as error:
            through = "" if url == self.url else f"it leads to {url[:200]}: "
            raise FetchProblem(self.url, f"refused: {through}{error}", is_temporary=False) from error
        except addresses.UnknownHost as error:
            raise _Interrupted(str(error)) from error

    def _respect_wish(self, target: addresses.Target) -> None:
        """Do not ask a host that wanted to be left alone, whoever on this machine it said so to."""
        self.host = target.host_header
        until = pace.away_until(settings.TRACKER_VAR, self.host)
        seconds = (until - self.clock.now()).total_seconds() if until else 0
        if seconds > 0:
            reason = f"{self.host} asked to be left alone for another {seconds:.0f} seconds"
            raise FetchProblem(self.url, reason, is_temporary=True, retry_after=seconds)

    def _answer(self, url: str, target: addresses.Target, address: str, alarm: "_Alarm") -> Fetched:
        with requests.Session() as session:
            session.trust_env = False  # no proxy, no netrc, no certificates from the environment
            session.mount(f"{target.scheme}://", _PinnedAdapter(target.host, address, alarm))
            remaining = self._remaining()
            timeout = (min(CONNECT_SECONDS, remaining), min(SILENCE_SECONDS, remaining))
            headers = {**self.headers, "Host": target.host_header}
            response = session.get(url, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
            encoding = response.headers.get("Content-Encoding", "")
            if response.raw.length_remaining is None and not response.raw.chunked:
                raise DamagedBody("the answer does not say where it ends, so a cut would not be seen")
            chunks = response.raw.stream(CHUNK, decode_content=False)
            body = read_body(chunks, encoding, settings.SCRAPER_MAX_BYTES)
            self._remaining()  # a connection cut by the alarm may look like the end of the body
            return self._fetched(response, body)

    def _fetched(self, response: requests.Response, body: bytes) -> Fetched:
        not_modified = response.status_code == HTTPStatus.NOT_MODIFIED
        if not_modified and not {"If-None-Match", "If-Modified-Since"} & self.headers.keys():
            raise FetchProblem(self.url, "answered 'not modified' though nothing was known", is_temporary=False)
        headers = kept_headers(response.headers)
        content_type = headers.get("content-type", "")[:200]
        return Fetched(self.url, response.status_code, headers, content_type, body, self.clock.now(), not_modified)

    def _remaining(self) -> float:
        remaining = self.deadline - self.clock.seconds()
        if remaining <= 0:
            limit = settings.SCRAPER_DEADLINE_SECONDS
            raise FetchProblem(self.url, f"took longer than {limit} seconds in all", is_temporary=True)
        return remaining

    def _wait_before_retry(self, tries: int, reason: str, answer: Fetched | None) -> None:
        """Wait as long as the server asked, or give up: never ask again earlier than that."""
        now = self.clock.now()
        retry_after = answer.headers.get("retry-after", "") if answer else ""
        seconds = retries.seconds_before_retry(tries, retry_after, now)
        if self.clock.seconds() + seconds < self.deadline:
            return self.clock.sleep(seconds)
        asked = retries.asked_seconds(retry_after, now)
        if asked:
            away = min(timedelta(seconds=asked), LONGEST_AWAY)
            pace.stay_away(settings.TRACKER_VAR, self.host, now + away)
        told = f" and asks to be left alone for {asked:.0f} seconds" if asked else ""
        limit = settings.SCRAPER_DEADLINE_SECONDS
        raise FetchProblem(
            self.url, f"{reason}{told}; gave up, as {limit} seconds in all are not enough", True, asked or None, answer
        )

    def _interrupted(self, error: Exception) -> Exception:
        """Plain words for a failed connection. A certificate that does not hold is final: it is not retried."""
        if "certificate" in str(error).lower():
            return FetchProblem(self.url, UNTRUSTED, is_temporary=False)
        if isinstance(error, DamagedBody):
            return _Interrupted(str(error))
        if isinstance(error, requests.Timeout) or "timed out" in str(error).lower():
            return _Interrupted("no answer in time")
        return _Interrupted(_broken(error))


class _Alarm:
    """Cuts the connection when the time is up. A socket's own timeout starts anew with every byte that drips in."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._rang = threading.Event()
        self._guarded: socket.socket | None = None

    def __enter__(self) -> "_Alarm":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def rang(self) -> bool:
        """Whether the time was up before the work was done."""
        return self._rang.is_set()

    def guard(self, connection: socket.socket) -> None:
        """Cut this connection when the alarm rings, or now if it rang while the connection was being made."""
        self._guarded = connection
        if self._rang.is_set():
            self._cut()

    def _ring(self) -> None:
        self._rang.set()
        self._cut()

    def _cut(self) -> None:
        if self._guarded is not None:
            with suppress(OSError):  # closed in the same moment
                # The plain socket's own shutdown: that of a TLS socket forgets its keys while another thread reads.
                socket.socket.shutdown(self._guarded, socket.SHUT_RDWR)


class _PinnedAdapter(HTTPAdapter):
    """Dials the checked address, and still asks for (and, with TLS, insists on) the name."""

    def __init__(self, host: str, address: str, alarm: _Alarm) -> None:
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)
        self.host = host
        self.address = address
        self.alarm = alarm

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        place, tls = self.build_connection_pool_key_attributes(request, verify, cert)
        names = {"server_hostname": self.host, "assert_hostname": self.host} if place["scheme"] == "https" else {}
        pool = self.poolmanager.connection_from_host(
            self.address, place["port"], place["scheme"], pool_kwargs={**tls, **names}
        )
        pool.ConnectionCls = _watched(pool.ConnectionCls, self.alarm)
        return pool


def _watched(connection: Any, alarm: _Alarm) -> Any:
    """The same kind of connection, whose socket the alarm can cut."""

    class Watched(connection):
        def connect(self) -> None:
            super().connect()
            alarm.guard(self.sock)

    return Watched
