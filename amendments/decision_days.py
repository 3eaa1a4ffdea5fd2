"""On which day Parliament decided an amendment, as far as a source tells: never a guess dressed as a day.

A decision has no day of its own in Parliament's data. The day is known where a division decided it, or where the stage
sat on one day alone; else all we know is since when the data has said so, which is that day or later.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from amendments.decisions import OPEN, decision
from amendments.history import LONDON, AmendmentHistory
from amendments.models import Amendment, AmendmentDivision
from bills.models import Division, Sitting


@dataclass(frozen=True, slots=True)
class DecidedOn:
    """A decision with its day. `is_known_since`: the day on which the source first said so, not that of the decision.

    `on` is None where no source that we have read tells anything about the day.
    """

    amendment: Amendment
    on: date | None
    is_known_since: bool = False
    divisions: tuple[Division, ...] = ()


def decided(amendments: Iterable[Amendment]) -> list[DecidedOn]:
    """Those of the amendments on which a decision is stated, each with its day, in their order. Three queries."""
    rows = [row for row in amendments if row.decision.strip() and decision(row.decision).outcome != OPEN]
    if not rows:
        return []
    divisions, only_days, since = _divisions(rows), _only_days(rows), _known_since(rows)
    return [_of(row, divisions.get(row.pk, ()), only_days.get(row.stage_id), since.get(row.pk)) for row in rows]


def london_day(division: Division) -> date | None:
    """The day of a division in London."""
    return division.date.astimezone(LONDON).date() if division.date else None


def _of(row: Amendment, divisions: tuple[Division, ...], only_day: date | None, since: date | None) -> DecidedOn:
    days = [day for day in map(london_day, divisions) if day]
    if days:
        return DecidedOn(row, max(days), divisions=divisions)
    if only_day:
        return DecidedOn(row, only_day, divisions=divisions)
    return DecidedOn(row, since, is_known_since=since is not None, divisions=divisions)


def _divisions(rows: list[Amendment]) -> dict[int, tuple[Division, ...]]:
    found: dict[int, tuple[Division, ...]] = {}
    stated = AmendmentDivision.objects.filter(amendment__in=rows, is_listed=True, division__is_listed=True)
    named = stated.select_related("division").defer("division__votes")
    for each in named.order_by("division__date", "pk"):
        found[each.amendment_id] = (*found.get(each.amendment_id, ()), each.division)
    return found


def _only_days(rows: list[Amendment]) -> dict[int, date]:
    """The day of each stage that sat on one day alone."""
    days: dict[int, set[date]] = defaultdict(set)
    sittings = Sitting.objects.filter(stage__in={row.stage_id for row in rows}, is_listed=True)
    for stage, day in sittings.order_by().values_list("stage_id", "date"):
        if day:
            days[stage].add(day)
    return {stage: found.pop() for stage, found in days.items() if len(found) == 1}


def _known_since(rows: list[Amendment]) -> dict[int, date]:
    """Since when each has had its decision without a break. A historic file speaks for the day of its coming in: not
    asked."""
    wanted = {row.pk: row.decision for row in rows if not row.historic_key}
    found: dict[int, date] = {}
    history: Any = AmendmentHistory.objects.filter(id__in=wanted, effective_at__isnull=False)
    for pk, word, at in history.order_by("effective_at", "history_id").values_list("id", "decision", "effective_at"):
        if word != wanted[pk]:
            found.pop(pk, None)
        else:
            found.setdefault(pk, at.astimezone(LONDON).date())
    return found
