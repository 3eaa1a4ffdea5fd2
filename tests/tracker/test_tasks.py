"""What the worker and the scheduler run: ids in, one call each; what is due is asked for and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from bills.models import Bill, BillStage, Sitting
from scrapers.models import FetchRun
from tracker import jobs, pipeline, polling, scheduler, tasks, tidying, tracking
from tracker.celery import app
from tracker.models import Job, Pulse, Tracking

pytestmark = pytest.mark.django_db
TUESDAY_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(jobs.app, "send_task", lambda *_, **__: None)


@pytest.fixture
def asked(monkeypatch):
    """Bills that the pipeline was asked to update."""
    numbers: list[int] = []

    def update_bill(parliament_id, *, on_progress):
        on_progress(0, None, "Reading the Bill")
        numbers.append(parliament_id)
        return {"bill": {"problem": ""}}

    monkeypatch.setattr(pipeline, "update_bill", update_bill)
    return numbers


def live_bill(number: int = 41, **facts) -> Tracking:
    """A tracked Bill in a committee stage that sits on 24 November 2026."""
    bill = Bill.objects.create(bill_id=number, short_title=f"Bill {number}", **facts)
    stage = BillStage.objects.create(bill=bill, description="Committee stage", kind_id_received=8)
    Sitting.objects.create(stage=stage, sitting_id=number, date=date(2026, 11, 24))
    return tracking.start(number, update=False)


def polled_at(tracked: Tracking, moment: datetime, *, is_complete: bool = True) -> None:
    FetchRun.objects.create(
        kind=FetchRun.Kind.BILL, bill=tracked.bill, started_at=moment, finished_at=moment, is_complete=is_complete
    )


def test_a_delivered_id_updates_its_bill(asked):
    job = tracking.request_update(41)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert asked == [41]
    assert (job.state, job.progress_note) == (Job.State.DONE, "Reading the Bill")


def test_a_second_delivery_of_the_same_id_does_nothing(asked):
    job = tracking.request_update(41)
    tasks.run_job(job.pk)
    tasks.run_job(job.pk)
    assert asked == [41]


def test_an_id_without_a_row_does_nothing(asked):
    tasks.run_job(999)
    assert asked == []


def test_a_kind_of_work_that_nobody_knows_fails_with_its_name():
    job = jobs.enqueue("juggle", {})
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "'juggle'" in job.error


@pytest.mark.parametrize("name", ["refresh_bills", "refresh_reference"])
def test_the_lists_are_read_by_their_jobs(monkeypatch, name):
    monkeypatch.setattr(pipeline, name, lambda *, on_progress: {"rows_changed": 3})
    job = jobs.enqueue(name, {})
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.outcome == {"rows_changed": 3}


def test_problems_at_any_depth_are_told_with_their_place(monkeypatch):
    outcome = {
        "bill": {"problem": ""},
        "stages": {"Committee stage (Commons)": {"problem": "page 3 of 8 did not come"}},
        "documents": {"problems": ["Paper of 3 March: it is not XML"]},
    }
    monkeypatch.setattr(pipeline, "update_bill", lambda *_, **__: outcome)
    job = tracking.request_update(41)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED
    assert job.error == "Committee stage (Commons): page 3 of 8 did not come"


def test_a_refused_document_is_remarked_on_and_does_not_repeat_the_work(monkeypatch):
    outcome = {"bill": {"problem": ""}, "documents": {"problems": ["Paper of 3 March: it is not XML"]}}
    monkeypatch.setattr(pipeline, "update_bill", lambda *_, **__: outcome)
    job = tracking.request_update(41)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "Paper of 3 March: it is not XML")


def test_a_problem_that_is_reported_twice_fails_the_job(monkeypatch):
    monkeypatch.setattr(pipeline, "update_bill", lambda *_, **__: {"problem": "Parliament answered 503"})
    job = tracking.request_update(41)
    for _ in range(2):
        Job.objects.update(not_before=None)
        tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 2)


def test_a_bill_that_was_never_read_is_due(asked):
    live_bill()
    assert [job.key for job in polling.poll_due(TUESDAY_NOON) if job.name == "update_bill"] == ["update_bill:41"]


def test_a_live_bill_is_due_after_a_quarter_of_an_hour_and_not_before():
    tracked = live_bill()
    polled_at(tracked, TUESDAY_NOON - timedelta(minutes=14))
    assert not [job for job in polling.poll_due(TUESDAY_NOON) if job.name == "update_bill"]
    later = TUESDAY_NOON + timedelta(minutes=1)
    assert [job for job in polling.poll_due(later) if job.name == "update_bill"]


def test_a_bill_whose_update_failed_before_its_first_run_is_not_asked_for_every_minute():
    live_bill()
    now = timezone.now()
    Job.objects.create(name="update_bill", key="update_bill:41", state=Job.State.FAILED, finished_at=now)
    assert not [job for job in polling.poll_due(now) if job.name == "update_bill"]


def test_a_bill_waits_until_the_queue_could_serve_every_bill_once():
    tracked = live_bill()
    polled_at(tracked, TUESDAY_NOON - timedelta(minutes=20))
    other = live_bill(42)
    polled_at(other, TUESDAY_NOON)
    Job.objects.create(
        name="update_bill",
        key="update_bill:42",
        state=Job.State.DONE,
        started_at=TUESDAY_NOON - timedelta(minutes=25),
        finished_at=TUESDAY_NOON,
    )
    assert polling.round_takes(TUESDAY_NOON) == timedelta(minutes=25)
    assert not [job for job in polling.poll_due(TUESDAY_NOON) if job.name == "update_bill"]


def test_a_bill_that_is_not_tracked_any_more_is_left_alone():
    live_bill()
    tracking.stop(41)
    assert polling.poll_due(TUESDAY_NOON) == []


def test_nothing_is_asked_of_parliament_for_a_demonstration():
    live_bill(is_fictional=True)
    assert polling.poll_due(TUESDAY_NOON) == []


def test_the_lists_are_read_once_a_real_bill_is_tracked_and_then_at_their_own_pace():
    live_bill()
    first = polling.poll_due(timezone.now())
    assert {job.name for job in first} == {"update_bill", "refresh_bills", "refresh_reference"}
    assert polling.poll_due(timezone.now()) == first[:1]


def test_the_checks_leave_their_pulse():
    tasks.reconcile()
    tasks.poll_due()
    assert set(Pulse.objects.values_list("name", flat=True)) == {"reconcile", "poll_due"}


def test_the_scheduler_runs_what_is_due_in_its_own_process_without_a_broker(monkeypatch):
    ran = []
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(polling, "note_pulse", ran.append)
    beat = scheduler.RunsHere(app)
    for _ in range(5):
        beat.tick()
    assert sorted(ran) == ["poll_due", "reconcile"]


def test_a_check_that_breaks_does_not_stop_the_others(monkeypatch):
    def broken():
        raise RuntimeError("no database")

    ran = []
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(jobs, "reconcile", broken)
    monkeypatch.setattr(polling, "note_pulse", ran.append)
    beat = scheduler.RunsHere(app)
    for _ in range(5):
        beat.tick()
    assert ran == ["poll_due"]


def test_every_check_of_the_schedule_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_only_json_is_taken_from_the_broker():
    assert app.conf.accept_content == ["json"]


def test_jobs_that_ended_long_ago_are_removed_and_failures_are_kept_longer():
    now = timezone.now()
    for state, days in (
        ("done", 31),
        ("cancelled", 31),
        ("done", 29),
        ("failed", 31),
        ("failed", 181),
        ("queued", 400),
    ):
        Job.objects.create(name="x", state=state, finished_at=now - timedelta(days=days))
    assert tidying.prune_jobs() == 3
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed", "queued"]
