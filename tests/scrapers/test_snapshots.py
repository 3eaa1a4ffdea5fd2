"""Snapshots: every byte is kept once, every change makes a row, and nothing unchanged does."""

import zlib
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from scrapers.fetch import Fetched
from scrapers.models import Snapshot, SnapshotBody
from scrapers.snapshots import DamagedSnapshot, body, keep, keep_file, latest

pytestmark = pytest.mark.django_db
URL = "https://bills.example/api/v1/Bills/1"
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answer(content: bytes = b"A", hours: int = 0, status: int = 200, **more) -> Fetched:
    at = NINE + timedelta(hours=hours)
    return Fetched(more.pop("url", URL), status, more.pop("headers", {}), "application/json", content, at, **more)


def not_modified(hours: int) -> Fetched:
    return answer(b"", hours, 304, not_modified=True)


def test_new_bytes_are_kept_with_their_headers_and_times() -> None:
    snapshot, is_new = keep(answer(b"words" * 1000, headers={"etag": '"a1"'}))
    assert is_new
    assert body(snapshot) == b"words" * 1000
    assert (snapshot.url, snapshot.status, snapshot.content_type) == (URL, 200, "application/json")
    assert snapshot.headers == {"etag": '"a1"'}
    assert snapshot.fetched_at == snapshot.last_checked_at == NINE
    stored = SnapshotBody.objects.get()
    assert (stored.sha256, stored.size) == (sha256(b"words" * 1000).hexdigest(), 5000)
    assert len(bytes(stored.compressed)) < 200


def test_unchanged_bytes_make_no_row_and_only_move_the_moment_they_were_checked() -> None:
    first, _ = keep(answer())
    again, is_new = keep(answer(hours=3, headers={"etag": '"other"'}))
    assert not is_new
    assert again == first
    stored = Snapshot.objects.get()
    assert stored.fetched_at == NINE
    assert stored.last_checked_at == NINE + timedelta(hours=3)
    assert stored.headers == {}


def test_not_modified_counts_as_unchanged() -> None:
    first, _ = keep(answer())
    assert keep(not_modified(2)) == (first, False)
    assert Snapshot.objects.get().last_checked_at == NINE + timedelta(hours=2)


def test_not_modified_of_something_never_kept_is_refused() -> None:
    keep(answer(status=503))
    with pytest.raises(ValueError, match="nothing is kept of it"):
        keep(not_modified(1))


def test_bytes_that_come_back_after_others_are_a_third_snapshot_of_two_contents() -> None:
    assert [keep(answer(content, hour))[1] for hour, content in enumerate([b"A", b"B", b"A"])] == [True] * 3
    assert [body(snapshot) for snapshot in Snapshot.objects.order_by("id")] == [b"A", b"B", b"A"]
    assert SnapshotBody.objects.count() == 2


def test_the_same_bytes_of_two_addresses_are_stored_once_and_known_twice() -> None:
    one, _ = keep(answer(url=URL))
    two, is_new = keep(answer(url=URL + "0"))
    assert is_new
    assert one.body_ref_id == two.body_ref_id
    assert SnapshotBody.objects.count() == 1


def test_an_error_page_is_kept_and_marked_and_never_the_latest_good_answer() -> None:
    good, _ = keep(answer())
    error, is_new = keep(answer(b"<h1>sorry</h1>", 1, 503))
    assert is_new
    assert error.status == 503
    assert body(error) == b"<h1>sorry</h1>"
    assert latest(URL) == good


def test_an_outage_between_two_equal_answers_does_not_make_the_second_one_new() -> None:
    good, _ = keep(answer())
    error, _ = keep(answer(b"sorry", 1, 503))
    assert keep(answer(hours=2)) == (good, False)
    assert keep(answer(b"sorry", 3, 503)) == (error, False)
    assert Snapshot.objects.count() == 2


def test_the_same_bytes_with_another_error_status_are_new() -> None:
    keep(answer(b"sorry", 1, 503))
    assert keep(answer(b"sorry", 2, 502))[1]


def test_an_address_never_asked_has_no_latest_answer() -> None:
    assert latest(URL) is None


def test_the_moment_checked_never_moves_back() -> None:
    keep(answer(hours=5))
    keep(answer(hours=1))
    assert Snapshot.objects.get().last_checked_at == NINE + timedelta(hours=5)


def test_an_empty_body_and_every_byte_value_come_back_as_they_were() -> None:
    for number, content in enumerate([b"", bytes(range(256)), b"\xef\xbb\xbf{}\x00", "café".encode("cp1252")]):
        assert body(keep(answer(content, number))[0]) == content


def test_a_file_from_disk_is_kept_under_its_name_alone() -> None:
    snapshot, is_new = keep_file("/home/someone/papers/list 3.xml", b"<list/>", NINE)
    assert is_new
    assert snapshot.url == "file:list 3.xml"
    assert snapshot.content_type in {"application/xml", "text/xml"}
    assert body(snapshot) == b"<list/>"
    assert keep_file("elsewhere/list 3.xml", b"<list/>", NINE + timedelta(days=1)) == (snapshot, False)


def test_bytes_that_were_changed_in_the_store_are_noticed() -> None:
    snapshot, _ = keep(answer(b"the words as received"))
    SnapshotBody.objects.filter(pk=snapshot.body_ref_id).update(compressed=zlib.compress(b"other words"))
    with pytest.raises(DamagedSnapshot, match="no longer matches"):
        body(Snapshot.objects.get())
    SnapshotBody.objects.filter(pk=snapshot.body_ref_id).update(compressed=b"rubbish")
    with pytest.raises(DamagedSnapshot, match="cannot be unpacked"):
        body(Snapshot.objects.get())


def test_finding_the_latest_answer_does_not_load_its_bytes(django_assert_num_queries) -> None:
    keep(answer())
    with django_assert_num_queries(1) as queries:
        latest(URL)
    assert "compressed" not in queries.captured_queries[0]["sql"]
