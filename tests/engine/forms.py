"""Every form of an instruction that is known (sources, section 15, and the slips of section 14), in words of our own.

Each row: the words, then what they order as `shape` tells it. New lines begin a block, or a line of it.
"""

from amendments.engine.instruction import Instruction, Line, Lines, New, Place, Stretch, Tabled, Units, Whole, Words

HERONS = "“(3A) Herons may nest.”"


def tabled(text: str, **fields: object) -> Tabled:
    """An amendment of these lines, as printed; further fields as given."""
    first, *rest = text.split("\n")
    lines = (Line(first, kind="instruction"), *(Line(line, depth=1) for line in rest))
    return Tabled("1", lines, **fields)  # type: ignore[arg-type]


def shape(read: Instruction) -> str:
    """An instruction on one line: op, locator, target, place, new. For comparing, and for people to read."""
    at = read.locator
    parts = [f"{read.op} @ {at.provision or '-'} p{at.page or '-'} l{at.line or '-'}"]
    parts += [f"within {at.within}"] if at.within else []
    parts += [f"column {read.column}"] if read.column else []
    parts += [f"target {_target(read.target)}"] if read.target else []
    parts += [_place(read.place)] if read.place else []
    parts += [f"new {_new(read.new)}"] if read.new else []
    return " | ".join(parts)


def _place(place: Place) -> str:
    return f"{place.side} {_target(place.target)}".strip()


def _new(new: New) -> str:
    return f"{'block' if new.is_block else 'words'} {new.words}"


def _target(target: object) -> str:
    match target:
        case None:
            return ""
        case Words(text, ordinal):
            return f"‹{text}›" + (f"#{ordinal}" if ordinal else "")
        case Lines(first, last, page):
            return f"lines {first}-{last}" + (f" on {page}" if page else "")
        case Units(kind, numbers, is_range):
            return f"{kind} {(' to ' if is_range else ', ').join(numbers)}".strip()
        case Whole(provision):
            return f"whole {provision}"
        case Stretch(start, end, line, page, unit):
            until = _target(end) if end else "end"
            where = f" of line {line}" if line and not end else f" in line {line}" if line else ""
            return (
                f"from {_target(start) or 'beginning'} to {until}{where}"
                + (f" on {page}" if page else "")
                + (f" of {unit}" if unit else "")
            )
    raise TypeError(target)


