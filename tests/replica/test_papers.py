"""The fictional papers and prints, read by the tracker's own parsers: same places, same words, no problems."""

from collections.abc import Iterator
from datetime import date

import pytest

from bills.text.page_line import PageLineIndex
from scrapers.parse import amendment_paper, bill_print, bills_api
from scrapers.parse.bill_print import PrintRecord
from scrapers.records import AmendmentRecord, PaperRecord
from tracker.replica.answers import answer
from tracker.replica.layout import words_of
from tracker.replica.orders import Order
from tracker.replica.story.ferries_dates import COMMITTEE_PAPERS, LORDS_PAPERS, REPORT_PAPERS
from tracker.replica.story.whole import world
from tracker.replica.world import Publication, Stage

BILL = world().bills[0]
WITH_PAPERS = [stage for stage in BILL.stages if stage.papers]
PAPERS = [(stage, day) for stage in WITH_PAPERS for day in stage.papers]
PRINTS = [each for each in BILL.publications if each.type_id == 5]
NAMES = [f"{stage.house} {stage.abbreviation} {day}" for stage, day in PAPERS]
every_paper = pytest.mark.parametrize(("stage", "day"), PAPERS, ids=NAMES)


def published(stage: Stage, day: date) -> Publication:
    return next(
        each
        for each in BILL.publications
        if each.type_id == 7 and (each.bill_stage_id, each.published) == (stage.bill_stage_id, day)
    )


def paper(stage: Stage, day: date) -> PaperRecord:
    return amendment_paper.parse(dict(published(stage, day).contents)["text/xml"])


def printed(publication: Publication) -> PrintRecord:
    return bill_print.parse(dict(publication.contents)["text/xml"])


def in_full(stage: Stage, day: date) -> Iterator[AmendmentRecord]:
    """Every amendment that the API has that day, in full."""
    for each in stage.listed(day):
        path = f"/Bills/{BILL.bill_id}/Stages/{stage.bill_stage_id}/Amendments/{stage.amendment_id(each)}"
        yield bills_api.amendment(answer(world().at(day), path).body)


# ---- papers ----
@every_paper
def test_a_paper_is_read_without_a_problem(stage: Stage, day: date) -> None:
    read = paper(stage, day)
    assert read.problems == ()
    assert len(read.amendments) == len(stage.in_paper(day))
    assert (read.published_on, read.lawmaker_project) == (day, "FX000001")
    assert read.bill_title == BILL.title
    assert read.house == f"House of {stage.house}"


@every_paper
def test_a_paper_prints_number_names_star_and_words_as_the_story_has_them(stage: Stage, day: date) -> None:
    for record, each in zip(paper(stage, day).amendments, stage.in_paper(day), strict=True):
        assert (record.dnum, record.number) == (each.dnum.casefold(), each.number_on(day))
        assert [s.member_id for s in record.sponsors or ()] == [p.member_id for p in each.people_on(day)]
        assert record.star == each.star_on(day, stage.last_list(day))
        assert record.statement == each.why
        assert (record.text or "").startswith(stage.worded(each, day).lead)
        assert bool(record.is_government) == each.is_government


@every_paper
def test_the_api_and_the_paper_tell_the_same_but_for_one_line(stage: Stage, day: date) -> None:
    full = {record.dnum: record for record in in_full(stage, day)}
    disputed = set()
    for record in paper(stage, day).amendments:
        other = full[record.dnum]
        assert words_of(record.text or "") == words_of(other.text or "")
        assert words_of(record.statement or "") == words_of(other.statement or "")
        assert (record.number, record.page) == (other.number, other.page)
        assert other.provision in (record.provision, None)
        if record.line != other.line:
            disputed.add(record.dnum)
    in_committee = day in COMMITTEE_PAPERS
    assert disputed == ({"hoc9"} if in_committee else set())


def test_the_third_paper_and_the_api_differ_on_one_decision() -> None:
    stage, day = WITH_PAPERS[0], COMMITTEE_PAPERS[2]
    said = {record.dnum: record.decision for record in paper(stage, day).amendments}
    api = {record.dnum: record.decision for record in in_full(stage, day)}
    assert (said["hoc3"], api["hoc3"]) == ("Negatived", "Withdrawn")
    assert (said["hoc1"], api["hoc1"]) == ("Negatived on division", "NegativedOnDivision")
    assert said["hoc25"] is None


def test_withdrawals_are_stated_at_the_end_and_stay_there() -> None:
    stage = WITH_PAPERS[0]
    assert paper(stage, COMMITTEE_PAPERS[0]).withdrawn == ()
    for day in COMMITTEE_PAPERS[1:]:
        (stated,) = paper(stage, day).withdrawn
        assert (stated.numbers, stated.withdrawn_on) == (("14",), COMMITTEE_PAPERS[1])
    (stated,) = paper(WITH_PAPERS[1], REPORT_PAPERS[1]).withdrawn
    assert stated.numbers == ("5",)


