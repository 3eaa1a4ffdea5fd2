"""The officer's desk shows the clashes of what carries their asks, and no others."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.models import Amendment
from bills.history import update_tracked
from bills.models import BillStage
from bills.versions import bump
from tests.amendments.listed import MONDAY, publish, why
from tests.amendments.printed import CROSSINGS, a_print, tabled
from tests.amendments.reading import words_of
from tests.coalition.links_world import a_link
from tests.coalition.people import People, an_ask, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

LIT = "Clause 1, page 1, line 4, leave out “lit” and insert “heated”"
OTHER = "Clause 1, page 1, line 4, leave out “lit” and insert “wide”"
ELSEWHERE = "Clause 2, page 1, line 7, leave out “may” and insert “must”"


@pytest.fixture
def ours(people: People, world: World) -> tuple[BillStage, Amendment, Amendment]:
    stage = world.lanterns.stages.get(bill_stage_id=world.lanterns.current_stage_id_received)
    a_print(stage, published_on=date(2026, 11, 1))
    mine, theirs = tabled(stage, "1", LIT, dnum="a1"), tabled(stage, "2", OTHER, dnum="a2")
    others = tabled(stage, "8", ELSEWHERE, dnum="a8"), tabled(stage, "9", ELSEWHERE, dnum="a9")
    publish(stage, [mine, theirs, *others], MONDAY, print_number="Bill 7")
    ask = an_ask(world.lanterns, lead=people.beacon)
    a_link(people.officer, mine, ask=ask, confirmed=True, relation="implements")
    return stage, mine, theirs


def desk(people: People) -> str:
    return words_of(signed_in(people.officer).get("/desk/"))


def test_it_names_both_amendments(people: People, ours) -> None:
    said = desk(people)
    assert "Cannot both stand : Amendment 1 and Amendment 2 change the same words." in said
    assert "Amendment 8" not in said
    assert "1 ask has an amendment that cannot stand beside another." in said


def test_it_tells_the_new_place_of_ours(people: People, ours) -> None:
    stage, *_ = ours
    later = CROSSINGS.replace("must be lit, and", "must be bright, and")
    a_print(stage, later, print_number="Bill 9", published_on=date(2026, 11, 20))
    assert "Newer print : Amendment 1 : In Bill 9 of 20 November 2026" in desk(people)


def test_it_is_kept_until_the_bill_changes_and_asks_nothing_meanwhile(people: People, ours, kept_pages) -> None:
    stage, _, theirs = ours
    client = signed_in(people.officer)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/")
        counts.append(len(queries))
    assert counts[1] <= 12
    assert counts[1] <= counts[0] - 2
    theirs.decision = "Withdrawn"
    update_tracked(Amendment, [(theirs, "decision")], ["decision"], why(MONDAY + timedelta(days=1)))
    bump(stage.bill_id)
    assert "Cannot both stand" not in words_of(client.get("/desk/"))
