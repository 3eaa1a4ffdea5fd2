"""The area of a print in which a target must stand exactly once: a line, or a provision that is named. Pure."""

import re
from typing import NamedTuple

from amendments.engine.instruction import Locator, Reason, Refusal
from amendments.engine.numbers import bare
from amendments.engine.printed import AddressedPrint, in_words
from amendments.engine.units_at import KINDS
from bills.text.running import Range, even
from bills.text.tree import PageLine, Provision

_UNIT = re.compile(r"(?P<kind>[a-z][a-z -]*?) (?P<steps>[(\w].*)")


class Area(NamedTuple):
    """Characters [start:end] and how they are named to people. `line` is None where a provision alone was named.

    What is found may begin in the area and go on to the end of `scope`.
    """

    start: int
    end: int
    said: str
    scope: Provision
    line: PageLine | None


def area_of(locator: Locator, line: Range | None, scope: Provision, printed: AddressedPrint) -> Area | Refusal:
    """Where to look. `line` is the range of the locator's line, already known to be in the scope; None for no line.

    What the words name between place and operation ("in subsection (2)", "in the heading") must be there too: it
    narrows a provision, and a line must stand in it.
    """
    place = (locator.page, locator.line) if locator.page is not None and locator.line is not None else None
    named = (
        f"{printed.address_of(scope)}" if not locator.within else f"{locator.within} of {printed.address_of(scope)}"
    )
    said = in_words(place) if place and line else named
    if locator.within == "heading":
        return _heading(line, said, scope, printed, place)
    inner = _named(locator.within, line, scope, printed) if locator.within else scope
    if isinstance(inner, Refusal):
        return inner
    if line is not None:
        return Area(*line, said, inner, place)
    return Area(*printed.running.range_of(inner), said, inner, None)


def _heading(
    line: Range | None, said: str, scope: Provision, printed: AddressedPrint, place: PageLine | None
) -> Area | Refusal:
    """The heading of the clause or Schedule, on that line where one is given."""
    found = printed.running.part_range(scope, "heading")
    if found is None or (line is not None and not (line[0] < found[1] and found[0] < line[1])):
        return Refusal(Reason.NOT_THERE, f"no heading stands at {said}")
    start = max(found[0], line[0]) if line else found[0]
    return Area(start, min(found[1], line[1]) if line else found[1], said, scope, place)


def _named(within: str, line: Range | None, scope: Provision, printed: AddressedPrint) -> Provision | Refusal:
    """The one provision inside the scope that these words name; where there is a line, the one that holds it."""
    found = list(_candidates(within, scope))
    if line is not None:
        found = [each for each in found if _holds(printed.running.range_of(each), line)]
    else:
        found = [each for each in found if not each.is_quoted]
    address = printed.address_of(scope)
    if not found:
        where = " at that line" if line else ""
        return Refusal(Reason.NO_PROVISION, f"{address} has no {within}{where}")
    if len(found) > 1:
        return Refusal(Reason.TWICE, f"{address} has {len(found)} provisions called {within}")
    return found[0]


def _candidates(within: str, scope: Provision) -> list[Provision]:
    if within.startswith("definition of "):
        term = even(within.removeprefix("definition of ").strip("“”\"'‘’"))
        return [e for e in scope.walk() if e.kind == "definition" and even(e.text).lstrip("\"'").startswith(term)]
    unit = _UNIT.fullmatch(within)
    if unit is None:
        return []
    first, *rest = re.findall(r"\w+", unit["steps"])
    kinds = KINDS.get(unit["kind"], (unit["kind"],))
    found = [each for each in scope.walk() if each.kind in kinds and bare(each.number) == first]
    for step in rest:
        found = [child for each in found for child in each.children if bare(child.number) == step]
    return found


def _holds(own: Range, line: Range) -> bool:
    return own[0] < line[1] and line[0] < own[1]
