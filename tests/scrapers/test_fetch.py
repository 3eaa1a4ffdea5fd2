"""Fetching: what it asks for, how it waits, and what it never does, against a real server on loopback."""

import gzip
import subprocess
import sys
import threading
import time
import tomllib
import tracemalloc
import zlib
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
import requests
from pytest_django.fixtures import Settings

from scrapers import fetch as fetching
from scrapers.bodies import BodyTooLarge, DamagedBody, read_body
from scrapers.fetch import Fetched, FetchProblem, fetch
from scrapers.pace import Clock, QueueTooLong, turn
from tests.scrapers.conftest import QuickClock
from tests.scrapers.upstream import Connection, Reply, Upstream

ROOT = Path(__file__).resolve().parents[2]
BUSY = Reply(b"busy", 503)


def ask(url: str, quick: QuickClock | None = None, **more) -> Fetched:
    return fetch(url, accept="application/json", clock=quick.clock() if quick else Clock(), **more)


def problem_of(url: str, quick: QuickClock | None = None) -> FetchProblem:
    with pytest.raises(FetchProblem) as raised:
        ask(url, quick)
    return raised.value


# ---- what is asked and what comes back ----
def test_an_answer_carries_its_bytes_status_and_headers(upstream: Upstream) -> None:
    url = upstream.says("/Bills", Reply(b"{}", headers={"Content-Type": "application/json", "ETag": '"a1"'}))
    fetched = ask(url)
    assert (fetched.url, fetched.status, fetched.body) == (url, 200, b"{}")
    assert fetched.content_type == "application/json"
    assert fetched.headers["etag"] == '"a1"'
    assert fetched.fetched_at.tzinfo is not None
    assert not fetched.not_modified


def test_every_request_says_who_asks_and_what_for(upstream: Upstream, settings: Settings) -> None:
    settings.SCRAPER_CONTACT = "mailto:team@example.org\r\nX-Evil: 1 é"
    ask(upstream.says("/", b""))
    headers = upstream.asked[0].headers
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert headers["User-Agent"] == f"AmendmentTracker/{version} (+mailto:team@example.orgX-Evil: 1 )"
    assert headers["Accept"] == "application/json"
    assert "Cookie" not in headers
    assert "X-Evil" not in headers


