"""Whole provisions that an instruction names by kind and number: "subsection (3)", "paragraphs (a) to (c)". Pure."""

from amendments.engine.instruction import Reason, Refusal, Units
from amendments.engine.numbers import bare
from amendments.engine.printed import AddressedPrint
from bills.text.running import Range, even
from bills.text.tree import Provision

KINDS = {
    "subsection": ("subsection",),
    "paragraph": ("paragraph", "schedule paragraph", "sub-paragraph"),
    "sub-paragraph": ("sub-paragraph", "sub-sub-paragraph", "paragraph"),
    "sub-sub-paragraph": ("sub-sub-paragraph", "sub-paragraph"),
    "schedule paragraph": ("schedule paragraph", "paragraph"),
}
"""What each word names, nearest first: drafters call a Schedule's "(a)" a paragraph or a sub-paragraph.

What no kind here fits may still be it by its number: an amended Act has names of its own for its provisions.
"""

_NAMED_OTHERWISE = frozenset({"part", "chapter", "heading", "cross-heading"})


def find_units(units: Units, line: Range, scope: Provision, printed: AddressedPrint) -> list[Provision] | Refusal:
    """The provisions named, in order. The first must begin on the line; the others must be its siblings after it.

    `line` may be the range of a whole provision, where no line is given: then quoted text inside is another Act's.
    """
    starting = printed.starting_in(line, scope)
    if line == printed.running.range_of(scope):
        starting = [each for each in starting if each.index != scope.index and each.is_quoted == scope.is_quoted]
    if units.kind == "definition":
        found = [each for each in starting if each.kind == "definition" and _defines(each, units.numbers)]
    else:
        number = units.numbers[0] if units.numbers else ""
        found = _nearest_kind(units.kind, [each for each in starting if _numbered(each) == number])
    said = f"{units.kind} {' '.join(units.numbers)}".strip()
    if not found:
        return Refusal(Reason.NOT_THERE, f"no {said} begins")
    if len(found) > 1:
        return Refusal(Reason.TWICE, f"{said} begins {len(found)} times")
    return found if len(units.numbers) < 2 else _siblings(units, found[0], printed, said)


def _nearest_kind(kind: str, numbered: list[Provision]) -> list[Provision]:
    for name in KINDS.get(kind, (kind,)):
        if found := [each for each in numbered if each.kind == name]:
            return found
    return [] if kind in _NAMED_OTHERWISE else numbered


def _siblings(units: Units, first: Provision, printed: AddressedPrint, said: str) -> list[Provision] | Refusal:
    holder = printed.printed.all[printed.running.parents[first.index]]
    after = [each for each in holder.children if each.index >= first.index and each.number]
    numbers = [_numbered(each) for each in after]
    if units.is_range:
        last = units.numbers[-1]
        if numbers.count(last) != 1:
            return Refusal(Reason.NOT_THERE, f"no {units.kind} {last} follows {units.numbers[0]}")
        return after[: numbers.index(last) + 1]
    if numbers[: len(units.numbers)] != list(units.numbers):
        return Refusal(Reason.NOT_THERE, f"{said} do not follow each other from the one that begins")
    return after[: len(units.numbers)]


def _numbered(provision: Provision) -> str:
    """Its bare number; "1" of "PART 1"."""
    return provision.bare_number if provision.kind in _NAMED_OTHERWISE else bare(provision.number)


def _defines(provision: Provision, terms: tuple[str, ...]) -> bool:
    return bool(terms) and even(provision.text).startswith(f'"{even(terms[0])}"')
