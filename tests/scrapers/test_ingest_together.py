"""Several workers ingest one Bill at once: the Bill's lock makes it as if they had come one after another."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from amendments.models import Amendment, AmendmentPaper, Sponsorship
from scrapers import ingest
from tests.scrapers.said import ADA, BEN, a_stage, item, seen


@pytest.mark.django_db(transaction=True)
def test_four_workers_with_the_same_list_leave_one_history_row_each() -> None:
    stage = a_stage()
    records = [item(str(n), api=n, sponsors=(ADA, BEN)) for n in range(1, 31)]

    def work(_: int) -> None:
        try:
            ingest.ingest_amendments(stage, records, seen(0), is_complete=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(work, range(4)))
    assert (Amendment.objects.count(), Amendment.history.count()) == (30, 30)
    assert (Sponsorship.objects.count(), Sponsorship.history.count()) == (60, 60)
    assert AmendmentPaper.objects.count() == 1
