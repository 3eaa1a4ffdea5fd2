"""Amendments at report in the Commons on the fictional Coastal Ferries Bill, tabled to Bill 88."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tracker.replica.orders import Order
from tracker.replica.people import (
    ADA,
    BRAM,
    CORA,
    DUNCAN,
    ELSPETH,
    FINN,
    GWEN,
    HAMISH,
    IRIS,
    JORY,
    KITTY,
    LACHLAN,
    MERRYN,
    MINISTER,
)
from tracker.replica.story.ferries_clauses import COMPENSATION, EMISSIONS, LANGUAGES, REVIEW, WINTER
from tracker.replica.story.ferries_dates import REPORT, REPORT_PAPERS
from tracker.replica.tabled import Tabled

FIRST, SECOND = REPORT_PAPERS
EARLY = FIRST - timedelta(days=2)

NEW_CLAUSES = (
    Tabled(
        "HoC51", "NC1", ADA, Order(new="Clause", block=COMPENSATION), EARLY,
        "This new clause would have payments for late sailings made without a claim.",
        names=((BRAM, EARLY), (CORA, EARLY), (IRIS, SECOND), (JORY, SECOND)),
        decided=((REPORT, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC52", "NC2", MERRYN, Order(new="Clause", block=WINTER), EARLY,
        "This new clause would let the Secretary of State require a winter service for a remote island.",
        names=((LACHLAN, EARLY), (DUNCAN, SECOND)), decided=((REPORT, "Withdrawn"),),
    ),
    Tabled(
        "HoC53", "NC3", ELSPETH, Order(new="Clause", block=LANGUAGES), FIRST,
        "This new clause would make announcements about safety available to everybody.",
        decided=((REPORT, "NotCalled"),),
    ),
    Tabled(
        "HoC54", "NC4", FINN, Order(new="Clause", block=EMISSIONS), SECOND,
        "This new clause would require estimates of emissions.", decided=((REPORT, "NotSelected"),),
    ),
    Tabled(
        "HoC55", "NC5", CORA, Order(new="Clause", block=REVIEW), SECOND,
        "This new clause would require a review after five years.", decided=((REPORT, "NotMoved"),),
    ),
)  # fmt: skip
ON_CLAUSES_1_TO_6 = (
    Tabled(
        "HoC56", "", BRAM, Order("1(2)(d)", put="and when it will be answered"), EARLY,
        "This amendment would require the charter to say how long an answer to a complaint may take.",
        names=((ADA, EARLY),), decided=((REPORT, "Withdrawn"),),
    ),
    Tabled(
        "HoC57", "", CORA, Order("1(4)", out="three years", put="two years"), EARLY,
        decided=((REPORT, "NotCalled"),),
    ),
    Tabled(
        "HoC58", "", GWEN, Order("2(1)(b)", out="as the operator thinks fit", put="as the Council names"), EARLY,
        "This amendment would let the Ferry Passengers’ Council say who represents passengers.",
        decided=((REPORT, "Disagreed"),),
    ),
    Tabled(
        "HoC59", "", FINN, Order("3(1)(a)", out="60", put="45"), EARLY,
        "This amendment would bring shorter delays within clause 3.",
        names=((IRIS, FIRST), (ADA, SECOND)), decided=((REPORT, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC60", "", IRIS, Order("3(4)", out="unit"), EARLY, withdrawn=SECOND,
        why="This amendment would remove the exception for cancellations announced in good time.",
    ),
    Tabled(
        "HoC61", "", DUNCAN, Order("3(4)", out="48", put="72"), FIRST,
        "This amendment would narrow the exception.", decided=((REPORT, "NotMoved"),),
    ),
    Tabled(
        "HoC62", "", LACHLAN, Order("4(1)", out="take reasonable steps to"), FIRST,
        "This amendment would make the duty to help absolute.", names=((ADA, SECOND),),
        decided=((REPORT, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC63", "", MERRYN, Order("5(1)", out="may", put="must"), FIRST,
        "This amendment would turn the power to require reduced fares into a duty.",
        names=((LACHLAN, FIRST), (DUNCAN, FIRST), (BRAM, SECOND), (KITTY, SECOND)),
        decided=((REPORT, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC64", "", HAMISH, Order("6(2)", out="where there is room for it", put="unless the vessel is full"), FIRST,
        "This amendment would ask operators to make room for bicycles.", decided=((REPORT, "NotSelected"),),
    ),
)  # fmt: skip
ON_CLAUSES_7_TO_16 = (
    Tabled(
        "HoC65", "", ELSPETH, Order("7(2)", out="two hours", put="three hours"), FIRST,
        "This amendment would give passengers another hour’s warning.", decided=((REPORT, "NotCalled"),),
    ),
    Tabled(
        "HoC66", "", KITTY, Order("8(1)", after="every person", put=", including every child,"), FIRST,
        "This amendment would name children in the duty to carry life-jackets.", decided=((REPORT, "Withdrawn"),),
    ),
    Tabled(
        "OPC21", "", MINISTER, Order("11(2)", out="£50,000", put="£250,000"), FIRST,
        "This amendment raises the largest penalty, as was undertaken in Committee.",
        decided=((REPORT, "AgreedOnDivision"),),
    ),
    Tabled(
        "HoC67", "", BRAM, Order("11(2)", out="£50,000", put="£100,000"), EARLY,
        "This amendment would double the largest penalty.", decided=((REPORT, "Preempted"),),
    ),
    Tabled(
        "HoC68", "", GWEN, Order("13(2)", out="each year", put="every six months"), SECOND,
        "This amendment would make the Council report twice a year.", decided=((REPORT, "NotSelected"),),
    ),
    Tabled(
        "OPC22", "", MINISTER, Order("13(2)", after="punctuality", put="and the safety"), FIRST,
        "This amendment adds safety to the Council’s yearly report.", decided=((REPORT, "Agreed"),),
    ),
    Tabled(
        "HoC69", "", JORY, Order("15(2)", out="12", put="six"), SECOND,
        "This amendment would bring smaller boats within the Bill.", decided=((REPORT, "NotSelected"),),
    ),
    Tabled(
        "HoC70", "", IRIS, Order("16(1)", out="on such day as the Secretary of State may by regulations appoint",
                                 put="at the end of the period of six months beginning with the day on which it is "
                                 "passed"),
        SECOND, "This amendment would fix the day on which the Act begins.", names=((CORA, SECOND),),
        decided=((REPORT, "NotMoved"),),
    ),
)  # fmt: skip
ON_SCHEDULES = (
    Tabled(
        "OPC23", "", MINISTER, Order("Schedule 1 1(1)", out="seven", put="nine"), FIRST,
        "This amendment makes room on the Council for more of the islands.", decided=((REPORT, "Agreed"),),
    ),
    Tabled(
        "HoC71", "", LACHLAN, Order("Schedule 1 1(3)", out="two members", put="four members"), FIRST,
        "This amendment would give islanders more seats on the Council.", decided=((REPORT, "Disagreed"),),
    ),
    Tabled(
        "HoC72", "", FINN, Order("Schedule 2 1(2)(c)", out="28 days", put="42 days"), SECOND,
        "This amendment would give operators more time to answer.", decided=((REPORT, "NotCalled"),),
    ),
)  # fmt: skip


def report() -> tuple[Tabled, ...]:
    """Every amendment with its number, in the order of consideration: new clauses first."""
    return tuple(_numbered((*NEW_CLAUSES, *ON_CLAUSES_1_TO_6, *ON_CLAUSES_7_TO_16, *ON_SCHEDULES)))


def _numbered(marshalled: tuple[Tabled, ...]) -> Iterator[Tabled]:
    """Plain numbers go by the day of tabling."""
    plain = [each for each in marshalled if not each.number]
    numbers = {each.dnum: str(n) for n, each in enumerate(sorted(plain, key=lambda each: each.tabled), 1)}
    return (replace(each, number=each.number or numbers[each.dnum]) for each in marshalled)
