"""What an old paper says of itself: the Bill, the stage, the session, the print, the day, the legend of its stars."""

# ruff: noqa: E501  a rule is read more safely whole, on its own line, than broken at the width of the page
import re
from collections.abc import Iterable, Sequence

from scrapers.parse import old_words as words
from scrapers.parse.old_page import Block, OldPage
from scrapers.parse.old_paper import Front

FIRST_LINES = 60
STAGES = (
    ("Consideration of Lords amendments", re.compile(r"\b(?:consideration of )?lords (?:amendments?|message|reasons)\b", re.IGNORECASE)),
    ("Consideration of Commons amendments", re.compile(r"\bcommons (?:amendments?|reasons)\b", re.IGNORECASE)),
    ("Report stage", re.compile(r"\bon report\b|\breport stage\b|\bconsideration of bill\b", re.IGNORECASE)),
    ("3rd reading", re.compile(r"\b(?:third|3rd) reading\b", re.IGNORECASE)),
    ("Committee of the whole House", re.compile(r"\bcommittee of the whole house\b", re.IGNORECASE)),
    ("Committee stage", re.compile(r"\bpublic bill committee\b|\bin (?:grand )?committee\b|\bcommittee stage\b|\bgeneral committee\b", re.IGNORECASE)),
)  # fmt: skip
SMALL = frozenset({"and", "of", "the", "in", "on", "for", "to", "etc", "with", "by", "or", "a"})
FILE_NAME = re.compile(r"(?:^|[^a-z0-9])(?P<kind>pbc|cbc|ml|am)(?P<number>\d{3})[^/]*$", re.IGNORECASE)
"""pbc0080309m.81-87.html: print 8, in Public Bill Committee. The day in it is not read: it may be the one before."""
ADDRESS = re.compile(r"/(?P<house>[cl])bill/(?P<session>\d{4}-\d{4})/(?P<number>\d{1,4})/", re.IGNORECASE)
STAR_NOTE = re.compile(r"\s*[★☆✦]\s*")


def front_of(pages: Sequence[OldPage]) -> Front:
    """What the first page says, and where it is silent the pages' titles, addresses and heads."""
    blocks = [block for page in pages for block in page.blocks]
    first = blocks[:FIRST_LINES]
    title, version = _title(first, pages)
    address = next((found for page in pages if (found := ADDRESS.search(page.address))), None)
    named = next(
        (found for page in pages if (found := FILE_NAME.search(page.name) or FILE_NAME.search(page.address))), None
    )
    text = " ".join(block.text for block in first)
    session = words.SESSION.search(text)
    return Front(
        title=title[:500],
        stage=stage_of(first) or ("Committee stage" if named and named["kind"].casefold() == "pbc" else ""),
        stage_version=version[:200],
        session=session[1].replace(" ", "") if session else (address["session"] if address else ""),
        print_number=_print(first, address, named),
        published_on=_day(blocks),
        legend=tuple(_legend(first)),
    )


def _title(blocks: Sequence[Block], pages: Sequence[OldPage]) -> tuple[str, str]:
    """(the Bill's title, "as amended …"). A title in capitals is set as a title unless it also stands in small."""
    found, version = [], ""
    lines = [block.text for block in blocks] + [
        part for page in pages for part in re.split(r"\s*[|:»]\s*|\s+[-–—]\s+", page.title)
    ]
    for line in lines:
        bare = re.sub(r"^\d{1,4}\s+|\s+\d{1,4}$", "", line)
        if (match := words.BILL_TITLE.fullmatch(bare)) and not _is_no_title(match["title"]):
            found.append(" ".join(match["title"].split()))
            said = match["as"] or ""
            version = version or (said if said.casefold() != "continued" else "")
    if not found:
        return "", version
    same = [title for title in found if title.casefold() == found[0].casefold() and not title.isupper()]
    return (same[0] if same else _small_caps(found[0])), version


def _is_no_title(title: str) -> bool:
    return bool(
        re.search(
            r"\b(?:to|consideration of|committee on|home page|other public)\s+(?:the\s+)?bill$|^(?:public|other public|the|this|private|government)\s+bill$|\bmove[sd]?\b|\bclause\b",
            title,
            re.IGNORECASE,
        )
    ) or title.casefold() in ("consideration of bill",)


def _small_caps(title: str) -> str:
    if not title.isupper():
        return title
    lowered = title.casefold().split()
    return " ".join(
        word if place and word.strip("(),.") in SMALL else _capital(word) for place, word in enumerate(lowered)
    )


def _capital(word: str) -> str:
    return "-".join(re.sub(r"[a-z]", lambda m: m[0].upper(), part, count=1) for part in word.split("-"))


def stage_of(blocks: Iterable[Block]) -> str:
    """The stage in Parliament's words, from the first line that names one; "" where none does."""
    joined = ""
    for block in blocks:
        line = block.text
        if words.is_opening(line) or words.LORDS_AMENDMENT.fullmatch(line):
            continue
        if words.LEGEND.fullmatch(line) or len(line) > 200:
            continue
        joined = f"{joined} {line}"[-200:]
        for stage, rule in STAGES:
            if rule.search(line) or (line.isupper() and rule.search(joined)):
                return stage
    return ""


def _print(blocks: Sequence[Block], address: re.Match[str] | None, named: re.Match[str] | None) -> str:
    for block in blocks:
        if found := words.PRINT.search(block.text):
            return f"{' '.join(found[1].split())} {found[2]}"
    if address:
        return f"{'HL ' if address['house'].casefold() == 'l' else ''}Bill {int(address['number'])}"
    if named:
        return f"{'HL ' if named['kind'].casefold() in ('ml', 'am') else ''}Bill {int(named['number'])}"
    return ""


def _day(blocks: Sequence[Block]):
    """The day that the paper is of: in a head that names it, else on a line of its own near the end, else "Prepared"."""
    texts = [block.text for block in blocks]
    for text in texts:
        if words.is_running_head(text) and (day := words.day_in(text)):
            return day
    for text in texts[:25]:
        if re.fullmatch(words._DAY, text) and (day := words.day_in(text)):
            return day
    for text in reversed(texts[-25:]):
        if (re.fullmatch(words._DAY, text) or words.END_OF_PAGE.fullmatch(text)) and (day := words.day_in(text)):
            return day
    return None


def _legend(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        if words.LEGEND.fullmatch(block.text):
            yield STAR_NOTE.sub(lambda mark: f" {mark[0].strip()} ", block.text).strip()
