"""Amendments applied to a small Bill: the text as a reader would find it in the next print."""

import pytest

from amendments.engine.apply import apply
from amendments.engine.grammar import read
from amendments.engine.printed import AddressedPrint
from amendments.engine.splice import kept_text
from amendments.engine.written import from_text
from scrapers.parse.bill_print import parse
from tests.engine.small_bill import amended, clause, reasons, small_bill
from tests.scrapers.printed import clause as xml_clause
from tests.scrapers.printed import print_file, subsection


def only(text: str, number: str, kind: str = "clause") -> str:
    result = amended(text)
    assert reasons(result) == [""]
    return clause(result, number, kind)


class TestWords:
    def test_words_left_out_go_with_their_space(self) -> None:
        assert (
            only("Clause 2, page 1, line 14, leave out “at least”", "2").split("\n")[1] == "(a) is 18 years old, and"
        )

    def test_words_replaced_stand_where_the_old_ones_stood(self) -> None:
        text = only("Clause 1, page 1, line 4, leave out “must” and insert “may”", "1")
        assert text.startswith("(1) A keeper may keep the lamp")

    def test_an_insertion_after_words_gets_its_space(self) -> None:
        text = only("Clause 1, page 1, line 4, after “lamp” insert “and the horn”", "1")
        assert "keep the lamp and the horn of a lighthouse" in text

    def test_a_comma_inserted_takes_no_space_before_it(self) -> None:
        text = only("Clause 1, page 1, line 5, after “dawn” insert “, or until relieved”", "1")
        assert text.split("\n")[0].endswith("until dawn, or until relieved.")

    def test_a_phrase_goes_on_over_the_end_of_its_line(self) -> None:
        text = only("Clause 1, page 1, line 4, leave out “from dusk until dawn”", "1")
        assert text.split("\n")[0] == "(1) A keeper must keep the lamp of a lighthouse lit."

    def test_from_words_to_the_end_of_another_line(self) -> None:
        text = only("Clause 1, page 1, line 4, leave out from “lit” to end of line 5 and insert “at night.”", "1")
        assert text.split("\n")[0] == "(1) A keeper must keep the lamp of a lighthouse lit at night."

    @pytest.mark.parametrize(
        ("order", "first_row"),
        [
            ("from “lit” to “dawn” in line 5", "(1) A keeper must keep the lamp of a lighthouse lit dawn."),
            ("from “keep” to “lighthouse” and insert “any”", "(1) A keeper must keep any lighthouse lit from dusk"),
            ("from beginning to “keep”", "(1) keep the lamp of a lighthouse lit from dusk"),
            (
                "from “lit” to end of line 5 and insert “, always.”",
                "(1) A keeper must keep the lamp of a lighthouse lit, always.",
            ),
        ],
    )
    def test_the_words_that_from_and_to_name_stay(self, order: str, first_row: str) -> None:
        text = only(f"Clause 1, page 1, line 4, leave out {order}", "1")
        assert text.split("\n")[0].startswith(first_row)

    def test_words_next_to_each_other_have_nothing_between_them(self) -> None:
        result = amended("Clause 1, page 1, line 4, leave out from “the” to “lamp”")
        assert "nothing stands between" in reasons(result)[0]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Clause 1, page 1, line 4, leave out “should”", "words not there"),
            ("Clause 1, page 1, line 5, leave out “must”", "words not there"),
            ("Clause 2, page 1, line 13, leave out “a”", "words there twice"),
            ("Clause 2, page 1, line 4, leave out “must”", "no such line"),
            ("Clause 1, page 1, line 90, leave out “must”", "no such line"),
            ("Clause 9, page 1, line 4, leave out “must”", "no such provision"),
            ("Clause 1, page 1, line 4, leave out “must", "unbalanced quotes"),
            ("Clause 1, page 1, line 4, perhaps leave out “must”", "unreadable instruction"),
        ],
    )
    def test_what_is_not_there_exactly_once_is_refused(self, text: str, reason: str) -> None:
        result = amended(text)
        assert reasons(result)[0].startswith(reason)
        assert not any(unit.is_changed for unit in result.units)

    def test_an_ordinal_tells_which_of_two(self) -> None:
        text = only("Clause 2, page 1, line 13, leave out the second “a” and insert “every”", "2")
        assert text.startswith("(1) The Secretary of State may grant a licence to every person who—")


