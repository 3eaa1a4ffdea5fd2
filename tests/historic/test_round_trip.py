"""A historic file in, out, and in again: the same record in both forms, and nothing written that did not change."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from bills.models import Bill, PublicVersion
from bills.versions import version_of
from scrapers.historic import ingest_historic_file
from scrapers.historic_export import record_of
from scrapers.historic_format import HistoricRecord
from scrapers.historic_writing import to_csv, to_json
from scrapers.parse.historic import parse
from scrapers.parse.historic_csv import pack
from scrapers.snapshots import keep_file
from tests.historic.files import LANTERNS, as_bytes, changed

pytestmark = pytest.mark.django_db


def brought_in(content: bytes, name: str = "lanterns.json"):
    """The import of these bytes, as the command does it."""
    return ingest_historic_file(keep_file(name, content, timezone.now())[0])


def told(record: HistoricRecord) -> dict[str, list[str]]:
    """What a record tells: the order of rows in a file means nothing."""
    return {name: sorted(repr(sorted(row.items())) for row in rows) for name, rows in record.rows.items()}


def row_counts() -> dict[str, int]:
    """Every table of Parliament’s record and its history: how many rows each holds.

    PublicVersion is no part of the record: it counts readings too.
    """
    rooms = ("bills", "amendments")
    return {
        model._meta.label: model._default_manager.count()
        for room in rooms
        for model in apps.get_app_config(room).get_models()
        if model is not PublicVersion
    }


def test_what_was_exported_as_json_is_the_same_record_in_an_empty_database():
    record = parse(as_bytes(LANTERNS))
    brought_in(as_bytes(LANTERNS))
    exported = to_json(record_of(Bill.objects.get()))
    assert told(parse(exported)) == told(record)
    Bill.objects.get().delete()
    brought_in(exported)
    assert told(record_of(Bill.objects.get())) == told(record)


def test_what_was_exported_as_csv_is_the_same_record_in_an_empty_database():
    record = parse(as_bytes(LANTERNS))
    brought_in(as_bytes(LANTERNS))
    tables = to_csv(record_of(Bill.objects.get()))
    assert told(parse(pack(tables))) == told(record)
    Bill.objects.get().delete()
    brought_in(pack(tables), "lanterns.csv")
    assert told(record_of(Bill.objects.get())) == told(record)


def test_the_same_file_again_writes_no_row_and_no_history():
    brought_in(as_bytes(LANTERNS))
    before = row_counts()
    again = brought_in(as_bytes(LANTERNS))
    assert again.tally.written == 0
    assert row_counts() == before


def test_one_corrected_decision_is_one_history_row_with_its_grade():
    brought_in(as_bytes(LANTERNS))
    before = row_counts()
    done = brought_in(changed(lambda whole: whole["amendments"][0].update(decision="NegativedOnDivision")))
    assert (done.tally.created, done.tally.changed) == (0, 1)
    after = row_counts()
    assert {name for name in after if after[name] != before[name]} == {"amendments.HistoricalAmendment"}
    amendment = Bill.objects.get().amendments.get(historic_key="nc1")
    assert amendment.history.first().grades == "decision"


def test_what_a_later_file_no_longer_holds_is_kept_as_no_longer_listed():
    brought_in(as_bytes(LANTERNS))

    def without_the_last_sitting(whole: dict[str, Any]) -> None:
        whole["sittings"].pop()

    done = brought_in(changed(without_the_last_sitting))
    assert done.tally.absent == 1
    assert list(Bill.objects.get().stages.first().sittings.values_list("part", "is_listed")) == [
        ("am", True),
        ("pm", False),
    ]


def test_a_list_told_otherwise_is_kept_beside_the_new_one():
    brought_in(as_bytes(LANTERNS))
    brought_in(changed(lambda whole: whole["listings"][0].update(star="black")))
    papers = Bill.objects.get().papers.order_by("pk")
    assert [(paper.is_current, paper.listings.get().star) for paper in papers] == [(False, "☆"), (True, "★")]


def test_a_formula_is_no_formula_in_a_spreadsheet_and_itself_again_when_read():
    for text in ("=cmd|x", "+1", "-1", "@sum", "＝1", "＋1", "－1", "＠a", "'=already", "''=twice", "it's plain"):
        whole = json.loads(as_bytes(LANTERNS))
        whole["amendments"][0]["gist"] = text
        record = parse(json.dumps(whole).encode())
        table = to_csv(record)["amendments.csv"].decode("utf-8-sig")
        assert parse(pack(to_csv(record))) == record
        if not text.startswith("it"):
            assert f",'{text}" in table.replace('"', "")


@pytest.mark.parametrize("key", ["", None])
def test_blank_and_null_both_mean_not_known(key):
    record = parse(changed(lambda whole: whole["amendments"][1].update(label=key)))
    assert record.rows["amendments"][1]["label"] is None


def test_a_file_that_is_read_again_counts_as_a_change_of_its_bill():
    """A replay has no run of its own, but pages are kept of what it changes."""
    brought_in(as_bytes(LANTERNS))
    before = version_of([Bill.objects.get().pk])
    content = changed(lambda whole: whole["bill"].update(title="Lamps and Lanterns Bill"))
    ingest_historic_file(keep_file("lanterns.json", content, timezone.now())[0], again=True)
    assert version_of([Bill.objects.get().pk]) > before
