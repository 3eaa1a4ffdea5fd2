"""When Parliament's own data behind a row was last read completely: asked once for a page or a file, not per row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from scrapers.models import FetchRun


@dataclass(frozen=True, slots=True)
class Checked:
    """The last complete reading of each Bill and of the amendments of each stage, by our ids."""

    bills: Mapping[int, datetime] = field(default_factory=dict)
    stages: Mapping[int, datetime] = field(default_factory=dict)

    def bill(self, pk: int | None) -> datetime | None:
        """Of a Bill, its stages, sittings and publications."""
        return self.bills.get(pk or 0)

    def stage(self, pk: int | None) -> datetime | None:
        """Of the amendments of a stage."""
        return self.stages.get(pk or 0)


NOTHING_CHECKED = Checked()


def checked_for(by: str, pks: Iterable[int | None] | None = None) -> Checked:
    """What was checked of these Bills or stages (None: of all). `by` is "bill" or "stage". One query."""
    kind = FetchRun.Kind.BILL if by == "bill" else FetchRun.Kind.AMENDMENTS
    runs = FetchRun.objects.filter(kind=kind, is_complete=True, finished_at__isnull=False).exclude(**{by: None})
    if pks is not None:
        runs = runs.filter(**{f"{by}__in": {pk for pk in pks if pk}})
    found = dict(runs.order_by().values_list(by).annotate(Max("finished_at")))
    return Checked(bills=found) if by == "bill" else Checked(stages=found)
