"""The stage page: what a person sees, in which order, and how many questions it asks of the database."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amendments.models import Sponsorship
from bills.history import create_tracked
from bills.models import BillStage
from scrapers.models import FetchRun
from tests.amendments.listed import (
    FRIDAY,
    MONDAY,
    WEDNESDAY,
    a_name,
    an_amendment,
    change,
    change_names,
    london,
    make_stage,
    publish,
    table,
    why,
)
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


def page(client: Client, stage: BillStage, **asked: str) -> str:
    response = client.get(stage.get_absolute_url(), asked)
    assert response.status_code == 200
    return words_of(response)


def shown_numbers(client: Client, stage: BillStage, **asked: str) -> list[str]:
    body = client.get(stage.get_absolute_url(), asked).content.decode()
    return re.findall(r'<span aria-hidden="true">([^<]+)</span>\s*</a>', body)


def checked(stage: BillStage, at, *, is_complete: bool = True, problem: str = "") -> FetchRun:
    return FetchRun.objects.create(
        kind="amendments",
        bill=stage.bill,
        stage=stage,
        started_at=at,
        finished_at=at + timedelta(minutes=1),
        is_complete=is_complete,
        problem=problem,
    )


def test_amendments_stand_in_the_order_of_the_list_not_of_their_numbers(client: Client, stage: BillStage) -> None:
    one, two, new = table([an_amendment(stage, "1"), an_amendment(stage, "2"), an_amendment(stage, "NC3")])
    publish(stage, [new, two, one], MONDAY)
    assert shown_numbers(client, stage) == ["NC3", "2", "1"]


def test_a_number_is_the_one_of_the_latest_complete_list(client: Client, stage: BillStage) -> None:
    (one,) = table([an_amendment(stage, "1")])
    publish(stage, [one], MONDAY)
    change(one, "number", FRIDAY, number="7")
    publish(stage, [one], FRIDAY, stars={"7": "★"})
    assert shown_numbers(client, stage) == ["7"]
    assert shown_numbers(client, stage, at="2026-09-15") == ["1"]
    assert "new or altered" in page(client, stage)
    assert "new or altered" not in page(client, stage, at="2026-09-15")


def test_what_left_the_list_comes_last_and_is_never_called_withdrawn(client: Client, stage: BillStage) -> None:
    one, two = table([an_amendment(stage, "1"), an_amendment(stage, "2")])
    publish(stage, [one, two], MONDAY)
    publish(stage, [two], FRIDAY)
    change(one, "place", FRIDAY, is_listed=False)
    assert shown_numbers(client, stage) == ["2", "1"]
    words = page(client, stage)
    assert "Not on the latest list" in words and "1 no longer listed" in words
    assert "withdrawn" not in words.casefold()


def test_a_withdrawal_that_the_paper_states_is_shown_in_its_own_words(client: Client, stage: BillStage) -> None:
    one, two = table([an_amendment(stage, "1"), an_amendment(stage, "2")])
    publish(stage, [two], FRIDAY)
    change(one, "place decision", FRIDAY, is_listed=False, stated_withdrawn="1 was withdrawn on 17 September")
    assert "Stated as withdrawn: “1 was withdrawn on 17 September”" in page(client, stage)


def test_an_amendment_on_a_newer_daily_list_stands_under_its_own_heading(client: Client, stage: BillStage) -> None:
    one, late = table([an_amendment(stage, "1"), an_amendment(stage, "1A")])
    publish(stage, [one], MONDAY)
    publish(stage, [late], FRIDAY, is_complete=False, kind="hldaily")
    assert shown_numbers(client, stage) == ["1", "1A"]
    assert "On another current list, but not on this one" in page(client, stage)


def test_without_a_complete_list_amendments_are_in_order_of_number(client: Client, stage: BillStage) -> None:
    table([an_amendment(stage, number) for number in ("10", "2", "1")])
    assert shown_numbers(client, stage) == ["1", "2", "10"]
    assert "no complete list has been recorded" in page(client, stage)


def test_a_row_says_who_leads_how_many_others_and_what_became_of_it(client: Client, stage: BillStage) -> None:
    (one,) = table([an_amendment(stage, "1", decision="NotMoved")], names=["Ada Quill", "Bo Finch", "Cy Marsh"])
    publish(stage, [one], MONDAY)
    words = page(client, stage)
    assert "Ada Quill and 2 others" in words
    assert "Clause 2, page 3, line 4" in words
    assert "Not moved" in words and "Its turn came, but nobody moved it" in words


def test_the_lead_name_comes_first_wherever_it_stood_and_names_are_those_of_the_day(
    client: Client, stage: BillStage
) -> None:
    (one,) = table([an_amendment(stage, "1")], names=[])
    names = [a_name(one, "Ada Quill", 2), a_name(one, "Bo Finch", 3), a_name(one, "Cy Marsh", 4)]
    names[1].is_lead = True
    create_tracked(Sponsorship, names, why(MONDAY))
    change_names(one, FRIDAY, removed=["Ada Quill", "Bo Finch"])
    assert "Bo Finch and 2 others" in page(client, stage, at="2026-09-15")
    words = page(client, stage)
    assert "Cy Marsh" in words and "others" not in words and "Bo Finch" not in words


def test_an_address_with_a_number_beyond_all_ids_is_not_found(client: Client, stage: BillStage) -> None:
    assert client.get(f"/bills/{stage.bill_id}/stages/{10**30}/").status_code == 404
    assert client.get(f"/bills/{10**30}/stages/{stage.pk}/").status_code == 404


def test_an_unknown_decision_is_shown_as_received(client: Client, stage: BillStage) -> None:
    table([an_amendment(stage, "1", decision="Held Over")])
    assert "Held Over" in page(client, stage)


def test_the_row_says_what_changed_last_and_marks_are_no_change(client: Client, stage: BillStage) -> None:
    (one,) = table([an_amendment(stage, "1")])
    change(one, "text signatures", WEDNESDAY, text="leave out “may”")
    change(one, "typography", FRIDAY, text="leave out 'may'")
    assert "Wording, names, 16 September 2026" in page(client, stage)
    assert "New, 14 September 2026" in page(client, stage, at="2026-09-14")


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "badger"}, ["2"]),
        ({"q": "BADGER gate"}, ["2"]),
        ({"q": "NC3"}, ["NC3"]),
        ({"target": "schedule 1"}, ["2"]),
        ({"target": "new_clause"}, ["NC3"]),
        ({"sponsor": "finch"}, ["NC3"]),
        ({"decision": "Withdrawn"}, ["2"]),
        ({"government": "yes"}, ["1"]),
        ({"government": "no"}, ["2"]),
        ({"since": "2026-09-16"}, ["1", "NC3"]),
        ({"since": "2026-09-16", "changes": "all"}, ["1", "2", "NC3"]),
        ({"since": "2026-09-19"}, []),
        ({"q": "badger", "government": "yes"}, []),
        ({"order": "target"}, ["1", "2", "NC3"]),
    ],
)
def test_filters_narrow_the_list(client: Client, stage: BillStage, asked: dict[str, str], numbers: list[str]) -> None:
    one, two = table(
        [
            an_amendment(stage, "1", is_government=True),
            an_amendment(
                stage,
                "2",
                "leave out “badger”, “gate”",
                provision="schedule 1",
                decision="Withdrawn",
                is_government=False,
            ),
        ]
    )
    (new,) = table([an_amendment(stage, "NC3", provision="", op="new_clause")], WEDNESDAY, names=["Bo Finch"])
    publish(stage, [one, two, new], WEDNESDAY)
    change(one, "text", FRIDAY, text="leave out “shall”")
    change_names(two, FRIDAY, added=["Di Wold"])
    assert shown_numbers(client, stage, **asked) == numbers


def test_filters_work_on_the_list_as_it_stood(client: Client, stage: BillStage) -> None:
    (one,) = table([an_amendment(stage, "1", "leave out “badger”")])
    change(one, "text decision", FRIDAY, text="leave out “otter”", decision="Withdrawn")
    change_names(one, FRIDAY, added=["Di Wold"], removed=["Ada Quill"])
    earlier = {"at": "2026-09-15"}
    assert shown_numbers(client, stage, q="badger", **earlier) == ["1"]
    assert shown_numbers(client, stage, q="badger") == []
    assert shown_numbers(client, stage, sponsor="quill", **earlier) == ["1"]
    assert shown_numbers(client, stage, sponsor="quill") == []
    assert shown_numbers(client, stage, sponsor="wold", **earlier) == []
    assert shown_numbers(client, stage, sponsor="wold") == ["1"]


def test_an_earlier_day_shows_the_list_as_it_stood_then(client: Client, stage: BillStage) -> None:
    (one,) = table([an_amendment(stage, "1", "leave out “badger”")])
    publish(stage, [one], MONDAY)
    (two,) = table([an_amendment(stage, "2")], FRIDAY)
    publish(stage, [two, one], FRIDAY)
    words = page(client, stage, at="2026-09-15")
    assert "As it stood at the end of 15 September 2026" in words
    assert shown_numbers(client, stage, at="2026-09-15") == ["1"]
    assert shown_numbers(client, stage, at="2026-09-18") == ["2", "1"]
    assert "No amendments of this stage were known at that time" in page(client, stage, at="2026-09-01")


@pytest.mark.parametrize("asked", [{"at": "soon"}, {"since": "32 May"}, {"decision": "Nonsense"}, {"page": "x"}])
def test_an_unreadable_question_is_answered_with_the_whole_list(
    client: Client, stage: BillStage, asked: dict[str, str]
) -> None:
    table([an_amendment(stage, "1")])
    assert shown_numbers(client, stage, **asked) == ["1"]
    if "page" not in asked:
        assert "Error:" in page(client, stage, **asked)


def test_text_of_parliament_is_shown_as_text(client: Client, stage: BillStage) -> None:
    bad = "<script>alert(1)</script><b>bold</b>"
    (one,) = table([an_amendment(stage, "1", bad, statement=bad, note=bad, decision=bad[:60])], names=[bad])
    publish(stage, [one], MONDAY, orders=[{"title": bad, "movers": [bad], "lines": one.lines}])
    for address in (stage.get_absolute_url(), one.get_absolute_url()):
        body = client.get(address, {"q": bad}).content.decode()
        assert "<script>alert" not in body and "<b>bold" not in body


def test_programme_orders_and_lists_are_shown_with_a_way_to_compare(client: Client, stage: BillStage) -> None:
    (one,) = table([an_amendment(stage, "1")])
    line = {"text": "That the Committee meet twice", "num": "(1)", "depth": 1, "kind": "text"}
    old = publish(stage, [one], MONDAY, orders=[{"title": "Order of the Committee", "movers": [], "lines": [line]}])
    new = publish(stage, [one], FRIDAY)
    body = client.get(stage.get_absolute_url()).content.decode()
    assert "That the Committee meet twice" in body
    assert f"?old={old.pk}&amp;new={new.pk}" in body
    assert "List of 18 September 2026" in body


class TestWhereTheRecordComesFrom:
    """No amendments, none this old, not reached, not asked: four different answers."""

    def test_a_complete_empty_answer_is_no_amendments_with_the_time(self, client: Client, stage: BillStage) -> None:
        checked(stage, london(2026, 11, 23, 9, 4))
        assert "No amendments have been published for this stage (checked 09:05 on 23 November 2026)" in page(
            client, stage
        )

    def test_an_old_session_is_data_that_parliament_does_not_hold(self, client: Client) -> None:
        stage = make_stage(session=35)
        checked(stage, FRIDAY)
        words = page(client, stage)
        assert "holds no amendments this old" in words and "have been published" not in words

    def test_the_lords_are_held_for_longer_than_the_commons(self, client: Client) -> None:
        stage = make_stage(house="Lords", session=35)
        checked(stage, FRIDAY)
        assert "No amendments have been published" in page(client, stage)

    def test_a_failed_sweep_makes_the_page_say_since_when_it_is_stale(self, client: Client, stage: BillStage) -> None:
        table([an_amendment(stage, "1")])
        checked(stage, london(2026, 11, 17, 9, 4))
        checked(stage, london(2026, 11, 20, 9, 4), is_complete=False, problem="page 2 did not answer")
        words = page(client, stage)
        assert "since 09:05 on 17 November 2026 (page 2 did not answer). What you see is as of then" in words
        assert shown_numbers(client, stage) == ["1"]

    def test_a_later_success_ends_the_warning(self, client: Client, stage: BillStage) -> None:
        checked(stage, london(2026, 11, 17, 9, 4), is_complete=False, problem="page 2 did not answer")
        checked(stage, london(2026, 11, 18, 9, 4))
        assert "page 2" not in page(client, stage)

    def test_a_stage_never_read_says_that_we_cannot_say(self, client: Client, stage: BillStage) -> None:
        assert "We have not asked" in page(client, stage)
        checked(stage, FRIDAY, is_complete=False)
        assert "we cannot say whether amendments were tabled" in page(client, stage)


def test_another_bills_stage_is_not_found(client: Client, stage: BillStage) -> None:
    other = make_stage("Another Bill")
    assert client.get(f"/bills/{other.bill_id}/stages/{stage.pk}/").status_code == 404


def a_long_stage(count: int) -> BillStage:
    stage = make_stage()
    rows = table([an_amendment(stage, str(n)) for n in range(1, count + 1)], names=["Ada Quill", "Bo Finch"])
    for at in (MONDAY, WEDNESDAY, FRIDAY):
        publish(stage, rows, at)
    checked(stage, FRIDAY)
    return stage


@pytest.mark.parametrize("asked", [{}, {"at": "2026-09-17"}, {"q": "must", "since": "2026-09-01", "sponsor": "quill"}])
def test_the_list_asks_as_many_questions_for_a_thousand_rows_as_for_ten(client: Client, asked: dict[str, str]) -> None:
    counts = []
    for size in (10, 1000):
        stage = a_long_stage(size)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(stage.get_absolute_url(), asked).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_a_hundred_rows_make_a_page(client: Client) -> None:
    stage = a_long_stage(101)
    assert len(shown_numbers(client, stage)) == 100
    assert shown_numbers(client, stage, page="2") == ["101"]
    assert shown_numbers(client, stage, page="99") == ["101"]
    assert "page=2" in client.get(stage.get_absolute_url(), {"q": "must"}).content.decode()


def test_a_list_that_names_nobody_says_so(client: Client, stage: BillStage) -> None:
    table([an_amendment(stage, "1")], names=[])
    assert "No name given" in page(client, stage)


def test_a_signed_in_officer_costs_no_question_per_row(client: Client) -> None:
    counts = []
    client.force_login(get_user_model().objects.create_user("officer", password="a long password"))
    for size in (10, 200):
        stage = a_long_stage(size)
        with CaptureQueriesContext(connection) as queries:
            client.get(stage.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("names", [1, 60])
def test_an_amendment_with_a_long_history_takes_as_many_questions(
    client: Client, stage: BillStage, names: int
) -> None:
    (row,) = table([an_amendment(stage, "1")], names=[f"Member {number}" for number in range(names)])
    for at in (MONDAY, WEDNESDAY, FRIDAY)[: 1 + names // 30]:
        publish(stage, [row], at)
        change_names(row, at, added=[f"Member of {at}"])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(row.get_absolute_url()).status_code == 200
    assert len(queries) == 4
