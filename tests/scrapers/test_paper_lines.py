"""The text of an amendment as lines: numbers, depth, kinds, and every quotation mark where it is printed."""

from scrapers.parse import amendment_paper
from scrapers.parse.paper_lines import joined
from scrapers.records import Line
from tests.scrapers.paper_xml import amendment, inserted, numbered, paper


def lines(instruction: str = "", content: str = "") -> tuple[Line, ...]:
    """The lines of one amendment with this instruction or content."""
    record = amendment_paper.parse(paper(amendment(instruction=instruction, content=content))).amendments[0]
    assert record.lines is not None
    assert record.text == joined(record.lines)
    return record.lines


def shown(instruction: str = "", content: str = "") -> list[tuple[int, str, str]]:
    """(depth, number, text) of each line."""
    return [(line.depth, line.num, line.text) for line in lines(instruction, content)]


def test_a_plain_instruction_is_one_line() -> None:
    found = lines("Clause 2, page 3,\n   line 4, leave out “lamp”")
    assert found == (Line("Clause 2, page 3, line 4, leave out “lamp”", kind="instruction"),)


def test_cross_references_and_italics_stay_inside_their_line() -> None:
    words = 'Clause 2, leave out “section <ref href="#sec_9">9</ref><ref>(1)</ref> [<i>Moths</i>]”'
    assert shown(words) == [(0, "", "Clause 2, leave out “section 9(1) [Moths]”")]


def test_a_new_clause_opens_its_quotation_at_the_heading_and_closes_it_at_the_last_word() -> None:
    section = (
        "<section><num/><heading>Care of lanterns</heading>"
        + numbered("subsection", "(1)", "A lantern must be trimmed.")
        + numbered("subsection", "(2)", "Wicks are replaced.")
        + "</section>"
    )
    found = lines(f"<mod>To move the following Clause—{inserted(section)}</mod>")
    assert [(line.depth, line.kind, line.num, line.text) for line in found] == [
        (0, "instruction", "", "To move the following Clause—"),
        (1, "heading", "", "“Care of lanterns"),
        (1, "text", "(1)", "A lantern must be trimmed."),
        (1, "text", "(2)", "Wicks are replaced.”"),
    ]


def test_an_opening_mark_stands_before_the_number_and_appended_text_after_the_closing_mark() -> None:
    block = inserted(numbered("level", "(a)", "a lamp,") + numbered("level", "(b)", "a wick"), after=", and")
    assert shown(f"<mod>Clause 2, page 3, line 4, at end insert—{block}</mod>") == [
        (0, "", "Clause 2, page 3, line 4, at end insert—"),
        (1, "“(a)", "a lamp,"),
        (1, "(b)", "a wick”, and"),
    ]


def test_the_closing_mark_stands_against_the_last_word_however_the_file_is_indented() -> None:
    block = inserted("<level><num>(a)</num><content><p>\n a wick.\n </p></content></level>", after=" , and")
    assert shown(f"<mod>Insert—{block}</mod>")[1] == (1, "“(a)", "a wick.” , and")


def test_a_title_left_to_a_placeholder_is_filled_in() -> None:
    words = 'Clause 2, leave out “the <ref class="placeholder" href="#varBillTitle"/>”'
    assert shown(words) == [(0, "", "Clause 2, leave out “the Lanterns Bill [HL]”")]


def test_each_numbered_level_stands_one_deeper() -> None:
    inner = (
        '<subsection><num>(1)</num><intro><p>It is lit if—</p></intro><level class="para1"><num>(a)</num>'
        "<intro><p>there is—</p></intro>"
        + numbered("level", "(i)", "oil,")
        + "</level><wrapUp><p>and not before.</p></wrapUp></subsection>"
    )
    assert shown(f"<mod>Insert—{inserted(inner)}</mod>") == [
        (0, "", "Insert—"),
        (1, "“(1)", "It is lit if—"),
        (2, "(a)", "there is—"),
        (3, "(i)", "oil,"),
        (1, "", "and not before.”"),
    ]


