"""A Parliament on loopback that misbehaves to order, and a clock that needs no waiting."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from scrapers.pace import Clock
from tests.scrapers.upstream import Upstream


@pytest.fixture
def upstream(settings: Settings, tmp_path: Path) -> Iterator[Upstream]:
    """A running server on 127.0.0.1, and settings that allow it, without a pause between requests."""
    settings.TRACKER_VAR = tmp_path
    settings.SCRAPER_ALLOWED_HOSTS = ["127.0.0.1", "localhost", "bills.example"]
    settings.SCRAPER_REQUESTS_PER_SECOND = 10_000.0
    with Upstream() as server:
        settings.BILLS_API_URL = server.url
        yield server


class QuickClock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.start = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.passed = 0.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.passed += seconds
        if seconds > 0.01:
            self.sleeps.append(round(seconds, 3))

    def clock(self) -> Clock:
        return Clock(
            seconds=lambda: 1000.0 + self.passed,
            now=lambda: self.start + timedelta(seconds=self.passed),
            sleep=self.sleep,
        )


@pytest.fixture
def quick() -> QuickClock:
    return QuickClock()
