"""Public pages are kept until what they show changes: never older, never another reader's, never before its moment."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bills.history import Why, update_tracked
from bills.models import Bill, PublicVersion
from bills.versions import SITE, bump, version_of
from coalition import publish
from coalition.models import Release
from coalition.querysets import embargoes_after
from scrapers.ingest import under_lock
from scrapers.models import FetchRun
from tests.coalition.people import a_coalition, an_ask, signed_in
from tests.world import a_world
from tracker.kept_pages import standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def bill() -> Bill:
    return a_world().lanterns


@pytest.fixture
def path(bill):
    return reverse("bills:detail", args=[bill.pk])


def warm(path: str, **headers) -> None:
    """Two readings: the first tells what the page shows, the second is kept."""
    for _ in range(2):
        assert Client().get(path, **headers).status_code == 200


def queries_of(path: str, **headers) -> int:
    """How many queries one reading costs: one where the page is kept."""
    with CaptureQueriesContext(connection) as seen:
        Client().get(path, **headers)
    return len(seen)


def renamed(bill: Bill, name: str) -> None:
    """Parliament renames the Bill, through the same lock as every ingest."""
    with under_lock(bill):
        bill.short_title = name
        update_tracked(Bill, [(bill, "")], ["short_title"], Why("renamed", NOON))


def test_a_warm_page_costs_one_query_and_is_the_same(path):
    first = Client().get(path)
    Client().get(path)
    assert queries_of(path) == 1
    again = Client().get(path)
    assert again.content == first.content
    assert again.headers == first.headers


def test_a_page_that_is_made_anew_costs_one_question_more_than_its_own(bill, path):
    first = queries_of(path)
    renamed(bill, "Harbour Steps (No. 2) Bill")
    assert queries_of(path) == first + 1
    assert queries_of(path) == 1


def test_a_change_of_the_bill_shows_at_once(bill, path):
    warm(path)
    renamed(bill, "Harbour Steps (No. 2) Bill")
    assert b"Harbour Steps (No. 2) Bill" in Client().get(path).content


def test_a_change_of_another_bill_leaves_the_page_kept(path):
    warm(path)
    other = Bill.objects.create(short_title="Other Bill", bill_id=777)
    bump(other.pk)
    assert queries_of(path) == 1


def test_a_list_of_all_bills_changes_with_any_of_them(bill):
    listed = reverse("bills:list")
    warm(listed)
    renamed(bill, "Renamed While Listed Bill")
    assert b"Renamed While Listed Bill" in Client().get(listed).content


def test_a_page_is_never_kept_under_a_version_read_after_its_rows(bill, path, monkeypatch):
    """The first reading of an address knows no version from before its rows: it must not be given out again."""
    Client().get(path)
    PublicVersion.objects.filter(scope=bill.pk).update(number=100)
    Bill.objects.filter(pk=bill.pk).update(short_title="Came Between Bill")
    assert b"Came Between Bill" in Client().get(path).content


def test_a_poll_that_found_nothing_new_still_moves_the_time_of_the_check(bill, path):
    before = version_of([bill.pk])
    FetchRun.objects.create(kind=FetchRun.Kind.BILL, bill=bill, started_at=NOON)
    assert version_of([bill.pk]) == before + 1


def test_nothing_is_kept_or_given_to_a_reader_with_a_session(bill, path):
    warm(path)
    theirs = signed_in(a_coalition().officer).get(path)
    assert "no-store" in theirs["Cache-Control"]
    assert b"Sign out" in theirs.content
    assert b"Sign out" not in Client().get(path).content


@pytest.mark.parametrize("header", [{"HTTP_AUTHORIZATION": "Bearer x"}, {"HTTP_COOKIE": "messages=x"}])
def test_a_reader_who_brings_something_of_their_own_is_answered_anew(path, header):
    warm(path)
    assert queries_of(path, **header) > 1


def test_zipped_and_plain_readers_get_what_they_can_read(path):
    warm(path, HTTP_ACCEPT_ENCODING="gzip")
    warm(path)
    assert Client().get(path, HTTP_ACCEPT_ENCODING="gzip")["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in Client().get(path)


def test_the_two_have_one_etag_and_a_reader_who_has_the_page_gets_304(path):
    warm(path)
    plain, zipped = Client().get(path), Client().get(path, HTTP_ACCEPT_ENCODING="gzip")
    assert zipped["ETag"].removeprefix("W/") == plain["ETag"]
    for etag in (plain["ETag"], zipped["ETag"]):
        again = Client().get(path, HTTP_IF_NONE_MATCH=etag)
        assert (again.status_code, again.content) == (304, b"")


def test_a_reader_with_an_older_page_gets_the_new_one(bill, path):
    etag = Client().get(path)["ETag"]
    renamed(bill, "Newer Bill")
    assert Client().get(path, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_an_embargo_lifts_on_a_kept_page_to_the_second(bill):
    officer = a_coalition().officer
    ask = an_ask(bill, title="Light every step")
    campaign = reverse("coalition:campaign", args=[bill.pk])
    lifts = NOON + timedelta(seconds=30)
    with time_machine.travel(NOON, tick=False) as clock:
        first = an_ask(bill, "rails", title="Paint every rail")
        publish.publish(first, by=officer)
        publish.publish(ask, by=officer, public_from=lifts)
        clock.move_to(NOON + timedelta(seconds=1))
        warm(campaign)
        clock.move_to(lifts - timedelta(microseconds=1))
        before = Client().get(campaign)
        clock.move_to(lifts)
        after = Client().get(campaign)
    assert b"Light every step" not in before.content
    assert b"Light every step" in after.content
    assert before["ETag"] != after["ETag"]


def test_plain_sql_and_rows_tell_the_same_next_embargo(bill):
    officer = a_coalition().officer
    with time_machine.travel(NOON, tick=False):
        made = [
            publish.publish(an_ask(bill, f"ask-{minutes}"), by=officer, public_from=NOON + timedelta(minutes=minutes))
            for minutes in (1, 5, 3)
        ]
        publish.withdraw(made[2], by=officer)
    for minutes, next_one in ((0, 1), (1, 5), (2, 5), (4, 5), (5, None)):
        at = NOON + timedelta(minutes=minutes)
        expected = NOON + timedelta(minutes=next_one) if next_one else None
        assert standing_of((), at).lifts == expected
        assert next(iter(embargoes_after(at).values_list("public_from", flat=True)), None) == expected


def test_what_is_withdrawn_is_gone_at_once(bill):
    officer = a_coalition().officer
    release = publish.publish(an_ask(bill, title="Light every step"), by=officer)
    page = reverse("coalition:public-ask", args=[release.object_id])
    warm(page)
    publish.withdraw(Release.objects.get(pk=release.pk), by=officer)
    assert Client().get(page).status_code == 404


def test_a_page_ends_at_midnight_in_london(path):
    with time_machine.travel(datetime(2026, 7, 1, 22, 59, 40, tzinfo=UTC), tick=False) as clock:
        warm(path)
        clock.move_to(datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC))
        assert queries_of(path) == 1
        clock.move_to(datetime(2026, 7, 1, 23, 0, 0, tzinfo=UTC))
        assert queries_of(path) > 1


def test_missing_pages_are_not_kept(bill):
    for _ in range(3):
        assert Client().get(reverse("bills:detail", args=[bill.pk + 999])).status_code == 404
    assert not caches["pages"]._cache  # type: ignore[attr-defined]


def test_versions_only_grow_and_count_their_own():
    for scope in (5, 5, SITE, 6, None):
        bump(scope)
    assert (version_of([5]), version_of([6]), version_of([]), version_of(None)) == (4, 3, 2, 5)


def test_the_version_is_bumped_in_the_transaction_of_the_change(bill):
    before = version_of([bill.pk])
    with pytest.raises(RuntimeError), under_lock(bill):
        raise RuntimeError("stops half way")
    assert version_of([bill.pk]) == before
