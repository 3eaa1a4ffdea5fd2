"""An officer says which earlier amendment one continues: shown with who and when, and undone."""

import pytest
from django.urls import reverse

from amendments.models import Amendment, Chain
from bills.history import create_tracked
from bills.models import BillStage
from coalition import continues
from coalition.models import Continuation
from tests.amendments.listed import MONDAY, an_amendment, make_stage, table, why
from tests.amendments.reading import words_of
from tests.coalition.people import People, signed_in
from tests.coalition.test_link_pages import static_files_as_they_are  # noqa: F401


@pytest.fixture
def stages(people: People) -> list[BillStage]:
    first = make_stage()
    later = [
        BillStage(bill=first.bill, bill_stage_id=30000 + n, description=name, house="Lords", sort_order=3 + n)
        for n, name in enumerate(("Report stage", "3rd reading"), start=1)
    ]
    return [first, *create_tracked(BillStage, later, why(MONDAY))]


@pytest.fixture
def amendments(stages: list[BillStage]) -> list[Amendment]:
    """One aim in committee, at report and at third reading, under three numbers."""
    return [table([an_amendment(stage, number)])[0] for stage, number in zip(stages, ("7", "52", "9"), strict=True)]


def page(user, amendment: Amendment) -> str:
    return words_of(signed_in(user).get(amendment.get_absolute_url()))


def address(amendment: Amendment) -> str:
    return reverse("coalition:continues", args=[amendment.pk])


def test_two_are_joined_with_name_day_and_note_on_the_page_of_every_amendment_of_the_aim(
    people: People, amendments: list[Amendment]
) -> None:
    first, second, third = amendments
    client = signed_in(people.officer)
    assert client.post(address(second), {"follows": first.pk, "note": "The same words"}).status_code == 302
    assert client.post(address(third), {"follows": second.pk}).status_code == 302
    row = Continuation.objects.get(amendment=second)
    day = row.history.get().history_date
    for amendment in amendments:
        words = page(people.member, amendment)
        assert f"joined by Oswin on {day:%-d %B %Y}" in words and "The same words" in words
        assert "Amendment 9, 3rd reading (Lords) continues Amendment 52, Report stage (Lords)" in words
    for who in (None, people.outsider):
        assert "Oswin" not in page(who, second) and "continues" not in page(who, second)
    assert not Chain.objects.exists() and first.history.count() == 1


def test_it_is_taken_back_and_stands_again_and_history_tells_it(people: People, amendments: list[Amendment]) -> None:
    first, second, _ = amendments
    row = continues.join(second, first, by=people.administrator)
    client, action = signed_in(people.officer), reverse("coalition:continuation", args=[row.pk])
    client.post(action, {"step": "back", "revision": row.revision, "note": "Another lamp"})
    assert "continues Amendment 7" not in page(people.member, second)
    assert "taken back by Oswin" in words_of(client.get(address(second)))
    client.post(action, {"step": "again", "revision": row.revision})
    row.refresh_from_db()
    assert not row.is_listed  # an older page was refused
    client.post(action, {"step": "again", "revision": row.revision})
    assert "joined by Oswin" in page(people.member, first)
    reasons = row.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons) == ["Joined", "Another lamp", "Joined again"]


def test_only_one_of_an_earlier_stage_can_be_continued(people: People, amendments: list[Amendment]) -> None:
    first, second, _ = amendments
    beside = table([an_amendment(first.stage, "8")])[0]
    elsewhere = table([an_amendment(make_stage("Kelp Bill"), "7")])[0]
    client = signed_in(people.officer)
    for later, follows in ((first, second.pk), (first, beside.pk), (first, first.pk), (second, elsewhere.pk),
                           (second, 10**20), (second, "x"), (second, "")):  # fmt: skip
        assert client.post(address(later), {"follows": follows}).status_code == 422
    continues.join(second, first, by=people.officer)
    assert client.post(address(second), {"follows": first.pk}).status_code == 422
    assert Continuation.objects.count() == 1


def test_a_search_offers_earlier_stages_alone_and_nothing_joined(people: People, amendments: list[Amendment]) -> None:
    _, second, third = amendments
    client = signed_in(people.officer)
    assert [pk for pk, *_ in client.get(address(second), {"q": "7"}).context["found"]] == [amendments[0].pk]
    assert client.get(address(second), {"q": "9"}).context["found"] == []
    continues.join(third, second, by=people.officer)
    assert client.get(address(third), {"q": "52"}).context["found"] == []
