"""A print being written down: words, quotation marks, line markers and references in the order of the paper. Pure.

`print_tree` reads the XML and tells a `Draft` what comes next; the Draft alone decides about white space and offsets.
"""

import re
from dataclasses import dataclass, field

from bills.text.tree import Marker, PageLine, Part, Provision, Reference

_BLANK = " \t\r\n"
_SPACES = re.compile(f"[{_BLANK}]+")
_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(slots=True)
class Words:
    """One part of a provision while it grows. `owes` is the white space due before its next word."""

    holder: "Growing"
    part: Part
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    owes: str = ""
    is_fresh: bool = True

    def append(self, text: str) -> None:
        """Add text exactly as it is."""
        self.chunks.append(text)
        self.length += len(text)
        self.is_fresh = False


@dataclass(slots=True)
class Growing:
    """A provision whose end has not been reached."""

    index: int
    kind: str
    guid: str
    eid: str
    at: int
    is_quoted: bool
    parts: dict[Part, Words] = field(default_factory=dict)
    children: list[Provision] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    starts: PageLine | None = None
    ends: PageLine | None = None

    def words(self, part: Part) -> Words:
        """One of its parts, begun if need be."""
        if part not in self.parts:
            self.parts[part] = Words(self, part)
        return self.parts[part]

    def text(self, part: Part) -> str:
        """A finished part; a cell may be empty, anything else never ends in white space."""
        words = self.parts.get(part)
        return "".join(words.chunks) if words else ""

    def reached(self, line: PageLine) -> None:
        """Some of its words stand on this line."""
        if self.ends is None:
            self.starts = self.ends = line
        elif self.ends < line:
            self.ends = line


@dataclass(slots=True)
class _OpenReference:
    guid: str
    eid: str
    words: Words | None = None
    start: int = 0


class Draft:
    """Takes in the print piece by piece. White space is collapsed; a marker goes to the first character after it."""

    def __init__(self) -> None:
        self.finished: list[Provision] = []
        self.markers: list[Marker] = []
        self._open: list[Growing] = []
        self._count = 0
        self._line: PageLine | None = None
        self._pending: list[PageLine] = []
        self._quote: tuple[Words, int] | None = None
        self._references: list[_OpenReference] = []

    @property
    def here(self) -> Growing:
        """The innermost provision that is open."""
        return self._open[-1]

    @property
    def is_open(self) -> bool:
        """Whether any provision is open."""
        return bool(self._open)

    @property
    def place(self) -> str:
        """Where a person would look: the eId of the innermost provision that has one, and the printed line."""
        eid = next((each.eid for each in reversed(self._open) if each.eid), "body")
        return f"{eid}, page {self._line[0]}, line {self._line[1]}" if self._line else eid

    def begin(self, kind: str, guid: str, eid: str, *, is_quoted: bool) -> None:
        """A provision begins inside the one that is open."""
        own = self.here.words("text") if self._open else None
        if own:
            own.owes, own.is_fresh = "", True
        self._open.append(Growing(self._count, kind, guid, eid, own.length if own else 0, is_quoted))
        self._count += 1

    def end(self) -> None:
        """The innermost provision is complete."""
        done = self._open.pop()
        provision = Provision(
            done.index,
            done.kind,
            done.guid,
            done.eid,
            done.text("number"),
            done.text("note"),
            done.text("heading"),
            done.text("text"),
            done.at,
            done.is_quoted,
            done.starts,
            done.ends,
            tuple(done.references),
            tuple(done.children),
        )
        if not self._open:
            self.finished.append(provision)
            return
        self.here.children.append(provision)
        for line in filter(None, (done.starts, done.ends)):
            self.here.reached(line)

    def block(self, part: Part) -> None:
        """A new paragraph of a part begins: its words start a line, unless they are the first."""
        words = self.here.words(part)
        is_after_quote = self._quote is not None and self._quote[0] is words
        has_before = words.length or (part == "text" and self.here.children)
        words.owes, words.is_fresh = ("\n" if has_before and not is_after_quote else ""), True

    def cell_block(self) -> None:
        """A new paragraph inside a cell of a table: one space parts it from the one before."""
        words = self.here.words("text")
        is_empty = not words.chunks or words.chunks[-1] in {"\t", "\n"}
        words.owes, words.is_fresh = ("" if is_empty else " "), True

    def border(self, mark: str) -> None:
        """The border before a cell (a tab) or a row (a line break) of a table."""
        words = self.here.words("text")
        words.append(mark)
        words.owes, words.is_fresh = "", True

    def say(self, part: Part, text: str) -> None:
        """Words of a part, with whatever white space is in the file."""
        if not text:
            return
        words = self.here.words(part)
        said = text.strip(_BLANK)
        if (not said or text[0] in _BLANK) and not words.is_fresh and not words.owes:
            words.owes = " "
        if not said:
            return
        if "\n" in said or "\t" in said or "  " in said:
            said = _SPACES.sub(" ", said)
        self._place(words)
        words.append(said if said.isascii() else _UNSEEN.sub("", said))
        self._quote = None
        if text[-1] in _BLANK:
            words.owes = " "

    def open_quote(self, part: Part, mark: str) -> None:
        """An opening quotation mark: it stands on the line of the word after it."""
        if not mark:
            return
        words = self.here.words(part)
        self._place(words)
        self._quote = self._quote or (words, words.length)
        words.append(mark)
        words.is_fresh = True

    def close_quote(self, part: Part, mark: str) -> None:
        """A closing quotation mark: it follows its last word at once, and white space before it comes after it."""
        if mark:
            words = self.here.words(part)
            owed, words.owes = words.owes, ""
            self.say(part, mark)
            words.owes = owed if owed == " " else ""

    def gap(self, part: Part) -> None:
        """The next words follow a child on its last line, after a space."""
        words = self.here.words(part)
        words.owes, words.is_fresh = " ", False

    def mark(self, line: PageLine) -> None:
        """A printed line begins with the next word; with line 0, a page whose lines are not known."""
        if self._quote is None:
            self._pending.append(line)
            return
        words, offset = self._quote
        self._note(line, words, offset)

    def begin_reference(self, guid: str, eid: str) -> None:
        """The next words are a cross-reference."""
        self._references.append(_OpenReference(guid, eid))

    def end_reference(self) -> None:
        """The cross-reference is over; one without words is dropped."""
        done = self._references.pop()
        if done.words is not None:
            reference = Reference(done.words.part, done.start, done.words.length, done.guid, done.eid)
            done.words.holder.references.append(reference)

    def _place(self, words: Words) -> None:
        """Pay the white space that is owed, and note that the next character begins lines and references."""
        if words.owes:
            words.append(words.owes)
            words.owes = ""
        for line in self._pending:
            self._note(line, words, words.length)
        self._pending.clear()
        if self._line:
            words.holder.reached(self._line)
        for reference in self._references:
            if reference.words is None:
                reference.words, reference.start = words, words.length

    def _note(self, line: PageLine, words: Words, offset: int) -> None:
        self.markers.append(Marker(line[0], line[1], words.holder.index, words.part, offset))
        self._line = line if line[1] else None
        if self._line:
            words.holder.reached(line)
