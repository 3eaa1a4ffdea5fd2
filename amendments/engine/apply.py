"""Amendments applied to one print: the text as amended, the origin of each bit, and what could not be. Pure.

The order of work (engines, section 5): read every instruction; amendments to amendments go into their parents; find
every span in the same print; take out what clashes; number afresh; write. The print itself never changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from amendments.engine.conflict import Clash, without_clashes
from amendments.engine.instruction import Instruction, Line, Reason, Refusal, Tabled, Whole
from amendments.engine.locate import Edit, Located, locate, not_text
from amendments.engine.new_references import NewReferences
from amendments.engine.new_units import MOVES, NewProvision, instead, is_whole, moved, placed_new, transferred
from amendments.engine.numbers import bare
from amendments.engine.printed import AddressedPrint
from amendments.engine.references import named_in, reference_edits
from amendments.engine.renumber import Numbers, next_numbers, number_edits, with_numbers
from amendments.engine.splice import Span, kept_text, rows_of, spliced
from amendments.engine.to_amendment import amended_parent
from bills.text.numbering import letters_key, number_key
from bills.text.tree import Provision

Reader = Callable[[Tabled], Instruction | Refusal]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one amendment. Exactly one of `trace` and `refusal` is filled.

    `provision` is the clause or Schedule it names ("clause 2"), "" for a new one; `address` the innermost provision
    where it bites. `is_placed` is False for a new clause or Schedule whose place nobody stated: it stands at the end.
    """

    number: str
    refusal: Refusal | None = None
    provision: str = ""
    address: str = ""
    page: int | None = None
    line: int | None = None
    trace: tuple[str, ...] = ()
    is_placed: bool = True

    @property
    def status(self) -> Literal["applied", "refused"]:
        """The two ends of every amendment."""
        return "refused" if self.refusal else "applied"

    @property
    def reason(self) -> str:
        """Why it was refused, in plain words; "" for what was applied."""
        return f"{self.refusal.reason.value}: {self.refusal.detail}" if self.refusal else ""


