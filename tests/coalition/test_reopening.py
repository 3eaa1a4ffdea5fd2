"""A confirmed link opens again by itself when either text changes, and for nothing else: through the real ingest."""

from copy import copy
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from amendments.models import Amendment
from bills.models import BillPrint
from coalition import review, writing
from coalition.link import Theirs, propose
from coalition.models import AlternativeClause, ClauseLink
from scrapers.historic import ingest_historic_file
from scrapers.snapshots import keep_file
from tests.coalition.links_world import (
    CLAUSE,
    OTHER_WORDS,
    WORDS,
    a_link,
    read_paper,
    read_print,
    reread,
    reword,
)
from tests.coalition.people import People, an_act, an_ask
from tests.historic.files import changed
from tests.tracker.small_parliament import BILL, a_paper, printed_amendment, small_parliament
from tracker import pipeline

OPEN, CONFIRMED = ClauseLink.State.REOPENED, ClauseLink.State.CONFIRMED


@pytest.fixture
def link(people: People, tmp_path: Path) -> ClauseLink:
    """A clause of ours tied to an amendment of a real paper, confirmed by an officer."""
    bill = read_paper(tmp_path)
    clause = an_act(bill, CLAUSE).clauses.get()
    return a_link(people.officer, Amendment.objects.get(), clause=clause, confirmed=True)


def test_confirming_keeps_both_texts_as_they_read(link: ClauseLink) -> None:
    assert link.our_text == f"Lit steps\n{CLAUSE['lit-steps']}"
    assert link.their_text == f"{WORDS}\n\nExplanatory statement\nStatement 2"


def test_new_words_on_the_next_list_open_it_again_and_history_names_the_list(link: ClauseLink, tmp_path: Path) -> None:
    read_paper(tmp_path, OTHER_WORDS, "2026-11-08")
    stored = reread(link)
    row = stored.history.order_by("-history_id").first()
    assert stored.state == OPEN
    assert row.history_change_reason == "Amendment 2 was reworded: Amendment paper of 8 November 2026"
    assert row.history_user is None
    assert (f"{row.effective_at:%Y-%m-%d}", row.snapshot_id is not None) == ("2026-11-08", True)
    assert "midnight" not in stored.their_text  # the text that was confirmed stays, for the redline


def test_the_same_list_again_opens_nothing_twice(link: ClauseLink, tmp_path: Path) -> None:
    read_paper(tmp_path, OTHER_WORDS, "2026-11-08")
    before = reread(link).history.count()
    read_paper(tmp_path, OTHER_WORDS, "2026-11-08")
    assert review.reopen_changed(link.bill) == 0
    assert reread(link).history.count() == before


@pytest.mark.parametrize(
    "printed",
    [
        {"supporters": [("Bo Finch", 902)]},
        {"proposer": [("Bo Finch", 902)]},
        {"star": "★"},
        {"number": 2, "instruction": WORDS.replace("“", '"').replace("”", '"')},
        {"instruction": WORDS.replace(", after", ",  after")},
        {"decision": "Agreed to"},
    ],
    ids=["a signature", "another mover", "a star", "quotation marks", "white space", "a decision"],
)
def test_nothing_but_words_opens_it_again(link: ClauseLink, tmp_path: Path, printed: dict) -> None:
    read_paper(tmp_path, printed.pop("instruction", WORDS), "2026-11-08", **printed)
    assert Amendment.objects.count() == 1
    assert reread(link).state == CONFIRMED


def test_a_new_number_alone_does_not_open_it_again(link: ClauseLink, tmp_path: Path) -> None:
    file = tmp_path / "renumbered.xml"
    renumbered = printed_amendment(2, WORDS).replace(">2</num>", ">17</num>")
    file.write_bytes(a_paper(renumbered, varPublishDate="2026-11-08"))
    call_command("import_paper", str(file), "--json", stdout=StringIO())
    assert Amendment.objects.get().number == "17"
    assert reread(link).state == CONFIRMED


def test_the_command_opens_it_again_too(link: ClauseLink, tmp_path: Path, capsys) -> None:
    file = tmp_path / "next.xml"
    file.write_bytes(a_paper(printed_amendment(2, OTHER_WORDS), varPublishDate="2026-11-08"))
    call_command("import_paper", str(file))
    assert reread(link).state == OPEN


def test_our_own_new_words_open_it_again(link: ClauseLink, people: People) -> None:
    clause = AlternativeClause.objects.get()
    reword(clause, CLAUSE["lit-steps"].replace("must", "must  "), people.officer)
    assert reread(link).state == CONFIRMED
    reword(clause, CLAUSE["lit-steps"].replace("must", "may"), people.officer)
    row = reread(link).history.order_by("-history_id").first()
    assert (row.state, row.history_change_reason, row.history_user) == (OPEN, "Our own wording changed", None)


