"""A stored amendment as the engine takes it: its lines, and what its source's own fields say."""

import re

from amendments.engine.agreement import LAWMAKER_OPS, stated_place, with_note
from amendments.engine.instruction import Line, Tabled
from amendments.engine.written import from_text
from amendments.models import Amendment

UNNUMBERED = "unnumbered"


def tabled_of(amendment: Amendment) -> Tabled:
    """The amendment with its printed lines one to one; where only words are known, they are read as plain text.

    One without a number goes by the name `UNNUMBERED` and its id, so that no two share a name.
    """
    number = amendment.number or f"{UNNUMBERED} {amendment.pk}"
    return Tabled(
        number=number,
        lines=with_note(amendment.note or "", _lines(amendment)),
        op=LAWMAKER_OPS.get(amendment.raw_type),
        provision=amendment.provision or None,
        page=amendment.page,
        line=amendment.line,
        place=stated_place(amendment.position_text or "", amendment.location or ""),
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