@dataclass(frozen=True, slots=True)
class AmendedUnit:
    """A clause or Schedule as it would stand. `spans` are its rows with their origin; `text` is what stays and comes.

    `printed` is the provision of the print, None for a new one, which amendment `by` brings; `lines` are its rows with
    their depths. `is_left_out` tells that amendment `by` leaves it out whole.
    """

    kind: str
    number: str
    heading: str
    spans: tuple[Span, ...]
    printed: Provision | None = None
    by: str = ""
    is_left_out: bool = False
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The words as amended, a row for each printed unit."""
        return kept_text(self.spans)

    @property
    def is_changed(self) -> bool:
        """Whether anything in it differs from the print, its number included."""
        was = self.printed.bare_number if self.printed else ""
        return (
            self.printed is None or self.is_left_out or self.number != was or any(s.kind != "same" for s in self.spans)
        )


class AsAmended:
    """The print with these amendments in it. `results` are in the order given."""

    def __init__(
        self, printed: AddressedPrint, results: Sequence[Result], edits: Sequence[Edit], new: Sequence[NewProvision]
    ):
        self.printed = printed
        self.results = tuple(results)
        self._new = sorted(new, key=lambda each: each.unit.at)
        self._own = sorted((each for each in edits if not each.in_title), key=_place_of)
        self._in_title = sorted((each for each in edits if each.in_title), key=lambda edit: (edit.start, edit.end))

    @cached_property
    def numbers(self) -> Numbers:
        """What is numbered afresh."""
        return next_numbers(self.printed, self._own, [each.unit for each in self._new])

    @cached_property
    def edits(self) -> list[Edit]:
        """Every change in the order of the print: the amendments', new numbers and cross-references."""
        gone = [(edit.start, edit.end) for edit in self._own if edit.end > edit.start]
        ours = [*number_edits(self.printed, self.numbers), *reference_edits(self.printed, self.numbers)]
        kept = [e for e in ours if not any(start < e.end and e.start < end for start, end in gone)]
        own = [self._written(with_numbers(self._references.in_edit(edit), self.numbers)) for edit in self._own]
        return sorted([*own, *kept], key=_place_of)

    @cached_property
    def _references(self) -> NewReferences:
        return NewReferences(self.printed, self.numbers, self._own)

    @cached_property
    def title(self) -> tuple[Span, ...]:
        """The long title as it would stand; () where the print's file does not hold it."""
        title = self.printed.long_title
        return tuple(spliced(title, 0, len(title), self._in_title))

    @cached_property
    def _headings(self) -> dict[str, str]:
        """The headings of new clauses and Schedules with their numbers; one that two of them bear names neither."""
        found: dict[str, str] = {}
        for each in self._new:
            heading = each.heading.casefold()
            found[heading] = "" if heading in found else self.numbers.units.get(each.unit.number, "")
        return found

    def _written(self, edit: Edit) -> Edit:
        if edit.new is None or not self._new:
            return edit
        return replace(edit, new=replace(edit.new, lines=named_in(edit.new.lines, self._headings)))

    @cached_property
    def units(self) -> tuple[AmendedUnit, ...]:
        """Every clause and Schedule in the order of the next print; what is left out whole stands in its old place."""
        placed: list[tuple[int, int, AmendedUnit]] = []
        for at, each in enumerate(self._new):
            placed.append((each.unit.at, at - len(self._new), self._new_unit(each)))
        for provision in self.printed.units:
            start, end = self.printed.running.range_of(provision)
            placed.append((start, 1, self._unit(provision, start, end)))
        return tuple(unit for _, _, unit in sorted(placed, key=lambda each: each[:2]))

    def _edits_in(self, start: int, end: int) -> list[Edit]:
        return [edit for edit in self.edits if edit.start <= end and edit.end >= start]

    def _unit(self, provision: Provision, start: int, end: int) -> AmendedUnit:
        running = self.printed.running
        inside = self._edits_in(start, end)
        whole = next(
            (edit for edit in inside if edit.end > edit.start and edit.start <= start and end <= edit.end), None
        )
        low, high = running.body_range(provision)
        if whole is not None:
            spans = (Span("removed", running.text[low:high], whole.number),)
            number, heading = provision.bare_number, provision.heading
            return AmendedUnit(provision.kind, number, heading, spans, provision, whole.number, is_left_out=True)
        head = running.part_range(provision, "heading")
        heading = kept_text(spliced(running.text, *head, _within(inside, *head))) if head else ""
        number = self.numbers.provisions.get(provision.index, provision.bare_number)
        body = tuple(spliced(running.text, low, high, _within(inside, low, high)))
        return AmendedUnit(provision.kind, number, heading, body, provision)

    def _new_unit(self, new: NewProvision) -> AmendedUnit:
        heading = new.heading
        lines = new.lines[1:] if heading else new.lines
        body = named_in(self._references.in_unit(lines), self._headings)
        number = self.numbers.units.get(new.unit.number, "")
        spans = (Span("inserted", rows_of(body), new.unit.number),)
        return AmendedUnit(new.unit.kind, number, heading, spans, None, new.unit.number, lines=body)


def apply(tabled: Iterable[Tabled], printed: AddressedPrint, read: Reader) -> AsAmended:
    """The print with every amendment that can be applied; each of the others with its reason.

    `read` is the grammar. The amendments are those chosen to stand together (all agreed, all ours): one that clashes
    with another of them is refused, never silently dropped.
    """
    amendments = list(tabled)
    readings = {each.number: read(each) for each in amendments}
    refused = {number: reading for number, reading in readings.items() if isinstance(reading, Refusal)}
    orders = {number: reading for number, reading in readings.items() if isinstance(reading, Instruction)}
    unmoving = {number: order for number, order in orders.items() if order.op not in MOVES}
    refused |= {number: refusal for number, order in unmoving.items() if (refusal := not_text(order))}
    drawn = Refusal(Reason.TABLE, "what it inserts holds a table or an image, which is put in by hand")
    refused |= {number: drawn for number, order in orders.items() if order.new is not None and order.new.is_drawn}
    orders = {number: order for number, order in orders.items() if number not in refused}
    results: dict[str, Result] = {}
    orders = _with_children(orders, refused, results)
    located: dict[str, Located] = {}
    new: dict[str, NewProvision] = {}
    for number, order in orders.items():
        where = _where(number, order, printed)
        if isinstance(where, Refusal):
            refused[number] = where
            continue
        if isinstance(where, tuple):
            new[number], results[number] = where
        else:
            located[number] = where
    edits, stopped = _standing([each.edit for each in located.values()])
    new |= {n: instead(n, found, printed) for n, found in located.items() if found.edit.new and is_whole(found)}
    new |= {n: moved(found, printed) for n, found in located.items() if found.moved_to is not None}
    new = {number: each for number, each in new.items() if number not in stopped}
    edits = [replace(edit, new=None) if edit.number in new else edit for edit in edits]
    refused |= {number: _refusal(clash, number) for number, clash in stopped.items()}
    results |= {number: _result(found) for number, found in located.items() if number not in stopped}
    results |= {number: Result(number, refusal, *_said(readings[number])) for number, refusal in refused.items()}
    return AsAmended(printed, [results[each.number] for each in amendments], edits, list(new.values()))


