"""Orders that move, divide or oppose, and motions on the other House's amendments: read whole, after no locator. Pure.

| rule | forms |
|---|---|
| transfer | Clause 5 be transferred to end of line 3 on page 20 · Transpose Clause 5 to after Clause 9 |
| transpose | Transpose Clauses 5 and 6 · transpose subsections (2) and (3) |
| divide | divide the Clause into two clauses, the first … (what follows is for people) |
| oppose | … gives notice of his intention to oppose the Question that Clause 9 stand part of the Bill |
| agree, disagree | To move, That this House do disagree with the Lords in their Amendment 34 |
"""

import re
from dataclasses import replace

from amendments.engine.cursor import Cursor, Unread, named, side_of
from amendments.engine.instruction import Instruction, Lines, Op, Place, Units, Whole
from amendments.engine.targets import whole
from amendments.engine.units import units

_N = r"[A-Z]{0,3}\d{1,4}[A-Z]{0,4}\b"
_NAMED = rf"(?:the\s+)?(?P<kind>clause|schedule)\b(?:\s+(?P<number>{_N}))?"
_OPPOSE = re.compile(
    r"\[?[^“”]{0,400}?\bnotice\s+of\s+(?:(?:his|her|their|its|an)\s+)?intention\s+to\s+oppose\s+the\s+question\s+that\s+"
    rf"{_NAMED}(?:\s*\([^()“”]{{0,200}}\))?,?\s+(?:do\s+|should\s+|be\s+)?"
    r"(?:stand\s+part\s+of\s+the\s+bill|(?:be\s+)?the\s+(?:\w+\s+)?schedule\s+to\s+the\s+bill)\s*\.?\s*\]?\s*\Z",
    re.IGNORECASE,
)
_ON_THEIRS = re.compile(
    r"[^“”]{0,400}?\bthis\s+house\s+(?:do(?:es)?\s+)?(?P<dis>dis)?agrees?\s+(?:with|to)\s+(?:the\s+)?"
    r"(?:(?:lords|commons)\s+in\s+(?:their|its)\s+amendments?|(?:lords|commons)\s+amendments?|amendments?)\s+"
    rf"(?:no\s*\.?\s*)?(?P<number>{_N})(?P<rest>.{{0,1000}})\Z",
    re.IGNORECASE | re.DOTALL,
)
_MORE_NUMBERS = re.compile(rf"\s*(?:,|and|to)\s*(?:no\s*\.?\s*)?{_N}", re.IGNORECASE)
_TRANSFER = re.compile(r"(?:to\s+move\s*,?\s*)?(?:that\s+)?(?P<verb>transfer|transpose)\s+", re.IGNORECASE)
_THAT = re.compile(r"(?:to\s+move\s*,?\s*)?(?:that\s+)?", re.IGNORECASE)
_BE = re.compile(r"\s*(?:,\s*)?(?:(?:to\s+)?be|is|shall\s+be)\s+(?:transferred|transposed|moved)\b", re.IGNORECASE)
_TO = re.compile(r"\s*,?\s*(?:to\s+)?(?=(?:the\s+)?end\b|after\b|before\b|(?:the\s+)?beginning\b)", re.IGNORECASE)
_END_OF_LINE = re.compile(
    r"(?:the\s+)?(?P<side>end|beginning)\s+of\s+line\s+(?P<line>\d{1,5})(?:,?\s*(?:on|of)\s+page\s+(?P<page>\d{1,5}))?"
    r"|(?:the\s+)?(?P<edge>end|beginning)\s+of\s+page\s+(?P<end_page>\d{1,5}),?\s+line\s+(?P<end_line>\d{1,5})",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?P<side>after|before)\s+", re.IGNORECASE)
_LINE = re.compile(r"(?:page\s+(?P<page>\d{1,5}),?\s+)?line\s+(?P<line>\d{1,5})", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?:the\s+)?(?P<kind>clause|schedule)s?\s+(?P<one>{_N})\s+(?:and|with)\s+(?:(?:clause|schedule)\s+)?(?P<other>{_N})",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s*(?:and|with)\s+", re.IGNORECASE)
_DIVIDE = re.compile(
    rf"(?:to\s+move\s*,?\s*)?(?:that\s+)?(?:divide\s+{_NAMED}|{_NAMED.replace('kind', 'k2').replace('number', 'n2')}"
    r"\s+(?:be|shall\s+be)\s+divided)\s+into\s+(?P<rest>.{1,1500})\Z",
    re.IGNORECASE | re.DOTALL,
)
_FULL_STOP = re.compile(r"\s*[.;]?\s*\]?\s*\Z")


