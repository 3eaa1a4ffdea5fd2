"""The history rows we write in bulk are the rows that django-simple-history itself would write."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from bills.history import Why, create_tracked, insert_rows, update_tracked
from bills.models import Bill, BillStage, Sitting, StageKind

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
OURS = {"history_id", "history_date", "id", "bill_id"}


def a_bill(number: int) -> Bill:
    return Bill(
        bill_id=number,
        short_title="Fog Signals Bill “draft”",
        included_sessions=[39, 40],
        agent={"name": "Réka"},
        withdrawn_on=date(2026, 1, 2),
        last_update=NOON,
        is_act=True,
    )


def rows_of(bill: Bill) -> list[dict]:
    return [
        {key: value for key, value in row.items() if key not in OURS}
        for row in bill.history.order_by("history_id").values()
    ]


def test_a_creation_is_written_as_the_library_writes_it() -> None:
    user = get_user_model().objects.create(username="Orla")
    why = Why("Parliament's record", NOON, snapshot_id=7, source_url="https://example.org/", user=user)
    (ours,) = create_tracked(Bill, [a_bill(1)], why)
    (theirs,) = bulk_create_with_history(
        [a_bill(2)],
        Bill,
        default_user=user,
        default_change_reason=why.reason,
        custom_historical_attrs=why.attributes(""),
    )
    assert rows_of(ours) == rows_of(theirs)
    assert rows_of(ours)[0]["short_title"] == "Fog Signals Bill “draft”"


def test_a_change_is_written_as_the_library_writes_it() -> None:
    why = Why("Parliament's record", NOON, snapshot_id=8)
    ours, theirs = create_tracked(Bill, [a_bill(1), a_bill(2)], why)
    for bill in (ours, theirs):
        bill.short_title, bill.agent = "Fog Signals Act 2026", {"name": "Ida"}
    assert update_tracked(Bill, [(ours, "text")], ["short_title", "agent"], why) == 1
    bulk_update_with_history(
        [theirs],
        Bill,
        ["short_title", "agent"],
        default_change_reason=why.reason,
        custom_historical_attrs=why.attributes("text"),
    )
    assert rows_of(ours) == rows_of(theirs)
    assert [row["history_type"] for row in rows_of(ours)] == ["+", "~"]


def test_inserted_rows_read_back_as_they_were_given() -> None:
    insert_rows(Bill, bills := [a_bill(n) for n in range(1, 1203)])
    stored = Bill.objects.get(bill_id=777)
    assert stored == bills[776]
    assert (stored.included_sessions, stored.withdrawn_on, stored.last_update) == ([39, 40], date(2026, 1, 2), NOON)
    assert Bill.objects.count() == 1202


def test_a_reference_row_keeps_parliaments_id() -> None:
    create_tracked(StageKind, [StageKind(id=8, name="Committee stage", house="Commons")], Why("list", NOON))
    assert StageKind.objects.get().pk == 8
    assert StageKind.history.get().id == 8


def test_grades_are_kept_row_by_row() -> None:
    why = Why("list", NOON)
    rows = create_tracked(Bill, [a_bill(1), a_bill(2)], why)
    rows[0].is_act, rows[1].is_act = False, False
    update_tracked(Bill, [(rows[0], "text"), (rows[1], "place number")], ["is_act"], why)
    assert [row.history.first().grades for row in rows] == ["text", "place number"]


def test_nothing_to_write_writes_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        create_tracked(Sitting, [], Why("list", NOON))


def test_history_rows_come_in_the_order_of_the_rows() -> None:
    (bill,) = create_tracked(Bill, [a_bill(1)], Why("list", NOON))
    stages = [BillStage(bill=bill, bill_stage_id=n, description=str(n)) for n in (30, 10, 20)]
    create_tracked(BillStage, stages, Why("list", NOON))
    assert list(BillStage.history.order_by("history_id").values_list("bill_stage_id", flat=True)) == [30, 10, 20]
