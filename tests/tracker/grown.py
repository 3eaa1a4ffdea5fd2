"""So many more rows of everything around the example records, so that every public page has that much more to show."""

from datetime import timedelta
from itertools import count
from typing import Any

from amendments.models import Amendment, AmendmentDivision, AmendmentPaper, Chain, ChainStep, Listing, Sponsorship
from bills.history import create_tracked, update_tracked
from bills.models import (
    Bill,
    BillPrint,
    BillSponsor,
    BillStage,
    Division,
    Member,
    NamedPrint,
    NewsArticle,
    ProvisionPath,
    Publication,
    RelatedBill,
    Sitting,
)
from coalition.models import Release
from scrapers.models import FetchRun
from tests.matrix.examples import Examples
from tests.world import NOW, TODAY, why
from tracker.models import Tracking

numbers = count(100_000)
"""A fresh number for whatever must be unique."""


def grow(made: Examples, more: int) -> None:
    """Add so many of each: Bills, and of the example's Bill stages, days, papers, amendments, votes, releases."""
    bill = Bill.objects.get(pk=made.of("bills:detail")["pk"])
    stage = BillStage.objects.get(pk=made.of("amendments:stage")["pk"])
    _bills(more)
    stages = _stages(bill, more)
    _documents(bill, stages, more)
    amendments = _amendments(stage, Amendment.objects.get(pk=made.of("amendments:detail")["pk"]), more)
    _votes(bill, stage, amendments, made, more)
    _chains(bill, Chain.objects.get(pk=made.of("amendments:chain")["pk"]), amendments, made, more)
    _released(more)


def _fresh(more: int) -> list[int]:
    return [next(numbers) for _ in range(more)]


def _bills(more: int) -> None:
    rows = [
        Bill(bill_id=n, short_title=f"Piers (No. {n}) Bill", introduced_session=40, included_sessions=[40])
        for n in _fresh(more)
    ]
    bills = create_tracked(Bill, rows, why())
    create_tracked(
        Tracking, [Tracking(parliament_id=each.bill_id, bill=each, title=each.short_title) for each in bills], why()
    )
    stages = [
        BillStage(bill=each, bill_stage_id=each.bill_id, kind_id_received=8, description="Committee stage")
        for each in bills
    ]
    create_tracked(BillStage, stages, why())
    create_tracked(Sitting, [Sitting(stage=each, date=TODAY + timedelta(days=2)) for each in stages], why())
    FetchRun.objects.bulk_create(
        FetchRun(kind="bill", bill=each, started_at=NOW, finished_at=NOW, is_complete=True) for each in bills
    )


def _stages(bill: Bill, more: int) -> list[BillStage]:
    rows = [
        BillStage(
            bill=bill, bill_stage_id=n, kind_id_received=8, kind_id=8, description="Committee stage", house="Lords"
        )
        for n in _fresh(more)
    ]
    stages = create_tracked(BillStage, rows, why())
    create_tracked(Sitting, [Sitting(stage=each, date=TODAY + timedelta(days=3)) for each in stages], why())
    FetchRun.objects.bulk_create(
        FetchRun(kind="amendments", bill=bill, stage=each, started_at=NOW, finished_at=NOW) for each in stages
    )
    return stages


def _documents(bill: Bill, stages: list[BillStage], more: int) -> None:
    first = BillSponsor.objects.filter(bill=bill).count() + 50
    members = [Member(member_id=n, name=f"Lord Quay {n}") for n in _fresh(more)]
    create_tracked(Member, members, why())
    of_bill: list[tuple[Any, Any]] = [
        (Publication, lambda n: {"publication_id": n, "title": f"Paper {n}", "display_date": NOW}),
        (NewsArticle, lambda n: {"article_id": n, "title": f"News {n}"}),
        (BillPrint, lambda n: {"sha256": str(n), "print_number": f"Bill {n}", "tree": {}}),
        (NamedPrint, lambda n: {"order": n % 30_000, "print_number": f"HL Bill {n}", "historic_key": f"p{n}"}),
        (ProvisionPath, lambda n: {"order": n % 30_000, "name": f"Clause {n}", "historic_key": f"v{n}"}),
        (RelatedBill, lambda n: {"order": n % 30_000, "title": f"Bill {n}", "kind": "bill", "historic_key": f"r{n}"}),
    ]
    for model, facts in of_bill:
        create_tracked(model, [model(bill=bill, **facts(n)) for n in _fresh(more)], why())
    sponsors = [BillSponsor(bill=bill, member=each, order=first + at) for at, each in enumerate(members)]
    create_tracked(BillSponsor, sponsors, why())