class TestProvisions:
    def test_what_is_inserted_after_a_subsection_takes_the_next_number_and_the_rest_move_on(self) -> None:
        result = amended("Clause 2, page 1, line 16, at end insert—\n“(2A) A licence is not given twice.”")
        assert clause(result, "2").split("\n")[3:] == [
            "(2) A licence lasts for five years.",
            "(3) A licence is not given twice.",
            "(4) Regulations under subsection (2) may change its length.",
        ]

    def test_the_number_tells_whether_a_paragraph_or_a_subsection_is_added_at_one_line(self) -> None:
        paragraph = amended("Clause 2, page 1, line 15, at end insert—\n“(c) can climb.”")
        assert clause(paragraph, "2").split("\n")[3] == "(c) can climb."
        subsection = amended("Clause 2, page 1, line 15, at end insert—\n“(1A) A licence is free.”")
        assert clause(subsection, "2").split("\n")[3:5] == [
            "(2) A licence is free.",
            "(3) A licence lasts for five years.",
        ]

    def test_a_reference_to_what_moved_is_brought_up_to_date(self) -> None:
        result = amended("Clause 2, page 1, line 15, at end insert—\n“(1A) A licence is free.”")
        assert "Regulations under subsection (3) may change" in clause(result, "2")

    def test_a_subsection_left_out_moves_the_others_up(self) -> None:
        result = amended("Clause 1, page 1, line 6, leave out subsection (2)")
        assert clause(result, "1").split("\n")[-1].startswith("(2) In this section")

    def test_paragraphs_left_out_as_a_range(self) -> None:
        result = amended("Clause 1, page 1, line 7, leave out paragraphs (a) and (b)")
        assert clause(result, "1").split("\n")[1:3] == [
            "(2) A keeper may put the lamp out if—",
            "(a) a storm makes it unsafe to climb the tower.",
        ]

    def test_a_clause_left_out_moves_the_later_ones_up_and_references_follow(self) -> None:
        result = amended("Page 1, line 18, leave out Clause 3")
        assert [unit.number for unit in result.units if unit.kind == "clause" and not unit.is_left_out] == list("1234")
        assert "Sections 1 and 3 come into force" in clause(result, "4")

    def test_a_new_clause_at_its_place_is_numbered_in_sequence(self) -> None:
        result = amended(
            "To move the following Clause—\n“Relief keepers\n(1) There may be relief keepers.\n(2) They keep lamps.”",
            position="after clause 1",
        )
        assert [unit.heading for unit in result.units][:3] == ["Duty to keep lamps", "Relief keepers", "Licences"]
        assert clause(result, "2") == "(1) There may be relief keepers.\n(2) They keep lamps."
        assert "holds a licence under section 3." in " ".join(clause(result, "1").split("\n"))

    def test_a_new_clause_without_a_place_stands_at_the_end_marked_unplaced(self) -> None:
        result = amended("To move the following Clause—\n“Relief keepers\nThere may be relief keepers.”")
        assert result.results[0].is_placed is False
        assert clause(result, "6") == "There may be relief keepers."

    def test_an_only_clause_text_becomes_subsection_one(self) -> None:
        result = amended("Clause 4, page 2, line 1, at end insert—\n“(2) The offence is triable summarily.”")
        assert clause(result, "4").split("\n") == [
            "(1) A person who puts out the lamp of a lighthouse commits an offence.",
            "(2) The offence is triable summarily.",
        ]

    def test_quoted_text_is_amended_inside_its_marks(self) -> None:
        result = amended("Clause 3, page 1, line 23, at end insert—\n“(4) The lamp must be high.”")
        assert clause(result, "3").endswith("(3) The lamp must be kept dry.\n(4) The lamp must be high.”")

    def test_a_subsection_of_another_act_keeps_the_letter_it_is_inserted_with(self) -> None:
        bill = small_bill(
            "1 Amendment of the Harbours Act 1964\n(1) In section 12 of the Harbours Act 1964—\n"
            "(a) for subsection (1) substitute—\n“(1) A harbour must have a lamp.\n(2) It must be green.”, and\n"
            "(b) omit subsection (3).\n(2) This section extends to Wales."
        )
        result = amended("Clause 1, page 1, line 4, at end insert—\n“(1A) It must be lit.”", bill=bill)
        assert reasons(result) == [""]
        rows = clause(result, "1").split("\n")
        assert rows[2:5] == ["“(1) A harbour must have a lamp.", "(1A) It must be lit.", "(2) It must be green.”, and"]

    def test_schedule_paragraphs_move_on(self) -> None:
        result = amended("Schedule 1, page 2, line 9, at end insert—\n“1A The test is free.”")
        assert [row.split(" ")[0] for row in clause(result, "1", "schedule").split("\n")] == [
            "1",
            "2",
            "3",
            "(2)",
            "4",
        ]

    def test_a_clause_is_transferred_with_its_words_and_references_follow_it(self) -> None:
        result = amended("Clause 1 be transferred to after Clause 2")
        kept = [(unit.number, unit.heading) for unit in result.units if unit.kind == "clause" and not unit.is_left_out]
        assert kept[:2] == [("1", "Licences"), ("2", "Duty to keep lamps")]
        assert clause(result, "2").startswith("(1) A keeper must keep the lamp")
        assert "Sections 2 and 4 come into force" in clause(result, "5")

    def test_a_clause_is_transferred_to_the_line_where_another_ends(self) -> None:
        result = amended("Clause 1 be transferred to end of line 17 on page 1")
        assert [unit.heading for unit in result.units if not unit.is_left_out][:2] == [
            "Licences",
            "Duty to keep lamps",
        ]

    def test_a_new_schedule_is_numbered_by_the_print_whatever_it_calls_itself(self) -> None:
        result = amended("To move the following Schedule—\n“Schedule 9\nSection 2\nFees\n1 A fee is one pound.”")
        unit = result.units[-1]
        assert (unit.kind, unit.number, unit.heading) == ("schedule", "2", "Fees")
        assert unit.text == "1 A fee is one pound."


