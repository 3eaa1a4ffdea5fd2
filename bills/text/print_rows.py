"""Two prints as a page shows them: clause by clause, row by row, renumbering told apart from changed words. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from bills.text.comparing import CLASSES, Class, Compared, Comparison
from bills.text.plain import UNITS
from bills.text.redline import Span, redline
from bills.text.redline_lines import Fold, LineRedline, LineState
from bills.text.running import RunningText
from bills.text.tree import TABLE, Provision

CHANGES: tuple[Class, ...] = ("changed", "added", "removed")
"""What a reader looks for first; the other classes are asked for."""
NUMBERS: tuple[Class, ...] = ("renumbered only", "cross-reference only")
"""What follows from other changes and orders nothing."""
_HOLDERS = frozenset({"clause", "schedule", "part", "chapter", "cross-heading", "schedules"})


@dataclass(frozen=True, slots=True)
class Renumbered(Span):
    """Words that stand where others stood because numbers moved: shown lightly, with what they were."""

    was: str = ""


@dataclass(slots=True)
class UnitCompared:
    """A clause or Schedule in both prints, with what it holds; or a heading outside of any.

    `old` or `new` is None where only one print has it. `members` are all its provisions, itself first.
    """

    old: Provision | None
    new: Provision | None
    members: list[Compared] = field(default_factory=list)

    @property
    def provision(self) -> Provision | None:
        """It in the newer print, else in the older."""
        return self.new or self.old

    @property
    def name(self) -> str:
        """ "Clause 3", "Schedule 1", "Part 2"; of a removed one by its old number."""
        each = self.provision
        if each is None:
            return ""
        kind = {"schedule": "Schedule", "clause": "Clause"}.get(each.kind, each.number.partition(" ")[0])
        return f"{kind} {each.bare_number}".strip()

    @property
    def anchor(self) -> str:
        """Its name in an address: "clause-3", "was-clause-3" for a removed one."""
        each = self.provision
        said = f"{each.kind}-{each.bare_number or each.index}".replace(" ", "-").casefold() if each else ""
        return said if self.new else f"was-{said}"

    @property
    def was(self) -> str:
        """Its number in the older print, where that differs."""
        if self.old is None or self.new is None or self.old.bare_number == self.new.bare_number:
            return ""
        return self.old.bare_number

    @property
    def counts(self) -> Counter[Class]:
        """How many of its provisions are of each class."""
        return Counter(each.kind for each in self.members)

    @property
    def state(self) -> Class:
        """The class of the whole: added, removed, changed where anything in it is, else what numbers made of it."""
        if self.old is None or self.new is None:
            return "removed" if self.old else "added"
        counts = self.counts
        if any(counts[kind] for kind in CHANGES):
            return "changed"
        return next((kind for kind in NUMBERS if counts[kind]), "identical")


def units_compared(comparison: Comparison) -> list[UnitCompared]:
    """Every clause and Schedule of either print in the order of the newer one, and the headings between them."""
    back = {there: here for here, there in comparison.pairs.items()}
    found: dict[tuple[str, int], UnitCompared] = {}
    for each in comparison.provisions:
        old, new = _unit(each.old, comparison.old), _unit(each.new, comparison.new)
        if new is None and old is not None and old.index in comparison.pairs:
            new = comparison.new.printed.all[comparison.pairs[old.index]]
        if new is not None:
            old = comparison.old.printed.all[back[new.index]] if new.index in back else None
        key = ("new", new.index) if new else ("old", old.index if old else -1)
        found.setdefault(key, UnitCompared(old, new)).members.append(each)
    return list(found.values())


def _unit(each: Provision | None, text: RunningText) -> Provision | None:
    """The clause or Schedule that holds a provision; the provision itself where none does."""
    if each is None:
        return None
    return next((outer for outer in text.around(each) if outer.kind in UNITS and not outer.is_quoted), each)


def rows_of(
    unit: UnitCompared, comparison: Comparison, wanted: Collection[Class] = CLASSES
) -> list[LineRedline | Fold]:
    """The rows of a unit, its own heading left out; runs of rows that are not wanted are folded.

    None where only the unit's own number is wanted.
    """
    rows = [(_row(each, comparison), each.kind in wanted) for each in unit.members if _is_shown(each, unit)]
    if not any(is_wanted for _, is_wanted in rows):
        return []
    found: list[LineRedline | Fold] = []
    hidden: list[LineRedline] = []
    for row, is_wanted in rows:
        if not is_wanted:
            hidden.append(row)
            continue
        found += [Fold(tuple(hidden))] if hidden else []
        found.append(row)
        hidden = []
    return found + ([Fold(tuple(hidden))] if hidden else [])


def heading_of(unit: UnitCompared) -> list[Span]:
    """The heading as a redline; after it the reference beside a Schedule's number, where that differs."""
    old, new = unit.old, unit.new
    spans = redline(old.heading if old else "", new.heading if new else "")
    if old and new and old.note != new.note:
        spans += [Span("same", " ["), *lightly(redline(old.note, new.note)), Span("same", "]")]
    return spans


def _is_shown(each: Compared, unit: UnitCompared) -> bool:
    """Of the unit itself only words beside its heading make a row."""
    is_itself = each.new is unit.new and each.old is unit.old
    return not is_itself or any(part.text.strip() for part in (each.old, each.new) if part)


def _row(each: Compared, comparison: Comparison) -> LineRedline:
    shown, text = (each.new, comparison.new) if each.new else (each.old, comparison.old)
    if shown is None:
        raise ValueError("a compared provision stands in one print at least")
    is_unit = shown.kind in UNITS and not shown.is_quoted
    old, new = _words(each.old, is_unit=is_unit), _words(each.new, is_unit=is_unit)
    spans = [Span("same", new)] if old == new else redline(old, new)
    if each.kind == "cross-reference only":
        spans = lightly(spans)
    states: dict[Class, LineState] = {"added": "inserted", "removed": "removed", "changed": "changed"}
    number = "" if is_unit else shown.number
    was = each.old.number if each.old and each.new and not is_unit and each.old.number != number else ""
    return LineRedline(
        state=states.get(each.kind, "same"),
        spans=tuple(spans),
        num=number,
        depth=min(depth_in_unit(shown, text), 9),
        kind="table" if shown.kind == TABLE else "text" if shown.text.strip() else "heading",
        old_num=was,
    )


def _words(each: Provision | None, *, is_unit: bool) -> str:
    if each is None:
        return ""
    words = each.text if is_unit or not each.heading else f"{each.heading} {each.text}"
    return " ".join(words.replace("\t", " | ").split())


def lightly(spans: Iterable[Span]) -> list[Span]:
    """A redline whose differences follow from numbers alone: the new words, with the old ones beside them."""
    found: list[Span] = []
    was = ""
    for span in spans:
        if span.kind == "removed":
            was = span.text
        elif span.kind == "inserted":
            found.append(Renumbered("same", span.text, was.strip()))
            was = ""
        else:
            found.append(span)
    return found


def depth_in_unit(provision: Provision, text: RunningText) -> int:
    """How deep a provision is indented: a subsection 0, a paragraph of it 1; a paragraph right in a clause 1."""
    depth = 0
    for each, outer in pairwise(text.around(provision)):
        if each.kind in _HOLDERS and not each.is_quoted:
            break
        depth += outer.kind not in _HOLDERS or outer.is_quoted or each.kind == "paragraph"
    return depth
