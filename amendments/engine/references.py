"""Cross-references to what is numbered afresh, brought up to date where it is certain what they mean. Pure.

Certain are those that the source marks with their target, and words that can only mean this Bill: "section 8 of this
Act"; "inserted by section 8"; and, in a provision that amends no other Act, a bare "section 8(2)", "subsection (2)",
"paragraph (a)" or "Schedule 3": a reference to another Act's provision names that Act (drafting guidance of the Office
of the Parliamentary Counsel). Quoted text speaks of its own Act: it is left alone, unless the source marks it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from amendments.engine.instruction import Line, New
from amendments.engine.locate import Edit
from amendments.engine.printed import AddressedPrint
from amendments.engine.renumber import Numbers
from amendments.engine.splice import CROSS_REFERENCE
from bills.text.running import Range
from bills.text.tree import QUOTED_TEXT, Provision

_ONE = r"(?:\d+[A-Z]*|\([A-Za-z0-9]{1,5}\))(?:\([A-Za-z0-9]{1,5}\))*"
_LIST = rf"(?P<list>(?>{_ONE}(?:(?:, and|, or|,| and| or| to) {_ONE})*))"
_OF_ANOTHER = r"(?!\w| \([^()]{1,200}\) (?:of|to)\b| (?:of|to) (?!this Act))"
EXPLICIT = re.compile(rf"\b(?P<word>[Ss]ections?|Schedules?) {_LIST}(?= (?:of|to) this Act\b)")
_MADE_BY = re.compile(
    rf"\b(?:inserted|substituted|amended|repealed|omitted|added) by (?P<word>section|Schedule) {_LIST}{_OF_ANOTHER}"
)
_WORDS = r"[Ss]ections?|[Ss]ubsections?|Schedules?|[Ss]ub-paragraphs?|(?<!-)[Pp]aragraphs?"
BARE = re.compile(rf"\b(?P<word>{_WORDS}) {_LIST}{_OF_ANOTHER}")
TOKEN = re.compile(_ONE)
STEP = re.compile(r"\d+[A-Z]*|(?<=\()[A-Za-z0-9]{1,5}(?=\))")
_AMENDED_THROUGHOUT = re.compile(r"\b(?:is|are) amended (?:as follows|as set out|in accordance)")
AMENDING = re.compile(
    r"\b(?:is|are) amended\b|\b(?:insert|substitute)(?:—|\b.{0,20}[“‘])|\b[Oo]mit\b|\bshall cease to have effect\b"
    r"|\b(?:is|are) (?:repealed|revoked|omitted)\b"
)
OWN = re.compile(r"(?<=\bsubsection \()\d+[A-Z]*(?=\)(?:\([a-z]+\))*(?! of section))", re.IGNORECASE)
"""The number of a subsection of the same clause, outside lists."""
_BY_HEADING = re.compile(r"\b(?P<word>[Ss]ection|Schedule) [(\[](?P<heading>[^()\[\]]{4,200})[)\]]")


class Certain(NamedTuple):
    """A number in the print's words, at this character, that certainly is the number of the provision `target`."""

    at: int
    number: str
    target: int


_KNOWN: WeakKeyDictionary[AddressedPrint, tuple[Certain, ...]] = WeakKeyDictionary()


def reference_edits(printed: AddressedPrint, numbers: Numbers) -> list[Edit]:
    """Every cross-reference whose number changes, as an edit of that number alone."""
    if not numbers.provisions:
        return []
    return [
        Edit(CROSS_REFERENCE, each.at, each.at + len(each.number), New((Line(now),)))
        for each in certain_references(printed)
        if (now := numbers.provisions.get(each.target))
    ]


def certain_references(printed: AddressedPrint) -> tuple[Certain, ...]:
    """Every cross-reference of the print that is certain, each place once. Found once for each print."""
    if printed not in _KNOWN:
        said = {each.at: each for each in _said(printed)}
        _KNOWN[printed] = tuple((said | {each.at: each for each in _marked(printed)}).values())
    return _KNOWN[printed]


def _marked(printed: AddressedPrint) -> Iterator[Certain]:
    """Those that the source marks; their words must end with the target's own number."""
    targets = printed.printed.by_guid
    for each in printed.printed.all:
        for reference in each.references:
            target = targets.get(reference.guid)
            if target is None:
                continue
            words = each.part(reference.part)[reference.start : reference.end]
            number = re.search(r"\w+(?=\W*$)", words)
            if number is not None and number[0] == target.bare_number:
                at = printed.running.offset_of(each.index, reference.part, reference.start + number.start())
                yield Certain(at, number[0], target.index)


