"""The Bill as it would stand: what could be made, what could not and why, one clause a page, a link, a document."""

import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amendments import scenario as of
from amendments.models import Amendment
from bills.models import BillStage
from coalition.models import Release
from tests.amendments.listed import MONDAY, make_stage, publish, table
from tests.amendments.listed import an_amendment as untabled
from tests.amendments.printed import CROSSINGS, a_print, tabled
from tests.amendments.reading import words_of
from tracker.views import as_amended as view

pytestmark = pytest.mark.django_db

LIT = "Clause 1, page 1, line 4, leave out “lit” and insert “heated”"


@pytest.fixture
def stage() -> BillStage:
    found = make_stage()
    a_print(found)
    return found


def on_the_list(stage: BillStage, *rows: Amendment) -> None:
    publish(stage, rows, MONDAY, print_number="Bill 7")


def asked(client: Client, stage: BillStage, **query: str | list[int]):
    response = client.get(f"/bills/{stage.bill_id}/as-amended/", query)
    assert response.status_code == 200
    return response


def page(client: Client, stage: BillStage, **query: str | list[int]) -> str:
    return words_of(asked(client, stage, **query))


def test_all_agreed_are_made_and_nothing_else(client: Client, stage: BillStage) -> None:
    made = tabled(stage, "1", LIT, decision="Agreed")
    other = tabled(stage, "2", "Clause 2, page 1, line 7, leave out “may”", decision="Withdrawn")
    on_the_list(stage, made, other)
    said = page(client, stage)
    assert "The one amendment could be made: 1 clause or schedule changes." in said
    assert "Clause 1 Duty to build crossings Changed by Amendment 1" in said
    assert "Clause 2 Hedges" not in said
    assert "This is worked out by a program, not published by Parliament." in said
    assert "in Bill 7 (as introduced) of 9 June 2026" in said


def test_one_whose_decision_the_sources_dispute_is_not_taken_as_agreed(client: Client, stage: BillStage) -> None:
    claims = {"decision": {"api": "Agreed", "paper": "Negatived"}}
    on_the_list(stage, tabled(stage, "1", LIT, decision="Agreed", disputed=claims))
    assert "No amendment of this stage has been agreed to." in page(client, stage)


def test_what_cannot_be_made_stands_first_with_its_reason_and_an_honest_count(
    client: Client, stage: BillStage
) -> None:
    good, bad = tabled(stage, "1", LIT), tabled(stage, "2", "Clause 1, page 1, line 4, leave out “wet”")
    on_the_list(stage, good, bad)
    said = page(client, stage, a=[good.pk, bad.pk])
    assert "1 of 2 amendments could be made: 1 clause or schedule changes." in said
    assert "Could not be made (1 of 2) Amendment 2 The words it would change are not at the place it names." in said
    assert said.index("Could not be made") < said.index("What changes (1)")


def test_two_that_cannot_both_stand_are_both_told(client: Client, stage: BillStage) -> None:
    one, other = tabled(stage, "1", LIT), tabled(stage, "2", LIT.replace("heated", "wide"))
    on_the_list(stage, one, other)
    said = page(client, stage, a=[one.pk, other.pk])
    assert "None of 2 amendments could be made" in said
    assert said.count("both cannot stand") == 2


def test_one_clause_shows_each_change_with_its_amendment_and_reads_clean_too(client: Client, stage: BillStage) -> None:
    one = tabled(stage, "1", LIT)
    other = tabled(stage, "2", "Clause 1, page 1, line 5, leave out “the summer” and insert “July”")
    on_the_list(stage, one, other)
    marked = page(client, stage, a=[one.pk, other.pk], part="clause-1")
    assert "removed: lit inserted: heated , and must be dry. by amendment [1]" in marked
    assert "removed: the summer inserted: July . by amendment [2]" in marked
    clean = page(client, stage, a=[one.pk, other.pk], part="clause-1", look="clean")
    assert "The crossing must be heated, and must be dry." in clean
    assert "removed:" not in clean


def test_the_whole_bill_is_numbered_as_the_next_print_would_be(client: Client, stage: BillStage) -> None:
    row = tabled(stage, "1", "Page 1, line 6, leave out Clause 2")
    on_the_list(stage, row)
    said = page(client, stage, a=[row.pk], part="all")
    assert "Clause 2 Hedges (left out)" in said
    assert "Clause 2 Meaning of “hedgehog” (before 3)" in said
    assert "The one amendment could be made: 1 clause or schedule is left out." in said


