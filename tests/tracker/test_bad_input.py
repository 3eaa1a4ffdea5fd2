"""What Parliament or a person may send that is not what it should be: refused in words, kept as bytes, half of it
never written, and said on the pages.
"""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from amendments.models import Amendment
from bills.models import Bill, BillStage
from scrapers.models import FetchRun, Problem, Snapshot
from scrapers.snapshots import body
from tests.scrapers.upstream import Reply
from tests.tracker.small_parliament import (
    AMENDMENTS,
    BILL,
    COMMITTEE,
    PAPER_FILE,
    PING_PONG,
    SmallParliament,
    a_paper,
    a_print,
    amendment_path,
    an_amendment,
    as_json,
    detail,
    everything_kept,
    listing,
    page,
    printed_amendment,
    small_parliament,
)
from tracker import pipeline, tracking
from tracker.freshness import freshness_of, with_last_runs

pytestmark = pytest.mark.django_db
APOLOGY = b"<!DOCTYPE html><html><head><title>We are sorry</title></head><body>Try later</body></html>"
SAYS_APOLOGY = "document: is a page of HTML or XML where JSON was due, which says “We are sorry”"


@pytest.fixture
def parliament(settings: Settings, tmp_path: Path) -> Iterator[SmallParliament]:
    with small_parliament(settings, tmp_path) as found:
        yield found


def latest_run(kind: str) -> FetchRun:
    found = FetchRun.objects.filter(kind=kind).order_by("-id").first()
    assert found
    return found


def committee_run() -> FetchRun:
    found = FetchRun.objects.filter(stage__bill_stage_id=COMMITTEE, kind="amendments").order_by("-id").first()
    assert found
    return found


def words_of(path: str) -> str:
    """What a visitor reads on a page, as one line; never a traceback."""
    answer = Client().get(path)
    assert answer.status_code == 200
    words = " ".join(answer.content.decode().split())
    assert "Traceback" not in words
    return words.replace("&quot;", '"').replace("&#x27;", "'")


def kept_bytes() -> set[bytes]:
    return {body(snapshot) for snapshot in Snapshot.objects.select_related("body_ref")}


# ---- the list of amendments ----
WHOLE = as_json(listing([an_amendment(n) for n in (1, 2, 3)]))
LATIN = WHOLE.replace(b"light", "l\xefght".encode("latin-1"))
BAD_LISTS: dict[str, tuple[Reply, str]] = {
    "truncated JSON": (Reply(WHOLE[:-200]), "is not whole JSON"),
    "a page of HTML with status 200": (Reply(APOLOGY), SAYS_APOLOGY),
    "nothing at all": (Reply(b""), "document: is empty"),
    "a wrong charset": (Reply(LATIN), "is not UTF-8"),
    "an error report with status 200": (Reply(as_json({"title": "Bad Request", "status": 400})), "400 Bad Request"),
    "a bare list": (Reply(b"[]"), "document: is a list where an object was due"),
    "nesting without end": (Reply(b"[" * 100_000), "document: is nested too deeply"),
    "an error page": (Reply(APOLOGY, 403), "answered 403"),
}


@pytest.mark.parametrize("case", BAD_LISTS)
def test_a_list_that_cannot_be_read_is_kept_changes_nothing_and_is_said_on_its_page(
    parliament: SmallParliament, case: str
) -> None:
    pipeline.update_bill(BILL)
    before = everything_kept()
    reply, reason = BAD_LISTS[case]
    parliament.says(AMENDMENTS, reply)
    told = pipeline.update_bill(BILL)["stages"]["Committee stage (Commons)"]
    assert (told["complete"], told["rows_changed"]) == (False, 0)
    assert told["problem"].startswith("list: the page from item 1 failed: ")
    assert reason in told["problem"]
    assert everything_kept() == before
    assert reply.body in kept_bytes()
    shown = words_of(committee().get_absolute_url())
    assert "We could not get a complete answer from Parliament since" in shown
    assert reason.partition(",")[0] in shown


