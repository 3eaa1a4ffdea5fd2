"""The days that a page can be asked for: all of the calendar, and a day is London's."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from amendments.history import end_of, start_of
from tests import world


def test_a_day_begins_and_ends_at_londons_midnight() -> None:
    assert start_of(date(2026, 6, 10)) == datetime(2026, 6, 9, 23, 0, tzinfo=UTC)
    assert end_of(date(2026, 6, 10)) == datetime(2026, 6, 10, 22, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_days_when_the_clocks_change_end_where_the_next_begins(day: date) -> None:
    following = day.replace(day=day.day + 1)
    assert (start_of(following).astimezone(UTC) - end_of(day).astimezone(UTC)).total_seconds() == 0.000001


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_are_answered(client: Client, day: str) -> None:
    bill = world.a_bill("Far Days Bill", 77)
    (stage,) = world.a_course(bill, [(8, [])])
    for page, asked in (("stage", f"at={day}"), ("stage", f"since={day}"), ("compare", f"since={day}&until={day}")):
        address = reverse(f"amendments:{page}", args=[bill.pk, stage.pk])
        assert client.get(f"{address}?{asked}").status_code == 200