def motion(cursor: Cursor) -> Instruction | None:
    """A notice to oppose, or a motion on an amendment of the other House; None for anything else."""
    if found := cursor.take(_OPPOSE):
        opposed = _whole(cursor, found["kind"], found["number"])
        cursor.locator = replace(cursor.locator, provision=opposed.provision)
        return Instruction("oppose", cursor.locator, "oppose", opposed)
    if found := cursor.take(_ON_THEIRS):
        if _MORE_NUMBERS.match(found["rest"]):
            raise Unread("it is on several amendments")
        cursor.locator = replace(cursor.locator, provision=f"amendment {found['number'].casefold()}")
        op: Op = "disagree" if found["dis"] else "agree"
        return Instruction(op, cursor.locator, op)
    return None


def move(cursor: Cursor) -> Instruction | None:
    """Transfer, transpose or divide; None for anything else."""
    if found := cursor.take(_DIVIDE):
        kind, number = found["kind"] or found["k2"], found["number"] or found["n2"]
        return Instruction("divide", cursor.locator, "divide", _whole(cursor, kind, number))
    start = cursor.at
    if cursor.take(_TRANSFER):
        read = _transpose(cursor) or _transfer(cursor)
    else:
        cursor.take(_THAT)
        target = whole(cursor) if cursor.said[cursor.at : cursor.at + 1] in "CcSsTt" else None
        if target is None or not cursor.take(_BE):
            cursor.at = start
            return None
        read = Instruction("transfer", cursor.locator, "transfer", target, _place(cursor))
    if not cursor.take(_FULL_STOP):
        raise Unread("")
    return replace(read, locator=cursor.locator)


def _transfer(cursor: Cursor) -> Instruction:
    target = units(cursor) or whole(cursor)
    if target is None:
        raise Unread("it does not say what to move")
    if isinstance(target, Units) and cursor.take(_WITH):
        other = units(cursor)
        if other is None:
            raise Unread("it does not say with what to exchange it")
        return Instruction("transpose", cursor.locator, "transpose", target, Place("after", other))
    return Instruction("transfer", cursor.locator, "transfer", target, _place(cursor))


def _transpose(cursor: Cursor) -> Instruction | None:
    """Two that exchange their places. `place.target` is the other; which side the place names means nothing here."""
    if found := cursor.take(_PAIR):
        one, other = (Whole(named(found["kind"], found[each])) for each in ("one", "other"))
        return Instruction("transpose", cursor.locator, "transpose", one, Place("after", other))
    start = cursor.at
    both = units(cursor)
    if both and len(both.numbers) == 2 and not both.is_range and not cursor.take(_TO):
        first, second = (replace(both, numbers=(number,)) for number in both.numbers)
        return Instruction("transpose", cursor.locator, "transpose", first, Place("after", second))
    cursor.at = start
    return None


def _place(cursor: Cursor) -> Place:
    if not cursor.take(_TO):
        raise Unread("it does not say in a known form to where")
    if found := cursor.take(_END_OF_LINE):
        line, page = int(found["line"] or found["end_line"]), found["page"] or found["end_page"]
        return Place(side_of(found["side"] or found["edge"]), Lines(line, line, int(page) if page else None))
    beside = cursor.take(_BESIDE)
    if not beside:
        raise Unread("it does not say in a known form to where")
    if at := cursor.take(_LINE):
        line = int(at["line"])
        target = Lines(line, line, int(at["page"]) if at["page"] else None)
        return Place(side_of(beside["side"]), target)
    held = units(cursor) or whole(cursor)
    if held is None:
        raise Unread("it does not say in a known form to where")
    return Place(side_of(beside["side"]), held)


def _whole(cursor: Cursor, kind: str, number: str | None) -> Whole:
    held = cursor.locator.provision or cursor.provision
    if number or not held.startswith(kind.casefold()):
        return Whole(named(kind, number))
    return Whole(held)
