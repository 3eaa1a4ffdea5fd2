"""The amendment page shows its clause with the amendment made, names the print, or says plainly why it cannot."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amendments.models import Amendment
from bills.models import BillStage
from tests.amendments.listed import FRIDAY, MONDAY, make_stage, publish
from tests.amendments.printed import CROSSINGS, a_print, tabled
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


def on_a_list(row: Amendment, number: str = "Bill 7", at=MONDAY) -> Amendment:
    publish(row.stage, [row], at, print_number=number)
    return row


def section(client: Client, row: Amendment) -> str:
    """The words of the section, without what stands round it."""
    words = words_of(client.get(row.get_absolute_url()))
    _, _, rest = words.partition("The text with this amendment")
    return rest.partition("Where it stands")[0]


def test_the_clause_is_shown_with_the_amendment_made_and_the_print_is_named(client: Client, stage: BillStage) -> None:
    a_print(stage)
    row = on_a_list(tabled(stage, "1", "Clause 1, page 1, line 4, leave out “lit” and insert “heated”"))
    said = section(client, row)
    assert "Clause 1 Duty to build crossings" in said
    assert "The crossing must be removed: lit inserted: heated , and must be dry." in said
    assert "Worked out by a program, not published by Parliament, on Bill 7 (as introduced) of 9 June 2026." in said
    assert "“lit” stands there once." in said
    assert f'#print-{stage.bill.prints.get().pk}"' in client.get(row.get_absolute_url()).content.decode()


def test_new_numbers_are_shown_lightly_and_never_as_a_change(client: Client, stage: BillStage) -> None:
    a_print(stage)
    row = on_a_list(tabled(stage, "1", "Clause 1, page 1, line 2, leave out subsection (1)"))
    body = client.get(row.get_absolute_url()).content.decode()
    assert '<span class="renumbered">(before (2))</span> The crossing must be lit' in body
    assert 'Subsection (<span class="renumbered">1 (before 2)</span>)' in body
    assert "inserted: " not in section(client, row)


def test_inserted_provisions_stand_at_the_depth_of_their_neighbours(client: Client, stage: BillStage) -> None:
    a_print(stage)
    row = on_a_list(tabled(stage, "1", "Clause 2, page 1, line 11, at end insert—\n“(d) watered.”"))
    body = client.get(row.get_absolute_url()).content.decode()
    assert 'statute__line--depth-1"><span class="statute__num"><ins>(d)</ins></span>' in body


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Clause 1, page 1, line 4, leave out “wet”", "are not at the place it names. “wet” does not stand at page 1"),
        ("Clause 1, page 1, line 4, leave out “must”", "are there more than once"),
        ("Clause 9, page 1, line 4, leave out “lit”", "is not in that print. This print has no clause 9."),
        ("Clause 1, page 9, line 4, leave out “lit”", "page and line it names are not there"),
        ("Clause 1, page 1, line 4, ponder “lit”", "in no form that the program can read"),
    ],
)
def test_what_cannot_be_worked_out_is_said_in_plain_words_with_the_print(
    client: Client, stage: BillStage, words: str, why: str
) -> None:
    a_print(stage)
    said = section(client, on_a_list(tabled(stage, "1", words)))
    assert "We cannot show it." in said
    assert why in said
    assert "Looked for in Bill 7" in said
    assert "inserted:" not in said


def test_the_newest_list_that_names_a_print_decides_even_where_a_later_print_is_known(
    client: Client, stage: BillStage
) -> None:
    a_print(stage)
    a_print(stage, CROSSINGS.replace("lit", "bright"), print_number="Bill 9", published_on=date(2026, 9, 1))
    row = on_a_list(tabled(stage, "1", "Clause 1, page 1, line 4, leave out “lit”"))
    assert "on Bill 7 (as introduced)" in section(client, row)
    on_a_list(row, "Bill 9", FRIDAY)
    assert "Looked for in Bill 9" in section(client, row)


def test_a_print_that_was_never_read_is_not_replaced_by_another(client: Client, stage: BillStage) -> None:
    a_print(stage)
    row = on_a_list(tabled(stage, "1", "Clause 1, page 1, line 4, leave out “lit”"), "Bill 8")
    said = section(client, row)
    assert "It was tabled to Bill 8, and the words of that print have not been read here." in said
    assert "would" not in said.replace("would change are", "")


class TestWhereNoListNamesThePrint:
    """The newest of the House that was out when the stage began; nothing is chosen where two fit."""

    words = "Clause 1, page 1, line 4, leave out “lit”"

    def test_it_is_the_newest_of_the_house_that_was_out(self, client: Client, stage: BillStage) -> None:
        a_print(stage, CROSSINGS.replace("lit", "old"), print_number="Bill 5", published_on=date(2026, 5, 1))
        a_print(stage)
        a_print(stage, CROSSINGS.replace("lit", "new"), print_number="Bill 9", published_on=date(2026, 9, 30))
        a_print(stage, print_number="HL Bill 3", house="Lords", published_on=date(2026, 9, 1))
        row = on_a_list(tabled(stage, "1", self.words), "")
        assert "on Bill 7 (as introduced)" in section(client, row)

    def test_two_of_one_day_are_not_chosen_between(self, client: Client, stage: BillStage) -> None:
        a_print(stage)
        a_print(stage, CROSSINGS.replace("lit", "new"), print_number="Bill 9")
        row = on_a_list(tabled(stage, "1", self.words), "")
        assert "Two prints came out on the same day" in section(client, row)

    def test_a_print_of_the_other_house_is_none(self, client: Client, stage: BillStage) -> None:
        a_print(stage, print_number="HL Bill 3", house="Lords")
        row = on_a_list(tabled(stage, "1", self.words), "")
        assert "No print of the House of Commons has been read here." in section(client, row)

    def test_without_a_day_of_the_stage_nothing_is_said(self, client: Client, stage: BillStage) -> None:
        a_print(stage)
        assert "It cannot be told which print was current" in section(client, tabled(stage, "1", self.words))


def test_an_amendment_to_an_amendment_is_shown_in_its_parent(client: Client, stage: BillStage) -> None:
    a_print(stage)
    new = "To move the following Clause—\n“Tunnels\n(1) A tunnel must be dry for 28 days.”"
    parent = tabled(stage, "NC1", new)
    row = tabled(stage, "(a)", "Line 2, leave out “28 days” and insert “14 days”", provision="amendment nc1")
    publish(stage, [parent, row], MONDAY, print_number="Bill 7")
    said = section(client, row)
    assert "It would change the words of amendment NC1, not those of the Bill." in said
    assert "removed: 28 inserted: 14 days" in said


def test_a_new_clause_without_a_stated_place_is_said_to_have_none(client: Client, stage: BillStage) -> None:
    a_print(stage)
    row = on_a_list(tabled(stage, "NC1", "To move the following Clause—\n“Tunnels\n(1) A tunnel must be dry.”"))
    said = section(client, row)
    assert "It would add a new clause. Its place is not stated yet" in said
    assert "Tunnels" in said
    assert "clause 4" not in said


def test_as_at_an_earlier_day_nothing_is_worked_out(client: Client, stage: BillStage) -> None:
    a_print(stage)
    row = on_a_list(tabled(stage, "1", "Clause 1, page 1, line 4, leave out “lit”"))
    response = client.get(row.get_absolute_url(), {"at": "2026-09-17"})
    assert "The text with this amendment" not in words_of(response)


def test_it_costs_no_further_question_once_its_print_is_in_memory(client: Client, stage: BillStage) -> None:
    row = on_a_list(tabled(stage, "1", "Clause 1, page 1, line 4, leave out “lit”"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(row.get_absolute_url())
        counts.append(len(queries))
        if len(counts) == 1:
            a_print(stage)
            client.get(row.get_absolute_url())
    assert counts[1] == counts[0]
