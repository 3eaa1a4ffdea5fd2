"""The pages of a historic Bill: first on the list, bounded in their questions; no summary passes as official text."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bills.models import Bill
from tests.amendments.reading import words_of
from tests.historic.files import LANTERNS, as_bytes, changed
from tests.world import a_bill
from tracker import demonstration, pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def lanterns() -> Bill:
    return pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS)).bill


def longer(times: int) -> bytes:
    """The Lanterns file with its chain and divisions many times as long."""

    def grow(whole):
        for number in range(times):
            key = f"more-{number}"
            whole["amendments"].append(
                {"key": key, "stage": "report", "label": str(number + 10), "gist": "More light"}
            )
            whole["chain_steps"].append(
                {
                    "chain": "light",
                    "key": key,
                    "order": 10 + number,
                    "amendment": key,
                    "follows": "again",
                    "arrow": "retabled",
                }
            )
            whole["divisions"].append(
                {"key": key, "stage": "report", "house": "Commons", "question": key, "amendments": ["nc1"]}
            )
            whole["related"].append({"key": key, "order": 5 + number, "kind": "bill", "title": key})

    return changed(grow)


def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_longer_record_takes_as_many_questions(client, lanterns):
    addresses = [
        lanterns.get_absolute_url(),
        lanterns.stages.get(historic_key="report").get_absolute_url(),
        lanterns.amendments.get(historic_key="nc1").get_absolute_url(),
        lanterns.chains.get().get_absolute_url(),
    ]
    before = [questions(client, address) for address in addresses]
    pipeline.ingest_historic_bytes("lanterns.json", longer(40))
    assert [questions(client, address) for address in addresses] == before
    assert before[1] <= 8
    assert before[3] <= 2


def test_a_historic_bill_leads_the_list_that_nobody_narrowed(client, lanterns):
    a_bill("Aardvarks Bill", 7001)
    rows = client.get(reverse("bills:list")).context["rows"]
    assert [row.bill.short_title for row in rows] == ["Lanterns Bill", "Aardvarks Bill"]
    by_title = client.get(reverse("bills:list") + "?sort=title").context["rows"]
    assert [row.bill.short_title for row in by_title] == ["Lanterns Bill", "Aardvarks Bill"][::-1]


def test_a_historic_bill_is_not_called_fictional(client, lanterns):
    words = words_of(client.get(lanterns.get_absolute_url()))
    assert "ictional" not in words
    assert "Lanterns Act 2015" in words
    assert "2 September 2014, pm, 2nd, last" in words


def test_an_amendment_page_tells_chain_division_mover_and_marks(client, lanterns):
    words = words_of(client.get(lanterns.amendments.get(historic_key="nc1").get_absolute_url()))
    for told in (
        "Our summary; the official wording is in the source.",
        "Would keep every lantern lit.",
        "Moved by Cy Marsh Inferred",
        "Keep the lanterns lit",
        "Tabled again, after New clause 1",
        "How it follows from another step is not stated",
        "A book; page not recorded (BOOK)",
    ):
        assert told in words


def test_official_words_are_shown_as_printed_where_the_file_has_them(client, lanterns):
    words = words_of(client.get(lanterns.amendments.get(historic_key="a1").get_absolute_url()))
    assert "As printed" in words
    assert "Our summary" not in words
    assert "From memory" in words


def test_hostile_text_in_a_file_is_only_text(client):
    def spoil(whole):
        whole["amendments"][0]["gist"] = "<script>alert(1)</script>"
        whole["sources"][0]["address"] = "javascript:alert(1)"
        whole["chains"][0]["aim"] = "<img src=x>"

    bill = pipeline.ingest_historic_bytes("lanterns.json", changed(spoil)).bill
    for address in (
        bill.get_absolute_url(),
        bill.amendments.get(historic_key="nc1").get_absolute_url(),
        bill.chains.get().get_absolute_url(),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_a_chain_that_is_no_longer_in_the_file_has_no_page(client, lanterns):
    address = lanterns.chains.get().get_absolute_url()
    pipeline.ingest_historic_bytes("lanterns.json", changed(lambda whole: whole.update(chains=[], chain_steps=[])))
    assert client.get(address).status_code == 404


def test_two_lists_without_places_can_be_compared(client, lanterns):
    def second_list(whole):
        whole["papers"].append({"key": "second", "stage": "committee", "name": "Second list"})
        whole["listings"].append({"paper": "second", "amendment": "nc1", "label": "NC2"})

    bill = pipeline.ingest_historic_bytes("lanterns.json", changed(second_list)).bill
    old, new = bill.papers.order_by("effective_at")
    stage = bill.stages.get(historic_key="committee")
    address = reverse("amendments:compare", args=[bill.pk, stage.pk])
    assert client.get(f"{address}?old={old.pk}&new={new.pk}").status_code == 200
    words = words_of(client.get(bill.amendments.get(historic_key="nc1").get_absolute_url()))
    assert "undated" in words


def test_the_demonstration_is_mixed_into_no_database_of_other_bills(lanterns):
    assert demonstration.holds_other_bills()


def test_the_demonstrations_own_bill_is_no_other_bill():
    demonstration.load_modern_slavery(lambda *told: None)
    a_bill("Ferries Bill [fictional]", 900_001, is_fictional=True)
    assert not demonstration.holds_other_bills()


def test_the_demonstrations_bill_is_complete():
    whole = json.loads(demonstration.MODERN_SLAVERY.read_text(encoding="utf-8"))
    counts = {
        name: len(whole[name]) for name in ("stages", "amendments", "divisions", "chains", "related", "provisions")
    }
    assert counts == {"stages": 15, "amendments": 61, "divisions": 8, "chains": 12, "related": 9, "provisions": 7}
