"""Bill prints as PDF: lines counted and checked against the margin figures, and bad files refused."""

import re
import time
from pathlib import Path

import pytest

from bills.text.page_line import PageLineIndex
from bills.text.tree import Print
from scrapers.parse import bill_print, print_pdf
from scrapers.records import UnreadableSource
from tests.scrapers.pdf_maker import bill_pages, packed_page, pdf
from tests.scrapers.printed_rows import agreement

FIRST = [
    (72, "1 Keeping bees"),
    (83, "(1) A person commits an offence if—"),
    (119, "(a) the person keeps bees, and"),
    (119, "(b) the bees are not “kept well”,"),
    (108, "whether or not they are wild."),
    (83, "(2) That is all."),
]
SECOND = [
    (72, "2 Honey"),
    (83, "(1) Honey is sweet."),
    (83, "(2) Wax is not."),
    (83, "(3) So be it."),
    (83, "(4) Amen."),
]
THIRD = [(83, "(5) The rest is silence."), (72, "3 Short title"), (83, "This Act is the Bees Act.")]


def read(pages: list) -> bill_print.PrintRecord:
    return print_pdf.parse(pdf(pages))


def test_lines_are_counted_and_words_become_provisions() -> None:
    record = read(bill_pages([FIRST, SECOND, THIRD]))
    index = PageLineIndex(record.tree)
    assert (record.source, record.title, record.clause_count) == ("pdf", "Bees Bill", 3)
    assert index.text(1, 4) == "(b) the bees are not “kept well”,"
    assert index.text(2, 5) == "(4) Amen."
    assert [len(index), index.pages, record.unindexed] == [14, (1, 2, 3), ()]
    (clause,) = record.tree.by_address["clause 1(1)"]
    assert clause.text == "A person commits an offence if—\nwhether or not they are wild."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda page: [*page[:3], *page[4:]], "the margin figure 5 stands beside line 4"),
        (lambda page: [word for word in page if word[0] != 513], "line 5 has no margin figure"),
        (lambda page: [*page, (513, 400, "10")], "the margin figure 10 stands beside no line"),
    ],
)
def test_a_page_that_the_margin_figures_do_not_bear_out_keeps_its_words_and_gets_no_lines(change, reason) -> None:
    pages = bill_pages([FIRST, SECOND, THIRD])
    pages[1] = change(pages[1])
    record = read(pages)
    index = PageLineIndex(record.tree)
    assert [(each.page, each.reason) for each in record.unindexed] == [(2, reason)]
    assert index.pages == (1, 3)
    assert index.text(1, 6) == "(2) That is all."
    assert index.spans(2, 1) == ()
    assert record.tree.by_address["clause 2(4)"][0].text == "Amen."
    assert Print.from_json(record.tree.to_json()) == record.tree


def test_words_outside_the_page_are_not_printed() -> None:
    pages = bill_pages([FIRST, SECOND])
    pages[0].append((-900, 110, "1"))
    assert PageLineIndex(read(pages).tree).text(1, 1) == "1 Keeping bees"


def test_columns_of_a_table_are_parted_by_tabs() -> None:
    rows = [(72, "1 Bees"), (83, "(1) The table is—"), (108, "Bee"), (108, "Wasp"), (83, "(2) End.")]
    pages = bill_pages([rows, SECOND])
    pages[0] += [(302, 96 + 14 * 3, "Honey"), (302, 96 + 14 * 4, "None")]
    (table,) = [each for each in read(pages).tree.all if each.kind == "table"]
    assert table.rows == (("Bee", "Honey"), ("Wasp", "None"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7\n", "cannot be read"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>", "read|text"),
        (pdf([]), "no text"),
        (pdf([[]]), "no text"),
        (pdf([[(72, 100, "A letter")]]), "not a print of a Bill"),
        (pdf(bill_pages([[(72, "Nothing numbered")], [(72, "here.")]])), "no row begins a clause"),
    ],
)
def test_what_is_no_print_is_refused_with_a_reason(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        print_pdf.parse(body)


def test_a_damaged_file_is_refused_or_read_and_never_raises_anything_else() -> None:
    whole = pdf(bill_pages([FIRST, SECOND]))
    for at in range(0, len(whole), 97):
        for damaged in (whole[:at], whole[:at] + b"\xff\x00<<" + whole[at + 4 :]):
            try:
                print_pdf.parse(damaged)
            except UnreadableSource:
                continue


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"q Q " * 10_000_000, "unpacks to more than"),
        (b"q Q " * 1_000_000, "bytes of instructions"),
    ],
)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused_at_once(content: bytes, reason: str) -> None:
    body = packed_page(content)
    begun = time.process_time()
    with pytest.raises(UnreadableSource, match=reason):
        print_pdf.parse(body)
    assert len(body) < 100_000
    assert time.process_time() - begun < 5


