"""All the words of an answer, in whatever form it came: a page, a spreadsheet, a Word document, a PDF."""

import io
import re
import zipfile
import zlib
from typing import Any

from pypdf import PdfReader

TAG = re.compile(r"<[^>]*>")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
BROKEN_WORD = re.compile(r"[-\u00ad]\n")


def form_of(answer: Any) -> str:
    """The media type of an answer, without its parameters."""
    return str(answer.get("Content-Type", "")).partition(";")[0]


def body_of(answer: Any) -> str:
    """The body as text; of a file, what stands in its parts, metadata too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as folded:
            return " ".join(folded.read(name).decode("utf-8", "replace") for name in folded.namelist())
    return _of_pdf(content) if content.startswith(b"%PDF-") else str(content.decode("utf-8", "replace"))


def words_of(body: str) -> str:
    """The body, and once more without tags: a mark inside a word does not hide it."""
    return f"{body}\n{TAG.sub('', body)}"


def _of_pdf(content: bytes) -> str:
    """What a reader sees, words broken at the end of a line made whole, and every stream that can be unpacked."""
    reader = PdfReader(io.BytesIO(content))
    seen = BROKEN_WORD.sub("", "\n".join(page.extract_text() for page in reader.pages))
    told = " ".join(str(value) for value in (reader.metadata or {}).values())
    return "\n".join([seen, told, *(_unpacked(each) for each in STREAM.findall(content))])


def _unpacked(stream: bytes) -> str:
    try:
        return zlib.decompressobj().decompress(stream).decode("latin-1")
    except zlib.error:
        return stream.decode("latin-1")