class TestWithoutALine:
    def test_what_stands_once_in_the_provision_named_needs_no_line(self) -> None:
        assert "may give a licence" in only("Clause 2, in subsection (1), leave out “grant” and insert “give”", "2")
        assert "five years" not in only("Clause 2, leave out subsection (2)", "2")

    def test_what_stands_there_twice_is_refused(self) -> None:
        assert reasons(amended("Clause 2, in subsection (1), leave out “a”"))[0].startswith("words there twice")

    def test_a_provision_of_quoted_text_is_not_the_bills(self) -> None:
        assert reasons(amended("Clause 3, leave out subsection (2)"))[0].startswith("words not there")

    def test_a_line_outside_what_is_named_is_refused(self) -> None:
        text = "Clause 2, page 1, line 16, in subsection (1), leave out “licence”"
        assert reasons(amended(text))[0].startswith("no such provision: clause 2 has no subsection")

    def test_the_heading_is_amended_where_it_is_named(self) -> None:
        result = amended("Clause 2, page 1, line 12, in the heading, leave out “Licences” and insert “Permits”")
        assert [unit.heading for unit in result.units][1] == "Permits"


class TestPrintsWithoutLines:
    def bare(self) -> AddressedPrint:
        first = xml_clause(1, subsection("1", "Keepers must keep lamps.") + subsection("2", "Lamps are kept dry."))
        return AddressedPrint(parse(print_file(first + xml_clause(2, subsection("1", "Lamps are lit.")))).tree)

    def test_what_names_a_line_is_refused_and_says_why(self) -> None:
        told = reasons(amended("Clause 1, page 1, line 4, leave out “must”", bill=self.bare()))
        assert told == ["print has no index: this print has no page and line index, so its lines cannot be found"]

    def test_what_needs_no_line_is_applied(self) -> None:
        new = "To move the following Clause—\n“Relief keepers\nThere may be relief keepers.”"
        result = amended("Clause 1, leave out subsection (2)", "Leave out Clause 2", new, bill=self.bare())
        assert reasons(result) == ["", "", ""]
        kept = [(unit.number, unit.text) for unit in result.units if not unit.is_left_out]
        assert kept == [("1", "Keepers must keep lamps."), ("2", "There may be relief keepers.")]


