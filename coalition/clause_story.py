"""How the words of one clause came to be: every wording of every version, newest first, with who, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bills.text.redline import Span, redline
from coalition.clauses import WORDS, shown_words
from coalition.models import AlternativeAct, AlternativeClause, ClauseWording
from coalition.roles import Role, Visitor, name_of, organisation_of, role_of

SHOWN_IN = {"number": "Number", "heading": "Heading", "text": "Text", "notes": "Notes", "extent": "Extent"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What changed in one of the WORDS, as a redline."""

    label: str
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One entry of the story. `row` is the history row, `changes` what it changed; none where only its place did."""

    row: Any
    version: int
    who: str
    at: datetime
    why: str
    what: str
    changes: tuple[FieldChange, ...]
    can_restore: bool


def clause_story(user: Visitor, clause: AlternativeClause, current: ClauseWording | None) -> list[ClauseEntry]:
    """The entries that the visitor may read, newest first; pure changes of place are left out."""
    history = ClauseWording.history.filter(clause_id=clause.pk)
    rows = list(
        history.select_related("version", "history_user__person")
        .defer("history_user__password")
        .order_by("history_id")
    )
    told: list[ClauseEntry] = []
    before: dict[int, Any] = {}
    last: Any = None
    for row in _readable(user, clause.act, rows):
        earlier = before.get(row.version_id, last)
        is_gone = row.history_type == "-"
        changes = () if is_gone else changed_words(clause.act, earlier, row)
        what = "Taken out" if is_gone else _what(row, earlier, row.version_id in before)
        if what or changes:
            differs = current is None or any(getattr(row, name) != getattr(current, name) for name in WORDS)
            told.append(
                ClauseEntry(
                    row,
                    row.version.number,
                    name_of(row.history_user),
                    row.history_date,
                    row.history_change_reason or "",
                    what or "Changed",
                    changes,
                    can_restore=differs and not is_gone,
                )
            )
        before[row.version_id] = last = row
    return told[::-1]


def changed_words(act: AlternativeAct, old: Any, new: Any) -> tuple[FieldChange, ...]:
    """What differs between two wordings or history rows of an act; nothing for a first one."""
    if old is None:
        return ()
    return tuple(
        FieldChange(SHOWN_IN[name], redline(getattr(old, name), getattr(new, name)))
        for name in shown_words(act)
        if getattr(old, name) != getattr(new, name)
    )


def _what(row: Any, earlier: Any, is_in_version: bool) -> str:
    if is_in_version:
        return ""
    if earlier is None:
        return "Written"
    return f"Carried into version {row.version.number}"


def _readable(user: Visitor, act: AlternativeAct, rows: list[Any]) -> Iterable[Any]:
    """For members: what still reads so, or did while the act was open to them (design law 7)."""
    if role_of(user) >= Role.OFFICER:
        return rows
    own = organisation_of(user)
    states = list(act.history.order_by("history_id").values_list("history_date", "is_shared", "owner_id"))
    ends = [at for at, _, _ in states[1:]] + [None]
    open_spells = [
        (at, end)
        for (at, shared, owner), end in zip(states, ends, strict=True)
        if shared or (own is not None and owner == own.pk)
    ]
    until: dict[int, datetime | None] = {}
    kept = []
    for row in reversed(rows):
        end = until.get(row.id)
        if any(
            (stop is None or row.history_date < stop) and (end is None or end > start) for start, stop in open_spells
        ):
            kept.append(row)
        until[row.id] = row.history_date
    return kept[::-1]
