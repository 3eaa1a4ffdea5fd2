"""A Bill in committee with two amendments, on Tuesday 24 November 2026 at noon, and no broker."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache

from amendments.models import Amendment
from bills.models import Bill
from tests.amendments.listed import LONDON, an_amendment, make_stage, table
from tests.following.world import travelling
from tracker import jobs

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _quiet(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[None]:
    monkeypatch.setattr(jobs.app, "send_task", lambda *_, **__: None)
    settings.SITE_URL = "https://tracker.example.org"
    settings.MEDIA_ROOT = settings.TRACKER_VAR = tmp_path
    cache.clear()
    clock = travelling(NOON)
    yield
    clock.stop()


@pytest.fixture
def amendments() -> list[Amendment]:
    stage = make_stage()
    return table([an_amendment(stage, "12"), an_amendment(stage, "13", "Leave out “hedge” and insert “wall”")])


@pytest.fixture
def bill(amendments: list[Amendment]) -> Bill:
    return amendments[0].bill