def even(words: str) -> str:
    """Without the capitals in which the paper sets the headings of Schedules, and the spaces between them."""
    return re.sub(r"\s+", "", words).casefold()


@pytest.mark.shared
def test_the_lines_of_a_real_pdf_are_those_of_its_xml(shared: Path) -> None:
    """HL Bill 89. Where both files break a line alike, every line agrees, and each page is declared valid.

    Four paragraphs of Schedule 4 the two files wrap differently by a word or two, as the paper shows; a definition on
    page 26 has no line markers in the XML.
    """
    folder = shared / "lawmaker" / "pdf"
    body = (folder / "reul_hl89.pdf").read_bytes()
    begun = time.process_time()
    record = print_pdf.parse(body)
    spent = time.process_time() - begun
    theirs, ours = (
        PageLineIndex(bill_print.parse((folder / "reul_hl89.xml").read_bytes()).tree),
        PageLineIndex(record.tree),
    )
    differ = [line for line in theirs.lines if even(theirs.text(*line)) != even(ours.text(*line))]
    wrapped = {(42, line) for line in (4, 5, 6, 7, 20, 21)} | {(43, line) for line in (6, 7, 8, 9, 20, 21, 22, 23)}
    assert record.unindexed == ()
    assert set(theirs.lines) <= set(ours.lines)
    assert len(theirs) == 1_689
    assert set(differ) - wrapped - {(26, 5)} == set()
    for page, first, last in ((42, 4, 7), (42, 20, 21), (43, 6, 9), (43, 20, 23)):
        lines = [(page, line) for line in range(first, last + 1)]
        assert even("".join(theirs.text(*line) for line in lines)) == even("".join(ours.text(*line) for line in lines))
    print(f"{len(theirs) - len(differ)} of {len(theirs)} lines alike, {spent / 50 * 1000:.0f} ms a page")
    assert spent / 50 <= 0.1


@pytest.mark.shared
def test_the_provisions_of_a_real_pdf_are_those_of_its_xml(shared: Path) -> None:
    folder = shared / "lawmaker" / "pdf"
    printed = print_pdf.parse((folder / "reul_hl89.pdf").read_bytes()).tree
    xml = bill_print.parse((folder / "reul_hl89.xml").read_bytes()).tree
    found = agreement(xml, printed)
    assert [row for row in found.missing if row[0] != "schedules"] == []
    assert found.of == 791
    assert set(xml.by_address) == set(printed.by_address)


def test_the_second_row_of_a_running_head_and_the_foot_are_no_lines() -> None:
    pages = bill_pages([FIRST, SECOND, THIRD])
    for page in pages:
        page[:] = [(x, top + (0 if top < 90 else 14), text) for x, top, text in page]
        page += [(72, 96, "Part 1—Offences"), (72, 780, "Bill 8"), (480, 780, "55/4")]
    record = read(pages)
    assert PageLineIndex(record.tree).text(2, 1) == "2 Honey"
    assert (record.print_number, record.house, record.unindexed) == ("Bill 8", "House of Commons", ())


def test_a_page_that_is_missing_is_named() -> None:
    pages = bill_pages([FIRST, SECOND, THIRD])
    record = read([pages[0], pages[2]])
    assert PageLineIndex(record.tree).pages == (1, 3)
    assert [(each.place, each.reason) for each in record.problems] == [
        ("page 2", "no page of the file bears this figure")
    ]


def test_covers_and_contents_are_left_out() -> None:
    cover = [(103, 89, "Bees Bill"), (90, 240, "EXPLANATORY NOTES")]
    contents = [(103, 88, "Bees Bill"), (250, 210, "CONTENTS"), (120, 273, "1 Keeping bees")]
    back = [(103, 300, "Bees Bill"), (90, 340, "A"), (90, 360, "BILL")]
    record = read([cover, [], contents, *bill_pages([FIRST, SECOND, THIRD]), back])
    assert PageLineIndex(record.tree).lines[0] == (1, 1)
    assert record.clause_count == 3
    assert record.tree.all[-1].text.endswith("This Act is the Bees Act.")
