"""The story of one amendment: what changed, when, by which source, each change a sentence.

Told in the order of what the sources speak for (`effective_at`), not in the order in which we wrote it. Names added
and removed at one moment are one sentence. Marks and layout are told apart: no word differs there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from amendments.history import LONDON, AmendmentHistory, SponsorshipHistory
from amendments.models import Amendment, AmendmentPaper
from amendments.story_names import NameChanges, names_changed
from amendments.story_words import Change, changes_between
from amendments.wording import and_list, count_of, date_words
from bills.prepared import prepared

QUIET = ("typography", "record")
"""Kinds of change that alter no word, target, name or decision: told apart, at the end."""

TOLD_NAMES = 12
"""Names told of when an amendment is first seen; the page lists all of them elsewhere."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one source changed at one moment. `occasion` is "on the list of 18 September 2026" and the like.

    `came` and `gone` are the names that joined and left, as printed; `disputed` are the facts about which the sources
    differ afterwards.
    """

    at: datetime
    occasion: str
    source_url: str
    changes: tuple[Change, ...]
    is_first: bool = False
    came: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    disputed: frozenset[str] = frozenset()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing but marks, layout or the keeping of the record changed."""
        return not self.is_first and all(change.kind in QUIET for change in self.changes)

    @property
    def is_dated(self) -> bool:
        """Whether the source speaks for a day only, and no time of day."""
        at = self.at.astimezone(LONDON)
        return (at.hour, at.minute) == (0, 0)

    @property
    def day(self) -> date:
        """The day in London on which it changed: entries of one day stand under one heading."""
        return self.at.astimezone(LONDON).date()

    @property
    def sentences(self) -> list[tuple[str, Change]]:
        """Each change with its sentence, the occasion inside it."""
        return [(change.said(self.occasion), change) for change in self.changes]


def story_of(amendment: Amendment, papers: Iterable[AmendmentPaper]) -> list[Entry]:
    """Every recorded change of the amendment, newest first. Two queries; `papers` are those of its stage."""
    source = "in the historic record brought in" if amendment.historic_key else "in Parliament’s data"
    return tell(_rows(amendment.pk), _names(amendment.pk), _printed(papers), source)


@prepared
def _rows(amendment: int) -> QuerySet[Any]:
    return AmendmentHistory.objects.filter(id=amendment).order_by("effective_at", "history_id")


@prepared
def _names(amendment: int) -> QuerySet[Any]:
    return SponsorshipHistory.objects.filter(amendment_id=amendment).order_by("effective_at", "history_id")


def tell(
    rows: Sequence[Any],
    names: Sequence[Any],
    printed: Mapping[datetime | int, AmendmentPaper],
    source: str = "in Parliament’s data",
) -> list[Entry]:
    """Entries from history rows given oldest first by the moment they speak for; newest entry first."""
    by_moment: dict[datetime, list[Any]] = defaultdict(list)
    for row in rows:
        by_moment[row.effective_at].append(row)
    name_changes = names_changed(names)
    entries, before = [], None
    for at in sorted({*by_moment, *name_changes}):
        entry, before = _entry(at, by_moment[at], before, name_changes.get(at), printed, source)
        entries.append(entry)
    return [_without_passing_remarks(entry, entries) for entry in reversed(entries)]


def _without_passing_remarks(entry: Entry, entries: Sequence[Entry]) -> Entry:
    """The entry without what is only noise beside its substance.

    Sources that differ for some hours of one day, until the other one is read, never really differed; and how the
    record is kept is not told beside a change of words, names or decision.
    """
    passing = "sources" if _ends_as_it_began(entry, entries) else ""
    kept = [change for change in entry.changes if change.kind != passing]
    loud = [change for change in kept if change.kind != "record"]
    return replace(entry, changes=tuple(loud or kept or entry.changes))


def _ends_as_it_began(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether, over the day of this entry, the sources differ about the same facts as before it."""
    day = entry.at.astimezone(LONDON).date()
    earlier = [other.disputed for other in entries if other.at.astimezone(LONDON).date() < day]
    of_the_day = [other.disputed for other in entries if other.at.astimezone(LONDON).date() == day]
    return (earlier[-1] if earlier else frozenset()) == of_the_day[-1]


def _entry(
    at: datetime,
    rows: Sequence[Any],
    before: Any,
    names: NameChanges | None,
    printed: Mapping[datetime | int, AmendmentPaper],
    source: str,
) -> tuple[Entry, Any]:
    is_first = before is None
    changes: list[Change] = []
    for row in rows:
        changes += changes_between(before, row) if before is not None else [_tabled(names)]
        before = row
    if names and not is_first:
        changes += names.sentences()
    if not changes:
        changes.append(Change("record", "Our record of it changed", "nothing that is shown differs"))
    url = next((row.source_url for row in rows if row.source_url.startswith(("https://", "http://"))), "")
    came, gone = ((*names.added, *names.returned), tuple(names.gone)) if names else ((), ())
    snapshot_id = next((row.snapshot_id for row in rows if row.snapshot_id), None)
    disputed = frozenset(before.disputed) if before is not None else frozenset()
    said = occasion(at, snapshot_id, printed, source)
    return Entry(at, said, url, tuple(changes), is_first, came, gone, disputed), before


def _tabled(names: NameChanges | None) -> Change:
    named = names.added if names else []
    told = [*named[:TOLD_NAMES], f"{len(named) - TOLD_NAMES} others"] if len(named) > TOLD_NAMES + 1 else named
    return Change("tabled", "First seen", f"with {count_of(len(named), 'name')}, {and_list(told)}" if named else "")


def occasion(
    at: datetime,
    snapshot_id: int | None,
    printed: Mapping[datetime | int, AmendmentPaper],
    source: str = "in Parliament’s data",
) -> str:
    """Where a change showed: on the list that it was read in, or else in its source on that day."""
    paper = printed.get(snapshot_id) if snapshot_id else printed.get(at)
    if paper is None:
        return f"{source} on {date_words(at)}"
    day = paper.published_on
    return f"on the list of {day:%-d %B %Y}" if day else f"on the list of {date_words(at)}"


def _printed(papers: Iterable[AmendmentPaper]) -> dict[datetime | int, AmendmentPaper]:
    """Papers by their snapshot, and by the moment they speak for where a change names no snapshot."""
    printed = [paper for paper in papers if paper.source == AmendmentPaper.Source.PAPER]
    by_moment: dict[datetime | int, AmendmentPaper] = {paper.effective_at: paper for paper in printed}
    return by_moment | {paper.snapshot_id: paper for paper in printed if paper.snapshot_id}
