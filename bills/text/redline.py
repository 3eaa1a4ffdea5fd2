"""Redlines: what was inserted in and removed from a text, word by word, as a lawyer would mark it up. Pure.

`redline` compares two texts. For the printed lines of an amendment see bills.text.redline_lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bills.text.words import Run, Words, is_word, runs, take_apart

SpanKind = Literal["same", "inserted", "removed"]
ISLAND = 3
"""An equal run of fewer words than this between two changes is marked as changed too: islands are hard to read."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a redline. `kind` is "same", "inserted" or "removed"; `text` keeps its white space exactly."""

    kind: SpanKind
    text: str


def redline(old: str, new: str) -> list[Span]:
    """The redline from old to new: whole words, removed before inserted, no two neighbours of one kind.

    Joining the texts of "same" and "inserted" gives `new` exactly; joining "same" and "removed" gives `old` exactly.
    """
    before, after = take_apart(old), take_apart(new)
    pieces: list[Span] = []
    for run in _without_islands(runs(before.words, after.words), before.words):
        pieces += _spans(run, before, after)
    return _joined([*pieces, *_gap(before.end, after.end)])


def words_changed(old: str, new: str) -> tuple[int, int]:
    """How many words were inserted and how many removed: the fewest possible; punctuation marks are not counted."""
    before, after = take_apart(old).words, take_apart(new).words
    changed = [run for run in runs(before, after) if not run.is_equal]
    inserted = sum(_count(after[run.new_start : run.new_stop]) for run in changed)
    return inserted, sum(_count(before[run.old_start : run.old_stop]) for run in changed)


def _count(words: Sequence[str]) -> int:
    return sum(map(is_word, words))


def _without_islands(found: list[Run], words: Sequence[str]) -> list[Run]:
    """The runs with each small equal run between two changes merged into them."""
    kept: list[Run] = []
    for at, run in enumerate(found):
        is_between = 0 < at < len(found) - 1
        is_island = run.is_equal and is_between and _count(words[run.old_start : run.old_stop]) < ISLAND
        if kept and not kept[-1].is_equal and (is_island or not run.is_equal):
            kept[-1] = Run(False, kept[-1].old_start, run.old_stop, kept[-1].new_start, run.new_stop)
        else:
            kept.append(run)
    return kept


def _spans(run: Run, old: Words, new: Words) -> Iterator[Span]:
    if not run.is_equal:
        yield from _changed(old.text(run.old_start, run.old_stop), new.text(run.new_start, run.new_stop))
        return
    if old.gaps[run.old_start : run.old_stop] == new.gaps[run.new_start : run.new_stop]:
        yield Span("same", new.text(run.new_start, run.new_stop))
        return
    for one, two in zip(range(run.old_start, run.old_stop), range(run.new_start, run.new_stop), strict=True):
        yield from _gap(old.gaps[one], new.gaps[two])
        yield Span("same", new.words[two])


def _changed(old: str, new: str) -> Iterator[Span]:
    """A changed run; white space that both sides begin with stays out of it."""
    gap = new[: len(new) - len(new.lstrip())]
    shared = len(gap) if old and new and old[: len(old) - len(old.lstrip())] == gap else 0
    yield Span("same", new[:shared])
    yield Span("removed", old[shared:])
    yield Span("inserted", new[shared:])


def _gap(old: str, new: str) -> Iterator[Span]:
    """White space before equal words: kept where it is equal, shown as replaced where it is not."""
    if old == new:
        yield Span("same", old)
    else:
        yield Span("removed", old)
        yield Span("inserted", new)


def _joined(pieces: list[Span]) -> list[Span]:
    """The pieces that hold text, neighbours of one kind made one."""
    found: list[Span] = []
    for piece in pieces:
        if piece.text and found and found[-1].kind == piece.kind:
            found[-1] = Span(piece.kind, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found
