"""Officers say what a division decided: options, a note, history, taking it back; and nobody else sees any of it."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.models import Amendment, AmendmentDivision
from bills.models import Bill, BillStage, Division
from tests.amendments.reading import words_of
from tests.coalition.briefings_world import a_list, an_amendment
from tests.coalition.people import People, a_coalition
from tests.divisions.votes import in_commons
from tests.world import LONDON, a_bill, a_course
from tracker.divisions.models import DivisionPlace
from tracker.divisions.place import place_divisions

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
MORNING = datetime(2026, 11, 3, 9, tzinfo=LONDON)


@pytest.fixture
def people() -> People:
    return a_coalition()


@pytest.fixture
def officer(client: Client, people: People) -> Client:
    client.force_login(people.officer)
    return client


@pytest.fixture
def bill() -> Bill:
    found = a_bill("Lighthouse Keepers Bill", 4101)
    a_course(found, [(7, [date(2026, 6, 1)]), (9, [DAY]), (3, [date(2026, 12, 1)])])
    return found


@pytest.fixture
def report(bill: Bill) -> BillStage:
    return bill.stages.get(kind_id_received=9)


@pytest.fixture
def eight(report: BillStage) -> Amendment:
    row = an_amendment(report, "8", key="eight")
    a_list(report, {row: "8"}, MORNING + timedelta(days=2))
    return row


@pytest.fixture
def waiting(bill: Bill, eight: Amendment) -> Division:
    division = in_commons("Lighthouse Keepers Bill Report Stage: Amendment 8", DAY)
    place_divisions(bill)
    return division


def address(division: Division) -> str:
    return reverse("division-review", args=[division.pk])


def post(client: Client, division: Division, where: str, **more: object):
    seen = client.get(address(division)).context["form"]["seen"].value()
    return client.post(address(division), {"where": where, "note": "Hansard, column 12", "seen": seen, **more})


def state(division: Division) -> str:
    return DivisionPlace.objects.get(division=division).state


def test_what_waits_is_listed_with_its_doubt_and_what_is_certain_apart(officer, bill, waiting) -> None:
    certain = in_commons("Lighthouse Keepers Bill: Second Reading", date(2026, 6, 1), 2)
    place_divisions(bill)
    first = words_of(officer.get(reverse("division-reviews")))
    assert waiting.title in first
    assert "Not certain: no list that was in force on that day is known" in first
    assert certain.title not in first
    assert certain.title in words_of(officer.get(reverse("division-reviews") + "?state=matched"))
    assert "There is none." in words_of(officer.get(reverse("division-reviews") + "?state=decided"))
    assert waiting.title in words_of(officer.get(reverse("division-reviews") + "?state=rhubarb&page=x"))


def test_the_likeliest_answer_is_offered_first_and_every_stage_of_the_house(officer, waiting, report, eight) -> None:
    form = officer.get(address(waiting)).context["form"]
    words = [words for _, words in form.fields["where"].choices]
    assert words == [
        "Amendment 8, Report stage, Lighthouse Keepers Bill",
        "Report stage, no amendment, Lighthouse Keepers Bill",
        "2nd reading, no amendment, Lighthouse Keepers Bill",
        "No stage, Lighthouse Keepers Bill",
        "Nothing of the Lighthouse Keepers Bill: put it aside",
    ]
    assert form["where"].value() == ""


def test_nothing_is_chosen_for_a_person_until_a_person_has_chosen(officer, waiting, report, eight) -> None:
    for where in (f"{report.bill_id}-{report.pk}-{eight.pk}", f"{report.bill_id}-{report.pk}-0", "none"):
        post(officer, waiting, where)
        assert officer.get(address(waiting)).context["form"]["where"].value() == where


def test_an_officer_confirms_and_the_public_reads_what_it_decided_but_not_the_note(
    officer, waiting, report, eight
) -> None:
    answer = post(officer, waiting, f"{report.bill_id}-{report.pk}-{eight.pk}")
    assert answer.status_code == 302
    assert state(waiting) == "confirmed"
    assert AmendmentDivision.objects.get(is_listed=True).amendment == eight
    public = Client().get(reverse("division", args=[waiting.pk]))
    assert "A person of our coalition decided what it belongs to." in words_of(public)
    for page in (public, Client().get(eight.get_absolute_url()), Client().get(report.get_absolute_url())):
        assert "Hansard, column 12" not in page.content.decode()
        assert waiting.title in words_of(page)
    history = words_of(officer.get(address(waiting)))
    assert "Hansard, column 12" in history[history.index("History") :]


def test_an_officer_names_an_amendment_that_was_not_offered(officer, waiting, report) -> None:
    nine = an_amendment(report, "NC9", key="nine")
    post(officer, waiting, f"{report.bill_id}-{report.pk}-0", number="New Clause 9")
    assert AmendmentDivision.objects.get(is_listed=True).amendment == nine


@pytest.mark.parametrize(
    ("where", "number", "error"),
    [
        ("{bill}-{stage}-0", "77", "No amendment of that stage has this number."),
        ("{bill}-{stage}-0", "8", "More than one amendment of that stage has this number."),
        ("{bill}-0-0", "8", "Choose the stage of this amendment above."),
        ("none", "8", "Choose the stage of this amendment above."),
        ("1-2-3-4", "", "Select a valid choice"),
        ("rhubarb", "8", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(officer, waiting, report, where, number, error) -> None:
    an_amendment(report, "8", key="twin")
    answer = post(officer, waiting, where.format(bill=report.bill_id, stage=report.pk), number=number)
    assert answer.status_code == 422
    assert error in words_of(answer)
    assert state(waiting) == "suggested"


def test_without_a_note_nothing_is_stored(officer, waiting, report) -> None:
    assert post(officer, waiting, f"{report.bill_id}-{report.pk}-0", note=" ").status_code == 422
    assert state(waiting) == "suggested"


def test_a_division_is_put_aside_and_the_decision_taken_back(officer, waiting, report) -> None:
    post(officer, waiting, "none")
    waiting.refresh_from_db()
    assert (state(waiting), waiting.bill_id, waiting.stage_id) == ("rejected", None, None)
    assert "Put aside" in words_of(officer.get(reverse("division-reviews") + "?state=decided"))
    officer.post(reverse("division-review-undo", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert (state(waiting), waiting.stage_id) == ("suggested", report.pk)
    told = words_of(officer.get(address(waiting)))
    assert "Taken back" in told[told.index("History") :]


def test_a_certain_match_can_be_put_right(officer, bill, report) -> None:
    division = in_commons("Lighthouse Keepers Bill: Second Reading", date(2026, 6, 1), 2)
    place_divisions(bill)
    post(officer, division, f"{bill.pk}-{report.pk}-0")
    division.refresh_from_db()
    assert (state(division), division.stage_id) == ("confirmed", report.pk)


def test_two_officers_at_once_do_not_write_over_each_other(officer, waiting, report) -> None:
    seen = officer.get(address(waiting)).context["form"]["seen"].value()
    post(officer, waiting, "none")
    late = officer.post(
        address(waiting), {"where": f"{report.bill_id}-{report.pk}-0", "note": "What I typed", "seen": seen}
    )
    assert late.status_code == 409
    assert "Somebody else changed this meanwhile" in words_of(late)
    assert "What I typed" in late.content.decode()
    assert state(waiting) == "rejected"


def test_nobody_else_reads_or_writes_it(waiting, people) -> None:
    pages = (reverse("division-reviews"), address(waiting))
    for visitor, status in ((None, 302), (people.member, 404)):
        client = Client()
        if visitor:
            client.force_login(visitor)
        for page in pages:
            assert client.get(page).status_code == status
        assert client.post(address(waiting), {"where": "none", "note": "x", "seen": 1}).status_code == status
        assert client.post(reverse("division-review-undo", args=[waiting.pk])).status_code == status
    assert state(waiting) == "suggested"


def test_only_an_officer_is_led_from_the_public_page_to_the_review(officer, waiting) -> None:
    page = reverse("division", args=[waiting.pk])
    assert address(waiting) in officer.get(page).content.decode()
    assert address(waiting) not in Client().get(page).content.decode()


def test_a_long_list_costs_no_more_questions(officer, bill, report, waiting) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert officer.get(reverse("division-reviews")).status_code == 200
        return len(found)

    first = asked()
    for number in range(20, 60):
        in_commons(f"Lighthouse Keepers Bill Report Stage: Amendment {number}", DAY, number)
    place_divisions(bill)
    assert asked() == first
