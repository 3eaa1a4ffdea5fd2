"""The order in which an update reads its sources, and the texts that it does not ask for again and again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from amendments.history import amendment_as_at, end_of
from amendments.models import Amendment
from tests.tracker.small_parliament import BILL, SmallParliament, amendment_path, small_parliament
from tracker import pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def parliament(settings: Settings, tmp_path: Path) -> Iterator[SmallParliament]:
    with small_parliament(settings, tmp_path) as found:
        yield found


def test_what_a_paper_printed_before_the_bill_was_tracked_is_told_as_of_its_own_day(
    parliament: SmallParliament,
) -> None:
    pipeline.update_bill(BILL)
    row = Amendment.objects.get(number="1")
    standing = amendment_as_at(row, end_of(date(2026, 11, 1)))
    assert standing is not None
    assert standing.amendment.text == 'Clause 1, page 1, line 1, leave out "lamp" and insert "light"'
    assert [name.printed_name for name in standing.names] == ["Ada Brook"]
    assert set(row.readings) >= {"api", "paper"}


def test_a_list_that_changed_asks_once_for_a_text_that_did_not_change(parliament: SmallParliament) -> None:
    pipeline.update_bill(BILL)
    for words in ("At the first sitting.", "At the second sitting."):
        unchanged = parliament.server.script[amendment_path(2)]
        parliament.amendments[2]["decisionExplanation"] = words
        parliament.publish()
        parliament.server.script[amendment_path(2)] = unchanged
        pipeline.update_bill(BILL)
    parliament.asked_again()
    pipeline.update_bill(BILL)
    assert amendment_path(2) not in parliament.asked_again()
