"""The fictional Parliament, served for a test, and the client pointed at it without any waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from scrapers.parliament import Parliament
from tests.scrapers.conftest import QuickClock
from tracker.replica.server import Replica
from tracker.replica.story.whole import world
from tracker.replica.world import World

Serve = Callable[..., Replica]


@pytest.fixture
def serve(settings: Settings, tmp_path: Path) -> Iterator[Serve]:
    """Serve a world (the demonstration's own by default) until the test is over, as the tracker's Parliament."""
    with ExitStack() as open_servers:

        def open_one(served: World | None = None, day: date | int | None = None) -> Replica:
            replica = open_servers.enter_context(Replica(served or world(), day))
            settings.BILLS_API_URL = replica.url
            settings.COMMONS_VOTES_API_URL = settings.LORDS_VOTES_API_URL = replica.votes_url
            settings.SCRAPER_ALLOWED_HOSTS = [replica.host]
            return replica

        settings.TRACKER_VAR = tmp_path
        settings.SCRAPER_REQUESTS_PER_SECOND = 100_000.0
        yield open_one


@pytest.fixture
def client_of() -> Callable[[Replica], Parliament]:
    """The tracker's own client of a replica; it never really waits."""
    return lambda replica: Parliament(replica.url, clock=QuickClock().clock())