LOCATORS = [
    ("Clause 2, page 3, line 4, leave out “may”", "leave_out @ clause 2 p3 l4 | target ‹may›"),
    ("Clause 12A, page 3, line 4, leave out “may”", "leave_out @ clause 12A p3 l4 | target ‹may›"),
    ("Schedule 1, page 3, line 4, leave out “may”", "leave_out @ schedule 1 p3 l4 | target ‹may›"),
    ("Schedule, page 3, line 4, leave out “may”", "leave_out @ schedule p3 l4 | target ‹may›"),
    ("The Schedule, page 3, line 4, leave out “may”", "leave_out @ schedule p3 l4 | target ‹may›"),
    ("Page 31, line 1 [Clause 49], leave out “may”", "leave_out @ clause 49 p31 l1 | target ‹may›"),
    ("Page 31, line 1, [Clause 49] leave out “may”", "leave_out @ clause 49 p31 l1 | target ‹may›"),
    ("Page 31, line 1 [Schedule 2], leave out “may”", "leave_out @ schedule 2 p31 l1 | target ‹may›"),
    ("Page 31, line 1 [Schedule], leave out “may”", "leave_out @ schedule p31 l1 | target ‹may›"),
    ("Page 31 [Clause 49], line 1, leave out “may”", "leave_out @ clause 49 p31 l1 | target ‹may›"),
    ("Page 31 [Clause 49], leave out lines 3 to 5", "leave_out @ clause 49 p31 l3 | target lines 3-5"),
    ("Page 2, line 3, leave out “may”", "leave_out @ - p2 l3 | target ‹may›"),
    ("Clause 8, page 4, leave out lines 1 to 3", "leave_out @ clause 8 p4 l1 | target lines 1-3"),
    ("Schedule 3, page 4, leave out lines 1 and 2", "leave_out @ schedule 3 p4 l1 | target lines 1-2"),
    ("Line 103, leave out “may”", "leave_out @ - p- l103 | target ‹may›"),
    ("Line 103, at end insert “heron”", "insert @ - p- l103 | end | new words heron"),
    ("In line 6, leave out “may”", "leave_out @ - p- l6 | target ‹may›"),
    ("to new clause 1, leave out line 50", "leave_out @ amendment nc1 p- l50 | target lines 50-50"),
    ("To Amendment 12, line 3, leave out “may”", "leave_out @ amendment 12 p- l3 | target ‹may›"),
    ("Lords Amendment No. 34, line 6, leave out “may”", "leave_out @ amendment 34 p- l6 | target ‹may›"),
    ("As an Amendment to Amendment 12, line 3, leave out “may”", "leave_out @ amendment 12 p- l3 | target ‹may›"),
    (
        "As an amendment to Ms Heron’s proposed New Clause 4, line 3, leave out “may”",
        "leave_out @ amendment nc4 p- l3 | target ‹may›",
    ),
    (
        "As Amendments to Ms Heron’s proposed New Schedule 2:—\nLine 3, leave out “may”",
        "leave_out @ amendment ns2 p- l3 | target ‹may›",
    ),
    (
        "Lords Amendment No. 34\nLine 6, leave out 'may' and insert 'must'.",
        "substitute @ amendment 34 p- l6 | target ‹may› | new words must",
    ),
    ("Title, line 1, leave out “may”", "leave_out @ title p- l1 | target ‹may›"),
    ("In the Title, line 2, after “may” insert “not”", "insert @ title p- l2 | after ‹may› | new words not"),
    ("In the Title, leave out “may”", "leave_out @ title p- l- | target ‹may›"),
    ("Long title, page 1, line 2, leave out “may”", "leave_out @ title p1 l2 | target ‹may›"),
    ("In the heading, leave out “may”", "leave_out @ - p- l- | within heading | target ‹may›"),
    (
        "Clause 5, page 3, line 4, in the heading, leave out “may”",
        "leave_out @ clause 5 p3 l4 | within heading | target ‹may›",
    ),
    (
        "Clause 5, page 3, line 4, in subsection (2), leave out “may”",
        "leave_out @ clause 5 p3 l4 | within subsection (2) | target ‹may›",
    ),
    (
        "Schedule 2, page 9, line 4, second column, at end insert “heron”",
        "insert @ schedule 2 p9 l4 | column second | end | new words heron",
    ),
    (
        "Schedule 2, page 9, line 4, in column 2, leave out “may”",
        "leave_out @ schedule 2 p9 l4 | column second | target ‹may›",
    ),
    ("leave out “may”", "leave_out @ - p- l- | target ‹may›"),
    ("Clause No. 5, page 3, line 4, leave out “may”", "leave_out @ clause 5 p3 l4 | target ‹may›"),
    ("Page 1, line 2 [Title], leave out “may”", "leave_out @ title p1 l2 | target ‹may›"),
    ("Preamble, page 1, line 2, leave out “may”", "leave_out @ preamble p1 l2 | target ‹may›"),
    (
        "I beg to move amendment 12, in clause 5, page 3, line 4, leave out “may”",
        "leave_out @ clause 5 p3 l4 | target ‹may›",
    ),
    ("Amendment made: 3, in clause 5, page 3, line 4, leave out “may”", "leave_out @ clause 5 p3 l4 | target ‹may›"),
    ("1A: Clause 5, page 3, line 4, leave out “may”", "leave_out @ clause 5 p3 l4 | target ‹may›"),
    ("I beg to move, in page 3, line 4, to leave out “may”.", "leave_out @ - p3 l4 | target ‹may›"),
    ("Lords amendment: No. 26, in page 3, line 4, leave out (“may”)", "leave_out @ - p3 l4 | target ‹may›"),
    (
        "Amendment made: No. 5, in page 3, line 4, column 3, leave out lines 4 to 6",
        "leave_out @ - p3 l4 | column third | target lines 4-6",
    ),
    ("Clause 2, leave out Clause 2.", "leave_out_clause @ clause 2 p- l- | target whole clause 2"),
    ("[Withdrawn] Clause 5, page 3, line 4, leave out “may”", "leave_out @ clause 5 p3 l4 | target ‹may›"),
]

