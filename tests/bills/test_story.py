"""The story of a Bill's own record: the newest of it is always told, however long the record is."""

from datetime import timedelta

import pytest

from bills import story
from bills.history import update_tracked
from bills.models import Bill, BillStage, Sitting
from bills.querysets import with_standing
from tests import world
from tests.world import NOW, TODAY, why

pytestmark = pytest.mark.django_db


def retitled(bill: Bill, title: str, minutes_ago: int) -> None:
    bill.short_title = title
    update_tracked(Bill, [(bill, "")], ["short_title"], why(NOW - timedelta(minutes=minutes_ago)))


def test_a_record_longer_than_a_page_reads_keeps_its_newest_change() -> None:
    bill = world.a_bill("Lanterns Bill", 77)
    for place in range(story.MOST_ROWS + 3):
        retitled(bill, f"Lanterns Bill {place}", minutes_ago=1_000 - place)
    told = story.story_of(bill, [])
    assert len(told) == story.MOST_ROWS - 1
    assert told[0].sentences == ["Short title: Lanterns Bill 402 (before: Lanterns Bill 401)"]
    assert told[-1].sentences == ["Short title: Lanterns Bill 4 (before: Lanterns Bill 3)"]


def test_a_stage_that_changed_long_ago_is_not_told_as_new() -> None:
    bill = world.a_bill("Lanterns Bill", 77)
    (stage,) = world.a_course(bill, [(8, [])])
    for day in range(story.MOST_ROWS):
        stage.description = f"Committee stage, day {day}"
        update_tracked(BillStage, [(stage, "")], ["description"], why(NOW))
    assert [entry.sentences for entry in story.story_of(bill, [stage])] == [["First recorded here"]]


def test_sittings_of_a_stage_that_came_after_the_stages_were_read_wait_for_the_next_reading() -> None:
    bill = world.a_bill("Lanterns Bill", 77)
    known, later = world.a_course(bill, [(8, []), (9, [TODAY + timedelta(days=9)])])
    sitting = later.sittings.get()
    sitting.date = TODAY + timedelta(days=10)
    update_tracked(Sitting, [(sitting, "")], ["date"], why(NOW + timedelta(days=1)))
    assert "Sitting moved" not in str(story.story_of(bill, [known]))
    assert "Sitting moved" in str(story.story_of(bill, [known, later]))


def test_a_stage_that_is_no_longer_listed_has_no_next_sitting() -> None:
    bill = world.a_bill("Lanterns Bill", 77)
    gone, _ = world.a_course(bill, [(8, [TODAY + timedelta(days=2)]), (9, [TODAY + timedelta(days=9)])])
    gone.is_listed = False
    update_tracked(BillStage, [(gone, "place")], ["is_listed"], why(NOW))
    row = with_standing(Bill.objects.filter(pk=bill.pk), TODAY).get()
    assert row.next_sitting == TODAY + timedelta(days=9)