def test_an_amendment_to_an_amendment_names_the_line_of_the_new_clause() -> None:
    record = next(r for r in paper(WITH_PAPERS[0], COMMITTEE_PAPERS[2]).amendments if r.dnum == "hoc35")
    assert (record.number, record.provision, record.page, record.line) == ("(a)", "amendment nc1", None, 4)


def test_the_long_new_clause_has_levels_definitions_and_a_table() -> None:
    record = next(r for r in paper(WITH_PAPERS[0], COMMITTEE_PAPERS[0]).amendments if r.dnum == "hoc31")
    lines = record.lines or ()
    assert record.op == "new_clause"
    assert {line.kind for line in lines} >= {"instruction", "heading", "definition", "table"}
    assert "(ii)" in {line.num for line in lines}
    assert next(line.rows for line in lines if line.kind == "table")[0] == ("Step", "Who takes it", "Time")


def test_every_kind_of_operation_occurs() -> None:
    ops = {record.op for stage, day in PAPERS for record in paper(stage, day).amendments}
    assert ops == {"insert", "leave_out", "substitute", "leave_out_clause", "new_clause", "new_schedule", "other"}


def test_an_interest_is_declared_once() -> None:
    declared = [s.name for r in paper(*PAPERS[0]).amendments for s in r.sponsors or () if s.declared_interest]
    assert declared == ["Merryn Sandpiper"]


def test_the_commons_papers_print_an_order_of_the_house() -> None:
    assert [len(paper(stage, day).orders) for stage, day in PAPERS] == [1, 1, 1, 1, 1, 0, 0]


def test_a_page_beside_the_paper_says_that_it_is_fictional() -> None:
    for stage, day in PAPERS:
        page = dict(published(stage, day).contents)["text/html"].decode()
        assert "fictional Bill" in page
        assert stage.in_paper(day)[0].lead.name in page


# ---- prints ----
@pytest.mark.parametrize("publication", PRINTS, ids=lambda each: each.name)
def test_a_print_is_read_without_a_problem(publication: Publication) -> None:
    read = printed(publication)
    assert read.problems == ()
    assert (read.lawmaker_project, read.title) == ("FX000001", BILL.title)
    assert publication.title.startswith(read.print_number)
    assert (read.clause_count, read.schedule_count) == (15 if read.print_number == "Bill 41" else 16, 2)
    assert read.published_on == publication.published


@pytest.mark.parametrize("publication", PRINTS, ids=lambda each: each.name)
def test_no_line_of_a_print_lacks_its_mark(publication: Publication) -> None:
    index = PageLineIndex(printed(publication).tree)
    assert len(index) > 150
    assert index.unmarked == ()


@pytest.mark.parametrize("stage", WITH_PAPERS, ids=lambda stage: f"{stage.house} {stage.abbreviation}")
def test_the_words_of_an_amendment_stand_in_the_print_where_it_says(stage: Stage) -> None:
    publication = PRINTS[WITH_PAPERS.index(stage)]
    index = PageLineIndex(printed(publication).tree)
    checked = 0
    for each in stage.amendments:
        for order in (each.order, *(order for _, order in each.altered)):
            words = stage.worded(each, each.tabled)
            if words.mark is None or order.amends:
                continue
            page, line = words.mark
            assert index.text(page, line), each.dnum
            named = _words_named(order)
            if named:
                # Words may run over the end of the line; their first word never does.
                assert named.split()[0] in index.text(page, line), each.dnum
                checked += 1
    assert checked > 12


def _words_named(order: Order) -> str:
    return order.after or (order.out if order.out not in ("unit", "clause", "lines") else "")


def test_a_provision_keeps_its_guid_when_clauses_are_numbered_anew() -> None:
    first, second, _ = (printed(each).tree for each in PRINTS)
    was, now = first.by_address["clause 10(2)"][0], second.by_address["clause 11(2)"][0]
    assert was.guid == now.guid
    kept = {each.guid for each in first.all if each.guid} - {each.guid for each in second.all}
    assert kept == set()


def test_what_the_committee_agreed_stands_in_the_reprint() -> None:
    _, second, third = (printed(each).tree for each in PRINTS)
    assert "must publish a summary" in second.by_address["clause 2(3)"][0].text
    assert second.by_address["clause 6"][0].heading == "Carriage of bicycles and mobility aids"
    assert "£250,000" in third.by_address["clause 11(2)"][0].text


def test_the_print_of_the_lords_list_numbers_from_where_the_first_day_left_off() -> None:
    lords = WITH_PAPERS[2]
    assert [r.number for r in paper(lords, LORDS_PAPERS[1]).amendments][:5] == ["65", "66", "66A", "67ZA", "67"]