AT = "Clause 2, page 3, line 4, "
ON = "@ clause 2 p3 l4"
ORDERS = [
    (f"at end insert—\n{HERONS}", f"insert {ON} | end | new block (3A) Herons may nest."),
    ("leave out “may” and insert “must”", f"substitute {ON} | target ‹may› | new words must"),
    ("after “may” insert “not”", f"insert {ON} | after ‹may› | new words not"),
    ("after “may”, insert “not”", f"insert {ON} | after ‹may› | new words not"),
    ("leave out “may”", f"leave_out {ON} | target ‹may›"),
    (f"at end add—\n{HERONS}", f"insert {ON} | end | new block (3A) Herons may nest."),
    ("at end insert “heron”", f"insert {ON} | end | new words heron"),
    ("leave out subsection (3)", f"leave_out {ON} | target subsection 3"),
    ("leave out paragraph (b)", f"leave_out {ON} | target paragraph b"),
    ("leave out lines 4 to 7", f"leave_out {ON} | target lines 4-7"),
    ("leave out lines 4 and 5", f"leave_out {ON} | target lines 4-5"),
    (
        "leave out from “may” to end of line 6 and insert “must”",
        f"substitute {ON} | target from ‹may› to end of line 6 | new words must",
    ),
    ("leave out lines 4 to 7 and insert “must”", f"substitute {ON} | target lines 4-7 | new words must"),
    (
        f"leave out lines 4 to 7 and insert—\n{HERONS}",
        f"substitute {ON} | target lines 4-7 | new block (3A) Herons may nest.",
    ),
    (
        f"leave out subsection (3) and insert—\n{HERONS}",
        f"substitute {ON} | target subsection 3 | new block (3A) Herons may nest.",
    ),
    ("at beginning insert “must”", f"insert {ON} | beginning | new words must"),
    (
        "leave out from “may” to “nest” in line 6 and insert “must”",
        f"substitute {ON} | target from ‹may› to ‹nest› in line 6 | new words must",
    ),
    ("leave out subsections (3) and (4)", f"leave_out {ON} | target subsection 3, 4"),
    ("leave out subsections (3) to (5)", f"leave_out {ON} | target subsection 3 to 5"),
    ("leave out subsections (3), (5) and (7)", f"leave_out {ON} | target subsection 3, 5, 7"),
    (
        f"leave out subsections (3) to (5) and insert—\n{HERONS}",
        f"substitute {ON} | target subsection 3 to 5 | new block (3A) Herons may nest.",
    ),
    (
        "leave out subsections (3) and (4) and insert “must”",
        f"substitute {ON} | target subsection 3, 4 | new words must",
    ),
    (
        f"leave out paragraph (b) and insert—\n{HERONS}",
        f"substitute {ON} | target paragraph b | new block (3A) Herons may nest.",
    ),
    ("leave out line 4", f"leave_out {ON} | target lines 4-4"),
    ("leave out line 4 and insert “must”", f"substitute {ON} | target lines 4-4 | new words must"),
    (
        f"leave out line 4 and insert—\n{HERONS}",
        f"substitute {ON} | target lines 4-4 | new block (3A) Herons may nest.",
    ),
    ("leave out from “may” to end of line 6", f"leave_out {ON} | target from ‹may› to end of line 6"),
    ("leave out from “may” to the end of line 6", f"leave_out {ON} | target from ‹may› to end of line 6"),
    ("leave out from the beginning of line 4 to “nest”", f"leave_out {ON} | target from beginning to ‹nest›"),
    ("leave out all the words from “may” to “nest”", f"leave_out {ON} | target from ‹may› to ‹nest›"),
    ("leave out first “may”", f"leave_out {ON} | target ‹may›#1"),
    ("leave out the second “may”", f"leave_out {ON} | target ‹may›#2"),
    ("leave out the last “may” and insert “must”", f"substitute {ON} | target ‹may›#-1 | new words must"),
    ("after third “may” insert “not”", f"insert {ON} | after ‹may›#3 | new words not"),
    (
        "leave out “may”, where it second occurs, and insert “must”",
        f"substitute {ON} | target ‹may›#2 | new words must",
    ),
    ("leave out “may” where it first appears", f"leave_out {ON} | target ‹may›#1"),
    ("leave out sub-paragraph (ii)", f"leave_out {ON} | target sub-paragraph ii"),
    (
        f"leave out sub-paragraph (ii) and insert—\n{HERONS}",
        f"substitute {ON} | target sub-paragraph ii | new block (3A) Herons may nest.",
    ),
    ("at end add “heron”", f"insert {ON} | end | new words heron"),
    ("leave out from beginning to “nest”", f"leave_out {ON} | target from beginning to ‹nest›"),
    (
        "leave out from beginning to “nest” in line 6 and insert “must”",
        f"substitute {ON} | target from beginning to ‹nest› in line 6 | new words must",
    ),
    (
        f"leave out from “may” to end of line 6 and insert—\n{HERONS}",
        f"substitute {ON} | target from ‹may› to end of line 6 | new block (3A) Herons may nest.",
    ),
    ("leave out from beginning to end of line 6", f"leave_out {ON} | target from beginning to end of line 6"),
    (
        "leave out from the beginning to the end of line 6 and insert “must”",
        f"substitute {ON} | target from beginning to end of line 6 | new words must",
    ),
    ("leave out from “may” to “nest” in line 6", f"leave_out {ON} | target from ‹may› to ‹nest› in line 6"),
    (
        "leave out from “may” to end of line and insert “must”",
        f"substitute {ON} | target from ‹may› to end | new words must",
    ),
    (f"at beginning insert—\n{HERONS}", f"insert {ON} | beginning | new block (3A) Herons may nest."),
    ("leave out lines 4 to 2 on page 5", f"leave_out {ON} | target lines 4-2 on 5"),
    ("leave out from line 4 to line 2 on page 5", f"leave_out {ON} | target lines 4-2 on 5"),
    ("leave out lines 4 on page 3 to 2 on page 5", f"leave_out {ON} | target lines 4-2 on 5"),
    (
        "leave out from “may” to “nest” in line 1 on page 4 and insert “must”",
        f"substitute {ON} | target from ‹may› to ‹nest› in line 1 on 4 | new words must",
    ),
    ("leave out from “may” to end of line 1 on page 4", f"leave_out {ON} | target from ‹may› to end of line 1 on 4"),
    ("before “may” insert “herons”", f"insert {ON} | before ‹may› | new words herons"),
    ("leave out from “may” to end and insert “must”", f"substitute {ON} | target from ‹may› to end | new words must"),
    ("leave out “may” insert “must”", f"substitute {ON} | target ‹may› | new words must"),
    ("leave out from (1) to end of line 6", f"leave_out {ON} | target from ‹(1)› to end of line 6"),
    ("leave out “may” and add “must”", f"substitute {ON} | target ‹may› | new words must"),
    (f"after “may” insert—\n{HERONS}", f"insert {ON} | after ‹may› | new block (3A) Herons may nest."),
    (
        "leave out from “may” to end of subsection (2)",
        f"leave_out {ON} | target from ‹may› to end of subsection (2)",
    ),
    ("leave out from “may” to the end of the paragraph", f"leave_out {ON} | target from ‹may› to end of paragraph"),
    ("leave out from first “may” to second “nest”", f"leave_out {ON} | target from ‹may›#1 to ‹nest›#2"),
    ("at end of line 6 insert “heron”", f"insert {ON} | end lines 6-6 | new words heron"),
    ("at the end of line 6 on page 5 insert “heron”", f"insert {ON} | end lines 6-6 on 5 | new words heron"),
    ("at end of subsection (2) insert “heron”", f"insert {ON} | end subsection 2 | new words heron"),
    ("at end of paragraph (b) insert “heron”", f"insert {ON} | end paragraph b | new words heron"),
    ("at beginning of subsection (2) insert “heron”", f"insert {ON} | beginning subsection 2 | new words heron"),
    ("after line 4 insert “heron”", f"insert {ON} | after lines 4-4 | new words heron"),
    (f"after subsection (2) insert—\n{HERONS}", f"insert {ON} | after subsection 2 | new block (3A) Herons may nest."),
    (f"before paragraph (b) insert—\n{HERONS}", f"insert {ON} | before paragraph b | new block (3A) Herons may nest."),
    ("after “may” in line 4 insert “not”", f"insert {ON} | after ‹may› | new words not"),
    ("leave out paragraph 3", f"leave_out {ON} | target schedule paragraph 3"),
    ("leave out paragraphs 3 to 5", f"leave_out {ON} | target schedule paragraph 3 to 5"),
    ("leave out subsection (2)(b)", f"leave_out {ON} | within subsection (2) | target paragraph b"),
    ("leave out paragraph (b) of subsection (2)", f"leave_out {ON} | within subsection (2) | target paragraph b"),
    ("leave out the definition of “heron”", f"leave_out {ON} | target definition heron"),
    ("leave out the definitions of “heron” and “egret”", f"leave_out {ON} | target definition heron, egret"),
    (
        f"after the definition of “egret” insert—\n{HERONS}",
        f"insert {ON} | after definition egret | new block (3A) Herons may nest.",
    ),
    (
        f"at end insert the following new subsection—\n{HERONS}",
        f"insert {ON} | end | new block (3A) Herons may nest.",
    ),
    ("for “may” substitute “must”", f"substitute {ON} | target ‹may› | new words must"),
    ("leave out “may” and substitute “must”", f"substitute {ON} | target ‹may› | new words must"),
    ("leave out the words “may” and insert the words “must”", f"substitute {ON} | target ‹may› | new words must"),
    ("at end insert—\n“( ) Herons may nest.”", f"insert {ON} | end | new block ( ) Herons may nest."),
    ("at end insert—\n“(A1) Herons may nest.”", f"insert {ON} | end | new block (A1) Herons may nest."),
    ("at end insert “, and\n(b) wade.”", f"insert {ON} | end | new words , and (b) wade."),
    ("transpose subsections (2) and (3)", f"transpose {ON} | target subsection 2 | after subsection 3"),
    ("transpose subsection (2) to after subsection (4)", f"transfer {ON} | target subsection 2 | after subsection 4"),
    (
        "divide the Clause into two clauses, the first (Herons) to consist of subsections (1) and (2)",
        f"divide {ON} | target whole clause 2",
    ),
    ("leave out the Clause", f"leave_out_clause {ON} | target whole clause 2"),
    ("at end insert “(4) Herons may nest.”", f"insert {ON} | end | new block (4) Herons may nest."),
    ("at beginning insert “(1) Subject to this,”", f"insert {ON} | beginning | new words (1) Subject to this,"),
    ("at end insert a new subsection—\n“(4) Nest.”", f"insert {ON} | end | new block (4) Nest."),
    ("after “may” where it occurs for the second time insert “not”", f"insert {ON} | after ‹may›#2 | new words not"),
    ("leave out “may”, in the second place where it occurs", f"leave_out {ON} | target ‹may›#2"),
    ("at end insert the following: “heron”", f"insert {ON} | end | new words heron"),
    ("in paragraph 3(2), leave out “may”", f"leave_out {ON} | within schedule paragraph 3(2) | target ‹may›"),
    ("insert “not” after “may”", f"insert {ON} | after ‹may› | new words not"),
    ("add at end “heron”", f"insert {ON} | end | new words heron"),
    ("leave out “may” and replace with “must”", f"substitute {ON} | target ‹may› | new words must"),
    ("leave out “may” to end of line 6", f"leave_out {ON} | target from ‹may› to end of line 6"),
    ("leave out “may” to “nest” and insert “must”", f"substitute {ON} | target from ‹may› to ‹nest› | new words must"),
    ("omit “may”", f"leave_out {ON} | target ‹may›"),
    ("leave out paragraph (a)(ii)", f"leave_out {ON} | within paragraph (a) | target sub-paragraph ii"),
    (
        "leave out sub-paragraph (ii) of paragraph (a)",
        f"leave_out {ON} | within paragraph (a) | target sub-paragraph ii",
    ),
    ("leave out paragraph 3(2)", f"leave_out {ON} | within schedule paragraph 3 | target sub-paragraph 2"),
    ("leave out Part 2", f"leave_out {ON} | target part 2"),
    ("leave out the heading and insert “Herons”", f"substitute {ON} | target heading | new words Herons"),
    ("at end of the paragraph insert “heron”", f"insert {ON} | end paragraph | new words heron"),
    ("at end of the Schedule insert “heron”", f"insert {ON} | end whole schedule | new words heron"),
    ("at end of the definition of “egret” insert “heron”", f"insert {ON} | end definition egret | new words heron"),
]

