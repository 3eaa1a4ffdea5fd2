"""The one door through which Parliament's record enters the database.

Every function decides a plan first and then applies it in one transaction under the Bill's lock, together with the
FetchRun that explains it: either all of it stands or none of it. Unchanged input writes nothing but the run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.history import Why, create_tracked, insert_rows, update_tracked
from bills.models import Bill, BillPrint, BillStage, Member
from bills.taken_in import record_taken_in
from bills.versions import bump
from scrapers.amendment_plan import (
    AmendmentPlan,
    names_of_new,
    plan_absences,
    plan_amendments,
    plan_details,
    plan_sponsors,
)
from scrapers.bill_rows import BillBundle, print_row, write_bill, write_bills, write_reference
from scrapers.divisions import of_other_bills, write_divisions
from scrapers.members import members_named, write_members
from scrapers.models import FetchRun, MissedOnce, Problem
from scrapers.parse.bill_print import PrintRecord
from scrapers.readings import API, PAPER, Reading, digest, lines_as_json
from scrapers.records import (
    AmendmentRecord,
    BillRecord,
    DivisionRecord,
    MemberRecord,
    PaperRecord,
    ParseProblem,
    ReferenceRecord,
    SponsorRecord,
)
from scrapers.rows import Tally


@dataclass(frozen=True, slots=True)
class Observation:
    """What a plan rests on: the moment the source speaks for, the snapshot and its address, and a sentence."""

    at: datetime
    reason: str
    snapshot_id: int | None = None
    url: str = ""

    def why(self) -> Why:
        """The reason that every history row of this ingest records."""
        return Why(reason=self.reason, effective_at=self.at, snapshot_id=self.snapshot_id, source_url=self.url)


def reached(moment: str) -> None:
    """A named moment of the ingest. Does nothing: the proofs that stop a worker dead replace it."""


@contextmanager
def under_lock(bill: Bill) -> Iterator[None]:
    """One transaction in which nobody else ingests this Bill (row lock; on SQLite the write lock itself)."""
    with transaction.atomic():
        Bill.objects.select_for_update().only("pk").get(pk=bill.pk)
        reached("locked")
        yield
        record_taken_in.send(sender=Bill, bill=bill)
        bump(bill.pk)
        reached("before commit")
    reached("after commit")


def record_run(run: FetchRun | None, tally: Tally, problems: Iterable[ParseProblem], *, is_complete: bool) -> None:
    """Close a run inside the transaction of its ingest: what it changed, and what it could not read."""
    if run is None:
        return
    problems = list(problems)
    run.is_complete = is_complete
    if not is_complete and not run.problem and problems:
        run.problem = _in_words(problems)
    run.rows_changed += tally.written
    run.finished_at = timezone.now()
    run.save()
    Problem.objects.bulk_create(Problem(run=run, place=p.place[:500], reason=p.reason) for p in problems)
    reached("run recorded")


def _in_words(problems: Sequence[ParseProblem]) -> str:
    """Why a run is incomplete, where it was received whole but not all of it could be taken in."""
    first = f"{problems[0].place}: {problems[0].reason}"
    return first if len(problems) == 1 else f"{len(problems)} could not be taken in, the first at {first}"


def ingest_amendments(
    stage: BillStage,
    records: Sequence[AmendmentRecord],
    seen: Observation,
    *,
    is_complete: bool,
    run: FetchRun | None = None,
    problems: Sequence[ParseProblem] = (),
    again: bool = False,
) -> Tally:
    """Take in what the Bills API says of a stage's amendments.

    `is_complete` must be true only for a sweep that met every condition (scrapers.parliament.Sweep): only then may an
    amendment be missed, and only then is the list itself recorded. A sweep that is read `again` is not a second one:
    nothing is missed in it.
    """
    with under_lock(stage.bill):
        plan = plan_amendments(stage, records, API, seen.at)
        is_complete = is_complete and not plan.problems
        if is_complete and not again:
            missed = MissedOnce.objects.filter(amendment__stage=stage).values_list("amendment_id", flat=True)
            plan_absences(plan, stage, API, seen.at, missed)
        reached("planned")
        tally = _apply(stage, plan, seen.why(), Member.NameSource.AMENDMENTS)
        if is_complete:
            _record_api_list(stage, plan, seen)
            reached("list written")
        record_run(run, tally, [*problems, *plan.problems], is_complete=is_complete)
        if is_complete and not again:
            _remember_missed(plan, run)
    return tally


def ingest_details(
    stage: BillStage,
    records: Sequence[AmendmentRecord],
    seen: Observation,
    *,
    run: FetchRun | None = None,
    problems: Sequence[ParseProblem] = (),
) -> Tally:
    """Take in the full text of amendments that the API's list has already brought. Says nothing about the others."""
    with under_lock(stage.bill):
        plan = plan_details(stage, records, seen.at)
        reached("planned")
        tally = _apply(stage, plan, seen.why(), Member.NameSource.AMENDMENTS)
        faults = [*problems, *plan.problems]
        record_run(run, tally, faults, is_complete=run is not None and run.is_complete and not faults)
    return tally


