"""A Bill print as PDF: its pages become page-line rows, and those the tree (scrapers.parse.rows_reader). Pure.

Lines are counted and checked against the printed margin figures page by page (scrapers.parse.pdf_pages). A page that
fails stays in the tree without lines, and `unindexed` says why.
"""

import io
from dataclasses import replace

from scrapers.parse.bill_print import PrintRecord, UnindexedPage
from scrapers.parse.pdf_limits import check_page, check_streams
from scrapers.parse.pdf_pages import body_pages, missing_pages, running_head
from scrapers.parse.pdf_rows import MOST_CHARACTERS, PdfRow, letters_of, rows_of
from scrapers.parse.print_rows import record_of
from scrapers.parse.rows_heads import front_named
from scrapers.records import ParseProblem, UnreadableSource

MOST_BYTES = 64 * 1024 * 1024
MOST_PAGES = 1_500
_SIGN = b"%PDF-"
_FIRST_BYTES = 1024


def is_pdf(body: bytes) -> bool:
    """Whether a file is a PDF: the sign stands in its first kilobyte (PDF 1.7, appendix H)."""
    return _SIGN in body[:_FIRST_BYTES]


def parse(body: bytes) -> PrintRecord:
    """The print in a PDF.

    Raises UnreadableSource for what is no PDF, is too large, is locked or damaged, holds no text (a scan), or no
    pages of a Bill.
    """
    pages, height = _read(body)
    head = running_head(pages, height)
    found = body_pages(pages, head)
    if not found:
        raise UnreadableSource("PDF", "no page bears the printed figure 1 below a running head: not a print of a Bill")
    rows = tuple(row for page in found for row in page.rows)
    feet = [row.text for page in pages for row in page[-1:]]
    record = record_of(rows, front_named(rows, head.title, feet), "pdf")
    unindexed = tuple(UnindexedPage(page.page, page.reason) for page in found if page.reason)
    problems = tuple(
        ParseProblem(f"page {each.page}", f"its lines are not indexed: {each.reason}") for each in unindexed
    )
    lost = tuple(
        ParseProblem(f"page {page}", "no page of the file bears this figure") for page in missing_pages(found)
    )
    return replace(record, unindexed=unindexed, problems=(*lost, *problems, *record.problems))


def _read(body: bytes) -> tuple[list[list[PdfRow]], float]:
    """The rows of every page, and how high the pages are.

    Whatever the library throws at a damaged file becomes a refusal: it meets broken PDFs with a dozen kinds of error.
    """
    if len(body) > MOST_BYTES:
        raise UnreadableSource("PDF", f"it has {len(body):,} bytes; the limit is {MOST_BYTES:,}")
    check_streams(body)
    import pdfplumber  # 20 MB in every process: only where a PDF is read

    place = "PDF"
    try:
        with pdfplumber.open(io.BytesIO(body)) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableSource("PDF", f"it has {len(document.pages):,} pages; the limit is {MOST_PAGES:,}")
            pages: list[list[PdfRow]] = []
            height = 0.0
            for number, page in enumerate(document.pages, start=1):
                place = f"PDF page {number}"
                check_page(page, place)
                letters = letters_of(page.layout)
                if len(letters) > MOST_CHARACTERS:
                    raise UnreadableSource(place, f"it has more than {MOST_CHARACTERS:,} characters")
                pages.append(rows_of(letters, float(page.width), float(page.height)))
                height = max(height, float(page.height))
                page.close()
    except (UnreadableSource, MemoryError):
        raise
    except Exception as error:
        raise UnreadableSource(place, f"it cannot be read: {type(error).__name__}") from error
    if not any(pages):
        raise UnreadableSource("PDF", "it holds no text: a scan, or an empty document")
    return pages, height