def test_proxies_and_passwords_of_the_environment_are_not_used(
    upstream: Upstream, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert ask(upstream.says("/", b"direct")).body == b"direct"
    assert "Authorization" not in upstream.asked[0].headers


def test_a_cookie_is_neither_kept_nor_sent_back(upstream: Upstream) -> None:
    url = upstream.says("/", Reply(b"", headers={"Set-Cookie": "track=1"}))
    assert "set-cookie" not in ask(url).headers
    ask(url)
    assert "Cookie" not in upstream.asked[1].headers


def test_a_server_that_names_bytes_it_sent_before_is_asked_only_for_newer_ones(upstream: Upstream) -> None:
    url = upstream.says("/", Reply(b"", 304))
    fetched = ask(url, known={"etag": '"a1"', "last-modified": "Mon, 23 Nov 2026 09:00:00 GMT"})
    assert fetched.not_modified
    assert upstream.asked[0].headers["If-None-Match"] == '"a1"'
    assert upstream.asked[0].headers["If-Modified-Since"] == "Mon, 23 Nov 2026 09:00:00 GMT"


def test_not_modified_without_anything_known_is_a_problem(upstream: Upstream) -> None:
    assert "nothing was known" in problem_of(upstream.says("/", Reply(b"", 304))).reason


def test_a_fragment_is_not_part_of_the_address(upstream: Upstream) -> None:
    assert ask(upstream.says("/x", b"") + "#part").url.endswith("/x")


# ---- politeness ----
def test_requests_start_no_closer_together_than_the_rate_allows(
    upstream: Upstream, settings: Settings, quick: QuickClock
) -> None:
    settings.SCRAPER_REQUESTS_PER_SECOND = 1.0
    url = upstream.says("/", b"")
    for _ in range(5):
        ask(url, quick)
    assert quick.sleeps == [1.0, 1.0, 1.0, 1.0]


def test_a_slow_answer_counts_towards_the_pause(tmp_path: Path, quick: QuickClock) -> None:
    for _ in range(2):
        with turn(tmp_path / "lock", 1.0, 10, quick.clock()):
            quick.passed += 0.75
    assert quick.sleeps == [0.25]


@pytest.mark.parametrize("left_behind", ["", "garbage", "99999999.0", "nan"])
def test_whatever_the_lock_file_holds_the_wait_is_at_most_one_pause(
    tmp_path: Path, quick: QuickClock, left_behind: str
) -> None:
    (tmp_path / "lock").write_text(left_behind)
    with turn(tmp_path / "lock", 1.0, 10, quick.clock()):
        assert sum(quick.sleeps) <= 1.0


def test_many_threads_ask_one_at_a_time_and_in_step(upstream: Upstream, settings: Settings) -> None:
    settings.SCRAPER_REQUESTS_PER_SECOND = 5.0
    url = upstream.says("/", b"")
    threads = [threading.Thread(target=ask, args=(url,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    arrivals = [asked.at for asked in upstream.asked]
    assert len(arrivals) == 6
    assert upstream.most_at_once == 1
    assert arrivals[-1] - arrivals[0] >= 5 * 0.2 - 0.02


def test_processes_share_the_queue(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from scrapers.pace import Clock, turn\n"
        "for _ in range(3):\n"
        "    with turn(Path(sys.argv[1]), 20.0, 10, Clock()): print(time.monotonic(), flush=True)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "lock")]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    starts = sorted(float(line) for child in running for line in child.communicate(timeout=20)[0].split())
    assert len(starts) == 6
    assert min(b - a for a, b in pairwise(starts)) >= 0.045


def test_a_queue_that_does_not_move_is_left_with_a_clear_problem(
    upstream: Upstream, settings: Settings, quick: QuickClock
) -> None:
    with turn(settings.TRACKER_VAR / "fetch.lock", 1000, 1, Clock()):
        problem = problem_of(upstream.says("/", b""), quick)
        with pytest.raises(QueueTooLong), turn(settings.TRACKER_VAR / "fetch.lock", 1000, 0, Clock()):
            pass
    assert problem.is_temporary
    assert "other requests kept the queue" in problem.reason
    assert upstream.asked == []


def test_the_wait_in_the_queue_does_not_count_against_the_deadline(
    upstream: Upstream, settings: Settings, quick: QuickClock
) -> None:
    settings.SCRAPER_REQUESTS_PER_SECOND = 1 / 100
    settings.SCRAPER_DEADLINE_SECONDS = 30
    url = upstream.says("/", b"late but here")
    ask(url, quick)
    assert ask(url, quick).body == b"late but here"
    assert quick.sleeps == [100.0]


# ---- asking again ----
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 520])
def test_an_answer_that_may_pass_is_asked_for_again(upstream: Upstream, quick: QuickClock, status: int) -> None:
    url = upstream.says("/", Reply(b"", status), Reply(b"", status), b"better")
    assert ask(url, quick).body == b"better"
    assert quick.sleeps == [1.0, 2.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_final_answer_is_returned_at_once(upstream: Upstream, quick: QuickClock, status: int) -> None:
    assert ask(upstream.says("/", Reply(b"no", status)), quick).status == status
    assert len(upstream.asked) == 1


def test_after_four_tries_the_error_page_is_the_answer(upstream: Upstream, quick: QuickClock) -> None:
    fetched = ask(upstream.says("/", BUSY), quick)
    assert (fetched.status, fetched.body) == (503, b"busy")
    assert len(upstream.asked) == 4
    assert quick.sleeps == [1.0, 2.0, 4.0]


def test_retry_after_in_seconds_is_waited_for(upstream: Upstream, quick: QuickClock) -> None:
    ask(upstream.says("/", Reply(b"", 429, {"Retry-After": "17"}), b""), quick)
    assert quick.sleeps == [17.0]


def test_retry_after_as_a_date_is_waited_for(upstream: Upstream, quick: QuickClock) -> None:
    until = format_datetime(quick.start + timedelta(seconds=23), usegmt=True)
    ask(upstream.says("/", Reply(b"", 503, {"Retry-After": until}), b""), quick)
    assert quick.sleeps == [23.0]


@pytest.mark.parametrize("asked", ["soon", "-5", "", "Mon, 23 Nov 2020 09:00:00 GMT", "1.5", "٣"])
def test_a_retry_after_that_asks_for_nothing_leaves_our_own_pause(
    upstream: Upstream, quick: QuickClock, asked: str
) -> None:
    ask(upstream.says("/", Reply(b"", 503, {"Retry-After": asked.encode().decode("latin-1")}), b""), quick)
    assert quick.sleeps == [1.0]


@pytest.mark.parametrize("asked", ["3600", "Tue, 24 Nov 2026 09:00:00 GMT", "9" * 400])
def test_a_longer_wait_than_the_deadline_is_a_problem_and_never_an_earlier_try(
    upstream: Upstream, quick: QuickClock, asked: str
) -> None:
    problem = problem_of(upstream.says("/", Reply(b"slow down", 429, {"Retry-After": asked})), quick)
    assert len(upstream.asked) == 1
    assert problem.is_temporary
    assert problem.retry_after is not None
    assert problem.retry_after >= 3600
    assert "429 Too Many Requests and asks to be left alone" in problem.reason
    assert problem.answer is not None
    assert problem.answer.body == b"slow down"


def test_a_host_that_wants_to_be_left_alone_is_left_alone_by_everybody_until_then(
    upstream: Upstream, quick: QuickClock
) -> None:
    problem_of(upstream.says("/", Reply(b"", 429, {"Retry-After": "3600"})), quick)
    other = upstream.says("/other", b"here")
    quick.passed += 3590
    problem = problem_of(other, quick)
    assert problem.is_temporary
    assert problem.retry_after == pytest.approx(10)
    assert "asked to be left alone for another 10 seconds" in problem.reason
    assert upstream.paths == ["/"]
    quick.passed += 11
    assert ask(other, quick).body == b"here"


def test_an_absurd_wish_is_remembered_for_a_day_at_most(upstream: Upstream, quick: QuickClock) -> None:
    problem_of(upstream.says("/", Reply(b"", 429, {"Retry-After": "99999999999"}), b"here"), quick)
    quick.passed += 24 * 3600 + 1
    assert ask(f"{upstream.url}/", quick).body == b"here"


@pytest.mark.parametrize("left_behind", ["", "garbage", "2026-11-23T08:00:00+00:00", "2026-11-24T08:00:00"])
def test_an_unreadable_or_past_wish_holds_nobody_back(
    upstream: Upstream, settings: Settings, quick: QuickClock, left_behind: str
) -> None:
    (settings.TRACKER_VAR / f"away-127.0.0.1%3A{upstream.port}").write_text(left_behind)
    assert ask(upstream.says("/", b"here"), quick).body == b"here"


def test_a_connection_reset_half_way_is_tried_again_and_never_half_an_answer(
    upstream: Upstream, quick: QuickClock
) -> None:
    def half(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        time.sleep(0.05)
        connection.reset()

    assert ask(upstream.says("/", Reply(raw=half), b"whole"), quick).body == b"whole"
    assert "the connection failed" in problem_of(upstream.says("/never", Reply(raw=half)), quick).reason
    assert upstream.paths.count("/never") == 4


@pytest.mark.parametrize(
    "cut",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        b"HTTP/1.1 200 OK\r\nContent-",
        b"HTTP/1.1 200 OK\r\n\r\nnobody knows whether this is all",
        b"not http at all\r\n\r\n",
        b"",
    ],
)
def test_an_answer_cut_short_politely_is_no_answer_either(upstream: Upstream, quick: QuickClock, cut: bytes) -> None:
    problem = problem_of(upstream.says("/", Reply(raw=lambda connection: connection.send(cut))), quick)
    assert problem.is_temporary
    assert "tried 4 times" in problem.reason


def test_nobody_listening_is_a_problem_that_may_pass(upstream: Upstream, quick: QuickClock) -> None:
    upstream.server.shutdown()
    upstream.server.server_close()
    assert problem_of(f"{upstream.url}/", quick).is_temporary


def test_a_name_that_cannot_be_resolved_is_tried_again(
    upstream: Upstream, quick: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [])
    problem = problem_of("https://bills.example/", quick)
    assert problem.is_temporary
    assert "has no address" in problem.reason
    assert quick.sleeps == [1.0, 2.0, 4.0]


# ---- time ----
def test_a_byte_at_a_time_does_not_outlive_the_deadline(upstream: Upstream, settings: Settings) -> None:
    settings.SCRAPER_DEADLINE_SECONDS = 0.5

    def body(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        connection.drip(b"x" * 1000, 0.05)

    started = time.monotonic()
    problem = problem_of(upstream.says("/", Reply(raw=body)))
    assert time.monotonic() - started < 1.5
    assert problem.is_temporary
    assert "took longer than 0.5 seconds in all" in problem.reason


@pytest.mark.parametrize(
    "first", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]
)
def test_headers_and_chunks_that_drip_do_not_outlive_it_either(
    upstream: Upstream, settings: Settings, first: bytes
) -> None:
    settings.SCRAPER_DEADLINE_SECONDS = 0.4

    def drip(connection: Connection) -> None:
        connection.send(first)
        connection.drip(b"1" * 1000, 0.05)

    started = time.monotonic()
    problem_of(upstream.says("/", Reply(raw=drip)))
    assert time.monotonic() - started < 1.5


def test_a_body_that_ends_because_the_deadline_cut_it_is_not_taken_for_whole(
    upstream: Upstream, settings: Settings
) -> None:
    settings.SCRAPER_DEADLINE_SECONDS = 0.4

    def endless(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
        connection.drip(b"x" * 9, 0.01)
        connection.closing.wait(5)

    assert "took longer" in problem_of(upstream.says("/", Reply(raw=endless))).reason


def test_silence_is_given_up_within_the_deadline(upstream: Upstream, settings: Settings) -> None:
    settings.SCRAPER_DEADLINE_SECONDS = 0.4
    started = time.monotonic()
    problem_of(upstream.says("/", Reply(raw=lambda connection: connection.closing.wait(5) and None)))
    assert time.monotonic() - started < 1.5


# ---- size ----
def test_an_endless_body_is_left_at_the_cap(upstream: Upstream, settings: Settings) -> None:
    settings.SCRAPER_MAX_BYTES = 100_000

    def endless(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(10_000):
            connection.send(b"2710\r\n" + b"x" * 10_000 + b"\r\n")

    problem = problem_of(upstream.says("/", Reply(raw=endless)))
    assert "too large: more than 100,000 bytes" in problem.reason
    assert not problem.is_temporary
    assert len(upstream.asked) == 1


@pytest.mark.parametrize("kind", ["gzip", "deflate"])
def test_a_packed_bomb_is_left_at_the_cap(upstream: Upstream, settings: Settings, kind: str) -> None:
    settings.SCRAPER_MAX_BYTES = 1_000_000
    content = bytes(200_000_000 if kind == "gzip" else 2_000_000)
    bomb = gzip.compress(content, 1) if kind == "gzip" else zlib.compress(content)
    problem = problem_of(upstream.says("/", Reply(bomb, headers={"Content-Encoding": kind})))
    assert "once unpacked" in problem.reason
    assert len(upstream.asked) == 1


def test_a_packed_bomb_takes_no_more_memory_than_the_cap() -> None:
    bomb = gzip.compress(bytes(50_000_000), 1)
    tracemalloc.start()
    try:
        with pytest.raises(BodyTooLarge):
            read_body([bomb], "gzip", 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"plain words", mtime=0)),
        ("x-gzip", gzip.compress(b"plain ", mtime=0) + gzip.compress(b"words", mtime=0)),
        ("deflate", zlib.compress(b"plain words")),
        ("deflate", zlib.compress(b"plain words")[2:-4]),
        ("identity", b"plain words"),
        ("", b"plain words"),
    ],
)
def test_packed_bodies_arrive_unpacked(upstream: Upstream, encoding: str, packed: bytes) -> None:
    assert ask(upstream.says("/", Reply(packed, headers={"Content-Encoding": encoding}))).body == b"plain words"


def test_a_body_of_exactly_the_cap_is_taken() -> None:
    assert len(read_body([gzip.compress(bytes(1000))], "gzip", 1000)) == 1000
    assert len(read_body([bytes(1000)], "", 1000)) == 1000
    with pytest.raises(BodyTooLarge):
        read_body([gzip.compress(bytes(1001))], "gzip", 1000)
    with pytest.raises(BodyTooLarge):
        read_body([bytes(1001)], "", 1000)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"plain words", mtime=0)[:-6]),
        ("gzip", b"not packed at all"),
        ("gzip", gzip.compress(b"plain words", mtime=0) + b"and more"),
        ("gzip", gzip.compress(b"", mtime=0) * 100_000),
        ("deflate", b"\xff\xff\xff"),
        ("br", b"whatever"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"twice", mtime=0), mtime=0)),
    ],
)
def test_packing_that_cannot_be_undone_is_damage_not_content(encoding: str, packed: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(DamagedBody):
        read_body([packed], encoding, 10_000_000)
    assert time.monotonic() - started < 1


def test_a_damaged_body_is_asked_for_again(upstream: Upstream, quick: QuickClock) -> None:
    broken = Reply(gzip.compress(b"plain words", mtime=0)[:-6], headers={"Content-Encoding": "gzip"})
    whole = Reply(gzip.compress(b"plain words", mtime=0), headers={"Content-Encoding": "gzip"})
    assert ask(upstream.says("/", broken, whole), quick).body == b"plain words"


# ---- redirects ----
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_an_allowed_place_is_followed_under_the_address_asked(upstream: Upstream, status: int) -> None:
    url = upstream.says("/old", Reply(b"", status, {"Location": "/new#part"}))
    upstream.says("/new", b"moved here")
    fetched = ask(url)
    assert (fetched.url, fetched.status, fetched.body) == (url, 200, b"moved here")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "file:///etc/passwd",
        "http://127.0.0.1@elsewhere.example/",
    ],
)
def test_a_redirect_is_checked_like_a_first_address(upstream: Upstream, elsewhere: str) -> None:
    problem = problem_of(upstream.says("/", Reply(b"", 302, {"Location": elsewhere})))
    assert "refused: it leads to" in problem.reason
    assert not problem.is_temporary
    assert len(upstream.asked) == 1