def ingest_paper(
    stage: BillStage,
    paper: PaperRecord,
    seen: Observation,
    *,
    sha256: str,
    file_name: str = "",
    run: FetchRun | None = None,
) -> Tally:
    """Take in an amendment paper. The same bytes for the same stage are taken in once; a second time writes nothing.

    A paper older than the newest one of the stage adds its list and the amendments nobody has seen, as no longer
    listed if a newer one claims to hold them all; it does not move anything back in time. Of two papers of one moment
    the one that was taken in last is the newer.
    """
    with under_lock(stage.bill):
        papers = AmendmentPaper.objects.filter(stage=stage, source=AmendmentPaper.Source.PAPER)
        known = papers.filter(sha256=sha256, effective_at=seen.at).first()
        newer = papers.filter(_after_paper(known, seen.at))
        may_change = not newer.exists()
        is_superseded = newer.filter(is_complete=True).exists()
        plan = plan_amendments(
            stage, paper.amendments, PAPER, seen.at, may_change=may_change, is_superseded=is_superseded
        )
        problems = [*paper.problems, *plan.problems]
        if may_change and paper.is_complete and not problems:
            plan_absences(plan, stage, PAPER, seen.at, ())
        if may_change:
            _take_back_withdrawals(plan, paper)
            _plan_stated_withdrawals(plan, stage, paper)
        else:
            _state_later_withdrawals(plan, newer)
        reached("planned")
        tally = _apply(stage, plan, seen.why(), Member.NameSource.PAPER)
        if known is None:
            _record_paper(stage, paper, seen, sha256, file_name, plan, problems)
            tally.created += 1
        reached("list written")
        record_run(run, tally, problems, is_complete=not problems)
        tally.problems = [f"{problem.place}: {problem.reason}" for problem in problems]
    return tally


def _after_paper(known: AmendmentPaper | None, at: datetime) -> models.Q:
    """Papers that come after one of this moment; `known` is that paper's own row where it was taken in before."""
    later = models.Q(effective_at__gt=at)
    return later | models.Q(effective_at=at, pk__gt=known.pk) if known else later


def ingest_bill(
    bundle: BillBundle, seen: Observation, *, run: FetchRun | None = None, is_complete: bool = True
) -> tuple[Bill, Tally]:
    """Take in a Bill with whatever of its stages, sittings, publications and news the bundle holds.

    A list inside the bundle that is not complete adds and changes rows but marks nothing as no longer listed.
    """
    with transaction.atomic():
        bill, tally = write_bill(bundle, seen.why())
        if tally.written:
            bump(bill.pk)
        if run is not None:
            run.bill = bill
        record_run(run, tally, bundle.problems, is_complete=is_complete)
        reached("before commit")
    return bill, tally


def ingest_bills(
    records: Sequence[BillRecord], seen: Observation, *, run: FetchRun | None, is_complete: bool
) -> Tally:
    """Take in the list of Bills: titles, Houses, sessions and current stages of every Bill of Parliament."""
    with transaction.atomic():
        tally = write_bills(records, seen.why())
        if tally.written:
            bump()
        record_run(run, tally, (), is_complete=is_complete)
    return tally


def ingest_reference(
    kinds: Mapping[type[models.Model], Sequence[ReferenceRecord]],
    seen: Observation,
    *,
    run: FetchRun | None = None,
    is_complete: bool = True,
) -> Tally:
    """Take in the reference lists that were read completely: Bill types, stages and publication types."""
    with transaction.atomic():
        tally = Tally()
        for model, records in kinds.items():
            tally += write_reference(model, records, seen.why())
        if tally.written:
            bump()
        record_run(run, tally, (), is_complete=is_complete)
    return tally


def ingest_members(records: Sequence[MemberRecord], seen: Observation) -> Tally:
    """Take in Members as the Members API gives them."""
    with transaction.atomic():
        bump()
        return write_members(records, seen.why())


