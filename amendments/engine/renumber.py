"""Numbers and cross-references as the next print would have them, where the rule is certain. Pure.

Every print is numbered afresh: what was lettered in becomes part of the plain sequence, and what follows a gap moves
up. That is certain for a family of provisions of one holder whose numbers are the plain sequence in this print: the
Bill's own, and those of a section that quoted text holds whole. It is never done for what stands in quoted text by
itself, whose numbers belong to another Act, nor where a number is only half left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from amendments.engine.instruction import Line, New
from amendments.engine.locate import Edit
from amendments.engine.numbers import bare, in_sequence, renumbered, sequence_style
from amendments.engine.printed import AddressedPrint
from amendments.engine.splice import RENUMBERING
from bills.text.tree import QUOTED_TEXT, Provision

_FAMILIES = frozenset({"subsection", "paragraph", "sub-paragraph", "sub-sub-paragraph", "schedule paragraph"})


@dataclass(slots=True)
class Numbers:
    """What the next print numbers differently.

    `provisions` by index in the print, `lines` of new text by amendment and place in it, `units` (new clauses and
    Schedules) by amendment. All bare: "4", "c"; "" for an only subsection, which bears no number. `first` are the
    clauses without subsections, by index, whose text becomes subsection (1) because a (2) is added to it.
    """

    provisions: dict[int, str] = field(default_factory=dict)
    lines: dict[tuple[str, int], str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    first: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A new clause or Schedule: the amendment that brings it, and the place in the running text where it stands.

    `moved` is the index of the printed provision that it is, for one that is transferred: references follow it.
    """

    number: str
    kind: str
    at: int
    moved: int | None = None


def next_numbers(printed: AddressedPrint, edits: Sequence[Edit], new_units: Sequence[NewUnit]) -> Numbers:
    """The numbers that change. `edits` are in order and do not overlap; new units stand in order of their places."""
    found = Numbers()
    gone = [(edit.start, edit.end) for edit in edits if edit.end > edit.start]
    for kind in ("clause", "schedule"):
        _number_units(kind, printed, gone, new_units, found)
    touched = _touched(printed, edits)
    for family in touched.values():
        _number_family(family, printed, gone, edits, found)
    gained: dict[int, list[tuple[str, int]]] = {}
    for edit in edits:
        if (clause := _gains_subsections(printed, edit)) is not None:
            gained.setdefault(clause.index, []).extend(_new_members(edit))
    found.first |= set(gained)
    found.lines |= {member: str(at) for members in gained.values() for at, member in enumerate(members, 2)}
    return found


def _gains_subsections(printed: AddressedPrint, edit: Edit) -> Provision | None:
    """The clause that had no subsections and is given one numbered (2) at its end."""
    if edit.sibling is not None or not edit.is_rows or edit.end > edit.start or edit.new is None:
        return None
    if not edit.new.lines or bare(edit.new.lines[0].num) not in ("2", "") or "(" not in edit.new.lines[0].num:
        return None
    around = printed.running.around(printed.running.holder_at(max(edit.start - 1, 0)))
    clause = next((each for each in around if each.kind == "clause" and not each.is_quoted), None)
    if clause is None or printed.running.range_of(clause)[1] != edit.start:
        return None
    return None if any(child.kind == "subsection" for child in clause.children) else clause


def _number_units(
    kind: str, printed: AddressedPrint, gone: Sequence[tuple[int, int]], new: Sequence[NewUnit], found: Numbers
) -> None:
    units = [each for each in printed.units if each.kind == kind]
    mine = [each for each in new if each.kind == kind]
    left = [each for each in units if not _is_gone(printed.running.range_of(each), gone)]
    if len(left) == len(units) and not mine:
        return
    is_alone = kind == "schedule" and len(units) == 1 and not units[0].bare_number
    if not is_alone and sequence_style([each.bare_number for each in units]) != "1" and units:
        return
    placed: list[tuple[int, int, Provision | NewUnit]] = [
        *((printed.running.range_of(each)[0], 1, each) for each in left),
        *((each.at, 0, each) for each in mine),
    ]
    placed.sort(key=lambda each: each[:2])
    if kind == "schedule" and len(placed) == 1 and is_alone:
        return
    for at, (_, _, each) in enumerate(placed, 1):
        if isinstance(each, NewUnit):
            found.units[each.number] = str(at)
            if each.moved is not None:
                found.provisions[each.moved] = str(at)
        elif each.bare_number != str(at):
            found.provisions[each.index] = str(at)


def _touched(printed: AddressedPrint, edits: Sequence[Edit]) -> dict[tuple[int, str], list[Provision]]:
    """The families that lose or gain a numbered provision."""
    found: dict[tuple[int, str], list[Provision]] = {}
    for edit in edits:
        for each in _affected(printed, edit):
            key = _family_key(printed, each)
            if key is not None and key not in found:
                found[key] = _family(printed, each)
    return found


