"""A large fictional stage: any number of amendments, the same ones each time, in our own words."""

from datetime import date
from functools import cache

from tracker.replica.layout import lay_out
from tracker.replica.orders import Order
from tracker.replica.people import BENCH, MINISTER
from tracker.replica.tabled import Tabled
from tracker.replica.units import read_units
from tracker.replica.world import FictionalBill, Stage, World

BILL_ID, STAGE_ID = 905_001, 915_001
BEGUN, TABLED, TODAY = date(2026, 6, 1), date(2026, 9, 1), date(2026, 11, 23)
CLAUSES, SUBSECTIONS = 40, 5
FATES = ("NoDecision", "Withdrawn", "Disagreed", "NotMoved", "Agreed", "NegativedOnDivision", "NotSelected")


def many(amendments: int = 1000) -> World:
    """A world of one Bill with one stage of so many amendments; BILL_ID and STAGE_ID name them."""
    tabled = tuple(_tabled(number) for number in range(1, amendments + 1))
    first = Stage(915_000, 6, "1st reading", "1R", "Commons", (BEGUN,), BEGUN)
    stage = Stage(STAGE_ID, 8, "Committee stage", "CS", "Commons", (TODAY,), BEGUN, "", tabled, lay_out(_text()))
    title = "Long List Bill [fictional]"
    bill = FictionalBill(
        BILL_ID, title, "A fictional Bill with many amendments.", "", 1, "Commons", BEGUN, (first, stage),
        ((MINISTER, ""),),
    )  # fmt: skip
    return World((bill,), (TODAY,))


@cache
def _text() -> tuple:
    rows = []
    for clause in range(1, CLAUSES + 1):
        rows.append(f"Clause {clause} — Harbour rule {clause}")
        rows += [
            f"  ({n}) The keeper of harbour {clause} must write berth {n} into the register before the tide turns."
            for n in range(1, SUBSECTIONS + 1)
        ]
    return read_units("\n".join(rows))


def _tabled(number: int) -> Tabled:
    """In list order: the numbers go through the clauses again and again, each time with other words."""
    turn = number // (CLAUSES * SUBSECTIONS)
    clause, subsection = number % CLAUSES + 1, number // CLAUSES % SUBSECTIONS + 1
    order = Order(
        f"{clause}({subsection})", out="before the tide turns", put=f"within {turn + 2} tides, as note {number} says"
    )
    others = [BENCH[(number * 7 + place) % len(BENCH)] for place in range(1, number % 5 + 1)]
    names = tuple((person, TABLED) for person in others if person != BENCH[number % len(BENCH)])
    return Tabled(
        f"HoC{number}", str(number), BENCH[number % len(BENCH)], order, TABLED,
        f"This amendment is number {number} of a long list.", names,
        decided=((TABLED, FATES[number % len(FATES)]),),
    )  # fmt: skip
