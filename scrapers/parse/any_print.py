"""A Bill print in any of the three forms, told apart by what is in the file, never by its name. Pure."""

from scrapers.parse import bill_print, print_pdf, print_rows
from scrapers.parse.bill_print import PrintRecord

_JSON = (b"[", b"{")
_MARK = b"\xef\xbb\xbf"


def parse(body: bytes) -> PrintRecord:
    """The print in Lawmaker XML, in a PDF or in page-line JSON.

    Raises UnreadableSource as the reader of that form does; what is none of the three is refused as XML.
    """
    if print_pdf.is_pdf(body):
        return print_pdf.parse(body)
    if body.removeprefix(_MARK).lstrip()[:1] in _JSON:
        return print_rows.parse(body)
    return bill_print.parse(body)
