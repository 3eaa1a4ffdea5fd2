"""Compare before saving: plain rows (a Bill, a stage, a sitting) against what a source now says.

Only values that really differ are written, each with one history row (design law 3). `None` in what is wanted means
"this source does not say" and leaves the stored value alone.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from bills.history import Why, create_tracked, update_tracked

M = TypeVar("M", bound=models.Model)
R = TypeVar("R")


@dataclass
class Tally:
    """How many rows a step created, changed, left alone or found missing; adds up over steps."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    problems: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> "Tally":
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.absent += other.absent
        self.problems += other.problems
        return self

    @property
    def written(self) -> int:
        """Rows created or changed."""
        return self.created + self.changed + self.absent

    def as_dict(self) -> dict[str, Any]:
        """For a command's or a job's answer."""
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "absent": self.absent,
            "problems": self.problems,
        }


def differing(row: models.Model, wanted: Mapping[str, Any], may_empty: Collection[str] = ()) -> list[str]:
    """The names of the fields whose stored value differs from what is wanted.

    `None` is a difference only for the fields of `may_empty`: there the source always speaks, and says "none".
    """
    return [
        name
        for name, value in wanted.items()
        if (value is not None or name in may_empty) and getattr(row, name) != value
    ]


@dataclass
class Rows(Generic[M]):
    """The plan for the rows of one model: what to create and what to change. Nothing is written before `apply`."""

    model: type[M]
    new: list[M] = field(default_factory=list)
    changed: list[tuple[M, str]] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    unchanged: int = 0
    absent: int = 0
    may_empty: frozenset[str] = frozenset()

    def want(self, row: M | None, wanted: Mapping[str, Any], **identity: Any) -> M:
        """Plan one row: the existing one, or a new one with this identity; returns the instance that will stand."""
        if row is None:
            row = self.model(**identity, **{name: value for name, value in wanted.items() if value is not None})
            self.new.append(row)
            return row
        names = differing(row, wanted, self.may_empty)
        if not names:
            self.unchanged += 1
            return row
        for name in names:
            setattr(row, name, wanted[name])
        self.changed.append((row, ""))
        self.fields.update(names)
        return row

    def no_longer_listed(self, rows: Iterable[M]) -> None:
        """Plan that rows missing from a complete list are marked so; they are never deleted."""
        for row in rows:
            if getattr(row, "is_listed", False):
                row.is_listed = False  # type: ignore[attr-defined]
                self.changed.append((row, "place"))
                self.fields.add("is_listed")
                self.absent += 1

    def apply(self, why: Why) -> Tally:
        """Write the plan with history. Call inside a transaction."""
        create_tracked(self.model, self.new, why)
        update_tracked(self.model, self.changed, sorted(self.fields), why)
        return Tally(
            created=len(self.new),
            changed=len(self.changed) - self.absent,
            unchanged=self.unchanged,
            absent=self.absent,
        )


def once(records: Iterable[R], name: str) -> list[R]:
    """Each record once, by the value of one field: a list that moves while it is read gives some of them twice."""
    found: dict[Hashable, R] = {}
    for record in records:
        found.setdefault(getattr(record, name), record)
    return list(found.values())


def by(rows: Iterable[M], name: str) -> dict[Hashable, M]:
    """Rows by the value of one field."""
    return {getattr(row, name): row for row in rows}
