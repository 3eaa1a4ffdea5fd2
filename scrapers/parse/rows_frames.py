"""The provisions that are open while rows are read, and what is known of each. Pure."""

from dataclasses import dataclass, field

from scrapers.parse.rows_numbers import Series
from scrapers.parse.rows_widths import width

NEAR = 2.5
"""Points by which left edges of one margin may differ."""
_MARK = 5.5
"""The width of a quotation mark, which may hang left of a number or push it right."""


@dataclass(slots=True)
class Sibling:
    """The last numbered child of one series: its number, and where that was printed."""

    number: str
    left: float | None
    right: float | None
    text_x: float | None = None


@dataclass(slots=True)
class Frame:
    """One open provision.

    `steps` counts the margins its text stands in from the clause's own. `text_x` is the left edge of its wrapped
    lines, once one was seen; `number_x` that of its number. `children` holds the last numbered child of each series.
    `about` is the instruction that quoted text follows, `row` the place of the row that opened it; `bare_kind` is
    what bare numbers in it begin, once one was seen.
    `is_last` tells that it followed "and" or "or", so that it ends its list.
    `is_group` tells that bare numbers inside it begin provisions: a Schedule, an Article, a cross-heading.
    """

    kind: str
    number: str = ""
    series: Series | None = None
    steps: int = 0
    number_x: float | None = None
    text_x: float | None = None
    words: str = ""
    has_list: bool = False
    children: dict[str, Sibling] = field(default_factory=dict)
    heading: list[str] = field(default_factory=list)
    is_heading_open: bool = False
    is_group: bool = False
    is_last: bool = False
    about: str = ""
    bare_kind: str = ""
    eid: str = ""
    row: int | None = None

    @property
    def is_bare(self) -> bool:
        """Whether its number stands without brackets: (1) inside it shares its margin."""
        return self.series is None and self.kind in {"clause", "section", "schedule paragraph", "paragraph"}

    @property
    def is_division(self) -> bool:
        """Whether it holds provisions and has no words of its own but a heading."""
        return self.kind in {"schedules", "schedule", "part", "chapter", "cross-heading"}


def right_edge(x: float | None, number: str) -> float | None:
    """Where a number printed at `x` ends: numbers of one series are set flush right in prints of today."""
    return None if x is None else x + width(number)


def is_near(one: float | None, other: float | None, by: float = NEAR) -> bool:
    """Whether two edges are one margin; False where either is unknown."""
    return one is not None and other is not None and abs(one - other) <= by


def stands_with(x: float | None, printed: str, sibling: Sibling) -> bool | None:
    """Whether a number stands where its sibling does, flush left or flush right; None where that is unknown."""
    if x is None or sibling.left is None:
        return None
    return is_near(x, sibling.left, by=_MARK) or is_near(right_edge(x, printed), sibling.right, by=_MARK)
