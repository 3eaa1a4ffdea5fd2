"""Bill prints read from Lawmaker XML: what each says of itself, its provisions, its words and its printed lines."""

from datetime import date

import pytest

from bills.text.page_line import PageLineIndex
from bills.text.tree import Print, Provision
from scrapers.parse.bill_print import parse
from scrapers.records import ParseProblem, UnreadableSource
from tests.scrapers.printed import AKN, clause, print_file, quoted, subsection


def tree(*provisions: str) -> Print:
    return parse(print_file("\n".join(provisions))).tree


def lines(*provisions: str) -> PageLineIndex:
    return PageLineIndex(tree(*provisions))


def kinds(printed: Print) -> list[str]:
    return [each.kind for each in printed.all]


def only(printed: Print, kind: str) -> Provision:
    (found,) = [each for each in printed.all if each.kind == kind]
    return found


LEVEL = '<level GUID="_l{0}" class="{1}" eId="l{0}"><num>({0})</num><content><p>{2}</p></content></level>'


class TestWhatAPrintSaysOfItself:
    def test_its_title_number_house_stage_and_date_are_as_printed(self) -> None:
        record = parse(print_file(clause(1, subsection("1", "Keepers must keep lamps."))))
        assert (record.title, record.print_number) == ("Lighthouse Keepers Bill", "Bill 12")
        assert (record.house, record.stage_version) == ("House of Commons", "As amended in Committee")
        assert (record.published_on, record.lawmaker_project) == (date(2026, 3, 4), "UK009999")
        assert record.version == "committee-hc"

    def test_the_long_title_is_without_its_ornamental_first_words(self) -> None:
        record = parse(print_file(clause(1, "")))
        assert record.long_title == "Make provision about the keeping of lighthouses; and for connected purposes."

    def test_without_a_printed_date_the_date_of_the_file_is_taken(self) -> None:
        assert parse(print_file(clause(1, ""), varPublicationDate="")).published_on == date(2026, 3, 5)
        assert parse(print_file(clause(1, ""), varPublicationDate="soon")).published_on == date(2026, 3, 5)

    def test_what_it_does_not_say_is_a_problem_with_its_place(self) -> None:
        record = parse(print_file(clause(1, ""), varBillNo=""))
        assert record.print_number == ""
        assert ParseProblem("meta/references/varBillNo", "no print number") in record.problems

    def test_clauses_and_schedules_inside_quoted_text_are_not_counted(self) -> None:
        inner = '<section class="prov1" GUID="_i" eId="i"><num>4A</num><content><p>Lamps.</p></content></section>'
        body = clause(1, f"<content><p><mod>insert—{quoted(inner)}</mod></p></content>")
        record = parse(print_file(body))
        assert (record.clause_count, record.schedule_count) == (1, 0)
        assert kinds(record.tree) == ["clause", "quoted text", "section"]


class TestProvisions:
    def test_each_is_named_in_parliaments_words(self) -> None:
        inner = LEVEL.format("a", "para1", "wicks") + LEVEL.format("i", "para2", "oil")
        body = (
            '<part class="group2" GUID="_p" eId="pt_1"><num>Part 1</num><heading>Keepers</heading>'
            '<hcontainer name="crossheading" GUID="_x" eId="x"><heading>Lamps</heading>'
            f"{clause(1, inner + subsection('1', 'Lamps.'))}</hcontainer></part>"
            '<hcontainer name="schedules" GUID="_ss" eId="scheds"><heading>Schedules</heading>'
            '<hcontainer name="schedule" class="sch" GUID="_sc" eId="sched_1"><num>Schedule 1</num>'
            '<paragraph class="schProv1" GUID="_sp" eId="sched_1__para_1"><num>1</num>'
            '<subparagraph class="schProv2" GUID="_sb" eId="b"><num>(1)</num></subparagraph>'
            "</paragraph></hcontainer></hcontainer>"
        )
        assert kinds(tree(body)) == [
            "part", "cross-heading", "clause", "paragraph", "sub-paragraph", "subsection",
            "schedules", "schedule", "schedule paragraph", "sub-paragraph",
        ]  # fmt: skip

    def test_guids_and_eids_are_kept_and_found(self) -> None:
        printed = tree(clause(1, subsection("1", "Lamps.", guid="_abc", eid="sec_1__subsec_1")))
        assert printed.by_guid["_abc"].eid == "sec_1__subsec_1"

    def test_they_are_found_by_address_from_their_printed_numbers(self) -> None:
        part = LEVEL.format("a", "para1", "wicks")
        two = f'<subsection class="prov2" GUID="_t" eId="wrong"><num>(2)</num>{part}</subsection>'
        printed = tree(clause(7, two))
        (found,) = printed.by_address["clause 7(2)(a)"]
        assert found.text == "wicks"

    def test_the_note_beside_a_schedules_number_is_not_part_of_the_number(self) -> None:
        body = (
            '<hcontainer name="schedule" class="sch" GUID="_sc" eId="sched_1"><num>Schedule 1'
            '<authorialNote class="referenceNote"><p>Section 1</p></authorialNote></num>'
            "<heading>Lamps</heading></hcontainer>"
        )
        schedule = only(tree(clause(1, ""), body), "schedule")
        assert (schedule.number, schedule.note, schedule.heading) == ("Schedule 1", "Section 1", "Lamps")
        assert schedule.bare_number == "1"

    def test_a_whole_subsection_printed_in_bold_is_a_subsection_like_any_other(self) -> None:
        assert kinds(tree(clause(1, f"<b>{subsection('1', 'No charge is imposed.')}</b>"))) == ["clause", "subsection"]


