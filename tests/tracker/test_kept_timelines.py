"""The events of a Bill are kept until it changes: never older, never before an embargo lifts, nobody's own."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bills.history import create_tracked
from bills.models import Bill, BillStage, Sitting
from coalition import publish, writing
from scrapers.ingest import under_lock
from tests.amendments.listed import an_amendment, change, london, make_stage, table, why
from tests.coalition.people import People, a_coalition, an_ask, signed_in
from tracker.timeline import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def people() -> People:
    return a_coalition()


@pytest.fixture
def stage() -> BillStage:
    """Committee in the Commons, which sat on 14 September 2026, with one amendment."""
    row = make_stage()
    sat_on(row, date(2026, 9, 14))
    table([an_amendment(row, "3")])
    return row


def sat_on(stage: BillStage, day: date) -> None:
    sitting = Sitting(stage=stage, sitting_id=100 + Sitting.objects.count(), date=day)
    create_tracked(Sitting, [sitting], why(london(2026, 9, 1)))


def page(bill: Bill, client: Client | None = None, **query: str) -> str:
    answer = (client or Client()).get(reverse("bill-timeline", args=[bill.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def queries_of(bill: Bill, **query: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(bill, **query)
    return len(asked)


def test_another_address_of_the_same_bill_costs_one_query_and_is_as_if_made_anew(stage: BillStage) -> None:
    assert queries_of(stage.bill) == 6
    addresses = [("house", "Commons"), ("kind", "tabled"), ("stage", str(stage.pk)), ("at", "2026-09-20")]
    assert [queries_of(stage.bill, **{name: value}) for name, value in addresses] == [1, 1, 1, 1]
    told = [page(stage.bill, **{name: value}) for name, value in addresses]
    for (name, value), before in zip(addresses, told, strict=True):
        kept.forget()
        caches["pages"].clear()
        assert page(stage.bill, **{name: value}) == before


def test_another_bill_has_its_own(stage: BillStage) -> None:
    other = make_stage("Lamps Bill")
    table([an_amendment(other, "77")])
    assert "Amendment 77" not in page(stage.bill)
    assert "Amendment 77" in page(other.bill) and "Amendment 77" not in page(stage.bill, kind="tabled")


def test_a_change_shows_at_once_at_every_address(stage: BillStage) -> None:
    page(stage.bill)
    with under_lock(stage.bill):
        (row,) = table([an_amendment(stage, "41")])
    assert "Amendment 41" in page(stage.bill, stage=str(stage.pk))
    with under_lock(stage.bill):
        change(row, "number", london(2026, 9, 18), number="52")
    assert "Amendment 52" in page(stage.bill, stage=str(stage.pk), kind="tabled")


def test_events_are_never_kept_under_a_version_read_after_their_rows(
    stage: BillStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = kept.whole_record

    def overtaken(*args: Any) -> Any:
        found = read(*args)
        with under_lock(stage.bill):
            table([an_amendment(stage, "41")])
        return found

    with monkeypatch.context() as patched:
        patched.setattr(kept, "whole_record", overtaken)
        assert "Amendment 41" not in page(stage.bill)
    assert "Amendment 41" in page(stage.bill, stage=str(stage.pk))


def test_an_embargo_lifts_to_the_second_and_nothing_is_told_before(stage: BillStage, people: People) -> None:
    lifts = NOON + timedelta(seconds=30)
    with time_machine.travel(NOON, tick=False) as clock:
        publish.publish(an_ask(stage.bill, title="Light every step"), by=people.officer, public_from=lifts)
        assert "Light every step" not in page(stage.bill)
        clock.move_to(lifts - timedelta(microseconds=1))
        assert "Light every step" not in page(stage.bill, only="ours")
        clock.move_to(lifts)
        assert "Light every step" in page(stage.bill, kind="asked")
        clock.move_to(lifts + timedelta(seconds=1))
        assert queries_of(stage.bill, at="2026-11-09") == 1


def test_what_is_read_while_an_embargo_lifts_is_not_kept_for_before(
    stage: BillStage, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time goes on while the rows are read: everything is read as at the moment at which the request began."""
    lifts, read = NOON + timedelta(seconds=30), kept.whole_record
    with time_machine.travel(NOON, tick=False) as clock:
        publish.publish(an_ask(stage.bill, title="Light every step"), by=people.officer, public_from=lifts)

        def slowly(*args: Any) -> Any:
            clock.move_to(lifts)
            return read(*args)

        monkeypatch.setattr(kept, "whole_record", slowly)
        assert "Light every step" not in page(stage.bill)
        assert "Light every step" in page(stage.bill, only="ours")