def committee() -> BillStage:
    return BillStage.objects.get(bill_stage_id=COMMITTEE)


def told_of(parliament: SmallParliament, items: list[Any], **more: Any) -> dict[str, Any]:
    """Update with this list of amendments, and their texts; what became of it."""
    for item in (item for item in items if item):
        parliament.says(amendment_path(item["amendmentId"]), detail(item, ""))
    parliament.says(AMENDMENTS, {**listing(items), **more})
    return pipeline.update_bill(BILL)["stages"]["Committee stage (Commons)"]


def test_a_gzip_bomb_is_not_unpacked_beyond_the_limit(parliament: SmallParliament, settings: Settings) -> None:
    pipeline.update_bill(BILL)
    before = everything_kept()
    settings.SCRAPER_MAX_BYTES = 1_000_000
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < 100_000
    parliament.says(AMENDMENTS, Reply(bomb, headers={"Content-Encoding": "gzip"}))
    told = pipeline.update_bill(BILL)["stages"]["Committee stage (Commons)"]
    assert told["problem"] == ("list: the page from item 1 failed: too large: more than 1,000,000 bytes once unpacked")
    assert everything_kept() == before


def test_empty_rows_are_named_and_the_rows_between_them_are_taken(parliament: SmallParliament) -> None:
    pipeline.update_bill(BILL)
    changed = an_amendment(2, decision="Agreed")
    told = told_of(parliament, [{}, changed, None])
    assert not told["complete"]
    assert "2 could not be read, the first at items[0].amendmentId: is missing" in told["problem"]
    assert Amendment.objects.get(dnum="hoc2").decision == "Agreed"
    assert Amendment.objects.filter(is_listed=False).count() == 0
    places = Problem.objects.filter(run=committee_run()).values_list("place", flat=True)
    assert [place.rpartition(" ")[2] for place in places] == ["items[0].amendmentId", "items[2]"]


def test_two_amendments_under_one_number_are_two_amendments(parliament: SmallParliament) -> None:
    told = told_of(parliament, [an_amendment(1), an_amendment(2, marshalledListText="1"), an_amendment(3)])
    assert told["complete"]
    assert sorted(Amendment.objects.filter(number="1").values_list("dnum", flat=True)) == ["hoc1", "hoc2"]


def test_one_amendment_twice_in_a_list_is_taken_once_and_the_list_doubted(parliament: SmallParliament) -> None:
    told = told_of(parliament, [an_amendment(1), an_amendment(2), an_amendment(1)])
    assert (told["complete"], Amendment.objects.filter(stage=committee()).count()) == (False, 2)
    assert "items[2]" in told["problem"]


def test_two_amendments_that_claim_one_dnum_are_said_in_words(parliament: SmallParliament) -> None:
    told = told_of(parliament, [an_amendment(1), an_amendment(2, dNum="hoc1")])
    assert (told["complete"], told["problem"]) == (
        False,
        "items[1]: the same amendment stands twice in this list",
    )
    assert "stands twice in this list" in words_of(committee().get_absolute_url())


def test_words_that_nobody_has_seen_are_stored_logged_and_shown_as_they_came(
    parliament: SmallParliament, caplog: pytest.LogCaptureFixture
) -> None:
    strange = an_amendment(2, decision="Adjourned", amendmentType="Unheard", statusIndicator="✦")
    assert told_of(parliament, [an_amendment(1), strange, an_amendment(3)])["complete"]
    row = Amendment.objects.get(dnum="hoc2")
    assert (row.decision, row.raw_type) == ("Adjourned", "Unheard")
    assert caplog.text.count("decision: Adjourned: not in Parliament's specification") >= 1
    assert "Adjourned" in words_of(row.get_absolute_url())


