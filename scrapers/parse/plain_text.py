"""HTML from Parliament as plain text: nothing in it is run, fetched or kept as markup.

Read as a stream of tags and words, never as a tree: a tree of forty thousand nested elements takes minutes to build.
"""

import re
from typing import Any

from lxml import etree

MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "br"}
)
CELLS = frozenset({"td", "th"})
SILENT = frozenset({"script", "style", "template", "iframe", "object", "svg", "title"})
NUMBER_CLASS = "sub-para-num"
"""The class of the number of a sub-paragraph, which stands against its text without a space."""


class _Words:
    """Collects words as the parser meets them: a line break around blocks, a space around cells and hung numbers."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.silent = 0
        self.spans: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.silent += tag in SILENT
        if tag == "tr":
            self.rows.append([])
        if tag in CELLS:
            self.close_cell()
            self.cell = []
        if tag == "span":
            self.spans.append(" " if NUMBER_CLASS in attributes.get("class", "").split() else "")
        self.say(_break_at(tag))

    def end(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        if tag in CELLS or tag in ("tr", "table"):
            self.close_cell()
        self.say(self.spans.pop() if tag == "span" and self.spans else _break_at(tag))

    def data(self, words: str) -> None:
        if not self.silent:
            self.say(words)

    def say(self, words: str) -> None:
        self.pieces.append(words)
        if self.cell is not None:
            self.cell.append(words)

    def close_cell(self) -> None:
        if self.cell is not None and self.rows:
            self.rows[-1].append(" ".join("".join(self.cell).split()))
        self.cell = None

    def close(self) -> None:
        self.close_cell()


def _break_at(tag: str) -> str:
    if tag in BLOCKS:
        return "\n"
    return " " if tag in CELLS else ""


def has_markup(text: str) -> bool:
    """Whether there is a tag or a character reference in the text at all; “a < b” is none."""
    return ("<" in text or "&" in text) and MARKUP.search(text) is not None


def plain(text: str) -> str:
    """The words of a piece of HTML, one line per block, spaces collapsed; text without markup as received.

    Scripts, styles and comments are left out.
    """
    if not has_markup(text):
        return text
    lines = (" ".join(line.split()) for line in "".join(_read(text).pieces).splitlines())
    return "\n".join(line for line in lines if line)


def plain_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def table_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of the tables in a piece of HTML, row by row; () where there is none."""
    if "<table" not in text.casefold():
        return ()
    return tuple(tuple(row) for row in _read(text).rows if row)


def _read(text: str) -> _Words:
    words: Any = _Words()
    parser = etree.HTMLParser(target=words, remove_comments=True, remove_pis=True, encoding="utf-8")
    parser.feed(f"<body>{text}".encode())
    parser.close()
    return words
