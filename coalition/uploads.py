"""Uploaded papers: a PDF or a Word document, and nothing that only calls itself one. Nothing is ever unpacked.

Refused: another extension, bytes of another kind, more than 20 MB, a document that would unpack to far more than it
is, one with macros. It is kept under a random name outside every web root and handed out as an attachment alone.
"""

import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_EXPANSION = 150
"""Times the packed size: ordinary documents expand about tenfold."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What an examined file is."""

    extension: str
    media_type: str


PDF = Upload(".pdf", "application/pdf")
DOCX = Upload(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def examined(file: UploadedFile) -> Upload:
    """What the file is, by its name and its bytes together. Raises ValidationError in plain words."""
    if (file.size or 0) > LARGEST:
        raise ValidationError("The file is larger than 20 MB. Send a smaller one.")
    name = (file.name or "").casefold()
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if name.endswith(PDF.extension):
        if not start.startswith(b"%PDF-"):
            raise ValidationError("The file is called .pdf but is not a PDF.")
        return PDF
    if name.endswith(DOCX.extension):
        if not start.startswith(b"PK\x03\x04"):
            raise ValidationError("The file is called .docx but is not a Word document.")
        _examine_docx(file)
        return DOCX
    raise ValidationError("Choose a PDF or a Word document (.pdf or .docx).")


def _examine_docx(file: UploadedFile) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ValidationError("The Word document is damaged and cannot be opened.") from error
    finally:
        file.seek(0)
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise ValidationError("The file is called .docx but is not a Word document.")
    if any("vbaproject" in name.casefold() for name in names):
        raise ValidationError("The Word document holds macros. Save it without them.")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(LARGEST_UNPACKED, MOST_EXPANSION * max(file.size or 0, 100_000)):
        raise ValidationError("The Word document would unpack to far more than it is, so it is not taken.")
