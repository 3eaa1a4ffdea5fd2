"""What waits for an organisation: papers it has not answered, and those whose text changed since it did."""

from datetime import timedelta

from django.utils import timezone

from coalition import signoff
from coalition.signoff import Given
from coalition.waiting import waiting_for
from tests.coalition.briefings_world import TEXT, a_paper, a_text
from tests.coalition.people import People


def signs(paper, organisation, user, answer="signs") -> None:
    signoff.sign(paper, organisation, paper.versions.first().sha256, Given(answer), by=user)


def test_a_paper_waits_until_it_is_answered(people: People) -> None:
    paper = a_paper()
    (found,) = waiting_for(people.harbour, timezone.now())
    assert (found.briefing, found.state, found.deadline) == (paper, "not answered", paper.sign_by)
    signs(paper, people.harbour, people.member, "objects")
    assert waiting_for(people.harbour, timezone.now()) == []


def test_an_edit_makes_it_wait_again_and_says_what_changed(people: People) -> None:
    paper = a_paper()
    signs(paper, people.harbour, people.member)
    a_text(paper, TEXT.replace("should be lit", "must be lit at night"))
    (found,) = waiting_for(people.harbour, timezone.now())
    assert (found.state, found.answered_number) == ("lapsed", 1)
    assert found.changed == "3 words inserted and 1 removed since version 1"


def test_nothing_waits_that_is_closed_over_private_archived_or_unwritten(people: People) -> None:
    a_paper(is_open_to_sign=False)
    a_paper(sign_by=timezone.now() - timedelta(minutes=1))
    a_paper(is_shared=False, owner=people.beacon)
    a_paper(archived_at=timezone.now())
    a_paper(body=None)
    assert waiting_for(people.harbour, timezone.now()) == []
    assert len(waiting_for(people.beacon, timezone.now())) == 1


def test_nothing_waits_for_who_has_left(people: People) -> None:
    a_paper()
    assert waiting_for(people.tide, timezone.now()) == []


def test_the_nearest_deadline_comes_first(people: People) -> None:
    later, none = a_paper("Later"), a_paper("None", sign_by=None)
    soon = a_paper("Soon", sign_by=timezone.now() + timedelta(hours=1))
    assert [each.briefing for each in waiting_for(people.harbour, timezone.now())] == [soon, later, none]


def test_many_papers_cost_no_more_queries_than_one(people: People, django_assert_max_num_queries) -> None:
    for number in range(12):
        paper = a_paper(f"Paper {number}")
        if number % 2:
            signs(paper, people.harbour, people.member)
            a_text(paper, f"Another text {number}")
    with django_assert_max_num_queries(5):
        assert len(waiting_for(people.harbour, timezone.now())) == 12