WHOLE = [
    (
        "To move the following Clause:—\nNesting of herons\n‘(1) Herons may nest.’.",
        "new_clause @ - p- l- | new block Nesting of herons (1) Herons may nest.",
    ),
    (
        "To move the following Clause—\n“Herons\n(1) Herons may nest.”",
        "new_clause @ - p- l- | new block Herons (1) Herons may nest.",
    ),
    (
        "To move the following new Clause:—\n“Herons\nHerons may nest.”",
        "new_clause @ - p- l- | new block Herons Herons may nest.",
    ),
    (
        "After Clause 59, insert the following new Clause—\n“Herons\nHerons may nest.”",
        "new_clause @ - p- l- | after whole clause 59 | new block Herons Herons may nest.",
    ),
    (
        "Before Clause 1, insert the following new Clause—\n“Herons\nHerons may nest.”",
        "new_clause @ - p- l- | before whole clause 1 | new block Herons Herons may nest.",
    ),
    ("Insert the following new Clause—\n“Herons\nThey nest.”", "new_clause @ - p- l- | new block Herons They nest."),
    ("To move the following Schedule—\n“Herons\nThey nest.”", "new_schedule @ - p- l- | new block Herons They nest."),
    (
        "After Schedule 2, insert the following new Schedule—\n“Herons\nThey nest.”",
        "new_schedule @ - p- l- | after whole schedule 2 | new block Herons They nest.",
    ),
    (
        "Before the Schedule, insert the following new Schedule—\n“Herons\nThey nest.”",
        "new_schedule @ - p- l- | before whole schedule | new block Herons They nest.",
    ),
    (
        "Page 9, line 4, at end insert the following new Clause—\n“Herons\nThey nest.”",
        "new_clause @ - p9 l4 | end | new block Herons They nest.",
    ),
    ("Page 214, line 1, leave out Clause 255", "leave_out_clause @ clause 255 p214 l1 | target whole clause 255"),
    ("Leave out Clause 5", "leave_out_clause @ clause 5 p- l- | target whole clause 5"),
    ("Page 214, line 1, leave out Schedule 3", "leave_out_clause @ schedule 3 p214 l1 | target whole schedule 3"),
    ("Page 214, line 1, leave out the Schedule", "leave_out_clause @ schedule p214 l1 | target whole schedule"),
    (
        "Leave out Clause 9 and insert the following new Clause—\n“Herons\nThey nest.”",
        "substitute @ clause 9 p- l- | target whole clause 9 | new block Herons They nest.",
    ),
    (
        "Clause 5 be transferred to end of line 3 on page 20",
        "transfer @ clause 5 p- l- | target whole clause 5 | end lines 3-3 on 20",
    ),
    (
        "To move, That Clause 5 be transferred to the end of line 3 on page 20.",
        "transfer @ clause 5 p- l- | target whole clause 5 | end lines 3-3 on 20",
    ),
    (
        "Clause 5 be transferred to after Clause 9",
        "transfer @ clause 5 p- l- | target whole clause 5 | after whole clause 9",
    ),
    (
        "Transpose Clause 5 to after Clause 9",
        "transfer @ clause 5 p- l- | target whole clause 5 | after whole clause 9",
    ),
    ("Transpose Clauses 5 and 6", "transpose @ clause 5 p- l- | target whole clause 5 | after whole clause 6"),
    (
        "Divide Clause 5 into two Clauses, the first to consist of subsections (1) to (3)",
        "divide @ clause 5 p- l- | target whole clause 5",
    ),
    (
        "Lord Heron gives notice of his intention to oppose the Question that Clause 9 stand part of the Bill.",
        "oppose @ clause 9 p- l- | target whole clause 9",
    ),
    (
        "The above-named Lords give notice of their intention to oppose the Question that Schedule 2 stand part of "
        "the Bill.",
        "oppose @ schedule 2 p- l- | target whole schedule 2",
    ),
    (
        "To move, That this House do disagree with the Lords in their Amendment 34",
        "disagree @ amendment 34 p- l-",
    ),
    ("To move, That this House disagrees with Lords Amendment 34.", "disagree @ amendment 34 p- l-"),
    (
        "Lord Heron to move, That this House do agree with the Commons in their Amendment 7",
        "agree @ amendment 7 p- l-",
    ),
]

