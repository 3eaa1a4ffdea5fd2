"""Where an amendment bites, read from the first words of its summary: the fallback for rows without numeric fields.

Forms: sources, "Amendment grammar". Only what stands at the very start is read, and nothing is guessed.
"""

import re
from dataclasses import dataclass

PREFIX = r"\s*(?:\[[^\]]{1,40}\]\s*)?"
NEW = re.compile(
    PREFIX + r"(?:to move the following (?:new )?(?:clause|schedule)|"
    r"(?:after|before)\s[^—:]{1,80}insert the following (?:new )?(?:clause|schedule))",
    re.IGNORECASE,
)
CLAUSE_FIRST = re.compile(PREFIX + r"(?P<kind>clause|schedule)\s+(?P<number>\d+[A-Z]*)\b", re.IGNORECASE)
ONLY_SCHEDULE = re.compile(PREFIX + r"(?:the )?schedule,", re.IGNORECASE)
TITLE = re.compile(PREFIX + r"(?:long )?title\b", re.IGNORECASE)
LEAVE_OUT = re.compile(
    PREFIX + r"(?:page\s+\d+,\s*line\s+\d+,?\s*)?leave out (?P<kind>clause|schedule)\s+(?P<number>\d+[A-Z]*)\b",
    re.IGNORECASE,
)
BRACKETED = re.compile(
    PREFIX + r"page\s+\d+,?\s*(?:line\s+\d+,?\s*)?\[(?P<kind>clause|schedule)\s+(?P<number>\d+[A-Z]*)\]", re.IGNORECASE
)
STAND_PART = re.compile(
    r"intention to oppose the question that (?P<kind>clause|schedule) (?P<number>\d+[A-Z]*) ", re.IGNORECASE
)
PAGE_LINE = re.compile(
    PREFIX
    + r"(?:(?:clause|schedule)(?:\s+\d+[A-Z]*)?,\s*)?page\s+(?P<page>\d{1,5})(?:,?\s*line\s+(?P<line>\d{1,5}))?",
    re.IGNORECASE,
)
FIRST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Locator:
    """Target and place; `provision` is "" for a new clause or schedule and None where the words do not say."""

    provision: str | None = None
    page: int | None = None
    line: int | None = None


def read_locator(text: str) -> Locator:
    """The locator that the text begins with."""
    start = text[:FIRST_WORDS]
    found = PAGE_LINE.match(start)
    page, line = (found["page"], found["line"]) if found else (None, None)
    return Locator(_provision(start), int(page) if page else None, int(line) if line else None)


def _provision(start: str) -> str | None:
    if NEW.match(start):
        return ""
    found = CLAUSE_FIRST.match(start) or LEAVE_OUT.match(start) or BRACKETED.match(start) or STAND_PART.search(start)
    if found:
        return f"{found['kind']} {found['number']}".casefold()
    if ONLY_SCHEDULE.match(start):
        return "schedule"
    return "title" if TITLE.match(start) else None
