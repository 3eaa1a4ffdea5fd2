"""The register of assurances: what is due, who sees it, and that no edit is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bills.models import Bill
from coalition import writing
from coalition.models import Assurance
from tests.amendments.listed import an_amendment, make_stage, table
from tests.amendments.reading import words_of
from tests.coalition.people import People, an_ask, signed_in

REGISTER = "coalition:assurances"


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def bill(people: People) -> Bill:
    return make_stage().bill


def an_assurance(bill: Bill, words: str, **facts: Any) -> Assurance:
    wanted = {"given_by": "Ada Quill", "given_on": date(2026, 2, 3), "house": "Commons", "is_shared": True, **facts}
    return writing.create(Assurance(bill=bill, words=words, **wanted), by=None)


def typed(bill: Bill, **values: Any) -> dict[str, Any]:
    """What a browser sends."""
    return {
        "bill": bill.pk,
        "given_by": "Ada Quill",
        "given_on": "2026-02-03",
        "house": "Lords",
        "words": "Every lamp will be lit.",
        "outcome": "open",
        "is_shared": "on",
        **values,
    }


def test_open_ones_come_first_and_the_overdue_are_counted(people: People, bill: Bill) -> None:
    today = timezone.localdate()
    an_assurance(bill, "Kept long ago", outcome="kept", due_on=today - timedelta(days=9))
    an_assurance(bill, "Due some day")
    an_assurance(bill, "Due today", due_on=today)
    an_assurance(bill, "Due yesterday", due_on=today - timedelta(days=1))
    page = signed_in(people.member).get(reverse(REGISTER))
    assert [row.words for row, *_ in page.context["rows"]] == [
        "Due yesterday",
        "Due today",
        "Due some day",
        "Kept long ago",
    ]
    assert "3 assurances are open, 1 of them overdue." in words_of(page)
    late = signed_in(people.member).get(reverse(REGISTER), {"fate": "overdue"})
    assert [row.words for row, *_ in late.context["rows"]] == ["Due yesterday"]


def test_the_register_is_filtered_by_house_and_bill_and_nonsense_is_ignored(people: People, bill: Bill) -> None:
    other = make_stage("Kelp Bill").bill
    an_assurance(bill, "In the Commons")
    an_assurance(bill, "In the Lords", house="Lords")
    an_assurance(other, "On kelp", house="Lords")
    client = signed_in(people.officer)

    def shown(**filters: object) -> list[str]:
        return sorted(row.words for row, *_ in client.get(reverse(REGISTER), filters).context["rows"])

    assert shown(house="Lords") == ["In the Lords", "On kelp"]
    assert shown(house="Lords", bill=other.pk) == ["On kelp"]
    assert len(shown(house="Moon", bill="x", fate="?", page="-1")) == 3


def test_members_read_what_is_shared_and_never_the_title_of_a_private_ask(people: People, bill: Bill) -> None:
    ask = an_ask(bill, title="A secret wish", is_shared=False)
    an_assurance(bill, "For everybody", ask=ask)
    an_assurance(bill, "For officers", is_shared=False)
    an_assurance(bill, "Of Harbour Watch", is_shared=False, owner=people.harbour)
    seen = words_of(signed_in(people.member).get(reverse(REGISTER)))
    assert "For everybody" in seen
    assert "Of Harbour Watch" in seen
    assert "For officers" not in seen
    assert "A secret wish" not in seen
    assert "A secret wish" in words_of(signed_in(people.officer).get(reverse(REGISTER)))


def test_only_officers_add_and_change(people: People, bill: Bill) -> None:
    row = an_assurance(bill, "A promise")
    for address in (reverse("coalition:assurance-new"), reverse("coalition:assurance", args=[row.pk])):
        assert signed_in(None).get(address).status_code == 302
        for who in (people.outsider, people.member):
            assert signed_in(who).get(address).status_code == 404
            assert signed_in(who).post(address, typed(bill)).status_code == 404
        assert signed_in(people.officer).get(address).status_code == 200
    assert signed_in(people.outsider).get(reverse(REGISTER)).status_code == 404
    assert Assurance.objects.count() == 1


def test_an_officer_adds_one_on_an_amendment_and_says_later_that_it_was_kept(people: People, bill: Bill) -> None:
    (amendment,) = table([an_amendment(bill.stages.get(), "7")])
    client = signed_in(people.officer)
    form = client.get(reverse("coalition:assurance-new"), {"amendment": amendment.pk})
    assert "Amendment 7" in words_of(form)
    hidden = {"amendment": form.context["form"]["amendment"].value()}
    client.post(reverse("coalition:assurance-new"), typed(bill, **hidden, note_for_history="From the debate"))
    row = Assurance.objects.get()
    assert row.amendment == amendment
    assert row.history.get().history_change_reason == "From the debate"
    address = reverse("coalition:assurance", args=[row.pk])
    client.post(address, typed(bill, **hidden, revision=row.revision, outcome="kept", outcome_note="It was."))
    assert [was.outcome for was in row.history.order_by("history_id")] == ["open", "kept"]
    assert "Kept" in words_of(client.get(reverse(REGISTER)))


def test_two_officers_at_once_lose_nothing(people: People, bill: Bill) -> None:
    row = an_assurance(bill, "A promise", meaning="At first")
    writing.change(row, {"meaning": "Her reading"}, by=people.administrator)
    address = reverse("coalition:assurance", args=[row.pk])
    met = signed_in(people.officer).post(address, typed(bill, revision=1, meaning="His reading"))
    assert met.status_code == 409
    for word in ("Her reading", "His reading", "Agnes"):
        assert word in words_of(met)
    assert Assurance.objects.get().meaning == "Her reading"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"due_on": "2026-01-01"}, "It cannot be due before it was given."),
        ({"given_on": "2999-01-01"}, "This day is still to come."),
        ({"words": ""}, "This field is required."),
        ({"hansard_url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_is_refused(people: People, bill: Bill, wrong: dict[str, str], told: str) -> None:
    page = signed_in(people.officer).post(reverse("coalition:assurance-new"), typed(bill, **wrong))
    assert page.status_code == 422
    assert told in words_of(page)
    assert not Assurance.objects.exists()


def test_a_long_register_takes_no_more_queries_than_a_short_one(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            client.get(reverse(REGISTER))
        return len(taken)

    an_assurance(bill, "One", ask=an_ask(bill))
    few = queries()
    for count in range(30):
        an_assurance(bill, f"Number {count}", ask=an_ask(bill, f"ask-{count}"))
    assert queries() == few


def test_the_amendment_is_looked_for_and_chosen_without_losing_what_was_typed(people: People, bill: Bill) -> None:
    stage = bill.stages.get()
    seven, eight = table([an_amendment(stage, "7"), an_amendment(stage, "8", text="Leave out “bell”")])
    elsewhere = table([an_amendment(make_stage("Kelp Bill"), "7")])[0]
    client, address = signed_in(people.officer), reverse("coalition:assurance-new")
    words = "Half typed, not to be lost"
    page = client.post(address, typed(bill, words=words, given_on="", looked_for="7", step="look"))
    shown = page.content.decode()
    assert page.status_code == 200 and not Assurance.objects.exists()
    assert words in shown and "There is a problem" not in shown
    assert f'value="{seven.pk}"' in shown and "Committee stage (Commons)" in shown
    assert [pk for pk, _ in page.context["form"].fields["amendment"].choices][1:] == [seven.pk]
    assert elsewhere.pk != seven.pk
    client.post(address, typed(bill, looked_for="7", amendment=seven.pk))
    row = Assurance.objects.get()
    assert row.amendment == seven
    edit = reverse("coalition:assurance", args=[row.pk])
    assert f'value="{seven.pk}"' in client.get(edit).content.decode()
    found = client.post(edit, typed(bill, looked_for="bell", step="look", amendment=seven.pk, revision=row.revision))
    assert {pk for pk, _ in found.context["form"].fields["amendment"].choices if pk} == {seven.pk, eight.pk}
    client.post(edit, typed(bill, amendment=eight.pk, revision=row.revision))
    row.refresh_from_db()
    assert row.amendment == eight
    client.post(edit, typed(bill, amendment="", revision=row.revision))
    row.refresh_from_db()
    assert row.amendment is None


def test_an_amendment_of_another_bill_or_of_none_is_refused(people: People, bill: Bill) -> None:
    other = table([an_amendment(make_stage("Kelp Bill"), "7")])[0]
    address = reverse("coalition:assurance-new")
    for given in (other.pk, 10**15, "x"):
        assert signed_in(people.officer).post(address, typed(bill, amendment=given)).status_code == 422
    assert not Assurance.objects.exists()