class TestWords:
    def test_words_on_many_lines_are_one_text_without_residue_of_the_markers(self) -> None:
        body = clause(1, subsection("1", "A keeper must keep <?L 1-3?>the lamp lit\n   until <?L 1-4?>dawn."))
        assert only(tree(body), "subsection").text == "A keeper must keep the lamp lit until dawn."

    def test_quotation_marks_of_a_defined_term_are_restored(self) -> None:
        body = clause(1, subsection("1", '<def ukl:startQuote="“" ukl:endQuote="”">lamp</def> includes a lantern;'))
        assert only(tree(body), "subsection").text == "“lamp” includes a lantern;"

    def test_a_space_inside_the_element_of_a_defined_term_stands_after_its_closing_mark(self) -> None:
        body = clause(1, subsection("1", '<def ukl:startQuote="“" ukl:endQuote="”">lamp </def>means a light.'))
        assert only(tree(body), "subsection").text == "“lamp” means a light."

    def test_quoted_text_stands_between_its_marks_and_words_after_it_are_its_holders(self) -> None:
        inner = subsection("4A", "Lamps are lit at dusk.", guid="_in")
        said = f'<mod>after subsection (4) insert—{quoted(inner)}<inline name="AppendText">, and</inline></mod>'
        printed = tree(clause(1, f"<content><p>{said}</p></content>"))
        holder, quotation = only(printed, "clause"), only(printed, "quoted text")
        assert [piece if isinstance(piece, str) else piece.kind for piece in holder.pieces()] == [
            "after subsection (4) insert—", "quoted text", ", and",
        ]  # fmt: skip
        assert [piece if isinstance(piece, str) else piece.number for piece in quotation.pieces()] == [
            "“", "(4A)", "”",
        ]  # fmt: skip
        assert printed.by_guid["_in"].is_quoted
        assert not quotation.is_quoted

    def test_a_passage_quoted_in_two_structures_has_only_the_marks_it_is_printed_with(self) -> None:
        first, last = quoted("<p>one</p>", end=""), quoted("<p>two</p>", start="")
        printed = tree(clause(1, f"<content><p><mod>insert—{first}{last}</mod></p></content>"))
        assert [each.text for each in printed.all if each.kind == "quoted text"] == ["“one", "two”"]

    def test_words_after_paragraphs_begin_a_line_of_their_own(self) -> None:
        before, after = "<intro><p>A keeper must—</p></intro>", "<wrapUp><p>each day.</p></wrapUp>"
        holder = only(tree(clause(1, before + LEVEL.format("a", "para1", "wake,") + after)), "clause")
        assert [piece if isinstance(piece, str) else piece.number for piece in holder.pieces()] == [
            "A keeper must—", "(a)", "\neach day.",
        ]  # fmt: skip

    def test_cross_references_keep_their_words_and_their_target(self) -> None:
        said = 'Under <ref class="valid" href="#sec_9" ukl:targetGuid="_c9">section <?L 2-1?>9 </ref>lamps are lit.'
        provision = only(tree(clause(1, subsection("1", said))), "subsection")
        (reference,) = provision.references
        assert provision.part(reference.part)[reference.start : reference.end] == "section 9"
        assert (reference.guid, reference.eid) == ("_c9", "sec_9")
        assert provision.text == "Under section 9 lamps are lit."

    def test_placeholders_are_filled_with_what_the_file_says(self) -> None:
        said = 'This is the <ref class="placeholder" href="#varBillTitle"/>.'
        assert (
            only(tree(clause(1, subsection("1", said))), "subsection").text == "This is the Lighthouse Keepers Bill."
        )

    def test_a_table_is_kept_as_rows_of_cells_empty_ones_too(self) -> None:
        rows = [["Lamp", "Fee"], ["", "£4 a day"], ["Great", ""]]
        table = only(tree(clause(1, f"<content>{table_of(rows)}</content>")), "table")
        assert table.rows == (("Lamp", "Fee"), ("", "£4 a day"), ("Great", ""))

    def test_numbered_paragraphs_in_a_cell_are_words_of_the_cell(self) -> None:
        cell = f"<p>Either—</p>{LEVEL.format('a', 'para1', 'oil, or')}{LEVEL.format('b', 'para1', 'gas.')}"
        table = f'<table xmlns="x"><tr><td xmlns="{AKN}">{cell}</td></tr></table>'
        body = f'<tblock class="table"><foreign>{table}</foreign></tblock>'
        assert only(tree(clause(1, f"<content>{body}</content>")), "table").rows == (
            ("Either— (a) oil, or (b) gas.",),
        )

    def test_a_comment_of_the_editor_is_not_a_word(self) -> None:
        said = 'Lamps <?oxy_comment_start comment="Can\'t apply OPC30"?>must<?oxy_comment_end?> be lit.'
        assert only(tree(clause(1, subsection("1", said))), "subsection").text == "Lamps must be lit."


