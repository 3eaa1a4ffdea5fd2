"""Cross-references to what is numbered afresh, brought up to date where it is certain what they mean. Pure.

Certain are those that the source marks with their target, and words that can only mean this Bill: "section 8 of this
Act"; "inserted by section 8"; and, in a clause that names no other Act, "section 8(2)", "subsection (2)",
"Schedule 3". Quoted text speaks of its own Act and is left alone, unless the source marks the reference.
"""

import re
from collections.abc import Iterator

from amendments.engine.instruction import Line, New
from amendments.engine.locate import Edit
from amendments.engine.printed import AddressedPrint
from amendments.engine.renumber import Numbers
from amendments.engine.splice import CROSS_REFERENCE
from bills.text.running import Range
from bills.text.tree import Provision

_ONE = r"(?:\d+[A-Z]*|\([A-Za-z0-9]{1,5}\))(?:\([A-Za-z0-9]{1,5}\))*"
_LIST = rf"(?P<list>{_ONE}(?:(?:, and|, or|,| and| or| to) {_ONE})*)"
_EXPLICIT = re.compile(rf"\b(?P<word>[Ss]ections?|Schedules?) {_LIST}(?= (?:of|to) this Act\b)")
_MADE_BY = re.compile(
    rf"\b(?:inserted|substituted|amended|repealed|omitted|added) by (?P<word>section|Schedule) {_LIST}(?! (?:of|to)\b)"
)
_PLAIN = re.compile(rf"\b(?P<word>[Ss]ections?|[Ss]ubsections?|Schedules?) {_LIST}(?!\w| (?:of|to) (?!this Act))")
_TOKEN = re.compile(_ONE)
_STEP = re.compile(r"\d+[A-Z]*|(?<=\()[A-Za-z0-9]{1,5}(?=\))")
_ANOTHER_ACT = re.compile(
    r"\b(?:Act|Order|Regulations|Measure|Rules)(?: \([^)]{1,60}\))? (?:19|20)\d\d\b|\b(?:19|20)\d\d Act\b"
    r"|\b(?:that|the) Act\b|\bGDPR\b|\b(?:is|are) amended\b"
)
_OWN_NAME = re.compile(r"\bThis Act may be cited as [^.]{1,300}")
_BY_HEADING = re.compile(r"\b(?P<word>[Ss]ection|Schedule) [(\[](?P<heading>[^()\[\]]{4,200})[)\]]")


def reference_edits(printed: AddressedPrint, numbers: Numbers) -> list[Edit]:
    """Every cross-reference whose number changes, as an edit of that number alone."""
    if not numbers.provisions:
        return []
    marked = list(_marked(printed, numbers))
    taken = {edit.start for edit in marked}
    said = [edit for edit in _said(printed, numbers) if edit.start not in taken]
    return [*marked, *said]


def _marked(printed: AddressedPrint, numbers: Numbers) -> Iterator[Edit]:
    """Those that the source marks; their words must end with the target's own number."""
    targets = printed.printed.by_guid
    for each in printed.printed.all:
        for reference in each.references:
            target = targets.get(reference.guid)
            if target is None or target.index not in numbers.provisions:
                continue
            words = each.part(reference.part)[reference.start : reference.end]
            number = re.search(r"\w+(?=\W*$)", words)
            now = numbers.provisions[target.index]
            if now and number is not None and number[0] == target.bare_number:
                at = printed.running.offset_of(each.index, reference.part, reference.start + number.start())
                yield _edit(at, number[0], now)


def _said(printed: AddressedPrint, numbers: Numbers) -> Iterator[Edit]:
    """Those that the words alone make certain."""
    text = printed.running.text
    for unit in printed.units:
        start, end = printed.running.range_of(unit)
        quoted = [printed.running.range_of(each) for each in unit.walk() if each.kind == "quoted text"]
        names_another = bool(_ANOTHER_ACT.search(_OWN_NAME.sub("", text[start:end])))
        for form in (_EXPLICIT, _MADE_BY) if names_another else (_EXPLICIT, _MADE_BY, _PLAIN):
            for found in form.finditer(text, start, end):
                if not any(low <= found.start() < high for low, high in quoted):
                    yield from _listed(printed, numbers, unit, found["word"].lower(), found.span("list"))


def _listed(printed: AddressedPrint, numbers: Numbers, unit: Provision, word: str, listed: Range) -> Iterator[Edit]:
    """The numbers of one list of references: "8(2) and 9"."""
    base = "schedule" if word.startswith("sched") else "clause"
    if word.startswith("sub") and (unit.kind != "clause" or not unit.bare_number):
        return
    for token in _TOKEN.finditer(printed.running.text, *listed):
        address = f"clause {unit.bare_number}" if word.startswith("sub") else ""
        for step in _STEP.finditer(token[0]):
            address = f"{address}({step[0]})" if address else f"{base} {step[0]}"
            target = printed.printed.by_address.get(address, ())
            if len(target) != 1:
                break
            if numbers.provisions.get(target[0].index):
                yield _edit(token.start() + step.start(), step[0], numbers.provisions[target[0].index])


def _edit(at: int, was: str, now: str) -> Edit:
    return Edit(CROSS_REFERENCE, at, at + len(was), New((Line(now),)))


def named_in(lines: tuple[Line, ...], headings: dict[str, str]) -> tuple[Line, ...]:
    """New text with references to new clauses by their heading, "section (Fees for guides)", given their numbers.

    `headings` are those of the new clauses and Schedules that are applied, case-folded, with the numbers they have.
    Commons papers put the heading in round or square brackets, Lords lists in round ones (sources, section 15).
    """
    return tuple(line._replace(text=_BY_HEADING.sub(lambda m: _number_of(m, headings), line.text)) for line in lines)


def _number_of(found: re.Match[str], headings: dict[str, str]) -> str:
    number = headings.get(" ".join(found["heading"].split()).casefold())
    return f"{found['word']} {number}" if number else found[0]
