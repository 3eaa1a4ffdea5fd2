"""The Bill as it would stand with some amendments of one stage made: which could be, which could not and why.

All of them are made together in one print; two that cannot both stand are both told. Numbers are labels of their day,
so amendments are chosen by our own ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from amendments.decisions import MADE, decision
from amendments.engine.apply import AmendedUnit, AsAmended, Result, apply
from amendments.engine.instruction import Tabled
from amendments.interpret import NO_WORDS, addressed, order_of, refused
from amendments.models import Amendment, AmendmentPaper
from amendments.tabled import has_words, tabled_of
from amendments.tabled_to import TabledTo, tabled_to_among
from amendments.wording import title_of
from bills.models import BillPrint, BillStage

MOST = 500
"""Amendments made at once; what is chosen beyond them is told as not worked out."""
NEEDED = (
    *("bill", "stage", "kind", "number", "op", "raw_type", "provision", "page", "line", "position_text", "lines"),
    *("text", "summary_text", "note", "location", "decision", "disputed", "is_listed", "stated_withdrawn"),
    *("historic", "historic_key", "gist"),
)
"""The columns of an amendment that are read here."""


@dataclass(frozen=True, slots=True)
class Left:
    """An amendment that is not made, and why: in plain words, and what exactly was looked for."""

    amendment: Amendment
    why: str
    detail: str = ""

    @property
    def title(self) -> str:
        """ "Amendment 12"."""
        return title_of(self.amendment)


@dataclass(frozen=True, slots=True)
class ChangedUnit:
    """A clause or Schedule that reads differently. `key` names it in an address; `by` are the amendments."""

    key: str
    unit: AmendedUnit
    by: tuple[Amendment, ...]

    @property
    def title(self) -> str:
        """ "Clause 3" by its new number; what is left out by its old one."""
        return f"{'Clause' if self.unit.kind == 'clause' else 'Schedule'} {self.unit.number}".strip()

    @property
    def titles(self) -> list[tuple[str, str]]:
        """Name and address of each amendment that changes it."""
        return [(title_of(each), each.get_absolute_url()) for each in self.by]

    @property
    def state(self) -> str:
        """ "left out", "new" or "changed"."""
        if self.unit.is_left_out:
            return "left out"
        return "new" if self.unit.printed is None else "changed"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What came of it. Without a print nothing is made, and each amendment says why in `left`.

    `units` are all clauses and Schedules in order, changed or not; `unplaced` are new ones whose place nobody stated.
    """

    printed: BillPrint | None
    amended: AsAmended | None
    made: tuple[Amendment, ...] = ()
    left: tuple[Left, ...] = ()
    unplaced: tuple[Amendment, ...] = ()
    units: tuple[ChangedUnit, ...] = field(default=())

    @property
    def changed(self) -> list[ChangedUnit]:
        """Those that an amendment itself changes."""
        return [each for each in self.units if each.by]

    @property
    def renumbered(self) -> int:
        """How many others get a new number, or refer to one."""
        return sum(each.unit.is_changed and not each.by for each in self.units)

    def unit(self, key: str) -> ChangedUnit | None:
        """The clause or Schedule of this key."""
        return next((each for each in self.units if each.key == key), None)


def is_agreed(amendment: Amendment) -> bool:
    """Whether the House made the change, and no source says otherwise."""
    claims = amendment.disputed.get("decision", {}).values() if isinstance(amendment.disputed, dict) else ()
    return all(decision(word).outcome == MADE for word in (amendment.decision, *claims))