def test_redirects_without_end_are_left(upstream: Upstream) -> None:
    assert "more than 5 redirects" in problem_of(upstream.says("/", Reply(b"", 302, {"Location": "/"}))).reason
    assert len(upstream.asked) == 6


def test_a_redirect_never_leaves_https_for_http(upstream: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(_errand: object, url: str, _tries: int) -> Fetched:
        return Fetched(url, 302, {"location": f"{upstream.url}/"}, "", b"", Clock().now())

    monkeypatch.setattr(fetching._Errand, "_ask", answers)
    assert "from https to http" in problem_of("https://bills.example/").reason


def test_a_redirect_without_a_place_is_an_answer_like_any_other(upstream: Upstream) -> None:
    assert ask(upstream.says("/", Reply(b"lost", 302))).status == 302


# ---- the connection ----
def test_the_checked_address_is_dialled_and_the_name_is_asked_for_in_the_handshake() -> None:
    hello: list[bytes] = []
    listener = _Listener(hello)
    with fetching._Alarm(5) as alarm, requests.Session() as session:
        session.mount("https://", fetching._PinnedAdapter("bills.example", "127.0.0.1", alarm))
        with pytest.raises(requests.exceptions.ConnectionError):
            session.get(f"https://bills.example:{listener.port}/")
    listener.thread.join(5)
    assert b"bills.example" in hello[0]


class _Listener:
    """Takes one connection, keeps its first bytes, and hangs up."""

    def __init__(self, kept: list[bytes]) -> None:
        self.socket = fetching.socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(5)
        self.port = self.socket.getsockname()[1]
        self.kept = kept
        self.thread = threading.Thread(target=self.take, daemon=True)
        self.thread.start()

    def take(self) -> None:
        with self.socket, self.socket.accept()[0] as connection:
            self.kept.append(connection.recv(4096))


def test_an_alarm_that_rang_while_connecting_cuts_the_connection_it_is_then_given() -> None:
    ours, theirs = fetching.socket.socketpair()
    with ours, theirs, fetching._Alarm(0) as alarm:
        alarm._rang.wait(5)
        alarm.guard(ours)
        theirs.settimeout(5)
        assert theirs.recv(1) == b""


def test_headers_are_kept_in_bounds(upstream: Upstream) -> None:
    url = upstream.says("/", Reply(b"", headers={"X-Long": "a" * 5000, "Content-Type": "b" * 500}))
    fetched = ask(url)
    assert len(fetched.headers["x-long"]) == 1000
    assert len(fetched.content_type) == 200


def test_too_many_headers_are_a_failed_connection(upstream: Upstream, quick: QuickClock) -> None:
    many = b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"
    assert problem_of(upstream.says("/", Reply(raw=lambda connection: connection.send(many))), quick).is_temporary