def _affected(printed: AddressedPrint, edit: Edit) -> Iterator[Provision]:
    everything = printed.printed.all
    if edit.sibling is not None:
        yield everything[edit.sibling]
    if edit.end > edit.start:
        first, last = printed.running.piece_at(edit.start).provision, printed.running.piece_at(edit.end - 1).provision
        for at in range(first, last + 1):
            if edit.start <= printed.running.range_of(everything[at])[0] < edit.end:
                yield everything[at]


def _family_key(printed: AddressedPrint, each: Provision) -> tuple[int, str] | None:
    """Which family a provision belongs to; None for a clause, a Schedule, an Act's own number, and no number."""
    if not each.number or each.kind not in _FAMILIES:
        return None
    holder = _family_holder(printed, each)
    return None if holder.kind == QUOTED_TEXT else (holder.index, each.kind)


def _family_holder(printed: AddressedPrint, each: Provision) -> Provision:
    """The provision that numbers it: a Schedule's paragraphs run on through its Parts and under its headings."""
    around = list(printed.running.around(each))[1:]
    if each.kind == "schedule paragraph":
        return next((outer for outer in around if outer.kind == "schedule"), around[0])
    return next((outer for outer in around if outer.kind != "cross-heading"), around[0])


def _family(printed: AddressedPrint, each: Provision) -> list[Provision]:
    holder = _family_holder(printed, each)
    own = holder.walk() if each.kind == "schedule paragraph" else holder.children
    return [other for other in own if other.kind == each.kind and other.number and other.is_quoted == each.is_quoted]


def _number_family(
    family: list[Provision],
    printed: AddressedPrint,
    gone: Sequence[tuple[int, int]],
    edits: Sequence[Edit],
    found: Numbers,
) -> None:
    style = sequence_style([bare(each.number) for each in family])
    if not style or _is_half_gone(family, printed, gone):
        return
    members: list[Provision | tuple[str, int]] = []
    for each in family:
        beside = [edit for edit in edits if edit.sibling == each.index]
        members += [line for edit in beside if edit.is_before or edit.end > edit.start for line in _new_members(edit)]
        if not _is_gone(printed.running.range_of(each), gone):
            members.append(each)
        members += [
            line for edit in beside if not edit.is_before and edit.end == edit.start for line in _new_members(edit)
        ]
    is_only = len(members) == 1 and family[0].kind == "subsection" and len(family) > 1 and not family[0].is_quoted
    replaced = [each for each in family if each not in members]
    for at, member in enumerate(members, 1):
        number = "" if is_only else in_sequence(style, at)
        if isinstance(member, tuple):
            found.lines[member] = number
            found.provisions |= {e.index: number for e in replaced if bare(e.number) == bare(_tabled(member, edits))}
        elif bare(member.number) != number:
            found.provisions[member.index] = number


def _tabled(member: tuple[str, int], edits: Sequence[Edit]) -> str:
    """The number that a new line was tabled with: references to one it takes the place of go on to it."""
    return next((e.new.lines[member[1]].num for e in edits if e.number == member[0] and e.new is not None), "")


def _new_members(edit: Edit) -> list[tuple[str, int]]:
    """The outermost numbered lines of new text, by their place in it."""
    lines = edit.new.lines if edit.new and edit.is_rows else ()
    depths = [line.depth for line in lines if line.num]
    return [(edit.number, at) for at, line in enumerate(lines) if line.num and line.depth == min(depths)]


def _is_gone(span: tuple[int, int], gone: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in gone)


def _is_half_gone(family: list[Provision], printed: AddressedPrint, gone: Sequence[tuple[int, int]]) -> bool:
    """Whether a number is left out while a part of its provision stays."""
    for each in family:
        start, end = printed.running.range_of(each)
        if any(low <= start < high < end for low, high in gone):
            return True
    return False


def number_edits(printed: AddressedPrint, numbers: Numbers) -> list[Edit]:
    """The changed numbers of printed provisions as edits."""
    found = []
    for index, number in numbers.provisions.items():
        provision = printed.printed.all[index]
        place = printed.running.part_range(provision, "number")
        if place and number:
            found.append(Edit(RENUMBERING, *place, New((Line(renumbered(provision.number, number)),))))
        elif place:
            found.append(Edit(RENUMBERING, place[0], printed.running.body_range(provision)[0]))
    for index in numbers.first:
        start = printed.running.body_range(printed.printed.all[index])[0]
        found.append(Edit(RENUMBERING, start, start, New((Line("(1)"),))))
    return found


def with_numbers(edit: Edit, numbers: Numbers) -> Edit:
    """An edit whose new lines carry the numbers of the next print; those left to the printer too."""
    if edit.new is None or not edit.is_rows:
        return edit
    lines = tuple(
        line._replace(num=renumbered(line.num, number) if number else "")
        if (number := numbers.lines.get((edit.number, at))) is not None
        else line
        for at, line in enumerate(edit.new.lines)
    )
    return Edit(
        edit.number, edit.start, edit.end, New(lines, edit.new.is_block), edit.sibling, edit.is_before, edit.is_rows
    )