def test_a_total_that_shrinks_while_the_list_is_read_concludes_nothing(parliament: SmallParliament) -> None:
    many = [an_amendment(n) for n in range(1, 131)]
    parliament.amendments = {item["amendmentId"]: item for item in many}
    parliament.publish()
    for skip in (0, 100):
        parliament.says(page(AMENDMENTS.partition("?")[0], skip), {**listing(many[skip:][:100]), "totalResults": 130})
    pipeline.update_bill(BILL)
    before = everything_kept()
    second = {**listing(many[100:110]), "totalResults": 110}
    parliament.says(page(AMENDMENTS.partition("?")[0], 100), second)
    for _ in range(2):
        told = pipeline.update_bill(BILL)["stages"]["Committee stage (Commons)"]
        assert "the total moved from 130 to 110 while the list was read" in told["problem"]
    assert everything_kept() == before


def test_a_stage_with_an_impossible_value_is_named_and_the_others_are_kept(parliament: SmallParliament) -> None:
    pipeline.update_bill(BILL)
    parliament.stages[1] = {**parliament.stages[1], "id": "seventy-one"}
    parliament.says(page(f"/Bills/{BILL}/Stages"), listing(parliament.stages))
    told = pipeline.update_bill(BILL)["bill"]
    assert "items[1].id" in told["problem"]
    assert BillStage.objects.filter(is_listed=True).count() == 2


# ---- every other answer ----
ANSWERS = (
    f"/Bills/{BILL}",
    page(f"/Bills/{BILL}/Stages"),
    f"/Bills/{BILL}/Publications",
    page(f"/Bills/{BILL}/NewsArticles"),
    f"/Bills/{BILL}/Stages/{COMMITTEE}",
    f"/Bills/{BILL}/Stages/{COMMITTEE}/Publications",
)


@pytest.mark.parametrize("path", ANSWERS)
def test_an_apology_in_the_place_of_any_part_of_a_bill_takes_nothing_away(
    parliament: SmallParliament, path: str
) -> None:
    pipeline.update_bill(BILL)
    before = everything_kept()
    parliament.says(path, APOLOGY)
    told = pipeline.update_bill(BILL)["bill"]
    assert not told["complete"]
    assert SAYS_APOLOGY in told["problem"]
    assert everything_kept() == before
    shown = words_of(Bill.objects.get().get_absolute_url())
    assert "This page may be out of date." in shown
    assert "where JSON was due" in shown


@pytest.mark.parametrize("path", [amendment_path(1), f"/Bills/{BILL}/Stages/{PING_PONG}/PingPongItems/17"])
def test_an_apology_in_the_place_of_a_text_leaves_what_the_list_said(parliament: SmallParliament, path: str) -> None:
    parliament.files = {}
    parliament.publish()
    parliament.says(path, APOLOGY)
    told = pipeline.update_bill(BILL)
    problems = [problem for stage in told["stages"].values() for problem in stage["details"]["problems"]]
    assert problems == [f"details: could not be read: {SAYS_APOLOGY}"]
    row = Amendment.objects.get(detail_hash="")
    assert row.text and not row.text_is_full
    assert words_of(row.get_absolute_url())


def test_the_first_reading_of_a_bill_that_fails_leaves_nothing_behind_but_its_bytes(
    parliament: SmallParliament,
) -> None:
    before = everything_kept()
    parliament.says(f"/Bills/{BILL}", APOLOGY)
    told = pipeline.update_bill(BILL)["bill"]
    assert told["problem"] == f"could not be read: {SAYS_APOLOGY}"
    assert everything_kept() == before
    assert APOLOGY in kept_bytes()