def table_of(rows: list[list[str]], marks: dict[tuple[int, int], str] | None = None) -> str:
    """A table of plain cells, each with the marker given for its (row, column)."""
    cells = "".join(
        "<tr>"
        + "".join(
            f'<td><p xmlns="{AKN}">{(marks or {}).get((row, column), "")}{text}</p></td>'
            for column, text in enumerate(texts)
        )
        + "</tr>\n"
        for row, texts in enumerate(rows)
    )
    table = f'<table xmlns="http://www.w3.org/1999/xhtml"><tbody>{cells}</tbody></table>'
    return f'<tblock class="table" GUID="_tb" eId="tb"><foreign>{table}</foreign></tblock>'


class TestPrintedLines:
    def test_a_line_goes_from_its_marker_to_the_next(self) -> None:
        found = lines(clause(1, subsection("1", "A keeper must keep <?L 1-3?>the lamp lit.", line="1-2"), line="1-1"))
        assert [found.text(1, number) for number in (1, 2, 3)] == [
            "1 Duty to keep lamps", "(1) A keeper must keep", "the lamp lit.",
        ]  # fmt: skip

    def test_spans_give_the_provision_and_the_characters(self) -> None:
        body = clause(1, subsection("1", "A keeper must keep <?L 1-3?>the lamp lit.", line="1-2"), line="1-1")
        printed = tree(body)
        (span,) = PageLineIndex(printed).spans(1, 3)
        provision = printed.all[span.provision]
        assert (provision.kind, provision.part(span.part)[span.start : span.end]) == ("subsection", "the lamp lit.")

    def test_an_opening_quotation_mark_stands_on_the_line_of_its_first_word(self) -> None:
        inner = subsection("4A", "Lamps are lit.", line="1-3")
        said = f'<mod>insert—{quoted(inner)}<inline name="AppendText">.</inline></mod>'
        found = lines(clause(1, f"<content><p><?L 1-2?>{said}</p></content>", line="1-1"))
        assert (found.text(1, 2), found.text(1, 3)) == ("insert—", "“(4A) Lamps are lit.”.")

    def test_the_mark_of_a_defined_term_at_the_start_of_a_line_stands_on_that_line(self) -> None:
        said = 'In this section <def ukl:startQuote="“" ukl:endQuote="”"><?L 1-3?>lamp</def> means a light.'
        found = lines(clause(1, subsection("1", said, line="1-2"), line="1-1"))
        assert (found.text(1, 2), found.text(1, 3)) == ("(1) In this section", "“lamp” means a light.")

    def test_a_line_without_a_marker_belongs_to_the_marked_line_before_it(self) -> None:
        found = lines(clause(1, subsection("1", "Lamps burn <?L 1-5?>all night.", line="1-2"), line="1-1"))
        assert found.unmarked == ((1, 3), (1, 4))
        assert found.marked_line(1, 4) == (1, 2)
        assert found.text(1, 4) == "(1) Lamps burn"

    def test_lines_beyond_a_page_and_pages_that_are_not_there_are_nothing(self) -> None:
        found = lines(clause(1, subsection("1", "Lamps.", line="1-2"), line="1-1"))
        assert [found.spans(*place) for place in ((1, 3), (2, 1), (1, 0))] == [(), (), ()]
        assert found.marked_line(1, 3) is None

    def test_cells_of_a_table_share_a_line(self) -> None:
        marks = {(0, 0): "<?L 1-2?>", (0, 1): "<?L 1-2?>", (1, 0): "<?L 1-3?>", (1, 1): "<?L 1-3?>"}
        rows = [["Great lamp", "£4"], ["Small lamp", "£1"]]
        found = lines(clause(1, f"<content>{table_of(rows, marks)}</content>", line="1-1"))
        assert (found.text(1, 2), found.text(1, 3)) == ("Great lamp\t£4", "Small lamp\t£1")
        assert len(found.spans(1, 2)) == 2

    def test_a_provision_knows_the_lines_of_its_first_and_last_words(self) -> None:
        printed = tree(clause(1, subsection("1", "A keeper must <?L 2-1?>keep the lamp.", line="1-2"), line="1-1"))
        assert (only(printed, "clause").starts, only(printed, "clause").ends) == ((1, 1), (2, 1))
        assert (only(printed, "subsection").starts, only(printed, "subsection").ends) == ((1, 2), (2, 1))

    def test_a_print_without_markers_says_so_and_has_no_lines(self) -> None:
        record = parse(print_file(clause(1, subsection("1", "Lamps."))))
        assert record.line_count == 0
        assert [problem.place for problem in record.problems] == ["body"]
        assert "no line markers" in record.problems[0].reason
        assert not PageLineIndex(record.tree)
        assert only(record.tree, "clause").starts is None

    def test_a_marker_that_is_no_page_and_line_is_a_problem_and_not_a_word(self) -> None:
        record = parse(print_file(clause(1, subsection("1", "Lamps <?L twelve?>burn.", line="1-2"), line="1-1")))
        (problem,) = record.problems
        assert "'twelve'" in problem.reason
        assert problem.place == "sec_1__subsec_1, page 1, line 2"
        assert only(record.tree, "subsection").text == "Lamps burn."


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "place", "reason"),
        [
            (b"", "file", "empty"),
            (b"{}", "line 1", "not XML"),
            (b"<html><body>Service unavailable</body></html>", "root element", "<html>"),
            (f'<akomaNtoso xmlns="{AKN}"><amendmentList/></akomaNtoso>'.encode(), "root element", "<amendmentList>"),
            (f'<akomaNtoso xmlns="{AKN}"><bill/></akomaNtoso>'.encode(), "bill", "no body"),
            (print_file("<p>Nothing to enact.</p>"), "body", "no clause"),
            (print_file(clause(1, ""))[:-40], "line", "not well-formed"),
            (b"<!DOCTYPE bill [<!ENTITY a 'b'>]><bill>&a;</bill>", "prolog", "DOCTYPE"),
        ],
    )
    def test_a_file_that_is_not_a_print_is_refused_with_place_and_reason(
        self, body: bytes, place: str, reason: str
    ) -> None:
        with pytest.raises(UnreadableSource) as refused:
            parse(body)
        assert place in refused.value.place
        assert reason in refused.value.reason

    def test_elements_nested_beyond_reason_are_refused(self) -> None:
        with pytest.raises(UnreadableSource):
            parse(print_file(clause(1, "<level>" * 5000 + "</level>" * 5000)))

    def test_the_deepest_nesting_that_xml_allows_reads(self) -> None:
        printed = tree(clause(1, '<level class="para1">' * 200 + "<p>lamp</p>" + "</level>" * 200))
        assert printed.all[-1].text == "lamp"
        assert Print.from_json(printed.to_json()) == printed

    def test_an_unknown_element_is_reported_once_and_its_words_are_kept(self) -> None:
        record = parse(print_file(clause(1, subsection("1", "<blink>Lamps</blink> <blink>burn</blink>.", line="1-1"))))
        assert [problem.reason.split(" is ")[0] for problem in record.problems] == ["the element <blink>"]
        assert only(record.tree, "subsection").text == "Lamps burn."

    def test_an_image_is_reported_where_it_stands(self) -> None:
        record = parse(print_file(clause(1, subsection("1", 'See <img src="x"/> below.', line="1-2"), line="1-1")))
        (problem,) = record.problems
        assert problem.place == "sec_1__subsec_1, page 1, line 2"
        assert "an image" in problem.reason
