"""Papers for tests, written through the same doors as the pages use."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from amendments.models import Amendment, AmendmentPaper, Listing
from bills.history import create_tracked, update_tracked
from bills.models import Bill, BillPrint, BillStage
from bills.text.tree import Print, Provision
from coalition import writing
from coalition.models import Briefing, BriefingVersion
from tests.world import why

TEXT = "# Light the steps\n\nEvery harbour step should be lit.\n"


def a_paper(title: str = "Light the steps", body: str | None = TEXT, **facts: Any) -> Briefing:
    """A shared paper that is open for sign-off for three days, with one text; without a text for None."""
    wanted = {"is_shared": True, "is_open_to_sign": True, "sign_by": timezone.now() + timedelta(days=3), **facts}
    paper = writing.create(Briefing(title=title, **wanted), by=None)
    if body is not None:
        a_text(paper, body)
    return paper


def a_text(paper: Briefing, body: str, title: str | None = None, **facts: Any) -> BriefingVersion:
    """The paper's next version."""
    words = title or paper.title
    facts.setdefault("sha256", hashlib.sha256(f"{words}\n\n{body}".encode()).hexdigest())
    facts.setdefault("written_at", timezone.now())
    number = paper.versions.count() + 1
    return BriefingVersion.objects.create(briefing=paper, number=number, title=words, body=body, **facts)


# ---- what papers cite ----


def a_list(stage: BillStage, numbers: dict[Amendment, str], at: datetime, **facts: Any) -> AmendmentPaper:
    """A complete list of the stage with these numbers; the amendments carry them from then on."""
    paper = AmendmentPaper.objects.create(
        bill=stage.bill,
        stage=stage,
        sha256=hashlib.sha256(f"{at}{sorted(numbers.values())}".encode()).hexdigest(),
        published_on=at.date(),
        effective_at=at,
        is_complete=True,
        **{"source": "paper", **facts},
    )
    for place, (amendment, number) in enumerate(numbers.items(), start=1):
        Listing.objects.create(paper=paper, amendment=amendment, number=number, position=place)
        if amendment.number != number:
            amendment.number = number
            update_tracked(Amendment, [(amendment, "number")], ["number"], why(at))
    return paper


def an_amendment(stage: BillStage, number: str, key: str = "1", **facts: Any) -> Amendment:
    """A listed amendment to clause 1."""
    wanted = {"provision": "clause 1", "op": "insert", "text": "At end insert “lamps”.", **facts}
    row = Amendment(bill=stage.bill, stage=stage, api_key=f"amendment:{key}", number=number, **wanted)
    return create_tracked(Amendment, [row], why())[0]


def a_print(bill: Bill, number: str, clauses: tuple[str, ...], on: date) -> BillPrint:
    """A print with clauses of these numbers."""
    provisions = tuple(
        Provision(at, "clause", f"g{at}", "", each, "", f"Clause {each}", "Words.", 0, False, None, None, (), ())
        for at, each in enumerate(clauses)
    )
    row = BillPrint(
        bill=bill,
        sha256=hashlib.sha256(f"{number}{clauses}{on}{bill.pk}".encode()).hexdigest(),
        print_number=number,
        published_on=on,
        tree=Print(provisions, ()).to_json(),
    )
    return create_tracked(BillPrint, [row], why())[0]
