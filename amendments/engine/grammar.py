"""The grammar: an amendment's words as one instruction, or a named refusal. Pure.

HEAD (heads) × OP (orders, moves) × TARGET (targets, units) × NEW (blocks), over words whose quotations were set aside
first (quotes), then checked against the source's own fields (agreement). Nothing is guessed: what no rule reads to its
last word is refused with the words that were not understood. README.md holds the table of forms.
"""

import re
from dataclasses import replace

from amendments.engine.agreement import agreed
from amendments.engine.cursor import Cursor, Unread
from amendments.engine.heads import head, parent_in
from amendments.engine.instruction import Instruction, Line, Reason, Refusal, Tabled
from amendments.engine.moves import motion, move
from amendments.engine.orders import order
from amendments.engine.quotes import lex

LONGEST_SAID = 2_500
"""Characters of an instruction outside its quotations that are read at all; real ones stay under 500."""
_SUB_NOTE = re.compile(r"\s*(?:\(\w+\)\s*)?\[?(?:as\s+(?:an\s+)?)?amendments?\s+to\b", re.IGNORECASE)
_DECIDED = re.compile(
    r"\s*\[(?:withdrawn|not\s+moved|not\s+called|not\s+selected|agreed\s+to|disagreed\s+to)[^\]]{0,60}\]\s*", re.I
)
_NUMBER = r"(?:[A-Z]{0,3}\d{1,4}[A-Z]{0,4}|\(\w\))"
_HANSARD = re.compile(
    r"(?:(?:I\s+beg\s+to\s+move,?|Amendments?\s+(?:made|proposed)\s*:|(?:Lords|Commons)\s+amendments?\s*:)\s+"
    rf"(?:(?:government\s+)?amendments?\s+)?(?:(?:no\.?\s*)?{_NUMBER}\s*,?\s+)?"
    rf"(?=(?:in|page|clause|schedule|title)\s)|{_NUMBER}\s*:\s+)",
    re.IGNORECASE,
)
_MOTION = re.compile(
    r"\bto\s+move,?\s+that\s+this\s+house\b|\bthis\s+house\s+(?:do|does|insists?|agrees?)\b", re.IGNORECASE
)


def read(tabled: Tabled) -> Instruction | Refusal:
    """The one order that these words give. Never raises, whatever the words; linear in their length.

    Refusals: QUOTES, UNREADABLE (with the words that no rule understood), DISAGREES (with both readings), NOT_TEXT
    (a motion that orders no change). The fields of the source fill what the words leave unsaid.
    """
    lines, notes = _parted(tabled.lines)
    if not lines:
        return Refusal(Reason.UNREADABLE, "it has no words")
    quoted = lex(lines)
    if isinstance(quoted, Refusal):
        return quoted
    if len(quoted.said) > LONGEST_SAID:
        return Refusal(Reason.UNREADABLE, f"not understood: “{quoted.said[:100]}…”")
    found = _whole(Cursor(quoted, tabled.provision or ""), notes)
    return found if isinstance(found, Refusal) else agreed(found, tabled)


def _parted(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """(the lines that give the order, the notes before it). A motion's own words are the order, what it adds is not.

    A number hung before an instruction is the amendment's own (Lords: an amendment in lieu).
    """
    motion_lines = tuple(line for line in lines if line.kind == "motion")
    if motion_lines:
        return motion_lines, ()
    notes = tuple(line for line in lines if line.kind == "note")
    said = tuple(line for line in lines if line.kind != "note") if notes else lines
    if said and said[0].kind == "instruction" and said[0].num:
        said = (said[0]._replace(num=""), *said[1:])
    if len(said) > 1 and _SUB_NOTE.match(said[0].text):
        return said[1:], (*notes, said[0])
    return said, notes


def _whole(cursor: Cursor, notes: tuple[Line, ...]) -> Instruction | Refusal:
    try:
        found = _order(cursor, notes)
    except Unread as why:
        return _unread(cursor, str(why))
    if found is None and _MOTION.search(cursor.said):
        return Refusal(Reason.NOT_TEXT, f"a motion, not an order to change the text: “{cursor.said[:100]}”")
    return found or _unread(cursor, "")


def _order(cursor: Cursor, notes: tuple[Line, ...]) -> Instruction | None:
    cursor.take(_DECIDED)
    cursor.take(_HANSARD)
    if found := motion(cursor):
        return found
    head(cursor)
    if not cursor.locator.provision and (parent := _parent(notes)):
        cursor.locator = replace(cursor.locator, provision=parent)
    return order(cursor) or move(cursor)


def _parent(notes: tuple[Line, ...]) -> str:
    for note in notes:
        if _SUB_NOTE.match(note.text) and (parent := parent_in(note.text)):
            return parent
    return ""


def _unread(cursor: Cursor, why: str) -> Refusal:
    rest = cursor.rest()
    words = f"not understood: “{rest}”" if rest.strip() else "its words end too soon"
    return Refusal(Reason.UNREADABLE, f"{words} ({why})" if why else words)
