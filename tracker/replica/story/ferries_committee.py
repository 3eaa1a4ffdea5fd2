"""Amendments in the Commons Public Bill Committee on the fictional Coastal Ferries Bill, tabled to Bill 41."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

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
from tracker.replica.story.ferries_clauses import (
    BICYCLES,
    COMPLAINTS,
    COMPLAINTS_REWORDED,
    HARBOURS,
    OBSERVERS,
    RESIDENTS,
    TIMETABLES,
)
from tracker.replica.story.ferries_dates import COMMITTEE_PAPERS, COMMITTEE_SITTINGS
from tracker.replica.tabled import Tabled

FIRST, SECOND, THIRD = COMMITTEE_PAPERS
DAY_1, DAY_2, DAY_3, DAY_4 = COMMITTEE_SITTINGS
EARLY, DAY_BEFORE = FIRST - timedelta(days=3), timedelta(days=1)
RENUMBERED_FROM, LATECOMER = 24, "HoC29"
"""The third paper gives number 24 to an amendment of its own, and the numbers after it move by one."""

ON_CLAUSES_1_AND_2 = (
    Tabled(
        "HoC1", "", ADA,
        Order("1(1)", out="before the service carries any passenger", put="at least 28 days before the first sailing"),
        EARLY,
        "This amendment would give passengers four weeks to read a charter before the service begins.",
        names=((BRAM, EARLY), (CORA, EARLY), (DUNCAN, SECOND), (GWEN, SECOND), (IRIS, THIRD)),
        decided=((DAY_1, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC2", "", ADA, Order("1(2)(b)", after="fares", put="and other charges"), EARLY,
        "This amendment would bring charges for luggage into the charter.",
        names=((BRAM, EARLY),), decided=((DAY_1, "Disagreed"),),
    ),
    Tabled(
        "HoC3", "", BRAM, Order("1(2)(d)", put="and when it will be answered"), EARLY,
        "This amendment would require the charter to say how long an answer to a complaint may take.",
        names=((ADA, SECOND),), decided=((DAY_1, "Withdrawn"),), paper_decision="Negatived",
    ),
    Tabled(
        "HoC4", "", CORA, Order("1(3)", after="on display", put=", in large type,"), EARLY,
        "This amendment would make charters easier to read at the pier.",
        names=((MERRYN, EARLY),), interest=(MERRYN,), decided=((DAY_1, "NotMoved"),),
    ),
    Tabled(
        "HoC5", "", CORA, Order("1(4)", out="three years", put="two years"), EARLY,
        "This amendment would shorten the period between reviews of a charter.",
        altered=((SECOND - DAY_BEFORE, Order("1(4)", out="three years", put="18 months")),),
        decided=((DAY_1, "Withdrawn"),),
    ),
    Tabled(
        "HoC6", "", GWEN,
        Order("2(1)(c)", block="(d) the trade unions that represent the crews of the service."), EARLY,
        "This amendment would add trade unions to those who must be consulted.",
        names=((HAMISH, EARLY), (JORY, SECOND)), decided=((DAY_1, "NegativedOnDivision"),),
    ),
    Tabled(
        "OPC2", "", MINISTER, Order("2(2)", out="four", put="six"), EARLY,
        "This amendment lengthens the consultation from four weeks to six.",
        decided=((DAY_1, "Agreed"),),
    ),
    Tabled(
        "OPC1", "", MINISTER, Order("2(3)", out="may", put="must"), EARLY,
        "This amendment turns the power to publish a summary of the replies into a duty.",
        decided=((DAY_1, "Agreed"),),
    ),
)  # fmt: skip
ON_CLAUSE_3 = (
    Tabled(
        "HoC7", "", FINN, Order("3(1)(a)", out="60", put="30"), EARLY,
        "This amendment would bring shorter delays within clause 3.",
        names=((IRIS, EARLY), (ADA, SECOND), (KITTY, THIRD)),
        altered=((SECOND, Order("3(1)(a)", out="60", put="45")),), decided=((DAY_2, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC8", "", FINN, Order("3(1)(b)", put=", or"), EARLY, "This amendment is linked to Amendment 9.",
        decided=((DAY_2, "NotCalled"),),
    ),
    Tabled(
        "HoC9", "", ADA, Order("3(2)(a)", after="whole fare", put="and of any fee for booking"), EARLY,
        "This amendment would add booking fees to what a passenger gets back.",
        names=((BRAM, EARLY), (GWEN, EARLY), (LACHLAN, SECOND), (DUNCAN, SECOND)),
        decided=((DAY_2, "Disagreed"),), api_line=28,
    ),
    Tabled(
        "HoC10", "", ADA,
        Order("3(2)", block="(c) a place, at no further charge, on the next sailing of another operator."), EARLY,
        "This amendment would let passengers change to another operator.",
        names=((FINN, SECOND),), decided=((DAY_2, "Withdrawn"),),
    ),
    Tabled(
        "HoC11", "", DUNCAN,
        Order("3(3)(b)", out="and hot drinks", put=", hot drinks and the journey to and from the landing place"),
        EARLY, "This amendment would add the cost of reaching a bed for the night.", decided=((DAY_2, "Disagreed"),),
    ),
    Tabled(
        "HoC12", "", DUNCAN, Order("3(4)", out="unit"), EARLY,
        "This amendment would remove the exception for cancellations announced in good time.",
        withdrawn=SECOND, withdrawn_note="duplicate",
    ),
    Tabled(
        "HoC14", "", IRIS, Order("3(4)", out="unit"), EARLY,
        "This amendment would remove the exception for cancellations announced in good time.",
        names=((DUNCAN, SECOND),), decided=((DAY_2, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC13", "", IRIS, Order("3(4)", out="48", put="72"), EARLY,
        "This amendment would narrow the exception to cancellations announced three days before.",
        decided=((DAY_2, "Preempted"),),
    ),
    Tabled(
        "HoC15", "", JORY, Order("3(5)", after="each passenger", put=", within 14 days,"), EARLY,
        "This amendment would set a time for paying passengers back.", decided=((DAY_2, "NotSelected"),),
    ),
)  # fmt: skip
ON_CLAUSES_4_TO_8 = (
    Tabled(
        "HoC16", "", LACHLAN, Order("4(1)", out="take reasonable steps to"), EARLY,
        "This amendment would make the duty to help absolute.",
        names=((ADA, SECOND), (CORA, SECOND), (ELSPETH, THIRD)), decided=((DAY_3, "Withdrawn"),),
    ),
    Tabled(
        "HoC17", "", LACHLAN, Order("4(2)", out="48", put="24"), EARLY,
        "This amendment would halve the notice that an operator may ask for.", decided=((DAY_3, "Disagreed"),),
    ),
    Tabled(
        "OPC3", "", MINISTER,
        Order("4(3)", block="(4) The operator must train its staff in giving help under this section."), EARLY,
        "This amendment requires operators to train their staff.", decided=((DAY_3, "Agreed"),),
    ),
    Tabled(
        "HoC20", "", HAMISH, Order("5", out="clause"), SECOND - DAY_BEFORE,
        "This amendment would leave out the clause on fares for island residents.", decided=((DAY_3, "NotMoved"),),
    ),
    Tabled(
        "HoC18", "", MERRYN, Order("5(1)", out="may", put="must"), EARLY,
        "This amendment would turn the power to require reduced fares into a duty.",
        names=((LACHLAN, EARLY), (DUNCAN, EARLY), (ADA, THIRD)), decided=((DAY_3, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC19", "", MERRYN, Order("5(2)(b)", out="unit"), EARLY,
        "This probing amendment asks how reductions would be worked out.", gone=THIRD,
    ),
    Tabled(
        "HoC21", "", ELSPETH, Order("6(1)", after="free of charge", put="and in plain language"),
        SECOND - DAY_BEFORE, "This amendment would ask for forecasts that passengers can follow.",
        names=((KITTY, SECOND),), decided=((DAY_3, "Withdrawn"),),
    ),
    Tabled(
        "HoC22", "", ELSPETH, Order("6(2)", out="two hours", put="three hours"), SECOND - DAY_BEFORE,
        "This amendment would give passengers another hour’s warning.", decided=((DAY_3, "Disagreed"),),
    ),
    Tabled(
        "HoC23", "", KITTY, Order("7(1)", after="every person", put=", including every child,"), SECOND,
        "This amendment would name children in the duty to carry life-jackets.", decided=((DAY_4, "Withdrawn"),),
    ),
    Tabled(
        "HoC24", "", FINN, Order("8(2)", out="lines"), SECOND,
        "This amendment would remove the list of an inspector’s powers, to learn which of them are needed.",
        decided=((DAY_4, "NotMoved"),),
    ),
)  # fmt: skip
ON_CLAUSES_9_TO_15 = (
    Tabled(
        "HoC25", "", BRAM, Order("9(2)(c)", out="21", put="14"), SECOND,
        "This amendment would shorten the time for putting a failure right.", decided=((DAY_4, "Disagreed"),),
    ),
    Tabled(
        "HoC26", "", BRAM, Order("10(2)", out="£50,000", put="£250,000"), SECOND,
        "This amendment would raise the largest penalty.",
        names=((ADA, SECOND), (CORA, THIRD), (FINN, THIRD), (GWEN, THIRD)),
        decided=((DAY_4, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC27", "", CORA, Order("13(2)", out="unit"), THIRD - DAY_BEFORE,
        "This amendment would remove the procedure for regulations, to test whether it is strong enough.",
        decided=((DAY_4, "Withdrawn"),),
    ),
    Tabled(
        "HoC28", "", GWEN,
        Order(
            "13",
            motion="The above-named give notice of their intention to oppose the Question that Clause 13 stand part "
            "of the Bill.",
        ),
        THIRD - DAY_BEFORE, names=((IRIS, THIRD),), decided=((DAY_4, "StoodPart"),),
    ),
    Tabled(
        "HoC29", "", JORY, Order("14(1)#1", out="60 nautical miles", put="100 nautical miles"), THIRD,
        "This amendment would bring longer crossings within the Bill.", decided=((DAY_4, "NotSelected"),),
    ),
    Tabled(
        "HoC30", "", JORY, Order("14(2)", out="12", put="six"), THIRD,
        "This amendment would bring smaller boats within the Bill.", decided=((DAY_4, "NotSelected"),),
    ),
)  # fmt: skip
NEW_CLAUSES = (
    Tabled(
        "HoC31", "", ADA, Order(new="Clause", block=COMPLAINTS), EARLY,
        "This new clause would set up a scheme for settling complaints, with times for each step.",
        names=((BRAM, EARLY), (CORA, SECOND), (DUNCAN, SECOND), (GWEN, THIRD), (LACHLAN, THIRD)),
        altered=((THIRD - DAY_BEFORE, Order(new="Clause", block=COMPLAINTS_REWORDED)),),
        decided=((DAY_4, "NegativedOnDivision"),),
    ),
    Tabled(
        "HoC32", "", CORA, Order(new="Clause", block=TIMETABLES), EARLY,
        "This new clause would require operators to meet the trains.", decided=((DAY_4, "Withdrawn"),),
    ),
    Tabled(
        "OPC4", "", MINISTER, Order(new="Clause", block=BICYCLES), SECOND - DAY_BEFORE,
        "This new clause requires operators to carry mobility aids, and bicycles where there is room.",
        decided=((DAY_4, "Agreed"),),
    ),
    Tabled(
        "HoC33", "", MERRYN, Order(new="Clause", block=RESIDENTS), SECOND,
        "This new clause would give the residents of islands a say in timetables.",
        names=((LACHLAN, THIRD),), decided=((DAY_4, "NotMoved"),),
    ),
    Tabled(
        "HoC34", "", DUNCAN, Order(new="Clause", block=HARBOURS), THIRD,
        "This new clause would require a report on the state of landing places.", decided=((DAY_4, "NotCalled"),),
    ),
    Tabled(
        "HoC35", "(a)", IRIS, Order("#1(2)", out="28 days", put="14 days", amends="HoC31"), THIRD,
        "This amendment would halve the time for answering a complaint.", decided=((DAY_4, "Preempted"),),
    ),
)  # fmt: skip
ON_SCHEDULES = (
    Tabled(
        "HoC36", "", LACHLAN, Order("Schedule 1 1(1)", out="seven", put="nine"), SECOND,
        "This amendment would make room on the Council for more of the islands.", decided=((DAY_4, "Withdrawn"),),
    ),
    Tabled(
        "HoC37", "", LACHLAN, Order("Schedule 1 2(2)", block="(3) A member may not be an operator."), SECOND,
        "This amendment would keep operators off the Council.", decided=((DAY_4, "Disagreed"),),
    ),
    Tabled(
        "HoC38", "", FINN, Order("Schedule 2 2(b)", out="any earlier failure by", put="the earlier conduct of"), THIRD,
        "This amendment would let good conduct count as well as bad.", decided=((DAY_4, "NotSelected"),),
    ),
    Tabled(
        "HoC39", "", ADA, Order(new="Schedule", block=OBSERVERS), THIRD,
        "This new Schedule is linked to NC1.", decided=((DAY_4, "NotMoved"),),
    ),
)  # fmt: skip


def committee() -> tuple[Tabled, ...]:
    """Every amendment with its numbers, in the order of the marshalled list."""
    marshalled = (
        *ON_CLAUSES_1_AND_2, *ON_CLAUSE_3, *ON_CLAUSES_4_TO_8, *ON_CLAUSES_9_TO_15, *NEW_CLAUSES, *ON_SCHEDULES,
    )  # fmt: skip
    numbers = dict(_numbers(marshalled))
    return tuple(_numbered(each, numbers[each.dnum], int(numbers[LATECOMER])) for each in marshalled)


def _numbers(marshalled: Iterable[Tabled]) -> Iterator[tuple[str, str]]:
    """Numbers go by the day of tabling, each series on its own: 1, 2 …, NC1 …, NS1 …"""
    taken = {"": 0, "NC": 0, "NS": 0}
    for each in sorted(marshalled, key=lambda each: _paper_of(each.tabled)):
        series = {"Clause": "NC", "Schedule": "NS"}.get(each.order.new, "")
        taken[series] += not each.number
        yield each.dnum, each.number or f"{series}{taken[series]}"


def _paper_of(day: date) -> date:
    return next(paper for paper in COMMITTEE_PAPERS if day <= paper)


def _numbered(each: Tabled, number: str, latecomers: int) -> Tabled:
    """The latecomer takes number 24, and what stood between there and its own place moves by one."""
    if not number.isdigit() or not RENUMBERED_FROM <= int(number) <= latecomers:
        return replace(each, number=number)
    if each.dnum == LATECOMER:
        return replace(each, number=str(RENUMBERED_FROM))
    return replace(each, number=number, renumbered=((THIRD, str(int(number) + 1)),))
