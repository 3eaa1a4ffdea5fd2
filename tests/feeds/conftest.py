"""The world that feeds and calendars tell of: amendments, a decision, a division, sittings, and what is released."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
import time_machine

from amendments.models import Amendment
from bills.history import create_tracked
from bills.models import Bill, BillStage, Division, Sitting
from coalition import publish as releases
from coalition import writing
from coalition.models import Ask, Briefing, Outcome
from tests.amendments import listed
from tests.coalition.briefings_world import a_paper
from tests.coalition.links_world import a_link
from tests.coalition.people import People, a_coalition, an_ask
from tests.world import LONDON, NOW, World, a_world, why


@dataclass(frozen=True)
class ToldWorld:
    """What tests ask of it; today is 23 November 2026."""

    world: World
    people: People
    bill: Bill
    stage: BillStage
    amendments: list[Amendment]
    """Numbers 1 to 6: the first reworded, the second with other names, the third withdrawn; the fourth divided on."""
    division: Division
    sitting: Sitting
    """Announced on 20 November for 2 December."""
    ask: Ask
    """Public, tied to the third amendment, judged on 19 November."""
    paper: Briefing
    """About the ask; public."""


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def told(db: None) -> ToldWorld:
    world, people = a_world(), a_coalition()
    bill = world.lanterns
    stage = bill.stages.get(description="Committee stage", house="Lords")
    rows = listed.table([listed.an_amendment(stage, str(n)) for n in range(1, 7)])
    listed.change(rows[0], "text", listed.FRIDAY, text="Leave out “may” and insert “shall”")
    listed.change_names(rows[1], listed.FRIDAY, added=["Dov Penhale"])
    listed.change(rows[2], "decision", listed.FRIDAY, decision="WithdrawnBeforeDebate")
    at = why(NOW)
    division = Division(
        house="Lords",
        division_id=7,
        bill=bill,
        number=2,
        title="Lanterns",
        date=NOW - timedelta(days=4),
        ayes=90,
        noes=88,
    )
    create_tracked(Division, [division], at)
    announced = why(datetime(2026, 11, 20, 9, tzinfo=LONDON))
    sitting = create_tracked(Sitting, [Sitting(stage=stage, sitting_id=99_001, date=date(2026, 12, 2))], announced)[0]
    ask = an_ask(bill, summary="So that nobody falls.")
    told = {"summary": "A promise was given.", "source_url": "https://hansard.parliament.uk/", "amendment": rows[2]}
    writing.create(Outcome(ask=ask, on=date(2026, 11, 19), judgement="partly", **told), by=None)
    a_link(people.officer, rows[2], ask=ask, confirmed=True, is_shared=True)
    paper = a_paper(bill=bill)
    for row in (people.coalition, ask, paper):
        releases.publish(row, by=people.officer)
    return ToldWorld(world, people, bill, stage, rows, division, sitting, ask, paper)
