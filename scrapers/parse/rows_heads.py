"""Printed lines that are no provision of the Bill: running heads, footers, the lines before clause 1. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from scrapers.parse.rows_forms import beginning
from scrapers.parse.rows_input import Row

_DIVISION_HEAD = re.compile(r"(?:Part|PART|Schedule|SCHEDULE|Chapter|CHAPTER)\s+\w{1,5}\s*[—–-]\s*\S.*")
_TITLE = re.compile(r"(?:\d{1,4}\s+)?([A-Z].{2,150}\b(?:Bill|BILL)(?:\s+\[(?:HL|Lords)\])?)(?:\s+\d{1,4})?")
_FOOTER = re.compile(r"((?:HL\s+)?Bill\s+\d{1,4})(?:\s*[—–-]\s*\w+)?(?:\s+\d{2}/\d)?")
_STATE = re.compile(r"\[\s*(AS\s+[A-Z ,’'()]+|[A-Z]+(?:\s+[A-Z]+)*\s+(?:COMMONS|LORDS|COMMITTEE|REPORT))\s*\]")
_ENACTED = re.compile(r"\b(?:enacted|ENACTED)\b")
_FOLLOWS = re.compile(r"as\s+follows\s*:?\s*[—–-]+$")
_PURPOSE = re.compile(r"(?:TO|To|A BILL TO|A Bill to)\b")
_LONGEST_FRONT, _LONGEST_COVER = 120, 60


class Front(NamedTuple):
    """What a print says of itself before its first provision.

    `rows` counts the rows that stand there, `cover` those of its back cover, which says most of it again.
    """

    rows: int = 0
    cover: int = 0
    title: str = ""
    print_number: str = ""
    house: str = ""
    stage_version: str = ""
    long_title: str = ""


def front_of(rows: Sequence[Row]) -> tuple[tuple[Row, ...], Front]:
    """The rows without running heads and footers, and what those and the rows before clause 1 say of the print."""
    kept, heads = without_heads(rows)
    titles = Counter(found[1] for text in heads if (found := _TITLE.fullmatch(text)) and not _FOOTER.fullmatch(text))
    named = titles.most_common(1)
    return kept, front_named(kept, named[0][0] if named else "", heads)


def front_named(rows: Sequence[Row], title: str, heads: Sequence[str]) -> Front:
    """What `rows` without running heads, and those heads and feet, say of the print."""
    count = front_rows(rows)
    before = rows[:count]
    number = next((found[1] for text in heads if (found := _FOOTER.fullmatch(text))), "")
    house = "" if not number else "House of Lords" if number.startswith("HL") else "House of Commons"
    state = next((found[1] for row in before if (found := _STATE.fullmatch(row.text))), "")
    return Front(
        count, cover_rows(rows), title or _title_in(before), number, house, state.capitalize(), _long_title(before)
    )


def without_heads(rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[str]]:
    """The rows without running heads and footers, and the words of those: the Bill's name, "Part 1 — Offences".

    Only the first two rows and the last of a page can be one; words that repeat on three pages or more are one.
    """
    edges = _edges(rows)
    repeated = Counter(words for _, words in {(rows[at].page, _bare(rows[at])) for at in edges})
    heads = {at for at in edges if _is_head(rows[at], repeated[_bare(rows[at])])}
    return tuple(row for at, row in enumerate(rows) if at not in heads), [_bare(rows[at]) for at in sorted(heads)]


def front_rows(rows: Sequence[Row]) -> int:
    """How many rows stand before the first provision: title, long title, words of enactment; 0 where none say so."""
    enacted = False
    for at, row in enumerate(rows[:_LONGEST_FRONT]):
        enacted = enacted or bool(_ENACTED.search(row.text))
        if enacted and _FOLLOWS.search(row.text):
            return at + 1
    return 0


def cover_rows(rows: Sequence[Row]) -> int:
    """How many rows at the end are the back cover: from "A", "BILL" on, the Bill's name above them included."""
    for at in range(max(1, len(rows) - _LONGEST_COVER), len(rows) - 1):
        words = (rows[at].text + rows[at + 1].text).replace(" ", "").upper()
        if words == "ABILL" and rows[at].text.upper() == "A":
            return len(rows) - at + bool(_TITLE.fullmatch(rows[at - 1].text))
    return 0


def _edges(rows: Sequence[Row]) -> frozenset[int]:
    """The places of the first two rows and the last of each page."""
    found: set[int] = set()
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at].page != rows[start].page:
            found.update((start, min(start + 1, at - 1), at - 1))
            start = at
    return frozenset(found)


def _is_head(row: Row, times: int) -> bool:
    text = _bare(row)
    if _DIVISION_HEAD.fullmatch(text) or _FOOTER.fullmatch(text) or row.text == str(row.page):
        return True
    is_heading = bool(text) and not beginning(text).form
    is_title = is_heading and bool(_TITLE.fullmatch(text))
    is_plain = is_heading and text[0].isupper() and not text.endswith((".", ";", ",", "—", ":"))
    return (is_title and times > 1) or (is_plain and times > 2)


def _bare(row: Row) -> str:
    """The words of a row without the page figure at either end."""
    page = re.escape(str(row.page))
    return re.sub(rf"^{page}\s+|\s+{page}$", "", row.text)


def _title_in(rows: Sequence[Row]) -> str:
    return next((found[1] for row in rows if (found := _TITLE.fullmatch(row.text)) and found[1] != "A BILL"), "")


def _long_title(rows: Sequence[Row]) -> str:
    """The words between "A BILL TO" and the words of enactment, where the rows set them apart."""
    start = next((at for at, row in enumerate(rows) if _PURPOSE.match(row.text)), None)
    if start is None:
        return ""
    end = next((at for at, row in enumerate(rows) if _ENACTED.search(row.text)), len(rows))
    return _PURPOSE.sub("", " ".join(row.text for row in rows[start:end])).strip()