def scenario(
    stage: BillStage, chosen: Sequence[Amendment], prints: Sequence[BillPrint], papers: Sequence[AmendmentPaper]
) -> Scenario:
    """These amendments made together. At most two queries; bounded by `MOST`, in the order given."""
    left = [Left(each, "Its words have not been published.") for each in chosen if not has_words(each)]
    worded = [each for each in chosen if has_words(each)]
    left += [Left(each, f"More than {MOST} amendments were chosen.") for each in worded[MOST:]]
    tabled_to = tabled_to_among(worded[:MOST], stage, prints, papers)
    printed = _print(tabled_to.values())
    left += [
        _elsewhere(each, tabled_to[each.pk], printed)
        for each in worded[:MOST]
        if _print_of(tabled_to, each) != printed
    ]
    fit = [each for each in worded[:MOST] if printed and _print_of(tabled_to, each) == printed]
    words = addressed(printed) if printed else None
    if words is None:
        left += [Left(each, NO_WORDS) for each in fit]
        return Scenario(printed, None, left=tuple(left))
    named = as_named(fit)
    amended = apply(named.keys(), words, order_of)
    of_number = {tabled.number: amendment for tabled, amendment in named.items()}
    left += [_left(of_number[each.number], each) for each in amended.results if each.refusal]
    applied = [each for each in amended.results if not each.refusal]
    return Scenario(
        printed=printed,
        amended=amended,
        made=tuple(of_number[each.number] for each in applied),
        left=tuple(left),
        unplaced=tuple(of_number[each.number] for each in applied if not each.is_placed),
        units=tuple(_keyed(amended, of_number, _children(applied, of_number))),
    )


def _print_of(tabled_to: Mapping[int, TabledTo], amendment: Amendment) -> BillPrint | None:
    return tabled_to[amendment.pk].printed


def _print(found: Iterable[TabledTo]) -> BillPrint | None:
    """The newest print that any of them was tabled to."""
    prints = {each.printed.pk: each.printed for each in found if each.printed}
    return max(
        prints.values(), key=lambda each: (each.published_on is not None, each.published_on, each.pk), default=None
    )


def _elsewhere(amendment: Amendment, tabled_to: TabledTo, printed: BillPrint | None) -> Left:
    if tabled_to.printed is None or printed is None:
        return Left(amendment, tabled_to.why_not)
    return Left(amendment, f"It was tabled to {tabled_to.printed.print_number}, not to {printed.print_number}.")


def _left(amendment: Amendment, result: Result) -> Left:
    return Left(amendment, *refused(result.refusal)) if result.refusal else Left(amendment, "")


def as_named(amendments: Sequence[Amendment]) -> dict[Tabled, Amendment]:
    """The amendments as tabled, no two of one name: of several with one number those still listed keep it."""
    tabled = {each.pk: tabled_of(each) for each in amendments}
    taken: set[str] = set()
    for each in sorted(amendments, key=lambda row: (not row.is_listed, row.pk)):
        number = tabled[each.pk].number
        if number.casefold() in taken:
            tabled[each.pk] = replace(tabled[each.pk], number=f"{number} (no. {each.pk})")
        taken.add(number.casefold())
    return {tabled[each.pk]: each for each in amendments}


def _children(applied: Iterable[Result], of_number: Mapping[str, Amendment]) -> dict[str, list[Amendment]]:
    """The amendments to amendments that were made, by the number of their parent, in lower case."""
    found: dict[str, list[Amendment]] = {}
    for each in applied:
        if each.provision.startswith("amendment "):
            found.setdefault(each.provision.removeprefix("amendment "), []).append(of_number[each.number])
    return found


def _keyed(
    amended: AsAmended, of_number: Mapping[str, Amendment], children: Mapping[str, list[Amendment]]
) -> Iterable[ChangedUnit]:
    seen: set[str] = set()
    for unit in amended.units:
        key = f"{unit.kind}-{(unit.printed.bare_number if unit.printed else '') or 'only'}".casefold()
        if unit.printed is None:
            key = f"new-{of_number[unit.by].pk}"
        elif key in seen:
            key = f"{key}-{unit.printed.index}"
        seen.add(key)
        own = [by for by in _by(unit, amended) if by in of_number]
        by = [row for number in own for row in (of_number[number], *children.get(number.casefold(), []))]
        yield ChangedUnit(key, unit, tuple(by))


def _by(unit: AmendedUnit, amended: AsAmended) -> Iterable[str]:
    """The amendments that change it, each once, in the order in which they do."""
    found = [unit.by] if unit.by else []
    head = amended.printed.running.part_range(unit.printed, "heading") if unit.printed else None
    if head:
        found += [edit.number for edit in amended.edits if head[0] <= edit.start and edit.end <= head[1]]
    found += [span.by for span in unit.spans if span.kind != "same"]
    return dict.fromkeys(found)
