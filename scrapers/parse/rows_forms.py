"""What the beginning of a printed line can say: a number, a division, a quotation mark. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

Form = Literal["", "bracket", "bare", "part", "chapter", "schedules", "schedule", "section", "article"]
OPENERS = {"“": "”", "‘": "’", '"': '"'}
DASH = ("—", "–", "--", "―")
_BRACKET = re.compile(r"(\(\s?([A-Z]{0,3}\d{1,4}[A-Z]{0,4}|[a-z]{1,4}|[A-Z]{1,3}|)\s?\))(?:\s+|$|(?=[”’\"]))(.*)")
_BARE = re.compile(r"(([A-Z]{0,3}\d{1,4}[A-Z]{0,4})(?:\.?—|\.)?)(?:\s+(.*)|$)")
_DIVISIONS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("part", re.compile(r"((?:Part|PART)\s+([A-Z]{0,2}\d{1,3}[A-Z]{0,3}|[IVX]+|[A-Z]))()")),
    ("chapter", re.compile(r"((?:Chapter|CHAPTER)\s+([A-Z]{0,2}\d{1,3}[A-Z]{0,3}|[IVX]+))()")),
    ("schedules", re.compile(r"(SCHEDULES|Schedules|S\s?C\s?H\s?E\s?D\s?U\s?L\s?E\s?S)()()")),
    ("schedule", re.compile(r"((?:Schedule|SCHEDULE)(?:\s+([A-Z]{0,3}\d{1,3}[A-Z]{0,4}))?)(?:\s+(.+))?")),
    ("section", re.compile(r"((?:Section|SECTION)\s+([A-Z]{0,2}\d{1,4}[A-Z]{0,3}))()")),
    ("article", re.compile(r"((?:Article|ARTICLE|Annex|ANNEX)\s+(\w{1,6}))()")),
)
_NOTE = re.compile(r"(?:Sections?|Clauses?|Articles?|Regulations?|Paragraphs?|Rules?)\s+\(?[A-Z]{0,2}\d.{0,80}")
_NAMES_ANOTHER = re.compile(r"(?:or|and|to)\s+\(\w{1,4}\)|[,;.)](?:\s|$)")
_INSERTS = re.compile(
    r"\b(?:insert|substitut|add|replac)\w*\b.{0,60}?(?:—|–|--)$|\b(?:as follows|read|reads|namely)\s*(?:—|–|--)$"
)
_OPENS_BLOCK = re.compile(r"[“‘\"][,;]?\s*(?:and|or)?$")
_REFERS = re.compile(
    r"\b(?:sub-?sections?|sections?|(?:sub-?)*paragraphs?|articles?|rules?|regulations?|clauses?|schedules?|parts?|"
    r"chapters?|annex|page|to|of|or|and|in|under|by|with|the|a|an|than|from|see|within|for|at|on|as|is|are|any|“|\()$",
    re.IGNORECASE,
)
_LIST_END = re.compile(r"[;,.:”’—][”’\"]?\s+(?:and|or|but|nor)$")
_ENDS = re.compile(r"[.;:—–―][”’\")\]]*$|[”’\"][.,;:]?$|\]$")


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a line begins. `printed` is the number as it stands, `number` its figure or letters, `rest` what follows."""

    form: Form
    printed: str = ""
    number: str = ""
    rest: str = ""


def beginning(text: str) -> Beginning:
    """What the line begins with, apart from quotation marks, which the caller has taken off."""
    for form, pattern in _DIVISIONS:
        found = pattern.fullmatch(text)
        if found and (form != "schedule" or not found[3] or is_note(found[3])):
            return Beginning(form, found[1], found[2] or "", found[3] or "")
    if found := _BRACKET.fullmatch(text):
        return Beginning("bracket", found[1], found[2], found[3])
    if found := _BARE.fullmatch(text):
        return Beginning("bare", found[1], found[2], found[3] or "")
    return Beginning("", rest=text)


def is_note(text: str) -> bool:
    """Whether words are the reference printed beside a Schedule's number: "Section 5"."""
    return bool(_NOTE.fullmatch(text))


def inserts(words: str) -> bool:
    """Whether words order an insertion or substitution and end in the dash before it."""
    return bool(_INSERTS.search(words))


def opens_block(words: str) -> bool:
    """Whether words end in a quotation just opened: insert “and"""
    return bool(_OPENS_BLOCK.search(words))


def ends_with_dash(words: str) -> bool:
    """Whether words end with the dash after which a list or inserted text begins."""
    return words.rstrip().endswith(DASH)


def is_complete(words: str) -> bool:
    """Whether a provision may end with these words: a full stop, semicolon, dash, closing mark, or ", and"."""
    return bool(_ENDS.search(words) or _LIST_END.search(words))


def ends_list(words: str) -> bool:
    """Whether words end in the "and" or "or" before the last item of a list."""
    return bool(_LIST_END.search(words))


def may_end_item(words: str) -> bool:
    """Whether an item of a list may end so: also with a comma, or with a word that asks for nothing after it."""
    return is_complete(words) or words.endswith((",", ")")) or not _REFERS.search(words)


def asks_for_more(words: str) -> bool:
    """Whether the words plainly go on: "subsection", "of", "the"."""
    return bool(_REFERS.search(words)) and not _LIST_END.search(words)


def names_another(words: str) -> bool:
    """Whether words after a number name another of its kind: "or (3)", "and (c) of that subsection", ", (b)"."""
    return bool(_NAMES_ANOTHER.match(words))


def is_capitals(text: str) -> bool:
    """Whether a heading is set in capitals."""
    letters = [each for each in text if each.isalpha()]
    return bool(letters) and all(each.isupper() for each in letters)


def starts_sentence(text: str) -> bool:
    """Whether words may begin a heading or a sentence: a capital, a figure, a bracket or a quotation mark."""
    return bool(text) and (text[0].isupper() or text[0].isdigit() or text[0] in '([“‘"')
