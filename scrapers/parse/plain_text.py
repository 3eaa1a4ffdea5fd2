"""HTML from Parliament as plain text: nothing in it is run, fetched or kept as markup."""

import re

from bs4 import BeautifulSoup, Tag

MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
BLOCKS = ["p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"]
SPACED = ["td", "th", "br"]
NUMBER_CLASS = "sub-para-num"
"""The class of the number of a sub-paragraph, which stands against its text without a space."""


def has_markup(text: str) -> bool:
    """Whether there is a tag or a character reference in the text at all; “a < b” is none."""
    return ("<" in text or "&" in text) and MARKUP.search(text) is not None


def plain(text: str) -> str:
    """The words of a piece of HTML, one line per block, spaces collapsed; text without markup as received.

    Scripts, styles and comments are left out.
    """
    return _words(BeautifulSoup(text, "lxml")) if has_markup(text) else text


def plain_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def table_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of the tables in a piece of HTML, row by row; () where there is none."""
    if "<table" not in text.casefold():
        return ()
    soup = BeautifulSoup(text, "lxml")
    rows = [tuple(" ".join(_words(cell).split()) for cell in row.find_all(["td", "th"])) for row in soup("tr")]
    return tuple(row for row in rows if row)


def _words(soup: Tag) -> str:
    for mark in soup.find_all(class_=NUMBER_CLASS):
        mark.append(" ")
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.append("\n")
    for cell in soup.find_all(SPACED):
        cell.insert_before("\n" if cell.name == "br" else " ")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(line for line in lines if line)
