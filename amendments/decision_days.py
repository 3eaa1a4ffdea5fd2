"""On which day Parliament decided an amendment, as far as a source tells: never a guess dressed as a day.

A decision has no day of its own in Parliament's data. The day is known where a division decided it, or where the stage
sat on one day alone; else all we know is since when the data has said so, which is that day or later.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amendments.decisions import OPEN, decision, same_decision
from amendments.history import LONDON, AmendmentHistory
from amendments.models import Amendment, AmendmentDivision
from bills.models import Division, Sitting

TAKEN_BACK = "Decision taken back"
"""Our words where Parliament's data stated a decision and then an open word again."""


@dataclass(frozen=True, slots=True)
class DecidedOn:
    """A decision with its day. `is_known_since`: the day on which the source first said so, not that of the decision.

    `on` is None where no source that we have read tells anything about the day.
    """

    amendment: Amendment
    on: date | None
    is_known_since: bool = False
    divisions: tuple[Division, ...] = ()


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What is known about the days of decisions: divisions by amendment, sitting days by stage, the data's history.

    `stated` holds (amendment id, decision, moment) in the order of the moments.
    """

    divisions: Mapping[int, tuple[Division, ...]]
    sitting_days: Mapping[int, set[date]]
    stated: Iterable[tuple[int, str, datetime]]


def decided(amendments: Iterable[Amendment]) -> list[DecidedOn]:
    """Those of the amendments on which a decision is stated, each with its day, in their order. Three queries."""
    rows = [row for row in amendments if is_decided(row)]
    if not rows:
        return []
    return decided_by(rows, DayFacts(_divisions(rows), _sitting_days(rows), _stated(rows)))


def decided_by(amendments: Iterable[Amendment], facts: DayFacts) -> list[DecidedOn]:
    """The same from facts that are read already. No query."""
    rows = [row for row in amendments if is_decided(row)]
    since = _known_since(rows, facts.stated)
    return [_of(row, facts, since.get(row.id)) for row in rows]


def is_decided(row: Amendment) -> bool:
    """Whether a source states a decision that is not merely open."""
    return is_settled(row.decision)


def is_settled(word: str) -> bool:
    """Whether Parliament's word says what became of an amendment; one that is not known here counts."""
    return bool(word.strip()) and decision(word).outcome != OPEN


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A decision that Parliament's data stated and then no longer did.

    Stated from the moment `since` (history row `first`) until the moment `until` (history row `last`), whose word is
    `after`: an open one, or another decision.
    """

    amendment: int
    before: str
    after: str
    since: datetime
    until: datetime
    first: int
    last: int


def taken_back(changes: Iterable[Mapping[str, Any]]) -> list[TakenBack]:
    """Each decision that was stated and went, from history rows in the order of their moments. No query.

    A word for the same decision ("Withdrawn before debate" for "Withdrawn") takes nothing back. Rows that tell of
    something else may be missing; each names its amendment's `id`, `history_id`, `effective_at` and `decision`.
    """
    stood: dict[int, Mapping[str, Any]] = {}
    found = []
    for row in changes:
        before = stood.get(row["id"])
        if before and _is_gone(before["decision"], row["decision"]):
            found.append(
                TakenBack(
                    amendment=row["id"],
                    before=before["decision"],
                    after=row["decision"],
                    since=before["effective_at"],
                    until=row["effective_at"],
                    first=before["history_id"],
                    last=row["history_id"],
                )
            )
            del stood[row["id"]]
        if is_settled(row["decision"]):
            stood.setdefault(row["id"], row)
    return found


def _is_gone(before: str, after: str) -> bool:
    return not is_settled(after) or not same_decision(before, after)


def london_day(division: Division) -> date | None:
    """The day of a division in London."""
    return division.date.astimezone(LONDON).date() if division.date else None


def _of(row: Amendment, facts: DayFacts, since: date | None) -> DecidedOn:
    divisions = facts.divisions.get(row.id, ())
    days = [day for day in map(london_day, divisions) if day]
    sat = facts.sitting_days.get(row.stage_id, set())
    if days:
        return DecidedOn(row, max(days), divisions=divisions)
    if len(sat) == 1:
        return DecidedOn(row, next(iter(sat)), divisions=divisions)
    return DecidedOn(row, since, is_known_since=since is not None, divisions=divisions)


def _divisions(rows: list[Amendment]) -> dict[int, tuple[Division, ...]]:
    found: dict[int, tuple[Division, ...]] = {}
    stated = AmendmentDivision.objects.filter(amendment__in=rows, is_listed=True, division__is_listed=True)
    named = stated.select_related("division").defer("division__votes")
    for each in named.order_by("division__date", "pk"):
        found[each.amendment_id] = (*found.get(each.amendment_id, ()), each.division)
    return found


def _sitting_days(rows: list[Amendment]) -> dict[int, set[date]]:
    days: dict[int, set[date]] = defaultdict(set)
    sittings = Sitting.objects.filter(stage__in={row.stage_id for row in rows}, is_listed=True)
    for stage, day in sittings.order_by().values_list("stage_id", "date"):
        if day:
            days[stage].add(day)
    return days


def _stated(rows: list[Amendment]) -> Iterable[tuple[int, str, datetime]]:
    wanted = {row.pk for row in rows if not row.historic_key}
    history: Any = AmendmentHistory.objects.filter(id__in=wanted, effective_at__isnull=False)
    told: Iterable[tuple[int, str, datetime]] = history.order_by("effective_at", "history_id").values_list(
        "id", "decision", "effective_at"
    )
    return told


def _known_since(rows: list[Amendment], stated: Iterable[tuple[int, str, datetime]]) -> dict[int, date]:
    """Since when each has had its decision without a break. A historic file speaks for the day of its coming in: it
    tells nothing here."""
    wanted = {row.id: row.decision for row in rows if not row.historic_key}
    found: dict[int, date] = {}
    for pk, word, at in stated:
        if pk not in wanted:
            continue
        if word != wanted[pk]:
            found.pop(pk, None)
        else:
            found.setdefault(pk, at.astimezone(LONDON).date())
    return found
