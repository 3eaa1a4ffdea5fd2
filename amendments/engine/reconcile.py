"""A real next print explained, difference by difference: amendments, numbers, references, corrections. Pure.

What the engine writes from the agreed amendments is laid beside what Parliament printed, row by row. Printing
corrections happen with no amendment (engines, section 2d); they are shown as such, never absorbed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from amendments.engine.apply import AmendedUnit, AsAmended
from amendments.engine.splice import CROSS_REFERENCE, RENUMBERING
from bills.text.comparing import Comparison, masked_words
from bills.text.plain import unit_provisions
from bills.text.running import even
from bills.text.tree import Provision

Class = Literal["unexplained", "amendment", "renumbering", "cross-reference", "printing correction"]
CLASSES: tuple[Class, ...] = ("unexplained", "amendment", "renumbering", "cross-reference", "printing correction")
"""In the order in which they are shown: what nobody can explain comes first."""
_SOVEREIGN = (("Her Majesty", "His Majesty"), ("the Queen", "the King"))
_NUMBER = re.compile(r"^[“‘\"']*(?:\(\w{1,6}\)|\w{1,6}\.?)\s+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not as it was. `was` and `now` are the rows of the two prints, "" for one that came or went.

    `place` is the clause or Schedule in the next print ("clause 12"), or in the old one for what went. `by` names the
    amendments that explain it.
    """

    kind: Class
    place: str
    was: str
    now: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as the engine writes it, with the amendments and passes that touched it."""

    text: str
    by: tuple[str, ...]


def reconcile(amended: AsAmended, comparison: Comparison) -> list[Difference]:
    """Every difference between the print that was amended and the next one, unexplained ones first.

    `comparison` is of the same print (the older) and the next one.
    """
    found = list(_differences(amended, comparison))
    return sorted(found, key=lambda each: CLASSES.index(each.kind))


def counted(differences: Sequence[Difference]) -> dict[str, int]:
    """How many differences are of each class; every class is there."""
    found = Counter(each.kind for each in differences)
    return {kind: found.get(kind, 0) for kind in CLASSES}


def _differences(amended: AsAmended, comparison: Comparison) -> Iterator[Difference]:
    later = {each.index: each for each in unit_provisions(comparison.new)}
    explained: set[int] = set()
    written = [each for each in amended.units if each.printed is None]
    for unit in amended.units:
        if unit.printed is None:
            continue
        now = later.get(comparison.pairs.get(unit.printed.index, -1))
        if now is None:
            yield _gone(unit, comparison)
        else:
            explained.add(now.index)
            yield from _inside(unit, now, comparison)
    for index, now in later.items():
        if index not in explained:
            yield _came(now, written, comparison)


def _gone(unit: AmendedUnit, comparison: Comparison) -> Difference:
    place = _place(unit.printed)
    was = comparison.old.rows(unit.printed) if unit.printed else ""
    return Difference(
        "amendment" if unit.is_left_out else "unexplained", place, was, "", (unit.by,) if unit.by else ()
    )


def _came(now: Provision, written: list[AmendedUnit], comparison: Comparison) -> Difference:
    """A clause that is new: explained by the amendment that brought its words."""
    text = comparison.new.rows(now)
    for unit in written:
        if unit.kind == now.kind and _alike(unit.heading, now.heading) and _masked(unit.text) == _masked(text):
            return Difference("amendment", _place(now), "", text, (unit.by,))
    return Difference("unexplained", _place(now), "", text)


def _inside(unit: AmendedUnit, now: Provision, comparison: Comparison) -> Iterator[Difference]:
    place = _place(now)
    was = unit.printed
    if was is None:
        return
    if unit.is_left_out:
        yield Difference("unexplained", place, "", comparison.new.rows(now), (unit.by,))
        return
    if was.bare_number != now.bare_number:
        yield Difference("renumbering", place, was.bare_number, now.bare_number)
    if was.heading != now.heading:
        yield _heading(unit, now, place)
    old = comparison.old.rows(was).split("\n")
    new = comparison.new.rows(now).split("\n")
    if old != new:
        yield from _rows(old, new, unit, place)


def _heading(unit: AmendedUnit, now: Provision, place: str) -> Difference:
    was = unit.printed.heading if unit.printed else ""
    if unit.heading == now.heading:
        return Difference("amendment", place, was, now.heading)
    return Difference("printing correction" if _alike(was, now.heading) else "unexplained", place, was, now.heading)


def _rows(old: list[str], new: list[str], unit: AmendedUnit, place: str) -> Iterator[Difference]:
    """The rows that differ, each explained from the row that the engine wrote in its place."""
    written, left_out = _written_rows(unit), _left_out(unit)
    by_text = {row.text: row for row in written}
    for was, now in _pairs(old, new):
        row = by_text.get(now) if now else None
        if row is not None:
            yield _explained(row, place, was, now)
        elif not now:
            by = left_out.get(was)
            yield Difference("amendment" if by else "unexplained", place, was, "", (by,) if by else ())
        else:
            yield _nearly(was, now, written, place)


def _explained(row: _Row, place: str, was: str, now: str) -> Difference:
    amendments = tuple(each for each in row.by if each not in (RENUMBERING, CROSS_REFERENCE))
    if amendments:
        return Difference("amendment", place, was, now, amendments)
    if RENUMBERING in row.by:
        return Difference("renumbering", place, was, now)
    return Difference("cross-reference" if CROSS_REFERENCE in row.by else _plain(was, now), place, was, now)


def _nearly(was: str, now: str, written: list[_Row], place: str) -> Difference:
    """A row that the engine did not write exactly: the same but for numbers, references or typography, or not."""
    for row in written:
        if row.text and _masked(row.text) == _masked(now):
            amendments = tuple(each for each in row.by if each not in (RENUMBERING, CROSS_REFERENCE))
            if amendments:
                return Difference("amendment", place, was, now, amendments)
            return Difference(_plain(row.text, now), place, was, now)
    return Difference(_plain(was, now), place, was, now)


def _plain(was: str, now: str) -> Class:
    """How two rows differ where no amendment is behind it."""
    if not was or not now:
        return "unexplained"
    if _NUMBER.sub("", was) == _NUMBER.sub("", now):
        return "renumbering"
    if masked_words(was) == masked_words(now) or _masked(was) == _masked(now):
        return "cross-reference"
    return "printing correction" if _alike(was, now) else "unexplained"


def _written_rows(unit: AmendedUnit) -> list[_Row]:
    """The rows of a unit as the engine writes it, those that are left with nothing included."""
    rows: list[_Row] = []
    text, by = "", dict[str, None]()
    for span in unit.spans:
        for at, piece in enumerate(span.text.split("\n")):
            if at:
                rows.append(_Row(text, tuple(by)))
                text, by = "", {}
            if span.kind != "removed":
                text += piece
            if span.by and (piece or span.kind == "removed"):
                by[span.by] = None
    return [*rows, _Row(text, tuple(by))]


def _left_out(unit: AmendedUnit) -> dict[str, str]:
    """Every row that an amendment leaves out whole, and its number; the first, where two rows read the same."""
    found: dict[str, str] = {}
    for span in unit.spans:
        if span.kind == "removed":
            for row in span.text.split("\n"):
                found.setdefault(row, span.by)
    return found


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """The rows that differ: changed ones side by side, then what came or went."""
    known: dict[str, int] = {}
    numbered = [[known.setdefault(row, len(known)) for row in rows] for rows in (old, new)]
    gone: list[str] = []
    came: list[str] = []
    for op in [*Indel.opcodes(*numbered), None]:
        if op is not None and op.tag == "delete":
            gone += old[op.src_start : op.src_end]
        elif op is not None and op.tag == "insert":
            came += new[op.dest_start : op.dest_end]
        else:
            yield from _beside(gone, came)
            gone, came = [], []


def _beside(gone: list[str], came: list[str]) -> Iterator[tuple[str, str]]:
    """Rows that went and rows that came at one place: the likest of each paired."""
    left = list(gone)
    for now in came:
        near = max(left, key=lambda was: Indel.normalized_similarity(was, now), default=None)
        if near is not None and Indel.normalized_similarity(near, now) >= 0.6:
            left.remove(near)
            yield near, now
        else:
            yield "", now
    yield from ((was, "") for was in left)


def _masked(text: str) -> str:
    return "\n".join(masked_words(_NUMBER.sub("", row)) for row in text.split("\n"))


def _alike(one: str, other: str) -> bool:
    """Whether two texts differ in typography only: marks, capitals, white space, the Sovereign's style."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    for before, after in _SOVEREIGN:
        text = text.replace(before, after)
    return "".join(each for each in even(text).casefold() if each.isalnum())


def _place(provision: Provision | None) -> str:
    return f"{provision.kind} {provision.bare_number}".strip() if provision else ""
