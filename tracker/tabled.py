"""What the scrapers read, as the engine takes it: one amendment of a record, whatever its source."""

from dataclasses import replace

from amendments.engine.agreement import LAWMAKER_OPS, stated_place, with_note
from amendments.engine.instruction import Line, Tabled
from amendments.engine.written import from_text
from scrapers.parse import amendment_paper
from scrapers.parse.paper_codes import codes_of
from scrapers.records import AmendmentRecord


def tabled_paper(body: bytes) -> list[Tabled]:
    """Every amendment of a Lawmaker paper, each with the paper's own codes to check its words against.

    Raises UnreadableSource for anything that is no such paper.
    """
    paper = amendment_paper.parse(body)
    return [
        replace(tabled_of(record), provision=codes.provision, page=codes.page, line=codes.line)
        for record, codes in zip(paper.amendments, codes_of(body), strict=True)
    ]


def tabled_of(record: AmendmentRecord) -> Tabled:
    """The amendment as tabled, its lines one to one; a list item that has only a summary is read as plain text.

    The op is the source's code (Lawmaker's `ukl:type`), None where it has none that is known: the record's own op was
    read from the words already, and the API's type is unreliable, so neither can check them. A heading such as "After
    Clause 1" above a new Clause (Lords) is its place where no other is stated.
    """
    if record.lines is None:
        written = from_text(record.number, record.summary_text or "", decision=record.decision or "")
        lines = written.lines
    else:
        lines = tuple(Line(line.text, line.num, line.depth, line.kind) for line in record.lines)
    return Tabled(
        number=record.number,
        lines=with_note(record.note or "", lines),
        op=LAWMAKER_OPS.get(record.raw_type or ""),
        provision=record.provision,
        page=record.page,
        line=record.line,
        place=stated_place(record.position_text or "", record.location or ""),
        decision=record.decision or "",
        order=record.position,
    )
