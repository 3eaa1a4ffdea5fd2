"""A Lawmaker paper becomes records: everything it says of each amendment, and a problem for what it does not."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.parse import amendment_paper
from scrapers.records import AmendmentRecord, PaperRecord, UnreadableSource, WithdrawnRecord, WorkflowStep
from tests.scrapers.paper_xml import AKN, amendment, inserted, paper


def one(**said: Any) -> AmendmentRecord:
    """The record of an amendment that says this."""
    return amendment_paper.parse(paper(amendment(**said))).amendments[0]


def problems(*components: str, **said: Any) -> list[str]:
    """The problems of a paper, in words."""
    return [f"{p.place}: {p.reason}" for p in amendment_paper.parse(paper(*components, **said)).problems]


# ---- the paper ----
def test_a_paper_names_its_bill_house_print_stage_and_date() -> None:
    read = amendment_paper.parse(paper(amendment()))
    assert (read.kind, read.house, read.bill_title) == ("hcmarsh", "House of Commons", "Lanterns Bill [HL]")
    assert (read.print_number, read.session, read.stage) == ("Bill 7", "61/1", "Report Stage")
    assert (read.stage_version, read.lawmaker_project) == ("As amended in Committee", "UK000777")
    assert read.published_on == date(2026, 3, 4)
    assert read.is_complete
    assert read.problems == ()


def test_variables_inside_variables_are_filled_and_loops_end() -> None:
    variables = {
        "varBillStageVersion": "Ping Pong #varBillNo",
        "varListNo": "#varBillNoComp",
        "varBillNoComp": "#varListNo",
    }
    read = amendment_paper.parse(paper(amendment(), variables=variables))
    assert read.stage_version == "Ping Pong Bill 7"
    assert len(read.list_number) < 100


@pytest.mark.parametrize("words", ["", "9999-12-31", "soon", "2026-13-45"])
def test_a_paper_without_a_real_date_has_none(words: str) -> None:
    assert amendment_paper.parse(paper(amendment(), variables={"varPublishDate": words})).published_on is None


def test_the_legend_is_kept_with_the_title_filled_in() -> None:
    preface = (
        '<blockContainer class="legend"><p>All amendments to the <ref class="placeholder" href="#varBillTitle"/>.</p>'
        "<p>★ New Amendments.</p></blockContainer>"
    )
    read = amendment_paper.parse(paper(amendment(), preface=preface))
    assert read.legend == ("All amendments to the Lanterns Bill [HL].", "★ New Amendments.")


def test_withdrawals_are_read_with_their_dates() -> None:
    conclusions = (
        '<blockContainer class="withdrawn"><heading>Withdrawn Amendments</heading>'
        "<p>The following amendments were withdrawn on 3 March 2026:</p><p>5, NC38 (duplicate of 12) and NC54</p>"
        "<p>The following amendment was withdrawn on 4 March 2026: 7A</p></blockContainer>"
    )
    read = amendment_paper.parse(paper(amendment(), conclusions=conclusions))
    introduction = "The following amendments were withdrawn on 3 March 2026:"
    assert read.withdrawn == (
        WithdrawnRecord(date(2026, 3, 3), f"{introduction} 5, NC38 (duplicate of 12) and NC54", ("5", "NC38", "NC54")),
        WithdrawnRecord(date(2026, 3, 4), "The following amendment was withdrawn on 4 March 2026: 7A", ("7A",)),
    )


def test_a_programme_order_is_an_order_and_not_an_amendment() -> None:
    order = (
        '<component class="order"><statement name="hcOrder"><mainBody><blockContainer class="hcMotionBody">'
        "<heading>Order of the House</heading><p>That the following apply:</p>"
        '<blockContainer class="resProv1"><num>1.</num><p>Two days.</p></blockContainer>'
        "</blockContainer></mainBody></statement></component>"
    )
    read = amendment_paper.parse(paper(order, amendment()))
    assert len(read.amendments) == 1
    assert read.amendments[0].position == 1
    assert read.orders[0].title == "Order of the House"
    assert [(line.num, line.text) for line in read.orders[0].lines] == [
        ("", "That the following apply:"),
        ("1.", "Two days."),
    ]


# ---- one amendment ----
def test_an_amendment_is_known_by_its_dnum_series_and_guid() -> None:
    record = one(number="NC4", dnum="HoC69", series="a-1-b", guid="_g9")
    assert (record.number, record.dnum, record.dnum_printed) == ("NC4", "hoc69", "HoC69")
    assert (record.series_id, record.guid, record.place) == ("a-1-b", "_g9", "amendment NC4")


def test_an_amendment_to_an_amendment_keeps_its_letter_its_note_and_its_line() -> None:
    note = '<block name="amendContext">As an amendment to Ada Quill’s proposed NC4:—</block>'
    record = one(
        number="(a)",
        dnum="HoC70",
        instruction="Line 5, leave out “lamp”",
        provision="amnd_NC4",
        page="ln_5",
        heading=note,
    )
    assert (record.number, record.provision, record.page, record.line) == ("(a)", "amendment nc4", None, 5)
    assert record.note == "As an amendment to Ada Quill’s proposed NC4:—"


def test_names_come_in_order_with_member_ids_and_declared_interests_split_off() -> None:
    record = one(
        proposer=[("Secretary Ada Quill", 4001)],
        supporters=[("Bo Finch [R]", 88), ("Cy Marsh[R]", 9), ("Dee Wick", None)],
    )
    assert record.sponsors is not None
    told = [(s.order, s.name, s.member_id, s.is_lead, s.declared_interest) for s in record.sponsors]
    assert told == [
        (1, "Secretary Ada Quill", 4001, True, False),
        (2, "Bo Finch", 88, False, True),
        (3, "Cy Marsh", 9, False, True),
        (4, "Dee Wick", None, False, False),
    ]


def test_an_interest_declared_behind_the_name_belongs_to_it() -> None:
    heading = (
        '<block name="proposer"><docIntroducer>Bo Finch</docIntroducer> [R], <docIntroducer>Cy</docIntroducer></block>'
    )
    sponsors = one(heading=heading, proposer=[]).sponsors or ()
    assert [(s.name, s.declared_interest) for s in sponsors] == [("Bo Finch", True), ("Cy", False)]


def test_a_name_that_stands_twice_is_taken_once_and_reported() -> None:
    component = amendment(supporters=[("Bo Finch", 88), ("Mr Bo Finch", 88)])
    assert problems(component) == ["amendment 1: the name Mr Bo Finch stands on it twice"]
    assert [s.order for s in amendment_paper.parse(paper(component)).amendments[0].sponsors or ()] == [1, 2]


def test_an_amendment_without_names_has_none() -> None:
    assert one(proposer=[]).sponsors == ()


def test_the_explanatory_statement_is_plain_text_a_line_a_paragraph() -> None:
    record = one(statement="This trims wicks.\nIt also cleans <i>glass</i>.")
    assert record.statement == "This trims wicks.\nIt also cleans glass."
    assert record.statement_heading == "Member's explanatory statement"
    assert one().statement == ""


@pytest.mark.parametrize(("star", "read"), [("★", "★"), ("☆ ", "☆"), ("", "")])
def test_the_star_stands_on_the_component(star: str, read: str) -> None:
    assert one(star=star).star == read


def test_government_amendments_are_marked_and_silence_says_no_only_in_the_commons() -> None:
    assert one(government=True).is_government is True
    assert one().is_government is False
    lords = amendment_paper.parse(paper(amendment(), variables={"varHouse": "House of Lords"}))
    assert lords.amendments[0].is_government is None


def test_a_decision_is_kept_as_printed_and_its_absence_says_nothing() -> None:
    assert one(decision="Negatived on division").decision == "Negatived on division"
    assert one().decision is None


def test_a_decision_is_no_part_of_the_text() -> None:
    content = (
        '<block name="decision">Agreed to</block><tblock><num ukl:dnum="HoC1">1</num>'
        '<block name="decision">Agreed to</block><block name="instruction">Leave out Clause 2</block></tblock>'
    )
    record = one(content=content)
    assert record.decision == "Agreed to"
    assert record.text == "Leave out Clause 2"


def test_the_tabling_history_keeps_moments_and_drops_the_date_that_means_none() -> None:
    steps = (
        '<step outcome="#draft" date="9999-01-01T00:00:00"/><step outcome="#tabled" date="2026-03-01T09:30:00.5Z"/>'
        '<step outcome="#published" date="2026-03-02T01:00:00Z" '
        'href="/x/download/1/lanterns_rm_rep_0304.0a1b2c3d-1111-2222-3333-444455556666/PDF?ds=L"/>'
    )
    assert one(steps=steps).workflow == (
        WorkflowStep("draft", None),
        WorkflowStep("tabled", datetime(2026, 3, 1, 9, 30, 0, 500000, tzinfo=UTC)),
        WorkflowStep("published", datetime(2026, 3, 2, 1, tzinfo=UTC), "lanterns_rm_rep_0304"),
    )


def test_a_wrong_type_does_not_decide_what_an_amendment_does() -> None:
    record = one(instruction="Page 1, line 4, leave out Clause 1", type="insert", provision="sec_1", page="p_1__ln_4")
    assert (record.op, record.raw_type, record.provision) == ("leave_out_clause", "insert", "clause 1")


def test_a_code_that_contradicts_the_text_is_a_problem_that_names_both() -> None:
    component = amendment(provision="sec_9")
    assert problems(component) == ["amendment 1: the text says clause 2, its code says clause 9"]
    assert amendment_paper.parse(paper(component)).amendments[0].provision == "clause 2"


# ---- the Lords' motions ----
MOTION = (
    '<blockContainer class="hlMotionBody"><block name="instruction"><docIntroducer refersTo="m#person-31">Lady Marsh'
    "</docIntroducer> to move, That this House do disagree with the Commons in their Amendment 3 but do propose the "
    'following amendment in lieu—</block><tblock class="amendment"><tblock class="amendmentBody">'
    '<block name="amendmentContext">After Clause 9</block><num>3A</num>'
    f'<block name="instruction"><mod>Insert the following new Clause—{inserted("<p>Lamps.</p>")}</mod></block>'
    "</tblock></tblock></blockContainer>"
)
MOTION_HEADING = (
    '<tblock class="motionHeading"><num ukl:dnum="HoL3">3</num>'
    '<block name="ppMotionContext">Commons Amendment 3</block></tblock>'
)


def test_a_ping_pong_motion_keeps_its_context_its_mover_and_its_amendment_in_lieu() -> None:
    component = amendment(
        name="hlppmotion", heading=MOTION_HEADING, content=MOTION, proposer=[], type="", provision="amnd_3", page=""
    )
    read = amendment_paper.parse(paper(component, kind="hldaily", variables={"varHouse": "House of Lords"}))
    record = read.amendments[0]
    assert (record.kind, record.number, record.dnum, record.heading) == ("motion", "3", "hol3", "Commons Amendment 3")
    assert (record.op, record.provision, record.place) == ("other", "amendment 3", "motion 3")
    assert [(s.name, s.member_id, s.is_lead) for s in record.sponsors or ()] == [("Lady Marsh", 31, True)]
    assert [(line.kind, line.num) for line in record.lines or ()] == [
        ("motion", ""),
        ("note", ""),
        ("instruction", "3A"),
        ("text", ""),
    ]
    assert "do propose the following amendment in lieu" in (record.text or "")
    assert not read.is_complete
    assert read.problems == ()


# ---- what is wrong with a list ----
@pytest.mark.parametrize(
    ("kind", "is_complete"),
    [("hcmarsh", True), ("hlmarsh", True), ("hldaily", False), ("hcdaily", False), ("hlrunning", False), ("", False)],
)
def test_only_marshalled_lists_claim_to_hold_every_amendment(kind: str, is_complete: bool) -> None:
    assert amendment_paper.parse(paper(amendment(), kind=kind)).is_complete is is_complete


TWINS = {
    "the same dnum": (
        [amendment("1", "HoC1"), amendment("2", "hoc1")],
        "amendment 2: its dnum hoc1 stands already on amendment 1",
    ),
    "the same number": (
        [amendment("1", "HoC1"), amendment("1", "HoC2")],
        "amendment 1 (place 2 in the list): its number 1 stands already on amendment 1",
    ),
}


@pytest.mark.parametrize(("components", "says"), TWINS.values(), ids=TWINS)
def test_repeated_identities_are_kept_reported_and_leave_the_list_incomplete(components: list[str], says: str) -> None:
    read = amendment_paper.parse(paper(*components))
    assert len(read.amendments) == 2
    assert len({record.place for record in read.amendments}) == 2
    assert says in problems(*components)
    assert not read.is_complete


EMPTY = '<component class="amendment"><amendment name="hcamnd"><meta/></amendment></component>'
FAULTS = {
    "a component without an amendment": (
        [amendment(), EMPTY],
        "component 2: nothing could be read from it (amendment)",
    ),
    "an empty component": (
        [amendment(), '<component class="mystery"/>'],
        "component 2: nothing could be read from it (mystery)",
    ),
    "a list of nothing": ([], "amendmentList: it holds no amendment"),
    "an amendment without words": ([amendment(instruction="")], "amendment 1: it has no text"),
    "an amendment that nothing identifies": (
        [amendment("", "")],
        "component 1: it has neither a number, nor a dnum, nor a series id: nothing identifies it",
    ),
    "damaged characters": (
        [amendment(instruction="Clause 2, page 3, line 4, leave out â€œlampâ€\u009d")],
        "amendment 1: it has damaged characters (read in the wrong character set before it was published)",
    ),
    "a date that is none": (
        [amendment(steps='<step outcome="#tabled" date="yesterday"/>')],
        "amendment 1: a step of its history is dated “yesterday”, which is no date",
    ),
    "a number as long as a text": (
        [amendment("9" * 50)],
        f"amendment {'9' * 50}: its number is longer than 40 characters",
    ),
}


@pytest.mark.parametrize(("components", "says"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_read_is_a_problem_with_its_place(components: list[str], says: str) -> None:
    assert says in problems(*components)
    assert not amendment_paper.parse(paper(*components)).is_complete


def test_what_is_too_long_to_be_a_label_is_refused_whole_and_reported() -> None:
    read = amendment_paper.parse(
        paper(amendment("9" * 50, "HoC" + "1" * 50, type="x" * 90, supporters=[("Q" * 300, 5)]))
    )
    record = read.amendments[0]
    assert (record.number, record.dnum, record.dnum_printed, record.raw_type) == ("", "", "", "")
    assert [s.name for s in record.sponsors or ()] == ["Ada Quill"]
    assert len(read.problems) == 5


def test_a_front_page_that_goes_on_for_ever_is_reported() -> None:
    read = amendment_paper.parse(paper(amendment(), variables={"varBillTitle": "Lamp " * 500, "varHouse": "H" * 99}))
    assert (read.bill_title, read.house, read.is_complete) == ("", "", False)
    assert len(read.problems) == 2


def test_hostile_nesting_is_read_or_refused_but_never_overflows() -> None:
    deep = '<p><mod>x<quotedStructure startQuote="“" endQuote="”">' * 75 + "</quotedStructure></mod></p>" * 75
    read = amendment_paper.parse(
        paper(amendment(instruction=f"<mod>y<quotedStructure>{deep}</quotedStructure></mod>"))
    )
    assert (read.amendments[0].text or "").count("“") == 75
    with pytest.raises(UnreadableSource, match="depth"):
        amendment_paper.parse(paper(amendment(instruction="<b>" * 300 + "</b>" * 300)))


def test_hostile_runs_of_characters_take_no_time() -> None:
    runs = ["(" * 200_000, "\u00a0" * 200_000, "[" * 200_000, "page " * 40_000, "“" * 200_000]
    box = "".join(f"<p>{run}</p>" for run in runs)
    body = paper(
        *(amendment(str(at), f"HoC{at}", run) for at, run in enumerate(runs)),
        conclusions=f'<blockContainer class="withdrawn">{box}</blockContainer>',
        preface=f'<blockContainer class="legend">{box}</blockContainer>',
    )
    start = time.process_time()
    amendment_paper.parse(body)
    assert time.process_time() - start < 5


REFUSED = {
    "a print of a Bill": (f'<akomaNtoso xmlns="{AKN}"><bill name="ukpubb"/></akomaNtoso>', "a print of a Bill"),
    "an Act": (f'<akomaNtoso xmlns="{AKN}"><act/></akomaNtoso>', "a document of kind act"),
    "an empty document": (f'<akomaNtoso xmlns="{AKN}"/>', "an empty document"),
    "another version of the format": ("<akomaNtoso><amendmentList/></akomaNtoso>", "namespace"),
    "XHTML": ('<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "a web page"),
    "some other XML": ("<rss><channel/></rss>", "rss: it is not an amendment paper"),
}


@pytest.mark.parametrize(("body", "says"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_not_a_paper_is_refused_with_what_it_is(body: str, says: str) -> None:
    with pytest.raises(UnreadableSource, match=says):
        amendment_paper.parse(body.encode())


def test_a_real_print_is_not_taken_for_a_paper(shared: Path) -> None:
    with pytest.raises(UnreadableSource, match="a print of a Bill"):
        amendment_paper.parse((shared / "lawmaker/pdf/reul_hl89.xml").read_bytes())


def test_a_paper_cut_anywhere_is_refused_whole() -> None:
    body = paper(amendment("1", "HoC1"), amendment("2", "HoC2"))
    for end in range(len(body) // 2, len(body) - 1, 97):
        with pytest.raises(UnreadableSource):
            amendment_paper.parse(body[:end])


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="<>&\ufffe\uffff"), max_size=60
)


@settings(max_examples=60, deadline=None)
@given(words=XML_TEXT, name=XML_TEXT, number=XML_TEXT)
def test_any_words_are_read_and_none_are_lost(words: str, name: str, number: str) -> None:
    read = amendment_paper.parse(paper(amendment(instruction=words, number=number, proposer=[(name, None)])))
    assert isinstance(read, PaperRecord)
    kept = "".join((read.amendments[0].text or "").split())
    for character in set(words):
        if character.isalnum():
            assert character in kept
