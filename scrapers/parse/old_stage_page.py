"""The page of a Bill's stages on the old website: a row for each event, in any order, with House and date."""

# ruff: noqa: E501  a rule is read more safely whole, on its own line, than broken at the width of the page
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scrapers.parse import old_words as words
from scrapers.parse.old_page import Block, OldPage
from scrapers.records import OldStageRecord, ParseProblem, StagePageRecord, UnreadableSource

_STAGES = (
    ("Royal Assent", r"royal\s+assent"),
    ("1st reading", r"(?:1st|first)\s+reading|presentation\s+and\s+first\s+reading"),
    ("2nd reading", r"(?:2nd|second)\s+reading(?!\s+committee)"),
    ("3rd reading", r"(?:3rd|third)\s+reading"),
    ("Committee of the whole House", r"committee\s+(?:stage\s+)?(?:of|\(|on)?\s*(?:the\s+)?whole\s+house"),
    ("Consideration of Lords amendments", r"consideration\s+of\s+lords\s+(?:amendments?|message|reasons)"),
    ("Consideration of Commons amendments", r"consideration\s+of\s+commons\s+(?:amendments?|reasons)"),
    ("Ping Pong", r"ping[\s-]?pong"),
    ("Report stage", r"report\s+stage|\breport\s*:"),
    ("Committee stage", r"committee\s+(?:stage|debate)|public\s+bill\s+committee|grand\s+committee|\bcommittee\s*:"),
)  # fmt: skip
STAGES = tuple((name, re.compile(rule, re.IGNORECASE)) for name, rule in _STAGES)
OTHER_EVENTS = re.compile(
    r"programme\s+motion|money\s+resolution|ways\s+and\s+means|order\s+of\s+(?:commitment|recommitment)|carry[\s-]over|"
    r"minutes?\s+of\s+proceedings|legislative\s+grand|second\s+reading\s+committee|allocation\s+of\s+time|instruction",
    re.IGNORECASE,
)
HOUSE = re.compile(r"\bHouse\s+of\s+(Commons|Lords)\b", re.IGNORECASE)
SITTING = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s+sitting\b", re.IGNORECASE)
NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
LONG = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]+),?\s+(\d{4})\b")
HEAD_OF_TIMES = re.compile(r"(?:last|next|latest)\s+(?:events?|news|stage)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
    stage: str
    house: str
    day: date


def looks_like_stages(pages: Sequence[OldPage]) -> bool:
    """Whether these pages name several stages with their House, and dates, and hardly an amendment."""
    texts = [block.text for page in pages for block in page.blocks]
    named = sum(1 for text in texts if _stage(text) and HOUSE.search(text))
    dated = sum(1 for text in texts if _days(text))
    return min(named, dated) >= 2 and sum(map(words.is_opening, texts)) < named


def parse(pages: Sequence[OldPage]) -> StagePageRecord:
    """The stages with their days, in the order of their first day. A row that cannot be read is a named problem.

    Rows without a date are sittings that were not held yet: they are left out. Raises UnreadableSource where no stage
    can be read.
    """
    problems: list[ParseProblem] = []
    blocks = [block for page in pages for block in page.blocks]
    events = list(_events(blocks, problems))
    if not events:
        raise UnreadableSource("page", "no stage with a date could be found in it")
    stages: dict[tuple[str, str], set[date]] = {}
    for event in events:
        stages.setdefault((event.stage, event.house), set()).add(event.day)
    ordered = sorted(stages.items(), key=lambda pair: (min(pair[1]), _rank(pair[0][0])))
    session = next((found[1] for block in blocks if (found := words.SESSION.search(block.text))), "")
    return StagePageRecord(
        bill_title=_title(blocks, pages),
        session=session.replace(" ", ""),
        stages=tuple(OldStageRecord(name, house, tuple(sorted(days))) for (name, house), days in ordered),
        problems=tuple(dict.fromkeys(problems)),
    )


def _events(blocks: Sequence[Block], problems: list[ParseProblem]) -> Iterator[_Event]:
    """One event a row. A stage on one line and its date on the next are one row that a copy broke in two."""
    waiting: Block | None = None
    for block in blocks:
        text = block.text
        if waiting is not None and _days(text) and not _stage(text):
            text, waiting = f"{waiting.text} {text}", None
        stage = _stage(text)
        if stage is None:
            if _days(text) and HOUSE.search(text) and not OTHER_EVENTS.search(text) and len(text) < 200:
                problems.append(ParseProblem(f"“{text[:80]}”", "it names no stage that is known"))
            waiting = None
            continue
        if not _days(text):
            waiting = block if len(text) < 120 else None
            continue
        yield from _event(text, stage, problems)


def _event(text: str, stage: str, problems: list[ParseProblem]) -> Iterator[_Event]:
    place = f"“{text[:80]}”"
    days = _days(text)
    houses = {found.capitalize() for found in HOUSE.findall(text)}
    if len(text) > 300:
        return
    if None in days:
        problems.append(ParseProblem(place, "its date is no day of the calendar"))
        return
    if len(set(days)) > 1:
        problems.append(ParseProblem(place, "it states two different dates"))
        return
    house = "Unassigned" if stage == "Royal Assent" else next(iter(houses)) if len(houses) == 1 else ""
    if stage == "Consideration of Lords amendments" and not house:
        house = "Commons"
    if stage == "Consideration of Commons amendments" and not house:
        house = "Lords"
    if not house:
        problems.append(ParseProblem(place, "its House is lost in this copy"))
        return
    day = days[0]
    if day is not None:
        yield _Event(stage, house, day)


def _stage(text: str) -> str | None:
    if OTHER_EVENTS.search(text):
        return None
    return next((name for name, rule in STAGES if rule.search(text)), None)


def _days(text: str) -> list[date | None]:
    days: list[date | None] = []
    for day, month, year in NUMERIC.findall(text):
        days.append(_day(f"{day} {month} {year}", "%d %m %Y"))
    for found in LONG.findall(text):
        days.append(_day(" ".join(found), "%d %B %Y"))
    return days


def _day(said: str, style: str) -> date | None:
    try:
        return datetime.strptime(said, style).date()
    except ValueError:
        return None


def _rank(stage: str) -> int:
    """Stages of one day in the order in which a Bill goes through them."""
    order = ("1st", "2nd", "Committee", "Report", "3rd", "Consideration", "Ping", "Royal")
    return next((place for place, word in enumerate(order) if stage.startswith(word)), len(order))


def _title(blocks: Sequence[Block], pages: Sequence[OldPage]) -> str:
    lines = [part.strip() for page in pages for part in re.split(r"\s*[|:»—–]\s*|\s+-\s+", page.title)]
    lines += [block.text for block in blocks[:60]]
    for line in lines:
        found = re.fullmatch(
            r"(?:Bill stages\s+)?(?P<title>[A-Z].{1,200}? (?:Bill|Act \d{4}))(?:\s*\[(?:HL|Lords)\])?(?:\s+\d{4}[-–]\d{2,4})?",
            line,
        )
        if found and not re.match(r"(?:Public|Private|Other|Draft|The)\b.{0,10} Bill$", found["title"]):
            return found["title"]
    return ""
