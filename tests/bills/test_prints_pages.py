"""Two prints compared clause by clause, with renumbering told apart; and the number of each clause in every print."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bills.history import create_tracked
from bills.models import BillPrint, BillStage
from tests.amendments.listed import MONDAY, make_stage, why
from tests.amendments.printed import CROSSINGS, a_print
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db

NEW_CLAUSE = "Clause 2 — Tunnels\n  (1) A tunnel must be dry.\nClause 3 — Hedges\n"
LATER = (
    CROSSINGS.replace("Clause 3 — Meaning", "Clause 4 — Meaning")
    .replace("Clause 2 — Hedges\n", NEW_CLAUSE)
    .replace("must be lit, and", "must be heated, and")
    .replace("    (b) native, and\n    (c) older", "    (b) older")
    .replace("must show a hedgehog.", "must show a hedgehog.\n  2 It must be green.")
)


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


@pytest.fixture
def prints(stage: BillStage) -> tuple[BillPrint, BillPrint]:
    later = {"print_number": "Bill 9", "stage_version": "As amended in Committee", "published_on": date(2026, 9, 30)}
    return a_print(stage), a_print(stage, LATER, **later)


def address(old: BillPrint, new: BillPrint) -> str:
    return f"/bills/{old.bill_id}/prints/{old.pk}/{new.pk}/"


def page(client: Client, prints: tuple[BillPrint, BillPrint], show: str = "") -> str:
    response = client.get(address(*prints), {"show": show} if show else {})
    assert response.status_code == 200
    return words_of(response)


def test_changed_words_stand_as_a_redline_under_their_clause(client: Client, prints) -> None:
    said = page(client, prints)
    assert (
        "From Bill 7 (as introduced) of 9 June 2026 to Bill 9 (as amended in Committee) of 30 September 2026." in said
    )
    assert "Clause 1 Duty to build crossings" in said
    assert "must be removed: lit inserted: heated , and must be dry." in said
    assert "New: Clause 2 inserted: Tunnels (1) inserted: A tunnel must be dry." in said
    assert "removed: native, and" in said


def test_what_only_changed_its_number_is_no_change(client: Client, prints) -> None:
    said = page(client, prints)
    assert "Meaning of" not in said
    numbers = page(client, prints, "numbers")
    assert "Clause 4 (before 3) Meaning of “hedgehog”" in numbers
    assert "inserted:" not in numbers


def test_a_reference_that_follows_a_new_number_is_shown_lightly(client: Client, stage: BillStage) -> None:
    old = a_print(stage, CROSSINGS.replace("In section 1,", "In section 2,"))
    later = LATER.replace("In section 1,", "In section 3,")
    new = a_print(stage, later, print_number="Bill 9", published_on=date(2026, 9, 30))
    assert "Meaning of" not in page(client, (old, new))
    said = page(client, (old, new), "numbers")
    assert "In section 3 (before 2) , “hedgehog” includes a hoglet." in said
    assert "removed: 2" not in said


def test_the_counts_are_those_of_the_links(client: Client, prints) -> None:
    said = page(client, prints, "everything")
    links = dict(
        re.findall(r"(All changes of words|Changed|Added|Removed|New numbers only|Everything) \((\d+)\)", said)
    )
    assert {name: int(count) for name, count in links.items()} == {
        "All changes of words": 6,
        "Changed": 2,
        "Added": 3,
        "Removed": 1,
        "New numbers only": 2,
        "Everything": 17,
    }
    assert "2 provisions changed, 3 were added, 1 was removed; 2 have new numbers only; 9 are the same." in said


def test_a_view_of_one_class_calls_nothing_else_unchanged(client: Client, prints) -> None:
    said = page(client, prints, "removed")
    assert "unchanged" not in said
    assert "other line" in said


def test_the_other_way_round_leads_to_the_right_order(client: Client, prints) -> None:
    old, new = prints
    response = client.get(address(new, old))
    assert response.status_code == 302
    assert response["Location"] == address(old, new)


def test_prints_of_another_bill_or_one_twice_are_missing(client: Client, prints) -> None:
    other = a_print(make_stage("Another Bill"), CROSSINGS.replace("lit", "red"))
    assert client.get(address(prints[0], other)).status_code == 404
    assert client.get(address(prints[0], prints[0])).status_code == 404


def test_the_map_follows_a_clause_through_every_print(client: Client, prints) -> None:
    old, new = prints
    response = client.get(f"/bills/{old.bill_id}/clauses/")
    said = words_of(response)
    assert "Bill 7 9 June 2026 Bill 9 30 September 2026" in said
    assert "Duty to build crossings 1 1 changed : Duty to build crossings" in said
    assert "Tunnels not there 2 new : Tunnels" in said
    assert "Hedges 2 3 changed" in said
    assert "Meaning of “hedgehog” 3 4 Signs" in said
    assert "In 2 prints 2 of 5 clauses and schedules did not keep the same number." in said
    assert f'href="{address(old, new)}?show=everything&amp;at=clause-1#clause-1"' in response.content.decode()


def test_what_is_gone_stays_in_the_map_behind_what_it_followed(client: Client, stage: BillStage) -> None:
    a_print(stage)
    gone = re.sub(r"Clause 2.*?(?=Clause 3)", "", CROSSINGS, flags=re.S).replace("Clause 3", "Clause 2")
    a_print(stage, gone, print_number="Bill 9", published_on=date(2026, 9, 30))
    said = words_of(client.get(f"/bills/{stage.bill_id}/clauses/"))
    assert "Duty to build crossings 1 1 Hedges 2 not there Meaning of “hedgehog” 3 2" in said


def test_a_print_whose_words_cannot_be_read_is_left_out_of_the_map_and_of_comparisons(client: Client, prints) -> None:
    old, _ = prints
    broken = BillPrint(bill=old.bill, sha256="9" * 64, print_number="Bill 8", tree={}, published_on=date(2026, 7, 1))
    create_tracked(BillPrint, [broken], why(MONDAY))
    assert "In 2 prints 2 of 5 clauses" in words_of(client.get(f"/bills/{old.bill_id}/clauses/"))
    assert "not kept in a form that can be compared" in page(client, (old, broken))


def test_the_bill_page_leads_to_all_of_it(client: Client, prints) -> None:
    old, new = prints
    body = client.get(f"/bills/{old.bill_id}/").content.decode()
    assert f'href="/bills/{old.bill_id}/clauses/"' in body
    assert f'href="/bills/{old.bill_id}/as-amended/"' in body
    assert body.count(f'href="{address(old, new)}"') == 1


def test_a_bill_without_prints_says_so(client: Client, stage: BillStage) -> None:
    assert "No print of this Bill has been read here." in words_of(client.get(f"/bills/{stage.bill_id}/clauses/"))


def test_both_pages_ask_two_questions_once_the_prints_are_in_memory(client: Client, prints) -> None:
    for path in (address(*prints), f"/bills/{prints[0].bill_id}/clauses/"):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) == 2