SLIPS = [
    ("Clause 2, page 3, on line 4, leave out “may”", f"leave_out {ON} | target ‹may›"),
    ("Clause 2 page 3 line 4 leave out “may”", f"leave_out {ON} | target ‹may›"),
    ("Clause  2,  page  3,  line  4,  leave out “may”", f"leave_out {ON} | target ‹may›"),
    (
        "clause 2, Page 3, Line 4, Leave Out “may” And Insert “must”",
        f"substitute {ON} | target ‹may› | new words must",
    ),
    (
        "Clause 2, page 3, line 4, leave out “may”, and insert “must”",
        f"substitute {ON} | target ‹may› | new words must",
    ),
    ("Clause 2, page 3, line 4, at end, insert “heron”", f"insert {ON} | end | new words heron"),
    (
        "Clause 2, page 3, line 4 leave out from “may” to end of line 6.",
        f"leave_out {ON} | target from ‹may› to end of line 6",
    ),
    ("Clause 2, page 3, line 4, leave out sub paragraph (ii)", f"leave_out {ON} | target sub-paragraph ii"),
    ("Clause 2, page 3, line 4, leave out from“may” to“nest”", f"leave_out {ON} | target from ‹may› to ‹nest›"),
    ("Clause 2, page 3, line 4, after“may”insert“not”", f"insert {ON} | after ‹may› | new words not"),
    ("Clause 2, page 3, line 4, leave out paragraph(b)", f"leave_out {ON} | target paragraph b"),
    ("Clause 2, page 3, line 4, leave out subsection (2) and (3)", f"leave_out {ON} | target subsection 2, 3"),
]

