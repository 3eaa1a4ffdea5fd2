"""Why a row changed: what every history row records, and the only ways to write a tracked model.

A change comes from a snapshot of Parliament's bytes or from a person with a note (design law 4). The helpers below
wrap django-simple-history's own bulk helpers, which need full instances: deferred fields would be written as defaults.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

BATCH = 500
M = TypeVar("M", bound=models.Model)


class HistoryWhy(models.Model):
    """Added to every history row.

    `history_date` is when we wrote the row; `effective_at` is the moment the source speaks for (a paper's date, the
    time an API answer was received, the moment a person acted). "As at" questions use `effective_at`.
    `grades` names the kinds of change, space separated, from amendments.changes.GRADES; empty on creation.
    """

    grades = models.CharField(max_length=120, blank=True, default="")
    effective_at = models.DateTimeField(null=True, db_index=True)
    snapshot_id = models.BigIntegerField(null=True, help_text="scrapers.Snapshot that this change came from")
    source_url = models.URLField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True


def tracked_history(**options: Any) -> HistoricalRecords:
    """The one way a model declares its history, so that every history row records its why."""
    return HistoricalRecords(bases=[HistoryWhy], **options)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of one change: a sentence, the moment it speaks for, and a snapshot or a person."""

    reason: str
    effective_at: datetime
    snapshot_id: int | None = None
    source_url: str = ""
    user: AbstractBaseUser | None = None

    def attributes(self, grades: str) -> dict[str, Any]:
        """The values of HistoryWhy's fields for this reason."""
        return {
            "grades": grades,
            "effective_at": self.effective_at,
            "snapshot_id": self.snapshot_id,
            "source_url": self.source_url,
        }


def create_tracked(model: type[M], objects: Sequence[M], why: Why) -> list[M]:
    """Insert full instances with one history row each, in one transaction; returns them with primary keys."""
    if not objects:
        return []
    return list(
        bulk_create_with_history(
            objects,
            model,
            batch_size=BATCH,
            default_user=why.user,
            default_change_reason=why.reason,
            custom_historical_attrs=why.attributes(""),
        )
    )


def update_tracked(model: type[M], objects: Iterable[tuple[M, str]], fields: Sequence[str], why: Why) -> int:
    """Write `fields` of full instances with one history row each, graded; returns how many rows were written.

    `objects` are (instance, grades) pairs; the caller has already established that each one really differs.
    """
    by_grades: dict[str, list[M]] = {}
    for instance, grades in objects:
        by_grades.setdefault(grades, []).append(instance)
    written = 0
    with transaction.atomic():
        for grades, instances in by_grades.items():
            bulk_update_with_history(
                instances,
                model,
                list(fields),
                batch_size=BATCH,
                default_user=why.user,
                default_change_reason=why.reason,
                custom_historical_attrs=why.attributes(grades),
            )
            written += len(instances)
    return written
