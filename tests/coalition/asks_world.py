"""A stage in committee, asks of every standing, and what rests on them: for tests of the pages of asks."""

from datetime import date
from typing import Any

from bills.history import update_tracked
from bills.models import Bill, BillStage
from coalition import writing
from coalition.models import Ask, AskClause, Ground, Outcome
from tests.amendments.listed import MONDAY, make_stage, why
from tests.coalition.people import an_act, an_ask


def the_present_stage(**facts: Any) -> BillStage:
    """A committee stage that the Bill is at now."""
    stage = make_stage(**facts)
    stage.bill.current_stage_id_received = stage.bill_stage_id
    update_tracked(Bill, [(stage.bill, "")], ["current_stage_id_received"], why(MONDAY))
    return stage


def an_outcome(ask: Ask, on: date, judgement: str, summary: str = "It was decided.", **facts: Any) -> Outcome:
    """A judgement with a source."""
    wanted = {"source_url": "https://example.org/hansard", **facts}
    return writing.create(Outcome(ask=ask, on=on, judgement=judgement, summary=summary, **wanted), by=None)


def a_ground(ask: Ask, **facts: Any) -> Ground:
    """An article of a convention."""
    wanted = {"kind": "convention", "instrument": "Convention on Harbours", "place": "Article 26", **facts}
    return writing.create(Ground(ask=ask, **wanted), by=None)


def rest_on(ask: Ask, clause: Any) -> AskClause:
    """The ask rests on the clause."""
    return writing.create(AskClause(ask=ask, clause=clause), by=None)


def asks_that_rest(bill: Bill, count: int) -> list[Ask]:
    """So many shared asks, each resting on a clause of its own, each with a ground and two outcomes."""
    act = an_act(bill, {f"clause-{place}": f"Lamp {place} is lit." for place in range(count)})
    asks = []
    for place, clause in enumerate(act.clauses.order_by("pk")):
        ask = an_ask(bill, f"lamp-{place}", title=f"Lamp {place} is lit", group=f"Group {place % 3}")
        rest_on(ask, clause)
        a_ground(ask)
        an_outcome(ask, date(2026, 2, 25), "achieved")
        an_outcome(ask, date(2026, 3, 17), "not")
        asks.append(ask)
    return asks
