"""A Bill as it would stand, as a Word document: what goes is struck, what comes underlined, and by which."""

import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.shared import Inches, RGBColor

from amendments.amended_rows import AmendedRow, RowSpan
from amendments.interpret import WHOLE, ShownUnit, shown
from amendments.scenario import ChangedUnit, Scenario
from bills.models import Bill, BillStage

INSERTED, REMOVED = RGBColor(0x00, 0x5A, 0x30), RGBColor(0x94, 0x25, 0x14)
STEP = Inches(0.35)
BY_PROGRAM = "This is worked out by a program, not published by Parliament."


def docx_of(
    bill: Bill, stage: BillStage, found: Scenario, units: Iterable[ChangedUnit], answer: str, address: str
) -> bytes:
    """The document: the honest counts and what could not be made first, then the clauses."""
    document = docx.Document()
    document.core_properties.title = f"{bill.short_title}, as it would stand"[:255]
    document.core_properties.language = "en-GB"
    document.core_properties.author = ""
    document.add_heading(f"{bill.short_title}, as it would stand", level=1)
    document.add_paragraph().add_run(BY_PROGRAM).bold = True
    document.add_paragraph(f"{_of(found)} Amendments of the stage: {stage}. {answer}")
    document.add_paragraph(address)
    if found.left:
        document.add_heading("Could not be made", level=2)
        for each in found.left:
            document.add_paragraph(f"{each.title}: {each.why} {each.detail}".strip(), style="List Bullet")
    if found.amended:
        for changed in units:
            _write(document, shown(changed.unit, found.amended, keep=WHOLE))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _of(found: Scenario) -> str:
    printed = found.printed
    if printed is None:
        return ""
    stage = f" ({printed.stage_words})" if printed.stage_words else ""
    day = f" of {printed.published_on:%-d %B %Y}" if printed.published_on else ""
    return f"Made in {printed.print_number or 'a print without a number'}{stage}{day}."


def _write(document: Document, unit: ShownUnit) -> None:
    said = {"left out": " (left out)", "new": " (new)"}.get(unit.state, "")
    before = f" (before {unit.was})" if unit.was else ""
    document.add_heading(f"{unit.title} {unit.heading}{before}{said}", level=2)
    if unit.old_heading:
        document.add_paragraph(f"Its heading was: {unit.old_heading}")
    for row in unit.rows:
        if isinstance(row, AmendedRow):
            _row(document, row)


def _row(document: Document, row: AmendedRow) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = STEP * (row.depth + (1 if row.num else 0))
    if row.num:
        paragraph.paragraph_format.first_line_indent = -STEP
        run = paragraph.add_run(f"{row.num}\t")
        run.font.strike = row.state == "removed" or None
    if row.old_num and row.state != "inserted":
        paragraph.add_run(f"(before {row.old_num}) ").italic = True
    for span in row.spans:
        run = paragraph.add_run(span.text)
        if span.kind == "inserted":
            run.font.underline, run.font.color.rgb = True, INSERTED
        elif span.kind == "removed":
            run.font.strike, run.font.color.rgb = True, REMOVED
        if isinstance(span, RowSpan) and span.was:
            paragraph.add_run(f" (before {span.was})").italic = True
        run.bold = row.kind == "heading" or None
    if row.by:
        paragraph.add_run(f" [{', '.join(row.by)}]").italic = True
