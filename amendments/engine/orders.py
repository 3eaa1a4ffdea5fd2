"""OP × TARGET × NEW: the orders that change text, read after the locator. One function a rule. Pure.

| rule | forms (NEW: “Y” or —⟨block⟩, also "the following new subsection—⟨block⟩") |
|---|---|
| leave out | leave out TARGET |
| substitute | leave out TARGET and insert NEW · leave out TARGET insert NEW · for TARGET substitute NEW |
| insert beside | after TARGET insert NEW · before TARGET, insert NEW |
| insert at an end | at end insert NEW · at end of line 5 on page 6 add NEW · at beginning of line 5 insert NEW |
| new provision | To move the following Clause—⟨block⟩ · After Clause 59, insert the following new Clause—⟨block⟩ |
"""

import re
from dataclasses import replace

from amendments.engine.blocks import new_of, with_heading
from amendments.engine.cursor import Cursor, Unread, named, side_of
from amendments.engine.instruction import Instruction, Lines, New, Op, Place, Stretch, Target, Units, Whole, Words
from amendments.engine.targets import target, whole
from amendments.engine.units import kind_of, units

_LEAVE_OUT = re.compile(r"(?:to\s+)?(?:leave\s+out|omit|delete)\b\s*[,:—]?\s*", re.IGNORECASE)
_FOR = re.compile(r"for\b\s*", re.IGNORECASE)
_VERB = r"(?:insert|add|substitute|replace\s+(?:it\s+|them\s+)?with)\b"
_AND_INSERT = re.compile(rf"\s*[,;]?\s*(?:and\s+)?(?:to\s+)?{_VERB}\s*[,:]?\s*", re.IGNORECASE)
_INSERT = re.compile(rf"\s*[,;:—]?\s*(?:to\s+)?{_VERB}\s*[,:]?\s*", re.IGNORECASE)
_SUBSTITUTE = re.compile(r"\s*,?\s*substitute\s*", re.IGNORECASE)
_INSERT_FIRST = re.compile(r"(?:insert|add)\b\s*,?\s*", re.IGNORECASE)
_SIDE = re.compile(r"(?:and\s+)?(?P<side>after|before)\b\s*", re.IGNORECASE)
_EDGE = re.compile(r"(?:at|to)\s+(?:the\s+)?(?P<side>end|beginning)\b(?P<of>\s+of\s+)?", re.IGNORECASE)
_EDGE_LINE = re.compile(
    r"(?:the\s+)?line\b(?:\s+(?P<line>\d{1,5})(?:,?\s*(?:on|of)\s+page\s+(?P<page>\d{1,5}))?)?", re.IGNORECASE
)
_EDGE_UNIT = re.compile(r"(?:the\s+)?(?P<unit>sub-?section|(?:sub-?){0,2}paragraph)\b", re.IGNORECASE)
_THINGS = r"(?:words?|(?:sub-?)?sections?|(?:sub-?){0,2}paragraphs?|definitions?|entr(?:y|ies)|lines?|cross-?heading)"
_NEW = re.compile(
    rf"(?:(?:there\s+(?:is|are)\s+)?(?:the\s+|a\s+)?(?:following\b\s*)?(?:new\s+)?(?:{_THINGS})?)\s*[—–:,-]*\s*(?P<b>\()?(?P<q>“”)(?(b)\))",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s*,?\s*")
_FULL_STOP = re.compile(r"\s*[.;]?\s*\]?\s*\Z")
_TITLED = r"(?:\s*[—–:.-]+\s*(?P<title>[^“”\s—–:,.\-][^“”]{0,300}?))?[\s—–:,.-]*(?P<q>“”)"
_NEW_PROVISION = re.compile(
    r"(?:(?P<side>after|before)\s+(?:the\s+)?(?P<kind>clause|schedule)(?:\s+(?P<number>[A-Z]{0,3}\d{1,4}[A-Z]{0,4}))?"
    r"\s*[,—:]?\s*)?(?:to\s+move\s*,?\s*|insert\s+|add\s+)the\s+following\s+(?:new\s+)?(?P<new>clause|schedule)\b"
    + _TITLED,
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"the\s+following\s+(?:new\s+)?(?P<new>clause|schedule)\b" + _TITLED,
    re.IGNORECASE,
)


def order(cursor: Cursor) -> Instruction | None:
    """The order that begins here, read to its last word; None where none of these begins so. Raises Unread."""
    found = new_provision(cursor) or leave_out(cursor) or substitute_for(cursor) or insert(cursor)
    if found and not cursor.take(_FULL_STOP):
        raise Unread("")
    return found


def new_provision(cursor: Cursor) -> Instruction | None:
    """To move the following Clause—; After Clause 59, insert the following new Clause—."""
    found = cursor.take(_NEW_PROVISION)
    if not found:
        return None
    place = None
    if found["side"]:
        place = Place(side_of(found["side"]), Whole(named(found["kind"], found["number"])))
    return _provision(cursor, found, place)


def leave_out(cursor: Cursor) -> Instruction | None:
    """leave out TARGET; leave out TARGET and insert NEW. A whole Clause or Schedule is the op leave_out_clause."""
    if not cursor.take(_LEAVE_OUT):
        return None
    taken = _target(cursor)
    if not cursor.take(_AND_INSERT):
        op: Op = "leave_out_clause" if isinstance(taken, Whole) else "leave_out"
        return _made(cursor, op, f"leave out {_name(taken)}", target=taken)
    if isinstance(taken, Whole) and (found := cursor.take(_FOLLOWING)):
        new = _whole_new(cursor, found)
        return _made(cursor, "substitute", "substitute whole", target=taken, new=new)
    return _made(cursor, "substitute", f"substitute {_name(taken)}", target=taken, new=_new(cursor))


def substitute_for(cursor: Cursor) -> Instruction | None:
    """for TARGET substitute NEW."""
    if not cursor.take(_FOR):
        return None
    taken = _target(cursor)
    if not cursor.take(_SUBSTITUTE):
        raise Unread("it does not say what to substitute")
    return _made(cursor, "substitute", f"substitute {_name(taken)}", target=taken, new=_new(cursor))


def insert(cursor: Cursor) -> Instruction | None:
    """after TARGET insert NEW; at end insert NEW; at end add the following new Clause—."""
    if cursor.take(_INSERT_FIRST):
        return _inserted_first(cursor)
    place = _beside(cursor) or _edge(cursor)
    if place is None:
        return None
    if not cursor.take(_INSERT):
        raise Unread("it does not say what to insert")
    if found := cursor.take(_FOLLOWING):
        return _provision(cursor, found, place)
    rule = f"insert {place.side} {_name(place.target)}".strip()
    return _made(cursor, "insert", rule, place=place, new=_new(cursor))


def _inserted_first(cursor: Cursor) -> Instruction:
    """insert “Y” after “X”; add at end “Y”: the verb before the place."""
    new = _new(cursor) if cursor.said.startswith(("“”", "—“”", "— “”"), cursor.at) else None
    cursor.take(_SPACE)
    place = _beside(cursor) or _edge(cursor)
    if place is None:
        raise Unread("it does not say in a known form where to insert")
    return _made(
        cursor, "insert", f"insert {place.side} {_name(place.target)}".strip(), place=place, new=new or _new(cursor)
    )


def _beside(cursor: Cursor) -> Place | None:
    found = cursor.take(_SIDE)
    return Place(side_of(found["side"]), _target(cursor)) if found else None


def _edge(cursor: Cursor) -> Place | None:
    found = cursor.take(_EDGE)
    if not found:
        return None
    side = side_of(found["side"])
    if found["of"] is None:
        return Place(side)
    if line := cursor.take(_EDGE_LINE):
        number, page = line["line"], line["page"]
        if number is None:
            return Place(side)
        at = cursor.locator
        elsewhere = int(page) if page and int(page) != at.page else None
        if at.page is None and page:
            cursor.locator, elsewhere = replace(at, page=int(page), line=at.line or int(number)), None
        return Place(side, Lines(int(number), int(number), elsewhere))
    if held := units(cursor) or whole(cursor):
        return Place(side, held)
    if unit := cursor.take(_EDGE_UNIT):
        return Place(side, Units(kind_of(unit["unit"])))
    raise Unread(f"it does not say in a known form of what it is the {side}")


def _target(cursor: Cursor) -> Target:
    found = target(cursor)
    if found is None:
        raise Unread("")
    return found


def _new(cursor: Cursor) -> New:
    found = cursor.take(_NEW)
    if not found:
        raise Unread("it does not say in a known form what the new words are")
    return new_of(cursor.quote(found.start("q")))


def _provision(cursor: Cursor, found: re.Match[str], place: Place | None) -> Instruction:
    """A new Clause or Schedule. What the words name beside it is its place, not the provision it bites on."""
    op: Op = "new_clause" if found["new"].casefold() == "clause" else "new_schedule"
    return _made(cursor, op, op.replace("_", " "), place=place, new=_whole_new(cursor, found))


def _whole_new(cursor: Cursor, found: re.Match[str]) -> New:
    """The new provision; before 2014 its heading was printed above the quotation, on a line of its own."""
    title = (found["title"] or "").rstrip(" —–:-")
    if title and title not in (line.text.strip(" —–:-") for line in cursor.lines[1:]):
        cursor.at = found.start("title")
        raise Unread("")
    return with_heading(new_of(cursor.quote(found.start("q"))), title)


def _made(
    cursor: Cursor,
    op: Op,
    rule: str,
    target: Target | None = None,
    place: Place | None = None,
    new: New | None = None,
) -> Instruction:
    return Instruction(op, cursor.locator, rule, target, place, new, cursor.column)


def _name(of: Target | None) -> str:
    """The target rule's own name, the second half of the name of the rule that read an order."""
    return _NAMES[type(of)]


_NAMES = {
    Words: "words",
    Stretch: "from … to",
    Lines: "lines",
    Units: "units",
    Whole: "whole",
    type(None): "",
}
