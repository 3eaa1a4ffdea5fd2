"""A linked provision is followed by its GUID into the newest print, with the number it had; doubt is said."""

from datetime import date

import pytest
from django.urls import reverse

from bills.history import create_tracked
from bills.models import Bill, BillPrint
from bills.text.tree import Print, Provision
from coalition import review, writing
from coalition.models import ClauseLink
from coalition.provision_now import Standing, standing_of
from tests.amendments.listed import MONDAY, make_stage, why
from tests.amendments.reading import words_of
from tests.coalition.links_world import CLAUSE
from tests.coalition.people import People, an_act, signed_in


def a_print(bill: Bill, number: str, clauses: dict[str, str], day: int) -> BillPrint:
    """A print whose clauses have these GUIDs, by number."""
    provisions = tuple(
        Provision(at, "clause", guid, "", number, "", f"Clause {number}", "Words.", 0, False, None, None, (), ())
        for at, (number, guid) in enumerate(clauses.items())
    )
    row = BillPrint(
        bill=bill, sha256=f"{number}{clauses}{bill.pk}"[:64], print_number=number,
        published_on=date(2026, 11, day), tree=Print(provisions, ()).to_json(),
    )  # fmt: skip
    return create_tracked(BillPrint, [row], why(MONDAY))[0]


@pytest.fixture
def bill(people: People) -> Bill:
    return make_stage().bill


@pytest.fixture
def link(bill: Bill) -> ClauseLink:
    """A link to clause 48 of the first print."""
    act, printed = an_act(bill, CLAUSE), a_print(bill, "Bill 8", {"47": "g-47", "48": "g-48"}, 2)
    wanted = {"clause": act.clauses.get(), "bill_print": printed, "provision": "clause 48", "provision_guid": "g-48"}
    return writing.create(ClauseLink(bill=bill, relation="partly", is_shared=True, **wanted), by=None)


@pytest.mark.parametrize(("clauses", "expected"), [
    ({"52": "g-48"}, Standing("Clause 52", "Bill 96", "it was clause 48 in Bill 8")),
    ({"48": "g-48", "49": "g-x"}, Standing("Clause 48", "Bill 96", "clause 48 too in Bill 8")),
    ({"48": "g-47"}, Standing("Clause 48", "Bill 8", "not found in Bill 96, the newest print")),
    ({"48": "h-1"},
     Standing("Clause 48", "Bill 8", "not certain in Bill 96, the newest print: it cannot be followed into it")),
    ({"48": "g-48", "49": "g-48"},
     Standing("Clause 48", "Bill 8", "not certain in Bill 96, the newest print: it cannot be followed into it")),
])  # fmt: skip
def test_it_is_followed_by_its_guid_and_never_by_its_number(link: ClauseLink, bill: Bill, clauses, expected) -> None:
    assert standing_of(link, a_print(bill, "Bill 96", clauses, 20)) == expected


def test_without_a_guid_or_a_newer_print_nothing_is_concluded(link: ClauseLink, bill: Bill) -> None:
    assert standing_of(link, link.bill_print) == standing_of(link, None) == Standing("Clause 48", "Bill 8")
    link.provision_guid = ""
    found = standing_of(link, a_print(bill, "Bill 96", {"52": "g-48"}, 20))
    said = "not certain in Bill 96, the newest print: it may have another number there"
    assert found == Standing("Clause 48", "Bill 8", said)


def test_the_pages_of_text_and_clause_show_today_s_number_and_the_one_it_had(
    people: People, bill: Bill, link: ClauseLink
) -> None:
    review.confirm(link, by=people.officer)
    a_print(bill, "Bill 96", {"52": "g-48"}, 20)
    for name, pk in (("act", link.clause.act_id), ("clause", link.clause_id)):
        words = words_of(signed_in(people.member).get(reverse(f"coalition:{name}", args=[pk])))
        assert "Clause 52, Bill 96" in words.replace(" ,", ",") and "(it was clause 48 in Bill 8)" in words


def test_confirmed_again_in_a_newer_print_it_has_the_number_of_that_print(
    people: People, bill: Bill, link: ClauseLink
) -> None:
    review.confirm(link, by=people.officer)
    review.reopen(link, by=people.officer)
    newest = a_print(bill, "Bill 96", {"48": "g-x", "52": "g-48"}, 20)
    review.confirm(link, by=people.officer)
    stored = ClauseLink.objects.get()
    assert (stored.bill_print, stored.provision) == (newest, "clause 52")
    assert standing_of(stored, newest) == Standing("Clause 52", "Bill 96")


def test_what_the_newest_print_no_longer_has_is_not_confirmed_in_it(
    people: People, bill: Bill, link: ClauseLink
) -> None:
    review.confirm(link, by=people.officer)
    review.reopen(link, by=people.officer)
    a_print(bill, "Bill 96", {"48": "g-47"}, 20)
    with pytest.raises(review.NotPossible, match="is not in Bill 96"):
        review.confirm(link, by=people.officer)
    stored = ClauseLink.objects.get()
    assert (stored.state, stored.bill_print.print_number, stored.provision) == ("reopened", "Bill 8", "clause 48")
