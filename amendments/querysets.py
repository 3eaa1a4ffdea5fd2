"""The questions that the amendment pages ask of the database, each one query, none of them per row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from amendments.history import AmendmentHistory, rows_as_at
from amendments.models import Amendment, AmendmentPaper, Listing
from bills.models import BillPrint, BillStage, Division

TOLD = ("text", "target", "decision")
"""The grades of change that people are told of (design law 5); the rest is grouped or asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one dated list puts an amendment: its number there, its place from 1, its star."""

    number: str
    position: int | None
    star: str


def stages() -> QuerySet[BillStage]:
    """Stages with their Bill, as the pages of a stage need them."""
    return had_divisions(BillStage.objects.select_related("bill", "kind"))


def papers_of(stage: BillStage) -> list[AmendmentPaper]:
    """Every dated list of the stage, newest first, whichever source it came from. One query."""
    return list(stage.papers.filter(is_current=True).order_by("-effective_at", "-id").defer("problems", "legend"))


def list_in_force(papers: list[AmendmentPaper], moment: datetime | None = None) -> AmendmentPaper | None:
    """Of lists given newest first: the latest complete one that was out at the moment; None where there was none."""
    for paper in papers:
        if paper.is_complete and (moment is None or paper.effective_at <= moment):
            return paper
    return None


def places_on(paper: AmendmentPaper | None) -> dict[int, Place]:
    """The place of each amendment on one list, by amendment id. One query; none without a list."""
    if paper is None:
        return {}
    rows = Listing.objects.filter(paper=paper).values_list("amendment_id", "number", "position", "star")
    return {pk: Place(number, position, star) for pk, number, position, star in rows}


def was_divided_on(rows: QuerySet[Amendment]) -> QuerySet[Amendment]:
    """Annotate whether any division on an amendment is known: `was_divided_on`. Most were never put to a vote."""
    return rows.annotate(was_divided_on=Exists(_decided_by(OuterRef("pk"))))


def with_prints(rows: QuerySet[Amendment]) -> QuerySet[Amendment]:
    """Annotate whether any print of the Bill has been read: `has_prints`. Nothing is interpreted without one."""
    return rows.annotate(has_prints=Exists(BillPrint.objects.filter(bill=OuterRef("bill"))))


def had_divisions(rows: QuerySet[BillStage]) -> QuerySet[BillStage]:
    """Annotate whether any division at a stage is known: `had_divisions`."""
    return rows.annotate(had_divisions=Exists(Division.objects.filter(stage=OuterRef("pk"), is_listed=True)))


def divisions_on(amendment: Amendment, moment: datetime | None = None) -> list[Division]:
    """The divisions that decided an amendment by a moment, as far as is known, oldest first. One query."""
    return _told(_decided_by(amendment.pk), moment)


def divisions_at(stage: BillStage, moment: datetime | None = None) -> list[Division]:
    """The divisions of a stage by a moment, oldest first. One query."""
    return _told(Division.objects.filter(stage=stage), moment)


def _decided_by(amendment: Any) -> QuerySet[Division]:
    return Division.objects.filter(decided__amendment=amendment, decided__is_listed=True, is_listed=True)


def _told(divisions: QuerySet[Division], moment: datetime | None) -> list[Division]:
    """Without the names of voters, which only a division's own page needs."""
    by_then = Q() if moment is None else Q(date__lte=moment) | Q(date=None)
    return list(divisions.filter(by_then, is_listed=True).order_by("date", "pk").defer("votes"))


def amendments_of(stage: BillStage, moment: datetime | None = None) -> QuerySet:
    """The stage's amendments: rows of today, or the history rows by which they stood at the moment.

    Both kinds of row have the fields of Amendment, and `id` is the amendment's id in both.
    """
    current = Amendment.objects.filter(stage=stage)
    return current if moment is None else rows_as_at(current, moment)


def changes_up_to(moment: datetime | None) -> QuerySet:
    """The changes of the outer query's amendment (its `id`) that are worth a mention: marks and spacing are not."""
    rows = AmendmentHistory.objects.filter(id=OuterRef("id")).exclude(history_type="~", grades__in=["", "typography"])
    return rows if moment is None else rows.filter(effective_at__lte=moment)


def with_last_change(rows: QuerySet, moment: datetime | None = None) -> QuerySet:
    """Annotate what changed last: `change_at`, `change_grades`, `change_type` ("+" where it was tabled then)."""
    last = changes_up_to(moment).order_by("-effective_at", "-history_id")
    return rows.annotate(
        change_at=Subquery(last.values("effective_at")[:1]),
        change_grades=Subquery(last.values("grades")[:1]),
        change_type=Subquery(last.values("history_type")[:1]),
    )


def changed_since(rows: QuerySet, since: datetime, moment: datetime | None, *, any_grade: bool) -> QuerySet:
    """Keep amendments that are new, or changed, since a moment: in text, target or decision unless `any_grade`."""
    changes = changes_up_to(moment).filter(effective_at__gte=since)
    if not any_grade:
        told = Q(history_type="+")
        for grade in TOLD:
            told |= Q(grades__contains=grade)
        changes = changes.filter(told)
    return rows.filter(Exists(changes))


@dataclass(frozen=True, slots=True)
class Check:
    """How our asking of Parliament's data about a stage went. `complete_at` is the last complete answer, if any.

    `failed_at` and `problem` are set only while the latest attempt did not get a complete answer.
    """

    complete_at: datetime | None = None
    expected: int | None = None
    failed_at: datetime | None = None
    problem: str = ""


def last_check(stage: BillStage) -> Check:
    """The latest finished sweep of the stage's amendments, and the latest complete one. One query."""
    sweeps: Any = stage.runs.filter(kind="amendments", finished_at__isnull=False).order_by("-started_at", "-id")
    latest, complete = sweeps.values("pk")[:1], sweeps.filter(is_complete=True).values("pk")[:1]
    found = list(sweeps.filter(Q(pk__in=latest) | Q(pk__in=complete)))
    if not found:
        return Check()
    good = next((run for run in found if run.is_complete), None)
    failed = None if found[0].is_complete else found[0]
    return Check(
        complete_at=good and good.finished_at,
        expected=good and good.expected,
        failed_at=failed and failed.finished_at,
        problem=failed.problem if failed else "",
    )
