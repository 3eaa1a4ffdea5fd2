"""Amendments of the Bills API: identity, place, words and names, in our own words."""

import json
from typing import Any

import pytest

from scrapers.parse import bills_api
from scrapers.parse.vocabulary import unknown_words
from scrapers.records import AmendmentRecord, Line, Page, UnreadableSource
from tests.scrapers.payloads import amendment, envelope


def listed(*items: dict[str, Any], skip: int = 0) -> Page[AmendmentRecord]:
    return bills_api.amendments_page(envelope(items, len(items)), skip=skip)


def one(**more: Any) -> AmendmentRecord:
    page = listed(amendment(1, **more))
    assert page.problems == ()
    return page.items[0]


def name(text: str, order: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "isLead": order == 1,
        "sortOrder": order,
        "memberId": 900 + order,
        "name": text,
        "party": "Labour",
        "partyColour": "d50000",
        "house": "Commons",
        "memberPhoto": "https://members-api.parliament.uk/api/Members/1/Thumbnail",
        "memberPage": "https://members.parliament.uk/member/1/contact",
        "memberFrom": "Larne",
        **more,
    }


def line(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "indentation": 0, "hangingIndentation": None, "isImage": False, "imageType": None, **more}


def full(**more: Any) -> AmendmentRecord:
    body = {**amendment(1), "amendmentLines": [line("Leave out “lamp”")], **more}
    del body["summaryText"]
    return bills_api.amendment(json.dumps(body).encode())


# ---- identity and place ----
def test_an_amendment_is_known_by_its_amendment_id_never_by_its_id() -> None:
    page = listed(amendment(11), amendment(12))
    assert [record.api_key for record in page.items] == ["amendment:11", "amendment:12"]
    assert one(dNum="HoC69").dnum == "hoc69"


def test_an_amendment_id_in_quotes_is_the_same_id() -> None:
    assert one(amendmentId="10021041").api_key == "amendment:10021041"


@pytest.mark.parametrize("value", [None, 0, -3, "NC42", True, 1.5, 2**40])
def test_an_amendment_without_an_id_is_left_out_and_reported(value: Any) -> None:
    page = listed(amendment(1), amendment(2, amendmentId=value))
    assert [record.api_key for record in page.items] == ["amendment:1"]
    assert [p.place for p in page.problems] == ["items[1].amendmentId"]


def test_the_place_in_the_list_goes_on_from_page_to_page() -> None:
    assert [record.position for record in listed(amendment(1), amendment(2), skip=100).items] == [101, 102]


def test_a_row_left_out_still_takes_its_place() -> None:
    page = listed(amendment(1), {}, amendment(3))
    assert [record.position for record in page.items] == [1, 3]


def test_an_amendment_that_stands_twice_is_taken_once() -> None:
    page = listed(amendment(1), amendment(1, marshalledListText="2"))
    assert ([r.number for r in page.items], page.problems[0].place) == (["1"], "items[1]")


def test_two_amendments_may_carry_the_same_number() -> None:
    page = listed(amendment(1, marshalledListText="4"), amendment(2, marshalledListText="4"))
    assert ([r.number for r in page.items], page.problems) == (["4", "4"], ())


@pytest.mark.parametrize("number", ["12", "NC42", "NS1", "13A", "128B", "(a)", "Unnumbered", ""])
def test_every_form_of_number_is_kept_as_printed(number: str) -> None:
    assert one(marshalledListText=number).number == number


def test_an_amendment_without_a_number_is_still_an_amendment() -> None:
    assert one(marshalledListText=None).number == ""