def ingest_divisions(
    records: Sequence[DivisionRecord],
    seen: Observation,
    *,
    bill: Bill | None = None,
    run: FetchRun | None = None,
    problems: Sequence[ParseProblem] = (),
) -> Tally:
    """Take in divisions with their voters, found for a Bill or for none.

    Which Bill one belongs to is not written here, and none is ever concluded to be gone: a search that does not find a
    division says nothing about it. A change of one that stands with another Bill counts with every Bill.
    """
    with under_lock(bill) if bill else transaction.atomic():
        if bill is None:
            bump()
        tally = write_divisions(records, seen.why())
        if bill and tally.written and of_other_bills(records, bill):
            bump()
        record_run(run, tally, problems, is_complete=run is not None and run.is_complete and not problems)
    return tally


def ingest_print(
    bill: Bill, record: PrintRecord, seen: Observation, *, sha256: str, run: FetchRun | None = None
) -> tuple[BillPrint, bool]:
    """Keep a print of the Bill; returns it and whether it is new. The same bytes are one print, for ever."""
    with under_lock(bill):
        found = BillPrint.objects.filter(bill=bill, sha256=sha256).defer("tree").first()
        if found is None:
            row = print_row(bill, record, sha256)
            (stored,) = create_tracked(BillPrint, [row], seen.why())
            record_run(run, Tally(created=1), record.problems, is_complete=True)
            return stored, True
        record_run(run, Tally(unchanged=1), (), is_complete=True)
    return found, False


def _apply(stage: BillStage, plan: AmendmentPlan, why: Why, name_source: int) -> Tally:
    """Write the plan with its history; the caller holds the lock and the transaction."""
    members = members_named(plan.named, name_source, why)
    reached("members written")
    create_tracked(Amendment, plan.new, why)
    reached("amendments created")
    rows = [*plan.changed, *plan.absent]
    after = _after_what_is_recorded(stage, why) if rows else why
    fields = sorted({name for _, reading in rows for name in reading.fields} or {"readings"})
    update_tracked(Amendment, [(row, reading.grade_words()) for row, reading in rows], fields, after)
    reached("amendments changed")
    new = {row.pk for row in plan.new}
    create_tracked(Sponsorship, names_of_new([pair for pair in plan.sponsors if pair[0].pk in new], members), why)
    _write_names([pair for pair in plan.sponsors if pair[0].pk not in new], members, after)
    reached("names written")
    return Tally(created=len(plan.new), changed=len(plan.changed), unchanged=plan.unchanged, absent=len(plan.absent))


def _write_names(
    wanted: list[tuple[Amendment, tuple[SponsorRecord, ...]]], members: Mapping[int, int], why: Why
) -> None:
    if wanted:
        names = plan_sponsors(wanted, members)
        create_tracked(Sponsorship, names.new, why)
        fields = ["printed_name", "is_lead", "order", "declared_interest", "is_listed"]
        update_tracked(Sponsorship, names.changed, fields, why)


def _after_what_is_recorded(stage: BillStage, why: Why) -> Why:
    """The same reason, no earlier than what the stage's history already speaks for.

    A row holds what all sources together say. A paper dated this morning that is read after the data of this noon adds
    to the knowledge of noon; put before it, the story would show facts that come, go and come again.
    """
    latest = Amendment.history.filter(stage_id=stage.pk).aggregate(at=models.Max("effective_at"))["at"]
    if latest is None or why.effective_at > latest:
        return why
    return replace(why, effective_at=latest + timedelta(microseconds=1))


def _listings(paper: AmendmentPaper, plan: AmendmentPlan) -> list[Listing]:
    return [
        Listing(
            paper_id=paper.pk,
            amendment_id=row if isinstance(row, int) else row.pk,
            number=record.number,
            position=record.position,
            star=record.star.strip(),
        )
        for record, row in plan.listed
    ]


def _record_api_list(stage: BillStage, plan: AmendmentPlan, seen: Observation) -> None:
    """Write the API's list as a dated list when its order, numbers or stars differ from the last one."""
    rows = [(row if isinstance(row, int) else row.pk, r.number, r.star.strip()) for r, row in plan.listed]
    sha256 = digest(rows)
    lists = AmendmentPaper.objects.filter(stage=stage, source=AmendmentPaper.Source.API)
    latest = lists.order_by("-effective_at", "-id").values_list("sha256", flat=True).first()
    if latest == sha256 or (latest is None and not rows):
        return
    paper = AmendmentPaper.objects.create(
        bill_id=stage.bill_id,
        stage=stage,
        source=AmendmentPaper.Source.API,
        sha256=sha256,
        house=stage.house,
        effective_at=seen.at,
        is_complete=True,
        snapshot_id=seen.snapshot_id,
        source_url=seen.url,
    )
    insert_rows(Listing, _listings(paper, plan))


