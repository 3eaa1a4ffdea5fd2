"""Where the target of an amendment stands in a later print: the same place, moved, changed or gone. Pure.

Page and line die with each print (engines, section 7, trap 4). The provision is followed by its identity, never by
its number, and a new place is told only where the same words stand there exactly once.
"""

from dataclasses import dataclass
from typing import Literal

from amendments.engine.locate import Located
from amendments.engine.printed import AddressedPrint
from bills.text.comparing import Comparison
from bills.text.tree import PageLine, Provision

State = Literal["stands", "moved", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a target. `address` and `line` are its place in the later print, "" and None where not certain.

    "stands": the same words at the same address, page and line. "moved": the same words once in the same provision,
    at another address or line. "changed": the provision is there, the words are not, or more than once. "gone": the
    later print has not the provision.
    """

    state: State
    address: str = ""
    line: PageLine | None = None


def carried(found: Located, old: AddressedPrint, new: AddressedPrint, comparison: Comparison) -> Carried:
    """What the later print made of the target. `comparison` is of the two prints, the older first."""
    edit = found.edit
    start, end = (edit.start, edit.end) if edit.end > edit.start else edit.anchor or (edit.start, edit.end)
    holder = _holder(found, old, start)
    there = comparison.pairs.get(holder.index)
    if there is None:
        return Carried("gone")
    now = new.printed.all[there]
    if start == end or _is_whole(holder, old, start, end):
        return _of_provision(found, now, new)
    low, high = new.running.range_of(now)
    places = new.occurrences(old.running.text[start:end], (low, high), high)
    if len(places) != 1:
        return Carried("changed", new.address_of(now))
    line = new.running.line_at(places[0][0])
    return _placed(found, new.address_of(new.running.holder_at(places[0][0])), line)


def _holder(found: Located, old: AddressedPrint, start: int) -> Provision:
    if found.edit.sibling is not None:
        return old.printed.all[found.edit.sibling]
    return old.running.holder_at(start if found.edit.end > found.edit.start else max(start - 1, 0))


def _is_whole(holder: Provision, old: AddressedPrint, start: int, end: int) -> bool:
    own = old.running.range_of(holder)
    return start <= own[0] and own[1] <= end


def _of_provision(found: Located, now: Provision, new: AddressedPrint) -> Carried:
    """For a whole provision, or an insertion beside one: its own new place."""
    line = now.starts if found.edit.end > found.edit.start else now.ends
    return _placed(found, new.address_of(now), line)


def _placed(found: Located, address: str, line: PageLine | None) -> Carried:
    is_same = address == found.provision and line == (found.page, found.line)
    return Carried("stands" if is_same else "moved", address, line)
