"""Divisions brought from both Houses: asked for around the sittings, in full, once; half an answer loses nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest

from bills.history import update_tracked
from bills.models import Bill, Division, Member
from scrapers.models import FetchRun, Snapshot
from tests.replica.conftest import serve  # noqa: F401  the fixture
from tests.world import a_bill, a_course, why
from tracker import pipeline
from tracker.divisions.asking import is_due
from tracker.divisions.models import DivisionPlace
from tracker.replica.answers import Answer
from tracker.replica.server import Replica

pytestmark = pytest.mark.django_db
TITLE = "Coastal Ferries (Passenger Protection) Bill"
DAY = date(2026, 11, 3)
REPUBLISHED = "2099-01-01T00:00:00"


@pytest.fixture
def parliament(serve) -> Replica:  # noqa: F811
    return serve()


@pytest.fixture
def bill() -> Bill:
    found = a_bill(TITLE, 900_001)
    a_course(found, [(7, [date(2026, 6, 30)]), (9, [DAY]), (10, [DAY]), (3, [date(2026, 11, 19)])])
    return found


def update(bill: Bill) -> dict:
    return pipeline.update_divisions(bill, lambda done, total, note: None, None)


def last_run() -> FetchRun:
    found = FetchRun.objects.filter(kind=FetchRun.Kind.DIVISIONS).order_by("-id").first()
    assert found
    return found


def everything() -> tuple[int, ...]:
    return (Division.history.count(), Member.history.count(), DivisionPlace.history.count(), Snapshot.objects.count())


def missing(*paths: str) -> Callable[[str, Answer], Answer]:
    def fault(path: str, sent: Answer) -> Answer:
        return Answer(b"", status=HTTPStatus.NOT_FOUND) if any(each in path for each in paths) else sent

    return fault


def altered(path_part: str, alter: Callable[[list], list]) -> Callable[[str, Answer], Answer]:
    def fault(path: str, sent: Answer) -> Answer:
        return replace(sent, body=json.dumps(alter(json.loads(sent.body))).encode()) if path_part in path else sent

    return fault


# ---- once ----
def test_both_houses_are_read_and_the_commons_in_full(parliament, bill) -> None:
    told = update(bill)
    assert told["complete"], told["problem"]
    rows = Division.objects.order_by("house", "number")
    assert [(row.house, row.number) for row in rows] == [
        *(("Commons", number) for number in (3, 5, 6, 7, 8, 9, 10, 11)),
        ("Lords", 1),
    ]
    for row in rows:
        lobbies = ("ayes", "noes") if row.house == "Commons" else ("contents", "not_contents")
        assert [len(row.votes[lobby]) for lobby in lobbies] == [row.ayes, row.noes]
    assert Member.objects.count() > 90


def test_what_is_asked_for_is_the_title_between_the_first_sitting_and_shortly_after_the_last(parliament, bill) -> None:
    update(bill)
    asked = [urlsplit(path) for path in parliament.paths]
    assert [each.path for each in asked[:4]] == [
        "/data/Divisions/searchTotalResults",
        "/data/Divisions/search",
        "/data/divisions.json/searchTotalResults",
        "/data/divisions.json/search",
    ]
    assert {each.path.split("/")[2] for each in asked[4:]} == {"division"}
    assert len(asked) == 4 + 8
    query = parse_qs(asked[3].query)
    assert query == {
        "queryParameters.searchTerm": [TITLE],
        "queryParameters.startDate": ["2026-06-30"],
        "queryParameters.endDate": ["2026-11-17"],
        "queryParameters.skip": ["0"],
        "queryParameters.take": ["25"],
    }


def test_an_act_is_looked_for_by_the_title_it_had_as_a_bill(parliament, bill) -> None:
    bill.short_title, bill.is_act = "Coastal Ferries (Passenger Protection) Act 2026", True
    update_tracked(Bill, [(bill, "")], ["short_title", "is_act"], why())
    update(bill)
    assert Division.objects.filter(bill=bill).count() == 9


def test_a_house_in_which_the_bill_never_sat_is_not_asked(parliament) -> None:
    bill = a_bill(TITLE, 900_001)
    a_course(bill, [(9, [DAY])])
    update(bill)
    assert not [path for path in parliament.paths if "Divisions" in path]


def test_a_house_without_an_address_is_not_asked(parliament, bill, settings) -> None:
    settings.COMMONS_VOTES_API_URL = settings.LORDS_VOTES_API_URL = ""
    assert update(bill) == {"placed": 0}
    assert (parliament.paths, FetchRun.objects.count()) == ([], 0)


def test_divisions_of_another_bill_that_the_search_finds_are_left_out(parliament) -> None:
    bill = a_bill("Records Bill", 900_002)
    a_course(bill, [(7, [date(2026, 6, 2)]), (12, [date(2026, 10, 14)])])
    assert update(bill)["complete"]
    assert last_run().expected == 3
    assert not Division.objects.exists()


# ---- again ----
def test_asked_again_nothing_unchanged_writes(parliament, bill) -> None:
    update(bill)
    before = everything()
    parliament.asked.clear()
    for _ in range(3):
        told = update(bill)
        assert (told["complete"], told["rows_changed"], told["placed"]) == (True, 0, 0)
    assert everything() == before
    assert not [path for path in parliament.paths if "/data/division/" in path]


def test_a_division_published_anew_is_asked_for_again(parliament, bill) -> None:
    update(bill)
    parliament.asked.clear()
    parliament.faults = altered(
        "divisions.json/search?",
        lambda rows: [row | ({"PublicationUpdated": REPUBLISHED} if row["Number"] == 6 else {}) for row in rows],
    )
    update(bill)
    assert [path for path in parliament.paths if "/data/division/" in path] == ["/data/division/7006.json"]


def test_a_bill_that_is_not_live_is_asked_for_once_a_day(parliament, bill) -> None:
    assert is_due(bill, lambda stage: False)
    update(bill)
    assert not is_due(bill, lambda stage: False)
    assert is_due(bill, lambda stage: True)
    FetchRun.objects.update(started_at=last_run().started_at - timedelta(days=2))
    assert is_due(bill, lambda stage: False)


# ---- half an answer ----
def test_a_list_that_does_not_come_concludes_nothing(parliament, bill) -> None:
    update(bill)
    before = list(Division.objects.order_by("pk").values())
    parliament.faults = missing("/search")
    told = update(bill)
    assert not told["complete"]
    assert "not found" in told["problem"].casefold() or "404" in told["problem"]
    assert list(Division.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("house", ["divisions.json", "Divisions"])
def test_a_list_that_is_shorter_than_its_number_is_incomplete_and_empties_nothing(parliament, bill, house) -> None:
    update(bill)
    before = list(Division.objects.order_by("pk").values())
    parliament.faults = altered(f"{house}/search?", lambda rows: [])
    told = update(bill)
    assert not told["complete"]
    assert "came" in told["problem"]
    assert list(Division.objects.order_by("pk").values()) == before


def test_a_division_that_does_not_come_in_full_is_told_by_its_figures_and_filled_in_later(parliament, bill) -> None:
    parliament.faults = missing("/data/division/7006.json")
    assert not update(bill)["complete"]
    row = Division.objects.get(division_id=7006)
    assert ("ayes" in row.votes, row.ayes, row.noes) == (False, 27, 29)
    parliament.faults = None
    assert update(bill)["complete"]
    row.refresh_from_db()
    assert len(row.votes["ayes"]) == 27


def test_voters_are_never_emptied(parliament, bill) -> None:
    update(bill)
    before = {row.pk: row.votes for row in Division.objects.all()}
    parliament.faults = altered(
        "divisions.json/search?", lambda rows: [row | {"PublicationUpdated": REPUBLISHED} for row in rows]
    )
    fault = parliament.faults
    parliament.faults = lambda path, sent: missing("/data/division/")(path, fault(path, sent))
    assert not update(bill)["complete"]
    assert {row.pk: row.votes for row in Division.objects.all()} == before


def test_a_number_that_is_none_is_named(parliament, bill) -> None:
    parliament.faults = altered("searchTotalResults", lambda number: {"count": number})
    told = update(bill)
    assert "is not the number of divisions that was due" in told["problem"]


# ---- replay ----
def test_a_replay_reads_every_division_in_full_without_a_network(parliament, bill) -> None:
    update(bill)
    update(bill)
    before = everything()
    parliament.asked.clear()
    told = pipeline.replay()
    assert (told["problems"], told["rows_changed"]) == ([], 0)
    assert everything() == before
    row = Division.objects.get(division_id=7006)
    kept, row.votes = row.votes, {}
    update_tracked(Division, [(row, "")], ["votes"], why())
    assert pipeline.replay()["rows_changed"] == 1
    row.refresh_from_db()
    assert json.dumps(row.votes, sort_keys=True) == json.dumps(kept, sort_keys=True)
    assert parliament.paths == []
