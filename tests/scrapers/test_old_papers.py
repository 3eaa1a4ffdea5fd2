"""What stands in old amendment papers, trap by trap: heads, split pages, stars, statements, decisions."""

from datetime import date

import pytest

from scrapers.parse import old_page, old_pages
from scrapers.records import AmendmentRecord, PaperRecord, UnreadableSource
from tests.scrapers.old_pages import (
    ADVOCATE,
    COMMONS,
    FRONT,
    LORDS,
    LORDS_FRONT,
    NEW,
    PLAIN,
    SWAP,
    Tabled,
    commons,
    head,
    in_paragraphs,
    in_rows,
    lords,
    page,
    row,
)
from tests.scrapers.test_old_layouts import silent_faults


def read(*texts: str, names: tuple[str, ...] = ()) -> PaperRecord:
    paper = old_pages.parse([text.encode() for text in texts], names)
    assert isinstance(paper, PaperRecord)
    return paper


def by_number(paper: PaperRecord) -> dict[str, AmendmentRecord]:
    return {record.number: record for record in paper.amendments}


def reasons(paper: PaperRecord) -> list[tuple[str, str]]:
    return [(problem.place, problem.reason) for problem in paper.problems]


def proceedings(*rows: str) -> str:
    return page("<p>Public Bill Committee Proceedings</p><p>Harbour Lights Bill</p><table>", *rows, "</table>")


# ---- what a paper says of itself ----
def test_a_commons_paper_says_what_it_is() -> None:
    paper = read(commons(), names=("pbc0080209a.63-66.html",))
    assert (paper.kind, paper.house, paper.bill_title) == (
        "Commons notices",
        "House of Commons",
        "Harbour Lights Bill",
    )
    assert (paper.published_on, paper.print_number, paper.stage) == (date(2014, 9, 2), "Bill 8", "Committee stage")
    assert paper.legend == (
        "New Amendments handed in are marked thus ★",
        "☆ Amendments which will comply with the required notice period at their next appearance",
    )


def test_the_day_in_a_file_name_is_never_taken_for_the_day_of_the_paper() -> None:
    bare = commons(front="<p>Public Bill Committee</p>").replace("Prepared 3 September 2014", "")
    assert read(bare, names=("pbc0080309m.81-87.html",)).published_on is None


def test_parts_of_a_commons_paper_are_never_complete() -> None:
    assert not read(commons()).is_complete


def test_a_marshalled_list_is_complete_only_without_a_problem_and_to_its_end() -> None:
    assert read(lords()).is_complete
    assert not read(lords().replace("<b>67</b>", "")).is_complete
    assert not read(lords().partition("<p>Prepared")[0]).is_complete


def test_a_lords_list_says_what_it_is() -> None:
    paper = read(lords())
    assert (paper.kind, paper.stage, paper.session) == ("Lords marshalled list", "Report stage", "2014-15")
    assert (paper.bill_title, paper.published_on) == ("Harbour Lights Bill", date(2015, 2, 20))
    assert paper.legend[-1] == "[Amendments marked * are new or have been altered]"


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("TO BE MOVED IN COMMITTEE", "Committee stage"),
        ("TO BE MOVED IN GRAND COMMITTEE", "Committee stage"),
        ("TO BE MOVED ON REPORT", "Report stage"),
        ("TO BE MOVED ON THIRD READING", "3rd reading"),
    ],
)
def test_the_stage_of_a_lords_list(words: str, stage: str) -> None:
    front = f"<h1>Harbour Lights Bill</h1><p>MARSHALLED LIST OF AMENDMENTS</p><p>{words}</p>"
    assert read(lords(front=front)).stage == stage


@pytest.mark.parametrize(
    ("heading", "stage"),
    [
        ("Consideration of Bill", "Report stage"),
        ("Public Bill Committee", "Committee stage"),
        ("Committee of the whole House", "Committee of the whole House"),
    ],
)
def test_the_stage_of_a_commons_paper(heading: str, stage: str) -> None:
    assert read(commons(front=f"<p>{heading}</p><p>HARBOUR LIGHTS BILL, AS AMENDED</p>")).stage == stage


