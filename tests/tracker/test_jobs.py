"""The ledger: one live job per key, one claim per job, and nothing lost by a broker or a worker."""

import logging
import threading
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from scrapers.fetch import FetchProblem
from tracker import jobs, running
from tracker.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Ids handed to the broker, in order."""
    ids: list[int] = []
    monkeypatch.setattr(jobs.app, "send_task", lambda name, args, **_: ids.append(args[0]))
    return ids


@pytest.fixture
def broken_broker(monkeypatch):
    def refuse(*_, **__):
        raise ConnectionRefusedError("no broker here")

    monkeypatch.setattr(jobs.app, "send_task", refuse)


def queued(**facts) -> Job:
    return Job.objects.create(name="update_bill", arguments={"parliament_id": 7}, **facts)


def let_lease_run_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def now_of(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_is_sent_only_once_its_row_is_committed(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("update_bill", {"parliament_id": 7}, key="update_bill:7")
        assert sent == []
    assert sent == [job.pk]
    assert now_of(job).sent_at is not None


def test_a_second_job_of_a_live_key_is_the_first_one(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = jobs.enqueue("update_bill", {"parliament_id": 7}, key="update_bill:7")
        again = jobs.enqueue("update_bill", {"parliament_id": 7}, key="update_bill:7")
    assert again == first
    assert sent == [first.pk]


def test_the_database_itself_refuses_two_live_jobs_of_one_key():
    queued(key="update_bill:7")
    with pytest.raises(IntegrityError), transaction.atomic():
        queued(key="update_bill:7")


def test_a_key_is_free_again_once_its_job_has_ended():
    first = jobs.enqueue("update_bill", {}, key="update_bill:7")
    jobs.finish(jobs.claim(first.pk), {})
    assert jobs.enqueue("update_bill", {}, key="update_bill:7") != first


def test_jobs_without_a_key_stand_side_by_side():
    assert jobs.enqueue("tidy", {}) != jobs.enqueue("tidy", {})


def test_the_one_who_asked_is_remembered_and_a_stranger_is_not():
    officer = User.objects.create_user("officer")
    assert jobs.enqueue("update_bill", {}, user=officer).requested_by == officer
    assert jobs.enqueue("update_bill", {}, user=None).requested_by is None


def test_a_broker_that_is_down_is_logged_and_the_row_waits(broken_broker, django_capture_on_commit_callbacks, caplog):
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("update_bill", {"parliament_id": 7})
    assert now_of(job).state == Job.State.QUEUED
    assert now_of(job).sent_at is None
    assert "no broker here" in caplog.text


def test_what_a_broken_broker_could_not_take_is_sent_by_reconcile(sent):
    job = queued()
    assert jobs.reconcile()["sent"] == 1
    assert sent == [job.pk]


def test_only_the_first_of_two_deliveries_can_claim():
    job = queued()
    assert jobs.claim(job.pk) is not None
    assert jobs.claim(job.pk) is None


def test_a_claim_counts_the_attempt_and_starts_progress_afresh():
    job = jobs.claim(queued(progress_done=9, progress_note="old").pk)
    assert (job.state, job.attempts, job.progress_done, job.progress_note) == (Job.State.RUNNING, 1, 0, "")
    assert job.lease_until > timezone.now()


def test_a_job_that_must_wait_cannot_be_claimed_before_its_time():
    early = queued(not_before=timezone.now() + timedelta(minutes=5))
    assert jobs.claim(early.pk) is None


def test_a_failed_attempt_waits_and_keeps_its_error_in_plain_words():
    job = jobs.claim(queued().pk)
    jobs.fail(job, "Parliament answered 503.")
    waiting = now_of(job)
    assert (waiting.state, waiting.error) == (Job.State.QUEUED, "Parliament answered 503.")
    assert timedelta(seconds=25) < waiting.not_before - timezone.now() <= timedelta(seconds=30)


def test_the_pauses_between_attempts_grow_to_an_hour():
    assert [jobs.retry_after(n).total_seconds() for n in (1, 2, 3, 4, 5, 60)] == [30, 120, 480, 1920, 3600, 3600]


def test_the_last_attempt_fails_for_good():
    job = jobs.claim(queued(attempts=4, max_attempts=5).pk)
    jobs.fail(job, "Parliament answered 503.")
    assert now_of(job).state == Job.State.FAILED


def test_a_fault_that_time_will_not_mend_is_not_tried_again():
    job = jobs.claim(queued().pk)
    jobs.fail(job, "There is no such Bill.", is_final=True)
    assert now_of(job).state == Job.State.FAILED


def test_an_error_of_any_length_fits():
    job = jobs.claim(queued().pk)
    jobs.fail(job, "x" * 100_000)
    assert len(now_of(job).error) == jobs.LONGEST_ERROR


def test_a_worker_that_vanished_loses_its_lease_and_the_job_is_sent_again(sent):
    job = jobs.claim(queued().pk)
    let_lease_run_out(job)
    assert jobs.reconcile() == {"taken_back": 1, "given_up": 0, "sent": 1}
    assert sent == [job.pk]
    assert jobs.claim(job.pk).attempts == 2


def test_a_worker_that_still_holds_its_lease_is_left_alone(sent):
    jobs.claim(queued().pk)
    assert jobs.reconcile() == {"taken_back": 0, "given_up": 0, "sent": 0}


def test_a_job_that_kills_every_worker_is_given_up(sent):
    job = jobs.claim(queued(attempts=4, max_attempts=5).pk)
    let_lease_run_out(job)
    assert jobs.reconcile() == {"taken_back": 0, "given_up": 1, "sent": 0}
    assert now_of(job).state == Job.State.FAILED
    assert "stopped without a word" in now_of(job).error


def test_a_worker_that_lost_its_lease_can_write_nothing(sent):
    first = jobs.claim(queued().pk)
    let_lease_run_out(first)
    jobs.reconcile()
    second = jobs.claim(first.pk)
    assert jobs.finish(first, {"by": "first"}) is False
    assert jobs.fail(first, "too late") is False
    with pytest.raises(jobs.LeaseLost):
        jobs.report_progress(first, 1, 2, "too late")
    assert jobs.finish(second, {"by": "second"}) is True
    assert now_of(first).outcome == {"by": "second"}


def test_messages_lost_by_the_broker_are_sent_again_once_its_queue_is_idle(sent):
    job = queued(queue="scrape", sent_at=timezone.now() - timedelta(minutes=1))
    assert jobs.reconcile()["sent"] == 1
    assert sent == [job.pk]


def test_jobs_in_line_behind_a_busy_worker_are_not_sent_twice(sent):
    jobs.claim(queued(queue="scrape").pk)
    queued(queue="scrape", sent_at=timezone.now() - timedelta(minutes=1))
    assert jobs.reconcile()["sent"] == 0


def test_a_job_sent_long_ago_is_sent_again_even_behind_a_busy_worker(sent):
    jobs.claim(queued(queue="scrape").pk)
    queued(queue="scrape", sent_at=timezone.now() - timedelta(hours=1))
    assert jobs.reconcile()["sent"] == 1


def test_a_retry_is_sent_when_its_pause_is_over_and_not_before(sent):
    queued(not_before=timezone.now() + timedelta(minutes=1))
    over = queued(not_before=timezone.now() - timedelta(seconds=1))
    jobs.reconcile()
    assert sent == [over.pk]


def test_cancelled_work_stops_at_its_next_report():
    job = jobs.claim(queued().pk)
    assert jobs.cancel(job.pk, by="officer") is True
    with pytest.raises(jobs.LeaseLost):
        jobs.report_progress(job, 1, 2, "")
    assert (now_of(job).state, now_of(job).error) == (Job.State.CANCELLED, "Cancelled by officer.")


def test_work_that_has_ended_cannot_be_cancelled():
    job = jobs.claim(queued().pk)
    jobs.finish(job, {})
    assert jobs.cancel(job.pk, by="officer") is False


def test_failed_work_can_be_started_afresh(sent, django_capture_on_commit_callbacks):
    job = queued(state=Job.State.FAILED, attempts=5, error="Parliament answered 503.")
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.retry(job.pk) is not None
    assert sent == [job.pk]
    assert (now_of(job).state, now_of(job).attempts) == (Job.State.QUEUED, 0)


def test_failed_work_is_not_started_beside_a_newer_job_of_its_key(sent):
    failed = queued(state=Job.State.FAILED, key="update_bill:7")
    queued(key="update_bill:7")
    assert jobs.retry(failed.pk) is None


def test_done_work_is_not_started_again(sent):
    assert jobs.retry(queued(state=Job.State.DONE).pk) is None


def test_work_in_the_foreground_gives_way_to_a_live_job_of_its_key():
    queued(key="update_bill:7")
    assert jobs.begin_here("update_bill", {}, key="update_bill:7") is None


def test_work_that_returns_is_done_with_its_outcome():
    job = jobs.claim(queued().pk)
    assert running.run(job, lambda arguments, report: {"bill": arguments["parliament_id"]}) == Job.State.DONE
    assert now_of(job).outcome == {"bill": 7}


def test_work_that_reports_an_upstream_problem_is_tried_again():
    job = jobs.claim(queued().pk)
    running.run(job, lambda *_: {"problem": "Page 3 of 8 did not come.", "seen": 40})
    assert (now_of(job).state, now_of(job).error) == (Job.State.QUEUED, "Page 3 of 8 did not come.")
    assert now_of(job).outcome["seen"] == 40


def test_work_that_breaks_is_recorded_with_the_kind_of_fault():
    def broken(*_):
        raise KeyError("billId")

    job = jobs.claim(queued().pk)
    running.run(job, broken)
    assert now_of(job).error == "Unexpected fault (KeyError): 'billId'"


@pytest.mark.parametrize(("is_temporary", "state"), [(True, Job.State.QUEUED), (False, Job.State.FAILED)])
def test_an_address_that_will_never_answer_is_not_asked_again(is_temporary, state):
    def unreachable(*_):
        raise FetchProblem("https://example.test/", "there is no such page", is_temporary)

    job = jobs.claim(queued().pk)
    running.run(job, unreachable)
    assert now_of(job).state == state
    assert now_of(job).error == "https://example.test/: there is no such page"


def test_progress_is_written_as_work_goes_on():
    seen = []

    def work(_, report):
        report(1, 4, "Stages")
        seen.append(now_of(job).progress_note)
        report(4, 4, "Papers")
        return {}

    job = jobs.claim(queued().pk)
    running.run(job, work)
    assert seen == ["Stages"]
    assert (now_of(job).progress_done, now_of(job).progress_note) == (4, "Papers")


def test_a_worker_that_is_told_to_stop_gives_its_job_back_unharmed(monkeypatch):
    def work(_, report):
        running.stopping.set()
        report(1, 2, "")
        return {}

    job = jobs.claim(queued().pk)
    monkeypatch.setattr(running, "stopping", threading.Event())
    running.run(job, work)
    assert (now_of(job).state, now_of(job).attempts, now_of(job).not_before) == (Job.State.QUEUED, 0, None)


def test_work_cancelled_under_way_leaves_the_cancellation_standing():
    def work(_, report):
        jobs.cancel(job.pk, by="officer")
        report(1, 2, "")
        return {}

    job = jobs.claim(queued().pk)
    assert running.run(job, work) == Job.State.CANCELLED


def test_silent_work_keeps_its_lease_by_its_heartbeat(monkeypatch):
    beats = []
    monkeypatch.setattr(running, "HEARTBEAT", timedelta(milliseconds=10))
    monkeypatch.setattr(jobs, "renew", beats.append)
    job = jobs.claim(queued().pk)
    running.run(job, lambda *_: time.sleep(0.1) or {})
    assert len(beats) >= 3


def test_work_that_hangs_loses_its_heartbeat(monkeypatch):
    beats = []
    monkeypatch.setattr(running, "HEARTBEAT", timedelta(milliseconds=10))
    monkeypatch.setattr(running, "SILENT_AT_MOST", timedelta(milliseconds=25))
    monkeypatch.setattr(jobs, "renew", beats.append)
    job = jobs.claim(queued().pk)
    running.run(job, lambda *_: time.sleep(0.15) or {})
    assert len(beats) <= 3