class TestStructure:
    @pytest.mark.parametrize(
        "text",
        [
            "Clause 2, page 1, line 13, at end insert—\n“(2A) A licence is blue.”",
            "Clause 2, page 1, line 14, at end insert—\n“(3A) A licence is blue.”",
            "Clause 1, page 1, line 4, at end insert—\n“(1A) A lamp is blue.”",
            "Clause 2, page 1, line 16, at beginning insert—\n“(c) is tall,”",
        ],
    )
    def test_a_number_that_follows_nothing_at_its_line_is_refused(self, text: str) -> None:
        assert reasons(amended(text))[0].startswith("the text does not fit there")

    def test_a_part_of_a_word_is_no_word(self) -> None:
        bill = small_bill("1 Lamps\nA co-keeper may keep the keeper’s lamp for a sub-keeper.")
        assert reasons(amended("Clause 1, page 1, line 2, leave out “keeper”", bill=bill))[0].startswith(
            "words not there"
        )

    def test_words_at_the_end_of_a_row_come_before_the_rows_after_it(self) -> None:
        result = amended(
            "Clause 2, page 1, line 16, at end insert—\n“(2A) It is blue.”",
            "Clause 2, page 1, line 16, at end insert “Or six.”",
        )
        assert clause(result, "2").split("\n")[3:5] == [
            "(2) A licence lasts for five years. Or six.",
            "(3) It is blue.",
        ]


class TestTogether:
    def test_an_amendment_inside_what_another_leaves_out_is_refused_and_names_it(self) -> None:
        result = amended(
            "Clause 1, page 1, line 6, leave out subsection (2)",
            "Clause 1, page 1, line 7, leave out “cleaned” and insert “trimmed”",
        )
        assert reasons(result) == ["", "target left out by another: amendment 1 leaves out what it changes"]

    def test_two_that_change_the_same_words_differently_are_both_refused(self) -> None:
        result = amended(
            "Clause 1, page 1, line 4, leave out “must” and insert “may”",
            "Clause 1, page 1, line 4, leave out “must” and insert “shall”",
        )
        assert [reason.partition(":")[0] for reason in reasons(result)] == ["overlaps another amendment"] * 2

    def test_two_insertions_at_one_place_stand_in_their_order(self) -> None:
        result = amended(
            "Clause 2, page 1, line 16, at end insert—\n“(2A) It is blue.”",
            "Clause 2, page 1, line 16, at end insert—\n“(2B) It is large.”",
        )
        assert clause(result, "2").split("\n")[4:6] == ["(3) It is blue.", "(4) It is large."]

    def test_the_print_is_never_changed(self) -> None:
        bill = small_bill()
        before = bill.running.text
        amended("Clause 1, page 1, line 4, leave out “must” and insert “may”", bill=bill)
        assert bill.running.text == before

    def test_what_stays_and_what_goes_give_the_print_back(self) -> None:
        bill = small_bill()
        result = amended(
            "Clause 1, page 1, line 6, leave out subsection (2)",
            "Clause 2, page 1, line 16, at end insert—\n“(2A) It is blue.”",
            bill=bill,
        )
        for unit in result.units:
            was = "".join(span.text for span in unit.spans if span.kind != "inserted")
            assert unit.printed is not None
            assert was.strip() == bill.running.rows(unit.printed)

    def test_an_amendment_to_an_amendment_goes_into_its_parent_first(self) -> None:
        child = from_text("(a)", "As an Amendment to New Clause 1:—\nLine 2, leave out “may” and insert “must”")
        parent = from_text("NC1", "To move the following Clause—\n“Relief keepers\nThere may be relief keepers.”")
        result = apply([parent, child], small_bill(), read)
        assert reasons(result) == ["", ""]
        assert clause(result, "6") == "There must be relief keepers."

    def test_an_amendment_to_what_is_not_applied_is_refused(self) -> None:
        child = from_text("(a)", "As an Amendment to New Clause 1:—\nLine 2, leave out “may” and insert “must”")
        assert reasons(apply([child], small_bill(), read))[0].startswith("parent not agreed")