STYLES = [
    ("leave out ‘may’ and insert ‘must’.", f"substitute {ON} | target ‹may› | new words must"),
    ("leave out 'may' and insert 'must'.", f"substitute {ON} | target ‹may› | new words must"),
    ('leave out "may" and insert "must"', f"substitute {ON} | target ‹may› | new words must"),
    (
        "after ‘heron’s nest’ insert ‘or the herons’ eggs’.",
        f"insert {ON} | after ‹heron’s nest› | new words or the herons’ eggs",
    ),
    (
        "leave out from ‘the herons’ nests’ to ‘eggs’ in line 6 and insert ‘it’.",
        f"substitute {ON} | target from ‹the herons’ nests› to ‹eggs› in line 6 | new words it",
    ),
    (
        "at end insert—\n‘(3A) The herons’ nests, and each heron’s egg, are “nests”.’.",
        f"insert {ON} | end | new block (3A) The herons’ nests, and each heron’s egg, are “nests”.",
    ),
    ("leave out “(“the heron Act”)”", f"leave_out {ON} | target ‹(“the heron Act”)›"),
    ('leave out "("the heron Act")"', f'leave_out {ON} | target ‹("the heron Act")›'),
    ("leave out ‘the last herons’.", f"leave_out {ON} | target ‹the last herons›"),
    ('leave out ("may") and insert ("must")', f"substitute {ON} | target ‹may› | new words must"),
    ("leave out (‘may’) and insert (‘must’).", f"substitute {ON} | target ‹may› | new words must"),
    ("leave out `may' and insert `the heron's'", f"substitute {ON} | target ‹may› | new words the heron's"),
    ("at end insert--\n`(3A) Herons may nest.'", f"insert {ON} | end | new block (3A) Herons may nest."),
    ("leave out ‘may’ where it first occurs.", f"leave_out {ON} | target ‹may›#1"),
]

