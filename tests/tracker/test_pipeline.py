"""The whole path, from a Parliament on loopback to rows: once, again, changed, cut short, and read again from disk."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from amendments.models import Amendment, AmendmentPaper
from bills.models import Bill, BillPrint, BillStage, BillType, NewsArticle, Publication, Sitting, StageKind
from scrapers import runs
from scrapers.fetch import FetchProblem
from scrapers.models import FetchRun, Snapshot
from tests.scrapers import payloads
from tests.scrapers.pdf_maker import bill_pages, pdf
from tests.scrapers.upstream import Reply
from tests.tracker.small_parliament import (
    AMENDMENTS,
    BILL,
    COMMITTEE,
    PAPER_FILE,
    PING_PONG,
    PRINT_FILE,
    SmallParliament,
    a_name,
    a_print,
    amendment_path,
    an_amendment,
    everything_kept,
    listing,
    page,
    small_parliament,
    written_since,
)
from tracker import pipeline

pytestmark = pytest.mark.django_db
BILLS = "/Bills?SortOrder=DateUpdatedDescending&Skip=0&Take=100"
LONG_AGO = "2020-01-01T00:00:00"


@pytest.fixture
def parliament(settings: Settings, tmp_path: Path) -> Iterator[SmallParliament]:
    with small_parliament(settings, tmp_path) as found:
        yield found


def updated(parliament: SmallParliament) -> list[str]:
    """Publish, bring the Bill up to date, and return the paths that were asked for."""
    parliament.publish()
    parliament.asked_again()
    pipeline.update_bill(BILL)
    return parliament.asked_again()


def latest_run(kind: str = FetchRun.Kind.AMENDMENTS) -> FetchRun:
    found = FetchRun.objects.filter(kind=kind).order_by("-id").first()
    assert found
    return found


# ---- once ----
def test_an_update_brings_the_bill_with_stages_sittings_publications_and_news(parliament: SmallParliament) -> None:
    told = pipeline.update_bill(BILL)
    bill = Bill.objects.get(bill_id=BILL)
    assert told["bill"] == {"complete": True, "problem": "", "rows_changed": told["bill"]["rows_changed"]}
    assert bill.long_title.startswith("A Bill to make provision")
    assert [sponsor.printed_name for sponsor in bill.sponsors.all()] == ["Ada Brook"]
    assert [str(stage) for stage in bill.stages.all()] == [
        "Committee stage (Commons)",
        "Consideration of Lords (Commons)",
    ]
    assert BillStage.objects.get(bill_stage_id=COMMITTEE).committee["name"] == "Lighthouse Committee"
    assert list(Sitting.objects.values_list("stage__bill_stage_id", "date")) == [
        (COMMITTEE, timezone.localdate()),
        (PING_PONG, timezone.localdate()),
    ]
    assert NewsArticle.objects.get().title == "A day is named"
    placed = dict(Publication.objects.values_list("publication_id", "stage__bill_stage_id"))
    assert placed == {PAPER_FILE[0]: COMMITTEE, PRINT_FILE[0]: None}


def test_an_update_brings_amendments_in_full_with_their_names(parliament: SmallParliament) -> None:
    parliament.amendments[2]["sponsors"].append(a_name(902, "Ben Carr", 2))
    updated(parliament)
    rows = Amendment.objects.filter(stage__bill_stage_id=COMMITTEE).order_by("dnum")
    assert [(row.number, row.text_is_full, row.statement) for row in rows] == [
        (str(n), True, f"Statement {n}") for n in (1, 2, 3)
    ]
    names = rows[1].sponsorships.values_list("printed_name", "is_lead", "member__member_id")
    assert list(names) == [("Ada Brook", True, 901), ("Ben Carr", False, 902)]


def test_an_update_downloads_papers_and_prints_that_are_published_as_xml(parliament: SmallParliament) -> None:
    told = pipeline.update_bill(BILL)
    assert told["documents"] == {"papers": 1, "prints": 1, "problems": []}
    paper = AmendmentPaper.objects.get(source="paper")
    assert (paper.published_on, paper.stage.bill_stage_id) == (date(2026, 11, 1), COMMITTEE)
    assert Snapshot.objects.get(pk=paper.snapshot_id).url.endswith("/Publications/501/Documents/601/Download")
    row = Amendment.objects.get(dnum="hoc1")
    assert (row.api_key, row.series_id, row.disputed) == ("amendment:1", "s1", {})
    stored = BillPrint.objects.get()
    assert (stored.bill.bill_id, stored.print_number, stored.clause_count, stored.line_count) == (
        BILL,
        "Bill 12",
        1,
        2,
    )


def test_a_stage_between_the_houses_is_read_as_ping_pong_items(parliament: SmallParliament) -> None:
    paths = updated(parliament)
    items = f"/Bills/{BILL}/Stages/{PING_PONG}/PingPongItems"
    assert [path for path in paths if f"/{PING_PONG}/" in path and "Publications" not in path] == [
        page(items),
        f"{items}/17",
    ]
    row = Amendment.objects.get(stage__bill_stage_id=PING_PONG)
    assert (row.kind, row.number, row.api_key) == ("motion", "A", "pingpong:17")
    assert row.text == "That this House agrees with the Lords in their Amendment 4"


def test_every_change_says_where_it_came_from_and_when(parliament: SmallParliament) -> None:
    started = timezone.now()
    pipeline.update_bill(BILL)
    for history in (Bill.history, BillStage.history, Amendment.history, Publication.history, BillPrint.history):
        for row in history.all():
            assert Snapshot.objects.filter(pk=row.snapshot_id).exists()
            assert row.history_change_reason
            assert row.effective_at >= started or row.effective_at.date() == date(2026, 11, 1)


def test_progress_is_told_in_words_and_ends_at_its_end(parliament: SmallParliament) -> None:
    told: list[tuple[int, int | None, str]] = []
    pipeline.update_bill(BILL, on_progress=lambda *step: told.append(step))
    assert told[0] == (0, None, "Reading the Bill")
    assert (2, 3, "Reading the text of each amendment, Committee stage (Commons)") in told
    assert told[-1] == (1, 1, "Up to date")
    assert all(total is None or done <= total for done, total, _ in told)


def test_a_demonstration_bill_is_marked_as_one_and_stays_so(parliament: SmallParliament) -> None:
    pipeline.update_bill(BILL, is_fictional=True)
    assert Bill.objects.get().is_fictional
    parliament.bill["longTitle"] = "A Bill to light the sea"
    updated(parliament)
    bill = Bill.objects.get()
    assert (bill.is_fictional, bill.long_title, bill.parliament_url) == (True, "A Bill to light the sea", "")


def test_a_bill_that_parliament_does_not_know_is_said_to_be_unknown(parliament: SmallParliament) -> None:
    told = pipeline.update_bill(404)
    assert told == {
        "stages": {},
        "bill": {"complete": False, "problem": latest_run(FetchRun.Kind.BILL).problem, "rows_changed": 0},
    }
    assert "404" in told["bill"]["problem"]
    assert not Bill.objects.exists()


# ---- again ----
def test_two_more_updates_with_nothing_changed_write_nothing(parliament: SmallParliament) -> None:
    pipeline.update_bill(BILL)
    before, bytes_kept = everything_kept(), Snapshot.objects.count()
    first = FetchRun.objects.count()
    for _ in range(2):
        told = pipeline.update_bill(BILL)
        assert told["bill"]["rows_changed"] == 0
        assert told["documents"] == {"papers": 0, "prints": 0, "problems": []}
    assert everything_kept() == before
    assert Snapshot.objects.count() == bytes_kept
    assert all(run.is_complete and not run.snapshot_ids for run in FetchRun.objects.order_by("id")[first:])


def test_unchanged_bytes_end_the_path_before_anything_is_ingested(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.update_bill(BILL)
    monkeypatch.setattr(runs, "ingest_run", lambda *_, **__: pytest.fail("unchanged bytes were ingested again"))
    told = pipeline.update_bill(BILL)
    assert all(stage["complete"] for stage in told["stages"].values())


def test_the_details_of_a_week_ago_are_not_asked_for_again_before_that(parliament: SmallParliament) -> None:
    pipeline.update_bill(BILL)
    assert not [path for path in updated(parliament) if path.startswith(amendment_path(1)[:-1])]
    Snapshot.objects.filter(url__endswith="/Amendments/2").update(
        last_checked_at=timezone.now() - pipeline.DETAIL_AGE * 2
    )
    assert [path for path in updated(parliament) if "/Amendments/" in path] == [amendment_path(2)]


def test_a_changed_amendment_asks_for_its_own_text_alone(parliament: SmallParliament) -> None:
    updated(parliament)
    before = everything_kept()
    parliament.amendments[2] = an_amendment(2, decision="Agreed")
    paths = updated(parliament)
    assert [path for path in paths if "/Amendments/" in path] == [amendment_path(2)]
    assert [path for path in paths if "Download" in path] == []
    assert Amendment.objects.get(dnum="hoc2").decision == "Agreed"
    assert set(written_since(before)) == {"HistoricalAmendment"}
    changed = Amendment.history.exclude(pk__in=[row["history_id"] for row in before["HistoricalAmendment"]])
    assert {(row.dnum, row.history_type) for row in changed} == {("hoc2", "~")}
    assert "decision" in {row.grades for row in changed}


def test_a_stage_that_is_over_is_left_alone_for_a_day(parliament: SmallParliament) -> None:
    parliament.stages[1]["stageSittings"] = []
    updated(parliament)
    assert not [path for path in updated(parliament) if "PingPong" in path]
    FetchRun.objects.update(started_at=timezone.now() - pipeline.SETTLED_AGE * 2)
    assert [path for path in updated(parliament) if "PingPong" in path]


def test_a_new_paper_is_downloaded_and_the_known_one_is_not(parliament: SmallParliament) -> None:
    updated(parliament)
    parliament.files[PRINT_FILE[0] + 1, 603] = a_print("Bill 20", "A lighthouse must have two lamps.")
    parliament.kinds[PRINT_FILE[0] + 1, 603] = (5, "Bill")
    assert [path for path in updated(parliament) if "Download" in path] == ["/Publications/503/Documents/603/Download"]
    assert set(BillPrint.objects.values_list("print_number", flat=True)) == {"Bill 12", "Bill 20"}


def test_a_print_that_is_published_as_pdf_only_is_read_from_it(parliament: SmallParliament) -> None:
    rows = [(72, "1 Lamps"), (83, "(1) A lighthouse must have a lamp.")]
    parliament.files[PRINT_FILE] = pdf(bill_pages([rows], title="Lighthouse Keepers Bill"))
    parliament.kinds[PRINT_FILE] = (5, "Bill", "application/pdf")
    parliament.publish()
    assert pipeline.update_bill(BILL)["documents"] == {"papers": 1, "prints": 1, "problems": []}
    stored = BillPrint.objects.get()
    assert (stored.clause_count, stored.line_count, stored.published_on) == (1, 2, date(2026, 11, 1))
    assert [path for path in updated(parliament) if "Download" in path] == []


# ---- cut short ----
def test_details_that_stopped_half_way_go_on_with_the_missing_ones(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "DETAILS_AT_ONCE", 1)

    def stop(done: int, total: int | None, note: str) -> None:
        if note.startswith("Reading the text") and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.update_bill(BILL, on_progress=stop)
    assert sorted(Amendment.objects.exclude(detail_hash="").values_list("dnum", flat=True)) == ["hoc1", "hoc2"]
    assert [path for path in updated(parliament) if "/Amendments/" in path] == [amendment_path(3)]
    assert not Amendment.objects.filter(detail_hash="").exists()


def test_one_text_that_does_not_come_leaves_the_others_and_is_asked_for_again(parliament: SmallParliament) -> None:
    parliament.says(amendment_path(2), Reply(b"gone", 404))
    told = pipeline.update_bill(BILL)["stages"]["Committee stage (Commons)"]["details"]
    assert (told["asked"], len(told["problems"])) == (3, 1)
    assert "404" in told["problems"][0]
    assert list(Amendment.objects.filter(detail_hash="").values_list("dnum", flat=True)) == ["hoc2"]
    assert [path for path in updated(parliament) if "/Amendments/" in path] == [amendment_path(2)]
    assert not Amendment.objects.filter(detail_hash="").exists()


def test_an_incomplete_sweep_says_why_and_concludes_nothing(parliament: SmallParliament) -> None:
    updated(parliament)
    del parliament.amendments[3]
    parliament.publish()
    parliament.cut_short(AMENDMENTS, list(parliament.amendments.values()), 3)
    for _ in range(3):
        told = pipeline.update_bill(BILL)["stages"]["Committee stage (Commons)"]
    assert (told["complete"], told["problem"]) == (False, "list: the list states 3 items, 2 came")
    run = latest_run_of(COMMITTEE)
    assert (run.is_complete, run.expected, run.seen) == (False, 3, 2)
    assert Amendment.objects.get(dnum="hoc3").is_listed


def test_an_amendment_is_no_longer_listed_after_the_second_complete_sweep_without_it(
    parliament: SmallParliament,
) -> None:
    updated(parliament)
    del parliament.amendments[3]
    updated(parliament)
    assert Amendment.objects.get(dnum="hoc3").is_listed
    updated(parliament)
    gone = Amendment.objects.get(dnum="hoc3")
    assert (gone.is_listed, gone.stated_withdrawn) == (False, "")


def test_an_incomplete_sweep_is_not_the_second_one_that_misses_an_amendment(parliament: SmallParliament) -> None:
    updated(parliament)
    del parliament.amendments[3]
    updated(parliament)
    parliament.cut_short(AMENDMENTS, list(parliament.amendments.values()), 3)
    pipeline.update_bill(BILL)
    assert Amendment.objects.get(dnum="hoc3").is_listed


def test_a_stage_list_that_is_cut_short_takes_no_stage_away(parliament: SmallParliament) -> None:
    updated(parliament)
    parliament.cut_short(page(f"/Bills/{BILL}/Stages"), parliament.stages[:1], 2)
    told = pipeline.update_bill(BILL)
    assert told["bill"]["problem"] == "stages: the list states 2 items, 1 came"
    assert BillStage.objects.get(bill_stage_id=PING_PONG).is_listed


def latest_run_of(stage: int) -> FetchRun:
    found = FetchRun.objects.filter(kind=FetchRun.Kind.AMENDMENTS, stage__bill_stage_id=stage).order_by("-id").first()
    assert found
    return found


# ---- lists ----
def test_the_list_of_bills_is_read_whole_once_and_then_back_to_the_last_time(parliament: SmallParliament) -> None:
    old = [payloads.bill(n, LONG_AGO) for n in range(101, 151)]
    parliament.says(BILLS, {**listing([payloads.bill(n, LONG_AGO) for n in range(1, 101)]), "totalResults": 150})
    second = BILLS.replace("Skip=0", "Skip=100")
    parliament.says(second, {**listing(old), "totalResults": 150})
    assert pipeline.refresh_bills()["complete"]
    assert Bill.objects.count() == 150
    before = everything_kept()
    changed = [payloads.bill(1, timezone.localtime().replace(tzinfo=None).isoformat(), shortTitle="Lamps Bill")]
    rest = [payloads.bill(n, LONG_AGO) for n in range(2, 101)]
    parliament.says(BILLS, {**listing(changed + rest), "totalResults": 150})
    parliament.asked_again()
    told = pipeline.refresh_bills()
    assert (told["complete"], told["rows_changed"]) == (True, 1)
    assert parliament.asked_again() == [BILLS]
    assert written_since(before) == {"HistoricalBill": 1}
    assert Bill.objects.get(bill_id=1).short_title == "Lamps Bill"


def test_the_reference_lists_are_loaded_and_a_second_time_write_nothing(parliament: SmallParliament) -> None:
    assert pipeline.refresh_reference()["complete"]
    assert (BillType.objects.get(id=1).name, StageKind.objects.get(id=8).name) == (
        "Government Bill",
        "Committee stage",
    )
    before = everything_kept()
    assert pipeline.refresh_reference()["rows_changed"] == 0
    assert everything_kept() == before


def test_a_bill_that_came_before_the_reference_lists_learns_its_type_from_them(parliament: SmallParliament) -> None:
    updated(parliament)
    assert Bill.objects.get().bill_type is None
    before = everything_kept()
    pipeline.refresh_reference()
    assert str(Bill.objects.get().bill_type) == "Government Bill"
    assert BillStage.objects.get(bill_stage_id=COMMITTEE).kind_id == 8
    assert BillStage.objects.get(bill_stage_id=PING_PONG).kind_id is None
    wrote = {name: count for name, count in written_since(before).items() if name.startswith("HistoricalBill")}
    assert wrote == {"HistoricalBillType": 1, "HistoricalBill": 1, "HistoricalBillStage": 1}
    before = everything_kept()
    pipeline.refresh_reference()
    pipeline.replay()
    assert everything_kept() == before


def test_one_reference_list_that_fails_does_not_keep_back_the_others(parliament: SmallParliament) -> None:
    parliament.says(page("/Stages"), Reply(b"no", 403))
    told = pipeline.refresh_reference()
    assert not told["complete"]
    assert told["problem"].startswith("stage kinds: the page from item 1 failed: answered 403")
    assert (BillType.objects.count(), StageKind.objects.count()) == (1, 0)


def test_a_search_returns_what_parliament_finds(parliament: SmallParliament) -> None:
    parliament.says("/Bills?SearchTerm=light&Skip=0&Take=20", {**listing([payloads.bill(7)]), "totalResults": 40})
    assert [bill.bill_id for bill in pipeline.search_bills("light")] == [7]
    assert not Bill.objects.exists()


def test_a_search_that_cannot_reach_parliament_raises_with_the_reason(parliament: SmallParliament) -> None:
    with pytest.raises(FetchProblem, match="404") as caught:
        pipeline.search_bills("light")
    assert caught.value.is_temporary
