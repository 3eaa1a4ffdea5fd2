"""Bounds on what a PDF unpacks to, checked before the library reads it: a small file can hold gigabytes. Pure."""

import re
import zlib
from typing import Any

from scrapers.records import UnreadableSource

MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of one stream: fonts and crests of real prints stay under two million."""
MOST_ON_A_PAGE = 2 * 1024 * 1024
"""Bytes of drawing instructions of one page: fifty thousand in a real print."""
_STREAM = re.compile(rb"stream\r?\n")


def check_streams(body: bytes) -> None:
    """Raise UnreadableSource where a packed stream of the file unpacks to more than MOST_UNPACKED bytes."""
    whole = memoryview(body)
    for found in _STREAM.finditer(body):  # the first byte of packed data names its method (RFC 1950)
        if found.end() == len(body) or body[found.end()] & 15 != zlib.DEFLATED:
            continue
        try:
            unpacked = zlib.decompressobj().decompress(whole[found.end() :], MOST_UNPACKED + 1)
        except zlib.error:
            continue
        if len(unpacked) > MOST_UNPACKED:
            raise UnreadableSource(f"byte {found.end()}", f"a stream unpacks to more than {MOST_UNPACKED:,} bytes")


def check_page(page: Any, place: str) -> None:
    """Raise UnreadableSource where a page of pdfplumber holds more than MOST_ON_A_PAGE bytes of instructions."""
    contents = _resolved(page.page_obj.contents)
    streams = [_resolved(each) for each in (contents if isinstance(contents, list) else [contents])]
    forms = (_resolved(page.page_obj.resources) or {}).get("XObject")
    streams += [_resolved(each) for each in (_resolved(forms) or {}).values()]
    size = sum(len(each.get_data()) for each in streams if _is_drawn(each))
    if size > MOST_ON_A_PAGE:
        raise UnreadableSource(place, f"it holds {size:,} bytes of instructions; the limit is {MOST_ON_A_PAGE:,}")


def _is_drawn(stream: Any) -> bool:
    """Whether a stream holds drawing instructions, not a picture."""
    return hasattr(stream, "get_data") and getattr(stream.attrs.get("Subtype"), "name", "") != "Image"


def _resolved(value: Any) -> Any:
    return value.resolve() if hasattr(value, "resolve") else value
