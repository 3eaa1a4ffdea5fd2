"""Amendments in words: target, movers, first words, what kind of change. For lists, headings and sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from amendments.history import LONDON
from amendments.models import Amendment, AmendmentPaper, Sponsorship

NEW_PROVISION = {"new_clause": "New clause", "new_schedule": "New schedule"}
MOVING = re.compile(r"To move the following (Clause|Schedule)\s*[—–-]+", re.IGNORECASE)
STAND_PART = re.compile(r"oppose the Question that .{1,60} stand part", re.IGNORECASE)
SERIES = re.compile(r"(NC|NS)(\d+[A-Z]*)")
FIRST_WORDS = 170
KIND_WORDS = {str(kind.value): str(kind.label) for kind in Amendment.Kind}
CHANGE_WORDS = {
    "text": "Wording",
    "target": "Target",
    "decision": "Decision",
    "place": "On or off the list",
    "number": "Number",
    "signatures": "Names",
    "typography": "Typography",
}
STAR_WORDS = {
    "★": "new or altered",
    "*": "new or altered",
    "☆": "will have had the required notice at the next sitting",
}
SOURCE_WORDS = {"paper": "Amendment paper", "api": "Parliament’s data", "historic": "Historic record"}
SHORT_SOURCE_WORDS = {"paper": "paper", "api": "data", "historic": "historic record"}
NOT_FOUND = "Not found in our sources"
"""What is said of a decision that a historic record does not know: not that there was none."""


def title_of(amendment: Amendment, number: str | None = None) -> str:
    """ "Amendment 12", "Amendment (a) to NC1", "New clause 4", "Motion A1": what a heading calls it.

    By the number given, or its latest. A notice that a clause should not stand part has no number in the Lords: it is
    called by its clause.
    """
    label = amendment.number if number is None else number
    if not label and is_stand_part(amendment) and amendment.provision:
        return f"{provision_words(amendment.provision)} stand part notice"
    if not label:
        return f"Unnumbered {_kind_words(amendment).lower()}"
    named = str(amendment.historic.get("series") or _kind_words(amendment))
    if label.startswith(named):
        return label
    series = SERIES.fullmatch(label)
    if series and amendment.kind == Amendment.Kind.AMENDMENT:
        return f"New {'clause' if series[1] == 'NC' else 'schedule'} {series[2]}"
    amended = amendment.provision.removeprefix("amendment ") if label.startswith("(") else amendment.provision
    to = f" to {amended.upper()}" if amended != amendment.provision else ""
    return f"{named} {label}{to}"


def _kind_words(amendment: Amendment) -> str:
    """What Django's get_kind_display says, at a tenth of its price: a list asks hundreds of times."""
    return KIND_WORDS.get(amendment.kind, amendment.kind)


def is_stand_part(amendment: Amendment) -> bool:
    """Whether it only gives notice of opposing that a clause or Schedule stand part of the Bill."""
    return STAND_PART.search(amendment.text[:400]) is not None


def provision_words(provision: str, op: str = "") -> str:
    """ "Clause 2", "The Schedule", "Amendment NC4", "New clause"; "" where no source places it."""
    if not provision:
        return NEW_PROVISION.get(op, "")
    kind, _, rest = provision.partition(" ")
    named = {"title": "Long title", "schedule": f"Schedule {rest}" if rest else "The Schedule"}
    return named.get(kind) or f"{kind.capitalize()} {rest.upper() if kind == 'amendment' else rest}".strip()


