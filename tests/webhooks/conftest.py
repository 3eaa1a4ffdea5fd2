"""The world of followers, and a receiver on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.following.conftest import _quiet, amendments, bill  # noqa: F401  the same world
from tests.scrapers.upstream import Upstream


@pytest.fixture
def receiver(settings: Any) -> Iterator[Upstream]:
    """A server on 127.0.0.1 that the settings of this test allow."""
    with Upstream() as server:
        settings.WEBHOOK_LOOPBACK_HOSTS = [f"127.0.0.1:{server.port}"]
        yield server