# ---- the words ----
def test_an_amendment_is_read_with_its_place_lines_and_statement() -> None:
    record = by_number(read(commons()))["61"]
    assert (record.op, record.provision, record.page, record.line, record.star) == ("insert", "clause 41", 28, 8, "☆")
    assert [(line.num, line.text, line.depth) for line in record.lines or ()] == [
        ("", "Clause 41, page 28, line 8, at end insert—", 0),
        ("‘(1)", "The Keeper of Lights must appoint a warden for every harbour who shall—", 1),
        ("(a)", "light each step, and", 2),
        ("(b)", "count the boats.", 2),
        ("(2)", "In this section “step” includes a stair.’", 1),
    ]
    assert record.statement == "This amendment would give each harbour a warden, who would light its steps."
    assert record.statement_heading == "Member’s explanatory statement"


def test_misprints_stay_as_printed() -> None:
    assert [s.name for s in by_number(read(commons()))["98"].sponsors or ()] == ["Mike Keane"]
    odd = Tabled("7", ("Ann Heron",), ("Clause 2, page 1, line 4, leave out ‘organisastion’",))
    assert "organisastion" in (read(commons([odd])).amendments[0].text or "")


def test_single_curly_quotes_and_apostrophes_do_not_hide_what_it_does() -> None:
    one = Tabled(
        "7", ("Ann Heron",), ("Clause 2, page 1, line 4, leave out ‘the boat’s insert’ and insert ‘a raft’.",)
    )
    other = Tabled("8", ("Ann Heron",), ("Clause 2, page 1, line 5, leave out ‘insert’",))
    assert [record.op for record in read(commons([one, other])).amendments] == ["substitute", "leave_out"]


@pytest.mark.parametrize(
    ("words", "op", "provision", "where"),
    [
        ("Clause 7, page 4, line 2, leave out ‘x’ and insert ‘y’", "substitute", "clause 7", (4, 2)),
        ("Schedule 3, page 38, line 15, leave out paragraph 14", "leave_out", "schedule 3", (38, 15)),
        ("Page 31, line 1 [Clause 49], leave out ‘x’.", "leave_out", "clause 49", (31, 1)),
        ("Clause 9, page 4, leave out lines 5 to 9", "leave_out", "clause 9", (4, 5)),
        ("Title, line 1, leave out ‘x’", "leave_out", "title", (None, None)),
        ("Leave out Clause 12", "leave_out_clause", "clause 12", (None, None)),
    ],
)
def test_where_an_amendment_of_the_commons_bites(words: str, op: str, provision: str, where: tuple) -> None:
    paper = read(commons([Tabled("5", ("Ann Heron",), (words,))]))
    record = paper.amendments[0]
    assert (record.number, record.op, record.provision, (record.page, record.line)) == ("5", op, provision, where)
    assert paper.problems == ()


def test_the_heading_says_which_clause_an_amendment_of_the_lords_bites_on() -> None:
    paper = read(lords())
    assert [(r.provision, r.page, r.line, r.location) for r in paper.amendments] == [
        ("clause 1", 14, 10, "Clause 1"),
        ("clause 1", 14, 11, "Clause 1"),
        ("", None, None, "After Clause 1"),
        ("schedule 2", 2, 3, "Schedule 2"),
    ]
    assert [r.op for r in paper.amendments] == ["insert", "insert", "new_clause", "substitute"]


def test_a_heading_that_contradicts_the_words_is_named() -> None:
    wrong = Tabled("4", ("LORD SALT",), ("Leave out Clause 6",), heading="Clause 5")
    assert reasons(read(lords([wrong]))) == [
        ("amendment 4", "the text says clause 6, the heading above it says clause 5")
    ]


