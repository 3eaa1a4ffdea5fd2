"""A timeline drawn: two lanes, Commons above and Lords below, between them what is of neither House and what is ours.

Pure geometry in the units of the drawing (about a CSS pixel); the template turns it into SVG. A column is a stage, in
the order of the stages: by dates, a fortnight's committee would be a line and a recess half of the page. Every event
given is drawn once, with its key, so that the drawing and the list beneath say the same.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.timeline.events import WORDS, Event, Kind

LANES = ("Commons", "", "Lords")
LEFT, NARROWEST, WIDEST = 108, 1056, 1250
TITLE_LINE, TITLE_LINES = 15, 5
LONGEST_WORD = 13
"""Letters: "Consideration". No name of a stage is broken within a word."""
OF_A_DAY = frozenset({Kind.STAGE, Kind.SITTING, Kind.DIVISION, Kind.DECIDED, Kind.ASSENT})
"""Kinds of event that tell when a stage was; a print or a list may be earlier."""
ROW, LINE, PAD = 19, 14, 12
MOST_WITH_WORDS = 36
"""Above so many events only their shapes are drawn: their words stand in the list beneath and under the pointer."""
SHAPES = {
    Kind.STAGE: "◇",
    Kind.PRINT: "▭",
    Kind.PAPER: "▤",
    Kind.TEXT: "❧",
    Kind.TABLED: "+",
    Kind.CHANGED: "△",
    Kind.SITTING: "◆",
    Kind.DECIDED: "?",
    Kind.DIVISION: "?",
    Kind.ASSENT: "★",
    Kind.PROVISION: "§",
    Kind.ASKED: "»",
    Kind.PUBLISHED: "¶",
    Kind.JUDGED: "?",
}
OUTCOMES = {"made": "●", "not-made": "○", "not-pressed": "◌", "overtaken": "⊘", "open": "…"}
MEANINGS = {
    "●": "Agreed, or achieved",
    "◐": "Partly achieved",
    "○": "Not agreed, or not achieved",
    "◌": "Not pressed to a decision",
    "⊘": "Overtaken",
    "…": "No decision found",
    "?": "Not stated, or unclear",
}
JUDGEMENTS = {"achieved": "●", "partly": "◐", "not": "○", "overtaken": "⊘", "unclear": "?"}


def shape_of(event: Event) -> str:
    """The shape that stands for an event in the drawing and beside it in the list."""
    if event.judgement:
        return JUDGEMENTS.get(event.judgement, "?")
    if event.outcome:
        return OUTCOMES.get(event.outcome, "?")
    return SHAPES[event.kind]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event drawn: its shape, and the lines of its words with their places (none where only shapes are drawn)."""

    event: Event
    shape: str
    x: int
    y: int
    lines: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A stage: where its column begins, its name and its days."""

    x: int
    lines: tuple[tuple[str, int, bool], ...]
    """Each with its place, and whether it tells days."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A House, or what is between them: its word and its band."""

    word: str
    house: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole. Empty without events."""

    width: int = NARROWEST
    height: int = 0
    lanes: tuple[Lane, ...] = ()
    columns: tuple[Column, ...] = ()
    marks: tuple[Mark, ...] = ()
    has_words: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it has to be wider than the page, or nobody could read its words."""
        return self.width > WIDEST

    @property
    def key(self) -> list[tuple[str, str]]:
        """What the shapes mean, each that is drawn once."""
        return sorted({mark.shape: _meaning(mark) for mark in self.marks}.items(), key=lambda each: each[1])


def _meaning(mark: Mark) -> str:
    return MEANINGS.get(mark.shape) or WORDS[mark.event.kind]


@dataclass
class _Cell:
    marks: list[tuple[Event, tuple[str, ...]]] = field(default_factory=list)


