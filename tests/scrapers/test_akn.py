"""What reaches the parsers of Parliament's XML is XML, whole, without a DOCTYPE, in the charset that it declares."""

import pytest

from scrapers.parse import akn
from scrapers.parse.akn import clean, parse_xml, text_of
from scrapers.records import UnreadableSource

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
<akomaNtoso>&c;</akomaNtoso>"""
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'

REFUSED = {
    "nothing": (b"", "file: it is empty"),
    "white space": (b" \n\t ", "file: it is empty"),
    "plain words": (b"Clause 1, page 1", "line 1, column 1: not"),
    "JSON": (b'{"items": []}', "line 1, column 1: not"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "line 1"),
    "a web page": (b"<!DOCTYPE html><html><body>Sorry</body></html>", "web page"),
    "a web page as XHTML": (b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html/>', "web page"),
    "entities that grow": (BOMB, "prolog: it has a DOCTYPE"),
    "a file from outside": (OUTSIDE, "prolog: it has a DOCTYPE"),
    "a bare DOCTYPE": (b"<!DOCTYPE a><a/>", "prolog: it has a DOCTYPE"),
    "a DOCTYPE in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "DOCTYPE"),
    "an entity that nobody declared": (b"<a>fish&nbsp;chips</a>", "line 1, column 14: not well-formed"),
    "a file cut short": (b"<a>\n<b>lamp</b>\n<c", "line 3"),
    "a tag left open": (b"<a><b></a>", "line 1"),
    "two roots": (b"<a/><b/>", "line 1"),
    "another charset than UTF-8 says": (b"<a>\x93lamp\x94</a>", "line 1"),
    "UTF-8 that says it is Latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?><a>“</a>'.encode(), "ISO-8859-1"),
    "an invented charset": (b'<?xml version="1.0" encoding="lantern-8"?><a/>', "charset"),
    "a zero byte": (b"<a>x\x00</a>", "line 1"),
    "endless nesting": (b"<a>" * 5000 + b"</a>" * 5000, "line 1"),
}


@pytest.mark.parametrize(("body", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_xml_is_refused_with_place_and_reason(body: bytes, says: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        parse_xml(body)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(akn, "MAX_BYTES", 20)
    with pytest.raises(UnreadableSource, match="limit is 20"):
        parse_xml(b"<a>" + b"x" * 30 + b"</a>")


@pytest.mark.parametrize(
    "body",
    [
        "<a>“lamp”</a>".encode(),
        '<?xml version="1.0" encoding="UTF-8"?><!-- <!DOCTYPE a> --><a>“lamp”</a>'.encode(),
        b"\xef\xbb\xbf" + "<a>“lamp”</a>".encode(),
        '<?xml version="1.0" encoding="windows-1252"?><a>“lamp”</a>'.encode("cp1252"),
        '<?xml version="1.0" encoding="UTF-16"?><a>“lamp”</a>'.encode("utf-16"),
    ],
    ids=["bare", "a comment that names a DOCTYPE", "byte order mark", "Windows-1252 that says so", "UTF-16"],
)
def test_honest_files_are_read(body: bytes) -> None:
    assert text_of(parse_xml(body)) == "“lamp”"


def test_words_after_a_processing_instruction_are_kept_and_the_instruction_is_not() -> None:
    root = parse_xml(b"<p><?L 12-13?>The lamp <?L 12-14?>must <b>be<?oxy note?> lit</b>.<!-- x --></p>")
    assert text_of(root) == "The lamp must be lit."


def test_quotation_marks_kept_as_attributes_are_part_of_the_text() -> None:
    root = parse_xml(
        f'<p xmlns="{akn.AKN[1:-1]}" xmlns:u="{akn.UKL[1:-1]}">a '
        '<def u:startQuote="“" u:endQuote="”">lamp</def> means</p>'.encode()
    )
    assert text_of(root) == "a “lamp” means"


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  a \n\t b ", "a b"),
        ("a\u00a0b  “c”", "a\u00a0b “c”"),
        ("safe\u202etxet", "safetxet"),
        ("\ufeff“a”\u200e", "“a”"),
        ("", ""),
    ],
)
def test_cleaning_collapses_indentation_and_keeps_no_break_spaces(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
