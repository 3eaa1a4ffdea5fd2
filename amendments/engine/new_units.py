"""Whole clauses and Schedules that come into the Bill: new at their place, substituted, transferred. Pure."""

import re
from dataclasses import dataclass, replace

from amendments.engine.instruction import Instruction, Line, Lines, Reason, Refusal, Whole
from amendments.engine.locate import Located, locate
from amendments.engine.numbers import bare
from amendments.engine.printed import AddressedPrint, in_words
from amendments.engine.references import AMENDING, OWN
from amendments.engine.renumber import NewUnit
from bills.text.address import normal_form
from bills.text.tree import Provision

_SCHEDULE = re.compile(r"(?:new )?schedule(?: [A-Z]{0,2}\d{1,3}[A-Z]{0,2})?", re.IGNORECASE)
_NOTE = re.compile(r"\(?sections? [\dA-Z(), and]{1,40}\)?", re.IGNORECASE)
MOVES = frozenset({"transfer", "transpose"})
"""Orders that move a whole clause or Schedule: its words change their place."""


@dataclass(frozen=True, slots=True)
class NewProvision:
    """A clause or Schedule with its place; its first line is its heading, where it has one.

    `said` tells how it was placed, in plain words; `is_stated` is False where nobody stated a place.
    """

    unit: NewUnit
    lines: tuple[Line, ...]
    said: str = ""
    is_stated: bool = True

    @property
    def heading(self) -> str:
        """The heading; "" where there is none."""
        return self.lines[0].text if self.lines and self.lines[0].kind == "heading" else ""


def placed_new(number: str, order: Instruction, printed: AddressedPrint) -> Refusal | NewProvision:
    """A new clause or Schedule after or before the provision named, else at the end, marked unplaced."""
    kind = "clause" if order.op == "new_clause" else "schedule"
    lines = _without_its_number(kind, order.new.lines if order.new else ())
    if not lines:
        return Refusal(Reason.UNREADABLE, f"it moves a new {kind} without any words")
    lines = numbered_afresh(lines)
    place = order.place
    if place is not None and isinstance(place.target, Whole):
        found = printed.find(normal_form(place.target.provision) or place.target.provision)
        if len(found) != 1:
            said = f"it stands {place.side} {place.target.provision}, which this print has not"
            return Refusal(Reason.NO_PROVISION, said)
        if found[0].kind != kind:
            said = f"“{place.side} {place.target.provision}” is no place for a {kind}: it stands at the end"
            return NewProvision(NewUnit(number, kind, _end_of(kind, printed)), lines, said, is_stated=False)
        start, end = printed.running.range_of(found[0])
        at = end if place.side in ("after", "end") else start
        said = f"placed {place.side} {place.target.provision}, {printed.lines_of(found[0])}"
        return NewProvision(NewUnit(number, kind, at), lines, said)
    is_stated = place is not None and place.side == "end"
    said = "placed at the end" if is_stated else "its place is not stated: it stands at the end"
    return NewProvision(NewUnit(number, kind, _end_of(kind, printed)), lines, said, is_stated)


