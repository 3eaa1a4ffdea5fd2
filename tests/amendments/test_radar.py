"""The stage page warns of amendments that cannot both stand, and of places that a newer print moved."""

import pickle
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amendments.models import Amendment
from amendments.querysets import stages
from amendments.radar_kept import radar_kept
from bills.history import update_tracked
from bills.models import BillStage
from bills.versions import bump
from tests.amendments.listed import MONDAY, make_stage, publish, why
from tests.amendments.printed import CROSSINGS, a_print, tabled
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db

LIT = "Clause 1, page 1, line 4, leave out “lit” and insert “heated”"
OTHER = "Clause 1, page 1, line 4, leave out “lit” and insert “wide”"
SUBSECTION = "Clause 1, page 1, line 4, leave out subsection (2)"
ELSEWHERE = "Clause 2, page 1, line 7, leave out “may” and insert “must”"


@pytest.fixture
def stage() -> BillStage:
    found = make_stage()
    a_print(found)
    return found


def listed(stage: BillStage, *rows: Amendment) -> None:
    publish(stage, rows, MONDAY, print_number="Bill 7")


def page(client: Client, stage: BillStage, **query: str) -> str:
    return words_of(client.get(stage.get_absolute_url(), query))


def test_two_that_change_the_same_words_are_told_and_others_are_not(client: Client, stage: BillStage) -> None:
    listed(stage, tabled(stage, "1", LIT), tabled(stage, "2", OTHER), tabled(stage, "3", ELSEWHERE))
    said = page(client, stage)
    assert "Amendments that cannot both stand (1)" in said
    assert "Amendment 1 and Amendment 2 change the same words." in said
    assert "Amendment 3 and" not in said


def test_what_one_leaves_out_is_told_once_with_all_that_would_fall(client: Client, stage: BillStage) -> None:
    listed(
        stage, tabled(stage, "1", SUBSECTION), tabled(stage, "2", LIT), tabled(stage, "3", LIT.replace("lit", "dry"))
    )
    said = page(client, stage)
    assert "Amendments that cannot both stand (1)" in said
    assert "Amendment 1 leaves out words that Amendment 2 and Amendment 3 need." in said


@pytest.mark.parametrize("fate", ["Withdrawn", "Disagreed", "NotMoved", "Preempted"])
def test_what_is_off_the_table_clashes_with_nothing(client: Client, stage: BillStage, fate: str) -> None:
    listed(stage, tabled(stage, "1", LIT), tabled(stage, "2", OTHER, decision=fate))
    assert "cannot both stand" not in page(client, stage)


def test_an_agreed_one_clashes_with_an_open_one_but_two_agreed_ones_are_parliaments_affair(
    client: Client, stage: BillStage
) -> None:
    agreed = tabled(stage, "1", LIT, decision="Agreed")
    other = tabled(stage, "2", OTHER)
    listed(stage, agreed, other, tabled(stage, "3", ELSEWHERE))
    assert "change the same words" in page(client, stage)
    other.decision = "Agreed"
    update_tracked(Amendment, [(other, "decision")], ["decision"], why(MONDAY))
    assert "cannot both stand" not in page(client, stage)


def test_a_newer_print_tells_the_new_place_of_what_is_still_open(client: Client, stage: BillStage) -> None:
    listed(stage, tabled(stage, "1", LIT), tabled(stage, "2", ELSEWHERE), tabled(stage, "3", SUBSECTION))
    moved = CROSSINGS.replace(
        "  (2) The crossing must be lit", "  (2) It must be wide.\n  (2A) The crossing must be lit"
    ).replace("The authority may plant", "The authority should plant")
    a_print(stage, moved, print_number="Bill 9", published_on=date(2026, 9, 30))
    said = page(client, stage)
    assert "Changed places in a newer print" in said
    assert "Amendment 2 : In Bill 9 of 30 September 2026 the words it would change are not as they were" in said


def test_the_amendment_page_tells_the_place_in_the_newest_print(client: Client, stage: BillStage) -> None:
    row = tabled(stage, "1", ELSEWHERE, decision="Withdrawn")
    listed(stage, row)
    later = CROSSINGS.replace("wherever hedgehogs are seen.", "wherever hedgehogs, newts, toads or frogs are seen.")
    a_print(stage, later, print_number="Bill 9", published_on=date(2026, 9, 30))
    said = words_of(client.get(row.get_absolute_url()))
    assert "In Bill 9 of 30 September 2026 its place is clause 2(1), page 1, line 7." in said


def test_a_filtered_list_and_an_earlier_day_are_not_watched(client: Client, stage: BillStage) -> None:
    listed(stage, tabled(stage, "1", LIT), tabled(stage, "2", OTHER))
    assert "cannot both stand" not in page(client, stage, q="heated")
    assert "cannot both stand" not in page(client, stage, at="2026-09-17")


@pytest.mark.parametrize("size", [2, 60])
def test_the_stage_page_asks_six_questions_with_the_radar(client: Client, stage: BillStage, size: int) -> None:
    listed(stage, *(tabled(stage, str(number), LIT) for number in range(1, size + 1)))
    page(client, stage)
    with CaptureQueriesContext(connection) as queries:
        page(client, stage)
    assert len(queries) <= 6


def test_what_is_kept_of_it_holds_no_words_of_an_amendment(stage: BillStage) -> None:
    listed(stage, tabled(stage, "1", LIT, location="x" * 400), tabled(stage, "2", OTHER))
    kept = pickle.dumps(radar_kept(stages().get(pk=stage.pk)))
    assert b"Amendment 2" in kept
    assert b"heated" not in kept and b"xxx" not in kept


def test_it_is_kept_until_the_bill_changes_and_asks_nothing_meanwhile(
    client: Client, stage: BillStage, kept_pages
) -> None:
    one, other = tabled(stage, "1", LIT), tabled(stage, "2", OTHER)
    listed(stage, one, other)
    counts = []
    for again in ("a", "b"):
        with CaptureQueriesContext(connection) as queries:
            said = page(client, stage, fresh=again)
        counts.append(len(queries))
        assert "Amendment 1 and Amendment 2 change the same words." in said
    assert counts[1] < counts[0]
    other.decision = "Withdrawn"
    update_tracked(Amendment, [(other, "decision")], ["decision"], why(MONDAY))
    bump(stage.bill_id)
    assert "cannot both stand" not in page(client, stage, fresh="c")
    assert "cannot both stand" not in page(client, stage)
