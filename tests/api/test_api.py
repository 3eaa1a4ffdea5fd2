"""The public API: every list and object, stable pages, strict parameters, problem objects, CORS, its limit."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.models import Amendment
from bills.history import update_tracked
from coalition import publish, writing
from coalition.models import AskClause, Release
from tests.api.open_world import Open, an_open_world
from tests.coalition.briefings_world import an_amendment
from tests.coalition.people import an_ask, signed_in
from tests.world import NOW, why
from tracker.open_data.tables import PARLIAMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Open:
    with time_machine.travel(NOW):
        return an_open_world()


def get(path: str, **headers: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


def rows(path: str) -> list[dict[str, Any]]:
    answer = get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_the_way_in_names_every_list_and_each_answers(world):
    root = get("").json()
    assert {each["name"] for each in root["resources"]} >= {table.name for table in PARLIAMENT if table.has_answers}
    for each in root["resources"]:
        answer = Client().get(each["url"])
        assert answer.status_code == 200, each
        assert answer.json()["results"], each


def test_an_amendment_is_told_with_names_numbers_decision_and_source(world):
    (found,) = rows(f"amendments/?bill={world.bill.pk}")
    assert found == get(f"amendments/{world.amendment.pk}/").json()
    assert [name["printed_name"] for name in found["names"]] == ["Ada Quill", "Lord Sedge"]
    assert [name["member_id"] for name in found["names"]] == [70001, None]
    assert [number["number"] for number in found["numbers"]] == ["12", "14"]
    assert (found["decision"], found["decision_official"]) == ("Withdrawn", "Withdrawn")
    assert found["decision_plain"].startswith("Debated, then withdrawn")
    assert found["source_url"].startswith("https://bills.parliament.uk/bills/4101/stages/")
    assert found["checked_at"] == "2026-11-23T10:30:00+00:00"
    assert len(found["divisions"]) == 1
    assert Client().get(found["web_path"]).status_code == 200
    assert not {"readings", "list_hash", "detail_hash"} & set(found)


def test_a_division_tells_who_voted_and_what_it_decided(world):
    (found,) = rows("divisions/?house=Lords")
    assert found["votes"]["ayes"] == [{"member_id": 70001, "name": "Ada Quill"}]
    assert found["amendments"] == [world.amendment.pk]


def test_a_clause_of_a_print_is_found_by_its_number(world):
    printed = rows(f"prints/?bill={world.bill.pk}")[-1]
    found = rows(f"prints/{printed['id']}/provisions/?kind=clause&number=2")
    assert [(each["number"], each["heading"], each["depth"]) for each in found] == [("2", "Clause 2", 0)]


def test_history_tells_what_changed_with_grades_and_both_moments(world):
    created, changed = [each for each in rows("changes/") if "text" in each["values"]]
    assert (created["change"], changed["change"]) == ("created", "changed")
    assert changed["values"] == {"text": "At end insert “bright lamps”."}
    assert changed["grades"] == ["text", "typography"]
    assert changed["effective_at"] == "2026-11-23T10:30:00+00:00"
    assert "reason" not in changed
    assert rows("changes/?grade=text") == [changed]
    assert rows(f"changes/?of=bills&bill={world.bill.pk}")
    assert rows(f"changes/?of=bills&bill={world.bill.pk + 900}") == []


def test_what_changed_since_goes_by_the_moment_of_recording(world):
    an_amendment(world.amendment.stage, "99", key="old")
    update_tracked(Amendment, [(world.amendment, "decision")], ["decision"], why(NOW - timedelta(days=90)))
    with_changes = rows("amendments/?changed_since=2026-11-24")
    assert {each["id"] for each in with_changes} == set(Amendment.objects.values_list("pk", flat=True))
    assert rows("amendments/?changed_since=2999-01-01T00:00:00Z") == []
    assert rows("changes/?effective_since=2026-11-23") != rows("changes/")


def test_pages_neither_repeat_nor_leave_out_while_rows_come_in(world):
    for number in range(5):
        an_amendment(world.amendment.stage, f"{20 + number}", key=f"k{number}")
    seen, address = [], "/api/v1/amendments/?limit=2"
    while address:
        page = Client().get(address).json()
        seen += [each["id"] for each in page["results"]]
        if len(seen) == 2:
            an_amendment(world.amendment.stage, "77", key="late")
        address = page["next"]
    assert seen == sorted(set(seen)) == list(Amendment.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("path", ["amendments/", "bills/", "divisions/", "chains/", "changes/", "campaigns/asks/"])
def test_a_page_costs_as_many_queries_with_ten_rows_as_with_a_thousand(world, path, monkeypatch):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert get(f"{path}?limit=200").status_code == 200
        return len(seen)

    few = queries()
    for number in range(60):
        an_amendment(world.amendment.stage, f"{100 + number}", key=f"many{number}")
        publish.publish(an_ask(world.bill, f"more-{number}"), by=world.people.officer)
    assert queries() == few <= 6


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("bill=x", "bill"),
        ("bill=99999999999999999999", "bill"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("cursor=-1", "cursor"),
        ("cursor=abc", "cursor"),
        ("number=%00", "number"),
        ("is_listed=maybe", "is_listed"),
        ("changed_since=yesterday", "changed_since"),
        ("bill=1&bill=2", "bill"),
        ("colour=red", "colour"),
    ],
)
def test_a_wrong_parameter_is_a_problem_that_names_it(world, query, parameter):
    answer = get(f"amendments/?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["parameter"]) == (400, parameter)
    assert parameter in told["detail"]


@pytest.mark.parametrize("offset", ["-21:42", "%2B23:59", "Z", ""])
def test_a_moment_may_have_any_offset_that_iso_8601_allows(world, offset):
    assert get(f"amendments/?changed_since=2026-11-20T10:15:00{offset}").status_code == 200


@pytest.mark.parametrize(
    "path", ["bills/987654/", "nothing/", "bills/-1/", "campaigns/asks/987654/", "bills/" + "9" * 30 + "/"]
)
def test_what_is_missing_is_a_problem(world, path):
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_written(world, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/bills/")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in answer["Allow"]


def test_who_cannot_read_json_is_told_so_and_a_browser_can(world):
    assert get("bills/", accept="text/csv").status_code == 406
    assert get("bills/", accept="text/html,*/*;q=0.8").status_code == 200


def test_any_site_may_read_and_nothing_carries_credentials(world):
    for answer in (get("bills/", origin="https://else.example"), Client().options("/api/v1/bills/"), get("nothing/")):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
    assert "Access-Control-Allow-Origin" not in Client().get(reverse("bills:list"))


def test_a_signed_in_reader_gets_the_same_and_sets_no_cookie(world):
    theirs = signed_in(world.people.officer).get("/api/v1/bills/")
    assert theirs.content == get("bills/").content
    assert not theirs.cookies


@pytest.mark.usefixtures("kept_pages")
def test_what_has_not_changed_is_304_and_kept(world):
    first = get("amendments/")
    get("amendments/")
    again = get("amendments/", if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    with CaptureQueriesContext(connection) as seen:
        assert get("amendments/").content == first.content
    assert len(seen) == 1


def test_too_many_requests_are_told_when_to_come_back(world, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    cache.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        first = get("bills/")
        assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("2", "1")
        get("bills/")
        refused = get("bills/")
        assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
        assert refused["Access-Control-Allow-Origin"] == "*"
        clock.shift(timedelta(seconds=int(refused["Retry-After"])))
        assert get("bills/").status_code == 200
    cache.clear()


# ---- what the coalition published ----


def test_what_is_published_is_told_with_what_happened(world):
    (found,) = rows("campaigns/asks/")
    assert found == get(f"campaigns/asks/{world.ask.pk}/").json()
    assert (found["title"], found["bill"]) == ("Every harbour step is lit", world.bill.pk)
    assert found["outcomes"][0]["amendment"] == world.amendment.pk
    assert found["links"][0]["amendment"] == world.amendment.pk
    assert found["grounds"][0]["place"] == "Article 1"
    (act,) = rows(f"campaigns/acts/?bill={world.bill.pk}")
    assert act["clauses"][0]["text"] == "Every step is lit."
    (paper,) = rows("campaigns/papers/")
    assert [Client().get(path).status_code for path in paper["files"][1:]] == [200]


def test_an_embargo_lifts_to_the_second_and_a_withdrawal_is_at_once(world):
    lifts = NOW + timedelta(minutes=5)
    publish.publish(an_ask(world.bill, "rails", title="Paint the rails"), by=world.people.officer, public_from=lifts)
    with time_machine.travel(lifts - timedelta(microseconds=1), tick=False) as clock:
        assert b"Paint the rails" not in get("campaigns/asks/").content
        clock.move_to(lifts)
        assert b"Paint the rails" in get("campaigns/asks/").content
        publish.withdraw(Release.objects.get(title="Paint the rails"), by=world.people.officer)
        assert b"Paint the rails" not in get("campaigns/asks/").content


def test_an_ask_does_not_name_clauses_that_are_not_public(world):
    writing.create(AskClause(ask=world.ask, clause=world.act.clauses.get()), by=None)
    publish.publish(world.ask, by=world.people.officer)
    assert get(f"campaigns/asks/{world.ask.pk}/").json()["rests_on"] == [world.act.clauses.get().pk]
    publish.withdraw(Release.objects.get(kind="act"), by=world.people.officer)
    assert get(f"campaigns/asks/{world.ask.pk}/").json()["rests_on"] == []


def test_the_page_about_the_api_names_every_list(world):
    page = Client().get("/api/").content.decode()
    assert all(f"/api/v1/{table.name}/" in page for table in PARLIAMENT if table.has_answers)
