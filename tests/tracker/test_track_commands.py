"""The commands that track and update, as a person at a terminal meets them."""

import json

import pytest
from django.core.management import CommandError, call_command

from bills.models import Bill
from tracker import jobs, pipeline, tracking
from tracker.models import Job, Tracking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(jobs.app, "send_task", lambda *_, **__: None)


@pytest.fixture
def parliament(monkeypatch):
    """A pipeline that brings in a Bill of the number asked for."""

    def update_bill(parliament_id, *, on_progress):
        on_progress(1, 2, "Reading the Bill")
        Bill.objects.get_or_create(bill_id=parliament_id, short_title=f"Lanterns (No. {parliament_id}) Bill")
        return {"bill": {"rows_changed": 1, "problem": ""}}

    monkeypatch.setattr(pipeline, "update_bill", update_bill)


def ends_with(monkeypatch, outcome):
    def update_bill(parliament_id, *, on_progress):
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(pipeline, "update_bill", update_bill)


def test_track_brings_the_bill_in_and_names_it(parliament, capsys):
    call_command("track", "41")
    assert "Tracking Lanterns (No. 41) Bill: done." in capsys.readouterr().out
    assert Tracking.objects.get().history.last().history_change_reason == "Tracking started by command"


def test_track_prints_json_and_nothing_else_on_standard_output(parliament, capsys):
    call_command("track", "41", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["bill"], told["state"], told["outcome"]["bill"]["rows_changed"]) == (41, "done", 1)


def test_track_can_leave_the_work_to_a_worker(capsys):
    call_command("track", "41", "--later")
    assert Job.objects.get().state == Job.State.QUEUED


def test_a_number_that_no_bill_can_have_is_refused():
    with pytest.raises(CommandError, match="0 cannot be the number of a Bill"):
        call_command("track", "0")


def test_a_bill_stays_tracked_when_parliament_cannot_be_reached(monkeypatch):
    ends_with(monkeypatch, {"bill": {"problem": "Parliament answered 503"}})
    with pytest.raises(CommandError, match="Parliament answered 503"):
        call_command("track", "41")
    assert Tracking.objects.get().is_active
    assert Job.objects.get().state == Job.State.FAILED


def test_update_brings_every_tracked_bill_up_to_date(parliament, capsys):
    for number in (41, 42):
        tracking.start(number, update=False)
    call_command("update", "--json")
    assert [(row["bill"], row["state"]) for row in json.loads(capsys.readouterr().out)] == [(41, "done"), (42, "done")]


def test_update_of_one_failing_bill_does_not_keep_the_others_back(monkeypatch, capsys):
    for number in (41, 42):
        tracking.start(number, update=False)
    ends_with(monkeypatch, {"problem": "Parliament answered 503"})
    with pytest.raises(CommandError, match="Bill 41, 42"):
        call_command("update")
    assert Job.objects.filter(state=Job.State.FAILED).count() == 2


def test_update_of_a_bill_that_is_not_tracked_says_how_to_track_it():
    with pytest.raises(CommandError, match=r"manage\.py track 41"):
        call_command("update", "41")


def test_update_takes_over_what_waits_for_a_worker(parliament, capsys):
    tracking.start(41)
    call_command("update", "41")
    assert sorted(Job.objects.values_list("state", flat=True)) == ["cancelled", "done"]


def test_update_gives_way_to_a_worker_that_is_at_it(parliament):
    tracking.start(41)
    jobs.claim(Job.objects.get().pk)
    with pytest.raises(CommandError, match="being updated by a worker"):
        call_command("update", "41")


def test_an_interrupted_update_leaves_no_job_behind(monkeypatch):
    tracking.start(41, update=False)
    ends_with(monkeypatch, KeyboardInterrupt())
    with pytest.raises(CommandError, match="Stopped"):
        call_command("update", "41")
    assert Job.objects.get().state == Job.State.CANCELLED


def test_untrack_stops_and_says_that_nothing_is_removed(capsys):
    tracking.start(41)
    call_command("untrack", "41")
    assert "stays" in capsys.readouterr().out
    assert not Tracking.objects.get().is_active


def test_untrack_of_what_is_not_tracked_is_an_error():
    with pytest.raises(CommandError, match="not tracked"):
        call_command("untrack", "41")
