"""Chains, provisions, later Bills and sources of the Modern Slavery Bill; what its pages say of uncertain things."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from amendments.decisions import KNOWN
from amendments.models import Chain, ChainStep
from bills.models import Bill, ProvisionPath, RelatedBill
from tests.historic.msb import account, facts, long_words, numbers, words_in

pytestmark = pytest.mark.django_db


# ---- chains ----
ODW = (
    ("pbc-odw", None, ""),
    ("rep-nc2", "pbc-odw", "retabled"),
    ("hlc-94", "rep-nc2", "retabled"),
    ("hlr-odw", "hlc-94", "retabled"),
    ("la-72", "hlr-odw", "renumbered as"),
    ("cc-a", "la-72", "in lieu"),
    ("cc-b", "la-72", "in lieu"),
    ("cc-c", "la-72", "in lieu"),
    ("hlcc-72A", "cc-a", "renumbered as"),
    ("hlcc-72B", "cc-b", "renumbered as"),
    ("hlcc-72C", "cc-c", "renumbered as"),
    ("hlcc-A1", None, ""),
    ("s53", "hlcc-72A", "enacted"),
)


def test_the_chain_of_overseas_domestic_workers_is_told_end_to_end(bill, client):
    chain = bill.chains.get(historic_key="odw")
    steps = chain.steps.order_by("order").values_list("historic_key", "follows__historic_key", "arrow")
    assert tuple(steps) == ODW
    page = client.get(chain.get_absolute_url()).content.decode().partition('<ol class="course">')[2]
    places = [
        page.index(words)
        for words in ("New clause 2", "Amendment 94", "Lords amendment 72", "Amendment 72A", "Section 53")
    ]
    assert places == sorted(places)


def test_the_chains_are_those_of_the_facts(msb, bill):
    wanted = {row["chain"] for row in facts(msb, "amendments.json") if row["chain"]}
    assert set(Chain.objects.filter(bill=bill).values_list("historic_key", flat=True)) == wanted
    assert len(wanted) == 12


def test_rivals_have_no_arrows_between_them(bill):
    steps = ChainStep.objects.filter(chain__bill=bill, chain__historic_key="commissioner")
    assert not steps.exclude(arrow="").exists()


WITHOUT_A_ROW = {
    "child-advocates": ("16 and 24", "103 and 104"),
    "commissioner": ("38, 39, 41 and 46", "number not found"),
    "tisc": ("94",),
    "gla": ("The Government’s own amendment at 3rd reading",),
}
"""Attempts that the facts name and give no row: each is a step of its chain, without an amendment."""


def test_attempts_that_are_known_without_a_row_are_steps_of_their_chains(bill):
    for key, labels in WITHOUT_A_ROW.items():
        told = words_in(
            *bill.chains.get(historic_key=key).steps.filter(amendment=None).values_list("label", flat=True)
        )
        assert all(label.casefold() in told for label in labels)


# ---- provisions, later Bills, sources, words ----
def test_every_place_of_every_provision_is_there(msb, bill):
    rows, paths = facts(msb, "clause_drift.json"), list(bill.provision_paths.all())
    assert len(rows) == len(paths) == 7
    for row, path in zip(rows, paths, strict=True):
        account(row, _drift_checks(path), row["provision"])


def _drift_checks(path: ProvisionPath) -> dict[str, Callable[[Any], object]]:
    marks = {place["print"]: place["evidence"] for place in path.places}
    return {
        "provision": lambda name: long_words(name) & long_words(path.name),
        "prints": lambda prints: list(prints.items()) == [(place["print"], place["place"]) for place in path.places],
        "c": lambda mark: marks["Act"] == ("memory" if mark == "V/M" else "verified"),
        "note": lambda note: "Rights Lab" in path.historic["remark"],
    }  # fmt: skip


def test_every_later_bill_is_there_with_every_field(msb, bill):
    rows, stored = facts(msb, "later_bills.json"), list(bill.related_bills.all())
    assert len(rows) == len(stored) == 9
    for row, related in zip(rows, stored, strict=True):
        account(row, _later_checks(related), row["title"])


def _later_checks(related: RelatedBill) -> dict[str, Callable[[Any], object]]:
    stated = related.historic
    said = words_in(
        related.title, stated.get("remark"), stated.get("interest"), stated.get("address"), related.session
    )

    def marked(told: str) -> bool:
        if "id V" in told:
            return stated["id_evidence"] == "verified" and ("RA M" not in told or stated["act_evidence"] == "memory")
        if "id M" in told:
            return stated["id_evidence"] == "check"
        if "not found" in told:
            return stated["id_evidence"] == "not found" and ("services" not in told or "modernslavery.html" in said)
        return stated["evidence"] == told

    return {
        "title": lambda title: long_words(title) <= long_words(said),
        "bills_id": lambda number: related.parliament_id == number,
        "session": lambda session: related.session == session,
        "act": lambda act: stated["act"] == act,
        "royal_assent": lambda day: stated["royal_assent"] == day,
        "interest": lambda interest: all(number in said for number in numbers(interest)) and bool(stated["interest"]),
        "note": lambda note: all(number.casefold() in said for number in numbers(note) - {"2R", "3R"}),
        "c": marked,
        "kind": lambda kind: related.kind == kind,
        "url": lambda url: stated["address"] == url,
    }  # fmt: skip


def test_every_source_is_there_with_its_address(msb, bill):
    addresses = facts(msb, "sources.json")
    assert bill.historic["addresses"] == addresses
    assert len(addresses) == 46


def test_every_key_of_a_source_that_a_row_names_has_an_address(bill):
    assert all(key in bill.historic["addresses"] for key in _keys_named(bill))


def _keys_named(bill: Bill) -> Iterator[str]:
    steps = ChainStep.objects.filter(chain__bill=bill)
    for rows in (
        bill.stages,
        bill.amendments,
        bill.divisions,
        bill.named_prints,
        bill.related_bills,
        bill.papers,
        steps,
    ):
        for row in rows.all():
            yield from row.historic.get("sources", ())


NOT_KEPT = {
    "meaning": "Parliament's term for the word: the glossary tells these in our words",
    "house": "where a word may occur: words are kept as received, wherever they come",
    "stage": "where a word may occur: words are kept as received, wherever they come",
    "terminal": "whether a later decision may follow: nothing is concluded from it",
}
"""Fields of a decision word that no row holds, and why."""


def test_every_decision_word_is_explained_in_our_words(msb):
    ours = {known.word: known for known in KNOWN}
    for row in facts(msb, "decision_vocab.json"):
        assert set(row) == {"api", "plain", *NOT_KEPT}
        assert ours[row["api"]].plain.split(" (")[0].startswith(row["plain"].split(" (")[0][:30])


# ---- what the pages say of what is not certain ----
def test_what_is_inferred_is_marked_on_the_page(bill, client):
    page = client.get(bill.amendments.get(historic_key="hlc-94").get_absolute_url()).content.decode()
    assert "Not found in our sources" in page
    assert "Inferred" in page
    mover = client.get(bill.amendments.get(historic_key="hlcc-A1").get_absolute_url()).content.decode()
    assert "Moved by" in mover
    assert "Inferred" in mover


def test_a_tie_is_told_in_words_with_the_casting_vote(bill, client):
    for address in (bill.amendments.get(historic_key="pbc-odw").get_absolute_url(), bill.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "A tie; the figures were not found" in page
        assert "Mark Pritchard" in page


def test_every_summary_is_labelled_as_ours(bill, client):
    for row in bill.amendments.all():
        assert "Our summary" in client.get(row.get_absolute_url()).content.decode()
    for stage in {row.stage for row in bill.amendments.select_related("stage__bill")}:
        page = client.get(stage.get_absolute_url()).content.decode()
        assert page.count("Our summary:") == stage.amendments.count()


def test_the_wording_is_our_own(msb, bill):
    theirs = {row["gist"].casefold() for row in facts(msb, "amendments.json")}
    theirs |= {row["note"].casefold() for row in facts(msb, "amendments.json") if row["note"]}
    ours = {row.gist.casefold() for row in bill.amendments.all()}
    ours |= {row.historic.get("remark", "").casefold() for row in bill.amendments.all()}
    assert not theirs & ours
