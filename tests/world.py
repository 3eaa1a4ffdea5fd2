"""One small named world for tests of pages: Bills in every state, with people, stages and sittings of our own making.

Today in this world is 23 November 2026 (tests freeze it). Every row is created the tracked way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bills.history import Why, create_tracked, update_tracked
from bills.models import (
    Bill,
    BillPrint,
    BillSponsor,
    BillStage,
    BillType,
    Member,
    Publication,
    PublicationType,
    Sitting,
    StageKind,
)
from scrapers.models import FetchRun
from tracker.models import Tracking

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=LONDON)
KINDS = {
    1: ("1st reading", "Lords"),
    2: ("2nd reading", "Lords"),
    3: ("Committee stage", "Lords"),
    4: ("Report stage", "Lords"),
    5: ("3rd reading", "Lords"),
    6: ("1st reading", "Commons"),
    7: ("2nd reading", "Commons"),
    8: ("Committee stage", "Commons"),
    9: ("Report stage", "Commons"),
    10: ("3rd reading", "Commons"),
    11: ("Royal Assent", "Unassigned"),
    12: ("Consideration of Lords amendments", "Commons"),
}


def why(at: datetime = NOW - timedelta(days=30), reason: str = "Parliament’s data was read") -> Why:
    """A reason that speaks for the moment `at`."""
    return Why(reason, at)


def kinds() -> None:
    """The reference list of kinds of stage, once."""
    have = set(StageKind.objects.values_list("id", flat=True))
    missing = [StageKind(id=pk, name=name, house=house) for pk, (name, house) in KINDS.items() if pk not in have]
    create_tracked(StageKind, missing, why())


def a_bill(title: str, number: int | None, **facts: Any) -> Bill:
    """A Bill of the present session in the Commons, unless the facts say otherwise."""
    wanted = {
        "current_house": "Commons",
        "originating_house": "Commons",
        "introduced_session": 40,
        "included_sessions": [40],
        "last_update": NOW - timedelta(days=3),
    }
    return create_tracked(Bill, [Bill(bill_id=number, short_title=title, **{**wanted, **facts})], why())[0]


def a_course(bill: Bill, course: Sequence[tuple[int, Sequence[date]]], current: int | None = None) -> list[BillStage]:
    """Stages of these kinds in this order, with their sittings; `current` is the place (from 0) where the Bill is."""
    kinds()
    session = max(bill.included_sessions, default=None)
    first = 20_001 + BillStage.objects.count()
    stages = [
        BillStage(
            bill=bill,
            bill_stage_id=first + place,
            kind_id=kind,
            kind_id_received=kind,
            description=KINDS[kind][0],
            house=KINDS[kind][1],
            session=session,
            sort_order=place + 1,
        )
        for place, (kind, _) in enumerate(course)
    ]
    create_tracked(BillStage, stages, why())
    sittings = [
        Sitting(stage=stage, sitting_id=stage.pk * 100 + place, date=day)
        for stage, (_, days) in zip(stages, course, strict=True)
        for place, day in enumerate(days)
    ]
    create_tracked(Sitting, sittings, why())
    if current is not None:
        bill.current_stage_id_received = stages[current].bill_stage_id
        update_tracked(Bill, [(bill, "")], ["current_stage_id_received"], why(NOW - timedelta(days=20)))
    return stages


def a_run(kind: str, *, bill: Bill | None = None, at: datetime = NOW, complete: bool = True, **facts: Any) -> FetchRun:
    """A finished reading of one source, complete unless said otherwise."""
    return FetchRun.objects.create(
        kind=kind, bill=bill, started_at=at - timedelta(seconds=9), finished_at=at, is_complete=complete, **facts
    )


def track(bill: Bill) -> Tracking:
    """Follow the Bill."""
    return create_tracked(Tracking, [Tracking(parliament_id=bill.bill_id, bill=bill, title=bill.short_title)], why())[
        0
    ]


@dataclass(frozen=True)
class World:
    """The Bills by what is special about them."""

    lanterns: Bill
    """In committee in the Lords; tracked; next sitting 30 November 2026."""
    footpaths: Bill
    """Became an Act on 4 November 2026."""
    hedgehogs: Bill
    """Withdrawn on 9 October 2026."""
    orchards: Bill
    """Of the session 2023–24, which is over."""
    pageants: Bill
    """Known by its title only."""
    fiction: Bill
    """A demonstration Bill."""


def a_world() -> World:
    """All of it; about thirty queries."""
    lanterns = a_bill(
        "Harbour Lanterns Bill",
        4101,
        current_house="Lords",
        long_title="A Bill to make provision about the lighting of small harbours; and for connected purposes.",
        summary="<p>Harbours would have to be <b>lit</b>.</p><script>alert(1)</script>",
        bill_type=_government_bill(),
    )
    stages = a_course(lanterns, LANTERN_COURSE, current=6)
    _papers_of(lanterns, stages)
    track(lanterns)
    a_run("bill", bill=lanterns)
    a_run("amendments", bill=lanterns, stage=stages[6])
    a_run("bills")
    footpaths = a_bill("Footpaths Act 2026", 4102, is_act=True, current_house="Unassigned")
    a_course(footpaths, [(7, [date(2026, 7, 2)]), (11, [date(2026, 11, 4)])], current=1)
    return World(
        lanterns=lanterns,
        footpaths=footpaths,
        hedgehogs=a_bill("Hedgehog Crossings Bill", 4103, withdrawn_on=date(2026, 10, 9)),
        orchards=a_bill("Orchard Pollination Bill", 3401, introduced_session=38, included_sessions=[38]),
        pageants=a_bill("Village Pageants Bill [HL]", 4104, current_house="Lords"),
        fiction=a_bill("Umbrella Stands Bill", 990001, is_fictional=True),
    )


LANTERN_COURSE: Sequence[tuple[int, Sequence[date]]] = (
    (6, [date(2026, 6, 9)]),
    (7, [date(2026, 6, 30)]),
    (8, [date(2026, 7, 7), date(2026, 7, 9), date(2026, 7, 14), date(2026, 9, 8)]),
    (9, [date(2026, 10, 13)]),
    (1, [date(2026, 10, 15)]),
    (2, [date(2026, 11, 3)]),
    (3, [date(2026, 11, 17), date(2026, 11, 19), date(2026, 11, 30), date(2026, 12, 2)]),
    (4, []),
)


def _government_bill() -> BillType:
    return create_tracked(BillType, [BillType(id=1, name="Government Bill", category="Public")], why())[0]


def _papers_of(bill: Bill, stages: Sequence[BillStage]) -> None:
    create_tracked(PublicationType, [PublicationType(id=5, name="Bill")], why())
    member = create_tracked(Member, [Member(member_id=70001, name="Ada Quill", party="Independent")], why())[0]
    sponsor = BillSponsor(
        bill=bill, member=member, printed_name="Ada Quill", organisation_name="Department for Harbours", order=1
    )
    create_tracked(BillSponsor, [sponsor], why())
    document = Publication(
        bill=bill,
        stage=stages[0],
        publication_id=88001,
        house="Commons",
        title="Bill 12 2026-27 (as introduced)",
        type_id=5,
        display_date=NOW - timedelta(days=160),
        links=[{"id": 1, "title": "x", "url": "javascript:alert(1)", "contentType": "text/html"}],
        files=[{"id": 2, "filename": "b.pdf", "contentType": "application/pdf", "contentLength": 1_400_000}],
    )
    create_tracked(Publication, [document], why())
    printed = BillPrint(
        bill=bill,
        sha256="0" * 64,
        print_number="Bill 12",
        house="Commons",
        stage_version="as introduced",
        published_on=date(2026, 6, 9),
        tree={},
        clause_count=14,
        schedule_count=1,
    )
    create_tracked(BillPrint, [printed], why())
