"""A saved page of Parliament's old website as blocks of text in reading order. What is in them, other files decide.

BeautifulSoup with lxml: these pages leave `p`, `td` and `tr` open, which lxml closes where browsers do; html.parser
would put each cell inside the one before it. Scripts and styles are dropped, nothing is fetched, no entity but
HTML's own is expanded. Size, number of tags and depth are bounded before a tree is built.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

from scrapers.records import UnreadableSource

MAX_BYTES = 5 * 1024 * 1024
MOST_TAGS = 200_000
DEEPEST = 200
TAG = re.compile(r"<[a-zA-Z/]")
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w\-]+)""", re.IGNORECASE)
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dd", "dt", "center", "blockquote", "pre",
    "hr", "form", "section", "article", "header", "footer", "nav", "main", "caption", "thead", "tbody", "tfoot",
    "fieldset", "address", "body", "html",
})  # fmt: skip
SILENT = frozenset({
    "script", "style", "template", "iframe", "object", "svg", "noscript", "title", "head", "select", "button", "meta",
    "link", "textarea", "applet", "embed", "math",
})  # fmt: skip
CLOSES_ITSELF = frozenset({"p", "td", "th", "tr", "li", "dd", "dt", "option"})
VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "base", "col", "area", "param", "wbr", "frame"})
BLACK, WHITE, LOST_STAR = "★", "☆", "✦"
"""The two stars of the Commons, and a mark for an image that is a star of a colour that nothing says."""
ONE_BYTE = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"}
C1 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
UNSEEN = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LETTERLESS = re.compile(r"^[\s|•·_\-–=]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A row of a table or a paragraph: its cells with words in them. `in_row` is False for what is no table row.

    `empty_before` counts the empty cells to the left of the first words; `file` is the place of the page among those
    read together, from 0.
    """

    cells: tuple[str, ...]
    in_row: bool = False
    empty_before: int = 0
    file: int = 0
    is_centred: bool = False

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.cells)


@dataclass(frozen=True, slots=True)
class OldPage:
    """The blocks of one page, its `<title>`, the address it was saved from if it says, and whether it is whole."""

    blocks: tuple[Block, ...]
    title: str = ""
    address: str = ""
    is_whole: bool = False
    name: str = ""


def read_page(body: bytes, file: int = 0) -> OldPage:
    """The page in these bytes. Raises UnreadableSource for what is too large, too deep, empty or no HTML at all."""
    if len(body) > MAX_BYTES:
        raise UnreadableSource("file", f"it has {len(body):,} bytes; the limit is {MAX_BYTES:,}")
    words = decoded(body)
    if not words.strip():
        raise UnreadableSource("file", "it is empty")
    tags = sum(1 for _ in TAG.finditer(words))
    if not tags:
        raise UnreadableSource("file", "it is not a web page (HTML)")
    if tags > MOST_TAGS:
        raise UnreadableSource("file", f"it has {tags:,} tags; the limit is {MOST_TAGS:,}")
    _check_depth(words)
    soup = BeautifulSoup(words, "lxml")
    title = clean(soup.title.get_text(" ")) if soup.title else ""
    saved = next(
        (m for c in soup.find_all(string=lambda s: isinstance(s, Comment)) if (m := SAVED_FROM.search(c))), None
    )
    writer = _Writer(file)
    for part in soup.find_all(True, recursive=False):
        writer.element(part)
    writer.end()
    whole = re.search(r"</\s*(?:html|body)\s*>", words[-4000:], re.IGNORECASE) is not None
    return OldPage(tuple(writer.blocks), title, saved[1] if saved else "", whole)


def decoded(body: bytes) -> str:
    """The page as words: UTF-8 where its bytes are that, else Windows-1252, whatever the page declares.

    A few one-byte characters in a page of UTF-8, and the other way round, are each read as what they are.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mixed = body.decode("utf-8", "one-byte")
    bad = sum(1 for char in mixed if 0xF700 <= ord(char) <= 0xF7FF)
    good = sum(1 for char in mixed if ord(char) > 0x7F) - bad
    if good > bad:
        return "".join(_one_byte(ord(char) - 0xF700) if 0xF700 <= ord(char) <= 0xF7FF else char for char in mixed)
    declared = CHARSET.search(body[:4096])
    name = declared[1].decode("ascii").casefold() if declared else ""
    if name and name not in ONE_BYTE and not name.startswith(("utf", "unicode")):
        try:
            return body.decode(name, "replace")
        except LookupError:
            pass
    return "".join(map(_one_byte, body))


def _one_byte(code: int) -> str:
    return C1.get(code) or chr(code)


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xF700 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("one-byte", _keep_byte)


def clean(text: str) -> str:
    """White space of every kind as single spaces; characters of Windows-1252 named by number put right."""
    if not text.isascii():
        text = UNSEEN.sub("", text.translate(C1))
    return " ".join(text.split())


class _Depth(HTMLParser):
    """Follows how deep the page is nested, closing what browsers close; stops at the limit."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in VOID:
            return
        if tag in CLOSES_ITSELF and tag in self.open[-4:]:
            while self.open.pop() != tag:
                pass
        self.open.append(tag)
        if len(self.open) > DEEPEST:
            raise UnreadableSource("page", f"its tags are nested more than {DEEPEST} deep")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def _check_depth(words: str) -> None:
    depth = _Depth()
    try:
        depth.feed(words)
    except (AssertionError, ValueError) as error:
        if isinstance(error, UnreadableSource):
            raise
        raise UnreadableSource("page", "its tags cannot be read") from error


@dataclass
class _Row:
    """A row of a table being read: each cell a list of lines."""

    cells: list[list[str]] = field(default_factory=list)
    centred: bool = False


class _Writer:
    """One walk over the tree. Words gather in a line; a line ends at a block or a `br`, and goes into its cell."""

    def __init__(self, file: int) -> None:
        self.file = file
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.row: _Row | None = None
        self.centred = 0

    def element(self, tag: Tag) -> None:
        name = tag.name.casefold()
        if name in SILENT:
            return
        is_centred = name == "center" or str(tag.get("align", "")).casefold() == "center"
        self.centred += is_centred
        if name == "table":
            self._table(tag)
        elif name == "tr":
            self._tr(tag)
        elif name in ("td", "th"):
            self._cell(tag)
        elif name == "br":
            self._line()
        elif name == "img":
            self.words.append(_image(tag))
        elif name in BLOCKS:
            self._line()
            self._inside(tag)
            self._line()
        else:
            self._inside(tag)
        self.centred -= is_centred

    def end(self) -> None:
        self._line()
        self._flush()

    def _inside(self, tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self.element(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.words.append(str(child))

    def _table(self, tag: Tag) -> None:
        """A table inside a cell: what stands before it in the row is written first, what comes after it later."""
        self._line()
        self._flush()
        outer, self.row = self.row, None
        self._inside(tag)
        self._line()
        self._flush()
        self.row = _Row() if outer is not None else None

    def _tr(self, tag: Tag) -> None:
        self._line()
        self._flush()
        self.row = _Row(centred=self.centred > 0)
        self._inside(tag)
        self._line()
        self._flush()
        self.row = None

    def _cell(self, tag: Tag) -> None:
        self._line()
        if self.row is None:
            self.row = _Row()
        self.row.cells.append([])
        self._inside(tag)
        self._line()

    def _line(self) -> None:
        words, self.words = clean("".join(self.words)), []
        if LETTERLESS.match(words):
            return
        if self.row is None:
            self.blocks.append(Block((words,), file=self.file, is_centred=self.centred > 0))
            return
        if not self.row.cells:
            self.row.cells.append([])
        self.row.cells[-1].append(words)

    def _flush(self) -> None:
        """Write the row that was read. Cells side by side make one block as far as each holds one line."""
        if self.row is None:
            return
        row, self.row = self.row, _Row(centred=self.row.centred)
        full = [cell for cell in row.cells if cell]
        if not full:
            return
        empty = next(place for place, cell in enumerate(row.cells) if cell)
        for cells in _side_by_side(full):
            self.blocks.append(Block(cells, True, empty, self.file, row.centred))


def _side_by_side(cells: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """One block of all cells that hold one line; where only the last holds more, its further lines follow."""
    if all(len(cell) == 1 for cell in cells[:-1]):
        yield tuple(cell[0] for cell in cells)
        yield from ((line,) for line in cells[-1][1:])
        return
    for cell in cells:
        yield from ((line,) for line in cell)


def _image(tag: Tag) -> str:
    """A star as a character; any other image that carries words as “[image: words]”; decoration as nothing."""
    alt, source = clean(str(tag.get("alt") or tag.get("title") or "")), str(tag.get("src") or "").casefold()
    said = f"{alt.casefold()} {source.rpartition('/')[2]}"
    if re.search(r"(?<![a-z])star(?![a-z])|whitestar|blackstar|star(?:white|black)|parliamentary ?star", said):
        if "white" in said or "hollow" in said or WHITE in alt:
            return f" {WHITE} "
        return f" {BLACK} " if alt or "black" in said else f" {LOST_STAR} "
    if alt in (BLACK, WHITE):
        return f" {alt} "
    is_decoration = not alt or re.search(
        r"portcullis|logo|crest|line|rule|spacer|blank|parliament|house of|button|arrow|search|icon", said
    )
    return "" if is_decoration else f" [image: {alt[:200]}] "