# ---- where it bites ----
@pytest.mark.parametrize(
    ("fields", "provision"),
    [
        ({"clause": 2}, "clause 2"),
        ({"clause": None, "schedule": 3}, "schedule 3"),
        ({"clause": 0, "schedule": 3}, "schedule 3"),
        ({"clause": None, "summaryText": ["Clause 9, page 4, line 1, leave out “lamp”"]}, "clause 9"),
        ({"clause": None, "summaryText": ["To move the following Clause—", "“Lamps”"]}, ""),
        ({"clause": None, "summaryText": ["at end insert— “lamp”"]}, None),
        ({"clause": 2, "schedule": 3, "summaryText": ["at end insert— “lamp”"]}, None),
    ],
)
def test_the_target_is_parliaments_own_number_else_what_the_words_begin_with(
    fields: dict[str, Any], provision: str | None
) -> None:
    assert one(**fields).provision == provision


def test_page_and_line_come_from_the_numbers_else_from_the_words() -> None:
    assert (one(pageNumber=3, lineNumber=7).page, one(pageNumber=3, lineNumber=7).line) == (3, 7)
    told = one(pageNumber=None, lineNumber=None, summaryText=["Clause 1, page 5, line 6, leave out “lamp”"])
    assert (told.page, told.line) == (5, 6)


# ---- words ----
def test_the_summary_is_one_line_a_row_without_markup() -> None:
    record = one(summaryText=["To move the following Clause—", "<b>“Lamps &amp; lanterns</b>"])
    assert record.summary_text == "To move the following Clause—\n“Lamps & lanterns"
    assert (record.text, record.lines, record.text_is_full) == (None, None, False)


def test_the_word_withdrawn_before_a_summary_stays_and_does_not_hide_the_target() -> None:
    record = one(clause=None, summaryText=["[Withdrawn] Clause 3, page 1, line 2, leave out “lamp”"])
    assert record.summary_text == "[Withdrawn] Clause 3, page 1, line 2, leave out “lamp”"
    assert record.provision == "clause 3"


def test_less_than_is_not_markup() -> None:
    assert one(summaryText=["leave out “a < b & c”"]).summary_text == "leave out “a < b & c”"


def test_a_summary_with_damaged_characters_is_reported_and_not_taken() -> None:
    page = listed(amendment(1, summaryText=["leave out â€œlampâ€\u009d"]))
    assert page.items[0].summary_text is None
    assert [p.place for p in page.problems] == ["items[0].summaryText[0]"]


@pytest.mark.parametrize("decision", ["NoDecision", "NegativedOnDivision", "Postponed", ""])
def test_the_decision_is_parliaments_word_also_an_unknown_one(decision: str) -> None:
    record = one(decision=decision)
    assert record.decision == decision
    assert unknown_words(record) == (("decision: Postponed",) if decision == "Postponed" else ())


def test_a_decision_that_is_no_word_keeps_the_row_without_it() -> None:
    page = listed(amendment(1, decision=4))
    assert (page.items[0].decision, page.problems[0].place) == (None, "items[0].decision")


@pytest.mark.parametrize(("given", "star"), [("☆", "☆"), ("★", "★"), (None, ""), ("", ""), (" ", ""), ("?", "?")])
def test_stars_are_kept_and_blanks_are_none(given: str | None, star: str) -> None:
    assert one(statusIndicator=given).star == star


# ---- names ----
def test_the_lead_comes_first_and_names_are_counted_from_one() -> None:
    record = one(sponsors=[name("Ben Carr", 2), name("Cai Dunn", 5), name("Ada Brook", 1)])
    assert [(s.name, s.is_lead, s.order) for s in record.sponsors or ()] == [
        ("Ada Brook", True, 1),
        ("Ben Carr", False, 2),
        ("Cai Dunn", False, 3),
    ]


def test_a_declared_interest_is_not_part_of_the_name() -> None:
    (sponsor,) = one(sponsors=[name("Ada Brook [R]")]).sponsors or ()
    assert (sponsor.name, sponsor.declared_interest) == ("Ada Brook", True)


def test_a_name_without_a_member_id_is_kept() -> None:
    (sponsor,) = one(sponsors=[{"isLead": True, "name": "Ada Brook"}]).sponsors or ()
    assert (sponsor.member_id, sponsor.order, sponsor.key) == (None, 1, "ada brook")


