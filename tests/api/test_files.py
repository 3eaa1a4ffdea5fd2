"""Open data as files: what they hold, that they are replaced whole, and that they bring back the same record."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from amendments.models import Amendment
from bills.models import Bill
from bills.versions import bump
from coalition import publish
from coalition.models import Release
from scrapers import snapshots
from tests.api.open_world import Open, an_open_world
from tests.coalition.briefings_world import a_list, a_print
from tests.coalition.people import an_ask
from tests.world import NOW
from tracker.models import DataFile
from tracker.open_data import files, lines
from tracker.open_data.dictionary import markdown
from tracker.open_data.due import ALL, ask_for_due, due
from tracker.open_data.restore import CannotRestore, restore
from tracker.open_data.tables import PARLIAMENT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world() -> Open:
    with time_machine.travel(NOW):
        return an_open_world()


def body(path: str, **headers: str) -> bytes:
    answer: Any = Client().get(path, headers=headers)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def objects(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(each) for each in content.decode().splitlines()]


def record_lines(bill: int | None = None) -> bytes:
    return "".join(lines.line(each) for each in lines.record(bill)).encode()


def published_lines() -> bytes:
    return "".join(lines.line(each) for each in lines.published(None)).encode()


def test_the_file_of_everything_holds_every_table_and_says_its_terms(world):
    files.make(ALL)
    head, *told = objects(body("/data/all.jsonl"))
    assert "Open Parliament Licence" in head["attribution"]
    assert {each["table"] for each in told} == {table.name for table in lines.IN_FILES}
    (amendment,) = [each for each in told if each["table"] == "amendments"]
    assert (amendment["text"], amendment["decision"]) == ("At end insert “bright lamps”.", "Withdrawn")


def test_the_file_of_a_bill_holds_that_bill_alone(world):
    files.make(world.bill.pk)
    told = objects(body(f"/data/bills/{world.bill.pk}.jsonl"))
    assert [each["id"] for each in told if each["table"] == "bills"] == [world.bill.pk]
    assert {each["member_id"] for each in told if each["table"] == "members"} == {70001}
    assert Client().get(f"/data/bills/{world.world.footpaths.pk}.jsonl").status_code == 404


def test_tables_hold_the_same_rows_and_no_formula(world):
    files.make(ALL)
    with zipfile.ZipFile(io.BytesIO(body("/data/all.zip"))) as folder:
        assert "Open Parliament Licence" in folder.read("README.txt").decode()
        news = list(csv.DictReader(io.StringIO(folder.read("news.csv").decode("utf-8-sig"))))
        bills = list(csv.DictReader(io.StringIO(folder.read("bills.csv").decode("utf-8-sig"))))
    assert news[0]["title"] == "'=News"
    assert {row["short_title"] for row in bills} == set(Bill.objects.values_list("short_title", flat=True))
    book = load_workbook(io.BytesIO(body("/data/all.xlsx")))
    rows = list(book["news"].values)
    cell = book["news"].cell(2, rows[0].index("title") + 1)
    assert (cell.value, cell.data_type) == ("'=News", "s")
    assert book["amendments"].max_row == 1 + Amendment.objects.count()


def test_a_text_too_long_for_a_cell_is_cut_with_a_word_and_whole_elsewhere(world):
    Amendment.objects.update(text="word " * 20_000)
    files.make(ALL)
    book = load_workbook(io.BytesIO(body("/data/all.xlsx")), read_only=True)
    rows = list(book["amendments"].values)
    assert str(rows[1][rows[0].index("text")]).endswith("in the CSV and JSON Lines files)")
    assert b"word " * 20_000 in body("/data/all.jsonl")


def test_the_page_says_when_each_was_made_its_size_hash_and_what_it_holds(world):
    for scope in (ALL, world.bill.pk):
        files.make(scope)
    with CaptureQueriesContext(connection) as seen:
        page = body("/data/").decode()
    assert len(seen) <= 6
    for row in DataFile.objects.all():
        assert row.sha256 in page
    assert sha256(body("/data/all.zip")).hexdigest() in page
    assert "Made on" in page
    assert "1 amendments" in page


def test_a_file_is_made_anew_when_the_record_grew_and_replaced_whole(world, tmp_path):
    files.make(world.bill.pk)
    address = f"/data/bills/{world.bill.pk}.jsonl"
    kept = files.opened(world.bill.pk, "jsonl")
    assert kept
    etag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 304
    Bill.objects.filter(pk=world.bill.pk).update(short_title="Renamed Bill")
    bump(world.bill.pk)
    assert world.bill.pk not in due(), "not within the hour"
    with time_machine.travel(DataFile.objects.latest("made_at").made_at + timedelta(hours=2)):
        assert world.bill.pk in due()
        files.make(world.bill.pk)
        assert world.bill.pk not in due()
    assert b"Renamed Bill" in body(address)
    assert b"Renamed Bill" not in kept[1].read(), "a reader under way reads the file that it began"
    assert len(list((tmp_path / "data").glob(f"{world.bill.pk}-*"))) == 3


def test_files_that_are_due_are_asked_for_once(world):
    first, again = ask_for_due(), ask_for_due()
    assert {job.arguments["scope"] for job in first} == {ALL, world.bill.pk}
    assert [job.pk for job in first] == [job.pk for job in again]


def test_a_record_that_changes_while_it_is_written_is_written_again(world, monkeypatch):
    whole, turns = lines.record, []

    def record(bill: int | None) -> Any:
        turns.append(bill)
        yield from whole(bill)
        if len(turns) == 1:
            Bill.objects.filter(pk=world.bill.pk).update(short_title="Renamed Meanwhile Bill")
            bump(world.bill.pk)

    monkeypatch.setattr(lines, "record", record)
    files.make(ALL)
    assert len(turns) == 2
    assert b"Renamed Meanwhile Bill" in body("/data/all.jsonl")


# ---- what the coalition published ----


def test_bulk_files_of_the_record_hold_nothing_of_ours(world):
    for scope in (ALL, world.bill.pk):
        files.make(scope)
    for path in ("/data/all.jsonl", f"/data/bills/{world.bill.pk}.jsonl"):
        assert b"Every harbour step is lit" not in body(path)


@pytest.mark.parametrize("path", ["/data/campaigns.jsonl", "/data/campaigns/{}.jsonl"])
def test_an_embargo_and_a_withdrawal_hold_to_the_second_in_files(world, path):
    path, lifts = path.format(world.bill.pk), NOW + timedelta(minutes=5)
    publish.publish(an_ask(world.bill, "rails", title="Paint the rails"), by=None, public_from=lifts)
    with time_machine.travel(lifts - timedelta(microseconds=1), tick=False) as clock:
        assert b"Paint the rails" not in body(path)
        clock.move_to(lifts)
        assert b"Paint the rails" in body(path)
        publish.withdraw(Release.objects.get(title="Paint the rails"), by=None)
        assert b"Paint the rails" not in body(path)


def test_what_is_published_can_be_taken_as_tables_with_its_parts(world):
    with zipfile.ZipFile(io.BytesIO(body("/data/campaigns.zip"))) as folder:
        outcomes = list(csv.DictReader(io.StringIO(folder.read("asks-outcomes.csv").decode("utf-8-sig"))))
    assert [(each["of"], each["summary"]) for each in outcomes] == [(str(world.ask.pk), "Open.")]
    book = load_workbook(io.BytesIO(body("/data/campaigns.xlsx")))
    assert {"asks", "acts", "acts-clauses", "papers", "coalition"} <= set(book.sheetnames)


def test_a_bill_on_which_nothing_is_public_is_missing(world):
    for pk in (world.world.footpaths.pk, 987654):
        assert Client().get(f"/data/campaigns/{pk}.jsonl").status_code == 404
    assert Client().get("/data/campaigns.exe").status_code == 404


# ---- Parliament's own XML ----


def test_the_xml_of_a_paper_and_a_print_is_given_byte_for_byte(world):
    stage, content = world.amendment.stage, b'<?xml version="1.0"?><akomaNtoso xmlns="x"><bill/></akomaNtoso>'
    snapshot, _ = snapshots.keep_file("paper.xml", content, NOW)
    snapshot.url = "https://bills.parliament.uk/paper.xml"
    snapshot.save()
    paper = a_list(stage, {}, NOW, snapshot_id=snapshot.pk)
    printed = a_print(world.bill, "Bill 10", ("1",), NOW.date())
    type(printed).objects.filter(pk=printed.pk).update(sha256=snapshot.body_ref_id)
    for path in (f"/data/amendment-papers/{paper.pk}.xml", f"/data/prints/{printed.pk}.xml"):
        answer = Client().get(path)
        assert answer.content == content
        assert answer["Content-Type"] == "application/akn+xml"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
        assert '<https://bills.parliament.uk/paper.xml>; rel="via"' in answer["Link"]


def test_where_the_source_had_no_xml_it_is_missing_and_nothing_is_made_up(world):
    html, _ = snapshots.keep_file("page.html", b"<html>akoma</html>", NOW)
    with_page = a_list(world.amendment.stage, {}, NOW, snapshot_id=html.pk)
    without = world.amendment.stage.papers.earliest("pk")
    printed = world.bill.prints.earliest("pk")
    answers = [
        Client().get(path)
        for path in (
            f"/data/amendment-papers/{with_page.pk}.xml",
            f"/data/amendment-papers/{without.pk}.xml",
            f"/data/prints/{printed.pk}.xml",
            "/data/prints/987654.xml",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}


# ---- there and back ----


def public_answers(world: Open) -> dict[str, bytes]:
    """What the public reads: every list of the API, and pages of the record."""
    paths = [f"/api/v1/{table.name}/" for table in PARLIAMENT if table.has_answers]
    paths += ["/api/v1/changes/", "/api/v1/campaigns/asks/", "/api/v1/campaigns/acts/", "/api/v1/campaigns/papers/"]
    paths += [
        world.bill.get_absolute_url(),
        world.amendment.get_absolute_url(),
        world.amendment.stage.get_absolute_url(),
    ]
    paths += [f"{world.amendment.get_absolute_url()}?at=2026-11-22"]
    paths += [
        reverse("coalition:public-ask", args=[world.ask.pk]),
        reverse("coalition:public-act", args=[world.act.pk]),
    ]
    return {path: Client().get(path).content for path in paths}


def emptied() -> None:
    call_command("flush", interactive=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_file_restored_into_an_empty_tracker_gives_the_same_public_record(world, tmp_path):
    record, published = tmp_path / "all.jsonl", tmp_path / "campaigns.jsonl"
    record.write_bytes(record_lines())
    published.write_bytes(published_lines())
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        before = public_answers(world)
        emptied()
        call_command("import_jsonl", str(record), str(published), verbosity=0)
        after = public_answers(world)
    assert record_lines() == record.read_bytes()
    assert published_lines() == published.read_bytes()
    assert {path for path in before if before[path] != after[path]} == set()


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_bill_can_be_restored_by_itself_and_work_goes_on(world):
    content = record_lines(world.bill.pk)
    emptied()
    restore(io.BytesIO(content))
    assert record_lines(world.bill.pk) == content
    assert Bill.objects.create(short_title="A new Bill").pk > world.bill.pk


def test_a_tracker_that_is_not_empty_takes_nothing(world):
    with pytest.raises(CannotRestore, match="not empty"):
        restore(io.BytesIO(record_lines()))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda each: [*each[:1], "{"], "Line 2 is not JSON"),
        (lambda each: ['{"table":"about"}\n'], "Line 1"),
        (lambda each: [*each[:1], '{"table":"secrets"}\n'], "no table 'secrets'"),
        (lambda each: [*each[:1], '{"table":"bills","id":1}\n'], "By line 2"),
        (lambda each: [*each[:1], "[]\n"], "no object"),
        (lambda each: [line for line in each if '"table":"stages"' not in line], "By line"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_broken_is_refused_whole_with_its_line(world, tmp_path, change, words):
    path: Path = tmp_path / "broken.jsonl"
    path.write_text("".join(change(record_lines().decode().splitlines(keepends=True))))
    emptied()
    with pytest.raises(CommandError, match=words):
        call_command("import_jsonl", str(path), verbosity=0)
    assert not Bill.objects.exists()


def test_the_dictionary_is_current_and_names_every_column(settings):
    text = (settings.BASE_DIR / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert text == markdown(), "run: manage.py data_dictionary"
    page = body("/data/dictionary/").decode()
    for table in lines.IN_FILES:
        for column in table.columns:
            assert f"`{column.name}`" in text
            assert f"<code>{column.name}</code>" in page
