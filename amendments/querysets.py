"""The questions that the amendment pages ask of the database, each one query, none of them per row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amendments.history import AmendmentHistory, by_amendment, rows_as_at
from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.gathered import Rows, instances, names_of, values
from bills.models import BillPrint, BillStage, Division, Member, PublicVersion
from bills.prepared import prepared

TOLD = ("text", "target", "decision")
"""The grades of change that people are told of (design law 5); the rest is grouped or asked for."""


class Place(NamedTuple):
    """Where one dated list puts an amendment: its number there, its place from 1, its star."""

    number: str
    position: int | None
    star: str


def stages() -> QuerySet[BillStage]:
    """Stages with their Bill and its version, `papers_of`, `prints_of`, `check_of` and `divisions_of`, as the pages of
    a stage need them."""
    return _stages().all()


@prepared
def stage_of(bill: int, pk: int) -> QuerySet[BillStage]:
    """The row of `stages` with this id, of this Bill. One query."""
    return _stages().filter(pk=pk, bill=bill)


@cache
def _stages() -> QuerySet[BillStage]:
    """Put together once, and never read itself: to build such a query takes Django as long as the database."""
    found = Division.objects.filter(stage=OuterRef("pk"), is_listed=True)
    version = PublicVersion.objects.filter(scope=OuterRef("bill")).values("number")[:1]
    rows = BillStage.objects.select_related("bill", "kind").annotate(bill_version=Coalesce(Subquery(version), 0))
    rows = with_check(rows, "pk")
    return _with_divisions(_with_prints(_with_papers(rows, "pk")), found)


PAPER = names_of(AmendmentPaper, "problems", "legend")


def _with_papers(rows: QuerySet[Any], stage: str) -> QuerySet[Any]:
    listed = AmendmentPaper.objects.filter(stage=OuterRef(stage), is_current=True).order_by("-effective_at", "-id")
    return rows.annotate(papers_told=Rows(listed, *PAPER))


def papers_of(row: Any) -> list[AmendmentPaper]:
    """Every dated list of the stage of a row of `stages` or `amendment_with_all`, newest first, whichever source it
    came from. No query."""
    return instances(AmendmentPaper, PAPER, row.papers_told)


def list_in_force(papers: list[AmendmentPaper], moment: datetime | None = None) -> AmendmentPaper | None:
    """Of lists given newest first: the latest complete one that was out at the moment; None where there was none."""
    for paper in papers:
        if paper.is_complete and (moment is None or paper.effective_at <= moment):
            return paper
    return None


def places_on(*papers: AmendmentPaper | None) -> list[dict[int, Place]]:
    """The place of each amendment on each of the lists, by amendment id. One query; none without a list."""
    wanted = {paper.pk for paper in papers if paper}
    found: dict[int, dict[int, Place]] = {pk: {} for pk in wanted}
    for paper_pk, pk, *place in _listings(*wanted) if wanted else ():
        found[paper_pk][pk] = Place(*place)
    return [found[paper.pk] if paper else {} for paper in papers]


@prepared
def _listings(*papers: int) -> QuerySet[Listing, Any]:
    rows = Listing.objects.filter(paper__in=papers).order_by("pk")
    return rows.values_list("paper_id", "amendment_id", *Place._fields)


@prepared
def amendment_with_all(bill: int, pk: int) -> QuerySet[Amendment]:
    """One amendment with its stage and Bill, as its page needs it: `standing_names`, `papers_of`, `prints_of`,
    `check_of` and `divisions_of` read what else the row holds."""
    found = Division.objects.filter(decided__amendment=OuterRef("pk"), decided__is_listed=True, is_listed=True)
    rows = with_check(Amendment.objects.filter(pk=pk, bill=bill).select_related("stage__bill"), "stage_id")
    listed = Sponsorship.objects.filter(amendment=OuterRef("pk"), is_listed=True).order_by("order", "id")
    rows = _with_divisions(_with_prints(_with_papers(rows, "stage_id")), found)
    return rows.annotate(names_told=Rows(listed, *NAME))


NAME = [*names_of(Sponsorship), *(f"member__{name}" for name in names_of(Member, "facts"))]
"""A name on an amendment, with its Member."""


def standing_names(row: Any) -> tuple[Sponsorship, ...]:
    """The names that stand today on a row of `amendments`, lead first, with their Members. No query."""
    return by_amendment(instances(Sponsorship, NAME, row.names_told)).get(row.pk, ())


PRINT = names_of(BillPrint, "tree", "problems")


def _with_prints(rows: QuerySet[Any]) -> QuerySet[Any]:
    prints = BillPrint.objects.filter(bill=OuterRef("bill")).order_by("published_on", "pk")
    return rows.annotate(prints_told=Rows(prints, *PRINT))


def prints_of(row: Any) -> list[BillPrint]:
    """The prints of the Bill of a row of `stages` or `amendment_with_all`, oldest first, without their words. No
    query."""
    return instances(BillPrint, PRINT, row.prints_told)


DIVISION = names_of(Division, "votes")
"""What is read of a division: its votes only its own page needs."""


def _with_divisions(rows: QuerySet[Any], divisions: QuerySet[Division]) -> QuerySet[Any]:
    return rows.annotate(divisions_told=Rows(divisions.order_by("date", "pk"), *DIVISION))


def divisions_of(row: Any, moment: datetime | None = None) -> list[Division]:
    """The divisions of a row of `stages` or `amendment_with_all` by a moment, as far as is known, oldest first. No
    query."""
    found = instances(Division, DIVISION, row.divisions_told)
    return [each for each in found if moment is None or each.date is None or each.date <= moment]


def amendments_of(stage: int, moment: datetime | None = None) -> QuerySet:
    """A stage's amendments: rows of today, or the history rows by which they stood at the moment.

    Both kinds of row have the fields of Amendment, and `id` is the amendment's id in both.
    """
    current = Amendment.objects.filter(stage=stage)
    return current if moment is None else rows_as_at(current, moment)


def changes_up_to(moment: datetime | None) -> QuerySet:
    """The changes of the outer query's amendment (its `id`) that are worth a mention: marks and spacing are not."""
    rows = AmendmentHistory.objects.filter(id=OuterRef("id")).exclude(history_type="~", grades__in=["", "typography"])
    return rows if moment is None else rows.filter(effective_at__lte=moment)


