"""An amendment written as plain text, a new line for each printed line, as lines with their numbers and depths. Pure.

The form of instruction JSON: `{"number", "instruction", "decision", "order", "position"}`, whose instruction reads
"To move the following Clause—", then on new lines its heading and its text inside the quotes of the period.
"""

import re

from amendments.engine.blocks import is_title
from amendments.engine.hung import DEFINITION, split_number
from amendments.engine.instruction import Line, Tabled
from amendments.engine.levels import Levels

DEEPEST = 8
"""Quotations one inside the other that number their lines for themselves; real ones go to three."""
MOST_NUMBERS = 4
"""Numbers that begin one row: 1 (1) (a) (i)."""
_BLOCK_BEGINS = re.compile(
    r"(?:\b(?:insert|add|substitute|clause|schedule|subsections?|paragraphs?)\s*[—–:-]+)\s*(?=[“‘\"'`])", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:\(\w+\)\s*)?\[?(?:as\s+(?:an\s+)?)?amendments?\s+to\b(?!.*\b(?:leave\s+out|insert|line\s+\d))", re.I
)
_NEW = re.compile(r"\bfollowing\s+(?:new\s+)?(?:clause|schedule)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;:,—–][”’\"')]*\.?$")
_CONTINUES = re.compile(r"\b(?:and|or)[”’\"']*\.?$")
_TITLE = re.compile(
    r"[“‘\"'`]*(?:PART|Part|CHAPTER|Chapter|SCHEDULE|Schedule)\b(?:\s+[A-Z]{0,2}\d{1,3}[A-Z]{0,3}\b|\s*\Z)"
)
_TERM = re.compile(
    r"[“‘\"'`]?“[^“”]{1,200}”(?:,?\s+\([^()]*\))?,?\s+(?:means|has|have|includes?|is|are|in|for|,)", re.I
)
_INNER = re.compile(r"[“”]")


def from_text(
    number: str,
    text: str,
    *,
    decision: str = "",
    order: int = 0,
    position: str = "",
    provision: str | None = None,
    page: int | None = None,
    line: int | None = None,
) -> Tabled:
    """The amendment of this text. `position` is the clerks' place for a new provision ("after clause 12").

    Depths follow the order of numbering (hung), the instruction at 0 and what it inserts from 1. Never raises: text
    that is nothing like an amendment becomes lines that no rule reads.
    """
    rows = [row for row in (" ".join(each.split()) for each in text.split("\n")) if row]
    lines = [Line(row, kind="note") for row in _notes(rows)]
    said = rows[len(lines) :]
    if said:
        broken = _BLOCK_BEGINS.search(said[0])
        if broken and broken.end() < len(said[0]):
            said[:1] = [said[0][: broken.end()].rstrip(), said[0][broken.end() :]]
        lines.append(Line(said[0], kind="instruction"))
        lines.extend(_Block(is_new=bool(_NEW.search(said[0]))).lines(said[1:], begun=_depth_after(said[0])))
    return Tabled(number, tuple(lines), None, provision, page, line, position, decision, order)


def _notes(rows: list[str]) -> list[str]:
    """The rows before the instruction that only say what is amended."""
    return rows[:1] if len(rows) > 1 and _NOTE.match(rows[0]) else []


def _depth_after(row: str) -> int:
    """How many curly quotations are still open after a row."""
    depth = 0
    for mark in _INNER.findall(row):
        depth = depth + 1 if mark == "“" else max(0, depth - 1)
    return depth


class _Block:
    """The rows of one block on their way to lines; a quotation inside it numbers its lines for itself."""

    def __init__(self, *, is_new: bool) -> None:
        self.is_new = is_new
        self.made: list[Line] = []
        self.contexts = [Levels(base=1)]
        self.outer = 1

    def lines(self, rows: list[str], *, begun: int) -> list[Line]:
        """The lines in order. `begun` counts the curly quotations that the instruction's own row left open."""
        depth = begun
        opening = next((row[0] for row in rows if row[0] in "“‘\"'`"), "")
        self.outer = int(opening == "“" or begun > 0)
        for at, row in enumerate(rows):
            opened = len(row) - len(row.lstrip("“")) if not _TERM.match(row) else int(row.startswith("““"))
            self._at_depth(min(DEEPEST, max(0, depth + opened - self.outer)))
            after = rows[at + 1] if at + 1 < len(rows) else ""
            self._row(row, after, is_first=at == 0 or opened > 0)
            depth = max(0, depth + row.count("“") - row.count("”"))
        return self.made

    def _at_depth(self, inner: int) -> None:
        """Open or close the contexts of inner quotations."""
        while len(self.contexts) - 1 > inner:
            self.contexts.pop()
        while len(self.contexts) - 1 < inner:
            deepest = self.made[-1].depth + 1 if self.made else 1
            self.contexts.append(Levels(deepest, len(self.made)))

    def _row(self, row: str, after: str, *, is_first: bool) -> None:
        levels = self.contexts[-1]
        before = self.made[-1].text if self.made and not is_first else ""
        hung = split_number(row)
        if hung:
            if not hung.num.endswith(")") and hung.text and not _SENTENCE.search(hung.text):
                self.made.append(Line(hung.text, hung.num, levels.restart(), "heading"))
                return
            for _ in range(MOST_NUMBERS - 1):
                inner = split_number(hung.text)
                if inner is None or not inner.num.startswith("("):
                    break
                self._numbered(levels, hung.num, "", before)
                hung, before = inner, "—"
            self._numbered(levels, hung.num, hung.text, before)
        elif self._is_heading(row, after, is_first=is_first):
            self.made.append(Line(row, "", levels.restart(), "heading"))
        elif _TERM.match(row):
            self.made.append(Line(row, "", levels.ranked(DEFINITION), "definition"))
        else:
            begins = split_number(after)
            to_definition = _TERM.match(after) is not None
            depth = levels.flush(before, begins.num if begins else "", to_definition=to_definition)
            self.made.append(Line(row, "", depth, "definition" if levels.in_definition() else "text"))

    def _numbered(self, levels: Levels, num: str, text: str, before: str) -> None:
        depth = levels.numbered(num, before)
        if levels.shifted:
            levels.shifted = 0
            for at in range(levels.first, len(self.made)):
                self.made[at] = self.made[at]._replace(depth=self.made[at].depth + 1)
        self.made.append(Line(text, num, depth, "definition" if levels.in_definition() else "text"))

    def _is_heading(self, row: str, after: str, *, is_first: bool) -> bool:
        if is_first and not self.made and self.is_new and after:
            return is_title(row, before_number=split_number(after) is not None)
        if _SENTENCE.search(row) or _CONTINUES.search(row) or _TERM.match(row):
            return False
        if _TITLE.match(row):
            return True
        follows_title = bool(self.made) and self.made[-1].kind == "heading"
        starts_anew = follows_title or not self.made or self.made[-1].text.endswith((".", ".”", ".’"))
        begins = split_number(after)
        before_number = begins is not None and not begins.num.strip("“‘\"'`").startswith("(")
        return starts_anew and row.lstrip("“‘\"'`")[:1].isupper() and (before_number or bool(_TITLE.fullmatch(after)))
