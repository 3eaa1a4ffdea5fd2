"""A historic Bill imported by several at once: it is there once, and nobody is shown a fault of the database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from bills.models import Bill
from scrapers import historic
from scrapers.models import FetchRun
from tests.historic.files import LANTERNS, as_bytes
from tracker import pipeline


@pytest.mark.django_db(transaction=True)
def test_three_first_imports_at_once_leave_one_bill() -> None:
    def work(_: int) -> bool:
        try:
            found = pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS))
            return found.tally.written > 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=3) as pool:
        wrote = list(pool.map(work, range(3)))
    assert sorted(wrote) == [False, False, True]
    assert (Bill.objects.count(), Bill.history.count()) == (1, 1)


@pytest.mark.django_db
def test_who_finds_no_bill_to_lock_and_comes_second_compares_with_what_the_first_wrote(monkeypatch) -> None:
    pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS))
    looked, stored = [], historic._stored
    monkeypatch.setattr(historic, "_stored", lambda record: stored(record) if looked else looked.append(record))
    found = pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS))
    assert found.tally.written == 0
    assert (Bill.objects.count(), Bill.history.count(), FetchRun.objects.count()) == (1, 1, 2)
