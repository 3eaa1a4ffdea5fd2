"""As at any moment: what stood then by the sources' own dates, whenever we came to know of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.history import amendment_as_at, amendments_as_at, end_of, start_of
from amendments.models import Amendment
from bills.models import BillStage
from tests.amendments.listed import (
    FRIDAY,
    MONDAY,
    WEDNESDAY,
    an_amendment,
    change,
    change_names,
    london,
    make_stage,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


@pytest.fixture
def amendment(stage: BillStage) -> Amendment:
    return table([an_amendment(stage, "1", "leave out “hedge” and insert “bank”")])[0]


def test_an_amendment_stands_with_the_words_it_had_at_the_moment(amendment: Amendment) -> None:
    change(amendment, "text", WEDNESDAY, text="leave out “hedge” and insert “wall”")
    change(amendment, "text", FRIDAY, text="leave out “hedge” and insert “ditch”")
    words = [amendment_as_at(amendment, at).amendment.text[-6:] for at in (MONDAY, WEDNESDAY, FRIDAY)]
    assert words == ["“bank”", "“wall”", "ditch”"]


def test_before_anyone_tabled_it_there_is_nothing(amendment: Amendment, stage: BillStage) -> None:
    before = MONDAY - timedelta(seconds=1)
    assert amendment_as_at(amendment, before) is None
    assert amendments_as_at(stage, before) == []


def test_the_moment_itself_is_included_and_the_moment_before_is_not(amendment: Amendment) -> None:
    change(amendment, "decision", FRIDAY, decision="Withdrawn")
    assert amendment_as_at(amendment, FRIDAY).amendment.decision == "Withdrawn"
    assert amendment_as_at(amendment, FRIDAY - timedelta(microseconds=1)).amendment.decision == ""


def test_a_change_recorded_late_counts_from_the_date_of_its_source(amendment: Amendment) -> None:
    change(amendment, "text", FRIDAY, text="leave out “hedge” and insert “ditch”")
    change(amendment, "text", WEDNESDAY, text="leave out “hedge” and insert “wall”")
    assert amendment_as_at(amendment, WEDNESDAY).amendment.text.endswith("“wall”")
    assert amendment_as_at(amendment, london(2026, 9, 30)).amendment.text.endswith("“ditch”")


def test_of_two_rows_for_one_moment_the_one_written_last_stands(amendment: Amendment) -> None:
    change(amendment, "text", WEDNESDAY, text="first reading")
    change(amendment, "text", WEDNESDAY, text="second reading")
    assert amendment_as_at(amendment, WEDNESDAY).amendment.text == "second reading"


def test_names_stand_as_they_stood_with_the_lead_first(amendment: Amendment) -> None:
    change_names(amendment, WEDNESDAY, added=["Bo Finch", "Cy Marsh"])
    change_names(amendment, FRIDAY, added=["Di Wold"], removed=["Bo Finch"])
    stood = {
        at: [name.printed_name for name in amendment_as_at(amendment, at).names] for at in (MONDAY, WEDNESDAY, FRIDAY)
    }
    assert stood[MONDAY] == ["Ada Quill"]
    assert stood[WEDNESDAY] == ["Ada Quill", "Bo Finch", "Cy Marsh"]
    assert stood[FRIDAY] == ["Ada Quill", "Cy Marsh", "Di Wold"]


def test_the_whole_stage_stands_at_once_and_only_that_stage(stage: BillStage, amendment: Amendment) -> None:
    table([an_amendment(stage, "2")], WEDNESDAY)
    table([an_amendment(make_stage("Another Bill"), "3")], MONDAY)
    assert [standing.amendment.number for standing in amendments_as_at(stage, MONDAY)] == ["1"]
    assert [standing.amendment.number for standing in amendments_as_at(stage, FRIDAY)] == ["1", "2"]


def test_an_amendment_that_left_the_list_was_still_listed_before(stage: BillStage, amendment: Amendment) -> None:
    change(amendment, "place", FRIDAY, is_listed=False)
    assert [standing.amendment.is_listed for standing in amendments_as_at(stage, WEDNESDAY)] == [True]
    assert [standing.amendment.is_listed for standing in amendments_as_at(stage, FRIDAY)] == [False]


def test_what_stood_is_never_written_back(amendment: Amendment) -> None:
    change(amendment, "text", FRIDAY, text="now")
    amendment_as_at(amendment, MONDAY)
    assert Amendment.objects.get(pk=amendment.pk).text == "now"
    assert Amendment.history.filter(id=amendment.pk).count() == 2


@pytest.mark.parametrize("count", [3, 30])
def test_a_stage_of_any_size_takes_one_query(stage: BillStage, count: int) -> None:
    table([an_amendment(stage, str(number)) for number in range(count)], names=["Ada Quill", "Bo Finch"])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        stood = amendments_as_at(stage, FRIDAY)
    assert len(stood) == count and all(len(standing.names) == 2 for standing in stood)
    assert len(queries) == 1


def test_a_day_in_london_ends_at_midnight_in_london() -> None:
    assert end_of(date(2026, 6, 30)) == london(2026, 7, 1) - timedelta(microseconds=1)
    assert end_of(date(2026, 10, 25)) - start_of(date(2026, 10, 25)) > timedelta(hours=23)
    assert start_of(date(2026, 6, 30)).utcoffset() == timedelta(hours=1)
