"""Step 5, interpret: what a stored amendment would do to the print it was tabled to, or in plain words why not.

The print is never written over, and nothing is said of "would" without naming it (design law 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from amendments.amended_rows import AmendedRow, rows_of_unit
from amendments.engine.apply import AmendedUnit, AsAmended, apply
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Reason, Refusal, Tabled
from amendments.engine.printed import AddressedPrint
from amendments.engine.to_amendment import amended_parent
from amendments.models import Amendment, AmendmentPaper
from amendments.tabled import has_words, tabled_of
from amendments.tabled_to import tabled_to
from bills.models import BillPrint, BillStage
from bills.text.redline_lines import Fold, LineRedline, fold, redline_lines
from bills.text.tree import Print

PRINTS_IN_MEMORY = 8
LONG = 12
"""Rows of a clause that is left out or new: more than these are folded."""
WHOLE = 10_000
"""As `keep` of `shown`: no row is folded."""
NO_WORDS = "The words of that print are not kept here."
PLAIN = {
    Reason.UNREADABLE: "Its words are in no form that the program can read",
    Reason.QUOTES: "Its quotation marks do not pair up, so it cannot be told which words are quoted",
    Reason.DISAGREES: "Its words and Parliament’s own data about it name different places",
    Reason.NO_PROVISION: "The place it names is not in that print",
    Reason.NO_LINE: "The page and line it names are not there",
    Reason.NOT_THERE: "The words it would change are not at the place it names",
    Reason.TWICE: "The words it would change are there more than once, and it does not say which it means",
    Reason.TABLE: "A table or a picture is part of it, which has to be made by hand",
    Reason.LEFT_OUT: "Another of these amendments leaves out what it changes",
    Reason.OVERLAPS: "It and another of these amendments change the same words, and both cannot stand",
    Reason.PARENT: "It changes another amendment, which is not among these",
    Reason.NO_INDEX: "The lines it counts are not known",
    Reason.STRUCTURE: "What it inserts does not fit at that place",
    Reason.NOT_TEXT: "It orders no change to the text",
}
"""What a refusal means, for people. The engine's own detail follows it."""


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A clause or Schedule as a page shows it. `number` is that of the next print, `was` of this one where it differs.

    `state` is "changed", "left out", "new", "renumbered" or "same". `rows` is its redline, long unchanged passages
    folded. `old_heading` is filled where an amendment changes the heading.
    """

    kind: str
    number: str
    was: str
    heading: str
    state: str
    rows: tuple[AmendedRow | LineRedline | Fold, ...]
    old_heading: str = ""

    @property
    def title(self) -> str:
        """ "Clause 3", "Schedule 1", "New clause"."""
        return f"{'Clause' if self.kind == 'clause' else 'Schedule'} {self.number}".strip()

    @property
    def is_long(self) -> bool:
        """Whether it is folded as a whole: all of it is new or gone."""
        return self.state in ("left out", "new") and len(self.rows) > LONG


@dataclass(frozen=True, slots=True)
class Interpreted:
    """One amendment worked into its print. Either `units` (or `parent_rows`) or `why_not` is filled.

    `follow` counts the other clauses and Schedules whose number or cross-references alone would change. `parent_rows`
    is the redline of the amendment that this one would change, whose name is `parent`.
    """

    printed: BillPrint | None = None
    why_not: str = ""
    detail: str = ""
    units: tuple[ShownUnit, ...] = ()
    follow: int = 0
    parent: str = ""
    parent_rows: tuple[LineRedline | Fold, ...] = ()
    trace: tuple[str, ...] = ()
    is_placed: bool = True

    @property
    def has_places(self) -> bool:
        """Whether a changed row tells its page and line."""
        rows = [row for unit in self.units for row in unit.rows if isinstance(row, AmendedRow)]
        return any(row.page and row.state != "same" for row in rows)


@lru_cache(maxsize=PRINTS_IN_MEMORY)
def _addressed(pk: int, sha256: str) -> AddressedPrint:
    return AddressedPrint(Print.from_json(BillPrint.objects.values_list("tree", flat=True).get(pk=pk)))


def addressed_by(pk: int, sha256: str) -> AddressedPrint | None:
    """As `addressed`, for a print known by its id and the hash of its bytes."""
    try:
        return _addressed(pk, sha256)
    except ValueError:
        return None


def addressed(printed: BillPrint) -> AddressedPrint | None:
    """The print ready for amendments; kept in memory, for prints never change. One query where it is not.

    None where its words are not kept in a form that can be read.
    """
    return addressed_by(printed.pk, printed.sha256)


def order_of(tabled: Tabled) -> Instruction | Refusal:
    """What the words order. To oppose that a clause stand part is, where it succeeds, to leave it out."""
    reading = read(tabled)
    if isinstance(reading, Instruction) and reading.op == "oppose":
        return replace(reading, op="leave_out_clause")
    return reading


def interpret(
    amendment: Amendment, stage: BillStage, prints: Sequence[BillPrint], papers: Sequence[AmendmentPaper]
) -> Interpreted:
    """What this amendment alone would do. One query at most where its print is in memory and its papers name it.

    Without any print of the Bill there is nothing to say: callers ask only for Bills with prints.
    """
    if not has_words(amendment):
        return Interpreted(why_not="Its words have not been published in Parliament’s data.")
    found = tabled_to(amendment, stage, prints, papers)
    if found.printed is None:
        return Interpreted(why_not=found.why_not)
    tabled = tabled_of(amendment)
    reading = order_of(tabled)
    if isinstance(reading, Instruction) and reading.locator.provision.startswith("amendment "):
        return _to_amendment(reading, found.printed, stage)
    return _alone(tabled, found.printed)


def refused(refusal: Refusal) -> tuple[str, str]:
    """Why in plain words, and what exactly was looked for: two sentences."""
    detail = refusal.detail.strip().replace("its code says", "Parliament’s data says")
    return f"{PLAIN[refusal.reason]}.", f"{detail[:1].upper()}{detail[1:]}{'' if detail.endswith('.') else '.'}"


def _alone(tabled: Tabled, printed: BillPrint) -> Interpreted:
    words = addressed(printed)
    if words is None:
        return Interpreted(printed, NO_WORDS)
    amended = apply([tabled], words, order_of)
    (result,) = amended.results
    if result.refusal:
        return Interpreted(printed, *refused(result.refusal))
    touched = [each for each in amended.units if changes(each)]
    follow = sum(each.is_changed for each in amended.units) - len(touched)
    units = tuple(shown(each, amended) for each in touched)
    return Interpreted(printed, units=units, follow=follow, trace=result.trace, is_placed=result.is_placed)


def changes(unit: AmendedUnit) -> bool:
    """Whether an amendment itself changes the unit, not only its numbers."""
    if unit.by or (unit.printed and unit.heading != unit.printed.heading):
        return True
    return any(span.kind != "same" and span.by not in ("renumbering", "cross-reference") for span in unit.spans)


def shown(unit: AmendedUnit, amended: AsAmended, *, keep: int = 1) -> ShownUnit:
    """The unit for a page; `keep` unchanged rows stay open beside each change."""
    was = unit.printed.bare_number if unit.printed else ""
    rows: list[LineRedline] = [*rows_of_unit(unit, amended)]
    state = "same"
    if unit.is_left_out:
        state = "left out"
    elif unit.printed is None:
        state = "new"
    elif changes(unit):
        state = "changed"
    elif unit.is_changed:
        state = "renumbered"
    folded = fold(rows, keep=keep) if state == "changed" else rows
    old = unit.printed.heading if unit.printed and unit.printed.heading != unit.heading else ""
    return ShownUnit(
        unit.kind, unit.number, was if was != unit.number else "", unit.heading, state, tuple(folded), old
    )


def _to_amendment(order: Instruction, printed: BillPrint, stage: BillStage) -> Interpreted:
    """An amendment to an amendment, shown in the text of its parent."""
    label = order.locator.provision.removeprefix("amendment ")
    parents = list(Amendment.objects.filter(stage=stage, number__iexact=label).order_by("-is_listed", "pk")[:2])
    if len(parents) != 1:
        return Interpreted(printed, f"It changes amendment {label.upper()}, which is not among those of this stage.")
    name = parents[0].number
    reading = read(tabled_of(parents[0]))
    if isinstance(reading, Refusal) or reading.new is None:
        return Interpreted(printed, f"It changes amendment {name}, whose words could not be read.")
    after = amended_parent(order, reading.new, name)
    if isinstance(after, Refusal):
        return Interpreted(printed, *refused(after))
    before = [line._asdict() for line in reading.new.lines]
    rows = redline_lines(before, [line._asdict() for line in after.lines])
    said = (f"It changes the words of amendment {name}, not those of the Bill.",)
    return Interpreted(printed, parent=name, parent_rows=tuple(rows), trace=said)