@pytest.mark.parametrize(
    "bad", [{}, None, "Ada", name(""), name("Ada", sortOrder="first"), name("Ada", isLead=1), name("A" * 201)]
)
def test_names_are_taken_all_or_not_at_all(bad: Any) -> None:
    page = listed(amendment(1, sponsors=[name("Ben Carr"), bad]))
    assert page.items[0].sponsors is None
    assert page.problems[0].place.startswith("items[0].sponsors[1]")


def test_no_names_is_said_and_a_missing_list_is_not() -> None:
    assert one(sponsors=[]).sponsors == ()
    assert one(sponsors=None).sponsors == ()
    silent = amendment(1)
    del silent["sponsors"]
    assert listed(silent).items[0].sponsors is None


def test_true_is_not_taken_for_member_one() -> None:
    assert one(sponsors=[name("Ada Brook", memberId=1)]).sponsors
    assert listed(amendment(1, sponsors=[name("Ada Brook", memberId=True)])).items[0].sponsors is None


# ---- one amendment in full ----
def test_the_full_text_keeps_numbers_depth_and_words() -> None:
    record = full(
        amendmentLines=[
            line("To move the following Clause—"),
            line("<b>Lamps</b>", indentation=1),
            line("Every lamp is <i>lit</i>.", indentation=1, hangingIndentation="(1)"),
            line("", indentation=2),
        ]
    )
    assert record.lines == (
        Line("To move the following Clause—"),
        Line("Lamps", depth=1),
        Line("Every lamp is lit.", num="(1)", depth=1),
    )
    assert record.text == "To move the following Clause—\nLamps\n(1) Every lamp is lit."
    assert (record.text_is_full, record.position, record.place) == (True, 0, "amendment 1")


def test_a_picture_keeps_its_place_in_the_text() -> None:
    record = full(amendmentLines=[line("iVBORw0KGgo=", isImage=True, imageType="png")])
    assert record.lines == (Line("[image]", kind="image"),)


def test_a_table_keeps_its_cells() -> None:
    html = "<table><tr><th>Lamp</th><th>Fee</th></tr><tr><td>Oil</td><td>£5</td></tr></table>"
    (only,) = full(amendmentLines=[line(html)]).lines or ()
    assert (only.kind, only.rows) == ("table", (("Lamp", "Fee"), ("Oil", "£5")))


def test_the_statement_is_plain_words_by_paragraph() -> None:
    record = full(
        explanatoryTextPrefix="Member's explanatory statement",
        explanatoryText="<p>It lights lamps.</p><p>And <em>more</em>.</p><script>alert(1)</script>",
        amendmentNote="As an Amendment to Ada Brook's proposed Amendment 186:—",
        amendmentLocation=None,
    )
    assert record.statement == "It lights lamps.\nAnd more."
    assert record.statement_heading == "Member's explanatory statement"
    assert (record.note, record.location) == ("As an Amendment to Ada Brook's proposed Amendment 186:—", "")
    assert record.heading is None


def test_no_statement_is_said_and_a_missing_one_is_not() -> None:
    assert full(explanatoryText=None).statement == ""
    assert full().statement is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"amendmentLines": None}, "amendmentLines"),
        ({"amendmentLines": [line("x"), "y"]}, r"amendmentLines\[1\]"),
        ({"amendmentLines": [line("x", indentation="deep")]}, r"amendmentLines\[0\].indentation"),
        ({"amendmentId": None}, "amendmentId"),
        ({"sponsors": [{}]}, r"sponsors\[0\].name"),
        ({"explanatoryText": "â€œlampâ€\u009d"}, "explanatoryText"),
        ({"mainHeader": "x" * 501}, "mainHeader"),
    ],
)
def test_one_amendment_is_taken_whole_or_not_at_all(change: dict[str, Any], place: str) -> None:
    with pytest.raises(UnreadableSource, match=f"^{place}: "):
        full(**change)
