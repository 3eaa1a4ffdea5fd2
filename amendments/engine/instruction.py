"""What one amendment orders, in values: the contract between the grammar, the resolver and the applier. Pure.

The grammar fills these from the amendment's own words; nothing here looks at a print. Words that an amendment quotes
are kept as printed, without the quotation marks that enclose them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

Op = Literal[
    "insert",
    "leave_out",
    "substitute",
    "new_clause",
    "new_schedule",
    "leave_out_clause",
    "transfer",
    "transpose",
    "divide",
    "oppose",
    "disagree",
    "agree",
]
"""The operation. "add" is insert; "leave_out_clause" is a whole clause or Schedule; "oppose" is stand part.

"agree" and "disagree" are motions on an amendment of the other House."""


class Line(NamedTuple):
    """One printed block of an amendment: the same four values as `scrapers.records.Line`.

    `num` is the hung number ("(1)", "(a)", "3A"). `depth` is indentation from 0. `kind` is "instruction", "heading",
    "text", "definition", "table", "image", "motion" or "note".
    """

    text: str
    num: str = ""
    depth: int = 0
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Tabled:
    """An amendment as tabled, whatever its source. `lines` are as printed, quotation marks included.

    `op`, `provision` ("clause 2", "schedule 1", "schedule", "title", "amendment nc4"), `page` and `line` are what
    the source's own fields say, None where it has no such field ("" for a provision it leaves empty): the words are
    checked against them. `place` is the clerks' place for a new provision ("after clause 12"), "" where not stated.
    `decision` is the source's own word, "" where it has none.
    """

    number: str
    lines: tuple[Line, ...]
    op: str | None = None
    provision: str | None = None
    page: int | None = None
    line: int | None = None
    place: str = ""
    decision: str = ""
    order: int = 0


class Reason(StrEnum):
    """Why an amendment was refused. The value is the plain name that people read."""

    UNREADABLE = "unreadable instruction"
    QUOTES = "unbalanced quotes"
    DISAGREES = "the words and the source's own fields disagree"
    NO_PROVISION = "no such provision"
    NO_LINE = "no such line"
    NOT_THERE = "words not there"
    TWICE = "words there twice"
    TABLE = "table or image"
    LEFT_OUT = "target left out by another"
    OVERLAPS = "overlaps another amendment"
    PARENT = "parent not agreed"
    NO_INDEX = "print has no index"
    STRUCTURE = "the text does not fit there"
    NOT_TEXT = "not an order to change text"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An amendment that was not read, found or applied; `detail` says in plain words what was looked for and where."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Locator:
    """Where the words say the target stands, before any operation.

    `provision` is in normal form (bills.text.address): "clause 2", "schedule 1", "schedule" (the only one), "title",
    "amendment nc4" (an amendment to that amendment), or "" where no provision is named. `page` is None for a Title
    and for an amendment to an amendment, whose `line` counts lines of the parent's text. What the words leave out
    comes from the source's own fields. `within` is what the words name between the place and the operation: "heading"
    ("In the heading, leave out …"), "subsection (2)", "definition of X"; "" for nothing, which is the rule.
    """

    provision: str = ""
    page: int | None = None
    line: int | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Quoted words. `ordinal` 0 means none was stated, so they must stand there once; 1 is the first; -1 the last."""

    text: str
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole printed lines from the locator's page and `first` to `last` (on `last_page`, None: the same page)."""

    first: int
    last: int
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """Whole provisions by kind and printed number: subsection (3); paragraphs (a) to (c); "definition" by its term.

    `kind` is "subsection", "paragraph", "sub-paragraph", "sub-sub-paragraph", "definition", "schedule paragraph",
    "part", "chapter", "heading" or "cross-heading". `numbers` are bare ("3", "a"), none for "end of the paragraph";
    with `is_range` they are the first and last.
    """

    kind: str
    numbers: tuple[str, ...] = ()
    is_range: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From some words (or a unit's number such as "(1)", or the beginning of the line: None) to some others.

    `end` None means to the end: of line `end_line` where it is given, of `end_unit` where that is given ("paragraph",
    or "paragraph (b)" where its number is stated), else of the line where the stretch begins. With `end` words,
    `end_line` (on `end_page`) is the line they stand on, None where it was not stated.
    "from X to Y" takes away what stands between: X and Y stay, as in real papers of 2023 whose new words only then
    make a sentence (“leave out from "lamp" to the end of line 8 and insert "of the tower."”), and as in
    motions ("leave out from “House” to end and add"). In an Act, "for the words from X to Y" takes them away.
    """

    start: Words | None
    end: Words | None = None
    end_line: int | None = None
    end_page: int | None = None
    end_unit: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole clause or Schedule, in normal form: "clause 5"."""

    provision: str


Target = Words | Lines | Units | Stretch | Whole


@dataclass(frozen=True, slots=True)
class Place:
    """Where new text goes.

    `side` is "after" or "before" with a `target` (words, a unit, a line; or a provision for a new clause: Whole), and
    "end" or "beginning" of the locator's line (target None), of a line (Lines) or of a unit (Units). "at end" names
    the LAST line of the unit that it extends; which unit that is only the print and the new text can tell.
    """

    side: Literal["after", "before", "end", "beginning"]
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class New:
    """The new text, quotation marks that enclose it removed.

    `lines` in order; their depths count from 0 at the outermost. `is_block` tells a structure that begins on a line
    of its own (the instruction ended in a dash) from words that run on in the sentence; words may be followed by
    lines of structure.
    """

    lines: tuple[Line, ...]
    is_block: bool = False

    @property
    def words(self) -> str:
        """All of it as running text."""
        return " ".join(f"{line.num} {line.text}".strip() for line in self.lines)

    @property
    def is_drawn(self) -> bool:
        """Whether it holds a table or an image, whose words alone are not the text."""
        return any(line.kind in ("table", "image") for line in self.lines)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One order. Which of `target`, `place` and `new` are filled follows from `op`:

    - leave_out, leave_out_clause: `target`;  substitute: `target` and `new`;  insert: `place` and `new`
    - new_clause, new_schedule: `new` (first line of kind "heading" where it has one) and `place`, None if not stated
    - transfer: `target` and `place`;  transpose: `target` (one) and `place.target` (the other)
    - divide, oppose, agree, disagree: what was read, for people; the engine refuses to apply them as NOT_TEXT

    `rule` is the name of the grammar's rule that read it. `column` is the table column it names ("second"), else "".
    """

    op: Op
    locator: Locator
    rule: str
    target: Target | None = None
    place: Place | None = None
    new: New | None = None
    column: str = ""