def drawn(events: Sequence[Event], names: Mapping[int, str]) -> Drawing:
    """Lay out events given in order. `names` are those of the stages, in their order."""
    if not events:
        return Drawing()
    places = _columns(events, names)
    has_words = len(events) <= MOST_WITH_WORDS
    used = sorted(set(places))
    width = max(112 if has_words else 96, (NARROWEST - LEFT) // len(used))
    cells: dict[tuple[int, str], _Cell] = {}
    for event, place in zip(events, places, strict=True):
        lane = event.house if event.house in LANES and not event.is_ours else ""
        letters = max(10, int((width - 30) / 6.5))
        words = _words(event, letters) if has_words else ()
        cells.setdefault((used.index(place), lane), _Cell()).marks.append((event, words))
    titles = [_title(place, names, events, places, width) for place in used]
    top = TITLE_LINE * max(len(lines) for lines in titles) + PAD
    lanes, marks, y = [], [], top
    across = max(1, (width - PAD) // ROW)
    for house in LANES:
        held = {column: cell for (column, lane), cell in cells.items() if lane == house}
        height = max([2 * PAD, *(_height(cell, across, has_words=has_words) for cell in held.values())])
        lanes.append(Lane(house or "Both, and ours", house.lower() or "neither", y, height))
        for column, cell in sorted(held.items()):
            marks += _placed(cell, LEFT + column * width + PAD, y + PAD, across, has_words=has_words)
        y += height
    columns = [
        Column(LEFT + at * width, tuple((line, TITLE_LINE * n, is_day) for n, (line, is_day) in enumerate(lines, 1)))
        for at, lines in enumerate(titles)
    ]
    return Drawing(LEFT + width * len(used), y + PAD, tuple(lanes), tuple(columns), tuple(marks), has_words)


def _columns(events: Sequence[Event], names: Mapping[int, str]) -> list[int]:
    """The column of each event: its stage's, from 1; of what is of no stage, that of the stage reached by then."""
    order = {pk: place for place, pk in enumerate(names, 1)}
    found, reached = [], 0
    for event in events:
        own = order.get(event.stage or 0)
        reached = max(reached, own or 0)
        found.append(own or reached)
    return found


def _title(
    place: int, names: Mapping[int, str], events: Sequence[Event], places: Sequence[int], width: int
) -> list[tuple[str, bool]]:
    name = list(names.values())[place - 1] if place else "Before"
    here = [each for each, at in zip(events, places, strict=True) if at == place and each.stage]
    days = [each.on for each in here if each.on and each.kind in OF_A_DAY]
    letters = max(LONGEST_WORD, (width - 8) // 7)
    lines = textwrap.wrap(name, letters, max_lines=TITLE_LINES - 2, placeholder="…") or [""]
    days_told = textwrap.wrap(_span(days), letters + 2)[:2]
    return [*((line, False) for line in lines), *((line, True) for line in days_told)]


def _span(days: Sequence[date]) -> str:
    if not days:
        return ""
    first, last = min(days), max(days)
    end = f"{last.day} {last:%b %Y}"
    return (
        end if first == last else f"{first.day} {first:%b}{'' if first.year == last.year else f' {first:%Y}'} – {end}"
    )


def _words(event: Event, letters: int) -> tuple[str, ...]:
    """What is written beside a shape: what it was, and what came of it."""
    if event.kind == Kind.JUDGED:
        told = [f"Ours: {event.fate.lower()}"]
    elif event.is_ours:
        told = [event.official or event.kind_words]
    else:
        told = [event.title, event.fate if event.is_decision or event.outcome else ""]
    lines: list[str] = []
    for part in filter(None, told):
        lines += textwrap.wrap(part, letters, max_lines=2, placeholder="…")
    return tuple(lines) or (event.kind_words,)


def _height(cell: _Cell, across: int, *, has_words: bool) -> int:
    if has_words:
        return PAD + sum(LINE * len(words) + 6 for _, words in cell.marks) + PAD // 2
    return PAD + ROW * -(-len(cell.marks) // across) + PAD // 2


def _placed(cell: _Cell, x: int, y: int, across: int, *, has_words: bool) -> list[Mark]:
    found = []
    for place, (event, words) in enumerate(cell.marks):
        if has_words:
            lines = tuple((line, x + 12, y + LINE * at + 5) for at, line in enumerate(words))
            found.append(Mark(event, shape_of(event), x, y + 5, lines))
            y += LINE * len(words) + 6
        else:
            found.append(Mark(event, shape_of(event), x + ROW * (place % across), y + ROW * (place // across) + 5))
    return found
