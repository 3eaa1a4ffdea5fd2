"""The story of a Bill's own record: what changed in it, in its stages and in its sittings, in sentences.

Read from the history rows by the moment their source speaks for. What changed at one moment is one entry. The first
reading of a Bill is told as one sentence, not as a list of every field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format

from bills.gathered import Rows, values
from bills.models import Bill, BillStage, House, Sitting
from bills.prepared import prepared

FIRST_READING_TAKES = timedelta(minutes=10)
"""The stages and sittings of a first reading are stamped moments after the Bill itself; none of them is news."""
MOST_ROWS = 400
"""History rows of each kind that a page reads; older ones stay in the record."""
FIELDS = {
    "short_title": "Short title",
    "former_short_title": "Former short title",
    "current_house": "House",
    "originating_house": "Originating House",
    "current_stage_id_received": "Current stage",
    "introduced_session": "Session of introduction",
    "withdrawn_on": "Date of withdrawal",
}
FLAGS = {"is_act": "The Bill became an Act", "is_defeated": "The Bill was defeated"}
REWORDED = {"long_title": "Long title reworded", "summary": "Summary reworded"}


@dataclass(slots=True)
class Entry:
    """What changed at one moment, in sentences, and where that was read."""

    at: datetime
    source_url: str = ""
    sentences: list[str] = field(default_factory=list)


def story_of(bill: Bill, stages: Iterable[BillStage]) -> list[Entry]:
    """Entries, newest first; one query. Moments at which nothing was said that a reader wants are left out."""
    names = {stage.pk: stage_words(stage.description, stage.house) for stage in stages}
    by_received = {stage.bill_stage_id: names[stage.pk] for stage in stages if stage.bill_stage_id}
    entries: dict[datetime, Entry] = {}
    rows = _recorded(bill.pk)
    first = _tell_bill(rows["bill"], by_received, entries)
    _tell_stages(rows["stages"], first, entries)
    _tell_sittings(rows["sittings"], names, first, entries)
    return sorted((entry for entry in entries.values() if entry.sentences), key=lambda entry: entry.at, reverse=True)


HISTORIES: dict[str, Any] = {
    "bill": Bill.history.model,
    "stages": BillStage.history.model,
    "sittings": Sitting.history.model,
}
"""Looked up once: the library builds a manager, which takes a tenth of a page, each time that it is asked for one."""
WANTED = {
    "bill": ("effective_at", "history_type", "source_url", *FIELDS, *FLAGS, *REWORDED),
    "stages": ("id", "effective_at", "history_type", "source_url", "description", "house", "is_listed"),
    "sittings": ("id", "stage_id", "effective_at", "history_type", "source_url", "date", "is_listed"),
}


def _recorded(bill: int) -> dict[str, list[dict[str, Any]]]:
    """The newest MOST_ROWS history rows of the Bill, its stages and its listed stages' sittings, oldest first."""
    (read,) = _rows(bill)
    return {name: values(model, WANTED[name], read[f"{name}_told"])[::-1] for name, model in HISTORIES.items()}


@prepared
def _rows(bill: int) -> QuerySet[Any]:
    listed = BillStage.objects.filter(bill=bill, is_listed=True).order_by().values("pk")
    found: dict[str, Any] = {
        "bill": HISTORIES["bill"].objects.filter(id=bill),
        "stages": HISTORIES["stages"].objects.filter(bill_id=bill),
        "sittings": HISTORIES["sittings"].objects.filter(stage_id__in=listed),
    }
    told = {f"{name}_told": Rows(_newest(rows), *WANTED[name]) for name, rows in found.items()}
    return Bill.objects.filter(pk=bill).values(**told)


def _newest(rows: Any) -> Any:
    newest = rows.filter(effective_at__isnull=False).order_by("-effective_at", "-history_id")
    return newest[:MOST_ROWS]


def _tell_bill(
    rows: Sequence[Mapping[str, Any]], stages: Mapping[int, str], entries: dict[datetime, Entry]
) -> datetime | None:
    for old, new in pairwise(rows):
        _add(entries, new, differences(old, new, stages))
    if rows and rows[0]["history_type"] == "+":
        _add(entries, rows[0], ["First recorded here"])
        return rows[0]["effective_at"]
    return None


def differences(old: Mapping[str, Any], new: Mapping[str, Any], stages: Mapping[int, str]) -> list[str]:
    """What changed between two history rows of a Bill, in sentences; `stages` are words by Parliament's id of each."""
    told = [
        f"{words}: {_value(name, new[name], stages)}"
        + (f" (before: {_value(name, old[name], stages)})" if old[name] else "")
        for name, words in FIELDS.items()
        if old[name] != new[name]
    ]
    told += [words for name, words in FLAGS.items() if new[name] and not old[name]]
    return told + [words for name, words in REWORDED.items() if old[name] != new[name]]


def _value(name: str, value: Any, stages: Mapping[int, str]) -> str:
    if name == "current_stage_id_received":
        return stages.get(value, "a stage that is no longer listed") if value else "none stated"
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or "none stated")


def _tell_stages(rows: Iterable[Mapping[str, Any]], first: datetime | None, entries: dict[datetime, Entry]) -> None:
    seen: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        name = stage_words(row["description"], row["house"])
        old = seen.get(row["id"])
        if old is None:
            told = [f"New stage: {name}"] if row["history_type"] == "+" else []
        elif old["is_listed"] != row["is_listed"]:
            told = [f"Stage listed again: {name}" if row["is_listed"] else f"Stage no longer listed: {name}"]
        else:
            told = []
        seen[row["id"]] = row
        if not _is_of_first_reading(row, first):
            _add(entries, row, told)


def _tell_sittings(
    rows: Iterable[Mapping[str, Any]],
    names: Mapping[int, str],
    first: datetime | None,
    entries: dict[datetime, Entry],
) -> None:
    seen: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        old = seen.get(row["id"])
        seen[row["id"]] = row
        if row["date"] and row["stage_id"] in names and not _is_of_first_reading(row, first):
            _add(entries, row, of_sitting(names[row["stage_id"]], old, row))


def of_sitting(stage: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[str]:
    """What a history row of a sitting says anew of it: announced, moved, taken off, listed again."""
    day = date_format(new["date"], "j F Y")
    if old is None:
        return [f"Sitting announced for {day}: {stage}"] if new["history_type"] == "+" else []
    if old["is_listed"] != new["is_listed"]:
        return [f"Sitting listed again, {day}: {stage}" if new["is_listed"] else f"Sitting taken off, {day}: {stage}"]
    if old["date"] != new["date"] and old["date"]:
        return [f"Sitting moved from {date_format(old['date'], 'j F Y')} to {day}: {stage}"]
    return []


def stage_words(description: str, house: str) -> str:
    """ "Committee stage, Lords"."""
    return f"{description}, {house}" if house in {House.COMMONS.value, House.LORDS.value} else description


def _is_of_first_reading(row: Mapping[str, Any], first: datetime | None) -> bool:
    return bool(first and row["effective_at"] and abs(row["effective_at"] - first) < FIRST_READING_TAKES)


def _add(entries: dict[datetime, Entry], row: Mapping[str, Any], sentences: list[str]) -> None:
    if row["effective_at"] and sentences:
        entry = entries.setdefault(row["effective_at"], Entry(row["effective_at"], row["source_url"]))
        entry.sentences.extend(sentences)