def test_the_update_command_tells_the_reason_and_never_a_traceback(
    parliament: SmallParliament, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.jobs.send", lambda job_id: True)
    tracking.start(BILL, update=False)
    parliament.says(AMENDMENTS, APOLOGY)
    out = StringIO()
    with pytest.raises(CommandError, match="Not brought up to date: Bill 7"):
        call_command("update", str(BILL), stdout=out)
    assert SAYS_APOLOGY in out.getvalue()
    assert "Traceback" not in out.getvalue()


# ---- documents that Parliament publishes ----
def test_an_apology_in_the_place_of_a_paper_is_said_and_the_paper_asked_for_again_the_next_day(
    parliament: SmallParliament,
) -> None:
    where = "/Publications/501/Documents/601/Download"
    parliament.says(where, APOLOGY)
    told = pipeline.update_bill(BILL)["documents"]
    assert told["papers"] == 0
    assert told["problems"] == ["Amendment Paper 501: line 1: it is a web page (HTML), not XML of Parliament"]
    parliament.publish()
    parliament.asked_again()
    pipeline.update_bill(BILL)
    assert where not in parliament.asked_again()
    FetchRun.objects.filter(kind="paper").update(finished_at=timezone.now() - pipeline.SETTLED_AGE * 2)
    assert pipeline.update_bill(BILL)["documents"] == {"papers": 1, "prints": 0, "problems": []}


def test_a_print_published_as_a_paper_is_refused_and_the_rest_comes(parliament: SmallParliament) -> None:
    parliament.files[PAPER_FILE] = a_print()
    parliament.publish()
    told = pipeline.update_bill(BILL)["documents"]
    assert (told["papers"], told["prints"]) == (0, 1)
    assert told["problems"] == ["Amendment Paper 501: akomaNtoso: it is a print of a Bill, not an amendment paper"]


# ---- files that a person brings ----
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE akomaNtoso SYSTEM "file:///etc/passwd"><akomaNtoso/>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (n + 1, b"&%c;" % n * 10) for n in range(97, 107))
    + b"]><akomaNtoso>&k;</akomaNtoso>"
)
WRONG_CHARSET = a_paper().replace(b"UTF-8", b"ISO-8859-1").replace(b"leave out", "leave “out”".encode())
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "file: it is empty"),
    "a DOCTYPE": (DOCTYPE, "prolog: it has a DOCTYPE, which is refused"),
    "a billion laughs": (LAUGHS, "prolog: it has a DOCTYPE, which is refused"),
    "a gzip bomb": (gzip.compress(b"<a>" + b" " * 10_000_000), "line 1, column 1: not XML"),
    "a web page": (APOLOGY, "line 1: it is a web page (HTML), not XML of Parliament"),
    "JSON": (WHOLE, "line 1, column 1: not XML"),
    "a truncated paper": (a_paper()[:-60], "not well-formed XML"),
    "a wrong charset": (WRONG_CHARSET, "line 1: it declares the charset ISO-8859-1, but its bytes are UTF-8"),
    "a charset that does not exist": (b'<?xml version="1.0" encoding="Klingon"?><a/>', "line 1"),
}
NOT_A_PAPER = {
    "another XML file": (b"<recipe><egg/></recipe>", "recipe: it is not an amendment paper"),
    "a print": (a_print(), "akomaNtoso: it is a print of a Bill, not an amendment paper"),
}
NOT_A_PRINT = {
    "JSON": (WHOLE, "page-line rows: it is an object, not a list of rows"),
    "another XML file": (b"<recipe><egg/></recipe>", "root element: it is <recipe>"),
    "a paper": (a_paper(), "root element: it is <akomaNtoso> with <amendmentList>, not a Bill print"),
}
PAPERS, PRINTS = BAD_FILES | NOT_A_PAPER, BAD_FILES | NOT_A_PRINT
COMMANDS = [("import_paper", name) for name in PAPERS] + [("import_print", name) for name in PRINTS]


@pytest.mark.parametrize(("command", "case"), COMMANDS)
def test_a_file_that_is_refused_is_kept_and_writes_no_row(tmp_path: Path, command: str, case: str) -> None:
    content, reason = (PAPERS if command == "import_paper" else PRINTS)[case]
    file = tmp_path / "brought.xml"
    file.write_bytes(content)
    before = everything_kept()
    with pytest.raises(CommandError) as refused:
        call_command(command, str(file))
    assert str(refused.value).startswith(f"{file}: ")
    assert reason in str(refused.value)
    assert everything_kept() == before
    assert kept_bytes() == {content}
    run = FetchRun.objects.get()
    assert (run.is_complete, run.source_url) == (False, "file:brought.xml")
    assert reason in run.problem


