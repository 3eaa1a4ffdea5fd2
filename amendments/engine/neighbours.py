"""Beside which provision new provisions take their place, where the instruction names only the end of a line. Pure.

"At end insert (3A)" names the last line of subsection (3), which may also be the last line of its last paragraph and
of a sub-paragraph in it: the number of what is inserted tells which of them it follows (engines, section 2b).
"""

from typing import NamedTuple

from amendments.engine.instruction import New
from amendments.engine.numbers import FAR, distance, is_left_to_printer
from amendments.engine.printed import AddressedPrint
from bills.text.running import Range
from bills.text.tree import Provision

_FIRST_CHOICE = ("subsection", "sub-paragraph", "schedule paragraph")


class Point(NamedTuple):
    """A place between characters; `sibling` is the index of the provision it stands beside, None where none is."""

    at: int
    sibling: int | None
    said: str


def insertion_point(new: New, line: Range, scope: Provision, printed: AddressedPrint, *, is_before: bool) -> Point:
    """Where a block goes: after the provision that ends on the line and that its first number follows, or before one.

    Without such a provision it stands at the very end (beginning) of the line.
    """
    number = next((each.num for each in new.lines if each.num), "")
    starts_with_number = bool(new.lines and new.lines[0].num)
    kind = new.lines[0].kind if new.lines else ""
    if is_before:
        beside = _before(number if starts_with_number else "", printed.starting_in(line, scope))
        if beside is None:
            return Point(line[0], None, "at the beginning of the line")
        return Point(printed.running.range_of(beside)[0], beside.index, f"before {beside.kind} {beside.number}")
    ending = [each for each in printed.ending_at(line[1], scope) if each.index != scope.index]
    beside = _definition(ending) if kind == "definition" else _after(number if starts_with_number else "", ending)
    if beside is None:
        return Point(min(line[1], printed.running.range_of(scope)[1]), None, "at the end of the line")
    return Point(printed.running.range_of(beside)[1], beside.index, f"after {beside.kind} {beside.number}".rstrip())


def _after(number: str, ending: list[Provision]) -> Provision | None:
    """The nearest predecessor by number; the innermost of equals."""
    if not number:
        return None
    if is_left_to_printer(number):
        numbered = [each for each in ending if each.number]
        return next((e for k in _FIRST_CHOICE for e in numbered if e.kind == k), next(iter(numbered), None))
    best = min(ending, key=lambda each: distance(each.number, number), default=None)
    return best if best is not None and distance(best.number, number) < FAR else None


def _before(number: str, starting: list[Provision]) -> Provision | None:
    """The nearest successor by number among what begins on the line."""
    if not number:
        return None
    near = [each for each in starting if distance(number, each.number) < FAR]
    return min(near, key=lambda each: distance(number, each.number), default=None)


def _definition(ending: list[Provision]) -> Provision | None:
    return next((each for each in ending if each.kind == "definition"), None)
