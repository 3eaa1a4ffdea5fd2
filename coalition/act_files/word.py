"""A reference text as DOCX with Word's heading styles (docs/alternative-act-format.md). Pure.

A file of Word is a zip of XML: what it would expand to is checked before anything is expanded, and what we cannot read
(tables, tracked changes, footnotes, pictures) is a named problem, never left out in silence.
"""

import io
import re
import zipfile
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from coalition.act_files.markdown import EXTENT, KEYED
from coalition.act_files.records import FileProblem, ReadAct, ReadClause, checked, split_heading
from coalition.act_files.word_numbers import WordNumbers

MAX_ENTRIES = 500
MAX_EXPANDED = 30 * 1024 * 1024
HARMLESS = (
    "pPr",
    "r",
    "hyperlink",
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "commentRangeStart",
    "commentRangeEnd",
)
NOT_READ = {
    "ins": "a tracked change: accept or reject all changes first",
    "del": "a tracked change: accept or reject all changes first",
    "moveFrom": "a tracked change: accept or reject all changes first",
    "moveTo": "a tracked change: accept or reject all changes first",
    "footnoteReference": "a footnote, which is not read: put its words into the text or the notes",
    "endnoteReference": "an endnote, which is not read: put its words into the text or the notes",
    "drawing": "a picture or a text box, which is not read",
    "pict": "a picture or a text box, which is not read",
    "object": "an embedded object, which is not read",
    "sym": "a symbol from a special font, which is not read: type the character",
    "fldSimple": "a field, which is not read: type its words",
    "sdt": "a content control, which is not read: remove it and keep its words",
}


def read_docx(body: bytes) -> tuple[ReadAct, list[FileProblem]]:
    """What the file says, and what is wrong with it. Raises ValueError for no file of Word, or too large a one."""
    _check_zip(body)
    try:
        document = docx.Document(io.BytesIO(body))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError, AttributeError) as error:
        raise ValueError("it cannot be opened as a Word document (.docx)") from error
    reading = _Reading(WordNumbers(document))
    for count, element in enumerate(document.element.body.iterchildren(), start=1):
        reading.take(element, f"paragraph {count}", document)
    act, wrong = checked(reading.title, (ReadClause(**each) for each in reading.clauses))
    if not reading.clauses:
        wrong = [FileProblem("", "no paragraph has one of Word’s heading styles, so no clause begins anywhere")]
    return act, reading.problems + wrong


def _check_zip(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_EXPANDED:
                raise ValueError("it would expand to more than we open")
            if any(each.flag_bits & 1 for each in entries):
                raise ValueError("it is locked with a password")
            for each in entries:
                if each.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(each)[:4096]:
                    raise ValueError("its XML declares a document type, which Word never writes")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError("it is not a Word document (.docx), or it is damaged") from error


class _Reading:
    """The clauses so far, while the paragraphs are read in order."""

    def __init__(self, numbers: WordNumbers) -> None:
        self.numbers = numbers
        self.title = ""
        self.clauses: list[dict[str, Any]] = []
        self.problems: list[FileProblem] = []

    def take(self, element: Any, place: str, document: Any) -> None:
        kind = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if kind in {"sectPr", "bookmarkStart", "bookmarkEnd", "proofErr", ""}:
            return
        if kind != "p":
            named = "a table" if kind == "tbl" else NOT_READ.get(kind, f"something that is not read ({kind})")
            self.problems.append(FileProblem(place, named))
            return
        self.problems += [FileProblem(place, reason) for reason in sorted(_unread(element))]
        paragraph = Paragraph(element, document)
        try:
            self._paragraph(paragraph, place, self.numbers.of(paragraph))
        except ValueError as error:
            self.problems.append(FileProblem(place, str(error)))

    def _paragraph(self, paragraph: Paragraph, place: str, number: str) -> None:
        words, level, style = paragraph.text.strip(), heading_level(paragraph), _style_name(paragraph)
        if not words and not (level is not None and number):
            return
        if level is not None:
            self._heading(place, level, number, words)
        elif not self.clauses:
            if style == "title" and not self.title:
                self.title = words
            else:
                self.problems.append(FileProblem(place, "text before the first heading belongs to no clause"))
        else:
            self._text(f"{number} {words}".strip(), style)

    def _heading(self, place: str, level: int, number: str, words: str) -> None:
        keyed = KEYED.fullmatch(words)
        typed, heading = split_heading(keyed[1] if keyed else words)
        if typed and number:
            self.problems.append(FileProblem(place, f"it has two numbers: Word’s own “{number}” and “{typed}”"))
        key = keyed[2].strip() if keyed else ""
        number = re.sub(r"[.:]$", "", number)
        clause = {"place": place, "level": level, "number": typed or number, "heading": heading, "key": key}
        self.clauses.append({**clause, "text": "", "notes": "", "extent": ""})

    def _text(self, words: str, style: str) -> None:
        clause = self.clauses[-1]
        extent = EXTENT.fullmatch(words)
        if extent and not (clause["extent"] or clause["text"] or clause["notes"]):
            clause["extent"] = extent[1].strip()
            return
        name = "notes" if style in {"quote", "intense quote"} else "text"
        clause[name] = f"{clause[name]}\n{words}".strip()


def heading_level(paragraph: Paragraph) -> int | None:
    """0 for “Heading 1” and for styles that rest on it, and so on; None for what is no heading."""
    style = paragraph.style
    while style is not None:
        found = re.fullmatch(r"heading (\d)", (style.name or "").casefold())
        if found:
            return int(found[1]) - 1
        style = style.base_style
    return None


def _style_name(paragraph: Paragraph) -> str:
    return ((paragraph.style.name if paragraph.style else "") or "").casefold()


def _unread(paragraph: Any) -> set[str]:
    """What a paragraph holds that its text would leave out."""
    found = {NOT_READ[name] for name in NOT_READ if next(paragraph.iter(qn(f"w:{name}")), None) is not None}
    for child in paragraph.iterchildren():
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "pPr"
        if name not in HARMLESS and name not in NOT_READ:
            found.add(f"something that is not read ({name})")
    return found
