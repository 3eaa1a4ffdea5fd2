"""A stored amendment as the engine takes it: its lines, and what its source's own fields say."""

import re

from amendments.engine.agreement import place_of
from amendments.engine.instruction import Line, Tabled
from amendments.engine.written import from_text
from amendments.models import Amendment

_CODES = {
    "insert": "insert",
    "leaveOut": "leave_out",
    "substitute": "substitute",
    "leaveOutClause": "leave_out_clause",
    "leaveOutSchedule": "leave_out_clause",
    "newClause": "new_clause",
    "newSchedule": "new_schedule",
}
"""Lawmaker's `ukl:type`. Any other word ("Amendment", of the Bills API) says nothing that could be checked."""
UNNUMBERED = "unnumbered"


def tabled_of(amendment: Amendment) -> Tabled:
    """The amendment with its printed lines one to one; where only words are known, they are read as plain text.

    One without a number goes by the name `UNNUMBERED` and its id, so that no two share a name.
    """
    number = amendment.number or f"{UNNUMBERED} {amendment.pk}"
    lines = _lines(amendment)
    return Tabled(
        number=number,
        lines=(*_note_above(amendment, lines), *lines),
        op=_CODES.get(amendment.raw_type),
        provision=amendment.provision or None,
        page=amendment.page,
        line=amendment.line,
        place=_place(amendment),
        decision=amendment.decision,
    )


def has_words(amendment: Amendment) -> bool:
    """Whether the operative words are known at all: not a gist of our own alone."""
    return bool(amendment.lines or amendment.text or amendment.summary_text)


def _lines(amendment: Amendment) -> tuple[Line, ...]:
    if amendment.lines:
        return tuple(
            Line(each.get("text", ""), each.get("num") or "", each.get("depth") or 0, each.get("kind") or "text")
            for each in amendment.lines
        )
    words = re.sub(r"^\[Withdrawn\]\s*", "", amendment.text or amendment.summary_text)
    return from_text(amendment.number, words).lines


def _note_above(amendment: Amendment, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The note that says which amendment is amended, where the source keeps it apart from the lines."""
    if not amendment.note or any(line.kind == "note" and line.text == amendment.note for line in lines):
        return ()
    return (Line(amendment.note, kind="note"),)


def _place(amendment: Amendment) -> str:
    """The clerks' place of a new provision: stated, or the heading above it on a Lords list ("After Clause 1")."""
    if amendment.position_text:
        return amendment.position_text
    return amendment.location if amendment.location and place_of(amendment.location) else ""