def test_under_a_heading_after_a_clause_the_words_must_say_more() -> None:
    odd = Tabled("4", ("LORD SALT",), ("Page 3, line 4, at end insert “x”",), heading="After Clause 5")
    paper = read(lords([odd]))
    assert paper.amendments[0].provision is None
    assert "its words do not say which clause" in paper.problems[0].reason


def test_the_last_entry_of_the_order_of_consideration_is_no_heading() -> None:
    bare = Tabled("4", ("LORD SALT",), ("Page 3, line 4, at end insert “x”",))
    assert read(lords([bare])).amendments[0].provision is None


# ---- numbers and names ----
def test_letters_and_z_before_a_keep_the_printed_order() -> None:
    labels = ["66A", "67ZA", "67ZAA", "67ZB", "67", "52", "59A", "86H"]
    tabled = [
        Tabled(label, ("LORD SALT",), (f"Page {n}, line 3, leave out “x”",), heading=f"Clause {n}")
        for n, label in enumerate(labels, 1)
    ]
    paper = read(lords(tabled))
    assert [record.number for record in paper.amendments] == labels
    assert [record.position for record in paper.amendments] == list(range(1, 9))
    assert paper.problems == ()


@pytest.mark.parametrize("printed", ["24ZB*", "*24ZB", "24ZB *", "* 24ZB"])
def test_an_asterisk_before_or_after_the_number_is_a_star(printed: str) -> None:
    record = read(
        lords([Tabled("24ZB", ("LORD SALT",), ("Page 1, line 3, leave out “x”",), heading="Clause 1")]).replace(
            "<b>24ZB</b>", printed
        )
    ).amendments[0]
    assert (record.number, record.star) == ("24ZB", "★")


def test_names_of_the_lords_hold_until_the_next_names_across_headings() -> None:
    tabled = [
        Tabled("1", ("LORD SALT", "BARONESS FINCH"), ("Page 1, line 1, leave out “x”",), heading="Clause 1"),
        Tabled("2", (), ("Page 2, line 1, leave out “x”",), heading="Clause 2"),
        Tabled("3", ("LORD HERON",), ("Page 2, line 2, leave out “x”",)),
        Tabled("4", (), ("Page 2, line 3, leave out “x”",)),
    ]
    names = [[name.name for name in record.sponsors or ()] for record in read(lords(tabled)).amendments]
    assert names == [["LORD SALT", "BARONESS FINCH"]] * 2 + [["LORD HERON"]] * 2


def test_names_of_the_commons_are_never_carried_over() -> None:
    paper = read(commons([PLAIN, Tabled("13", (), ("Schedule 3, page 38, line 16, leave out ‘x’",))]))
    assert paper.amendments[1].sponsors is None
    assert reasons(paper) == [("amendment 13", "the names are lost in this copy")]


def test_a_declared_interest_is_no_part_of_the_name() -> None:
    name = read(commons([Tabled("5", ("Ann Heron [R]",), ("Leave out Clause 12",))])).amendments[0].sponsors
    assert name is not None and (name[0].name, name[0].declared_interest) == ("Ann Heron", True)


def test_a_government_amendment_says_so() -> None:
    record = read(commons([Tabled("Gov 12", ("Secretary Ann Heron",), ("Leave out Clause 12",))])).amendments[0]
    assert (record.number, record.is_government) == ("12", True)


def test_one_number_twice_is_kept_twice_and_named() -> None:
    paper = read(commons([PLAIN, Tabled("12", ("Sarah Trent",), ("Leave out Clause 3",))]))
    assert [record.number for record in paper.amendments] == ["12", "12"]
    assert "stands already on" in paper.problems[0].reason


def test_a_daily_sheet_of_the_lords_has_no_numbers_and_that_is_no_problem() -> None:
    front = "<h1>Harbour Lights Bill</h1><p>Amendments to be moved in Committee</p>"
    tabled = [Tabled("", one.names, one.rows, heading=one.heading) for one in LORDS]
    paper = read(page(front, *map(in_paragraphs, tabled)))
    assert (paper.kind, [r.number for r in paper.amendments], paper.problems) == ("Lords daily sheet", [""] * 4, ())
    assert not paper.is_complete


