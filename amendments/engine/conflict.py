"""Amendments to one print that cannot both stand. Pure.

All amendments of a stage address the same print, so clashes are overlaps of what they leave out or hold on to
(sources, section 16: "overlaps another amendment"; engines, section 7: agreeing one pre-empts another).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from amendments.engine.locate import Edit

Kind = Literal["same words", "overlap", "inside what is left out"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two amendments that cannot both stand.

    "same words": both change exactly the same words. "overlap": each takes away a part of what the other changes.
    "inside what is left out": `one` leaves out what `other` changes, inserts into or names.
    """

    kind: Kind
    one: str
    other: str


def clashes(edits: Iterable[Edit]) -> list[Clash]:
    """Every pair that clashes, in the order of the print; each pair once.

    Two insertions at one place do not clash, nor does an insertion at the very beginning or end of what another
    leaves out, unless it is of words at the end of a whole provision. Cost: n log n for n edits, plus the clashes.
    """
    ordered = sorted(edits, key=lambda edit: (_held(edit)[0], -_held(edit)[1]))
    found: list[Clash] = []
    reaching: list[Edit] = []
    for edit in ordered:
        start = _held(edit)[0]
        reaching = [each for each in reaching if _held(each)[1] >= start]
        found += [clash for each in reaching if (clash := _clash(each, edit)) is not None]
        reaching.append(edit)
    return found


def _held(edit: Edit) -> tuple[int, int]:
    """What an edit takes away; for an insertion the words it names, or its place."""
    if edit.end > edit.start:
        return edit.start, edit.end
    return edit.anchor or (edit.start, edit.end)


def _clash(one: Edit, other: Edit) -> Clash | None:
    """Whether two edits clash."""
    first, second = _held(one), _held(other)
    takers = [edit for edit in (one, other) if edit.end > edit.start]
    if not takers or not (_meet(first, second) or _ends_what_goes(one, other) or _ends_what_goes(other, one)):
        return None
    if first == second and len(takers) == 2:
        return Clash("same words", one.number, other.number)
    for taker in takers:
        loser = other if taker is one else one
        low, high = _held(loser)
        if taker.start <= low and high <= taker.end:
            return Clash("inside what is left out", taker.number, loser.number)
    if len(takers) == 2:
        return Clash("overlap", one.number, other.number)
    return Clash("inside what is left out", takers[0].number, (other if takers[0] is one else one).number)


def _ends_what_goes(words: Edit, taker: Edit) -> bool:
    """Whether words are put at the end of a provision that the other leaves out whole."""
    is_words = words.end == words.start and not words.is_rows and words.anchor is None
    return is_words and taker.sibling is not None and taker.start < words.start == taker.end


def _meet(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two ranges share a character; a mere place meets a range that goes on on both sides of it."""
    for place, taken in ((first, second), (second, first)):
        if place[0] == place[1]:
            return taken[0] < place[0] < taken[1]
    return max(first[0], second[0]) < min(first[1], second[1])


def without_clashes(edits: list[Edit]) -> tuple[list[Edit], dict[str, Clash]]:
    """The edits that can stand together, and for each that cannot, by number, the clash that stops it.

    What lies inside what another leaves out goes; the other stands. Of two that make the very same change the first
    stands. Of a pair that overlaps or changes the same words otherwise neither stands: nobody can say which the House
    would have called first.
    """
    found = clashes(edits)
    by_number = {edit.number: edit for edit in edits}
    stopped: dict[str, Clash] = {}
    for clash in _firm_first(found):
        if clash.kind == "inside what is left out":
            if clash.one not in stopped:
                stopped.setdefault(clash.other, clash)
        else:
            stopped.setdefault(clash.other, clash)
            if clash.kind == "overlap" or by_number[clash.one].new != by_number[clash.other].new:
                stopped.setdefault(clash.one, clash)
    return [edit for edit in edits if edit.number not in stopped], stopped


def _firm_first(found: list[Clash]) -> Iterator[Clash]:
    """Overlaps before inclusions: what is itself refused takes nothing away."""
    yield from (clash for clash in found if clash.kind != "inside what is left out")
    yield from (clash for clash in found if clash.kind == "inside what is left out")
