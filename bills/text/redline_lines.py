"""The redline of an amendment's printed lines: lines are aligned first, then the words inside them. Pure.

A line is a mapping as `scrapers.records.Line` is stored: {"text", "num", "depth", "kind", "rows"}. What is only
renumbered is not changed: its old number is told beside it, to be shown lightly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from rapidfuzz.distance import Indel

from bills.text.redline import Span, redline
from bills.text.words import LARGEST_TABLE, runs, take_apart

LineState = Literal["same", "changed", "inserted", "removed"]
ALIKE = 0.5
"""Two lines less alike than this, in words, are one removed and one inserted, not one changed."""
_LARGEST_BLOCK = 10_000
"""Pairs of lines that are weighed against each other; in a larger block lines pair in order of their places."""


@dataclass(frozen=True, slots=True)
class LineRedline:
    """One line of a redline. `state` is "same", "changed", "inserted" or "removed"; `spans` are its words.

    `num`, `depth` and `kind` are the new line's (the old one's where it was removed). `old_num` is the number it had
    before, where that differs and the line was not removed or inserted; "" otherwise.
    """

    state: LineState
    spans: tuple[Span, ...]
    num: str = ""
    depth: int = 0
    kind: str = "text"
    old_num: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """A long unchanged passage. `lines` are what it hides; `count` is how many they are."""

    lines: tuple[LineRedline, ...]

    @property
    def count(self) -> int:
        """How many lines are folded away."""
        return len(self.lines)


def redline_lines(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], *, keep: int = 1
) -> list[LineRedline | Fold]:
    """The redline of lines, in reading order, long unchanged passages folded.

    `keep` unchanged lines stay open on each side of a change; what is left of an unchanged passage is folded where it
    is at least three lines. The "same" and "inserted" words of the lines give the new lines, and likewise the old.
    """
    return fold(aligned(old, new), keep=keep)


def aligned(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[LineRedline]:
    """The redline of lines without folding; a removed line stands before the inserted ones that took its place."""
    before, after = [words_of(line) for line in old], [words_of(line) for line in new]
    found: list[LineRedline] = []
    for run in runs(before, after):
        olds, news = range(run.old_start, run.old_stop), range(run.new_start, run.new_stop)
        pairs = zip(olds, news, strict=True) if run.is_equal else _pairs(before, after, olds, news)
        found += [_line(old, new, one, two) for one, two in pairs]
    return found


def fold(lines: Sequence[LineRedline], *, keep: int = 1, at_least: int = 3) -> list[LineRedline | Fold]:
    """The lines with each unchanged passage folded but for `keep` lines beside a change. Renumbered lines fold too."""
    passages = [list(group) for _, group in groupby(lines, key=lambda line: line.state == "same")]
    found: list[LineRedline | Fold] = []
    for at, passage in enumerate(passages):
        start = keep if at else 0
        stop = len(passage) - (keep if at < len(passages) - 1 else 0)
        if passage[0].state == "same" and stop - start >= at_least:
            found += [*passage[:start], Fold(tuple(passage[start:stop])), *passage[stop:]]
        else:
            found += passage
    return found


def words_of(line: Mapping[str, Any]) -> str:
    """The words of a line that are compared: its text, or a table's cells, a tab between them and a row a line."""
    rows = line.get("rows") or ()
    return line.get("text") or "\n".join("\t".join(row) for row in rows)


def _line(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], one: Any, two: Any) -> LineRedline:
    """The redline of the pair old[one], new[two]; None stands for no line on that side."""
    if one is None or two is None:
        state: Literal["inserted", "removed"] = "inserted" if one is None else "removed"
        line = new[two] if one is None else old[one]
        return LineRedline(state, (Span(state, words_of(line)),), **_look(line))
    spans = tuple(redline(words_of(old[one]), words_of(new[two])))
    was = old[one].get("num") or ""
    look = _look(new[two])
    is_same = all(span.kind == "same" for span in spans)
    return LineRedline("same" if is_same else "changed", spans, **look, old_num=was if was != look["num"] else "")


def _look(line: Mapping[str, Any]) -> dict[str, Any]:
    return {"num": line.get("num") or "", "depth": line.get("depth") or 0, "kind": line.get("kind") or "text"}


def _pairs(
    before: Sequence[str], after: Sequence[str], olds: range, news: range
) -> list[tuple[int | None, int | None]]:
    """The lines of a changed block paired in order, so that together they are as alike as can be."""
    one, two = olds.start, news.start
    found: list[tuple[int | None, int | None]] = []
    for row, column in _chosen(before[one : olds.stop], after[two : news.stop]):
        stop_one, stop_two = olds.start + row, news.start + column
        found += [(each, None) for each in range(one, stop_one)]
        found += [(None, each) for each in range(two, stop_two)]
        found.append((stop_one, stop_two))
        one, two = stop_one + 1, stop_two + 1
    return found + [(each, None) for each in range(one, olds.stop)] + [(None, each) for each in range(two, news.stop)]


def _chosen(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Which lines of a changed block stand against each other."""
    olds, news = ([take_apart(text).words for text in texts] for texts in (before, after))
    weight = sum(map(len, olds)) * sum(map(len, news))
    if len(olds) * len(news) > _LARGEST_BLOCK or weight > LARGEST_TABLE:
        pairs = enumerate(zip(olds, news, strict=False))
        return [(at, at) for at, (one, two) in pairs if _alike(one, two) >= ALIKE]
    return _best_pairs([[_alike(one, two) for two in news] for one in olds])


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    return Indel.normalized_similarity(old, new, score_cutoff=ALIKE)


def _best_pairs(alike: list[list[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column), rising in both, whose likeness adds up to the most; none below ALIKE."""
    rows, columns = len(alike), len(alike[0]) if alike else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            paired = alike[row][column] + best[row + 1][column + 1] if alike[row][column] >= ALIKE else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    return _walk(alike, best)


def _walk(alike: list[list[float]], best: list[list[float]]) -> list[tuple[int, int]]:
    found, row, column = [], 0, 0
    while row < len(alike) and column < len(alike[0]):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            found.append((row, column))
            row, column = row + 1, column + 1
    return found