def test_a_marshalled_list_without_numbers_has_lost_them() -> None:
    tabled = [Tabled("", one.names, one.rows, heading=one.heading) for one in LORDS]
    paper = read(lords(tabled))
    assert [reason for _, reason in reasons(paper)] == ["the number is lost in this copy"] * 4


def test_a_lord_who_opposes_the_question_needs_no_number() -> None:
    words = "The above-named Lords give notice of their intention to oppose the Question that Clause 5 stand part of the Bill."  # noqa: E501  a page is one line
    paper = read(lords([*LORDS, Tabled("", ("LORD SALT",), (words,), heading="Clause 5")]))
    record = paper.amendments[-1]
    assert (record.kind, record.number, record.provision) == ("motion", "", "clause 5")
    assert [name.name for name in record.sponsors or ()] == ["LORD SALT"]
    assert paper.problems == ()


def test_a_star_whose_colour_is_lost_is_named() -> None:
    paper = read(commons().replace('<img src="star.gif" alt="Parliamentary Star">', '<img src="star.gif">'))
    assert by_number(paper)["98"].star == ""
    assert ("amendment 98", "the colour of its star is lost in this copy") in reasons(paper)


# ---- pages ----
def whole_with_heads() -> str:
    return page(
        FRONT,
        "<table>",
        in_rows(ADVOCATE),
        head(82),
        in_rows(SWAP),
        head(83),
        in_rows(PLAIN),
        in_rows(NEW),
        "</table>",
    )


def test_heads_between_amendments_are_no_text_and_no_numbers() -> None:
    paper = read(whole_with_heads())
    assert silent_faults(paper, COMMONS) == []
    assert paper.problems == ()


@pytest.mark.parametrize("place", range(1, 12))
def test_a_head_inside_an_amendment_is_taken_out(place: int) -> None:
    rows = in_rows(ADVOCATE).split("</tr>")
    broken = "</tr>".join(rows[:place]) + "</tr>" + head(82) + "</tr>".join(rows[place:])
    paper = read(page(FRONT, "<table>", broken, in_rows(SWAP), in_rows(PLAIN), in_rows(NEW), "</table>"))
    assert silent_faults(paper, COMMONS) == []


def test_a_page_number_never_becomes_the_number_of_an_amendment_that_lost_its_own() -> None:
    lost = in_rows(SWAP).replace("<b>98</b>", "")
    top = row("", "Notices of Amendments: 2 September 2014") + row("82")
    for text in (top + lost, lost.replace(row("", "Mike Keane"), row("", "Mike Keane") + top)):
        paper = read(page(FRONT, "<table>", in_rows(ADVOCATE), text, "</table>"))
        assert "82" not in by_number(paper)
        assert "the number is lost in this copy" in [reason for _, reason in reasons(paper)]


def test_a_cross_reference_to_other_pages_is_no_text() -> None:
    note = row("", "For other Amendment(s) see the following page(s):") + row("", "Harbour Lights Bill 5-7, 63-66")
    paper = read(
        page(FRONT, "<table>", in_rows(ADVOCATE), note, in_rows(SWAP), in_rows(PLAIN), in_rows(NEW), "</table>")
    )
    assert silent_faults(paper, COMMONS) == []
    assert paper.problems == ()


@pytest.mark.parametrize("place", [*range(1, 4), *range(5, 12)])
def test_one_amendment_on_two_pages_is_joined(place: int) -> None:
    rows = in_rows(ADVOCATE).split("</tr>")
    first = page(FRONT, "<table>", "</tr>".join(rows[:place]) + "</tr>", "</table>")
    second = page("<table>", head(83), "</tr>".join(rows[place:]), *map(in_rows, COMMONS[1:]), "</table>")
    paper = read(first, second)
    assert silent_faults(paper, COMMONS) == []
    assert [record.number for record in paper.amendments] == ["61", "98", "12", "NC34"]
    assert paper.problems == ()


