"""Builders of a stage with amendments, lists and history, in words of our own. Every write goes the tracked way."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.history import Why, create_tracked, update_tracked
from bills.models import Bill, BillStage, StageKind

LONDON = ZoneInfo("Europe/London")


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in London time."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


MONDAY, WEDNESDAY, FRIDAY = london(2026, 9, 14), london(2026, 9, 16), london(2026, 9, 18)


def why(at: datetime, snapshot_id: int | None = None) -> Why:
    """A reason that speaks for the moment `at`."""
    return Why("A list was taken in", at, snapshot_id=snapshot_id)


def make_stage(title: str = "Hedgehog Crossings Bill", house: str = "Commons", session: int | None = 40) -> BillStage:
    """A Bill in committee."""
    StageKind.objects.get_or_create(id=8, defaults={"name": "Committee stage", "house": "Commons"})
    (bill,) = create_tracked(Bill, [Bill(bill_id=9000 + Bill.objects.count(), short_title=title)], why(MONDAY))
    stage = BillStage(
        bill=bill,
        bill_stage_id=20000 + BillStage.objects.count(),
        kind_id=8,
        kind_id_received=8,
        description="Committee stage",
        house=house,
        session=session,
        sort_order=3,
    )
    return create_tracked(BillStage, [stage], why(MONDAY))[0]


def an_amendment(
    stage: BillStage, number: str, text: str = "Leave out “may” and insert “must”", **facts: Any
) -> Amendment:
    """An unsaved amendment of the stage, complete enough to be shown."""
    lines = [{"text": text, "num": "", "depth": 0, "kind": "instruction"}]
    wanted = {"provision": "clause 2", "page": 3, "line": 4, "text_is_full": True, "dnum": f"hoc{number.casefold()}"}
    return Amendment(
        bill_id=stage.bill_id, stage=stage, number=number, text=text, **{"lines": lines, **wanted, **facts}
    )


def table(
    amendments: Sequence[Amendment], at: datetime = MONDAY, names: Sequence[str] = ("Ada Quill",)
) -> list[Amendment]:
    """Save new amendments, each with these names, lead first."""
    saved = create_tracked(Amendment, amendments, why(at))
    create_tracked(Sponsorship, [a_name(row, name, i) for row in saved for i, name in enumerate(names, 1)], why(at))
    return saved


def a_name(amendment: Amendment, name: str, order: int, **facts: Any) -> Sponsorship:
    """An unsaved name on an amendment."""
    return Sponsorship(
        amendment=amendment,
        member_key=name.casefold(),
        printed_name=name,
        order=order,
        is_lead=order == 1,
        **facts,
    )


def change(amendment: Amendment, grades: str, at: datetime, **facts: Any) -> Amendment:
    """Change an amendment as an ingest would: the fields given, one history row with these grades."""
    if "text" in facts and "lines" not in facts:
        facts["lines"] = [{"text": facts["text"], "num": "", "depth": 0, "kind": "instruction"}]
    for name, value in facts.items():
        setattr(amendment, name, value)
    update_tracked(Amendment, [(amendment, grades)], list(facts) or ["readings"], why(at))
    return amendment


def change_names(amendment: Amendment, at: datetime, added: Iterable[str] = (), removed: Iterable[str] = ()) -> None:
    """Names join and go at one moment, with the amendment's own row graded "signatures" beside them."""
    start = amendment.sponsorships.count()
    create_tracked(Sponsorship, [a_name(amendment, name, start + i) for i, name in enumerate(added, 1)], why(at))
    gone = list(amendment.sponsorships.filter(printed_name__in=list(removed)))
    for row in gone:
        row.is_listed = False
    update_tracked(Sponsorship, [(row, "signatures") for row in gone], ["is_listed"], why(at))
    change(amendment, "signatures", at)


def publish(
    stage: BillStage, amendments: Sequence[Amendment], at: datetime, stars: dict[str, str] | None = None, **facts: Any
) -> AmendmentPaper:
    """A dated list holding these amendments in this order, with their present numbers."""
    wanted = {"source": AmendmentPaper.Source.PAPER, "is_complete": True, "published_on": at.date(), "kind": "hcmarsh"}
    sha256 = f"{stage.pk}-{at.isoformat()}-{AmendmentPaper.objects.count()}"
    paper = AmendmentPaper.objects.create(
        bill_id=stage.bill_id, stage=stage, sha256=sha256, effective_at=at, **{**wanted, **facts}
    )
    Listing.objects.bulk_create(
        Listing(paper=paper, amendment=row, number=row.number, position=place, star=(stars or {}).get(row.number, ""))
        for place, row in enumerate(amendments, 1)
    )
    return paper
