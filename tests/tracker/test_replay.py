"""Reading again what is kept, with no network: nothing where parsers are as they were, else the mended value."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from amendments.models import Amendment
from bills.models import Bill, BillPrint, BillStage
from scrapers.models import FetchRun
from scrapers.parse import amendment_paper, bill_print, bills_api
from scrapers.records import AmendmentRecord, PaperRecord, ParseProblem, UnreadableSource
from tests.scrapers import payloads
from tests.tracker.small_parliament import (
    AMENDMENTS,
    BILL,
    SmallParliament,
    a_paper,
    an_amendment,
    everything_kept,
    listing,
    small_parliament,
    written_since,
)
from tracker import pipeline

pytestmark = pytest.mark.django_db
BILLS = "/Bills?SortOrder=DateUpdatedDescending&Skip=0&Take=100"


@pytest.fixture
def parliament(settings: Settings, tmp_path: Path) -> Iterator[SmallParliament]:
    with small_parliament(settings, tmp_path) as found:
        yield found


def update(parliament: SmallParliament) -> dict[str, Any]:
    parliament.publish()
    return pipeline.update_bill(BILL)


def replay_offline(parliament: SmallParliament, bill: Bill | None = None) -> dict[str, Any]:
    """Replay, and hold it to its word: no request."""
    parliament.asked_again()
    told = pipeline.replay(bill=bill)
    assert parliament.asked_again() == []
    return told


def mend(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, change: Callable[[Any], Any]) -> None:
    """A parser that reads its records a little differently from now on."""
    reads = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args, **kwargs: change(reads(*args, **kwargs)))


# ---- parsers as they were: nothing ----
def test_a_replay_of_an_unchanged_bill_writes_nothing(parliament: SmallParliament) -> None:
    pipeline.refresh_reference()
    update(parliament)
    before, runs = everything_kept(), FetchRun.objects.count()
    told = replay_offline(parliament)
    assert (told["rows_changed"], told["problems"]) == (0, [])
    assert told["read"] == 8  # reference, Bill, two lists, two details, paper, print
    assert everything_kept() == before
    assert FetchRun.objects.count() == runs


def test_a_replay_moves_nothing_back_to_an_earlier_reading(parliament: SmallParliament) -> None:
    update(parliament)
    for decision in ("Agreed", "Withdrawn"):
        parliament.amendments[1] = an_amendment(1, decision=decision)
        parliament.statements[1] = f"Now {decision}"
        parliament.bill["longTitle"] = f"A Bill that is {decision}"
        update(parliament)
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 0
    assert everything_kept() == before


def test_a_replay_keeps_what_an_incomplete_sweep_brought(parliament: SmallParliament) -> None:
    update(parliament)
    parliament.amendments[1] = an_amendment(1, decision="Agreed")
    parliament.publish()
    parliament.cut_short(AMENDMENTS, list(parliament.amendments.values()), 4)
    pipeline.update_bill(BILL)
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 0
    assert everything_kept() == before
    assert Amendment.objects.get(dnum="hoc1").decision == "Agreed"


def test_a_replay_concludes_no_absence_from_pages_of_two_readings(parliament: SmallParliament) -> None:
    update(parliament)
    parliament.publish()
    parliament.cut_short(AMENDMENTS, [an_amendment(1, decision="Agreed")], 3)
    pipeline.update_bill(BILL)
    for _ in range(3):
        replay_offline(parliament)
    assert Amendment.objects.filter(is_listed=False).count() == 0


def test_a_reading_that_missed_an_amendment_does_not_miss_it_twice_by_being_read_again(
    parliament: SmallParliament,
) -> None:
    update(parliament)
    del parliament.amendments[3]
    update(parliament)
    before = everything_kept()
    replay_offline(parliament)
    assert everything_kept() == before
    update(parliament)
    assert not Amendment.objects.get(dnum="hoc3").is_listed


def test_a_row_that_a_stricter_parser_refuses_is_not_taken_for_gone(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(parliament)
    refused = ParseProblem("items[1]", "it is refused now")
    mend(monkeypatch, bills_api, "stages_page", lambda page: replace(page, items=page.items[:1], problems=(refused,)))
    replay_offline(parliament)
    assert BillStage.objects.filter(is_listed=True).count() == 2


def test_the_list_of_bills_and_the_bill_itself_do_not_undo_each_other(parliament: SmallParliament) -> None:
    parliament.says(BILLS, listing([payloads.bill(BILL, "2026-11-01T10:00:00", shortTitle="Lamps Bill")]))
    pipeline.refresh_bills()
    parliament.bill["shortTitle"] = "Lanterns Bill"
    update(parliament)
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 0
    assert everything_kept() == before
    parliament.says(BILLS, listing([payloads.bill(BILL, "2026-11-22T10:00:00", shortTitle="Lights Bill")]))
    pipeline.refresh_bills()
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 0
    assert everything_kept() == before
    assert Bill.objects.get().short_title == "Lights Bill"


def test_a_text_that_waits_to_be_fetched_again_is_not_filled_from_an_old_one(parliament: SmallParliament) -> None:
    update(parliament)
    parliament.amendments[1] = an_amendment(1, decision="Agreed")
    parliament.publish()
    parliament.says("/Bills/7/Stages/70/Amendments/1", {"title": "not now", "status": 503})
    pipeline.update_bill(BILL)
    assert Amendment.objects.get(dnum="hoc1").detail_hash == ""
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 0
    assert everything_kept() == before


def test_papers_brought_in_many_times_are_read_again_once(parliament: SmallParliament, tmp_path: Path) -> None:
    file = tmp_path / "paper.xml"
    file.write_bytes(a_paper())
    for _ in range(5):
        pipeline.import_paper(file)
    before = everything_kept()
    assert replay_offline(parliament) == {"read": 1, "rows_changed": 0, "problems": []}
    assert everything_kept() == before


# ---- a mended parser ----
def test_a_mended_list_parser_changes_exactly_the_rows_it_reads_differently(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    parliament.files = {}
    parliament.amendments[2]["decision"] = "Agreed"
    update(parliament)
    before = everything_kept()

    def mended(item: AmendmentRecord) -> AmendmentRecord:
        return replace(item, decision="Agreed to") if item.decision == "Agreed" else item

    mend(monkeypatch, bills_api, "amendment", mended)
    mend(monkeypatch, bills_api, "amendments_page", lambda page: replace(page, items=tuple(map(mended, page.items))))
    replay_offline(parliament)
    row = Amendment.objects.get(dnum="hoc2")
    assert row.decision == "Agreed to"
    new = Amendment.history.exclude(pk__in=[old["history_id"] for old in before["HistoricalAmendment"]])
    assert {change.dnum for change in new} == {"hoc2"}
    assert new.earliest("history_id").history_change_reason == "Parliament's list of amendments, read again"
    assert new.earliest("history_id").grades == "decision"
    again = everything_kept()
    replay_offline(parliament)
    assert everything_kept() == again


def test_a_mended_detail_parser_reaches_every_text_without_a_request(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    parliament.files = {}
    update(parliament)
    mend(monkeypatch, bills_api, "amendment", lambda record: replace(record, statement=f"Mended: {record.statement}"))
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 3
    assert written_since(before) == {"HistoricalAmendment": 3}
    assert set(Amendment.objects.filter(kind="amendment").values_list("statement", flat=True)) == {
        f"Mended: Statement {n}" for n in (1, 2, 3)
    }
    assert {row.history_change_reason for row in Amendment.history.order_by("-history_id")[:3]} == {
        "Full text in Parliament's data, read again"
    }


def test_a_mended_paper_parser_reaches_the_rows_of_the_newest_paper(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(parliament)

    def mended(paper: PaperRecord) -> PaperRecord:
        return replace(paper, amendments=tuple(replace(a, heading="Lamps") for a in paper.amendments))

    mend(monkeypatch, amendment_paper, "parse", mended)
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 1
    assert written_since(before) == {"HistoricalAmendment": 1}
    assert Amendment.objects.get(dnum="hoc1").heading == "Lamps"
    newest = Amendment.history.latest("history_id")
    assert newest.history_change_reason == "Amendment paper of 1 November 2026, read again"


def test_a_mended_bill_parser_reaches_the_bill(parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch) -> None:
    update(parliament)
    mend(monkeypatch, bills_api, "bill", lambda record: replace(record, long_title="A mended long title"))
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 1
    assert written_since(before) == {"HistoricalBill": 1}
    assert Bill.history.latest("history_id").history_change_reason == "Parliament's record of the Bill, read again"


def test_a_mended_parser_of_the_list_reaches_bills_of_every_reading(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    parliament.says(BILLS, listing([payloads.bill(1, "2020-01-01T00:00:00"), payloads.bill(2, "2019-01-01T00:00:00")]))
    pipeline.refresh_bills()
    parliament.says(BILLS, {**listing([payloads.bill(1)]), "totalResults": 1})
    pipeline.refresh_bills()

    def mended(page: Any) -> Any:
        return replace(page, items=tuple(replace(item, former_short_title="Once") for item in page.items))

    mend(monkeypatch, bills_api, "bills_page", mended)
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 2
    assert written_since(before) == {"HistoricalBill": 2}


def test_a_replay_of_one_bill_takes_that_bill_alone_from_the_lists(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    parliament.says(BILLS, listing([payloads.bill(1), payloads.bill(2)]))
    pipeline.refresh_bills()

    def mended(page: Any) -> Any:
        return replace(page, items=tuple(replace(item, former_short_title="Once") for item in page.items))

    mend(monkeypatch, bills_api, "bills_page", mended)
    assert replay_offline(parliament, Bill.objects.get(bill_id=2))["rows_changed"] == 1
    assert dict(Bill.objects.values_list("bill_id", "former_short_title")) == {1: "", 2: "Once"}


def test_a_replay_of_one_bill_leaves_the_others_alone(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    update(parliament)
    other = tmp_path / "other.xml"
    other.write_bytes(a_paper(varBillTitle="Harbours Bill", varProjectId="UK009002"))
    pipeline.import_paper(other)
    mend(monkeypatch, bills_api, "bill", lambda record: replace(record, long_title="A mended long title"))
    assert replay_offline(parliament, Bill.objects.get(short_title="Harbours Bill"))["rows_changed"] == 0
    assert Bill.objects.get(bill_id=BILL).long_title.startswith("A Bill to make")


# ---- files that are refused ----
def test_a_replay_survives_a_file_that_is_refused_now(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(parliament)
    before = everything_kept()

    def refuse(body: bytes) -> None:
        raise UnreadableSource("line 1", "it is not what it was")

    monkeypatch.setattr(bill_print, "parse", refuse)
    told = replay_offline(parliament)
    assert len(told["problems"]) == 1
    assert told["problems"][0].endswith("line 1: it is not what it was")
    assert everything_kept() == before


def test_a_file_that_was_refused_is_taken_in_once_the_parser_reads_it(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(bill_print, "parse", lambda _: (_ for _ in ()).throw(UnreadableSource("root", "too new")))
        assert update(parliament)["documents"]["problems"] == ["Bill 502: root: too new"]
    assert not BillPrint.objects.exists()
    replay_offline(parliament)
    assert BillPrint.objects.get().bill.bill_id == BILL
    before = everything_kept()
    assert replay_offline(parliament)["rows_changed"] == 0
    assert everything_kept() == before
