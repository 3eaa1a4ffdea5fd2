"""One polite queue for the whole machine: one request at a time, and no more than so many a second.

The queue is a lock file in TRACKER_VAR that every process shares. It holds the moment of the last request on the
system's monotonic clock, which all processes of one machine read alike. A process that dies lets go of the lock.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

LOOK_AGAIN = 0.05
"""Seconds between two looks at a lock that another process holds."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as fetching sees it: `seconds` never runs backwards, `now` is the moment in UTC, `sleep` waits seconds."""

    seconds: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _utc_now
    sleep: Callable[[float], None] = time.sleep


SYSTEM_CLOCK = Clock()


class QueueTooLong(TimeoutError):
    """The turn did not come within the patience given."""


@contextmanager
def turn(lock: Path, per_second: float, patience: float, clock: Clock) -> Iterator[None]:
    """Hold the machine's only place at the counter; starts of two turns are at least 1 / per_second seconds apart.

    Waits at most `patience` seconds for the others, then raises QueueTooLong.
    """
    with lock.open("a+", encoding="ascii") as held:
        _wait_for_lock(held, patience, clock)
        clock.sleep(_seconds_to_wait(held, 1 / per_second, clock.seconds()))
        held.truncate(0)
        held.write(f"{clock.seconds():.6f}")
        held.flush()
        yield


def _wait_for_lock(held: TextIO, patience: float, clock: Clock) -> None:
    until = clock.seconds() + patience
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if clock.seconds() >= until:
                raise QueueTooLong(f"other requests kept the queue for {patience:.0f} seconds") from None
            clock.sleep(LOOK_AGAIN)


def _seconds_to_wait(held: TextIO, interval: float, now: float) -> float:
    """A restart sets the clock back and a crash may cut the number: then wait one whole interval, never longer."""
    held.seek(0)
    written = held.read(40)
    if not written:
        return 0.0
    try:
        since_last = now - float(written)
    except ValueError:
        return interval
    return interval if since_last < 0 else max(0.0, interval - since_last)


def stay_away(folder: Path, host: str, until: datetime) -> None:
    """Remember, for every process of this machine, that `host` asked to be left alone until a moment."""
    _away_file(folder, host).write_text(until.isoformat(), encoding="ascii")


def away_until(folder: Path, host: str) -> datetime | None:
    """Until when `host` asked to be left alone, where that is remembered and readable; it may lie in the past."""
    try:
        moment = datetime.fromisoformat(_away_file(folder, host).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _away_file(folder: Path, host: str) -> Path:
    return folder / f"away-{quote(host, safe='')}"
