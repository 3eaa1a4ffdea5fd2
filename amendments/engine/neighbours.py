"""Beside which provision new provisions take their place, where the instruction names only the end of a line. Pure.

"At end insert (3A)" names the last line of subsection (3), which may also be the last line of its last paragraph and
of a sub-paragraph in it: the number of what is inserted tells which of them it follows (engines, section 2b).
"""

from typing import NamedTuple

from amendments.engine.instruction import New, Reason, Refusal
from amendments.engine.numbers import FAR, bare, distance, is_left_to_printer
from amendments.engine.printed import AddressedPrint
from bills.text.running import Range
from bills.text.tree import Provision

_DASHES = frozenset("—–:")
_STOPS = frozenset(".;”’")
_FIRST = frozenset({"1", "a", "i", "A"})
_FIRST_CHOICE = ("subsection", "sub-paragraph", "schedule paragraph")


class Point(NamedTuple):
    """A place between characters; `sibling` is the index of the provision it stands beside, None where none is.

    `is_before` tells that it stands before its sibling.
    """

    at: int
    sibling: int | None
    said: str
    is_before: bool = False


def insertion_point(
    new: New, line: Range, scope: Provision, printed: AddressedPrint, *, is_before: bool
) -> Point | Refusal:
    """Where a block goes: after the provision that ends on the line and that its first number follows, or before one.

    A number that follows nothing there is refused: the line is not the one that was meant. It may begin a list after a
    dash, or be the (2) of a clause without subsections. A block without a number stands where a provision, or at least
    a sentence, ends.
    """
    number = _first_number(new)
    kind = new.lines[0].kind if new.lines else ""
    if is_before:
        return _before_point(number, line, printed.starting_in(line, scope), printed)
    ending = list(printed.ending_at(line[1], scope))
    inner = [each for each in ending if each.index != scope.index]
    makes = _makes_subsections(number, ending, scope)
    beside = (
        _definition(inner)
        if kind == "definition"
        else _after(number, inner, printed, is_sentence=makes and _is_sentence(new))
    )
    if beside is not None:
        return Point(
            printed.running.range_of(beside)[1], beside.index, f"after {beside.kind} {beside.number}".rstrip()
        )
    at = min(line[1], printed.running.range_of(scope)[1])
    if (first := _before_first(number, at, scope, printed)) is not None:
        return Point(printed.running.range_of(first)[0], first.index, f"before {first.kind} {first.number}", True)
    last = printed.running.text[at - 1 : at]
    begins_list = last in _DASHES and bare(number) in _FIRST
    if number and not begins_list and not makes:
        return Refusal(Reason.STRUCTURE, f"{number.strip('“‘')} follows nothing that ends there")
    if not number and not ending and last not in _DASHES and last not in _STOPS:
        return Refusal(Reason.STRUCTURE, "a block would break a sentence there")
    return Point(at, None, "at the end of the line")


def _first_number(new: New) -> str:
    """The number of the first line, or of the first below headings: "Fish Act 1980", then "1A The Fish Act …"."""
    for line in new.lines:
        if line.num or line.kind != "heading":
            return line.num
    return ""


def _is_sentence(new: New) -> bool:
    """Whether it begins with a capital and ends with a full stop, as subsections do and paragraphs seldom."""
    return new.lines[0].text[:1].isupper() and new.lines[-1].text.endswith(".")


def _before_first(number: str, end: int, scope: Provision, printed: AddressedPrint) -> Provision | None:
    """The first of a list that begins below the line, where the new number goes before it: (za) before (a)."""
    if not number.strip():
        return None
    text = printed.running.text
    while end < len(text) and text[end] in " \n":
        end += 1
    below = [each for each in printed.starting_in((end, end + 1), scope) if each.number]
    if is_left_to_printer(number):
        below = [each for each in below if each.number.startswith("(")]
        return below[0] if len(below) == 1 and bare(below[0].number) in _FIRST else None
    return next((e for e in below if bare(e.number) in _FIRST and distance(number, e.number) == 0), None)


def _before_point(number: str, line: Range, starting: list[Provision], printed: AddressedPrint) -> Point | Refusal:
    beside = _before(number, starting)
    if beside is not None:
        return Point(printed.running.range_of(beside)[0], beside.index, f"before {beside.kind} {beside.number}")
    if number and not is_left_to_printer(number):
        return Refusal(Reason.STRUCTURE, f"{number.strip('“‘')} precedes nothing that begins there")
    return Point(line[0], None, "at the beginning of the line")


def _makes_subsections(number: str, ending: list[Provision], scope: Provision) -> bool:
    """Whether it is the (2) that makes a clause without subsections one with two."""
    has_none = not any(child.kind == "subsection" for child in scope.children)
    is_end = any(each.index == scope.index for each in ending)
    return scope.kind == "clause" and has_none and is_end and (bare(number) == "2" or is_left_to_printer(number))


def _after(number: str, ending: list[Provision], printed: AddressedPrint, *, is_sentence: bool) -> Provision | None:
    """The nearest predecessor by number; the innermost of equals. A sentence left to the printer is no paragraph."""
    if not number:
        return None
    if is_left_to_printer(number):
        numbered = [each for each in ending if each.number]
        first = next((each for kind in _FIRST_CHOICE for each in numbered if each.kind == kind), None)
        return first or (None if is_sentence else next(iter(numbered), None))
    near = [each for each in ending if distance(each.number, number) < FAR]
    return min(near, key=lambda e: (distance(e.number, number), _is_odd(number, e, printed)), default=None)


def _is_odd(number: str, before: Provision, printed: AddressedPrint) -> bool:
    """Whether its drafter would have numbered it otherwise there: (3A) after the last of a list, (4) before a (4).

    Of two ending on one line, a section of another Act and the subsection that inserts it, this tells which is meant.
    """
    holder = printed.printed.all[printed.running.parents[before.index]]
    is_last = not any(
        each.index > before.index and each.number and each.kind == before.kind for each in holder.children
    )
    return is_last == (distance(before.number, number) == 0)


def _before(number: str, starting: list[Provision]) -> Provision | None:
    """The nearest successor by number among what begins on the line."""
    if not number:
        return None
    near = [each for each in starting if distance(number, each.number) < FAR]
    return min(near, key=lambda each: distance(number, each.number), default=None)


def _definition(ending: list[Provision]) -> Provision | None:
    return next((each for each in ending if each.kind == "definition"), None)