def _said(printed: AddressedPrint) -> Iterator[Certain]:
    """Those that the words alone make certain."""
    text = printed.running.text
    for unit in printed.units:
        start, end = printed.running.range_of(unit)
        quoted, amending = _closed(printed, unit)
        for form in (EXPLICIT, _MADE_BY, BARE):
            closed = [*quoted, *amending] if form is BARE else quoted
            for found in form.finditer(text, start, end):
                if not any(low <= found.start() < high for low, high in closed):
                    yield from _listed(printed, unit, found["word"].lower(), found.span("list"))


def closed_in(printed: AddressedPrint, unit: Provision, at: int) -> bool:
    """Whether a bare number at this place of a clause or Schedule may be another Act's."""
    return any(low <= at < high for ranges in _closed(printed, unit) for low, high in ranges)


def _closed(printed: AddressedPrint, unit: Provision) -> tuple[list[Range], list[Range]]:
    """What is quoted in a clause or Schedule, and what amends another Act."""
    start, end = printed.running.range_of(unit)
    quoted = [printed.running.range_of(each) for each in unit.walk() if each.kind == QUOTED_TEXT]
    if _AMENDED_THROUGHOUT.search(printed.running.text, start, end):
        return quoted, [(start, end)]
    return quoted, _amending(unit, printed, quoted)


def _amending(unit: Provision, printed: AddressedPrint, quoted: list[Range]) -> list[Range]:
    """The subsections (the whole, where there are none) that amend another Act."""
    parts = [each for each in unit.children if each.kind in ("subsection", "schedule paragraph")] or [unit]
    ranges = [printed.running.range_of(each) for each in parts]
    return [
        (low, high)
        for low, high in ranges
        if AMENDING.search(printed.running.text, low, high) or any(low <= start < high for start, _ in quoted)
    ]


def _listed(printed: AddressedPrint, unit: Provision, word: str, listed: Range) -> Iterator[Certain]:
    """The numbers of one list of references: "8(2) and 9"."""
    for token in TOKEN.finditer(printed.running.text, *listed):
        steps = list(STEP.finditer(token[0]))
        target = _first(printed, unit, word, token.start(), steps[0][0])
        for at, step in enumerate(steps):
            if at and target is not None:
                target = child_numbered(target, step[0])
            if target is None:
                break
            yield Certain(token.start() + step.start(), step[0], target.index)


def _first(printed: AddressedPrint, unit: Provision, word: str, at: int, number: str) -> Provision | None:
    """What the first number of a reference names, seen from the place where it stands; None where that is not one."""
    if word.startswith(("section", "schedule")):
        return first_named(printed, word, number)
    if word.startswith("paragraph") and number.isdigit():
        found = printed.printed.by_address.get(
            f"schedule {unit.bare_number} paragraph {number}".replace("  ", " "), ()
        )
        return found[0] if len(found) == 1 and unit.kind == "schedule" else None
    for each in printed.running.around(printed.running.holder_at(at)):
        if word.startswith(("paragraph", "sub-paragraph")) or each.kind == "clause":
            kind = word.removesuffix("s")
            named = [child for child in each.children if child.kind == kind and child.bare_number == number]
            if named:
                return named[0] if len(named) == 1 else None
        if each.index == unit.index:
            break
    return None


def first_named(printed: AddressedPrint, word: str, number: str) -> Provision | None:
    """The one clause or Schedule that "section 8" or "Schedule 2" names in this print."""
    found = printed.printed.by_address.get(f"{'clause' if word.startswith('sec') else 'schedule'} {number}", ())
    return found[0] if len(found) == 1 else None


def child_numbered(holder: Provision | None, number: str) -> Provision | None:
    """The one child that bears this number in brackets; None where none or several do."""
    found = [e for e in holder.children if e.bare_number == number and e.number.startswith("(")] if holder else []
    return found[0] if len(found) == 1 else None


def named_in(lines: tuple[Line, ...], headings: dict[str, str]) -> tuple[Line, ...]:
    """New text with references to new clauses by their heading, "section (Fees for guides)", given their numbers.

    `headings` are those of the new clauses and Schedules that are applied, case-folded, with the numbers they have.
    Commons papers put the heading in round or square brackets, Lords lists in round ones (sources, section 15).
    """
    return tuple(line._replace(text=_BY_HEADING.sub(lambda m: _number_of(m, headings), line.text)) for line in lines)


def _number_of(found: re.Match[str], headings: dict[str, str]) -> str:
    number = headings.get(" ".join(found["heading"].split()).casefold())
    return f"{found['word']} {number}" if number else found[0]