def target_words(amendment: Amendment) -> str:
    """ "Clause 2, page 3, line 4", as far as the sources say; of a historic amendment in the words of its source."""
    parts = [str(amendment.historic.get("target") or provision_words(amendment.provision, amendment.op))]
    if amendment.page:
        parts.append(f"page {amendment.page}")
    if amendment.line:
        parts.append(f"line {amendment.line}")
    words = ", ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def first_words(text: str, limit: int = FIRST_WORDS) -> str:
    """The beginning of a text in one line, cut between words, with … where it goes on."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit and len(text) <= limit * 4:
        return line
    return line[:limit].rpartition(" ")[0].rstrip(",;:—") + "…"


def without_target(amendment: Amendment) -> str:
    """What an amendment says, less the target and the words of moving that a list shows beside it."""
    text = amendment.text or amendment.summary_text or amendment.gist
    first, _, rest = text.partition("\n")
    if rest and MOVING.fullmatch(first.strip()):
        return rest.replace("\n", " – ", 1)
    target = target_words(amendment)
    if target and text.casefold().startswith(f"{target.casefold()},"):
        return text[len(target) + 1 :].lstrip()
    return text


def purpose(amendment: Amendment) -> str:
    """What an amendment would do, as far as its kind and target say it: "add a new clause to the Bill"."""
    target = provision_words(amendment.provision)
    at = f"{target[:1].lower()}{target[1:]}" if not target.startswith("Amendment") else target
    if amendment.kind == Amendment.Kind.MOTION:
        return f"move a motion about {at}" if at else "move a motion"
    if amendment.op in NEW_PROVISION:
        return f"add a {NEW_PROVISION[amendment.op].lower()} to the Bill"
    if at and (amendment.op == "leave_out_clause" or is_stand_part(amendment)):
        return f"leave {at} out of the Bill"
    return f"change {at}" if at else "change the Bill"


def movers(names: Sequence[Sponsorship]) -> str:
    """The lead name, and how many others: "Ada Quill and 11 others"; "" where no source names anybody."""
    return named([name.printed_name for name in names])


def named(names: Sequence[str]) -> str:
    """The same of names as printed."""
    if not names:
        return ""
    others = len(names) - 1
    if others == 0:
        return names[0]
    if others == 1:
        return f"{names[0]} and {names[1]}"
    return f"{names[0]} and {others} others"


def and_list(words: Iterable[str]) -> str:
    """ "Ada Quill, Bo Finch and Cy Marsh"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def count_of(number: int, one: str, many: str = "") -> str:
    """ "1 name", "2 names", "1,204 amendments"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def date_words(at: datetime) -> str:
    """ "18 September 2026", the day in London."""
    return f"{at.astimezone(LONDON):%-d %B %Y}"


def moment_words(at: datetime) -> str:
    """ "09:05 on 18 September 2026", London time."""
    return f"{at.astimezone(LONDON):%H:%M} on {date_words(at)}"


def since_words(at: datetime) -> str:
    """The moment, or the day alone where a source speaks for a day and no time of it."""
    return date_words(at) if at.astimezone(LONDON).time() == time.min else moment_words(at)


def paper_words(paper: AmendmentPaper) -> str:
    """What to call a dated list: by its printed date, or by the time at which the data stood so."""
    if paper.source == AmendmentPaper.Source.API:
        return f"Parliament’s data at {moment_words(paper.effective_at)}"
    if paper.source == AmendmentPaper.Source.HISTORIC:
        return f"{paper.title}, {paper.published_on:%Y}" if paper.published_on else f"{paper.title}, undated"
    day = f"{paper.published_on:%-d %B %Y}" if paper.published_on else date_words(paper.effective_at)
    return f"List of {day}"


def of_paper(paper: AmendmentPaper) -> str:
    """The same inside a sentence: "the list of 18 September 2026"."""
    words = paper_words(paper)
    return f"the {words[:1].lower()}{words[1:]}" if paper.source == AmendmentPaper.Source.PAPER else words


def sources_of(amendment: Amendment, words: Mapping[str, str] = SOURCE_WORDS) -> list[str]:
    """Which sources speak of the amendment, the paper first."""
    return [words[source] for source in SOURCE_WORDS if source in amendment.readings]


def change_kinds(grades: str) -> list[str]:
    """The kinds of a graded change in plain words, weightiest first."""
    found = set(grades.split())
    return [words for grade, words in CHANGE_WORDS.items() if grade in found]


def parliament_url(amendment: Amendment) -> str:
    """Parliament's own page of the amendment (its stage's page for a ping-pong item); "" where there is none."""
    page = amendment.stage.parliament_url
    kind, _, number = (amendment.api_key or "").partition(":")
    return f"{page}/{number}" if page and kind == "amendment" and number.isdigit() else page
