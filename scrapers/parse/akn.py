"""Reading Lawmaker's Akoma Ntoso XML safely, and the text of its elements as it is printed.

Traps (found in real files): words after a processing instruction are that instruction's tail; the quotation marks of
a `quotedStructure` and of a `def` are attributes; indentation is white space inside the text.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from scrapers.records import UnreadableSource

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
UKL = "{https://www.legislation.gov.uk/namespaces/UK-AKN}"
MAX_BYTES = 32 * 1024 * 1024
QUOTED = frozenset({"quotedStructure", "def", "embeddedStructure"})
MOST_NAMES = 1000
_NAMES: dict[object, str] = {}
_CHUNK = 64 * 1024
_SPACE = re.compile("[ \t\r\n]+")
_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE_OR_UNSEEN_BEYOND_ASCII = re.compile("[\x85\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff]")


class _Prolog(Exception):
    """The prolog is over: the root element begins."""


def parse_xml(body: bytes) -> etree._Element:
    """The root element of an XML document without a DOCTYPE, so that no entity can be declared, let alone expanded.

    Raises UnreadableSource, naming the line where there is one, for an empty or over-long body, anything that is not
    well-formed XML, a DOCTYPE, and a declared charset that is not the real one. Nothing outside the bytes is read.
    """
    if not body.strip():
        raise UnreadableSource("file", "it is empty")
    if len(body) > MAX_BYTES:
        raise UnreadableSource("file", f"it has {len(body):,} bytes; the limit is {MAX_BYTES:,}")
    _check_prolog(body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, collect_ids=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = error.msg.partition(", line ")[0].strip()
        raise UnreadableSource(f"line {line}, column {column}", f"not well-formed XML: {reason}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableSource("prolog", "it has a DOCTYPE, which is refused")
    _check_charset(body, root)
    return root


def _check_prolog(body: bytes) -> None:
    """Refuse a DOCTYPE, and what is not XML from its first characters on, whatever the encoding."""
    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = _refuse_doctype
    reader.StartElementHandler = _end_prolog
    try:
        for start in range(0, len(body), _CHUNK):
            reader.Parse(body[start : start + _CHUNK], False)
    except _Prolog:
        return
    except expat.ExpatError as error:
        reason = f"not XML: {expat.ErrorString(error.code)}"
        raise UnreadableSource(f"line {error.lineno}, column {error.offset + 1}", reason) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, UnreadableSource):
            raise
        raise UnreadableSource("line 1", f"its charset cannot be read: {error}") from error


def _refuse_doctype(name: str, *_: object) -> None:
    if name.casefold() == "html":
        raise UnreadableSource("line 1", "it is a web page (HTML), not XML of Parliament")
    raise UnreadableSource("prolog", "it has a DOCTYPE, which is refused: entities could hide in it")


def _end_prolog(*_: object) -> None:
    raise _Prolog


def _check_charset(body: bytes, root: etree._Element) -> None:
    """Bytes that are UTF-8 while the file declares a one-byte charset would read as nonsense ("â€œ")."""
    charset = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    if charset.startswith(("UTF", "UCS", "ISO-10646", "US-ASCII")) or body.isascii():
        return
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return
    raise UnreadableSource("line 1", f"it declares the charset {charset}, but its bytes are UTF-8")


def name_of(element: etree._Element) -> str:
    """The local name of an element; "" for a processing instruction or comment."""
    tag = element.tag
    found = _NAMES.get(tag)
    if found is None:
        found = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(_NAMES) < MOST_NAMES:
            _NAMES[tag] = found
    return found


def child_of(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with this full tag, if any; much cheaper than `find` when asked thousands of times."""
    return next(element.iterchildren(tag), None) if element is not None else None


def clean(text: str) -> str:
    """White space collapsed and trimmed, no-break spaces kept; characters that only turn the writing removed."""
    if text.isascii() or not _SPACE_OR_UNSEEN_BEYOND_ASCII.search(text):
        return " ".join(text.split())
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip(" ")


def text_of(element: etree._Element) -> str:
    """The printed text of an element, cleaned: with the quotation marks kept as attributes, without instructions."""
    name = name_of(element)
    if len(element) or name in QUOTED:
        return clean("".join(pieces(element)))
    return clean(element.text or "") if name else ""


def quote_mark(element: etree._Element, which: str) -> str:
    """The "startQuote" or "endQuote" of an element: an attribute of its own, or of the UK namespace on a `def`."""
    return element.get(which) or element.get(UKL + which) or ""


def pieces(element: etree._Element) -> Iterator[str]:
    """The text of an element piece by piece, uncleaned, quotation marks of quoted parts and definitions included."""
    name = name_of(element)
    if name:
        is_quoted = name in QUOTED
        if is_quoted:
            yield quote_mark(element, "startQuote")
        if element.text:
            yield element.text
        for child in element:
            yield from pieces(child)
            if child.tail:
                yield child.tail
        if is_quoted:
            yield quote_mark(element, "endQuote")
