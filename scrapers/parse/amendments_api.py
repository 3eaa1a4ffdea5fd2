"""Amendments of the Bills API: the list of a stage and one amendment in full (sources, "Response shapes").

The API's `id` is always 0 and identifies nothing: `amendmentId` does. Party colours, photographs and pages of Members
are left out (docs/fields.md).
"""

from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from scrapers.parse.locator import read_locator
from scrapers.parse.pages import read_one, read_page
from scrapers.parse.plain_text import has_markup, plain, plain_line, table_rows
from scrapers.parse.reading import Row, RowRefused, is_sound
from scrapers.records import AmendmentRecord, Line, Page, SponsorRecord

DECLARED = "[R]"
IMAGE = "[image]"
by_api_key = attrgetter("api_key")


def amendments_page(body: bytes, skip: int = 0) -> Page[AmendmentRecord]:
    """A page of a stage's amendments, in list order; `skip` is how many of the list came before this page.

    `position` is the place in the whole list, from 1. `text_is_full` is False: the list has a summary only. Raises
    UnreadableSource where the answer is not a page.
    """
    return read_page(body, lambda row, index: _listed(row, skip + index + 1), by_api_key)


def amendment(body: bytes) -> AmendmentRecord:
    """One amendment in full. `position` is 0: only the list tells it. Raises UnreadableSource for anything wrong."""
    return read_one(body, lambda row, _: _detailed(row))


def _listed(row: Row, position: int) -> AmendmentRecord:
    summary = summary_of(row)
    provision, page, line = target_of(row, summary or "")
    return AmendmentRecord(
        place=row.place,
        number=label(row, "marshalledListText"),
        position=position,
        api_key=f"amendment:{row.identity('amendmentId')}",
        dnum=(row.text("dNum", 40) or "").strip().casefold(),
        raw_type=row.text("amendmentType", 60),
        provision=provision,
        page=page,
        line=line,
        position_text=row.text("amendmentPosition", 200),
        summary_text=summary,
        star=(row.text("statusIndicator", 10) or "").strip(),
        decision=row.text("decision", 60),
        decision_explanation=row.text("decisionExplanation"),
        sponsors=sponsors_of(row),
    )


def _detailed(row: Row) -> AmendmentRecord:
    number = label(row, "marshalledListText")
    lines = lines_of(row, "amendmentLines")
    text = text_of(lines)
    provision, page, line = target_of(row, text)
    return AmendmentRecord(
        place=f"amendment {number or row.identity('amendmentId')}",
        number=number,
        position=0,
        api_key=f"amendment:{row.identity('amendmentId')}",
        dnum=(row.text("dNum", 40) or "").strip().casefold(),
        raw_type=row.text("amendmentType", 60),
        provision=provision,
        page=page,
        line=line,
        position_text=row.text("amendmentPosition", 200),
        lines=lines,
        text=text,
        text_is_full=True,
        statement=plain_of(row, "explanatoryText"),
        statement_heading=plain_of(row, "explanatoryTextPrefix", 200),
        note=plain_of(row, "amendmentNote"),
        location=plain_of(row, "amendmentLocation", 500),
        heading=plain_of(row, "mainHeader", 500),
        star=(row.text("statusIndicator", 10) or "").strip(),
        decision=row.text("decision", 60),
        decision_explanation=row.text("decisionExplanation"),
        sponsors=sponsors_of(row),
    )


def label(row: Row, name: str) -> str:
    """A printed number as the list has it ("NC42", "(a)", "Unnumbered"), or ""."""
    return (row.text(name, 40) or "").strip()


def summary_of(row: Row) -> str | None:
    """The rows of `summaryText`, one a line, markup taken off; a prefix such as "[Withdrawn]" stays."""
    rows = row.texts("summaryText")
    if rows is None:
        return None
    return "\n".join([plain_line(text) if has_markup(text) else text for text in rows])


def target_of(row: Row, words: str) -> tuple[str | None, int | None, int | None]:
    """Provision, page and line: Parliament's own numbers first, else what the words begin with.

    The provision is None where neither tells one, and "" for a new clause or schedule.
    """
    clause, schedule = row.integer("clause"), row.integer("schedule")
    page, line = row.integer("pageNumber"), row.integer("lineNumber")
    provision = None
    if clause and not schedule:
        provision = f"clause {clause}"
    elif schedule and not clause:
        provision = f"schedule {schedule}"
    if provision and page and line:
        return provision, page, line
    located = read_locator(words)
    return provision or located.provision, page or located.page, line or located.line