@pytest.mark.parametrize("case", PAPERS)
def test_the_commands_that_store_nothing_refuse_the_same_files(tmp_path: Path, case: str) -> None:
    content, reason = PAPERS[case]
    bad, good = tmp_path / "bad.xml", tmp_path / "good.xml"
    bad.write_bytes(content)
    good.write_bytes(a_paper())
    for arguments in (["parse_paper", bad], ["compare_papers", bad, good], ["compare_papers", good, bad]):
        with pytest.raises(CommandError) as refused:
            call_command(*map(str, arguments))
        assert str(refused.value).startswith(f"{bad}: ")
        assert reason in str(refused.value)
    assert not Snapshot.objects.exists()


FOLDER = "file: it is a folder or a device, not a file"


@pytest.mark.parametrize("command", ["import_paper", "import_print", "parse_paper"])
def test_a_missing_file_and_a_folder_are_named(tmp_path: Path, command: str) -> None:
    missing = tmp_path / "nowhere.xml"
    with pytest.raises(CommandError) as refused:
        call_command(command, str(missing))
    assert str(refused.value) == f"{missing}: it cannot be read: No such file or directory"
    with pytest.raises(CommandError) as refused:
        call_command(command, str(tmp_path))
    assert str(refused.value) == f"{tmp_path}: {FOLDER}"
    assert not FetchRun.objects.exists()


@pytest.mark.parametrize("command", ["import_paper", "import_print"])
def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path: Path, command: str) -> None:
    file = tmp_path / "huge.xml"
    with file.open("wb") as opened:
        opened.truncate(40_000_000_000)
    with pytest.raises(CommandError, match="it has 40,000,000,000 bytes; the limit is 33,554,432"):
        call_command(command, str(file))


def test_one_bad_amendment_in_a_paper_is_named_the_others_are_taken_and_nothing_is_concluded(tmp_path: Path) -> None:
    file = tmp_path / "paper.xml"
    file.write_bytes(a_paper(*(printed_amendment(n) for n in (1, 2, 3))))
    call_command("import_paper", str(file), stdout=StringIO())
    twice = a_paper(printed_amendment(1), printed_amendment(1), varPublishDate="2026-11-02")
    file.write_bytes(twice)
    told, errors = StringIO(), StringIO()
    call_command("import_paper", str(file), stdout=told, stderr=errors)
    assert "dnum HoC1 stands already on amendment 1" in errors.getvalue()
    assert Amendment.objects.filter(is_listed=True).count() == 3
    run = latest_run("paper")
    assert not run.is_complete
    assert "HoC1" in run.problem


# ---- how fresh a source is said to be ----
def test_a_source_that_has_long_failed_is_called_stale(parliament: SmallParliament, settings: Settings) -> None:
    tracked = tracking.start(BILL, update=False)
    pipeline.update_bill(BILL)
    tracking.tie_to_bill(BILL)
    month_ago = timezone.now() - timedelta(days=30)
    FetchRun.objects.update(started_at=month_ago, finished_at=month_ago)
    parliament.says(f"/Bills/{BILL}", APOLOGY)
    parliament.says(AMENDMENTS, APOLOGY)
    pipeline.update_bill(BILL)
    (found,) = freshness_of(with_last_runs(type(tracked).objects.all()), timedelta(seconds=1), timezone.now())
    assert found.is_stale
    stale = {source.name for source in found.sources if source.is_stale}
    assert {"Bill, stages and publications", "Amendments"} <= stale
    assert found.last is not None
    assert "Stale" in words_of("/jobs/")
