"""Which provision of one print is which of another print of the same Bill. Pure.

Lawmaker's GUIDs survive from print to print while numbers do not (engines, section 2): where both prints share them
they decide. Prints without them (PDF, older Bills) are aligned by their words, in order, holder by holder, and what
has no certain partner stays alone.
"""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from bills.text.running import RunningText
from bills.text.tree import Provision

ENOUGH_GUIDS = 0.5
"""The share of provisions with a common GUID from which on GUIDs alone decide."""
LIKE = 60.0
"""Of 100: two provisions at one place that are less alike are two provisions."""


def aligned(old: RunningText, new: RunningText) -> dict[int, int]:
    """Index in the old print to index in the new one, for every provision that stands in both."""
    by_guid = new.printed.by_guid
    shared = {
        e.index: by_guid[e.guid].index
        for e in old.printed.all
        if e.guid in by_guid and old.printed.by_guid.get(e.guid)
    }
    if len(shared) >= ENOUGH_GUIDS * min(len(old.printed.all), len(new.printed.all)):
        return _with_nameless(shared, old, new)
    found: dict[int, int] = {}
    _pair(old.printed.provisions, new.printed.provisions, old, new, found)
    _pair_moved_units(old, new, found)
    return found


def _with_nameless(shared: dict[int, int], old: RunningText, new: RunningText) -> dict[int, int]:
    """With the provisions that have no GUID (quoted text, tables): the same kind at the same place of one holder."""
    found = dict(shared)
    for each in old.printed.all:
        if each.index not in found:
            continue
        other = new.printed.all[found[each.index]]
        mine = [child for child in each.children if not child.guid]
        theirs = [child for child in other.children if not child.guid]
        if len(mine) == len(theirs):
            found |= {a.index: b.index for a, b in zip(mine, theirs, strict=True) if a.kind == b.kind}
    return found


def _key(text: RunningText, each: Provision) -> str:
    """What two provisions are compared by: kind, heading and all their words, without any number of their own."""
    start, end = text.body_range(each)
    return f"{each.kind}\n{each.heading}\n{text.even[start:end]}"


def _pair(
    mine: Sequence[Provision], theirs: Sequence[Provision], old: RunningText, new: RunningText, found: dict[int, int]
) -> None:
    """Pair what one holder holds in each print: equal ones in order first, then the likest between them."""
    first, second = [_key(old, each) for each in mine], [_key(new, each) for each in theirs]
    known: dict[str, int] = {}
    numbered = [[known.setdefault(key, len(known)) for key in keys] for keys in (first, second)]
    for op in Indel.opcodes(*numbered):
        if op.tag == "equal":
            for a, b in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True):
                _take(mine[a], theirs[b], old, new, found)
    gaps = _gaps([each.index in found for each in mine], {found[e.index] for e in mine if e.index in found}, theirs)
    for left, right in gaps:
        _pair_likest([mine[at] for at in left], right, old, new, found)


def _gaps(
    is_paired: list[bool], taken: set[int], theirs: Sequence[Provision]
) -> list[tuple[list[int], list[Provision]]]:
    """The runs that found no equal, side by side."""
    left: list[list[int]] = [[]]
    for at, paired in enumerate(is_paired):
        if paired:
            left.append([])
        else:
            left[-1].append(at)
    right: list[list[Provision]] = [[]]
    for each in theirs:
        if each.index in taken:
            right.append([])
        else:
            right[-1].append(each)
    return [(a, b) for a, b in zip(left, right, strict=True) if a and b]


def _pair_likest(
    mine: list[Provision], theirs: list[Provision], old: RunningText, new: RunningText, found: dict[int, int]
) -> None:
    """Of two runs the likest pair of one kind, and so on on either side of it: order is kept."""
    best, place = LIKE, None
    for a, one in enumerate(mine):
        for b, other in enumerate(theirs):
            if one.kind != other.kind:
                continue
            alike = ratio(_key(old, one), _key(new, other), score_cutoff=best)
            same_heading = bool(one.heading) and one.heading == other.heading
            alike = max(alike, 99.0 if same_heading else 0.0)
            if alike > best:
                best, place = alike, (a, b)
    if place is None:
        return
    a, b = place
    _take(mine[a], theirs[b], old, new, found)
    _pair_likest(mine[:a], theirs[:b], old, new, found)
    _pair_likest(mine[a + 1 :], theirs[b + 1 :], old, new, found)


def _take(one: Provision, other: Provision, old: RunningText, new: RunningText, found: dict[int, int]) -> None:
    found[one.index] = other.index
    _pair(one.children, other.children, old, new, found)


def _pair_moved_units(old: RunningText, new: RunningText, found: dict[int, int]) -> None:
    """Clauses and Schedules that changed places: the same heading, once in either print, and both still alone."""
    taken = set(found.values())
    alone = [each for each in old.printed.all if each.kind in ("clause", "schedule") and each.index not in found]
    theirs = [each for each in new.printed.all if each.kind in ("clause", "schedule") and each.index not in taken]
    once = {h for h, count in Counter(each.heading for each in theirs).items() if h and count == 1}
    for one in alone:
        if one.heading in once and sum(each.heading == one.heading for each in alone) == 1:
            other = next(each for each in theirs if each.heading == one.heading)
            if one.kind == other.kind:
                _take(one, other, old, new, found)