def plain_of(row: Row, name: str, longest: int = 200_000) -> str | None:
    """Words without markup; None where the source does not say."""
    text = row.text(name, 200_000)
    words = text and plain(text).strip()
    if words and len(words) > longest:
        row.note(name, f"is longer than {longest:,} characters")
        return None
    return words


def lines_of(row: Row, name: str) -> tuple[Line, ...]:
    """Lines of text as structured as the API has them, without blank ones. A list that is missing refuses the row."""
    if row.fields.get(name) is None:
        raise RowRefused(row.place_of(name), "is missing")
    lines = (_line(each) for each in row.rows(name))
    return tuple(line for line in lines if line.text or line.num)


def _line(row: Row) -> Line:
    depth = row.integer("indentation") or 0
    num = plain_line(row.words("hangingIndentation", 200))
    text = row.words("text", 200_000)
    if row.boolean("isImage"):
        return Line(text=IMAGE, num=num, depth=depth, kind="image")
    cells = table_rows(text)
    return Line(text=plain_line(text), num=num, depth=depth, kind="table" if cells else "text", rows=cells)


def text_of(lines: tuple[Line, ...]) -> str:
    """The same lines as one text, each with its number; our own notes are not part of it."""
    return "\n".join(f"{line.num} {line.text}".strip() for line in lines if line.kind != "note")


def sponsors_of(row: Row, name: str = "sponsors") -> tuple[SponsorRecord, ...] | None:
    """The names on an amendment, lead first, numbered from 1 in the order of `sortOrder`.

    A list in which a name cannot be read is not taken at all (None): a name left out would look like one withdrawn.
    """
    values = row.listed(name)
    if values is None:
        return None
    try:
        names = [_known_sponsor(value) for value in values]
    except (KeyError, TypeError, ValueError):
        names = _slowly(row, name) or []
        if len(names) != len(values):
            return None
    for place, sponsor in enumerate(names, 1):
        if sponsor.order != place or sponsor.is_lead != (place == 1):
            return _in_order(names)
    return tuple(names)


def _slowly(row: Row, name: str) -> list[SponsorRecord] | None:
    """Names of which at least one is out of the ordinary: each read with its place, all or none of them."""
    problems = len(row.problems)
    try:
        names = [_sponsor(each, index) for index, each in enumerate(row.rows(name), 1)]
    except RowRefused as refused:
        row.problems.append(refused.problem)
        return None
    return names if len(row.problems) == problems else None


def _in_order(names: list[SponsorRecord]) -> tuple[SponsorRecord, ...]:
    ordered = sorted(names, key=lambda name: (not name.is_lead, name.order))
    return tuple(replace(name, order=order) for order, name in enumerate(ordered, 1))


def _known_sponsor(value: dict[str, Any]) -> SponsorRecord:
    """A name with all its keys in their usual types. Raises KeyError, TypeError or ValueError for any other."""
    return _ordinary_sponsor(
        value["name"],
        value["isLead"],
        value["sortOrder"],
        value["memberId"],
        value["party"],
        value["house"],
        value["memberFrom"],
    )


@lru_cache(maxsize=8192, typed=True)
def _ordinary_sponsor(*values: Any) -> SponsorRecord:
    """The same few hundred people stand on thousands of amendments: each is checked once.

    Raises ValueError, which is not remembered, for whatever `_sponsor` should look at.
    """
    name, is_lead, order, member_id, *words = values
    longest = (100, 30, 200)
    numbers_are_usual = type(is_lead) is bool and type(order) is int and type(member_id) is int
    words_are_usual = all(
        type(word) is str and len(word) <= most and is_sound(word)
        for word, most in zip((name, *words), (200, *longest), strict=True)
    )
    if not (numbers_are_usual and words_are_usual and 0 < order < 10_000 and 0 < member_id < 2**31):
        raise ValueError("not ordinary")
    if not name.strip() or name.endswith(DECLARED):
        raise ValueError("not ordinary")
    return SponsorRecord(name, is_lead, order, member_id, False, *words)


def _sponsor(row: Row, order: int) -> SponsorRecord:
    name = row.required("name", 200)
    declared = name.endswith(DECLARED)
    return SponsorRecord(
        name=name[: -len(DECLARED)].rstrip() if declared else name,
        is_lead=row.boolean("isLead") or False,
        order=row.integer("sortOrder") or order,
        member_id=row.integer("memberId") or None,
        declared_interest=declared,
        party=row.words("party", 100),
        house=row.words("house", 30),
        member_from=row.words("memberFrom", 200),
    )