def test_a_number_at_the_very_end_of_a_page_may_be_the_page_s_own_and_is_named_as_lost() -> None:
    rows = in_rows(ADVOCATE).split("</tr>")
    first = page(FRONT, "<table>", "</tr>".join(rows[:4]) + "</tr>", "</table>")
    second = page("<table>", head(83), "</tr>".join(rows[4:]), *map(in_rows, COMMONS[1:]), "</table>")
    paper = read(first, second)
    assert silent_faults(paper, COMMONS) == []
    assert reasons(paper) == [("amendment at place 1 in the list", "the number is lost in this copy")]


def test_half_of_an_amendment_is_named_on_both_pages() -> None:
    rows = in_rows(ADVOCATE).split("</tr>")
    first = page(FRONT, "<table>", "</tr>".join(rows[:7]) + "</tr>", "</table>")
    second = page("<table>", head(83), "</tr>".join(rows[7:]), in_rows(SWAP), "</table>")
    assert "its text does not end" in read(first).problems[0].reason
    assert reasons(read(second))[0][0] == "start of the page"


def test_the_same_page_twice_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="the same page"):
        read(commons(), commons())


def test_pages_of_two_houses_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="some of these pages"):
        read(commons(), lords())


# ---- Lords amendments, amendments to amendments, decisions, withdrawals ----
LORDS_AMENDMENTS = page(
    "<p>1779 House of Commons</p><p>Consideration of Lords Amendments: 17 March 2015</p><p>HARBOUR LIGHTS BILL</p>",
    "<p><b>Lords Amendment No. 72</b></p><p>Secretary Ann Heron</p>",
    "<p>To move, That this House disagrees with the Lords in their Amendment.</p>",
    "<p>Secretary Ann Heron</p><p>To move the following Amendments to the Bill in lieu of the Lords Amendment:—</p>",
    "<table>",
    row("(a)", "Page 37, line 10, at end insert ‘x’."),
    row("(b)", "Page 37, line 12, leave out ‘y’."),
    row("(c)", "Page 40, line 1, leave out ‘z’."),
    "</table><p><b>Lords Amendment No. 34</b></p><p>Sarah Trent</p>",
    "<p>(a)</p><p>Line 6, leave out ‘the first’ and insert ‘an’.</p>",
)


def test_motions_and_amendments_in_lieu_stand_under_their_lords_amendment() -> None:
    paper = read(LORDS_AMENDMENTS)
    assert (paper.kind, paper.stage) == ("Commons Lords amendments", "Consideration of Lords amendments")
    assert [(r.kind, r.number, r.provision, r.page, r.line) for r in paper.amendments] == [
        ("motion", "", "lords amendment 72", None, None),
        ("amendment", "(a)", None, 37, 10),
        ("amendment", "(b)", None, 37, 12),
        ("amendment", "(c)", None, 40, 1),
        ("amendment", "(a)", "lords amendment 34", None, 6),
    ]
    assert [[name.name for name in r.sponsors or ()] for r in paper.amendments] == [["Secretary Ann Heron"]] * 4 + [
        ["Sarah Trent"]
    ]
    assert (
        paper.amendments[1].note
        == "Lords Amendment No. 72 To move the following Amendments to the Bill in lieu of the Lords Amendment:—"
    )
    assert paper.problems == ()


def test_an_amendment_to_an_amendment_names_what_it_would_amend() -> None:
    one = Tabled(
        "(a)",
        ("Ann Heron",),
        ("Line 4, leave out ‘must’ and insert ‘may’.",),
        note="As an Amendment to Sarah Trent’s proposed New Clause (NC34):—",
    )
    record = read(commons([NEW, one])).amendments[1]
    assert (record.number, record.provision, record.line) == ("(a)", "amendment nc34", 4)
    assert record.note and record.note.startswith("As an Amendment")
    assert [name.name for name in record.sponsors or ()] == ["Ann Heron"]


