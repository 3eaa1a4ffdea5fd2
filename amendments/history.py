"""A stage's amendments as they stood at any moment, from the history rows.

"As at" goes by `effective_at`, the moment the source speaks for, never by when we wrote the row: a paper that reaches
us late still counts from its own date. Rows may be recorded out of that order, so the latest `effective_at` not after
the moment wins, and among equals the row written last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, OuterRef, QuerySet, Subquery

from amendments.models import Amendment, Sponsorship
from bills.gathered import Rows, instances, names_of
from bills.models import BillStage, Member
from bills.prepared import prepared

LONDON = ZoneInfo("Europe/London")
AmendmentHistory: Any = Amendment.history.model
SponsorshipHistory: Any = Sponsorship.history.model


@dataclass(frozen=True, slots=True)
class Standing:
    """An amendment with the names on it as both stood at one moment, lead first; names that had gone are left out."""

    amendment: Amendment
    names: tuple[Sponsorship, ...]


def end_of(day: date) -> datetime:
    """The last moment of a day in London: what "as at 18 September 2026" means on every page."""
    return datetime.combine(day, time.max, LONDON)


def start_of(day: date) -> datetime:
    """The first moment of a day in London: what "since 18 September 2026" means."""
    return datetime.combine(day, time.min, LONDON)


def latest_row(history: type[Model], moment: datetime, outer: str = "pk") -> QuerySet:
    """For the object of the outer query (its `pk`): the history row that stood at the moment, as a one-row query."""
    rows = history._default_manager.filter(id=OuterRef(outer), effective_at__lte=moment)
    return rows.order_by("-effective_at", "-history_id").values("history_id")[:1]


def rows_as_at(objects: QuerySet, moment: datetime) -> QuerySet:
    """The history rows by which these objects stood at the moment; those not yet known then have none."""
    history = objects.model.history.model
    standing = objects.order_by().values(row=Subquery(latest_row(history, moment)))
    return history._default_manager.filter(history_id__in=standing)


def amendments_as_at(stage: BillStage, moment: datetime) -> list[Standing]:
    """Every amendment of the stage that was known to Parliament's record at the moment, by id. One query.

    `is_listed` and `number` are as they were; the order of a list is that of its Listings (amendments.querysets).
    """
    return amendments_at_each(stage, [moment])[0]


def amendments_at_each(stage: BillStage, moments: Sequence[datetime]) -> list[list[Standing]]:
    """The same at each of several moments, in their order. One query."""
    return [
        [Standing(amendment, names.get(amendment.pk, ())) for amendment in found]
        for found, names in _told(_stage_at(stage.pk, *moments), len(moments), NAME)
    ]


@prepared
def _stage_at(stage: int, *moments: datetime) -> QuerySet[Any, Any]:
    of_names = Sponsorship.objects.filter(amendment__stage=stage)
    return _stood(Amendment.objects.filter(stage=stage), of_names, moments, NAME)


def amendment_as_at(amendment: Amendment, moment: datetime) -> Standing | None:
    """One amendment as it stood at the moment, its names with their Members; None where no source spoke of it until
    later. One query."""
    ((stood, names),) = _told(_amendment_at(amendment.pk, moment), 1, NAME_AND_MEMBER)
    return Standing(stood[0], names.get(amendment.pk, ())) if stood else None


@prepared
def _amendment_at(pk: int, moment: datetime) -> QuerySet[Any, Any]:
    of_names = Sponsorship.objects.filter(amendment=pk)
    return _stood(Amendment.objects.filter(pk=pk), of_names, [moment], NAME_AND_MEMBER)


AMENDMENT, NAME = names_of(Amendment), names_of(Sponsorship)
NAME_AND_MEMBER = [*NAME, *(f"member__{name}" for name in names_of(Member, "facts"))]
Stood = tuple[list[Amendment], dict[int, tuple[Sponsorship, ...]]]


def _stood(
    amendments: QuerySet[Amendment], names: QuerySet[Sponsorship], moments: Sequence[datetime], of_name: Sequence[str]
) -> QuerySet[Any, Any]:
    """One row with what `_told` reads: at each moment these amendments as they stood, and these columns of names."""
    told: dict[str, Rows] = {}
    for at, moment in enumerate(moments):
        told[f"amendments_{at}"] = Rows(rows_as_at(amendments, moment).order_by("id"), *AMENDMENT)
        stood = rows_as_at(names, moment).filter(is_listed=True).order_by("order", "id")
        told[f"names_{at}"] = Rows(stood, *of_name)
    return Amendment.objects.order_by().values(**told)[:1]


def _told(rows: Sequence[Mapping[str, Any]], moments: int, of_name: Sequence[str]) -> list[Stood]:
    """At each moment: the amendments by id, and the names on them."""
    row = rows[0] if rows else {}
    return [
        (
            instances(Amendment, AMENDMENT, row.get(f"amendments_{at}", ())),
            by_amendment(instances(Sponsorship, of_name, row.get(f"names_{at}", ()))),
        )
        for at in range(moments)
    ]


def by_amendment(names: Iterable[Sponsorship]) -> dict[int, tuple[Sponsorship, ...]]:
    """Names grouped by amendment id, in the order given; the lead name comes first wherever it stood."""
    found: dict[int, list[Sponsorship]] = defaultdict(list)
    for name in names:
        found[name.amendment_id].append(name)
    return {pk: tuple(sorted(group, key=lambda name: not name.is_lead)) for pk, group in found.items()}
