"""The client of the Bills API, against a Parliament on loopback that answers well, badly, and half."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scrapers.models import Snapshot
from scrapers.parliament import Parliament
from scrapers.snapshots import latest
from scrapers.sweeps import Sweep
from tests.scrapers.conftest import QuickClock
from tests.scrapers.payloads import amendment, bill, envelope, kinds, stage
from tests.scrapers.upstream import Reply, Upstream

pytestmark = pytest.mark.django_db
IDS = list(range(1, 251))
HTML = b"<!DOCTYPE html><html><body><h1>We are sorry</h1></body></html>"


@pytest.fixture
def parliament(upstream: Upstream, quick: QuickClock) -> Parliament:
    return Parliament(clock=quick.clock())


def page_path(skip: int, path: str = "/Stages") -> str:
    return f"{path}?Skip={skip}&Take=100"


def publish(upstream: Upstream, ids: list[int] = IDS) -> None:
    """The list of kinds of stage, in pages of a hundred, all well."""
    for skip in range(0, len(ids) or 1, 100):
        upstream.says(page_path(skip), kinds(ids[skip : skip + 100], len(ids)))


def numbers(sweep: Sweep[Any]) -> list[int]:
    return [item.id for item in sweep.items]


# ---- a list that comes whole ----
def test_a_list_is_read_to_its_end_and_its_total_checked_again(upstream: Upstream, parliament: Parliament) -> None:
    publish(upstream)
    sweep = parliament.stage_kinds()
    assert sweep.is_complete
    assert sweep.problem == ""
    assert numbers(sweep) == IDS
    assert sweep.expected == 250
    assert upstream.paths == [page_path(0), page_path(100), page_path(200), page_path(0)]
    assert sweep.requests == 4
    assert sweep.new_snapshots
    assert list(sweep.snapshot_ids) == list(Snapshot.objects.order_by("id").values_list("id", flat=True))
    assert len(sweep.snapshot_ids) == 3


def test_a_list_on_one_page_takes_one_request(upstream: Upstream, parliament: Parliament) -> None:
    publish(upstream, IDS[:100])
    sweep = parliament.stage_kinds()
    assert (sweep.is_complete, sweep.requests, len(sweep.items)) == (True, 1, 100)


def test_an_empty_list_is_complete(upstream: Upstream, parliament: Parliament) -> None:
    publish(upstream, [])
    sweep = parliament.stage_kinds()
    assert (sweep.is_complete, sweep.expected, sweep.items) == (True, 0, ())


def test_a_server_that_gives_smaller_pages_than_asked_for_is_followed(
    upstream: Upstream, parliament: Parliament
) -> None:
    for skip in range(0, 50, 20):
        upstream.says(page_path(skip), kinds(IDS[skip : min(skip + 20, 50)], 50))
    sweep = parliament.stage_kinds()
    assert sweep.is_complete
    assert numbers(sweep) == IDS[:50]


def test_an_unchanged_list_brings_nothing_new_and_the_same_snapshots(
    upstream: Upstream, parliament: Parliament
) -> None:
    publish(upstream)
    first, second = parliament.stage_kinds(), parliament.stage_kinds()
    assert second.is_complete
    assert not second.new_snapshots
    assert second.snapshot_ids == first.snapshot_ids
    assert Snapshot.objects.count() == 3


def test_one_changed_page_makes_the_sweep_new(upstream: Upstream, parliament: Parliament) -> None:
    publish(upstream)
    parliament.stage_kinds()
    upstream.says(page_path(100), kinds(IDS[100:200], 250, "Stage, renamed,"))
    sweep = parliament.stage_kinds()
    assert sweep.new_snapshots
    assert sweep.is_complete


def test_not_modified_pages_are_read_from_what_was_kept(upstream: Upstream, parliament: Parliament) -> None:
    path = page_path(0)
    upstream.says(path, Reply(kinds([1, 2], 2), headers={"ETag": '"v1"'}), Reply(b"", 304))
    parliament.stage_kinds()
    sweep = parliament.stage_kinds()
    assert upstream.asked[1].headers["If-None-Match"] == '"v1"'
    assert (sweep.is_complete, numbers(sweep), sweep.new_snapshots) == (True, [1, 2], False)


def test_progress_is_told_after_every_page(upstream: Upstream, quick: QuickClock) -> None:
    publish(upstream)
    told: list[tuple[int, int | None, str]] = []
    Parliament(on_progress=lambda *step: told.append(step), clock=quick.clock()).stage_kinds()
    assert told == [(100, 250, "kinds of stage"), (200, 250, "kinds of stage"), (250, 250, "kinds of stage")]


def test_amendments_know_their_place_in_the_whole_list(upstream: Upstream, parliament: Parliament) -> None:
    path = "/Bills/7/Stages/70/Amendments"
    rows = [amendment(n) for n in range(1, 151)]
    for skip in (0, 100):
        upstream.says(page_path(skip, path), envelope(rows[skip : skip + 100], 150))
    sweep = parliament.amendments(7, 70)
    assert sweep.is_complete
    assert [item.position for item in sweep.items] == list(range(1, 151))


def test_words_that_change_while_the_list_is_read_are_taken_from_the_later_reading(
    upstream: Upstream, parliament: Parliament
) -> None:
    publish(upstream)
    later = kinds(IDS[:100], 250, "Renamed")
    upstream.says(page_path(0), kinds(IDS[:100], 250), later)
    sweep = parliament.stage_kinds()
    assert sweep.is_complete
    assert sweep.items[0].name == "Renamed 1"
    assert numbers(sweep) == IDS
    kept = latest(upstream.url + page_path(0))
    assert kept is not None
    assert sweep.snapshot_ids[0] == kept.pk


# ---- lists that are not whole ----
def failed(upstream: Upstream) -> str:
    upstream.says(page_path(100), Reply(b"busy", 503))
    return "the page from item 101 failed: answered 503 Service Unavailable"


def gone(upstream: Upstream) -> str:
    upstream.says(page_path(200), Reply(b'{"title": "Not Found"}', 404))
    return "the page from item 201 failed: answered 404 Not Found"


def first_failed(upstream: Upstream) -> str:
    upstream.says(page_path(0), Reply(b"busy", 500))
    return "the page from item 1 failed: answered 500 Internal Server Error"


def duplicated(upstream: Upstream) -> str:
    upstream.says(page_path(100), kinds(IDS[:100], 250))
    return "100 items came twice"


def skip_ignored(upstream: Upstream) -> str:
    upstream.says(page_path(100), kinds(IDS[:100], 250))
    upstream.says(page_path(200), kinds(IDS[:100], 250))
    return "the list states 250 items, 100 came"


def one_twice(upstream: Upstream) -> str:
    upstream.says(page_path(100), kinds([100, *IDS[100:199]], 250))
    return "1 items came twice"


def total_moved(upstream: Upstream) -> str:
    upstream.says(page_path(100), kinds(IDS[100:200], 251))
    return "the total moved from 250 to 251"


def total_shrank(upstream: Upstream) -> str:
    upstream.says(page_path(200), kinds(IDS[200:249], 249))
    return "the total moved from 250 to 249"


def total_moved_at_the_end(upstream: Upstream) -> str:
    upstream.says(page_path(0), kinds(IDS[:100], 250), kinds(IDS[:100], 249))
    return "the total moved from 250 to 249"


def one_left_and_one_came(upstream: Upstream) -> str:
    upstream.says(page_path(0), kinds(IDS[:100], 250), kinds([*IDS[1:100], 999], 250))
    return "the list moved while it was read"


def cut_short(upstream: Upstream) -> str:
    upstream.says(page_path(200), kinds(IDS[200:240], 250))
    upstream.says(page_path(240), kinds([], 250))
    return "the list states 250 items, 240 came"


def capped(upstream: Upstream) -> str:
    upstream.says(page_path(100), kinds([], 250))
    return "the list states 250 items, 100 came"


def longer_than_its_total(upstream: Upstream) -> str:
    upstream.says(page_path(200), kinds([*IDS[200:], 251], 250))
    return "the list states 250 items, 251 came"


def no_total(upstream: Upstream) -> str:
    upstream.says(page_path(0), kinds(IDS[:100], None))
    return ""


def error_page(upstream: Upstream) -> str:
    upstream.says(page_path(100), Reply(HTML, headers={"Content-Type": "text/html"}))
    return "the page from item 101 failed: could not be read"


def error_page_at_the_end(upstream: Upstream) -> str:
    upstream.says(page_path(0), kinds(IDS[:100], 250), Reply(HTML))
    return "the total could not be read again: could not be read"


def truncated(upstream: Upstream) -> str:
    upstream.says(page_path(200), kinds(IDS[200:], 250)[:-40])
    return "the page from item 201 failed: could not be read"


def wrong_charset(upstream: Upstream) -> str:
    body = kinds(IDS[100:200], 250, "Étape").decode().encode("cp1252")
    upstream.says(page_path(100), Reply(body, headers={"Content-Type": "application/json; charset=utf-8"}))
    return "the page from item 101 failed: could not be read"


def problem_document(upstream: Upstream) -> str:
    upstream.says(page_path(100), json.dumps({"type": "about:blank", "title": "Oops", "status": 500}).encode())
    return "the page from item 101 failed: could not be read"


def unreadable_row(upstream: Upstream) -> str:
    rows = [{"id": n, "name": f"Stage {n}", "house": "Commons"} for n in IDS[100:200]]
    upstream.says(page_path(100), envelope([{}, *rows[1:]], 250))
    return "could not be read, the first at after item 100: items[0]"


BROKEN: list[Callable[[Upstream], str]] = [
    failed,
    gone,
    first_failed,
    duplicated,
    skip_ignored,
    one_twice,
    total_moved,
    total_shrank,
    total_moved_at_the_end,
    one_left_and_one_came,
    cut_short,
    capped,
    longer_than_its_total,
    no_total,
    error_page,
    error_page_at_the_end,
    truncated,
    wrong_charset,
    problem_document,
    unreadable_row,
]


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda breaks: breaks.__name__)
def test_a_list_that_is_not_whole_is_incomplete_with_its_reason(
    upstream: Upstream, parliament: Parliament, breaks: Callable[[Upstream], str]
) -> None:
    publish(upstream)
    reason = breaks(upstream)
    sweep = parliament.stage_kinds()
    assert not sweep.is_complete
    assert sweep.problem
    assert reason in sweep.problem
    assert len(numbers(sweep)) == len(set(numbers(sweep)))
    assert len(upstream.asked) < 20


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda breaks: breaks.__name__)
def test_everything_that_came_is_kept_and_a_whole_list_afterwards_is_complete(
    upstream: Upstream, parliament: Parliament, breaks: Callable[[Upstream], str]
) -> None:
    publish(upstream)
    breaks(upstream)
    parliament.stage_kinds()
    assert {snapshot.url for snapshot in Snapshot.objects.all()} == {upstream.url + path for path in upstream.paths}
    upstream.script.clear()
    publish(upstream)
    sweep = parliament.stage_kinds()
    assert sweep.is_complete
    assert numbers(sweep) == IDS


def test_what_came_before_a_failed_page_is_still_returned(upstream: Upstream, parliament: Parliament) -> None:
    publish(upstream)
    failed(upstream)
    sweep = parliament.stage_kinds()
    assert numbers(sweep) == IDS[:100]
    assert len(sweep.snapshot_ids) == 1


def test_a_list_that_never_ends_is_left(
    upstream: Upstream, parliament: Parliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.sweeps.MOST_PAGES", 3)
    for skip in range(5):
        upstream.says(page_path(skip), kinds([skip + 1], 10**9))
    sweep = parliament.stage_kinds()
    assert not sweep.is_complete
    assert len(upstream.asked) == 4


def test_the_same_page_for_ever_is_left_at_once(upstream: Upstream, parliament: Parliament) -> None:
    for skip in range(0, 1000, 100):
        upstream.says(page_path(skip), kinds(IDS[:100], 10**9))
    assert not parliament.stage_kinds().is_complete
    assert upstream.paths == [page_path(0), page_path(100), page_path(0)]


def test_nobody_there_is_an_incomplete_sweep_and_not_an_exception(upstream: Upstream, parliament: Parliament) -> None:
    upstream.server.shutdown()
    upstream.server.server_close()
    sweep = parliament.stage_kinds()
    assert not sweep.is_complete
    assert "the connection failed" in sweep.problem
    assert sweep.snapshot_ids == ()
    assert Snapshot.objects.count() == 0


def test_a_server_that_asks_for_an_hour_is_left_alone_and_its_page_kept(
    upstream: Upstream, parliament: Parliament
) -> None:
    upstream.says(page_path(0), Reply(b"slow down", 429, {"Retry-After": "3600"}))
    sweep = parliament.stage_kinds()
    assert "3600 seconds" in sweep.problem
    assert len(upstream.asked) == 1
    assert Snapshot.objects.get().status == 429


# ---- Bills by last update ----
BILLS = "/Bills?SortOrder=DateUpdatedDescending&Skip={}&Take=100"
SINCE = datetime(2026, 11, 10, tzinfo=UTC)


def day(number: int) -> str:
    return f"2026-11-{number:02}T12:00:00"


def test_bills_are_read_until_one_is_older_than_the_moment(upstream: Upstream, parliament: Parliament) -> None:
    rows = [bill(n, day(28 if n < 100 else 15)) for n in range(1, 151)] + [bill(n, day(5)) for n in range(151, 401)]
    for skip in range(0, 400, 100):
        upstream.says(BILLS.format(skip), envelope(rows[skip : skip + 100], 400))
    sweep = parliament.bills_updated_since(SINCE)
    assert sweep.is_complete
    assert [item.bill_id for item in sweep.items] == list(range(1, 151))
    assert len(upstream.asked) == 2


def test_all_bills_are_read_where_none_is_old_enough(upstream: Upstream, parliament: Parliament) -> None:
    rows = [bill(n, day(20)) for n in range(1, 151)]
    for skip in (0, 100):
        upstream.says(BILLS.format(skip), envelope(rows[skip : skip + 100], 150))
    sweep = parliament.bills_updated_since(SINCE)
    assert (sweep.is_complete, len(sweep.items), sweep.requests) == (True, 150, 2)


def test_nothing_updated_takes_one_request_and_brings_nothing_new(upstream: Upstream, parliament: Parliament) -> None:
    upstream.says(BILLS.format(0), envelope([bill(n, day(5)) for n in range(1, 101)], 4000))
    parliament.bills_updated_since(SINCE)
    sweep = parliament.bills_updated_since(SINCE)
    assert (sweep.is_complete, sweep.items, sweep.requests, sweep.new_snapshots) == (True, (), 1, False)


def test_a_bill_that_jumps_to_the_top_meanwhile_does_no_harm(upstream: Upstream, parliament: Parliament) -> None:
    rows = [bill(n, day(20)) for n in range(1, 151)]
    upstream.says(BILLS.format(0), envelope(rows[:100], 150))
    upstream.says(BILLS.format(100), envelope(rows[99:149], 150))
    sweep = parliament.bills_updated_since(SINCE)
    assert sweep.is_complete
    assert len(sweep.items) == 149


@pytest.mark.parametrize("where", ["inside a page", "between pages"])
def test_bills_that_are_not_in_order_of_update_are_an_incomplete_sweep(
    upstream: Upstream, parliament: Parliament, where: str
) -> None:
    rows = [bill(n, day(20)) for n in range(1, 201)]
    rows[50 if where == "inside a page" else 100] = bill(999, day(21))
    for skip in (0, 100):
        upstream.says(BILLS.format(skip), envelope(rows[skip : skip + 100], 200))
    sweep = parliament.bills_updated_since(SINCE)
    assert not sweep.is_complete
    assert "not in order of update" in sweep.problem


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (envelope([bill(n, day(20)) for n in range(101, 150)], 149), "the total fell from 150 to 149"),
        (envelope([bill(n, day(20)) for n in range(1, 101)], 150), ""),
        (Reply(b"busy", 503), "answered 503"),
        (HTML, "could not be read"),
    ],
    ids=["a Bill vanished", "the same page again", "failed", "error page"],
)
def test_bills_that_could_not_all_be_walked_are_an_incomplete_sweep(
    upstream: Upstream, parliament: Parliament, second: Reply | bytes, reason: str
) -> None:
    total = 150 if reason else 10_000
    upstream.says(BILLS.format(0), envelope([bill(n, day(20)) for n in range(1, 101)], total))
    again = second if reason else envelope([bill(n, day(20)) for n in range(1, 101)], total)
    upstream.says(BILLS.format(100), again)
    sweep = parliament.bills_updated_since(SINCE)
    assert not sweep.is_complete
    assert (reason or "the same page came again") in sweep.problem
    assert len(sweep.items) >= 100


def test_a_search_asks_for_a_few_and_tells_how_many_there_are(upstream: Upstream, parliament: Parliament) -> None:
    upstream.says("/Bills?SearchTerm=light+%26+lamp&Skip=0&Take=20", envelope([bill(1), bill(2)], 57))
    sweep = parliament.search_bills("light & lamp")
    assert [item.bill_id for item in sweep.items] == [1, 2]
    assert (sweep.expected, sweep.problem, sweep.requests) == (57, "", 1)


def test_a_very_long_search_is_cut_to_what_an_address_can_hold(upstream: Upstream, parliament: Parliament) -> None:
    parliament.search_bills("é" * 5000)
    assert len(upstream.asked[0].path) < 1000 - len(upstream.url)


# ---- single things ----
def test_one_thing_comes_with_its_snapshot(upstream: Upstream, parliament: Parliament) -> None:
    upstream.says("/Bills/7/Stages/70", json.dumps(stage(70, lastUpdate=day(20))).encode())
    answer = parliament.stage(7, 70)
    assert answer.problem == ""
    assert answer.is_new
    assert answer.record is not None
    assert answer.record.bill_stage_id == 70
    assert answer.snapshot == latest(f"{upstream.url}/Bills/7/Stages/70")
    assert not parliament.stage(7, 70).is_new


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b'{"title": "Not Found", "status": 404}', 404), "answered 404 Not Found"),
        (Reply(HTML), "could not be read"),
        (Reply(b'{"id": 70, "descr'), "could not be read"),
        (Reply(b"busy", 503), "answered 503 Service Unavailable"),
        (Reply(b"odd", 299), "answered 299"),
    ],
)
def test_what_could_not_be_had_is_a_problem_with_its_snapshot(
    upstream: Upstream, parliament: Parliament, reply: Reply, reason: str
) -> None:
    upstream.says("/Bills/7/Stages/70", reply)
    answer = parliament.stage(7, 70)
    assert answer.record is None
    assert answer.snapshot is not None
    assert answer.snapshot.status == reply.status
    assert reason in answer.problem


def test_a_document_is_downloaded_byte_for_byte(upstream: Upstream, parliament: Parliament) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256))
    upstream.says("/Publications/3/Documents/4/Download", Reply(content, headers={"Content-Type": "application/pdf"}))
    answer = parliament.download(3, 4)
    assert answer.record == content
    assert answer.snapshot is not None
    assert answer.snapshot.content_type == "application/pdf"
    assert upstream.asked[0].headers["Accept"] == "*/*"


def test_publications_come_in_one_answer(upstream: Upstream, parliament: Parliament) -> None:
    rows = [{"id": n, "title": f"Paper {n}", "publicationType": None, "displayDate": day(3)} for n in (1, 2)]
    rows = [{**row, "house": "Commons", "links": [], "files": []} for row in rows]
    upstream.says("/Bills/7/Publications", json.dumps({"billId": 7, "publications": rows}).encode())
    sweep = parliament.publications(7)
    assert (sweep.is_complete, sweep.problem, sweep.requests) == (True, "", 1)
    assert [item.publication_id for item in sweep.items] == [1, 2]


def test_a_feed_tells_of_new_publications(upstream: Upstream, parliament: Parliament) -> None:
    items = "".join(
        f"<item><guid>paper-{n}</guid><category>Amendment Paper</category><title>List {n}</title></item>"
        for n in (1, 2)
    )
    upstream.says("/Rss/Bills/7.rss", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    sweep = parliament.bill_feed(7)
    assert [item.guid for item in sweep.items] == ["paper-1", "paper-2"]
    assert "xml" in upstream.asked[0].headers["Accept"]


@pytest.mark.parametrize(
    ("ask", "path"),
    [
        (lambda p: p.bill(7), "/Bills/7"),
        (lambda p: p.stages(7), page_path(0, "/Bills/7/Stages")),
        (lambda p: p.stage(7, 70), "/Bills/7/Stages/70"),
        (lambda p: p.sittings(), page_path(0, "/Sittings")),
        (
            lambda p: p.sittings("Lords", date(2026, 11, 23), date(2026, 11, 30)),
            "/Sittings?House=Lords&DateFrom=2026-11-23&DateTo=2026-11-30&Skip=0&Take=100",
        ),
        (lambda p: p.publications(7), "/Bills/7/Publications"),
        (lambda p: p.stage_publications(7, 70), "/Bills/7/Stages/70/Publications"),
        (lambda p: p.document(3, 4), "/Publications/3/Documents/4"),
        (lambda p: p.download(3, 4), "/Publications/3/Documents/4/Download"),
        (lambda p: p.news(7), page_path(0, "/Bills/7/NewsArticles")),
        (lambda p: p.amendments(7, 70), page_path(0, "/Bills/7/Stages/70/Amendments")),
        (lambda p: p.amendment(7, 70, 700), "/Bills/7/Stages/70/Amendments/700"),
        (lambda p: p.ping_pong_items(7, 70), page_path(0, "/Bills/7/Stages/70/PingPongItems")),
        (lambda p: p.ping_pong_item(7, 70, 701), "/Bills/7/Stages/70/PingPongItems/701"),
        (lambda p: p.stage_kinds(), page_path(0, "/Stages")),
        (lambda p: p.bill_types(), page_path(0, "/BillTypes")),
        (lambda p: p.publication_types(), page_path(0, "/PublicationTypes")),
        (lambda p: p.bills_feed(), "/Rss/allbills.rss"),
        (lambda p: p.bills_feed("private"), "/Rss/privatebills.rss"),
        (lambda p: p.bill_feed(7), "/Rss/Bills/7.rss"),
    ],
)
def test_every_endpoint_is_asked_by_its_own_path_and_a_404_is_a_problem(
    upstream: Upstream, parliament: Parliament, ask: Callable[[Parliament], Any], path: str
) -> None:
    answer = ask(parliament)
    assert upstream.paths == [path]
    assert "404" in answer.problem


# ---- the real recordings ----
def test_recorded_answers_are_read_through_the_client(
    upstream: Upstream, parliament: Parliament, shared, django_assert_max_num_queries
) -> None:
    recorded = shared / "api" / "recorded" / "snommoc"
    upstream.says("/Bills/2818", (recorded / "bills__bill-2818.json").read_bytes())
    upstream.says(page_path(0, "/BillTypes"), (recorded / "bills__bill_types.json").read_bytes())
    upstream.says("/Bills/512/Publications", (recorded / "bills__bill-512_publications.json").read_bytes())
    assert parliament.bill(2818).problem == ""
    types, publications = parliament.bill_types(), parliament.publications(512)
    assert (types.is_complete, len(types.items)) == (True, 9)
    assert (publications.is_complete, len(publications.items)) == (True, 41)
