"""Uploaded files: papers (PDF, Word) and spreadsheets (CSV, XLSX), and nothing that only calls itself one.

Refused: another extension, bytes of another kind, more than 20 MB, a document that would unpack to far more than it
is, one with macros. A paper is kept under a random name outside every web root and handed out as an attachment alone.
"""

import zipfile
import zlib
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


CSV = Upload(".csv", "text/csv")
XLSX = Upload(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
LARGEST_TABLE = 5 * 1024 * 1024
WITH_MACROS = (".xlsm", ".xlsb", ".xltm", ".xlam")


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
        _examine_package(file, "Word document", "word/document.xml")
        return DOCX
    raise ValidationError("Choose a PDF or a Word document (.pdf or .docx).")


def examined_table(file: UploadedFile) -> Upload:
    """What a spreadsheet is, by its name and its bytes together. Raises ValidationError in plain words."""
    if (file.size or 0) > LARGEST_TABLE:
        raise ValidationError("The file is larger than 5 MB. Send it in parts.")
    if not file.size:
        raise ValidationError("The file is empty.")
    name = (file.name or "").casefold()
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if name.endswith(CSV.extension):
        if start.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
            raise ValidationError("The file is called .csv but is not CSV text.")
        return CSV
    if name.endswith(XLSX.extension):
        if start != b"PK\x03\x04":
            raise ValidationError("The file is called .xlsx but is not an Excel workbook.")
        _examine_package(file, "Excel workbook", "xl/workbook.xml")
        _refuse_entities(file)
        return XLSX
    if name.endswith(WITH_MACROS):
        raise ValidationError("The workbook may hold macros. Save it as .xlsx, without them.")
    raise ValidationError("Choose a CSV file or an Excel workbook (.csv or .xlsx).")


def _refuse_entities(file: UploadedFile) -> None:
    """No part of a workbook of Excel's declares entities: one that does is made to blow up."""
    try:
        with zipfile.ZipFile(file) as packed:
            for part in packed.infolist():
                body = packed.read(part)
                is_xml = part.filename.casefold().endswith((".xml", ".rels"))
                if b"<!DOCTYPE" in body or b"<!ENTITY" in body or (is_xml and b"\0" in body):
                    raise ValidationError("The Excel workbook is not as Excel writes it, so it is not taken.")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, zlib.error, EOFError) as error:
        raise ValidationError("The Excel workbook is damaged and cannot be opened.") from error
    finally:
        file.seek(0)


def _examine_package(file: UploadedFile, called: str, needed: str) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ValidationError(f"The {called} is damaged and cannot be opened.") from error
    finally:
        file.seek(0)
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", needed} <= names:
        article = "an" if called[0] in "AEIOU" else "a"
        extension = DOCX.extension if needed.startswith("word/") else XLSX.extension
        raise ValidationError(f"The file is called {extension} but is not {article} {called}.")
    if any("vbaproject" in name.casefold() or "macrosheets/" in name.casefold() for name in names):
        raise ValidationError(f"The {called} holds macros. Save it without them.")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(LARGEST_UNPACKED, MOST_EXPANSION * max(file.size or 0, 100_000)):
        raise ValidationError(f"The {called} would unpack to far more than it is, so it is not taken.")