def test_a_bill_too_long_for_one_page_is_a_list_of_its_clauses(
    client: Client, stage: BillStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "LONGEST_PAGE", 3)
    row = tabled(stage, "1", LIT)
    on_the_list(stage, row)
    said = page(client, stage, a=[row.pk], part="all")
    assert "Clause 1 Duty to build crossings (changed) Clause 2 Hedges Clause 3" in said
    assert "The authority may plant" not in said


def test_a_stand_part_notice_that_succeeded_takes_its_clause_out(client: Client, stage: BillStage) -> None:
    words = "Lord Hoglet gives notice of his intention to oppose the Question that Clause 2 stand part of the Bill."
    on_the_list(stage, tabled(stage, "", words, provision="clause 2", decision="NotStoodPart"))
    assert "Clause 2 Hedges Left out by Clause 2 stand part notice" in page(client, stage)


def test_a_new_clause_without_a_place_is_said_to_have_none(client: Client, stage: BillStage) -> None:
    row = tabled(stage, "NC1", "To move the following Clause—\n“Tunnels\n(1) A tunnel must be dry.”")
    on_the_list(stage, row)
    said = page(client, stage, a=[row.pk])
    assert "No place is stated yet for NC1 (a new provision): here it stands at the end" in said
    assert "Clause 4 Tunnels New , by New clause 1" in said
    assert "A tunnel must be dry." in page(client, stage, a=[row.pk], part=f"new-{row.pk}")


def test_an_amendment_to_an_amendment_is_made_in_it_and_named_beside_it(client: Client, stage: BillStage) -> None:
    parent = tabled(stage, "NC1", "To move the following Clause—\n“Tunnels\n(1) A tunnel must be dry.”")
    child = tabled(stage, "(a)", "Line 2, leave out “dry” and insert “dry and lit”", provision="amendment nc1")
    on_the_list(stage, parent, child)
    said = page(client, stage, a=[parent.pk, child.pk])
    assert "New , by New clause 1 , Amendment (a) to NC1" in said
    assert "A tunnel must be dry and lit." in page(client, stage, a=[parent.pk, child.pk], part=f"new-{parent.pk}")
    assert "It changes another amendment, which is not among these." in page(client, stage, a=[child.pk])


def test_the_link_holds_our_own_ids_so_that_no_renumbering_changes_it(client: Client, stage: BillStage) -> None:
    row = tabled(stage, "1", LIT)
    on_the_list(stage, row)
    body = asked(client, stage, a=[row.pk]).content.decode()
    assert f"/as-amended/?stage={stage.pk}&amp;which=these&amp;a={row.pk}</a>" in body
    Amendment.objects.filter(pk=row.pk).update(number="17")
    assert "Changed by Amendment 17" in page(client, stage, a=[row.pk])


def test_amendments_with_one_number_are_told_apart(client: Client, stage: BillStage) -> None:
    old = tabled(stage, "1", LIT, dnum="hoc1", is_listed=False)
    new = tabled(stage, "1", "Clause 2, page 1, line 7, leave out “may” and insert “must”", dnum="hoc2")
    on_the_list(stage, old, new)
    said = page(client, stage, a=[old.pk, new.pk])
    assert "Both amendments could be made: 2 clauses or schedules change." in said


def test_amendments_of_another_print_are_not_made_in_this_one(client: Client, stage: BillStage) -> None:
    a_print(stage, CROSSINGS.replace("lit", "bright"), print_number="Bill 9", published_on=date(2026, 9, 1))
    old = tabled(stage, "1", LIT)
    new = tabled(stage, "2", "Clause 1, page 1, line 4, leave out “bright”")
    publish(stage, [old], MONDAY, print_number="Bill 7")
    publish(stage, [new], MONDAY, print_number="Bill 9")
    said = page(client, stage, a=[old.pk, new.pk])
    assert "Amendment 1 It was tabled to Bill 7, not to Bill 9." in said
    assert "1 of 2 amendments could be made" in said