def _record_paper(
    stage: BillStage,
    paper: PaperRecord,
    seen: Observation,
    sha256: str,
    file_name: str,
    plan: AmendmentPlan,
    problems: list[ParseProblem],
) -> None:
    row = AmendmentPaper.objects.create(
        bill_id=stage.bill_id,
        stage=stage,
        source=AmendmentPaper.Source.PAPER,
        sha256=sha256,
        kind=paper.kind,
        house=paper.house,
        title=paper.bill_title,
        print_number=paper.print_number,
        stage_version=paper.stage_version,
        published_on=paper.published_on,
        effective_at=seen.at,
        is_complete=paper.is_complete and not problems,
        orders=[{"title": o.title, "movers": list(o.movers), "lines": lines_as_json(o.lines)} for o in paper.orders],
        withdrawn=[
            {**asdict(w), "withdrawn_on": w.withdrawn_on and w.withdrawn_on.isoformat()} for w in paper.withdrawn
        ],
        legend=list(paper.legend),
        problems=[{"place": p.place, "reason": p.reason} for p in problems],
        snapshot_id=seen.snapshot_id,
        source_url=seen.url,
        file_name=file_name,
    )
    insert_rows(Listing, _listings(row, plan))


def _take_back_withdrawals(plan: AmendmentPlan, paper: PaperRecord) -> None:
    """An amendment that stands in the paper again, and that it does not state as withdrawn, no longer is."""
    stated = {number.casefold() for statement in paper.withdrawn for number in statement.numbers}
    for row, reading in plan.changed:
        if row.stated_withdrawn and row.number.casefold() not in stated:
            row.stated_withdrawn = ""
            reading.fields.add("stated_withdrawn")
            reading.grades.add("decision")


def _plan_stated_withdrawals(plan: AmendmentPlan, stage: BillStage, paper: PaperRecord) -> None:
    """Where the paper states that a number was withdrawn, say so on the one amendment that carried that number.

    The number is that of an earlier paper of this stage, and the amendment is not in this one; two candidates are left
    alone, and so is one that no paper ever printed.
    """
    listed = {row if isinstance(row, int) else row.pk for _, row in plan.listed}
    already = {row.pk: (row, reading) for row, reading in plan.absent}
    for statement in paper.withdrawn:
        printed = Listing.objects.filter(
            paper__stage=stage, paper__source=AmendmentPaper.Source.PAPER, number__in=statement.numbers
        ).exclude(amendment__in=listed)
        carried: dict[str, set[int]] = {}
        for number, pk in printed.values_list("number", "amendment_id"):
            carried.setdefault(number, set()).add(pk)
        for pks in carried.values():
            if len(pks) == 1:
                _state_withdrawn(plan, already, Amendment.objects.get(pk=pks.pop()), statement.sentence)


def _state_later_withdrawals(plan: AmendmentPlan, later: Iterable[AmendmentPaper]) -> None:
    """An older paper brings amendments that newer papers, already taken in, state as withdrawn."""
    for paper in later:
        for statement in paper.withdrawn:
            numbers = {number.casefold() for number in statement["numbers"]}
            for row in plan.new:
                if row.number.casefold() in numbers:
                    row.stated_withdrawn = statement["sentence"][:200]


def _state_withdrawn(
    plan: AmendmentPlan, already: dict[int, tuple[Amendment, Reading]], found: Amendment, sentence: str
) -> None:
    if found.pk in already:
        row, reading = already[found.pk]
    elif found.stated_withdrawn:
        return
    else:
        row, reading = found, Reading()
        plan.changed.append((row, reading))
    row.stated_withdrawn = sentence[:200]
    reading.fields.add("stated_withdrawn")
    reading.grades.add("decision")


def _remember_missed(plan: AmendmentPlan, run: FetchRun | None) -> None:
    MissedOnce.objects.filter(amendment_id__in=plan.found_again).delete()
    MissedOnce.objects.bulk_create(MissedOnce(amendment_id=pk, run=run) for pk in plan.missed_once)
