"""After an update of a Bill, likely links to the coalition's work are looked for, as a job; none is confirmed."""

from datetime import timedelta

import pytest

from amendments.models import Amendment
from coalition import link, review
from coalition.link import keep_suggestions
from coalition.models import ClauseLink
from tests.amendments.listed import FRIDAY, an_amendment, change, make_stage, table
from tests.coalition.links_world import CLAUSE
from tests.coalition.people import People, a_coalition, an_act, signed_in
from tracker import jobs, pipeline, suggesting, tasks, tracking
from tracker.models import Job

WORDS = "After “lamp” insert “, and every lamp on the harbour steps must be lit from dusk until dawn”"


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No broker, and an update that asks Parliament nothing."""
    monkeypatch.setattr(jobs.app, "send_task", lambda *_, **__: None)
    monkeypatch.setattr(pipeline, "update_bill", lambda *_, **__: {})


@pytest.fixture
def people(db) -> People:
    return a_coalition()


@pytest.fixture
def amendment(people: People) -> Amendment:
    return table([an_amendment(make_stage(), "7", text=WORDS)])[0]


def looks() -> list[Job]:
    return list(Job.objects.filter(name=suggesting.NAME).order_by("pk"))


def updated(amendment: Amendment) -> None:
    """An update of the Bill as the worker runs it, and the looks that it asked for."""
    tasks.run_job(tracking.request_update(amendment.bill.bill_id).pk)
    for job in looks():
        tasks.run_job(job.pk)


def test_an_update_looks_for_links_once_and_again_only_when_words_are_new(amendment: Amendment) -> None:
    an_act(amendment.bill, CLAUSE)
    updated(amendment)
    found = ClauseLink.objects.get()
    assert (found.state, found.origin, found.is_shared) == ("suggested", "machine", False)
    assert [(job.state, job.outcome) for job in looks()] == [("done", {"suggested": 1})]
    updated(amendment)
    change(amendment, "number", FRIDAY, number="8")
    updated(amendment)
    assert len(looks()) == 1
    change(amendment, "text", FRIDAY, text=f"{WORDS}, and no later")
    updated(amendment)
    assert len(looks()) == 2 and ClauseLink.objects.count() == 1


def test_a_bill_without_work_of_ours_is_not_looked_through(amendment: Amendment) -> None:
    updated(amendment)
    assert not looks()


def test_what_a_person_rejected_is_not_suggested_again(people: People, amendment: Amendment) -> None:
    an_act(amendment.bill, CLAUSE)
    updated(amendment)
    review.reject(ClauseLink.objects.get(), by=people.officer, why="Another lamp")
    change(amendment, "text", FRIDAY, text=f"{WORDS}, and no later")
    updated(amendment)
    assert [row.state for row in ClauseLink.objects.all()] == ["rejected"]


def test_a_look_ends_in_time_with_the_newest_looked_at_first(
    people: People, amendment: Amendment, monkeypatch
) -> None:
    an_act(amendment.bill, CLAUSE)
    newer = table([an_amendment(amendment.stage, "8", text=WORDS)])[0]
    clock = iter([0.0, 1.0, 99.0])
    monkeypatch.setattr(link, "monotonic", lambda: next(clock))
    looked = keep_suggestions(amendment.bill, None, within=timedelta(seconds=10))
    assert (looked.new, looked.left) == (1, 1)
    assert ClauseLink.objects.get().amendment == newer


def test_officers_read_of_the_look_and_nobody_else_does(people: People, amendment: Amendment) -> None:
    an_act(amendment.bill, CLAUSE)
    updated(amendment)
    told = "Look for links to our own work"
    assert told in signed_in(people.officer).get("/jobs/").content.decode()
    for user in (None, people.member):
        assert told not in signed_in(user).get("/jobs/").content.decode()
