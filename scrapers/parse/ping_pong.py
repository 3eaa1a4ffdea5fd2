"""Ping-pong items of the Bills API: motions and amendments while the Houses exchange a Bill.

Shapes are those of Parliament's specification; no payload was ever recorded. Items have an `id` of their own, which
here does identify (it is what the address of an item takes).
"""

from collections.abc import Iterator
from dataclasses import replace

from scrapers.parse.amendments_api import by_api_key, label, lines_of, plain_of, sponsors_of, text_of
from scrapers.parse.locator import read_locator
from scrapers.parse.pages import read_one, read_page
from scrapers.parse.plain_text import plain_line
from scrapers.parse.reading import Row, RowRefused
from scrapers.records import AmendmentRecord, Line, Page

KINDS = {"motion": "motionGroups", "amendment": "amendmentGroups"}
"""Kind of an item: the key of its groups in the full record."""


def ping_pong_page(body: bytes, skip: int = 0) -> Page[AmendmentRecord]:
    """A page of a stage's ping-pong items; `position` counts from 1 in the whole list, after `skip` items."""
    return read_page(body, lambda row, index: _listed(row, skip + index + 1), by_api_key)


def ping_pong_item(body: bytes) -> AmendmentRecord:
    """One item in full: the lines of its groups in order, each amendment in lieu under its number as a heading.

    The decision and the names on an amendment inside a motion become lines of kind "note", and are not part of `text`.
    Raises UnreadableSource for anything wrong.
    """
    return read_one(body, lambda row, _: _detailed(row))


def _inner(row: Row) -> tuple[str, Row]:
    """The kind of an item and the object that holds it; a type that is not known is refused, not guessed."""
    said = row.required("type", 60).casefold()
    if said not in KINDS:
        raise RowRefused(row.place_of("type"), f"is “{said[:40]}”, neither Motion nor Amendment")
    inner = row.row(said)
    if inner is None:
        raise RowRefused(row.place_of(said), "is missing")
    return said, inner


def _listed(row: Row, position: int) -> AmendmentRecord:
    kind, inner = _inner(row)
    summary = inner.text("summary")
    summary = summary and plain_line(summary)
    located = read_locator(summary or "")
    return AmendmentRecord(
        place=row.place,
        number=label(inner, "number"),
        position=position,
        kind=kind,
        api_key=f"pingpong:{inner.identity('id')}",
        dnum=(inner.text("dNum", 40) or "").strip().casefold(),
        raw_type=inner.text("type", 60),
        provision=located.provision,
        page=located.page,
        line=located.line,
        summary_text=summary,
        star=(inner.text("statusIndicator", 10) or "").strip(),
        decision=inner.text("decision", 60),
        decision_explanation=inner.text("decisionExplanation"),
        sponsors=sponsors_of(inner),
    )


def _detailed(row: Row) -> AmendmentRecord:
    kind, inner = _inner(row)
    item = _listed(row, 0)
    if inner.fields.get(KINDS[kind]) is None:
        raise RowRefused(inner.place_of(KINDS[kind]), "is missing")
    lines = tuple(line for group in _sorted(inner, KINDS[kind]) for line in _group_lines(group, kind))
    return replace(
        item,
        place=f"{kind} {item.number or inner.identity('id')}",
        lines=lines,
        text=text_of(lines),
        text_is_full=True,
        statement=plain_of(inner, "explanatoryText"),
    )


def _sorted(row: Row, name: str) -> list[Row]:
    """The objects of a list by their `sortOrder`; those without one where they stand."""
    rows = list(enumerate(row.rows(name), 1))
    ordered = sorted(rows, key=lambda pair: (pair[1].integer("sortOrder") or pair[0], pair[0]))
    return [each for _, each in ordered]


def _group_lines(group: Row, kind: str) -> Iterator[Line]:
    for line in lines_of(group, "text") if group.fields.get("text") is not None else ():
        yield replace(line, kind="motion") if kind == "motion" and line.kind == "text" else line
    for each in _sorted(group, "amendments"):
        number = label(each, "number")
        if number:
            yield Line(text=number, kind="heading")
        if each.fields.get("text") is not None:
            yield from lines_of(each, "text")
        yield from _notes(each)


def _notes(row: Row) -> Iterator[Line]:
    decision = row.text("decision", 60)
    if decision:
        yield Line(text=f"Decision: {decision}", kind="note")
    names = sponsors_of(row)
    if names:
        yield Line(text=f"Names: {', '.join(name.name for name in names)}", kind="note")
