"""The text of one amendment of an old paper: printed rows as lines, with their numbers, and the statement below it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from scrapers.parse import old_words as words
from scrapers.parse.locator import read_locator
from scrapers.parse.old_atoms import Atom
from scrapers.parse.paper_lines import joined
from scrapers.parse.paper_words import operation, target
from scrapers.parse.reading import DAMAGED
from scrapers.records import Line

ENDS = re.compile(r"[—:;.”’\"')\]\d][.,;]?$")
BLOCK_FOLLOWS = re.compile(r"(?:—|–|:|:—|-)$")
CLOSED = re.compile(r"[”’\"'][.,;:)\]]*$")
UNFINISHED = re.compile(
    r"(?:[,]|\b(?:insert|add|and|out|from|to|after|before|line|page|the|of|end|following))$", re.IGNORECASE
)
SINGLE = re.compile(r"‘(.*?)’(?=[\s.,;:)]|$)")
IMAGE = re.compile(r"\[image: ")


def lines_of(first: Atom, rest: Iterable[Atom], *, is_motion: bool) -> tuple[Line, ...]:
    """The lines of an amendment: its instruction, then what it inserts. Rows that a page broke are one line again."""
    lines = [Line(first.text, kind="motion" if is_motion else "instruction")]
    for atom in rest:
        num, text = _hung(atom)
        last = lines[-1]
        if not num and last.num and not last.text:
            lines[-1] = Line(text, last.num, last.depth, last.kind)
        elif not num and _continues(last, atom, is_first=len(lines) == 1):
            lines[-1] = Line(f"{last.text} {text}".strip(), last.num, last.depth, last.kind)
        else:
            lines.append(Line(text, num, _depth(num, lines), _kind(num, text, lines)))
    return tuple(lines)


def _hung(atom: Atom) -> tuple[str, str]:
    """(number, words) of a line: the number from a cell of its own, else from its start."""
    if len(atom.cells) > 1 and words.HUNG_ALONE.fullmatch(atom.cells[0]):
        return atom.cells[0], " ".join(atom.cells[1:])
    found = words.HUNG.fullmatch(atom.text)
    return (found["num"], found["rest"]) if found else ("", atom.text)


def _continues(last: Line, atom: Atom, *, is_first: bool) -> bool:
    """Whether a line goes on with the sentence of the one before it. Where a paragraph is given whole, it stands."""
    start = atom.text.lstrip("“‘\"'")[:1]
    if last.kind == "heading":
        return False
    if BLOCK_FOLLOWS.search(last.text):
        return False
    if start.islower() and (is_first or not last.text.endswith((";", "."))):
        return is_first or atom.in_row or not last.text.endswith((",", "and", "or"))
    if is_first and UNFINISHED.search(last.text):
        return True
    return atom.in_row and not ENDS.search(last.text) and atom.text[:1] not in "“‘"


def _depth(num: str, lines: Sequence[Line]) -> int:
    mark = num.strip("“‘\"'() ")
    if not num:
        return 1
    if not mark or mark[:1].isdigit() or mark[:1].isupper():
        return 1
    if re.fullmatch(r"[ivx]+", mark) and not (mark in "vx" or (mark == "i" and _last_mark(lines) == "h")):
        return 3
    return 2


def _last_mark(lines: Sequence[Line]) -> str:
    return next((line.num.strip("“‘\"'() ") for line in reversed(lines) if line.num), "")


def _kind(num: str, text: str, lines: Sequence[Line]) -> str:
    is_title = (
        len(lines) == 1 and not num and text[:1] in words.QUOTE_OPENS and not re.search(r"[.;:—–,]$|[”’\"']\.?$", text)
    )
    opens_clause = re.search(r"\bfollowing (?:new )?(?:clause|schedule)", lines[0].text, re.IGNORECASE)
    return "heading" if is_title and opens_clause else "text"


def statement_of(atoms: Iterable[Atom]) -> str:
    """The explanatory statement, rows joined, one line a paragraph."""
    lines: list[str] = []
    for atom in atoms:
        if lines and (atom.in_row or atom.text[:1].islower()) and not re.search(r"[.:;]$", lines[-1]):
            lines[-1] = f"{lines[-1]} {atom.text}"
        elif atom.text:
            lines.append(atom.text)
    return "\n".join(lines)


def text_of(lines: Iterable[Line]) -> str:
    """The same lines as plain text."""
    return joined(lines)


def op_and_place(lines: Sequence[Line]) -> tuple[str, str | None, int | None, int | None]:
    """(op, provision, page, line) from the instruction; provision is None where its words name none."""
    said = lines[0].text.lstrip("[ ")
    double = SINGLE.sub(r"“\1”", said)
    found = target(said, "", "")
    op, provision = operation(double, ""), _provision(said)
    if provision is None and op in ("new_clause", "new_schedule"):
        provision = ""
    return op, provision, found.page, found.line


def _provision(said: str) -> str | None:
    from_words = re.match(r"(?:After|Before)\s+(?:the\s+)?(?:clause|schedule)", said, re.IGNORECASE)
    located = read_provision(said)
    return "" if located is None and from_words else located


def read_provision(said: str) -> str | None:
    """The provision that the words name, by the rules of every other source."""
    return read_locator(said).provision


def _has_more(lines: Sequence[Line]) -> bool:
    """Whether lines follow an instruction that inserts no block: a foot of the page, or another thing unread."""
    is_whole = not BLOCK_FOLLOWS.search(lines[0].text) and not re.search(r"\bfollowing\b", lines[0].text)
    return len(lines) > 1 and lines[0].kind != "motion" and is_whole


def faults_of(lines: Sequence[Line], statement: str, last: Sequence[Atom]) -> Iterator[str]:
    """What is wrong with a text as far as it can be seen: cut short, damaged, run together with another, an image."""
    text = text_of(lines)
    if DAMAGED.search(text) or DAMAGED.search(statement):
        yield "it has damaged characters (read in the wrong character set before it was saved)"
    if lines[0].kind != "motion" and BLOCK_FOLLOWS.search(lines[0].text):
        if len(lines) == 1:
            yield "what it inserts is missing in this copy"
        elif not CLOSED.search(lines[-1].text):
            yield "its text does not end: the quotation is not closed (is the page that follows missing?)"
    elif (
        lines[0].kind != "motion"
        and UNFINISHED.search(lines[-1].text)
        and not lines[-1].text.endswith(("end", "line"))
    ):
        yield "its text breaks off in the middle of a sentence"
    if _has_more(lines):
        yield f"the line “{lines[1].text[:60]}” stands below its last words, and may be no part of it"
    if statement and not re.search(r"[.!?”’\"')\]]$", statement):
        yield "its explanatory statement breaks off, or ends with a line that is no part of it"
    if any(atom.runs_on for atom in last):
        yield "the end of its text and the names of the next amendment run together in this copy"
    if IMAGE.search(text):
        yield "an image stands in its text, which is not read"