def test_blocks_that_share_one_quotation_open_and_close_it_once() -> None:
    first = inserted(numbered("level", "(b)", "a wick."), opens="", closes="").partition("<inline")[0]
    second = inserted(numbered("subsection", "(5A)", "Wicks burn."), opens="")
    assert shown(f"<mod>Clause 9, at end insert “, and{first}{second}</mod>") == [
        (0, "", "Clause 9, at end insert “, and"),
        (1, "(b)", "a wick."),
        (1, "(5A)", "Wicks burn.”"),
    ]


def test_definitions_carry_their_own_marks() -> None:
    definition = (
        '<subsection><num>(3)</num><intro><p>In this section—</p></intro><hcontainer name="definition"><content>'
        '<p><def ukl:startQuote="“" ukl:endQuote="”">lamp</def> means a light;</p></content></hcontainer></subsection>'
    )
    found = lines(f"<mod>Insert—{inserted(definition)}</mod>")
    assert found[2] == Line("“lamp” means a light;”", depth=2, kind="definition")


def test_an_amendment_of_an_act_inside_a_new_clause_keeps_both_quotations() -> None:
    inner = f"<mod>after subsection (5), insert—{inserted(numbered('subsection', '(6)', 'No smoke.'))}</mod>"
    clause = f"<section><num/><heading>Smoke</heading>{numbered('subsection', '(1)', inner)}</section>"
    assert shown(f"<mod>To move the following Clause—{inserted(clause)}</mod>")[1:] == [
        (1, "", "“Smoke"),
        (1, "(1)", "after subsection (5), insert—"),
        (2, "“(6)", "No smoke.””"),
    ]


def test_schedules_with_parts_and_cross_headings_keep_their_headings_level() -> None:
    part = (
        '<part class="schGroup2"><num>Part A1</num><heading>Old lamps</heading><hcontainer name="crossheading">'
        "<heading>Glass</heading>" + numbered("paragraph", "1", "Glass is clear.") + "</hcontainer></part>"
    )
    found = lines(f"<mod>Schedule 2, at end insert—{inserted(part)}</mod>")
    assert [(line.depth, line.kind, line.num, line.text) for line in found[1:]] == [
        (1, "heading", "“Part A1", "Old lamps"),
        (1, "heading", "", "Glass"),
        (1, "text", "1", "Glass is clear.”"),
    ]


def test_a_table_is_kept_as_rows() -> None:
    table = (
        '<p>The rates are—<foreign><table xmlns="http://www.w3.org/1999/xhtml"><tr><th>Lamp</th><th>Rate</th></tr>'
        "<tr><td>Brass</td><td>£3</td></tr></table></foreign> from May.</p>"
    )
    found = lines(f"<mod>Insert—{inserted(table)}</mod>")
    assert found[1].text == "“The rates are—"
    assert found[2].kind == "table"
    assert found[2].rows == (("Lamp", "Rate"), ("Brass", "£3"))
    assert found[3].text == "from May.”"


def test_an_image_is_named_and_never_silently_lost() -> None:
    found = lines('<mod>Insert—<quotedStructure><p><img alt="a formula" src="x"/></p></quotedStructure></mod>')
    assert found[1].kind == "image"
    assert found[1].text == "a formula"


def test_an_empty_block_shows_its_marks_and_loses_nothing() -> None:
    assert shown(f"<mod>Insert—{inserted('<p/>', after=', and')}</mod>") == [(0, "", "Insert—"), (1, "", "“”, and")]


def test_elements_that_nobody_has_seen_still_give_their_words() -> None:
    assert shown("Clause 2, <novel>leave <odd>out</odd></novel> all") == [(0, "", "Clause 2, leave out all")]
    assert shown(content="<tblock><num>1</num><strange>Words <b>here</b></strange></tblock>") == [
        (0, "", "Words here")
    ]


def test_stray_text_between_provisions_is_kept() -> None:
    block = inserted(numbered("level", "(a)", "a lamp") + " or else " + numbered("level", "(b)", "a wick"))
    assert "or else" in " ".join(text for _, _, text in shown(f"<mod>Insert—{block}</mod>"))


def test_processing_instructions_and_comments_are_never_words() -> None:
    assert shown("Clause 2,<?oxy remark?> leave <!-- not this -->out “<?L 1-2?>lamp”") == [
        (0, "", "Clause 2, leave out “lamp”")
    ]