CHANGE = ("id", "effective_at", "grades", "history_type")
"""What is read of a change; its type is "+" where the amendment was tabled then."""


def with_last_change(rows: QuerySet, moment: datetime | None = None) -> QuerySet:
    """Annotate what changed last, `last_change`, for `last_changes`."""
    last = changes_up_to(moment).order_by("-effective_at", "-history_id")
    return rows.annotate(last_change=Rows(last[:1], *CHANGE))


def last_changes(told: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """The `last_change` of rows by the id of the amendment; none where nothing worth a mention is known."""
    changes = values(AmendmentHistory, CHANGE, chain.from_iterable(told))
    return {change["id"]: change for change in changes}


def changed_since(rows: QuerySet, since: datetime, moment: datetime | None, *, any_grade: bool) -> QuerySet:
    """Keep amendments that are new, or changed, since a moment: in text, target or decision unless `any_grade`."""
    changes = changes_up_to(moment).filter(effective_at__gte=since)
    if not any_grade:
        told = Q(history_type="+")
        for grade in TOLD:
            told |= Q(grades__contains=grade)
        changes = changes.filter(told)
    return rows.filter(Exists(changes))


def stages_with_amendments(bill_pk: int) -> list[BillStage]:
    """The rows of `stages` of a Bill of which amendments are known, in order. One query."""
    rows = stages().filter(bill=bill_pk, is_listed=True)
    return list(rows.filter(Exists(Amendment.objects.filter(stage=OuterRef("pk")))).order_by("sort_order", "pk"))


@dataclass(frozen=True, slots=True)
class Check:
    """How our asking of Parliament's data about a stage went. `complete_at` is the last complete answer, if any.

    `failed_at` and `problem` are set only while the latest attempt did not get a complete answer.
    """

    complete_at: datetime | None = None
    expected: int | None = None
    failed_at: datetime | None = None
    problem: str = ""


CHECK = ("runs__is_complete", "runs__finished_at", "runs__expected", "runs__problem")


def with_check(rows: QuerySet[Any], stage: str) -> QuerySet[Any]:
    """Annotate how our asking about the row's stage (its column `stage`) went; `check_of` reads it."""
    ended = {"pk": OuterRef(stage), "runs__kind": "amendments", "runs__finished_at__isnull": False}
    latest, complete = (
        BillStage.objects.filter(**ended, **more).order_by("-runs__started_at", "-runs__id")[:1]
        for more in ({}, {"runs__is_complete": True})
    )
    return rows.annotate(latest_told=Rows(latest, *CHECK), complete_told=Rows(complete, *CHECK))


def check_of(row: Any) -> Check:
    """The latest finished sweep of the amendments of a row's stage, and the latest complete one. No query."""
    told = (row.latest_told, row.complete_told)
    latest, good = (next(iter(values(BillStage, CHECK, each)), {}) for each in told)
    failed = latest if latest and not latest["runs__is_complete"] else {}
    return Check(
        complete_at=good.get("runs__finished_at"),
        expected=good.get("runs__expected"),
        failed_at=failed.get("runs__finished_at"),
        problem=failed.get("runs__problem", ""),
    )