def numbered_afresh(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A new clause's subsections in the plain sequence, where amendments to it brought a (2A) or took the (2) away.

    References to "subsection (3)" in it follow, unless it amends another Act.
    """
    numbered = [at for at, line in enumerate(lines) if line.num]
    outer = min((lines[at].depth for at in numbered), default=0)
    family = [at for at in numbered if lines[at].depth == outer]
    if not family or not all(re.fullmatch(r"\(\d+[A-Z]*\)", lines[at].num) for at in family):
        return lines
    becomes = {bare(lines[at].num): str(place) for place, at in enumerate(family, 1)}
    if len(becomes) < len(family) or all(was == now for was, now in becomes.items()):
        return lines
    is_amending = any(AMENDING.search(line.text) for line in lines)
    afresh = []
    for at, line in enumerate(lines):
        text = line.text if is_amending else OWN.sub(lambda found: becomes.get(found[0], found[0]), line.text)
        afresh.append(line._replace(text=text, num=f"({becomes[bare(line.num)]})" if at in family else line.num))
    return tuple(afresh)


def _without_its_number(kind: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A new Schedule's lines without "Schedule 3" and the note "Section 5" above its heading: the print numbers it."""
    while (
        kind == "schedule"
        and len(lines) > 1
        and (_SCHEDULE.fullmatch(lines[0].text) or _NOTE.fullmatch(lines[0].text))
    ):
        lines = lines[1:]
    is_heading = kind == "schedule" and len(lines) > 1 and not lines[0].num and lines[0].kind == "text"
    return (lines[0]._replace(kind="heading"), *lines[1:]) if is_heading else lines


def is_whole(found: Located) -> bool:
    """Whether an order is about a whole clause or Schedule."""
    return isinstance(found.instruction.target, Whole)


def instead(number: str, found: Located, printed: AddressedPrint) -> NewProvision:
    """The clause or Schedule that takes the place of one left out whole."""
    left_out = printed.printed.all[found.edit.sibling or 0]
    lines = found.edit.new.lines if found.edit.new else ()
    return NewProvision(NewUnit(number, left_out.kind, found.edit.start), lines)


def transferred(number: str, order: Instruction, printed: AddressedPrint) -> Refusal | Located:
    """A whole clause or Schedule moved after (before) another, or to the end of the line where another ends.

    Two that stand next to each other and are transposed: the first goes after the second.
    """
    if not isinstance(order.target, Whole) or order.place is None:
        return Refusal(Reason.STRUCTURE, "only whole clauses and Schedules can be moved with certainty")
    leaving = locate(number, replace(order, op="leave_out_clause", place=None), printed)
    if isinstance(leaving, Refusal):
        return leaving
    beside = _beside(order, printed)
    if isinstance(beside, Refusal):
        return beside
    own = printed.printed.all[leaving.edit.sibling or 0]
    if beside.kind != own.kind or beside.index == own.index:
        return Refusal(
            Reason.STRUCTURE, f"{printed.address_of(own)} cannot stand {order.place.side} itself or another kind"
        )
    units = [each.index for each in printed.units if each.kind == own.kind]
    if order.op == "transpose" and units.index(beside.index) != units.index(own.index) + 1:
        return Refusal(Reason.STRUCTURE, "what it transposes does not stand next to each other")
    start, end = printed.running.range_of(beside)
    said = (*leaving.trace, f"moved {order.place.side} {printed.address_of(beside)}")
    return replace(leaving, moved_to=start if order.place.side == "before" else end, trace=said)


def _beside(order: Instruction, printed: AddressedPrint) -> Provision | Refusal:
    target = order.place.target if order.place else None
    if isinstance(target, Whole):
        found = printed.find(normal_form(target.provision) or target.provision)
        if len(found) != 1:
            return Refusal(Reason.NO_PROVISION, f"this print has no {target.provision}")
        return found[0]
    if isinstance(target, Lines):
        line = (target.last_page or order.locator.page or 0, target.last)
        ending = [each for each in printed.units if each.ends == printed.running.index.marked_line(*line)]
        if ending:
            return ending[-1]
        return Refusal(Reason.NO_LINE, f"no clause or Schedule ends at {in_words(line)}")
    return Refusal(Reason.UNREADABLE, "the instruction does not say where it goes")


def moved(found: Located, printed: AddressedPrint) -> NewProvision:
    """The transferred clause or Schedule as it stands in its new place."""
    own = printed.printed.all[found.edit.sibling or 0]
    rows = [Line(row) for row in printed.running.rows(own).split("\n")]
    lines = (Line(own.heading, kind="heading"), *rows) if own.heading else tuple(rows)
    return NewProvision(NewUnit(found.number, own.kind, found.moved_to or 0, own.index), lines)


def _end_of(kind: str, printed: AddressedPrint) -> int:
    own = [each for each in printed.units if each.kind == kind] or list(printed.units)
    return printed.running.range_of(own[-1])[1] if own else 0
