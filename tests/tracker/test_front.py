"""The front page: what is moving, what was decided, what is new of ours, how fresh; sensible when nothing moves."""

import re
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bills.history import create_tracked
from bills.models import Division, Sitting
from coalition import publish
from tests.amendments.listed import an_amendment, change, london, make_stage, table, why
from tests.coalition.people import a_coalition, an_ask
from tests.world import NOW, a_world
from tracker import demonstration
from tracker.models import Tracking


@pytest.fixture
def now(db: None):
    with time_machine.travel(NOW, tick=False):
        yield NOW


def words() -> str:
    """What the front page says."""
    text = Client().get(reverse("front")).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text.partition("<main")[2]).split())


def tracked_stage(day: date | None = None):
    stage = make_stage()
    Tracking.objects.create(parliament_id=stage.bill.bill_id, bill=stage.bill, is_active=True)
    if day:
        create_tracked(Sitting, [Sitting(stage=stage, sitting_id=901, date=day)], why(NOW))
    return stage


def test_a_sitting_of_the_next_seven_days_is_told_and_one_of_the_eighth_is_not(now: datetime) -> None:
    tracked_stage(date(2026, 11, 30))
    assert "Hedgehog Crossings Bill 30 November 2026 Committee stage" in words()
    Sitting.objects.filter(sitting_id=901).update(date=date(2026, 12, 1))
    assert "Hedgehog Crossings Bill" not in words().partition("Decided in the last")[0].partition("In the next")[2]


def test_decisions_of_the_last_seven_days_are_counted_by_parliaments_words(now: datetime) -> None:
    stage = tracked_stage()
    rows = table([an_amendment(stage, str(number)) for number in range(1, 5)], at=london(2026, 11, 1))
    for row, word in zip(rows, ("Withdrawn", "Withdrawn", "Agreed", "NoDecision"), strict=True):
        change(row, "decision", london(2026, 11, 20), decision=word)
    change(rows[0], "signatures", london(2026, 11, 21))
    text = words()
    assert "3 decisions on amendments in the last seven" in text
    assert "Hedgehog Crossings Bill: 3 amendments Committee stage (Commons) Withdrawn: 2 Agreed: 1" in text
    with time_machine.travel(london(2026, 11, 28, 9), tick=False):
        assert "3 amendments" not in words()


def test_a_decision_taken_back_this_week_is_told_as_that(now: datetime) -> None:
    stage = tracked_stage()
    (row,) = table([an_amendment(stage, "1")], at=london(2026, 11, 1))
    change(row, "decision", london(2026, 11, 2), decision="Agreed")
    change(row, "decision", london(2026, 11, 20), decision="NoDecision")
    assert "1 amendment Committee stage (Commons) Decision taken back: 1" in words()


def test_a_division_of_the_week_is_told_with_its_figures(now: datetime) -> None:
    stage = tracked_stage()
    at: datetime = london(2026, 11, 19, 17)
    row = Division(house="Lords", bill=stage.bill, stage=stage, date=at, title="Lamps", ayes=183, noes=176)
    create_tracked(Division, [row], why(at))
    assert "Lamps 19 November 2026 Lords Content 183, Not Content 176" in words()


def test_where_nothing_moves_it_says_so_and_names_what_there_is_to_read(db: None) -> None:
    assert "No Bill before Parliament is tracked here now." in words()
    demonstration.load_modern_slavery(lambda *told: None)
    text = words()
    assert "the story of one that became law is told whole" in text and "Modern Slavery Bill" in text


def test_what_the_coalition_published_is_told_newest_first(now: datetime) -> None:
    officer, bill = a_coalition().officer, make_stage().bill
    for place, title in enumerate(("Light the steps", "Light the pier")):
        with time_machine.travel(london(2026, 11, 20 + place), tick=False):
            publish.publish(an_ask(bill, f"ask-{place}", title=title), by=officer)
    told = words().partition("Published by the coalition")[2]
    assert told.index("Light the pier") < told.index("Light the steps")
    assert "21 November 2026" in told


def test_it_says_how_fresh_the_record_is(now: datetime) -> None:
    a_world()
    assert "last read completely at" in words()
