"""What a number in brackets is called where it stands, and what an instruction says it inserts. Pure."""

import re

from scrapers.parse.rows_frames import Frame
from scrapers.parse.rows_numbers import Series

_NAMED = re.compile(
    r"\b(sub-?paragraph|paragraph|sub-?section|section|article|schedule|regulation|rule|part|chapter)s?\b",
    re.IGNORECASE,
)
_IN_ARTICLE = re.compile(r"\b(?:Article|Annex)s?\b|\bpoint \(")
_IN_SECTION = re.compile(r"\bsub-?sections?\b|\b[Ss]ections? \d|\bSchedule \d|\bsub-?paragraph")
_ASIDE = re.compile(r"\([^()]{5,}\)")
_ROMAN = re.compile(r"[ivx]+[a-z]?")
_IN_REGULATION = re.compile(r"\bregulation \d")
_STEPS = re.compile(r"((?:sub-?)?paragraph)s?\s+(\d\w*)?((?:\(\w+\))+)")
_BESIDE = re.compile(r"\b(?:[Bb]efore|[Aa]fter) (?:section|paragraph|Article) \w+\b")
_CALLED = {
    "section": "subsection",
    "sub-section": "subsection",
    "subsection": "subsection",
    "sub-paragraph": "sub-paragraph",
    "subparagraph": "sub-paragraph",
    "paragraph": "sub-paragraph",
    "schedule": "sub-paragraph",
}
_KIND_OF_WORD = {"section": "section", "paragraph": "schedule paragraph"}


def inserted_kind(about: str) -> str:
    """What the nearest words of an instruction name last before the dash: "section", "schedule paragraph", or ""."""
    for words in about.split("\n"):
        found = re.findall(r"\b(section|paragraph)s?\s+[A-Z]{0,2}\d+[A-Z]*\b(?!\()", words)
        if found:
            return _KIND_OF_WORD[found[-1]]
    return ""


def is_roman_place(about: str) -> bool:
    """Whether the place that an instruction names last is one of (i), (ii), (iii): "sub-paragraph (i)"."""
    named = _STEPS.findall(_ASIDE.sub("", about.split("\n", 1)[0]))
    if not named:
        return False
    word, number, steps = named[-1]
    last = steps.rstrip(")").rsplit("(", 1)[-1]
    return not number and (word.startswith("sub") or steps.count("(") > 1) and bool(_ROMAN.fullmatch(last))


def names_a_place_for_headings(about: str) -> bool:
    """Whether an instruction inserts before or after a section or paragraph, where a heading may stand alone."""
    words = about.split("\n", 1)[0]
    return "heading" in words or bool(
        re.search(r"\b(?:[Bb]efore|[Aa]fter) (?:section|paragraph|Article) \w+\b", words)
    )


def in_article(about: str) -> bool:
    """Whether an instruction is about an Article of a Regulation, whose 1, 2 and (1) are paragraphs."""
    return bool(_IN_ARTICLE.search(about)) and not _IN_SECTION.search(about)


def kind_within(series: Series, holder: Frame) -> str:
    """The kind of a provision numbered in brackets inside `holder`."""
    if series == "digit":
        return _digit_kind(holder)
    if series == "letter" and holder.kind == "quoted text" and is_roman_place(holder.about):
        return "sub-paragraph"
    if series == "letter":
        return "sub-paragraph" if holder.kind == "paragraph" and holder.series == "letter" else "paragraph"
    return "sub-sub-paragraph" if series == "capital" else "sub-paragraph"


def _digit_kind(holder: Frame) -> str:
    if holder.kind in {"clause", "section"}:
        return "subsection"
    about = _ASIDE.sub("", holder.about)
    if holder.kind == "schedule paragraph" or in_article(holder.about):
        return "sub-paragraph" if holder.kind == "schedule paragraph" else "paragraph"
    if _IN_REGULATION.search(about) and not _IN_SECTION.search(about):
        return "subsection"
    for words in about.split("\n"):
        called = [_CALLED[word.lower()] for word in _NAMED.findall(words) if word.lower() in _CALLED]
        if called:
            return called[-1]
    return "subsection"
