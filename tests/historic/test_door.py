"""The door for historic files: faults named with their place and nothing written, previews, replays, commands."""

import json

import pytest
from django.core.management import CommandError, call_command

from bills.models import Bill, BillStage
from scrapers.models import FetchRun, Snapshot
from scrapers.parse.historic import RefusedFile, parse
from scrapers.parse.historic_csv import pack
from scrapers.records import UnreadableSource
from tests.historic.files import LANTERNS, as_bytes, changed
from tests.historic.test_round_trip import row_counts
from tests.world import a_bill
from tracker import pipeline

pytestmark = pytest.mark.django_db

FAULTS = [
    (lambda w: w["sittings"][0].update(date="4.11.2014"), "sittings[0].date", "YYYY-MM-DD"),
    (lambda w: w["sittings"][0].update(date="2014-02-30"), "sittings[0].date", "YYYY-MM-DD"),
    (lambda w: w["sittings"][0].update(stage="nowhere"), "sittings[0].stage", "no 'nowhere' among the stages"),
    (lambda w: w["amendments"][0].update(gits="x"), "amendments[0].gits", "no such field"),
    (lambda w: w["amendments"][0].update(evidence="sure"), "amendments[0].evidence", "none of: verified"),
    (lambda w: w["amendments"][0].update(page="3"), "amendments[0].page", "whole number"),
    (lambda w: w["amendments"][0].update(is_government="yes"), "amendments[0].is_government", "true or false"),
    (lambda w: w["amendments"][1].update(key="nc1"), "amendments[1]", "the same key as amendments[0]"),
    (lambda w: w["amendments"][1].pop("key"), "amendments[1].key", "must be given"),
    (lambda w: w["stages"][0].update(chairs="Ann"), "stages[0].chairs", "should be a list"),
    (lambda w: w["stages"][0].update(chairs=["A; B"]), "stages[0].chairs", "without a semicolon"),
    (lambda w: w["chain_steps"][1].update(follows="act"), "chain_steps[1].follows", "no earlier step"),
    (lambda w: w["chain_steps"][1].pop("arrow"), "chain_steps[1].arrow", "together or not at all"),
    (lambda w: w["listings"][0].update(amendment="report-nc1"), "listings[0]", "the list is of stage 'committee'"),
    (lambda w: w["divisions"][0].update(amendments=["no"]), "divisions[0].amendments", "no 'no' among"),
    (lambda w: w.update(votes=[]), "votes", "no such part"),
    (lambda w: w.update(chains={}), "chains", "should be a list"),
    (lambda w: w["bill"].update(title=7), "bill.title", "should be text"),
    (lambda w: w["amendments"][0].update(gist="a\x00b"), "amendments[0].gist", "cannot be kept"),
]


@pytest.mark.parametrize(("spoil", "place", "reason"), FAULTS)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(tmp_path, spoil, place, reason):
    file = tmp_path / "lanterns.json"
    file.write_bytes(changed(spoil))
    with pytest.raises(CommandError) as refused:
        call_command("import_historic", str(file))
    assert f"lanterns.json: {place}: " in str(refused.value)
    assert reason in str(refused.value)
    assert not any(row_counts().values())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"format": "other"}', b"[" * 100_000, b"{"])
def test_what_is_no_historic_file_is_refused_whole(content):
    with pytest.raises(UnreadableSource):
        parse(content)


def test_every_fault_of_a_file_is_told_at_once():
    def spoil(whole):
        whole["stages"][0].pop("order")
        whole["amendments"][2]["page"] = -1

    with pytest.raises(RefusedFile) as refused:
        parse(changed(spoil))
    assert [fault.place for fault in refused.value.problems] == ["stages[0].order", "amendments[2].page"]


def test_a_fault_in_a_table_is_named_by_file_line_and_column():
    bill = "key,title\nlanterns,Lanterns Bill\n"
    stages = "key,order,description\ncommittee,1,Committee stage\nreport,soon,Report stage\n"
    with pytest.raises(RefusedFile) as refused:
        parse(pack({"bill.csv": bill.encode(), "stages.csv": stages.encode()}))
    assert str(refused.value) == "stages.csv, line 3, column order: it should be a whole number, 0 or more"


def test_a_preview_says_what_would_change_and_changes_nothing(tmp_path, capsys):
    file = tmp_path / "lanterns.json"
    file.write_bytes(as_bytes(LANTERNS))
    call_command("import_historic", str(file), "--preview", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["tables"]["amendments"]["created"] == len(LANTERNS["amendments"])
    assert not any(row_counts().values())
    assert not Snapshot.objects.exists()
    assert not FetchRun.objects.exists()


def test_commands_bring_a_folder_of_tables_in_and_give_it_back(tmp_path):
    file = tmp_path / "lanterns.json"
    file.write_bytes(as_bytes(LANTERNS))
    call_command("import_historic", str(file))
    folder = tmp_path / "out"
    call_command("export_historic", str(Bill.objects.get().pk), "--csv", str(folder))
    before = row_counts()
    call_command("import_historic", str(folder))
    assert row_counts() == before
    call_command("export_historic", str(Bill.objects.get().pk), "--json", str(tmp_path / "again.json"))
    assert json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))["bill"]["key"] == "lanterns-2014"


def test_a_bill_of_parliaments_data_is_not_given_as_a_historic_one():
    with pytest.raises(CommandError, match="not brought in by a historic file"):
        call_command("export_historic", str(a_bill("Piers Bill", 77).pk), "--json", "-")


def test_a_file_cannot_replace_a_bill_that_parliaments_data_brought():
    a_bill("Lanterns Bill", 77)
    with pytest.raises(ValueError, match="here already"):
        pipeline.ingest_historic_bytes("lanterns.json", changed(lambda w: w["bill"].update(parliament_id=77)))
    assert not BillStage.objects.exists()
    run = FetchRun.objects.get()
    assert not run.is_complete
    assert "here already" in run.problem


def test_the_bytes_are_the_snapshot_and_every_row_names_it():
    found = pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS))
    snapshot = Snapshot.objects.get()
    assert snapshot.body_ref.body == as_bytes(LANTERNS)
    assert FetchRun.objects.get().snapshot_ids == {"historic": [snapshot.pk]}
    for row in (found.bill, found.bill.stages.first(), found.bill.amendments.first(), found.bill.chains.first()):
        assert row.history.get().snapshot_id == snapshot.pk


def test_a_replay_reads_the_newest_file_again_and_writes_nothing():
    pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS))
    pipeline.ingest_historic_bytes("lanterns.json", changed(lambda w: w["amendments"][0].update(gist="Another")))
    before = row_counts()
    told = pipeline.replay()
    assert (told["read"], told["rows_changed"], told["problems"]) == (1, 0, [])
    assert row_counts() == before


def test_a_replay_takes_in_a_file_that_an_older_parser_refused(monkeypatch):
    def refuse(content):
        raise UnreadableSource("file", "not understood yet")

    with monkeypatch.context() as older:
        older.setattr("scrapers.parse.historic.parse", refuse)
        with pytest.raises(UnreadableSource):
            pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS))
    assert pipeline.replay()["read"] == 1
    assert Bill.objects.get().historic_key == "lanterns-2014"
