"""Files of reference texts: read exactly, written back the same, refused with the place and the reason."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from bills.text.cells import escaped, unescaped
from coalition.act_files import records
from coalition.act_files.markdown import read_markdown, write_markdown
from coalition.act_files.read import read_act
from coalition.act_files.records import ReadAct, ReadClause, UnreadableActFile, split_heading, tidy
from coalition.act_files.table import read_csv, write_csv
from coalition.act_files.word_numbers import in_figures

MARKDOWN = """# Harbour Lights (Alternative) Bill

## 1 Every step is lit {#lit-steps}

Extent: England and Wales

A harbour authority must light every step.

> So that nobody falls.
>
> The Act of 1904 forgot steps.

### (1) {#lit-steps-1}

At night.

## 2A Bells

\\# is not a heading here.
"""


def refused(name: str, body: bytes) -> list[str]:
    with pytest.raises(UnreadableActFile) as error:
        read_act(name, body)
    assert error.value.file_name == name
    return [str(problem) for problem in error.value.problems]


def test_markdown_is_read_with_numbers_keys_parts_extent_and_notes() -> None:
    act = read_act("bill.md", MARKDOWN.encode())
    assert act.title == "Harbour Lights (Alternative) Bill"
    lit, at_night, bells = act.clauses
    assert lit == ReadClause(
        "line 3",
        0,
        "1",
        "Every step is lit",
        "A harbour authority must light every step.",
        "So that nobody falls.\n\nThe Act of 1904 forgot steps.",
        "England and Wales",
        "lit-steps",
    )
    assert (at_night.level, at_night.number, at_night.heading, at_night.key) == (1, "(1)", "", "lit-steps-1")
    assert (bells.number, bells.key, bells.text) == ("2A", "", "# is not a heading here.")
    assert [act.parent_of(index) for index in range(3)] == [None, 0, None]


@pytest.mark.parametrize(
    ("words", "taken_apart"),
    [
        ("12 Guardians", ("12", "Guardians")),
        ("12. Guardians", ("12", "Guardians")),
        ("Part 2 Victims", ("Part 2", "Victims")),
        ("Chapter civil courts", ("", "Chapter civil courts")),
        ("24-hour lamps", ("", "24-hour lamps")),
        ("\\24 hours of light", ("", "24 hours of light")),
        ("[12 bis] Guardians", ("12 bis", "Guardians")),
        ("(a)", ("(a)", "")),
    ],
)
def test_a_number_is_told_from_a_heading(words: str, taken_apart: tuple[str, str]) -> None:
    assert split_heading(words) == taken_apart


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("words\n## 1 A\n\nx", "line 1: text before the first clause belongs to no clause"),
        ("## 1 A\n\n#### (a)\n\nx", "line 3: it is more than one level deeper than what stands before it"),
        ("## 1 A {#k}\n\n## 2 B {#k}", "line 3: the key “k” is used at line 1 too"),
        ("## 1 A {#Not a key}", "line 1: the key “Not a key” is not of small letters"),
        ("# T\n# U\n## 1 A", "line 2: a second title"),
        ("# T", "it holds no clause"),
        ("##  {#k}", "line 1: it has neither a number, a heading nor a text"),
        ("## 1 " + "x" * 301, "line 1: its heading is longer than 300 characters"),
        ("## 1 A\n" * 801, "it holds 801 clauses; 800 is the most"),
        ("## 1 A\n\n" + "x" * 1_000_001, "its text is longer than 1,000,000 characters"),
    ],
)
def test_markdown_that_cannot_be_read_is_refused_with_the_place(text: str, problem: str) -> None:
    assert any(problem in found for found in refused("bill.md", text.encode()))


def test_files_that_are_nothing_of_ours_are_refused() -> None:
    assert refused("bill.pdf", b"%PDF") == ["its name must end in .md, .docx or .csv"]
    assert refused("bill.md", b" \n") == ["it is empty"]
    assert refused("bill.md", b"## 1 A\n\xff") == ["line 2 is not UTF-8 text; save the file as “UTF-8”"]
    assert refused("bill.csv", b"a\x00b") == ["it holds zero bytes, so it is not a text file"]
    assert refused("bill.md", b"x" * (records.MAX_BYTES + 1)) == ["it is larger than 5 MB"]


def test_csv_is_read_by_its_columns_and_formula_escapes_are_taken_off() -> None:
    body = 'heading,text,level,number,key\r\nLamps,"\'=1+1 is text",1,1,lamps\r\n,At night.,2,(a),\r\n\r\n'
    first, part = read_act("bill.csv", b"\xef\xbb\xbf" + body.encode()).clauses
    assert (first.key, first.text, first.level) == ("lamps", "=1+1 is text", 0)
    assert (part.level, part.number, part.text) == (1, "(a)", "At night.")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("heading;text\nA;B", "its first row has no column “heading”"),
        ("heading,text,colour\nA,B,C", "its column “colour” is not known"),
        ("heading,text,text\nA,B,C", "its column “text” is there twice"),
        ("heading,text\nA,B,C", "row 2: it has 3 cells, the first row has 2"),
        ("heading,text,level\nA,B,deep", "row 2: the level “deep” is not a number from 1"),
        ("heading,text,number\nA,B,-1", "row 2: the number reads “-1”: a spreadsheet made it"),
        ('heading,text\n"A,B', "cannot be read as CSV"),
        ("heading,text\nA," + "x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_csv_that_cannot_be_read_is_refused_with_the_row(text: str, problem: str) -> None:
    assert any(problem in found for found in refused("bill.csv", text.encode()))


words = st.text(alphabet="ab1(=+-@'\"\\#>[]{}: ,;|*_\n\t", max_size=25).map(tidy)
one_line = words.map(lambda text: " ".join(text.split()))


@st.composite
def clauses(draw: st.DrawFn) -> list[ReadClause]:
    made, level = list[ReadClause](), -1
    for count in range(draw(st.integers(1, 5))):
        level = draw(st.integers(0, min(level + 1, 4)))
        number = draw(st.sampled_from(["", "1", "2A", "(a)", "Part 1", "12 bis", "Schedule", "1."]))
        heading = draw(one_line) or "Lamps"
        made.append(ReadClause("", level, number, heading, draw(words), draw(words), draw(one_line), f"key-{count}"))
    return made


@given(clauses())
def test_what_is_written_as_markdown_or_csv_is_read_back_the_same(made: list[ReadClause]) -> None:
    def without_places(act: ReadAct) -> list[ReadClause]:
        return [ReadClause("", *(getattr(each, name) for name in FIELDS)) for each in act.clauses]

    assert read_markdown(write_markdown("T", made).encode())[1] == []
    assert without_places(read_markdown(write_markdown("T", made).encode())[0]) == made
    assert without_places(read_csv(write_csv(made).encode())[0]) == made


FIELDS = ("level", "number", "heading", "text", "notes", "extent", "key")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "'=x", "''=x", "＝1"])
def test_no_cell_begins_a_formula_and_every_cell_comes_back(cell: str) -> None:
    assert escaped(cell)[0] == "'"
    assert unescaped(escaped(cell)) == cell
    assert escaped("plain 'quoted'") == "plain 'quoted'"


# ---- DOCX ----


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_document():
    document = docx.Document()
    document.add_paragraph("Harbour Lights", style="Title")
    document.add_heading("1 Every step is lit {#lit-steps}", 1)
    document.add_paragraph("Extent: Wales")
    document.add_paragraph("Light every step.")
    document.add_paragraph("So that nobody falls.", style="Quote")
    document.add_heading("(1)", 2)
    document.add_paragraph("At night.")
    return document


def test_docx_is_read_by_its_heading_styles() -> None:
    act = read_act("bill.docx", saved(a_document()))
    assert act.title == "Harbour Lights"
    first, part = act.clauses
    assert (first.key, first.number, first.extent) == ("lit-steps", "1", "Wales")
    assert (first.text, first.notes) == ("Light every step.", "So that nobody falls.")
    assert (part.level, part.number, part.heading, part.text, part.place) == (1, "(1)", "", "At night.", "paragraph 6")


def test_numbers_that_word_makes_by_itself_are_read_as_a_reader_sees_them() -> None:
    document = docx.Document()
    document.add_heading("Lamps", 1)
    for words in ("one", "two"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("loose", style="List Bullet")
    (clause,) = read_act("bill.docx", saved(document)).clauses
    assert clause.text == "1. one\n2. two\n• loose"


@pytest.mark.parametrize(
    ("count", "kind", "shown"),
    [(28, "lowerLetter", "bb"), (4, "lowerRoman", "iv"), (49, "upperRoman", "XLIX"), (7, "decimal", "7")],
)
def test_word_counts_in_letters_and_roman_figures(count: int, kind: str, shown: str) -> None:
    assert in_figures(count, kind) == shown


def test_what_word_hides_from_a_plain_reading_is_refused_not_left_out() -> None:
    document = a_document()
    document.add_table(1, 1)
    inserted = OxmlElement("w:ins")
    document.paragraphs[3]._p.append(inserted)
    document.add_paragraph("x")._p.get_or_add_pPr()
    document.paragraphs[-1].add_run()._r.append(OxmlElement("w:footnoteReference"))
    problems = refused("bill.docx", saved(document))
    assert problems == [
        "paragraph 4: a tracked change: accept or reject all changes first",
        "paragraph 8: a table",
        "paragraph 9: a footnote, which is not read: put its words into the text or the notes",
    ]


def test_docx_without_headings_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("1. Lamps")
    assert any(
        "no paragraph has one of Word’s heading styles" in found for found in refused("b.docx", saved(document))
    )


def a_zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_zips_that_would_burst_are_not_opened() -> None:
    burst = "it would expand to more than we open"
    assert refused("b.docx", a_zip({f"{n}.xml": b"" for n in range(501)})) == [burst]
    assert refused("b.docx", a_zip({"word/document.xml": b"0" * (31 * 1024 * 1024)})) == [burst]


def test_a_zip_that_is_no_document_or_that_declares_entities_is_refused() -> None:
    assert refused("b.docx", b"PK not a zip") == ["it is not a Word document (.docx), or it is damaged"]
    assert refused("b.docx", a_zip({"x.txt": b"x"})) == ["it cannot be opened as a Word document (.docx)"]
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    assert refused("b.docx", a_zip({"word/document.xml": laughs})) == [
        "its XML declares a document type, which Word never writes"
    ]


def test_every_cut_of_a_good_file_is_read_or_refused_in_words() -> None:
    body = saved(a_document())
    for length in range(1, len(body), max(1, len(body) // 40)):
        try:
            read_act("b.docx", body[:length])
        except UnreadableActFile as error:
            assert error.problems


def test_the_styles_of_other_languages_rest_on_word_s_own() -> None:
    document = a_document()
    style = document.styles.add_style("Our clause", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("2 Bells", style="Our clause")
    assert read_act("b.docx", saved(document)).clauses[-1].number == "2"
