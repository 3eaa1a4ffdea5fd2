"""Short builders of what a source says, in our own words, for tests of the ingest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bills.history import Why, create_tracked
from bills.models import Bill, BillStage
from scrapers.ingest import Observation
from scrapers.records import AmendmentRecord, Line, PaperRecord, SponsorRecord

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


def day(number: int) -> datetime:
    """09:00 on the n-th day, counting from Monday 7 September 2026."""
    return MONDAY + timedelta(days=number)


def seen(number: int = 0, reason: str = "Parliament's list of amendments") -> Observation:
    """An observation on the n-th day."""
    return Observation(at=day(number), reason=reason, url="https://bills-api.parliament.uk/api/v1/list")


def a_stage(title: str = "Lighthouse Keepers Bill", kind: int = 8) -> BillStage:
    """A Bill with one Commons committee stage."""
    why = Why(reason="test", effective_at=MONDAY)
    count = Bill.objects.count()
    (bill,) = create_tracked(Bill, [Bill(bill_id=9000 + count, short_title=title)], why)
    stage = BillStage(
        bill=bill, bill_stage_id=700 + count, description="Committee stage", house="Commons", kind_id_received=kind
    )
    return create_tracked(BillStage, [stage], why)[0]


def name(text: str, member_id: int | None = None, order: int = 1, **more: Any) -> SponsorRecord:
    """A name on an amendment; the first is the lead."""
    return SponsorRecord(name=text, is_lead=order == 1, order=order, member_id=member_id, **more)


ADA = name("Ada Brook", 901)
BEN = name("Ben Carr", 902, 2)
CAI = name("Cai Dunn", 903, 3)


def item(number: str = "1", *, api: int = 1, **more: Any) -> AmendmentRecord:
    """An item of the API's list of amendments."""
    words = f"Clause 2, page 3, line {api}, leave out “lamp” and insert “lantern”"
    said: dict[str, Any] = {
        "place": f"items[{api}]",
        "number": number,
        "position": api,
        "api_key": f"amendment:{api}",
        "dnum": f"hoc{api}",
        "provision": "clause 2",
        "page": 3,
        "line": api,
        "summary_text": words,
        "decision": "NoDecision",
        "sponsors": (ADA,),
    }
    return AmendmentRecord(**{**said, **more})


def detail(number: str = "1", *, api: int = 1, text: str = "Leave out “lamp”", **more: Any) -> AmendmentRecord:
    """The API's full record of an amendment."""
    lines = tuple(Line(text=row) for row in text.splitlines())
    return replace(item(number, api=api), text=text, lines=lines, text_is_full=True, summary_text=None, **more)


def printed(number: str = "1", *, dnum: str = "hoc1", text: str = "Leave out “lamp”", **more: Any) -> AmendmentRecord:
    """An amendment as a paper prints it."""
    said: dict[str, Any] = {
        "place": f"amendment {number}",
        "number": number,
        "position": 1,
        "dnum": dnum,
        "series_id": f"series-{dnum}",
        "op": "leave_out",
        "provision": "clause 2",
        "page": 3,
        "line": 1,
        "lines": tuple(Line(text=row, kind="instruction") for row in text.splitlines()),
        "text": text,
        "text_is_full": True,
        "statement": "It makes the lamp a lantern.",
        "sponsors": (ADA,),
    }
    return AmendmentRecord(**{**said, **more})


def a_paper(*amendments: AmendmentRecord, **more: Any) -> PaperRecord:
    """A complete Commons amendment paper."""
    placed = tuple(replace(record, position=place) for place, record in enumerate(amendments, 1))
    said: dict[str, Any] = {
        "kind": "hcmarsh",
        "house": "House of Commons",
        "bill_title": "Lighthouse Keepers Bill",
        "print_number": "Bill 12",
        "session": "60/1",
        "stage": "Committee Stage",
        "stage_version": "As introduced",
        "lawmaker_project": "UK009001",
        "published_on": None,
        "is_complete": True,
        "uri": "",
        "list_number": "",
        "legend": (),
        "amendments": placed,
    }
    return PaperRecord(**{**said, **more})