class TestTrace:
    def test_everything_applied_carries_the_steps_that_led_to_it(self) -> None:
        result = amended(
            "Clause 1, page 1, line 4, leave out “must” and insert “may”",
            "Clause 1, page 1, line 6, leave out subsection (2)",
            "Page 1, line 18, leave out Clause 3",
            "To move the following Clause—\n“Relief keepers\nThere may be relief keepers.”",
        )
        assert reasons(result) == ["", "", "", ""]
        assert all(each.trace for each in result.results)
        assert "page 1, line 4 reads" in " ".join(result.results[0].trace)


class TestLongTitle:
    TITLE = "Make provision about lamps and lighthouses; and for connected purposes."

    def titled(self, text: str) -> tuple[str, str]:
        bill = AddressedPrint(small_bill().printed, self.TITLE)
        result = apply([from_text("1", text)], bill, read)
        return kept_text(result.title), reasons(result)[0].partition(":")[0]

    def test_words_of_the_title_are_left_out_or_inserted(self) -> None:
        told = self.titled("Title, line 1, after “lamps” insert “, horns”")
        assert told == ("Make provision about lamps, horns and lighthouses; and for connected purposes.", "")

    def test_what_is_not_in_it_once_is_refused(self) -> None:
        assert self.titled("Title, line 1, leave out “boats”") == (self.TITLE, "words not there")
        assert self.titled("Title, line 1, leave out “and”") == (self.TITLE, "words there twice")

    def test_a_file_without_the_title_says_so(self) -> None:
        assert reasons(amended("Title, line 1, leave out “lamps”"))[0].startswith("no such provision")


