"""Divisions at their Bill, stage and amendment: the one place that writes where a division belongs.

A machine stores what is certain (tracker/divisions/match.py) and takes it back when it no longer is; what a person
decided it never touches. Nothing unchanged writes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amendments.decision_days import london_day
from amendments.history import end_of, start_of
from amendments.models import Amendment, AmendmentDivision, AmendmentPaper, Listing
from amendments.querysets import list_in_force
from amendments.wording import is_stand_part, of_paper
from bills.history import Why, create_tracked, update_tracked
from bills.models import Bill, BillStage, Division, Sitting
from bills.versions import bump
from scrapers.parse.division_titles import core, named_in
from tracker.divisions.match import BillFacts, Carried, Lists, Option, StageFacts, Verdict, Vote, match
from tracker.divisions.models import DivisionPlace

State = DivisionPlace.State
Where = tuple[int | None, int | None, int | None]
"""The ids of a Bill, a stage and an amendment."""
NOWHERE: Where = (None, None, None)


class NotAnOption(ValueError):
    """What a person chose is not a place where this division can belong."""


class Moved(Exception):
    """The place is no longer as the person saw it. Nothing was written."""


# ---- what a machine makes of them ----
def place_divisions(bill: Bill, at: datetime | None = None) -> int:
    """Match the divisions whose titles name this Bill, and store what is certain; returns how many places changed.

    `at` is the moment that the change speaks for, by default now.
    """
    with transaction.atomic():
        Bill.objects.select_for_update().only("pk").get(pk=bill.pk)
        facts = Facts(bill)
        why = _why_of_machine(at)
        changed = sum(_settle(division, facts.verdict(division), bill, why) for division in divisions_naming(bill))
        if changed:
            bump(bill.pk)
    return changed


def divisions_naming(bill: Bill) -> list[Division]:
    """The divisions of Parliament's data whose titles name the Bill, oldest first, without the names of voters."""
    said = Q()
    for title in _titles(bill):
        said |= Q(title__icontains=core(title)) | Q(title__icontains=core(title).replace("'", "’"))
    rows = Division.objects.filter(said, is_listed=True).exclude(division_id=None).select_related("place")
    found = rows.defer("votes").order_by("date", "pk")
    return [row for row in found if any(named_in(row.title, title) for title in _titles(bill))]


def _titles(bill: Bill) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title in (bill.short_title, bill.former_short_title) if title))


class Facts:
    """What is known for matching the divisions of one Bill: Bills of the same title, stages, and lists by day."""

    def __init__(self, bill: Bill) -> None:
        self.bills = _same_title(bill)
        self.stages = list(_stages([each.pk for each in self.bills]))
        self._lists: dict[tuple[int, date], Lists] = {}

    def verdict(self, division: Division) -> Verdict | None:
        """What a machine makes of a division."""
        return match(vote_of(division), self.bills, self.stages, self.lists)

    def lists(self, stage: int, day: date) -> Lists:
        """The lists of a stage as they were on a day."""
        if (stage, day) not in self._lists:
            self._lists[stage, day] = lists_of(stage, day)
        return self._lists[stage, day]


def vote_of(division: Division) -> Vote:
    """A division as the matcher reads it."""
    note = str(division.facts.get("amendmentMotionNotes") or "")
    return Vote(division.house, london_day(division), division.title, note, division.ayes, division.noes)


def _same_title(bill: Bill) -> list[BillFacts]:
    """The Bill, and every other that a division's title could mean as well."""
    wanted = {core(title) for title in _titles(bill)}
    said = Q(pk=bill.pk)
    for title in wanted:
        said |= Q(short_title__istartswith=title) | Q(former_short_title__istartswith=title)
    found = [
        BillFacts(row.pk, _titles(row))
        for row in Bill.objects.filter(said).only("pk", "short_title", "former_short_title").order_by("pk")
    ]
    return [each for each in found if each.pk == bill.pk or wanted & {core(title) for title in each.titles}]


def _stages(bills: list[int]) -> Iterator[StageFacts]:
    days: dict[int, set[date]] = defaultdict(set)
    for stage, day in Sitting.objects.filter(stage__bill__in=bills, is_listed=True).values_list("stage_id", "date"):
        if day:
            days[stage].add(day)
    for row in BillStage.objects.filter(bill__in=bills, is_listed=True).order_by("bill_id", "sort_order", "pk"):
        yield StageFacts(
            row.pk, row.bill_id, row.house, row.kind_id_received, row.description, frozenset(days[row.pk])
        )


def lists_of(stage: int, day: date) -> Lists:
    """What each list of a stage carried, parted into those in force on the day and all others. Two queries.

    In force on a day are the latest complete list at its beginning, and whatever came out during it: where two of
    them disagree about a number, both are told.
    """
    papers = list(
        AmendmentPaper.objects.filter(stage=stage, is_current=True)
        .only("pk", "source", "kind", "effective_at", "published_on", "is_complete", "title", "file_name", "stage_id")
        .order_by("effective_at", "pk")
    )
    begins, ends = start_of(day), end_of(day)
    before = list_in_force(papers[::-1], begins)
    during = [paper for paper in papers if begins < paper.effective_at <= ends]
    in_force = {paper.pk: paper for paper in (*([before] if before else []), *during)}
    names = {paper.pk: of_paper(paper) for paper in papers}
    found: dict[bool, list[Carried]] = {True: [], False: []}
    rows = Listing.objects.filter(paper__in=names).select_related("amendment").order_by("-paper__effective_at", "pk")
    for row in rows:
        found[row.paper_id in in_force].append(_carried(row.amendment, row.number, names[row.paper_id]))
    return Lists(found[True], found[False], are_known=any(paper.is_complete for paper in in_force.values()))


