"""The story of an ask: Parliament's decisions and our dated judgements in one line, oldest first, never mixed up.

A decision is Parliament's, read from its record with its source; a judgement is ours. Neither is concluded from the
other. One story for the signed-in page and the public one: each hands in the judgements and amendments it may show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from amendments.decision_days import DecidedOn, decided, london_day
from amendments.models import Amendment
from amendments.wording import parliament_url, title_of
from bills.models import Division


@dataclass(frozen=True, slots=True)
class Decided:
    """What Parliament decided: on an amendment, or in a division of which no amendment is known."""

    on: date | None
    is_known_since: bool
    amendment: Amendment | None
    divisions: Sequence[Division]
    is_ours = False

    @property
    def title(self) -> str:
        """What was decided on."""
        return title_of(self.amendment) if self.amendment else self.divisions[0].title

    @property
    def source_url(self) -> str:
        """Parliament's own page; "" where there is none, and for a historic record, whose rows name their sources."""
        return parliament_url(self.amendment) if self.amendment else ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement of ours: an `Outcome`, or a released one."""

    on: date
    outcome: Any
    is_ours = True


def story_of(judgements: Iterable[Any], amendments: Iterable[Amendment]) -> list[Decided | Judged]:
    """Both in the order of their days; on one day Parliament first; at the end what has no day. Three queries.

    The amendments (with stage and Bill) and divisions to which a judgement points are told too, each once.
    """
    judged = [Judged(each.on, each) for each in judgements]
    rows = {row.pk: row for row in amendments}
    for each in judged:
        if each.outcome.amendment:
            rows.setdefault(each.outcome.amendment.pk, each.outcome.amendment)
    decisions = [_decided(each) for each in decided(rows.values())]
    told = {division.pk for each in decisions for division in each.divisions}
    further = {each.outcome.division.pk: each.outcome.division for each in judged if each.outcome.division}
    decisions += [Decided(london_day(row), False, None, (row,)) for pk, row in further.items() if pk not in told]
    return sorted([*decisions, *judged], key=lambda each: (each.on is None, each.on or date.min, each.is_ours))


def _decided(found: DecidedOn) -> Decided:
    return Decided(found.on, found.is_known_since, found.amendment, found.divisions)
