"""From an instruction to the exact characters of one print, with the trace of how, or a refusal with its reason. Pure.

Everything is looked for where the instruction says, in that print alone: nothing is searched for elsewhere, and what
is not there exactly once is refused (engines, section 5).
"""

from dataclasses import dataclass, replace

from amendments.engine.areas import Area, area_of
from amendments.engine.instruction import (
    Instruction,
    Lines,
    New,
    Place,
    Reason,
    Refusal,
    Stretch,
    Target,
    Units,
    Whole,
    Words,
)
from amendments.engine.joined import before_stop, capital_lost, runs_on, with_its_closing, with_its_stop
from amendments.engine.neighbours import insertion_point
from amendments.engine.numbers import bare, distance
from amendments.engine.printed import AddressedPrint, between, in_words, is_inside_word, the_one
from amendments.engine.title import in_title
from amendments.engine.units_at import find_units
from bills.text.running import Range
from bills.text.tree import QUOTED_TEXT, PageLine, Provision

CHANGES_TEXT = frozenset({"insert", "leave_out", "substitute", "leave_out_clause", "new_clause", "new_schedule"})
"""The orders that a print can be changed by. The others have a target too, which must not be left out for that."""


class NotFound(Exception):
    """The target is not there as the instruction says. Carries the refusal."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.refusal = Refusal(reason, detail)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the running text of a print: characters [start:end] give way to `new`.

    `start == end` is a pure insertion. `sibling` is the index of the provision beside which new numbered provisions
    take their place, None where only the place in the text is certain; `is_before` tells on which side. `is_rows`
    tells that the new text begins on a row of its own. `anchor` is the words that an insertion names: where another
    amendment takes them away, its place is gone. `in_title` tells that start and end count in the long title.
    """

    number: str
    start: int
    end: int
    new: New | None = None
    sibling: int | None = None
    is_before: bool = False
    is_rows: bool = False
    anchor: Range | None = None
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """An instruction that was found: its edit, where it stands, and the steps that led there, in plain words.

    `provision` is the innermost address ("clause 2(1)(a)"). `page` and `line` are the instruction's own, or those of
    the provision it names; None in a print or a place without printed lines. `moved_to` is the place in the running
    text to which a whole clause or Schedule is transferred.
    """

    number: str
    instruction: Instruction
    edit: Edit
    provision: str
    page: int | None
    line: int | None
    trace: tuple[str, ...]
    moved_to: int | None = None


def not_text(order: Instruction) -> Refusal | None:
    """The refusal of an order that changes no words (transfer, divide, oppose …); None for one that does."""
    if order.op in CHANGES_TEXT:
        return None
    return Refusal(Reason.NOT_TEXT, f"to {order.op} changes no words of the print")


def locate(number: str, instruction: Instruction, printed: AddressedPrint) -> Located | Refusal:
    """Where the instruction bites in this print. New clauses and Schedules are placed by `place_new`, not here."""
    finder = _Finder(number, instruction, printed)
    try:
        return finder.found()
    except NotFound as error:
        return error.refusal