def _carried(row: Amendment, number: str, on: str) -> Carried:
    return Carried(
        amendment=row.pk,
        number=number,
        is_motion=row.kind == Amendment.Kind.MOTION,
        provision=row.provision,
        is_stand_part=is_stand_part(row),
        decision=row.decision,
        on=on,
    )


def _why_of_machine(at: datetime | None) -> Why:
    return Why("Matched by title, day and number", at or timezone.now())


def _settle(division: Division, verdict: Verdict | None, bill: Bill, why: Why) -> bool:
    """Store a verdict unless a person has spoken; True where anything was written."""
    place = getattr(division, "place", None)
    if verdict is None or (place and place.is_by_a_person):
        return False
    told = verdict.doubt if verdict.doubt else verdict.reason
    reasoned = Why(told[:1].upper() + told[1:], why.effective_at)
    moved = _put(division, (verdict.bill, verdict.stage, verdict.amendment), reasoned)
    wanted = {
        "state": State.MATCHED if verdict.is_certain else State.SUGGESTED,
        "options": [asdict(option) for option in verdict.options],
        "reason": verdict.reason,
        "doubt": verdict.doubt,
    }
    return _save_place(division, place, bill, wanted, reasoned) or moved


# ---- what a person says ----
@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: a place, or none at all; with the reason."""

    option: Option | None
    note: str


def revision_of(place: DivisionPlace) -> int:
    """Which state of the place this is: what a form carries, so that nobody decides on what they have not seen."""
    return int(place.history.order_by("-history_id").values_list("history_id", flat=True)[0])


def decide(place: DivisionPlace, decision: Decision, *, by: User, seen: int | None = None) -> None:
    """A person says where a division belongs (or, without an option, that it does not belong to this Bill).

    Raises, with nothing written: NotAnOption for a stage of another Bill or House, or an amendment of another stage;
    Moved where the place is no longer at the revision that was `seen`.
    """
    option = decision.option
    with transaction.atomic():
        place = DivisionPlace.objects.select_for_update().select_related("division").get(pk=place.pk)
        if seen is not None and seen != revision_of(place):
            raise Moved
        if option:
            _check(place.division, option)
        why = Why(decision.note, timezone.now(), user=by)
        _put(place.division, (option.bill, option.stage, option.amendment) if option else NOWHERE, why)
        state = State.CONFIRMED if option else State.REJECTED
        _save_place(place.division, place, place.bill, {"state": state, "note": decision.note}, why)
        bump(place.bill_id)


def undo(place: DivisionPlace, *, note: str, by: User) -> None:
    """Take a person's decision back: the division is as a machine makes it again."""
    with transaction.atomic():
        place = DivisionPlace.objects.select_for_update().select_related("division", "bill").get(pk=place.pk)
        if not place.is_by_a_person:
            return
        why = Why(note, timezone.now(), user=by)
        _put(place.division, NOWHERE, why)
        _save_place(place.division, place, place.bill, {"state": State.SUGGESTED, "note": ""}, why)
        place.division.place = place
        _settle(place.division, Facts(place.bill).verdict(place.division), place.bill, _why_of_machine(None))
        bump(place.bill_id)


def _check(division: Division, option: Option) -> None:
    stage = BillStage.objects.filter(pk=option.stage).first() if option.stage else None
    if option.stage and (stage is None or stage.bill_id != option.bill or stage.house != division.house):
        raise NotAnOption("That stage is not one of the Bill’s in the House that divided.")
    amendment = Amendment.objects.filter(pk=option.amendment).first() if option.amendment else None
    if option.amendment and (amendment is None or amendment.stage_id != option.stage):
        raise NotAnOption("That amendment does not belong to the stage.")


# ---- the writing itself ----
def _put(division: Division, where: Where, why: Why) -> bool:
    """Make the division stand there and nowhere else; True where anything was written."""
    bill, stage, amendment = where
    before = division.bill_id
    written = _write(division, {"bill_id": bill, "stage_id": stage}, why)
    links = {link.amendment_id: link for link in AmendmentDivision.objects.filter(division=division)}
    for pk, link in links.items():
        written |= _write(link, {"is_listed": pk == amendment}, why)
    if amendment and amendment not in links:
        create_tracked(AmendmentDivision, [AmendmentDivision(division=division, amendment_id=amendment)], why)
        written = True
    if written:
        for touched in {before, bill}:
            bump(touched)
    return written


def _save_place(division: Division, place: DivisionPlace | None, bill: Bill, wanted: dict[str, Any], why: Why) -> bool:
    if place is None:
        create_tracked(DivisionPlace, [DivisionPlace(division=division, bill=bill, **wanted)], why)
        return True
    return _write(place, wanted, why)


def _write(row: Any, wanted: dict[str, Any], why: Why) -> bool:
    differing = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, wanted[name])
    if differing:
        update_tracked(type(row), [(row, "")], [name.removesuffix("_id") for name in differing], why)
    return bool(differing)


def options_of(place: DivisionPlace) -> list[Option]:
    """What a person may choose from: where the division stands, unless that is open, then the likeliest first."""
    stored = [Option(**each) for each in place.options]
    division = place.division
    if division.bill_id is None:
        return stored or [Option(place.bill_id)]
    decided: Iterable[int] = division.decided.filter(is_listed=True).values_list("amendment_id", flat=True)
    alone = Option(division.bill_id, division.stage_id)
    stands = [replace(alone, amendment=pk) for pk in decided] or [alone]
    is_open = place.state == State.SUGGESTED
    return list(dict.fromkeys([*stored, *stands] if is_open else [*stands, *stored, alone]))