def _amendments(stage: BillStage, known: Amendment, more: int) -> list[Amendment]:
    rows = [
        Amendment(bill=stage.bill, stage=stage, api_key=f"amendment:{n}", number=str(n), provision=f"clause {n % 40}")
        for n in _fresh(more)
    ]
    amendments = create_tracked(Amendment, rows, why())
    members = list(Member.objects.order_by("-pk")[:more])
    names = [
        Sponsorship(
            amendment=each, member=member, member_key=f"m{member.member_id}", printed_name=member.name, order=at
        )
        for row, member in zip(amendments, members, strict=True)
        for at, each in enumerate((row, known))
    ]
    create_tracked(Sponsorship, names, why())
    for row in amendments:
        row.decision = "Agreed"
    update_tracked(Amendment, [(row, "decision") for row in amendments], ["decision"], why(NOW - timedelta(days=1)))
    papers = AmendmentPaper.objects.bulk_create(
        AmendmentPaper(
            bill=stage.bill,
            stage=stage,
            source="paper",
            sha256=str(n),
            title=f"List {n}",
            published_on=TODAY,
            effective_at=NOW + timedelta(seconds=n - 100_000),
            is_complete=True,
        )
        for n in _fresh(more)
    )
    last = max(papers, key=lambda paper: paper.effective_at)
    Listing.objects.bulk_create(
        [
            *(Listing(paper=paper, amendment=known, number="12", position=1) for paper in papers),
            *(
                Listing(paper=last, amendment=row, number=row.number, position=at + 2)
                for at, row in enumerate(amendments)
            ),
        ]
    )
    return amendments


def _votes(bill: Bill, stage: BillStage, amendments: list[Amendment], made: Examples, more: int) -> None:
    rows = [
        Division(house="Lords", division_id=n, bill=bill, stage=stage, number=n, date=NOW, title=f"Vote {n}")
        for n in _fresh(more)
    ]
    divisions = create_tracked(Division, rows, why())
    shown = Division.objects.get(pk=made.of("division")["pk"])
    known = Amendment.objects.get(pk=made.of("amendments:detail")["pk"])
    decided = [AmendmentDivision(amendment=known, division=each) for each in divisions]
    decided += [AmendmentDivision(amendment=each, division=shown) for each in amendments]
    create_tracked(AmendmentDivision, decided, why())


def _chains(bill: Bill, chain: Chain, amendments: list[Amendment], made: Examples, more: int) -> None:
    known = Amendment.objects.get(pk=made.of("amendments:detail")["pk"])
    chains = create_tracked(
        Chain, [Chain(bill=bill, order=n % 30_000, aim=f"Aim {n}", historic_key=f"c{n}") for n in _fresh(more)], why()
    )
    steps = [
        ChainStep(chain=chain, order=at, amendment=each, historic_key=f"s{each.pk}")
        for at, each in enumerate(amendments, start=chain.steps.count())
    ]
    steps += [ChainStep(chain=each, order=1, amendment=known, historic_key=f"k{each.pk}") for each in chains]
    create_tracked(ChainStep, steps, why())


def _released(more: int) -> None:
    """More asks, papers and texts like those that are public, each with a number of its own."""
    like = Release.objects.filter(kind__in=("ask", "briefing", "act")).order_by("pk")
    copies = [
        Release(
            kind=each.kind,
            object_id=n,
            bill_id=each.bill_id,
            title=f"{each.title} {n}",
            fields=each.fields,
            version_id=each.version_id,
            public_from=NOW - timedelta(minutes=5),
        )
        for each in {row.kind: row for row in like}.values()
        for n in _fresh(more)
    ]
    Release.objects.bulk_create(copies)