class TestAsPrinted:
    """What the clerks make of an amendment in printing: stops, capitals, numbers of what is only half taken."""

    def test_words_that_go_on_with_a_sentence_stand_before_its_stop(self) -> None:
        rows = only("Clause 1, page 1, line 9, at end insert ‘, or\n(d) it is noon.’.", "1").split("\n")
        assert rows[4:6] == ["(c) a storm makes it unsafe to climb the tower, or", "(d) it is noon."]
        assert only("Clause 4, page 2, line 1, at end insert “or horn”", "4").endswith("commits an offence or horn.")
        assert (
            only("Clause 1, page 1, line 7, at end insert “, or cut”", "1").split("\n")[2].endswith("cleaned, or cut,")
        )

    def test_a_sentence_of_its_own_stands_after_the_stop(self) -> None:
        assert only("Clause 4, page 2, line 1, at end insert “It is grave.”", "4").endswith("an offence. It is grave.")

    def test_a_sentence_led_in_by_new_words_goes_on_small(self) -> None:
        text = only("Clause 1, page 1, line 4, at beginning insert “Subject to subsection (2),”", "1")
        assert text.startswith("(1) Subject to subsection (2), a keeper must keep")

    def test_what_is_lettered_before_the_first_goes_before_it(self) -> None:
        rows = only("Clause 1, page 1, line 6, at end insert—\n“(za) it is noon,”", "1").split("\n")
        assert rows[2:4] == ["(a) it is noon,", "(b) the lamp is being cleaned,"]
        rows = only("Clause 1, page 1, line 3, at end insert—\n“(A1) Lamps matter.”", "1").split("\n")
        assert rows[0] == "(1) Lamps matter."
        assert rows[1].startswith("(2) A keeper must")

    def test_a_lettered_number_belongs_where_the_next_is_taken(self) -> None:
        bill = small_bill(
            "1 Harbours\n(1) The Act is amended as follows.\n(2) After section 4 insert—\n“4A Lamps\n(1) Red."
            "\n(2) Wet.”\n(3) Omit section 9."
        )
        for number, row in (("(2A)", "(3) Omit section 5."), ("(3)", "(3) Omit section 5.”")):
            made = amended(f"Clause 1, page 1, line 6, at end insert—\n‘{number} Omit section 5.’.", bill=bill)
            assert row in clause(made, "1").split("\n")

    def test_from_the_beginning_to_the_end_of_a_provision_takes_its_number(self) -> None:
        text = only("Clause 1, page 1, line 6, leave out from beginning to end of line 9 and insert—\n“(2) No.”", "1")
        assert [row[:6] for row in text.split("\n")[1:]] == ["(2) No", "(3) In"]

    def test_a_number_stays_where_a_part_of_its_words_stays(self) -> None:
        assert only("Clause 1, page 1, leave out line 4", "1").split("\n")[0] == "(1) until dawn."
        rows = only("Schedule 1, page 2, line 10, leave out sub-paragraph (1)", "1", "schedule").split("\n")
        assert rows[1] == "2 (1) A person passes it with seven right answers."

    def test_a_block_under_a_heading_is_numbered_by_its_first_number(self) -> None:
        rows = only("Schedule 1, page 2, line 9, at end insert—\n“Lamps\n1A The lamp test is short.”", "1", "schedule")
        assert "Lamps\n2 The lamp test is short.\n3 (1) The written part" in rows

    def test_words_at_the_end_of_what_another_leaves_out_go_with_it(self) -> None:
        result = amended(
            "Clause 1, page 1, line 7, leave out paragraph (a)", "Clause 1, page 1, line 7, at end insert “or oiled,”"
        )
        assert [why.partition(":")[0] for why in reasons(result)] == ["", "target left out by another"]

    def test_no_space_stands_before_a_dash(self) -> None:
        text = only("Clause 4, page 2, line 1, after “lighthouse” insert “—\n(a) twice,\n(b) knowingly,”", "4")
        assert text.startswith("A person who puts out the lamp of a lighthouse—\n(a) twice,")

    def test_a_part_of_a_schedule_goes_by_its_number(self) -> None:
        bill = small_bill(
            "1 Lamps\nLamps are kept.\nSCHEDULE\nTests\nPART 1\nReading\n1 Read.\nPART 2\nClimbing\n2 Climb."
        )
        made = amended("Schedule, page 1, line 5, leave out Part 1", bill=bill)
        assert clause(made, "", "schedule") == "PART 2\nClimbing\n1 Climb."

    def test_rows_in_place_of_words_leave_no_space_behind(self) -> None:
        order = "leave out from “offence” to end of line 1 and insert—\n“(a) once, or\n(b) twice.”"
        text = only(f"Clause 4, page 2, line 1, {order}", "4")
        assert text == "A person who puts out the lamp of a lighthouse commits an offence\n(a) once, or\n(b) twice."

    QUOTING = (
        "1 Nets\nIn the Sea Act 1968—\n(a) omit section 3, and\n(b) after section 2(3) insert—\n"
        "“(3A) A net is red.\n(3B) A mesh is wide.”\n2 Fees\nRegulations may—\n(a) set fees;\n(b) waive them."
    )

    @pytest.mark.parametrize(
        ("order", "rows"),
        [
            ("‘, and\n(c) omit section 4.’.", ["(3B) A mesh is wide.”, and", "(c) omit section 4."]),
            ("‘, and\n(3C) a knot is tied.’.", ["(3B) A mesh is wide, and", "(3C) a knot is tied.”"]),
            ("‘or square’.", ["(3B) A mesh is wide or square.”"]),
        ],
    )
    def test_words_after_quoted_text_go_inside_or_outside_by_the_number_below_them(
        self, order: str, rows: list[str]
    ) -> None:
        made = amended(f"Clause 1, page 1, line 6, at end insert {order}", bill=small_bill(self.QUOTING))
        assert clause(made, "1").split("\n")[-len(rows) :] == rows

    def test_a_sentence_left_to_the_printer_makes_a_clause_of_subsections(self) -> None:
        order = "Clause 2, page 1, line 10, at end insert—\n‘( ) Fees are small.’."
        made = amended(order, order.replace("small", "paid"), bill=small_bill(self.QUOTING))
        rows = clause(made, "2").split("\n")
        assert rows[0].startswith("(1) Regulations")
        assert rows[-2:] == ["(2) Fees are small.", "(3) Fees are paid."]
        listed = amended(order.replace("Fees are small.", "lower them;"), bill=small_bill(self.QUOTING))
        assert clause(listed, "2").endswith("(c) lower them;")

    @pytest.mark.parametrize(
        ("order", "row"),
        [
            ("leave out from “for” to end of line 16 and insert “a term”", "(2) A licence lasts for a term."),
            (
                "leave out from “for” to end and insert “ever; but not longer.”",
                "(2) A licence lasts for ever; but not longer.",
            ),
            ("leave out from beginning to end of line 16 and insert “It lasts”", "(2) It lasts."),
            ("leave out line 16 and insert “It lasts.”", "(2) It lasts."),
        ],
    )
    def test_a_sentence_keeps_its_number_and_its_stop(self, order: str, row: str) -> None:
        assert only(f"Clause 2, page 1, line 16, {order}", "2").split("\n")[3] == row

    def test_or_above_a_new_paragraph_joins_the_sentence_before(self) -> None:
        rows = only("Clause 1, page 1, line 9, at end insert—\n“; or\n(d) it is noon.”", "1").split("\n")
        assert rows[4:6] == ["(c) a storm makes it unsafe to climb the tower; or", "(d) it is noon."]

    def test_a_new_clause_that_is_amended_is_numbered_afresh(self) -> None:
        new = from_text("NC1", "To move the following Clause—\n“Relief\n(1) One.\n(2) Two.\n(3) See subsection (2).”")
        took = from_text("A", "To New Clause 1, leave out subsection (1)")
        gave = from_text("B", "To New Clause 1, line 4, at end insert—\n“(2A) Between.”")
        made = apply([new, took, gave], small_bill(), read)
        assert clause(made, "6") == "(1) Two.\n(2) Between.\n(3) See subsection (1)."

    @pytest.mark.parametrize(
        ("order", "rows"),
        [
            ("line 6, leave out from “is” to end of line 6 and insert “fine”", ["(3B) A mesh is fine.”"]),
            ("line 6, leave out subsection (3B)", ["“(3A) A net is red.”"]),
            ("leave out line 6", ["“(3A) A net is red.”"]),
            ("leave out lines 5 and 6 and insert—\n“(3A) No nets.”", ["“(3A) No nets.”"]),
        ],
    )
    def test_the_mark_that_closes_quoted_text_stays(self, order: str, rows: list[str]) -> None:
        made = amended(f"Clause 1, page 1, {order}", bill=small_bill(self.QUOTING))
        assert clause(made, "1").split("\n")[-len(rows) :] == rows

    def test_rows_at_one_place_stand_in_the_order_of_their_numbers(self) -> None:
        at = "Clause 1, page 1, line 9, at end insert—\n"
        made = amended(f"{at}“(2B) Two.”", f"{at}“( ) Three.”", f"{at}“(2A) One.”", f"{at}“(d) it is noon.”")
        assert clause(made, "1").split("\n")[5:9] == ["(d) it is noon.", "(3) One.", "(4) Two.", "(5) Three."]

    def test_an_amendment_of_which_nothing_is_left_is_refused(self) -> None:
        parent = from_text("1", "Clause 1, page 1, line 5, at end insert—\n“(1A) Oil is fuel.”")
        child = from_text("A", "To Amendment 1, leave out subsection (1A)")
        assert "leave nothing" in reasons(apply([parent, child], small_bill(), read))[0]