def test_what_is_withdrawn_is_gone_at_once(stage: BillStage, people: People) -> None:
    release = publish.publish(an_ask(stage.bill, title="Light every step"), by=people.officer)
    assert "Light every step" in page(stage.bill)
    publish.withdraw(release, by=people.officer)
    assert "Light every step" not in page(stage.bill, only="ours")


def test_what_is_withdrawn_while_a_request_begins_is_not_kept(
    stage: BillStage, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment as at which it reads is then earlier than that of the withdrawal, but the version is a later one."""
    release = publish.publish(an_ask(stage.bill, title="Light every step"), by=people.officer)
    read = kept._standing_bill

    def overtaken(*args: Any) -> Any:
        publish.withdraw(release, by=people.officer)
        return read(*args)

    with monkeypatch.context() as patched:
        patched.setattr(kept, "_standing_bill", overtaken)
        page(stage.bill)
    assert "Light every step" not in page(stage.bill, only="ours")


def test_who_the_coalition_is_belongs_to_no_bill_and_shows_at_once(stage: BillStage, people: People) -> None:
    publish.publish(people.coalition, by=people.officer)
    publish.publish(an_ask(stage.bill), by=people.officer)
    assert "Lights on the Water" in page(stage.bill)
    writing.change(people.coalition, {"name": "Lamps on the Shore"}, by=people.officer)
    publish.publish(people.coalition, by=people.officer)
    assert "Lamps on the Shore" in page(stage.bill, only="ours")


def test_what_is_announced_ends_at_midnight_in_london(stage: BillStage) -> None:
    sat_on(stage, date(2026, 7, 2))
    with time_machine.travel(datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC), tick=False) as clock:
        assert "(announced)" in page(stage.bill, day="2026-07-02")
        clock.move_to(datetime(2026, 7, 1, 23, 0, tzinfo=UTC))
        assert "(announced)" not in page(stage.bill, day="2026-07-02")


def test_a_signed_in_reader_reads_the_same_events_and_leaves_nothing_of_theirs(
    stage: BillStage, people: People
) -> None:
    theirs = page(stage.bill, signed_in(people.officer))
    assert "Sign out" in theirs and "Amendment 3" in theirs
    assert "Sign out" not in page(stage.bill, house="Commons")
    with under_lock(stage.bill):
        table([an_amendment(stage, "41")])
    assert "Amendment 41" in page(stage.bill, signed_in(people.officer), stage=str(stage.pk))


def test_only_the_bills_read_last_are_kept(settings: Any) -> None:
    settings.KEPT_EVENTS = 2 * 3
    first, second, third = (make_stage(f"Bill {number}") for number in range(3))
    for stage in (first, second, third):
        sat_on(stage, date(2026, 9, 14))
        table([an_amendment(stage, "3")])
    page(first.bill)
    page(second.bill)
    assert queries_of(first.bill, kind="tabled") == 1
    page(third.bill)
    assert queries_of(first.bill, kind="sitting") == 1
    assert queries_of(second.bill, kind="sitting") == 6


def test_a_bill_without_events_takes_its_place_too(settings: Any) -> None:
    settings.KEPT_EVENTS = 0
    bill = make_stage().bill
    BillStage.objects.all().delete()
    page(bill)
    assert queries_of(bill, house="Commons") == 6