class _Finder:
    """One instruction on its way to one span; `trace` collects the steps."""

    def __init__(self, number: str, instruction: Instruction, printed: AddressedPrint) -> None:
        self.number = number
        self.order = instruction
        self.printed = printed
        self.running = printed.running
        self.trace: list[str] = []

    def found(self) -> Located:
        """The span, or NotFound."""
        order = self.order
        if changes_nothing := not_text(order):
            raise NotFound(changes_nothing.reason, changes_nothing.detail)
        if order.new is not None and not order.new.lines:
            raise NotFound(Reason.LEFT_OUT, "amendments to it leave nothing of what it inserts")
        if order.column:
            raise NotFound(Reason.TABLE, f"it amends the {order.column} column of a table, which is done by hand")
        if order.locator.provision == "title":
            return self._in_title()
        scope = self._scope()
        if isinstance(order.target, Whole):
            edit, place = self._whole(scope)
        else:
            area = self._area(scope)
            edit, place = self._edit(area), area.line
        end = max(edit.end - 1, edit.start)
        for at in {edit.start, end}:
            if self.printed.table_at(min(at, len(self.running.text) - 1)):
                raise NotFound(Reason.TABLE, "it stands in a table, whose cells no line number can tell apart")
        holder = self.running.holder_at(edit.start if edit.end > edit.start else max(edit.start - 1, 0))
        address = self.printed.address_of(holder)
        return Located(self.number, order, edit, address, place and place[0], place and place[1], tuple(self.trace))

    def _in_title(self) -> Located:
        """The long title has no counted lines: what is named must stand in it exactly once."""
        order, title = self.order, self.printed.long_title
        if not title:
            raise NotFound(Reason.NO_PROVISION, "this file does not hold the long title of the Bill")
        found = in_title(order, title)
        if isinstance(found, Refusal):
            raise NotFound(found.reason, found.detail)
        start, end = found
        edit = Edit(self.number, start, end, order.new, in_title=True)
        self.trace.append(f"the long title reads “{title[max(0, start - 40) : end + 40]}”")
        return Located(self.number, order, edit, "title", None, order.locator.line, tuple(self.trace))

    # where

    def _scope(self) -> Provision:
        """The clause or Schedule that the locator names, or the one that holds its line."""
        order = self.order
        named = order.target.provision if isinstance(order.target, Whole) else order.locator.provision
        if named.startswith("amendment"):
            raise NotFound(Reason.PARENT, f"it amends {named}, which is not among what is applied")
        if not named:
            return self._scope_of_line()
        found = self.printed.find(named)
        if not found:
            raise NotFound(Reason.NO_PROVISION, f"this print has no {named}")
        if len(found) > 1:
            raise NotFound(Reason.TWICE, f"this print has {len(found)} provisions numbered {named}")
        self.trace.append(f"{named}: {self.printed.lines_of(found[0])}")
        return found[0]

    def _scope_of_line(self) -> Provision:
        page, line = self.order.locator.page, self.order.locator.line
        if page is None or line is None:
            raise NotFound(Reason.NO_PROVISION, "it names neither a provision nor a page and line")
        ranges = self._ranges((page, line))
        holder = self.running.holder_at(ranges[0][0])
        around = [e for e in self.running.around(holder) if e.kind in {"clause", "schedule"} and not e.is_quoted]
        if not around:
            raise NotFound(Reason.NO_PROVISION, f"{in_words((page, line))} is in no clause or Schedule")
        self.trace.append(f"{in_words((page, line))} is in {self.printed.address_of(around[0])}")
        return around[0]

    def _ranges(self, line: PageLine) -> tuple[Range, ...]:
        if not self.running.index:
            raise NotFound(Reason.NO_INDEX, "this print has no page and line index, so its lines cannot be found")
        ranges = self.running.line_ranges(*line)
        if not ranges:
            raise NotFound(Reason.NO_LINE, f"this print has no {in_words(line)}{self._why_no_line(line)}")
        return ranges

    def _why_no_line(self, line: PageLine) -> str:
        pages = self.running.index.pages
        if line[0] in pages:
            last = max(each[1] for each in self.running.index.lines if each[0] == line[0])
            return f": page {line[0]} ends at line {last}"
        inside = pages and pages[0] <= line[0] <= pages[-1]
        return ": the lines of that page could not be counted with certainty" if inside else ""

    def _area(self, scope: Provision) -> Area:
        """The line of the locator, which must stand inside the scope; what it names alone where it names no line."""
        page, line = self.order.locator.page, self.order.locator.line
        if line is None and isinstance(self.order.target, Lines):
            line = self.order.target.first
        if (page is None) != (line is None):
            raise NotFound(Reason.NO_LINE, "it names a page without a line" if line is None else "it names no page")
        at = None
        if page is not None and line is not None:
            at = self._range((page, line), scope)
            shown = " ".join(self.running.text[slice(*at)].split())
            self.trace.append(f"{in_words((page, line))} reads “{shown}”")
        locator = replace(self.order.locator, line=line)
        area = area_of(locator, at, scope, self.printed)
        if isinstance(area, Refusal):
            raise NotFound(area.reason, area.detail)
        return area

    def _is_inside(self, line: Range, scope: Provision) -> bool:
        start, end = self.running.range_of(scope)
        return line[0] < end and line[1] > start

    def _range(self, line: PageLine, scope: Provision) -> Range:
        """The one range of a line, cut to the scope: a line may end one provision and hold no word of the next."""
        ranges = self._ranges(line)
        if len(ranges) > 1:
            raise NotFound(Reason.TABLE, f"{in_words(line)} is a row of a table")
        if not self._is_inside(ranges[0], scope):
            stands = f"{self.printed.address_of(scope)}, which is {self.printed.lines_of(scope)}"
            raise NotFound(Reason.NO_LINE, f"{in_words(line)} is not in {stands}")
        return ranges[0]

    # what

    def _whole(self, scope: Provision) -> tuple[Edit, PageLine | None]:
        """A whole clause or Schedule; a page and line, where given, must be those of its first line."""
        page, line = self.order.locator.page, self.order.locator.line
        if page is not None and self.running.index and scope.starts:
            said = (page, line if line is not None else scope.starts[1])
            if said != scope.starts:
                begins = in_words(scope.starts)
                raise NotFound(
                    Reason.NO_LINE, f"{self.printed.address_of(scope)} begins at {begins}, not {in_words(said)}"
                )
        start, end = self.running.range_of(scope)
        edit = Edit(self.number, start, end, self.order.new, scope.index, is_rows=True)
        return edit, scope.starts

    def _edit(self, area: Area) -> Edit:
        order = self.order
        if order.op == "insert":
            if order.place is None or order.new is None:
                raise NotFound(Reason.UNREADABLE, "the instruction does not say where or what to insert")
            return self._insertion(order.place, order.new, area)
        if order.target is None:
            raise NotFound(Reason.UNREADABLE, "the instruction does not say what to leave out")
        start, end, unit = self._target(order.target, area)
        is_rows = order.new is not None and order.new.is_block
        return Edit(self.number, start, end, order.new, unit, is_rows=is_rows)

    def _target(self, target: Target, area: Area) -> tuple[int, int, int | None]:
        """The characters of a target, and the first provision among them where it is whole provisions."""
        if isinstance(target, Words):
            return (*self._words(target, area), None)
        if isinstance(target, Lines):
            return self._lines(target, area)
        if isinstance(target, Units):
            return self._units(target, area)
        if isinstance(target, Stretch):
            start, end = self._stretch(target, area)
            return start, end, self._first_whole(start, end, area.scope) if target.start is None else None
        raise NotFound(Reason.UNREADABLE, "a whole provision cannot be named here")

    def _words(self, words: Words, area: Area) -> Range:
        limit = self.running.range_of(area.scope)[1]
        found = self.printed.occurrences(words.text, (area.start, area.end), limit)
        one = the_one(words, found, f"at {area.said}")
        if isinstance(one, Refusal):
            raise NotFound(one.reason, one.detail)
        self.trace.append(f"“{words.text}” stands there" + ("" if words.ordinal else " once"))
        return one

    def _lines(self, lines: Lines, area: Area) -> tuple[int, int, int | None]:
        if area.line is None:
            raise NotFound(Reason.NO_LINE, "it names lines without their page")
        first, last = (area.line[0], lines.first), (lines.last_page or area.line[0], lines.last)
        if last < first:
            raise NotFound(Reason.NO_LINE, f"{in_words(last)} stands before {in_words(first)}")
        start, end = self._range(first, area.scope)[0], self._range(last, area.scope)[1]
        if is_inside_word(self.running.text, start) or is_inside_word(self.running.text, end):
            raise NotFound(Reason.STRUCTURE, "the lines begin or end in the middle of a word")
        self.trace.append(f"to {in_words(last)}, which ends “{self.running.text[max(start, end - 30) : end]}”")
        within = self.running.range_of(area.scope)
        start, end = self._inside_quotes(max(start, within[0]), min(end, within[1]))
        if not (self.order.new and self.order.new.lines[0].num):
            start = self._after_number(start, end)
        return start, end, self._first_whole(start, end, area.scope)

    def _first_whole(self, start: int, end: int, scope: Provision) -> int | None:
        """The outermost provision that begins where words are taken away, and ends there too."""
        starting = self.printed.starting_in((start, start + 1), scope)
        return next((each.index for each in starting if self.running.range_of(each)[1] <= end), None)

    def _units(self, units: Units, area: Area) -> tuple[int, int, int | None]:
        found = find_units(units, (area.start, area.end), area.scope, self.printed)
        if isinstance(found, Refusal):
            raise NotFound(found.reason, f"{found.detail} at {area.said}")
        first, last = found[0], found[-1]
        self.trace.append(f"{units.kind} {first.number or '…'} begins there")
        return self.running.range_of(first)[0], self.running.range_of(last)[1], first.index

    def _stretch(self, stretch: Stretch, area: Area) -> Range:
        """The characters between the words named: from "X" to "Y" leaves X and Y standing (instruction.Stretch)."""
        start = area.start if stretch.start is None else self._words(stretch.start, area)[1]
        if stretch.end is None and stretch.end_unit:
            end, said = self._end_of_unit(stretch.end_unit, start, area.scope), f"the end of the {stretch.end_unit}"
        else:
            last = self._last_area(stretch, area, start)
            said = last.said
            end = self._words(stretch.end, last)[0] if stretch.end is not None else last.end
        end = min(end, self.running.range_of(area.scope)[1])
        start, end = between(self.running.text, start, end)
        if stretch.end is None:
            start, end = self._inside_quotes(start, end)
            end = max(start, with_its_stop(self.running.text, start, end, self.order.new))
        if end <= start:
            raise NotFound(Reason.NOT_THERE, f"nothing stands between the words it names, at {said}")
        if stretch.start is None:
            start = self._after_number(start, end)
        self.trace.append(f"to “{self.running.text[max(start, end - 30) : end]}”, {said}")
        return start, end

    def _last_area(self, stretch: Stretch, area: Area, start: int) -> Area:
        """Where the end of a stretch stands: on the line that it names, else where it begins; never before that."""
        low, high, said = area.start, area.end, area.said
        if stretch.end_line is not None:
            if area.line is None:
                raise NotFound(Reason.NO_LINE, "it names a line without its page")
            line = (stretch.end_page or area.line[0], stretch.end_line)
            (low, high), said = self._range(line, area.scope), in_words(line)
        return area._replace(start=min(max(low, start), high), end=high, said=said)

    def _end_of_unit(self, unit: str, at: int, scope: Provision) -> int:
        """The end of the innermost provision of that kind (and number, where it is stated) around a place."""
        kind, _, number = unit.partition(" ")
        for each in self.running.around(self.running.holder_at(at)):
            is_kind = each.kind == kind or (each.index == scope.index and kind in {"clause", "section", "schedule"})
            if is_kind and (not number or bare(each.number) == bare(number)):
                return self.running.range_of(each)[1]
            if each.index == scope.index:
                break
        raise NotFound(Reason.NOT_THERE, f"there is no {unit} around that place")

    def _after_number(self, start: int, end: int) -> int:
        """The first word of a row whose number stays: where only a part of a provision is taken from its beginning."""
        while (piece := self.running.piece_at(start)).part == "number" and piece.start == start:
            provision = self.printed.printed.all[piece.provision]
            body = self.running.body_range(provision)[0]
            if end >= self.running.range_of(provision)[1]:
                return body if self._is_in_its_words() else start
            if body <= start:
                break
            start = body
        return start

    def _inside_quotes(self, start: int, end: int) -> Range:
        """Without the marks around quoted text of which something stays or comes: they are the Bill's own."""
        text, new = self.running.text, self.order.new
        opens = text[start : start + 1] == "“" and self.running.holder_at(start).kind == QUOTED_TEXT
        if opens and not (new is not None and f"{new.lines[0].num}{new.lines[0].text}".startswith("“")):
            quoted = self.running.range_of(self.running.holder_at(start))
            if new is not None or quoted[1] > end:
                start += 1
        return start, with_its_closing(text, start, end, new)

    def _is_in_its_words(self) -> bool:
        """Whether new words without a number come in place of a row, so that its number is theirs."""
        new = self.order.new
        return new is not None and not new.is_block and bool(new.lines) and not new.lines[0].num

    # new text

    def _insertion(self, place: Place, new: New, area: Area) -> Edit:
        target = place.target
        if isinstance(target, Words):
            start, end = self._words(target, area)
            at = end if place.side == "after" else start
            return Edit(self.number, at, at, new, is_rows=new.is_block, anchor=(start, end))
        if isinstance(target, Units) and target.numbers:
            start, end, unit = self._units(target, area)
            at = end if place.side in ("after", "end") else start
            return Edit(self.number, at, at, new, unit, place.side in ("before", "beginning"), new.is_block)
        if isinstance(target, Units):
            at = self._end_of_unit(target.kind, area.start, area.scope)
            return Edit(self.number, at, at, new, is_rows=new.is_block)
        within = (area.start, area.end)
        if isinstance(target, Lines):
            if area.line is None:
                raise NotFound(Reason.NO_LINE, "it names a line without its page")
            within = self._range((target.last_page or area.line[0], target.last), area.scope)
        return self._at_line(place, new, within, area.scope)

    def _at_line(self, place: Place, new: New, within: Range, scope: Provision) -> Edit:
        """At the end or the beginning of a line, or of the provision that is named in place of one."""
        is_before = place.side in ("before", "beginning")
        new = new if is_before else runs_on(new)
        if new.is_block:
            point = insertion_point(new, within, scope, self.printed, is_before=is_before)
            if isinstance(point, Refusal):
                raise NotFound(point.reason, f"{point.detail}, at {self._place_said()}")
            self.trace.append(point.said)
            is_before = is_before or point.is_before
            return Edit(self.number, point.at, point.at, new, point.sibling, is_before, is_rows=True)
        if is_before:
            at = self._after_number(within[0], within[0])
        else:
            at = min(within[1], self.running.range_of(scope)[1])
            self.trace.append(f"it ends “{self.running.text[max(within[0], at - 30) : at]}”")
            at, new = before_stop(self.running.text, at, new, is_quoted=self._is_quoted_end(at, new, scope))
        if is_inside_word(self.running.text, at):
            raise NotFound(Reason.STRUCTURE, f"{self._place_said()} is in the middle of a word")
        if is_before and (small := capital_lost(self.running.text, at, new)):
            last = new.lines[-1]
            lines = (*new.lines[:-1], last._replace(text=f"{last.text} {small}"))
            return Edit(self.number, at, at + len(small), replace(new, lines=lines))
        return Edit(self.number, at, at, new)

    def _is_quoted_end(self, at: int, new: New, scope: Provision) -> bool:
        """Whether words at this end go on with quoted text that closes there: a row under them tells by its number."""
        if len(new.lines) == 1:
            return new.words.strip(", ") not in {"and", "or"}
        inner = next((each for each in self.printed.ending_at(at, scope) if each.number), None)
        return inner is not None and inner.is_quoted and distance(inner.number, new.lines[1].num) <= 1

    def _place_said(self) -> str:
        """The page and line of the locator, or the provision it names."""
        locator = self.order.locator
        if locator.page is None or locator.line is None:
            return locator.provision
        return in_words((locator.page, locator.line))
