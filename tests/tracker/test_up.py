"""One terminal for the whole site: it answers, it works, and one Ctrl-C stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.tracker.broker_fixtures import migrated, own_site  # noqa: F401  fixtures
from tests.tracker.own_site import ROOT, wait_until

MOST_MEMORY_MB = 400


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def up(site, port: int):
    """The command in a session of its own; whatever is left of it is killed at the end."""
    output = site.var / "up.log"
    with output.open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            cwd=ROOT,
            env=site.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield running, output
        finally:
            for pid in [running.pid, *descendants(running.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            running.wait()


def descendants(pid: int) -> list[int]:
    """Every process below, nearest first."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def memory_mb(pids: list[int]) -> float:
    """Resident memory of all of them together, shared pages counted each time."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def answers(port: int, path: str) -> bytes:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.read()
    except (urllib.error.URLError, ConnectionError):
        return b""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes from /proc")
def test_one_command_starts_all_three_and_one_interrupt_stops_them(own_site):  # noqa: F811
    (own_site.var / "demo-logins.txt").write_text("officer / lanterns at noon\n")
    port = free_port()
    with up(own_site, port) as (running, output):
        assert wait_until(lambda: answers(port, "/healthz") == b"ok\n"), output.read_text()
        assert wait_until(lambda: b'"last_reconcile_seconds": null' not in answers(port, "/readyz")), (
            output.read_text()
        )
        own_site.say("jobs.enqueue('juggle', {})")
        assert wait_until(lambda: own_site.states() == "failed:1"), output.read_text()
        below = descendants(running.pid)
        assert memory_mb([running.pid, *below]) < MOST_MEMORY_MB
        assert f"http://127.0.0.1:{port}/" in output.read_text()
        assert "officer / lanterns at noon" in output.read_text()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
        assert not [pid for pid in below if is_alive(pid)]


def test_the_end_of_one_program_stops_the_others(own_site):  # noqa: F811
    port = free_port()
    with up(own_site, port) as (running, output):
        assert wait_until(lambda: answers(port, "/healthz") == b"ok\n"), output.read_text()
        below = descendants(running.pid)
        os.kill(below[0], signal.SIGKILL)
        assert running.wait(timeout=20) == 1
        assert "ended by itself" in output.read_text()
        assert not [pid for pid in below if is_alive(pid)]


def test_a_port_in_use_is_refused_with_what_to_do(own_site):  # noqa: F811
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = own_site.manage("up", "--port", str(port), is_expected_to_fail=True)
    assert f"make run PORT={port + 1}" in told