UNBALANCED = [
    "leave out “may and insert “must”",
    "leave out may” and insert “must”",
    "leave out “may” and insert “must",
    "leave out ‘may and insert ‘must’.",
    "leave out ‘may and insert ‘the herons’ nests’.",
    "leave out from ‘may to ‘nest’ in line 6.",
    "leave out may’ and insert ‘must’.",
    "leave out ‘may’ and insert ‘must",
    'leave out "may and insert "must"',
    'leave out "may" and insert "must',
    "at end insert—\n“(3A) In this section “heron means a bird.”",
    "at end insert—\n“(3A) Herons may nest.\n(3B) And wade.",
    "at end insert—\n“(3A) Herons may nest.”\n(3B) And wade.”",
    "at end insert—\n‘(3A) Herons may nest.",
]

UNREADABLE = [
    "leave out",
    "leave out the herons",
    "leave out “may” and",
    "leave out “may” and insert",
    "leave out “may” and “must”",
    "leave out “may” in both places",
    "insert “may”",
    "at end",
    "at the appropriate place insert “may”",
    "leave out lines 7 to 4",
    "leave out lines 4 and 7",
    "leave out “may” in line 9",
    "leave out “may” and insert “must” and leave out “nest”",
    "leave out from “may” and insert “must”",
    "leave out subsections (2) to (4) and (6)",
    "leave out “” and insert “must”",
    "herons may nest",
    "leave out ‘may’ wherever it occurs.",
    "To move the following Clause— in place of Clause 5— “Herons”",
    "at end insert the herons— “may”",
    "",
]
