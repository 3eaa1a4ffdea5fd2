"""A paper as a Word document: the same tokens as the web page, as real headings, lists, tables and links."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docx
import docx.shared
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from coalition.markdown import Words, tokens_of
from coalition.models import BriefingVersion

LINK_COLOUR = "1D4F91"
DEEPEST_LIST = 3


def docx_of(version: BriefingVersion, stated: str, words: Mapping[str, Words], signatories: Sequence[str]) -> bytes:
    """The document. `words` tells what each live reference reads; `stated` on which lists and print they rest."""
    document = docx.Document()
    paper = version.briefing
    document.core_properties.title = version.title[:255]
    document.core_properties.language = "en-GB"
    document.core_properties.author = paper.lead.name if paper.lead else ""
    filed = [paper.get_kind_display(), paper.bill.short_title if paper.bill else "", str(paper.stage or "")]
    document.add_paragraph(" – ".join(part for part in filed if part))
    document.add_heading(version.title, level=1)
    facts = f"Text of {version.written_at:%-d %B %Y}, version {version.number}. {stated}".strip()
    document.add_paragraph().add_run(facts).italic = True
    _Writer(document, words).write(tokens_of(version.body))
    if signatories:
        document.add_heading("Signed by", level=2)
        for name in signatories:
            document.add_paragraph(name, style="List Bullet")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class _Writer:
    """Walks the tokens once; `lists` are the lists it stands in, outermost first."""

    def __init__(self, document: Document, words: Mapping[str, Words]) -> None:
        self.document, self.words = document, words
        self.lists: list[str] = []
        self.quotes = 0
        self.style: str | None = None
        self.begins_item = False

    def write(self, tokens: Sequence[Token]) -> None:
        """Add what the tokens say to the document."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                end = next(at for at in range(place, len(tokens)) if tokens[at].type == "table_close")
                self._table(tokens[place:end])
                place = end
            else:
                self._block(token)
            place += 1

    def _block(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self.style = f"Heading {token.tag[1]}"
            case "heading_close":
                self.style = None
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.begins_item = True
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "fence" | "code_block":
                self.document.add_paragraph(token.content.rstrip("\n"), style="No Spacing")
            case "inline":
                self._inline(self.document.add_paragraph(style=self._paragraph_style()), token.children or [])
                self.begins_item = False

    def _paragraph_style(self) -> str | None:
        if self.style:
            return self.style
        if self.lists:
            depth = min(len(self.lists), DEEPEST_LIST)
            kind = self.lists[-1] if self.begins_item else "List Continue"
            return kind if depth == 1 else f"{kind} {depth}"
        return "Quote" if self.quotes else None

    def _table(self, tokens: Sequence[Token]) -> None:
        rows = list(_rows(tokens))
        table = self.document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for at, row in enumerate(rows):
            for cell, inline in zip(table.rows[at].cells, row, strict=False):
                self._inline(cell.paragraphs[0], inline.children or [], bold=at == 0)
        header = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(header)

    def _inline(self, paragraph: Paragraph, tokens: Sequence[Token], *, bold: bool = False) -> None:
        italic, strong, link = 0, int(bold), ""
        for token in tokens:
            match token.type:
                case "em_open" | "em_close":
                    italic += token.nesting
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "link_open":
                    link = str(token.attrGet("href") or "")
                case "link_close":
                    link = ""
                case "live_reference":
                    found = self.words[token.content]
                    _run(paragraph, found.text, strong > 0 or found.is_problem, italic > 0)
                case "softbreak":
                    _run(paragraph, " ", False, False)
                case "hardbreak":
                    paragraph.add_run().add_break()
                case _:
                    _run(paragraph, token.content, strong > 0, italic > 0, link)


def _rows(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row


def _run(paragraph: Paragraph, text: str, bold: bool, italic: bool, link: str = "") -> None:
    if not text:
        return
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if link.startswith(("https://", "http://", "mailto:")):
        _link(paragraph, run, link)


def _link(paragraph: Paragraph, run: Any, address: str) -> None:
    """Make the run a link, as Word has them: the address is a relationship of the part."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), target)
    run.font.underline = True
    run.font.color.rgb = docx.shared.RGBColor.from_string(LINK_COLOUR)
    paragraph._p.append(element)
    element.append(run._r)