@pytest.mark.parametrize(
    ("cells", "number", "decision"),
    [
        (row("Withdrawn after debate 59"), "59", "Withdrawn after debate"),
        (row("Agreed to 12"), "12", "Agreed to"),
        (row("Agreed to") + row("12"), "12", "Agreed to"),
        (row("Negatived on division", "NC4"), "NC4", "Negatived on division"),
        (row("Not called") + row("Gov 7"), "7", "Not called"),
        (row("12"), "12", None),
    ],
)
def test_decisions_stand_above_the_number_or_in_its_cell(cells: str, number: str, decision: str | None) -> None:
    paper = read(proceedings(row("Sarah Trent"), cells, row("Clause 41, page 28, line 19, leave out subsection (2)")))
    record = paper.amendments[0]
    assert (record.number, record.decision, [s.name for s in record.sponsors or ()]) == (
        number,
        decision,
        ["Sarah Trent"],
    )
    assert paper.problems == ()


def test_the_glossary_of_decisions_is_no_decision() -> None:
    glossary = row("Agreed to: agreed without a vote") + row("Withdrawn after debate: moved, debated and withdrawn")
    paper = read(proceedings(glossary, row("Sarah Trent"), row("59"), row("Leave out Clause 4")))
    assert paper.amendments[0].decision is None


def test_a_clause_that_stood_part_ends_the_text_before_it() -> None:
    paper = read(
        proceedings(
            row("Sarah Trent"), row("Agreed to 12"), row("Leave out Clause 4"), row("Clause 4, as amended, Agreed to.")
        )
    )
    assert paper.amendments[0].text == "Leave out Clause 4"
    assert [order.title for order in paper.orders] == ["Clause 4, as amended, Agreed to."]


def test_withdrawals_at_the_end_are_stated() -> None:
    end = (
        row("NOTICES WITHDRAWN")
        + row("The following Notices were withdrawn on 2 September 2014:")
        + row("Amendments 5 and NC7")
    )
    paper = read(page(FRONT, "<table>", *map(in_rows, COMMONS), end, "</table>"))
    assert [(w.withdrawn_on, w.numbers) for w in paper.withdrawn] == [(date(2014, 9, 2), ("5", "NC7"))]
    assert silent_faults(paper, COMMONS) == []


def test_an_order_of_the_house_after_the_amendments_is_no_text_of_theirs() -> None:
    end = row("ORDER OF THE HOUSE [8 JULY 2014]") + row(
        "That the following provisions shall apply to the Harbour Lights Bill:"
    )
    paper = read(page(FRONT, "<table>", *map(in_rows, COMMONS), end, "</table>"))
    assert silent_faults(paper, COMMONS) == []
    assert paper.orders[0].lines[0].text.startswith("That the following provisions")


def test_a_section_of_new_clauses_ends_the_text_before_it() -> None:
    paper = read(page(FRONT, "<table>", in_rows(PLAIN), row("", "NEW CLAUSES"), in_rows(NEW), "</table>"))
    assert [(r.number, r.location) for r in paper.amendments] == [("12", ""), ("NC34", "NEW CLAUSES")]
    assert paper.amendments[0].text == PLAIN.words


@pytest.mark.parametrize(
    "foot",
    ["HL Bill 15—I", "HL Bill 69—I(Rev)", "Bill 8—II", "© Crown copyright 2015", "Ordered to be printed by the House"],
)
def test_the_foot_of_a_list_is_no_text(foot: str) -> None:
    text = page(LORDS_FRONT, *map(in_paragraphs, LORDS), title="Lords", end=f"<p>{foot}</p><p>55/4</p>")
    assert silent_faults(read(text), LORDS) == []
    assert read(text).problems == ()


def test_an_unknown_foot_below_the_last_words_is_named() -> None:
    paper = read(
        page(LORDS_FRONT, *map(in_paragraphs, LORDS), title="Lords", end="<p>Sold at the shop of the House</p>")
    )
    assert "may be no part of it" in paper.problems[0].reason


