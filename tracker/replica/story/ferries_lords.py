"""Amendments in Committee of the House of Lords on the fictional Coastal Ferries Bill, tabled to HL Bill 52.

The first list numbers from 1. The second starts where the first day left off, drops what was decided, and letters
what came in between: 66, 66A, 67ZA, 67 (a Z sorts before what has none).
"""

from collections.abc import Iterator
from datetime import timedelta

from tracker.replica.layout import LaidOut, lay_out
from tracker.replica.orders import Order
from tracker.replica.people import (
    BARONESS_ANCHOR,
    BARONESS_CURRENT,
    LADY_EBB,
    LORD_BOLLARD,
    LORD_DRYDOCK,
    LORD_FATHOM,
    LORD_MINISTER,
    PEERS,
)
from tracker.replica.story.ferries_clauses import AUDIT, CREW, LIFELINE
from tracker.replica.story.ferries_dates import LORDS_COMMITTEE, LORDS_PAPERS
from tracker.replica.story.ferries_text import brought_from_the_commons
from tracker.replica.tabled import Tabled

FIRST, SECOND = LORDS_PAPERS
EARLY, LATE = FIRST - timedelta(days=1), SECOND - timedelta(days=1)
FIRST_DAY = LORDS_COMMITTEE[0]
PROBED = 64
"""How many amendments the first day of Committee disposed of."""
FATES = ("NotMoved", "NotMoved", "Withdrawn", "NotMoved", "Disagreed", "NotMoved")

NAMED = (
    Tabled(
        "HoL201", "65", BARONESS_ANCHOR, Order("6(1)", after="passenger", put="or to a passenger’s companion"), EARLY,
        "This amendment would extend the duty to those who travel with a passenger.",
        names=((LADY_EBB, EARLY), (LORD_BOLLARD, SECOND)), decided=((FIRST_DAY, "QuestionProposed"),),
    ),
    Tabled(
        "HoL202", "66", LORD_BOLLARD,
        Order("6(2)", out="bicycle where there is room for it", put="bicycle unless the vessel is full"), EARLY,
        "This amendment would ask operators to make room for bicycles.",
    ),
    Tabled(
        "HoL221", "66A", LADY_EBB, Order("6(2)", after="bicycle", put="or cargo bicycle"), LATE,
        "This amendment would bring cargo bicycles within the clause.",
    ),
    Tabled(
        "HoL222", "67ZA", BARONESS_CURRENT, Order("6(2)", put=", and must say in its charter how much room there is"),
        LATE, "This amendment would let passengers know in advance.", names=((LORD_FATHOM, SECOND),),
    ),
    Tabled(
        "HoL203", "67", BARONESS_CURRENT, Order(new="Clause", follows="Clause 6", block=LIFELINE), EARLY,
        "This new clause would protect the services on which islands depend.",
        names=((BARONESS_ANCHOR, EARLY), (LORD_BOLLARD, EARLY), (LORD_FATHOM, SECOND)),
        altered=((LATE, Order(new="Clause", follows="Clause 6", block=LIFELINE.replace("12 months’", "18 months’"))),),
    ),
    Tabled(
        "HoL204", "68", LORD_FATHOM, Order("7(1)", after="free of charge", put="and in plain language"), EARLY,
        "This amendment would ask for forecasts that passengers can follow.",
    ),
    Tabled(
        "HoL205", "69", LADY_EBB, Order("8(2)", out="the life-jackets are kept", put="to find a life-jacket"), EARLY,
        names=((LORD_DRYDOCK, SECOND),),
    ),
    Tabled(
        "HoL223", "69A", LORD_FATHOM, Order(new="Clause", follows="Clause 8", block=CREW), LATE,
        "This new clause would secure hours of rest for crews.",
    ),
    Tabled(
        "OPL1", "70", LORD_MINISTER, Order("9(2)(c)", after="records of sailings", put="and of safety drills"), EARLY,
        "This amendment adds safety drills to the records that an inspector may see.",
    ),
    Tabled(
        "HoL206", "71", LORD_DRYDOCK, Order("11(2)", out="£250,000", put="£100,000"), EARLY,
        "This amendment would reverse part of the change that the Commons made at report.",
    ),
    Tabled(
        "HoL207", "72", BARONESS_ANCHOR, Order(new="Clause", follows="Clause 13", block=AUDIT), EARLY,
        "This new clause would have the Council check the records of sailings.", names=((LADY_EBB, SECOND),),
    ),
    Tabled(
        "HoL208", "73", LORD_BOLLARD, Order("Schedule 1 2(1)", out="four years", put="three years"), EARLY,
        "This amendment would shorten the term of members of the Council.",
    ),
)  # fmt: skip
STAND_PART = Tabled(
    "HoL200", "", LORD_BOLLARD,
    Order("4", motion="Lord Bollard gives notice of his intention to oppose the Question that Clause 4 stand part of "
                      "the Bill."),
    EARLY, names=((LORD_FATHOM, EARLY),), decided=((FIRST_DAY, "NotStoodPart"),),
)  # fmt: skip


def lords_committee() -> tuple[Tabled, ...]:
    """Every amendment with its number, in the order of the print."""
    probing = tuple(_probing(lay_out(brought_from_the_commons())))
    return (*probing[:50], STAND_PART, *probing[50:], *NAMED)


def _probing(printed: LaidOut) -> Iterator[Tabled]:
    """Amendments that ask what the first clauses mean, one or two on each of their units, as peers do table them."""
    number = 0
    for at, unit in printed.by_address.items():
        if unit.kind not in ("subsection", "level") or at.startswith(("6", "Schedule")):
            continue
        for order, why in _questions(at, unit.text, unit.num):
            number += 1
            if number > PROBED:
                return
            lead = PEERS[number % len(PEERS)]
            names = ((PEERS[(number + 2) % len(PEERS)], EARLY),) if number % 3 == 0 else ()
            decided = ((FIRST_DAY, FATES[number % len(FATES)]),)
            yield Tabled(f"HoL{number}", str(number), lead, order, EARLY, why, names, decided=decided)


def _questions(at: str, text: str, num: str) -> list[tuple[Order, str]]:
    """What can be asked of one unit: of the whole of it, then of its words in their order."""
    asked = [(-1, Order(at, out="unit"), f"This probing amendment asks what {num} is for.")]
    for old, new in (("must", "may"), ("may", "must")):
        if text.count(old) == text.count(f" {old} ") == 1:
            why = f"This amendment asks why the Bill says “{old}” here."
            asked.append((text.index(old), Order(at, out=old, put=new), why))
    if text.count("operator") == 1:
        order = Order(at, after="operator", put="or any person who acts for the operator")
        asked.append((text.index("operator"), order, "This probing amendment asks who is to be bound."))
    return [(order, why) for _, order, why in sorted(asked, key=lambda each: each[0])]
