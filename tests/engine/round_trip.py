"""Amendments as a drafter would write them, generated from what differs between two real prints of one Bill.

Each knows the characters of the old print that it must be resolved to, so that a wrong resolution cannot hide. The
generator knows nothing of the grammar: it writes words, as Members table them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amendments.engine.instruction import Line, Tabled
from amendments.engine.printed import AddressedPrint
from bills.text.running import Range
from bills.text.tree import PageLine, Print, Provision
from bills.text.words import Run, Words, runs, take_apart

MOST_WORDS = 12
KINDS = {"schedule paragraph": "paragraph", "sub-sub-paragraph": "sub-sub-paragraph"}
REACHES = sorted(((a, b) for a in range(MOST_WORDS) for b in range(MOST_WORDS)), key=lambda reach: (sum(reach), reach))
_BEFORE = re.compile(r"(?<!\S)([a-z]+) \Z")
_AFTER = re.compile(r" ([a-z]+)(?= )")
NUMBERED = {"subsection", "paragraph", "sub-paragraph", "sub-sub-paragraph", "schedule paragraph"}


@dataclass(frozen=True)
class Generated:
    """An amendment and the characters it must be resolved to; `unit` is the old clause or Schedule it belongs to."""

    tabled: Tabled
    expected: Range
    unit: Provision


class Drafter:
    """Writes the amendments that turn the old print into the new one, clause by clause.

    `style`: "commons" ("Clause 2, page 1, line 3, …"), "lords" ("Page 1, line 3, …"), "inverted" (2003 to 2014:
    "Page 1, line 3 [Clause 2], leave out ‘…’."), "from to" ("leave out from “…” to “…” in line 4").
    """

    def __init__(self, old: Print, new: Print, style: str = "commons") -> None:
        self.style = style
        self.old = AddressedPrint(old)
        self.text = self.old.running.text
        self.new = new
        self.after = new.by_guid
        self.before = old.by_guid
        self.count = 0
        self.skipped: list[str] = []

    def amendments(self) -> Iterator[Generated]:
        """Every difference of words, and every provision that came or went, outside tables."""
        for unit in self.old.units:
            if unit.guid in self.after:
                yield from self._inside(unit, unit)
            elif unit.starts:
                yield self._unit_left_out(unit)
        previous = ""
        for unit in (each for each in self.new.all if each.kind in ("clause", "schedule") and not each.is_quoted):
            if unit.guid in self.before:
                was = self.before[unit.guid]
                previous = f"{was.kind} {was.bare_number}"
            elif previous.startswith(unit.kind):
                yield self._new_unit(unit, previous)

    def _unit_left_out(self, unit: Provision) -> Generated:
        page, line = unit.starts
        kind = "Clause" if unit.kind == "clause" else "Schedule"
        text = f"Page {page}, line {line}, leave out {kind} {unit.bare_number}"
        return self._made(text, (), self.old.running.range_of(unit), unit, unit.starts)

    def _new_unit(self, unit: Provision, previous: str) -> Generated:
        self.count += 1
        kind = "Clause" if unit.kind == "clause" else "Schedule"
        lines = [Line(unit.heading, "", 1, "heading"), *_body(unit, 1)]
        lines[0] = lines[0]._replace(text="“" + lines[0].text)
        lines[-1] = lines[-1]._replace(text=lines[-1].text + "”")
        first = Line(f"To move the following {kind}—", kind="instruction")
        tabled = Tabled(f"N{self.count}", (first, *lines), place=f"after {previous}")
        at = self.old.running.range_of(self.old.find(previous)[0])[1]
        return Generated(tabled, (at, at), unit)

    def _inside(self, provision: Provision, unit: Provision) -> Iterator[Generated]:
        now = self.after[provision.guid]
        yield from self._words(provision, now, unit)
        previous: Provision | None = None
        for child in now.children:
            if child.guid in self.before:
                previous = self.before[child.guid]
            elif previous is not None and child.number and child.kind in NUMBERED and previous.bare_number:
                yield from self._inserted(child, previous, unit)
        for child in provision.children:
            if child.guid in self.after:
                yield from self._inside(child, unit)
            elif child.guid and child.number and child.kind in NUMBERED:
                yield self._left_out(child, unit)

    def _words(self, was: Provision, now: Provision, unit: Provision) -> Iterator[Generated]:
        if was.kind == "table" or _masked(was) == _masked(now) or not was.starts:
            return
        old, new = take_apart(was.text), take_apart(now.text)
        for run in runs(old.words, new.words):
            if run.is_equal:
                continue
            found = self._hunk(was, unit, old, new, run)
            if found is None:
                self.skipped.append(f"{was.eid}: {old.text(run.old_start, run.old_stop)!r}")
            else:
                yield found

    def _hunk(self, was: Provision, unit: Provision, old: Words, new: Words, run: Run) -> Generated | None:
        """The change of one run of words, with as many words around it as make it unique on its line."""
        for left, right in REACHES:
            low, high = run.old_start - left, run.old_stop + right
            if low < 0 or high > len(old.words) or low == high:
                continue
            words = old.text(low, high).strip()
            middle = new.text(run.new_start, run.new_stop)
            said = f"{old.text(low, run.old_start)}{middle}{old.text(run.old_stop, high)}".strip()
            start = self.old.running.offset_of(was.index, "text", len(old.text(0, low)) + len(old.gaps[low]))
            line = self._line_of(words, start, unit)
            if line is not None and _is_balanced(words) and _is_balanced(said):
                return self._said(words, said, (start, start + len(words)), unit, line)
        return None

    def _line_of(self, words: str, start: int, unit: Provision) -> PageLine | None:
        """The printed line on which the words begin, if they stand there once and nowhere in a table."""
        line = self.old.running.line_at(start)
        if line is None or "\n" in words or self.text[start : start + len(words)] != words:
            return None
        ranges = self.old.running.line_ranges(*line)
        limit = self.old.running.range_of(unit)[1]
        return line if len(ranges) == 1 and len(self.old.occurrences(words, ranges[0], limit)) == 1 else None

    def _said(self, words: str, said: str, expected: Range, unit: Provision, line: PageLine) -> Generated:
        out = self._from_to(words, expected, unit, line) if self.style == "from to" else f"leave out “{words}”"
        order = f"{out} and insert “{said}”" if said else out
        return self._made(f"{self._place(unit, line)} {order}", (), expected, unit, line)

    def _from_to(self, words: str, expected: Range, unit: Provision, line: PageLine) -> str:
        """The same words by the words on either side of them, which stay, where each stands once on its line."""
        before, after = (
            _BEFORE.search(self.text, max(0, expected[0] - 40), expected[0]),
            _AFTER.match(self.text, expected[1]),
        )
        if before is None or after is None or before[1] == after[1]:
            return f"leave out “{words}”"
        starts, ends = self.old.running.line_at(before.start(1)), self.old.running.line_at(after.start(1))
        is_once = self._line_of(before[1], before.start(1), unit) and self._line_of(after[1], after.start(1), unit)
        if starts != line or ends is None or not is_once:
            return f"leave out “{words}”"
        where = f" in line {ends[1]}" + (f" on page {ends[0]}" if ends[0] != line[0] else "") if ends != line else ""
        return f"leave out from “{before[1]}” to “{after[1]}”{where}"

    def _place(self, unit: Provision, line: PageLine) -> str:
        """The locator with its comma, in the style."""
        if self.style == "inverted":
            return f"Page {line[0]}, line {line[1]} [{self._locator(unit)}],"
        if self.style == "lords":
            return f"Page {line[0]}, line {line[1]},"
        return f"{self._locator(unit)}, page {line[0]}, line {line[1]},"

    def _locator(self, unit: Provision) -> str:
        return f"{'Clause' if unit.kind == 'clause' else 'Schedule'} {unit.bare_number}".rstrip()

    def _left_out(self, child: Provision, unit: Provision) -> Generated:
        kind = KINDS.get(child.kind, child.kind)
        text = f"{self._place(unit, child.starts)} leave out {kind} {child.number}"
        return self._made(text, (), self.old.running.range_of(child), unit, child.starts)

    def _inserted(self, child: Provision, previous: Provision, unit: Provision) -> Iterator[Generated]:
        number = previous.bare_number
        lettered = f"({number}{'A' if number[-1].isdigit() else 'a'})"
        if not previous.number.startswith("("):
            lettered = lettered.strip("()")
        lines = list(_lines(child, 1))
        if not lines or not previous.ends:
            self.skipped.append(f"{child.eid}: new")
            return
        lines[0] = lines[0]._replace(num="“" + lettered)
        lines[-1] = lines[-1]._replace(text=lines[-1].text + "”")
        end = self.old.running.range_of(previous)[1]
        text = f"{self._place(unit, previous.ends)} at end insert—"
        yield self._made(text, tuple(lines), (end, end), unit, previous.ends)

    def _made(self, said: str, rest: tuple[Line, ...], expected: Range, unit: Provision, line: PageLine) -> Generated:
        self.count += 1
        lines = (Line(said, kind="instruction"), *rest)
        if self.style == "inverted":
            lines = _single(lines)
            lines = (*lines[:-1], lines[-1]._replace(text=lines[-1].text.rstrip(".") + "."))
        provision = self._locator(unit).casefold() if self.style != "lords" else None
        tabled = Tabled(str(self.count), lines, None, provision, line[0], line[1])
        return Generated(tabled, expected, unit)


def _body(provision: Provision, depth: int) -> Iterator[Line]:
    """What a provision holds, without its number and heading."""
    start = 0
    for piece in provision.pieces():
        if isinstance(piece, Provision):
            yield from _lines(piece, depth + (1 if start else 0))
        elif piece.strip():
            yield Line(piece.strip(), "", depth)
            start = 1


def _lines(provision: Provision, depth: int) -> Iterator[Line]:
    """A provision as the lines of an amendment; quoted text with its marks."""
    own = provision.text if not provision.children else provision.text[: provision.children[0].at]
    if provision.heading:
        yield Line(provision.heading, "", depth, "heading")
    yield Line(own.strip(), provision.number, depth)
    for child in provision.children:
        yield from _lines(child, depth + 1)
    if provision.children:
        rest = provision.text[provision.children[0].at :].strip()
        if rest:
            yield Line(rest, "", depth)


def _masked(provision: Provision) -> str:
    """Its words with its cross-references masked: what only follows a renumbering is no amendment."""
    text = provision.text
    for each in sorted(provision.references, key=lambda r: -r.start):
        if each.part == "text":
            text = text[: each.start] + "§" + text[each.end :]
    return text


def _single(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Outer double quotation marks single, inner ones as they are: the style of 2003 to 2014."""
    depth, written = 0, []
    for line in lines:
        parts = []
        for words in (line.num, line.text):
            out = ""
            for mark in words:
                if mark == "“":
                    depth += 1
                    out += "‘" if depth == 1 else mark
                elif mark == "”":
                    out += "’" if depth == 1 else mark
                    depth -= 1
                else:
                    out += mark
            parts.append(out)
        written.append(line._replace(num=parts[0], text=parts[1]))
    return tuple(written)


def _is_balanced(words: str) -> bool:
    return words.count("“") == words.count("”") and not words.startswith("”")
