"""The words of a print with edits made: spans that tell what stayed, went, came, and by which amendment. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from amendments.engine.instruction import Line
from amendments.engine.locate import Edit

Kind = Literal["same", "removed", "inserted"]
RENUMBERING = "renumbering"
CROSS_REFERENCE = "cross-reference"
_NO_SPACE_BEFORE = frozenset(",.;:)”’]—")
_NO_SPACE_AFTER = frozenset("(“‘[\n ")
_BRACKETED = re.compile(r"\(\w{1,5}\)")
_NUMBER_ALONE = re.compile(r"[“‘]?[A-Z]{0,2}\d{1,4}[A-Z]{0,3} ")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text as amended. `by` is the amendment's number, "renumbering", "cross-reference", or ""."""

    kind: Kind
    text: str
    by: str = ""


def rows_of(lines: Sequence[Line]) -> str:
    """New text as rows: each line's number, a space, its words; "2 (1)" where a number has no words of its own."""
    rows = ""
    for line in lines:
        rows += f"{line.num} {line.text}".strip() + ("\n" if line.text or not line.num else " ")
    return rows.rstrip()


def spliced(text: str, start: int, end: int, edits: Sequence[Edit]) -> list[Span]:
    """Characters [start:end] of the text with the edits made; no two neighbours of one kind and origin.

    `edits` are in order and do not overlap. White space is put right round them: one space between words, none before
    a comma, no empty row where whole rows go.
    """
    spans = _Spans()
    at = start
    for edit in edits:
        low, high = max(edit.start, start), min(edit.end, end)
        spans.add("same", text[at:low])
        at = max(at, low)
        words = rows_of(edit.new.lines) if edit.new is not None else ""
        if high > low:
            if words and (edit.is_rows or words[0] in _NO_SPACE_BEFORE) and spans.ends_in_space():
                spans.take_back(edit.number)
            low, high = _with_gap(text, end, low, high, edit, spans)
            spans.add("removed", text[low:high], edit.number)
            at = high
        if words:
            spans.add("inserted", _spaced(words, edit, spans.kept_end(), text[at : min(at + 1, end)]), edit.number)
    spans.add("same", text[at:end])
    return spans.found


def kept_text(spans: Sequence[Span]) -> str:
    """The text as amended: what stayed and what came."""
    return "".join(span.text for span in spans if span.kind != "removed").strip("\n ")


class _Spans:
    """Spans as they are written."""

    def __init__(self) -> None:
        self.found: list[Span] = []

    def add(self, kind: Kind, text: str, by: str = "") -> None:
        if not text:
            return
        last = self.found[-1] if self.found else None
        if last and last.kind == kind and last.by == by:
            self.found[-1] = Span(kind, last.text + text, by)
        else:
            self.found.append(Span(kind, text, by))

    def kept_end(self) -> str:
        """The last character that stays, "\\n" at the very beginning."""
        return next((span.text[-1] for span in reversed(self.found) if span.kind != "removed"), "\n")

    def is_number_alone(self) -> bool:
        """Whether nothing but a Schedule's paragraph number stays of the row so far: "2" of "2 (1)"."""
        kept = "".join(span.text for span in self.found if span.kind != "removed")
        return _NUMBER_ALONE.fullmatch(kept, kept.rfind("\n") + 1) is not None

    def ends_in_space(self) -> bool:
        """Whether the last span stays and ends in a space."""
        return bool(self.found) and self.found[-1].kind == "same" and self.found[-1].text.endswith(" ")

    def take_back(self, by: str) -> None:
        """Make the last character, white space that stayed, removed."""
        last = self.found.pop()
        if len(last.text) > 1:
            self.found.append(Span(last.kind, last.text[:-1], last.by))
        self.add("removed", last.text[-1], by)


def _with_gap(text: str, end: int, low: int, high: int, edit: Edit, spans: _Spans) -> tuple[int, int]:
    """The removed range with the white space that goes with it."""
    if edit.new is not None and edit.new.lines:
        return low, high
    before = spans.kept_end()
    after = text[high] if high < end else "\n"
    if before == "\n" and after in "\n”":
        if spans.found and spans.found[-1].kind == "same":
            spans.take_back(edit.number)
        elif high < end and after == "\n":
            high += 1
    elif after == "\n" and high + 1 < end and (before == "“" or (before == " " and spans.is_number_alone())):
        high += 1
    elif before == " " and (after in " \n" or after in _NO_SPACE_BEFORE):
        if spans.found and spans.found[-1].kind == "same":
            spans.take_back(edit.number)
    elif before in _NO_SPACE_AFTER and after == " ":
        high += 1
    return low, high


def _spaced(words: str, edit: Edit, before: str, following: str) -> str:
    """The new words with the white space that they need on either side.

    What takes the place of other words stands where they stood. An insertion is parted from its neighbours, but for
    punctuation and for a bracketed number after a number: "section 12" with "(1)" after it.
    """
    if edit.is_rows:
        lead = "" if before in "\n“" else "\n"
        return (
            lead + words + ("\n" if following and following not in " \n" and following not in _NO_SPACE_BEFORE else "")
        )
    if edit.end > edit.start:
        lead = " " if before.isalnum() and words[0].isalnum() else ""
        return lead + words + (" " if words[-1].isalnum() and following.isalnum() else "")
    is_step = bool(_BRACKETED.match(words)) and (before.isdigit() or before == ")")
    lead = " " if before not in _NO_SPACE_AFTER and words[0] not in _NO_SPACE_BEFORE and not is_step else ""
    is_parted = not following or following in " \n" or following in _NO_SPACE_BEFORE or words[-1] in _NO_SPACE_AFTER
    return lead + words + ("" if is_parted else " ")
