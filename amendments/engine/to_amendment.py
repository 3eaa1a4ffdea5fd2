"""Amendments to amendments: made in the text of their parent before the parent goes into the Bill. Pure.

Their line numbers count lines of the printed paper, which no source gives; so what they name must stand exactly once
in the whole text of the parent (engines, section 7, trap 5).
"""

from collections.abc import Iterator, Sequence

from amendments.engine.instruction import Instruction, Line, New, Reason, Refusal, Units, Words
from amendments.engine.numbers import bare, distance
from amendments.engine.printed import occurrences, the_one
from bills.text.running import even


def amended_parent(order: Instruction, parent: New, name: str) -> New | Refusal:
    """The parent's new text with the order made in it; `name` is the parent's number, for people."""
    target = order.place.target if order.place is not None and order.op == "insert" else order.target
    if isinstance(target, Words):
        return _words(order, target, parent, name)
    if isinstance(target, Units):
        return _units(order, target, parent, name)
    if (
        order.op == "insert"
        and order.new is not None
        and order.new.is_block
        and (made := _after_its_number(order, parent))
    ):
        return made
    where = "counts a line of the printed paper, which this source does not give"
    return Refusal(Reason.NO_INDEX, f"its place in amendment {name} {where}")


def _words(order: Instruction, words: Words, parent: New, name: str) -> New | Refusal:
    found = list(_places(words.text, parent.lines))
    one = the_one(words, found, f"in amendment {name}")
    if isinstance(one, Refusal):
        return one
    if order.new is not None and order.new.is_block:
        return Refusal(Reason.STRUCTURE, f"a block cannot be put into the middle of a line of amendment {name}")
    at, start, end = one
    line = parent.lines[at]
    new = order.new.words if order.new else ""
    side = order.place.side if order.place and order.op == "insert" else ""
    before, kept, after = line.text[:start], line.text[start:end], line.text[end:]
    pieces = {"after": (before + kept, new, after), "before": (before, new, kept + after)}.get(
        side, (before, new, after)
    )
    return New(_replaced(parent.lines, at, at + 1, [line._replace(text=_joined(*pieces))]), parent.is_block)


def _units(order: Instruction, units: Units, parent: New, name: str) -> New | Refusal:
    """Whole numbered lines with what stands under them."""
    number = units.numbers[0] if units.numbers else ""
    found = [at for at, line in enumerate(parent.lines) if number and bare(line.num) == number]
    said = f"{units.kind} {number}"
    if len(units.numbers) != 1 or not found:
        return Refusal(Reason.NOT_THERE, f"no {said} in amendment {name}")
    if len(found) > 1:
        return Refusal(Reason.TWICE, f"{said} stands {len(found)} times in amendment {name}")
    start = found[0]
    depth = parent.lines[start].depth
    end = next(
        (at for at in range(start + 1, len(parent.lines)) if _is_over(parent.lines[at], depth)), len(parent.lines)
    )
    own = list(order.new.lines) if order.new else []
    moved = [line._replace(depth=line.depth + depth) for line in own]
    if order.op == "insert":
        start = start if order.place and order.place.side == "before" else end
        return New(_replaced(parent.lines, start, start, moved), parent.is_block)
    return New(_replaced(parent.lines, start, end, moved), parent.is_block)


def _after_its_number(order: Instruction, parent: New) -> New | None:
    """At the end of a line, by the number of what comes: (2A) goes after the only (2); None where it tells not."""
    number = order.new.lines[0].num if order.new else ""
    if order.place is None or order.place.side != "end" or order.new is None:
        return None
    found = [at for at, line in enumerate(parent.lines) if distance(line.num, number) == 0]
    found = found or [at for at, line in enumerate(parent.lines) if distance(line.num, number) == 1]
    if len(found) != 1:
        return None
    depth = parent.lines[found[0]].depth
    after = range(found[0] + 1, len(parent.lines))
    end = next((at for at in after if _is_over(parent.lines[at], depth)), len(parent.lines))
    moved = [line._replace(depth=line.depth + depth) for line in order.new.lines]
    return New(_replaced(parent.lines, end, end, moved), parent.is_block)


def _is_over(line: Line, depth: int) -> bool:
    return line.depth < depth or (line.depth == depth and bool(line.num))


def _places(words: str, lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    for at, line in enumerate(lines):
        text = even(line.text)
        for start, end in occurrences(text, words, (0, len(text)), len(text)):
            yield at, start, end


def _replaced(lines: Sequence[Line], start: int, end: int, new: Sequence[Line]) -> tuple[Line, ...]:
    return (*lines[:start], *new, *lines[end:])


def _joined(before: str, new: str, after: str) -> str:
    """Three pieces of one line with single spaces between words and none before punctuation."""
    words = f"{before.rstrip()} {new} {after.lstrip()}" if new else f"{before.rstrip()} {after.lstrip()}"
    for mark in ",.;:)”’":
        words = words.replace(f" {mark}", mark)
    return " ".join(words.split())