def test_a_new_title_of_an_ask_opens_its_links_and_its_state_does_not(people: People, tmp_path: Path) -> None:
    ask = an_ask(read_paper(tmp_path))
    link = a_link(people.officer, Amendment.objects.get(), ask=ask, confirmed=True)
    writing.change(ask, {"state": "tabled"}, by=people.officer)
    assert reread(link).state == CONFIRMED
    writing.change(ask, {"title": "Every quay is lit"}, by=people.officer)
    assert reread(link).state == OPEN


def test_only_confirmed_links_open_again(people: People, tmp_path: Path) -> None:
    ask = an_ask(read_paper(tmp_path))
    waiting = a_link(people.officer, Amendment.objects.get(), ask=ask)
    read_paper(tmp_path, OTHER_WORDS, "2026-11-08")
    assert reread(waiting).state == ClauseLink.State.SUGGESTED
    review.reject(waiting, by=people.officer)
    read_paper(tmp_path, WORDS, "2026-11-09")
    assert reread(waiting).state == ClauseLink.State.REJECTED


# ---- provisions of a print ----
@pytest.fixture
def provision_link(people: People, tmp_path: Path) -> ClauseLink:
    bill = read_print(tmp_path, "Bill 12", "A lighthouse must have a lamp.", "2026-06-01")
    theirs = Theirs(bill_print=BillPrint.objects.get(), provision="clause 1", provision_guid="_c1")
    return propose(people.officer, bill, theirs, ask=an_ask(bill), and_confirm=True)


def test_a_provision_reworded_in_the_next_print_opens_the_link(provision_link: ClauseLink, tmp_path: Path) -> None:
    assert provision_link.their_text == "Lamps\n(1) A lighthouse must have a lamp."
    read_print(tmp_path, "Bill 13", "A lighthouse may have a lamp.", "2026-07-01")
    stored = reread(provision_link)
    row = stored.history.order_by("-history_id").first()
    assert stored.state == OPEN
    assert row.history_change_reason.startswith("Clause 1 reads differently in Bill 13")


def test_a_provision_that_reads_the_same_in_the_next_print_stays_confirmed(
    provision_link: ClauseLink, tmp_path: Path
) -> None:
    read_print(tmp_path, "Bill 13", "A lighthouse must  have a lamp.", "2026-07-01")
    assert reread(provision_link).state == CONFIRMED


def test_confirmed_again_it_rests_on_the_new_words(provision_link: ClauseLink, people: People, tmp_path: Path) -> None:
    read_print(tmp_path, "Bill 13", "A lighthouse may have a lamp.", "2026-07-01")
    review.confirm(reread(provision_link), by=people.officer)
    stored = reread(provision_link)
    assert (stored.bill_print.print_number, "may have" in stored.their_text) == ("Bill 13", True)
    assert review.reopen_changed(stored.bill) == 0


def test_looking_for_changed_texts_asks_the_same_of_the_database_for_one_link_and_for_two_hundred(
    link: ClauseLink,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert review.reopen_changed(link.bill) == 0
        return len(seen)

    one = queries()
    link.pk, link._state.adding = None, True
    ClauseLink.objects.bulk_create([copy(link) for _ in range(200)])
    assert queries() == one <= 3


def test_parliaments_data_opens_it_again_and_reading_what_is_kept_again_does_not(
    people: People, settings: Settings, tmp_path: Path
) -> None:
    with small_parliament(settings, tmp_path) as parliament:
        parliament.files, parliament.kinds = {}, {}
        parliament.publish()
        pipeline.update_bill(BILL)
        first = Amendment.objects.get(api_key__endswith=f":{next(iter(parliament.amendments))}")
        link = a_link(people.officer, first, ask=an_ask(first.bill), confirmed=True)
        pipeline.replay()
        assert reread(link).state == CONFIRMED
        stated = next(iter(parliament.amendments.values()))
        stated["summaryText"] = ["Clause 1, page 1, line 1, leave out “lamp” and insert “bonfire”"]
        parliament.publish()
        Amendment.objects.filter(pk=first.pk).update(detail_hash="")
        pipeline.update_bill(BILL)
    first.refresh_from_db()
    assert "bonfire" in first.text
    assert reread(link).state == OPEN
    pipeline.replay()
    assert link.history.count() == 3


def test_a_historic_file_that_tells_other_words_opens_it_again(people: People) -> None:
    def words(text: str) -> bytes:
        return changed(lambda whole: whole["amendments"][0].update(text=text))

    def read(content: bytes) -> None:
        ingest_historic_file(keep_file("lanterns.json", content, timezone.now())[0])

    read(words("Every lantern is to be lit"))
    amendment = Amendment.objects.get(historic_key="nc1")
    link = a_link(people.officer, amendment, ask=an_ask(amendment.bill), confirmed=True)
    read(changed(lambda whole: whole["amendments"][0].update(text="Every lantern is to be lit", decision="Withdrawn")))
    assert reread(link).state == CONFIRMED
    read(words("No lantern is to be lit"))
    assert reread(link).state == OPEN