def test_a_name_that_is_not_recognised_is_named_on_both_sides() -> None:
    odd = Tabled("5", ("Andrew Court",), ("Leave out Clause 12",))
    for before in (ADVOCATE, SWAP, NEW):
        paper = read(commons([before, odd]))
        assert paper.amendments[1].sponsors is None
        assert {place for place, _ in reasons(paper)} == {f"amendment {before.number}", "amendment 5"}


def test_peers_in_small_letters_are_named_as_not_read() -> None:
    paper = read(lords().replace("LORD HERON", "Lord Heron"))
    assert {"amendment 67"} <= {place for place, _ in reasons(paper)}


def test_a_heading_of_new_clauses_says_nothing_of_an_amendment_below_it() -> None:
    paper = read(page(FRONT, "<table>", row("", "NEW CLAUSES"), in_rows(NEW), in_rows(PLAIN), "</table>"))
    assert [record.location for record in paper.amendments] == ["NEW CLAUSES", ""]


@pytest.mark.parametrize("title", ["Harbour (Lights, etc.) Bill", "Harbour Lights (No. 2) Bill"])
def test_titles_with_marks_inside(title: str) -> None:
    front = f"<h1>{title} [HL]</h1><p>MARSHALLED LIST OF AMENDMENTS</p><p>TO BE MOVED IN COMMITTEE</p>"
    assert read(page(front, *map(in_paragraphs, LORDS), title="Lords")).bill_title == title


# ---- what is not guessed ----
def test_unknown_first_words_after_names_and_a_number_are_an_amendment_with_a_problem() -> None:
    paper = read(lords([*LORDS, Tabled("90", ("LORD SALT",), ("Tear up the third stair",))]))
    assert (paper.amendments[-1].number, paper.amendments[-1].text) == ("90", "Tear up the third stair")
    assert "first words" in paper.problems[0].reason


def test_a_lone_number_inside_a_text_is_named() -> None:
    odd = Tabled("90", ("LORD SALT",), ("Page 1, line 2, leave out “x”", "91", "Tear up the third stair"))
    paper = read(lords([odd]))
    assert any("may be the number of another amendment" in reason for _, reason in reasons(paper))


def test_damaged_characters_are_named_not_mended() -> None:
    assert any("damaged characters" in reason for _, reason in reasons(read(commons().replace("‘may’", "â€˜mayâ€™"))))


def test_an_image_in_a_text_is_named() -> None:
    text = commons().replace("count the boats", 'count <img src="f.gif" alt="formula of boats">')
    assert ("amendment 61", "an image stands in its text, which is not read") in reasons(read(text))


def test_a_quotation_that_is_not_closed_is_named() -> None:
    paper = read(commons().replace("includes a stair.’", "includes a stair"))
    assert (
        "amendment 61",
        "its text does not end: the quotation is not closed (is the page that follows missing?)",
    ) in reasons(paper)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (b"   \n ", "it is empty"),
        (b"Clause 1, page 1, line 1, leave out x", "not a web page"),
        (b"<html><body><p>Weather today: rain</p></body></html>", "no amendment paper"),
        (b"<html><body><h1>Page not found</h1><p>House of Commons</p></body></html>", "no amendment paper"),
        (b"<html>" + b"<div>" * 5000 + b"Clause 1, page 1, line 1, leave out x", "nested"),
        (b"<html>" + b"<b></b>" * 110_000, "tags"),
        (b"<html>" + b"x" * (old_page.MAX_BYTES + 1), "the limit is"),
        (b"%PDF-1.4 \x00\xff", "not a web page"),
    ],
)
def test_what_is_no_such_page_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        old_pages.parse([body])


def test_entities_are_not_expanded_and_scripts_are_dropped() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    text = bomb + commons().replace("Sarah Trent", "Sarah Trent<script>alert(1)</script>").replace(
        "boats", "boats &b; &f;"
    )
    paper = read(text)
    whole = " ".join(record.text or "" for record in paper.amendments)
    assert "aaaaaaaaaa" not in whole and "root:" not in whole and "alert" not in whole
