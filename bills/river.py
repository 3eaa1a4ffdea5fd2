"""The river of a Bill: two lanes, Commons above and Lords below, stages as stations, sittings as ticks.

Pure geometry in the units of the drawing (about a CSS pixel); the template turns it into SVG. Stations stand in the
order of the stages, evenly spaced: their dates would crowd a fortnight's committee and stretch a recess.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

COMMONS, MIDDLE, LORDS = 100, 140, 180
LANES = {"Commons": COMMONS, "Lords": LORDS}
HEIGHT = 284
LEFT, STEP, RIGHT = 132, 96, 60
NARROWEST = 1056
TICK_MARGIN, MOST_TICKS = 20, 14
LINE, LABEL_WIDTH, MOST_LABEL_LINES = 16, 13, 4


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage as the river needs it, in the order of the stages. `days` are its sittings, sorted."""

    name: str
    house: str
    days: Sequence[date]
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """One sitting, drawn across the lane just after its station."""

    x: float
    y: int
    is_future: bool


@dataclass(frozen=True, slots=True)
class Station:
    """A stage in the drawing: its circle, the lines of its label from top to bottom, and the line drawn to it."""

    name: str
    house: str
    href: str
    x: int
    y: int
    label: tuple[tuple[str, int], ...]
    dates: str
    dates_y: int
    path: str
    is_current: bool
    is_ahead: bool
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class River:
    """The whole drawing. `stations` is empty where no stage is known."""

    width: int
    height: int = HEIGHT
    commons: int = COMMONS
    lords: int = LORDS
    stations: tuple[Station, ...] = field(default=())


def river_of(stops: Sequence[Stop], today: date) -> River:
    """Lay out the stages. Dashed lies ahead: what comes after the current stage, or has its first sitting to come."""
    step = max(STEP, (NARROWEST - LEFT - RIGHT) // max(1, len(stops) - 1)) if stops else STEP
    step = min(step, 2 * STEP)
    current = next((place for place, stop in enumerate(stops) if stop.is_current), None)
    stations: list[Station] = []
    for place, stop in enumerate(stops):
        before = stations[-1] if stations else None
        is_ahead = place > current if current is not None else bool(stop.days) and stop.days[0] > today
        stations.append(_station(stop, LEFT + place * step, step, before, is_ahead, today))
    width = max(NARROWEST, LEFT + step * max(0, len(stops) - 1) + RIGHT)
    return River(width=width, stations=tuple(stations))


def _station(stop: Stop, x: int, step: int, before: Station | None, is_ahead: bool, today: date) -> Station:
    y = LANES.get(stop.house, MIDDLE)
    dates_y, label = _label(stop.name, y)
    return Station(
        name=stop.name,
        house=stop.house,
        href=stop.href,
        x=x,
        y=y,
        label=label,
        dates=span_words(stop.days),
        dates_y=dates_y,
        path=_path(before, x, y),
        is_current=stop.is_current,
        is_ahead=is_ahead,
        ticks=_ticks(stop.days, x, y, step, today),
    )


def _label(name: str, y: int) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Where the dates stand, and each line of the name with its place: above the upper lane, below the others."""
    lines = textwrap.wrap(name, LABEL_WIDTH, max_lines=MOST_LABEL_LINES, placeholder="…") or [""]
    if y == COMMONS:
        dates_y = y - 20
        return dates_y, tuple((line, dates_y - LINE * (len(lines) - at)) for at, line in enumerate(lines))
    first = y + 30
    return first + LINE * len(lines), tuple((line, first + LINE * at) for at, line in enumerate(lines))


def _path(before: Station | None, x: int, y: int) -> str:
    if before is None:
        return ""
    if before.y == y:
        return f"M{before.x} {before.y}H{x}"
    middle = (before.x + x) // 2
    return f"M{before.x} {before.y}C{middle} {before.y} {middle} {y} {x} {y}"


def _ticks(days: Sequence[date], x: int, y: int, step: int, today: date) -> tuple[Tick, ...]:
    shown = days[:MOST_TICKS]
    gap = min(9.0, (step - 2 * TICK_MARGIN) / max(1, len(shown)))
    return tuple(Tick(round(x + TICK_MARGIN + gap * at, 1), y, day > today) for at, day in enumerate(shown))


def span_words(days: Sequence[date]) -> str:
    """ "4 Nov 2026", or "1–10 Dec 2026" from first to last; "" without a sitting. Short: a drawing is narrow."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    end = f"{last.day} {last:%b} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {first:%b} – {end}" if first.year == last.year else f"{first:%b %Y} – {last:%b %Y}"