def test_no_more_than_a_bounded_number_is_made_and_the_rest_is_told(
    client: Client, stage: BillStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of, "MOST", 1)
    one, other = tabled(stage, "1", LIT), tabled(stage, "2", "Clause 2, page 1, line 7, leave out “may”")
    on_the_list(stage, one, other)
    said = page(client, stage, a=[one.pk, other.pk])
    assert "More than 1 amendments were chosen." in said
    assert "1 of 2 amendments could be made" in said


def test_ours_are_those_that_carry_an_ask_that_is_public(client: Client, stage: BillStage) -> None:
    row, against = tabled(stage, "1", LIT), tabled(stage, "2", "Clause 2, page 1, line 7, leave out “may”")
    on_the_list(stage, row, against)
    links = [
        {"amendment": row.pk, "relation": "implements"},
        {"amendment": against.pk, "relation": "contradicts"},
    ]
    assert "All of ours" not in page(client, stage)
    Release.objects.create(
        kind=Release.Kind.ASK, object_id=1, bill=stage.bill, public_from=MONDAY, fields={"links": links}
    )
    said = page(client, stage, which="ours")
    assert "All of ours (1)" in said
    assert "The one amendment could be made" in said
    assert "Amendment 1 (ours) Clause 1, page 1, line 4, leave out “lit” and insert “heated”" in said


def test_without_a_print_the_page_says_so(client: Client) -> None:
    stage = make_stage()
    table([untabled(stage, "1")])
    assert "No print of this Bill has been read here, so its words are not known." in page(client, stage)


@pytest.mark.parametrize("query", [{"stage": "999999"}, {"part": "clause-99"}])
def test_what_is_not_there_is_a_missing_page(client: Client, stage: BillStage, query: dict[str, str]) -> None:
    on_the_list(stage, tabled(stage, "1", LIT))
    assert client.get(f"/bills/{stage.bill_id}/as-amended/", query).status_code == 404


def test_the_document_says_what_could_not_be_made_before_what_was(client: Client, stage: BillStage) -> None:
    good, bad = tabled(stage, "1", LIT), tabled(stage, "2", "Clause 1, page 1, line 4, leave out “wet”")
    on_the_list(stage, good, bad)
    response = client.get(f"/bills/{stage.bill_id}/as-amended.docx", {"a": [good.pk, bad.pk]})
    document = docx.Document(io.BytesIO(response.content))
    texts = [each.text for each in document.paragraphs]
    assert "This is worked out by a program, not published by Parliament." in texts
    assert any(text.startswith("Made in Bill 7 (as introduced) of 9 June 2026.") for text in texts)
    assert texts.index("Could not be made") < texts.index("Clause 1 Duty to build crossings")
    row = next(each for each in document.paragraphs if "heated" in each.text)
    assert [run.text for run in row.runs if run.font.strike] == ["lit"]
    assert [run.text for run in row.runs if run.font.underline] == ["heated"]


@pytest.mark.parametrize(("longest", "is_whole"), [(50, True), (3, False)])
def test_a_document_of_the_whole_bill_is_bounded_and_says_so(
    client: Client, stage: BillStage, monkeypatch: pytest.MonkeyPatch, longest: int, is_whole: bool
) -> None:
    monkeypatch.setattr(view, "LONGEST_DOCUMENT", longest)
    row = tabled(stage, "1", LIT)
    on_the_list(stage, row)
    response = client.get(f"/bills/{stage.bill_id}/as-amended.docx", {"a": row.pk, "part": "all"})
    texts = " ".join(each.text for each in docx.Document(io.BytesIO(response.content)).paragraphs)
    assert ("Clause 2 Hedges" in texts) is is_whole
    assert ("too long for one document" in texts) is not is_whole
    assert "Clause 1 Duty to build crossings" in texts


@pytest.mark.parametrize("size", [2, 120])
def test_it_asks_four_questions_whatever_is_chosen(client: Client, stage: BillStage, size: int) -> None:
    words = "Clause 1, page 1, line 4, leave out “lit”"
    rows = [tabled(stage, str(number), words, decision="Agreed") for number in range(size)]
    on_the_list(stage, *rows)
    asked(client, stage)
    with CaptureQueriesContext(connection) as queries:
        asked(client, stage)
    assert len(queries) == 4
