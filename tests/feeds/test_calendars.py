"""Calendars, read back by another program: days stay days, what is to come is tentative, names stay."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bills.history import create_tracked, update_tracked
from bills.models import Bill, BillStage, Sitting
from coalition import publish as releases
from tests.coalition.people import an_ask
from tests.world import NOW, why
from tracker.calendars import _sitting, _written

MUST = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS")


def events(client, address: str):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    found = {str(each["UID"]).partition("@")[0]: each for each in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT")), "a UID stands twice"
    for each in found.values():
        assert not each.errors
        assert [name for name in MUST if name not in each] == []
    return calendar, found


@pytest.fixture
def sittings(client, told):
    return lambda: events(client, reverse("bill-calendar", args=[told.bill.pk]))[1]


def test_a_sitting_is_a_whole_day_and_tentative_while_it_is_to_come(sittings, told):
    event = sittings()[f"sitting-{told.sitting.pk}"]
    assert event.decoded("DTSTART") == date(2026, 12, 2)
    assert event.decoded("DTEND") == date(2026, 12, 3)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["STATUS"] == "TENTATIVE"
    assert "Committee stage (Lords) – Harbour Lanterns Bill" in event["SUMMARY"]
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert sittings()[f"sitting-{told.sitting.pk}"]["STATUS"] == "CONFIRMED"


def test_a_sitting_that_moves_keeps_its_name_and_counts_up(sittings, told):
    key = f"sitting-{told.sitting.pk}"
    before = sittings()[key]
    told.sitting.date = date(2026, 12, 9)
    update_tracked(Sitting, [(told.sitting, "")], ["date"], why(NOW))
    after = sittings()[key]
    assert after.decoded("DTSTART") == date(2026, 12, 9)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")


def test_a_sitting_that_is_taken_off_is_cancelled_and_not_gone(sittings, told):
    told.sitting.is_listed = False
    update_tracked(Sitting, [(told.sitting, "")], ["is_listed"], why(NOW))
    assert sittings()[f"sitting-{told.sitting.pk}"]["STATUS"] == "CANCELLED"


def test_our_calendar_holds_what_is_public_from_its_moment_in_london_time(client, told):
    waiting = an_ask(told.bill, "later", title="Later, words; of “ours”")
    moment = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    releases.publish(waiting, by=told.people.officer, public_from=moment)
    calendar, found = events(client, reverse("calendar"))
    assert {f"ask-{told.ask.pk}", f"briefing-{told.paper.pk}", f"sitting-{told.sitting.pk}"} <= set(found)
    assert f"ask-{waiting.pk}" not in found
    with time_machine.travel(moment, tick=False):
        calendar, found = events(client, reverse("calendar"))
    event = found[f"ask-{waiting.pk}"]
    assert event.decoded("DTSTART") == moment
    assert event.decoded("DTSTART").astimezone(ZoneInfo("Europe/London")).isoformat() == "2027-07-01T00:30:00+01:00"
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert str(event["SUMMARY"]) == "Ask: Later, words; of “ours”"


def test_a_calendar_reads_the_same_until_something_changes(client, told):
    address = reverse("bill-calendar", args=[told.bill.pk])
    first = client.get(address).content
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        assert client.get(address).content == first


def test_as_many_queries_for_many_sittings_as_for_few(client, told):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = [reverse("calendar"), reverse("bill-calendar", args=[told.bill.pk])]
    few = [asked(address) for address in addresses]
    rows = [
        Sitting(stage=told.stage, sitting_id=99_100 + n, date=date(2027, 1, 1) + timedelta(days=n)) for n in range(40)
    ]
    create_tracked(Sitting, rows, why(NOW))
    assert [asked(address) for address in addresses] == few
    assert max(few) <= 6


@given(title=st.text(), note=st.text(), part=st.text(max_size=10))
def test_no_words_break_a_calendar(title, note, part):
    stage = BillStage(pk=3, bill=Bill(pk=2, short_title=title), description=title, house="Lords")
    row = Sitting(pk=4, stage=stage, date=date(2026, 12, 2), note=note, part=part)
    row.edits, row.changed = 1, NOW
    whole = "https://tracker.example.org{}".format
    made = _written("Sittings", [_sitting(row, whole, NOW.date())])
    calendar = Calendar.from_ical(made)
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not event.errors
    assert event.decoded("DTSTART") == date(2026, 12, 2)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
