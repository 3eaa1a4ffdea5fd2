"""Instructions made up at random, and written out as Parliament writes them: for proving that they read back."""

from hypothesis import strategies as st

from amendments.engine.instruction import (
    Instruction,
    Line,
    Lines,
    Locator,
    New,
    Place,
    Stretch,
    Tabled,
    Target,
    Units,
    Whole,
    Words,
)

STYLES = ("“”", "‘’", '""')
"""Opening and closing mark of each style of quotation."""
_ORDINALS = {0: "", 1: "first ", 2: "the second ", 3: "third ", -1: "the last "}


def rendered(order: Instruction, style: str) -> Tabled:
    """The lines of an instruction as printed in a style of quotation; single quotations end in a full stop."""
    writer = _Writer(style)
    at = order.locator
    place = [at.provision.capitalize()] if at.provision and not isinstance(order.target, Whole) else []
    place += [f"page {at.page}"] if at.page else []
    is_lines = isinstance(order.target, Lines) and order.target.first == at.line
    place += [f"line {at.line}"] if at.line and not is_lines else []
    head = ", ".join([*place, ""])
    if order.op in ("new_clause", "new_schedule"):
        kind = order.op.removeprefix("new_").capitalize()
        if order.place and isinstance(order.place.target, Whole):
            beside = f"{order.place.side.capitalize()} {order.place.target.provision.capitalize()}"
            head = f"{beside}, insert the following new {kind}—"
        else:
            head = f"To move the following {kind}—"
        said, new = head, order.new
    elif order.op == "insert":
        said, new = f"{head}{writer.place(order.place)} insert", order.new
    else:
        insert = " and insert" if order.new else ""
        said, new = f"{head}leave out {writer.target(order.target)}{insert}", order.new
    return Tabled("1", writer.lines(said, new))


class _Writer:
    def __init__(self, style: str) -> None:
        self.open, self.close = style

    def quoted(self, words: Words) -> str:
        return f"{_ORDINALS[words.ordinal]}{self.open}{words.text}{self.close}"

    def target(self, target: Target | None) -> str:
        match target:
            case Words():
                return self.quoted(target)
            case Lines(first, last, page):
                return f"lines {first} to {last}" + (f" on page {page}" if page else "")
            case Units(kind, numbers, is_range):
                many = kind + "s" * (len(numbers) > 1)
                return f"{many} {(' to ' if is_range else ' and ').join(f'({number})' for number in numbers)}"
            case Whole(provision):
                return provision.capitalize()
            case Stretch(start, end, line, page, unit):
                begin = self.quoted(start) if start else "beginning"
                where = (f" line {line}" if line else "") + (f" on page {page}" if page else "")
                if end:
                    return f"from {begin} to {self.quoted(end)}" + (f" in{where}" if where else "")
                return f"from {begin} to " + (
                    f"end of{where}" if where else f"the end of the {unit}" if unit else "end"
                )
        raise TypeError(target)

    def place(self, place: Place | None) -> str:
        assert place
        if place.target is None:
            return f"at {place.side}"
        if place.side in ("after", "before"):
            return f"{place.side} {self.target(place.target)}"
        if isinstance(place.target, Lines):
            page = f" on page {place.target.last_page}" if place.target.last_page else ""
            return f"at {place.side} of line {place.target.first}{page}"
        return f"at {place.side} of {self.target(place.target)}"

    def lines(self, said: str, new: New | None) -> tuple[Line, ...]:
        stop = "." if self.close == "’" else ""
        if new is None:
            return (Line(said + stop, kind="instruction"),)
        if not new.is_block:
            return (Line(f"{said} {self.open}{new.words}{self.close}{stop}", kind="instruction"),)
        lines = [line._replace(depth=line.depth + 1) for line in new.lines]
        first = lines[0]
        lines[0] = (
            first._replace(num=self.open + first.num) if first.num else first._replace(text=self.open + first.text)
        )
        lines[-1] = lines[-1]._replace(text=lines[-1].text + self.close + stop)
        return (Line(said if said.endswith("—") else f"{said}—", kind="instruction"), *lines)


numbers = st.integers(1, 999)
words = st.lists(
    st.sampled_from(
        ("herons", "the", "may", "nest;", "(a)", "of 12", "heron’s", "and insert", "line 4", "end,", "“egret”")
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
quoted = st.builds(Words, words, st.sampled_from(tuple(_ORDINALS)))
clauses = st.builds("{} {}".format, st.sampled_from(("clause", "schedule")), numbers)
letters = st.sampled_from("abcdefgh")
plain_units = st.one_of(
    st.builds(lambda n: Units("subsection", (str(n),)), numbers),
    st.builds(lambda a, b: Units("paragraph", (a, b)), letters, letters),
    st.builds(lambda a, b: Units("sub-paragraph", (a, b), is_range=True), letters, letters),
)


@st.composite
def ranges(draw: st.DrawFn, first: int) -> Lines:
    """Lines from the locator's own to a later one, or to one on another page."""
    page = draw(st.none() | st.integers(1000, 1010))
    return Lines(first, draw(numbers) if page else first + draw(numbers), page)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    """From words or the beginning, to words, the end of a line, the end of a unit, or the end."""
    start, end = draw(st.none() | quoted), draw(st.none() | quoted)
    line = draw(st.none() | numbers)
    page = draw(st.none() | numbers) if line else None
    unit = draw(st.sampled_from(("", "paragraph", "subsection"))) if not (line or end) else ""
    return Stretch(start, end, line, page, unit)


@st.composite
def news(draw: st.DrawFn, *, is_block: bool, is_whole: bool = False) -> New:
    """New words, or a block of lines of which the first may be a heading."""
    if not is_block:
        return New((Line(draw(words)),), False)
    heading = (Line("Nesting of herons", kind="heading"),) if is_whole else ()
    rows = tuple(Line(draw(words), f"({at})", 0) for at in range(1, draw(st.integers(2, 4))))
    return New((*heading, *rows), True)


@st.composite
def instructions(draw: st.DrawFn) -> Instruction:
    """Any order that changes text, in the form in which the grammar gives it (without the name of its rule)."""
    op = draw(st.sampled_from(("insert", "leave_out", "substitute", "leave_out_clause", "new_clause", "new_schedule")))
    at = Locator(draw(clauses), draw(numbers), draw(numbers))
    is_block = draw(st.booleans())
    if op in ("new_clause", "new_schedule"):
        beside = draw(st.none() | st.builds(Place, st.sampled_from(("after", "before")), st.builds(Whole, clauses)))
        return Instruction(op, Locator(), "", place=beside, new=draw(news(is_block=True, is_whole=True)))
    if op == "leave_out_clause":
        return Instruction(op, at, "", Whole(at.provision))
    if op == "insert":
        beside = st.builds(Place, st.sampled_from(("after", "before")), quoted | plain_units)
        edge = st.builds(Place, st.sampled_from(("end", "beginning")), st.none() | plain_units)
        return Instruction(op, at, "", place=draw(beside | edge), new=draw(news(is_block=is_block)))
    target = draw(quoted | plain_units | stretches() | ranges(at.line or 1))
    return Instruction(op, at, "", target, new=draw(news(is_block=is_block)) if op == "substitute" else None)