def _where(
    number: str, order: Instruction, printed: AddressedPrint
) -> Refusal | Located | tuple[NewProvision, Result]:
    """Where an order bites: a new clause at its place, anything else in the print."""
    if order.op in ("new_clause", "new_schedule"):
        placed = placed_new(number, order, printed)
        if isinstance(placed, Refusal):
            return placed
        return placed, Result(number, trace=(placed.said,), is_placed=placed.is_stated)
    if order.op in MOVES:
        return transferred(number, order, printed)
    return locate(number, order, printed)


def _standing(edits: list[Edit]) -> tuple[list[Edit], dict[str, Clash]]:
    """What can stand together in the Bill and in its long title, and what stops each of the others."""
    kept, stopped = without_clashes([edit for edit in edits if not edit.in_title])
    in_title, stopped_there = without_clashes([edit for edit in edits if edit.in_title])
    return [*kept, *in_title], stopped | stopped_there


def _said(reading: Instruction | Refusal) -> tuple[str, str, int | None, int | None]:
    """What a refused instruction itself says of its place."""
    if isinstance(reading, Refusal):
        return "", "", None, None
    return reading.locator.provision, "", reading.locator.page, reading.locator.line


def _result(found: Located) -> Result:
    order = found.instruction
    named = order.target.provision if isinstance(order.target, Whole) else order.locator.provision
    provision = named or found.provision.partition("(")[0].partition(" paragraph")[0]
    return Result(found.number, None, provision, found.provision, found.page, found.line, found.trace)


def _refusal(clash: Clash, number: str) -> Refusal:
    other = clash.other if clash.one == number else clash.one
    if clash.kind == "inside what is left out":
        return Refusal(Reason.LEFT_OUT, f"amendment {other} leaves out what it changes")
    if clash.kind == "same words":
        return Refusal(Reason.OVERLAPS, f"amendment {other} changes the same words")
    return Refusal(Reason.OVERLAPS, f"amendment {other} changes a part of the same words")


def _with_children(
    orders: dict[str, Instruction], refused: dict[str, Refusal], results: dict[str, Result]
) -> dict[str, Instruction]:
    """The orders with amendments to amendments made in their parents, in the order given."""
    own = {number: order for number, order in orders.items() if not order.locator.provision.startswith("amendment ")}
    by_label = {f"amendment {number.casefold()}": number for number in own}
    for number, order in orders.items():
        if number in own:
            continue
        parent = by_label.get(order.locator.provision)
        new = own[parent].new if parent is not None else None
        if parent is None or new is None:
            refused[number] = Refusal(Reason.PARENT, f"{order.locator.provision} is not among what is applied")
            continue
        amended = amended_parent(order, new, parent)
        if isinstance(amended, Refusal):
            refused[number] = amended
            continue
        own[parent] = replace(own[parent], new=amended)
        said = (f"made in the text of amendment {parent}",)
        results[number] = Result(number, None, order.locator.provision, line=order.locator.line, trace=said)
    return own


def _place_of(edit: Edit) -> tuple[Any, ...]:
    """The order of edits: words that end a row before the rows that follow it.

    Of rows at one place those that follow the innermost provision come first, and (3A) before (3B) whoever moved it
    first; those without a number follow in the order of the paper.
    """
    beside = edit.sibling if edit.sibling is not None else -1
    number = bare(edit.new.lines[0].num) if edit.new is not None and edit.is_rows and edit.start == edit.end else ""
    key = number_key(number) if number[-1:].isdigit() or number[:1].isdigit() else (0, 0, letters_key(number), (), "")
    return edit.start, edit.end, edit.is_rows, beside if edit.is_before else -beside, not number, key


def _within(edits: Sequence[Edit], start: int, end: int) -> list[Edit]:
    return [
        edit for edit in edits if (start <= edit.start and edit.end <= end) or (start < edit.end and edit.start < end)
    ]
