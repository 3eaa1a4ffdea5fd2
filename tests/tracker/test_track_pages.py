"""Track a Bill: who may, what they see, and what a stranger sees."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bills.models import Bill
from scrapers.fetch import FetchProblem
from scrapers.models import FetchRun
from scrapers.records import BillRecord, UnreadableSource
from tracker import jobs, pipeline, tracking
from tracker.models import Job, Pulse, Tracking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(jobs.app, "send_task", lambda *_, **__: None)


@pytest.fixture
def officer():
    user = User.objects.create_user("officer", password="a long password")
    user.user_permissions.add(Permission.objects.get(codename="track_bill"))
    return user


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def found(title: str = "Harbours and Lanterns Bill", bill_id: int = 41) -> BillRecord:
    return BillRecord(
        bill_id=bill_id,
        short_title=title,
        former_short_title="",
        current_house="Commons",
        originating_house="Commons",
        last_update=datetime(2026, 11, 20, 12, tzinfo=UTC),
        withdrawn_on=None,
        is_defeated=False,
        bill_type_id=1,
        introduced_session=40,
        included_sessions=(40,),
        is_act=False,
        current_stage=None,
    )


def parliament_finds(monkeypatch, *records):
    monkeypatch.setattr(pipeline, "search_bills", lambda term: list(records))


def parliament_fails(monkeypatch, problem):
    def fail(term):
        raise problem

    monkeypatch.setattr(pipeline, "search_bills", fail)


@pytest.mark.parametrize("name", ["track", "tracking", "tracking-stop"])
def test_a_stranger_is_sent_to_sign_in(client, name):
    address = reverse(name, args=[] if name == "track" else [41])
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login"))


@pytest.mark.parametrize("name", ["track-start", "tracking-update", "tracking-stop", "job-cancel", "job-retry"])
def test_a_signed_in_person_without_the_permission_can_start_and_stop_nothing(client, name):
    client.force_login(User.objects.create_user("member"))
    answer = client.post(reverse(name, args=[] if name == "track-start" else [41]), {"parliament_id": 41})
    assert answer.status_code == 403
    assert not Tracking.objects.exists()


@pytest.mark.parametrize("name", ["track-start", "tracking-update", "job-cancel", "job-retry"])
def test_nothing_is_changed_by_following_a_link(signed_in, name):
    assert signed_in.get(reverse(name, args=[] if name == "track-start" else [41])).status_code == 405


def test_the_search_page_waits_for_words(signed_in):
    page = signed_in.get(reverse("track")).content.decode()
    assert "Search Parliament" in page
    assert "found" not in page


def test_bills_that_parliament_finds_can_be_tracked(signed_in, monkeypatch):
    parliament_finds(monkeypatch, found())
    page = signed_in.get(reverse("track"), {"term": "lanterns"}).content.decode()
    assert "1 Bill found" in page
    assert "Harbours and Lanterns Bill" in page
    assert 'value="41"' in page


def test_a_tracked_bill_says_so_in_the_search(signed_in, monkeypatch):
    tracking.start(41, "Harbours and Lanterns Bill")
    parliament_finds(monkeypatch, found())
    assert "Already tracked" in signed_in.get(reverse("track"), {"term": "lanterns"}).content.decode()


def test_no_result_is_said_in_words(signed_in, monkeypatch):
    parliament_finds(monkeypatch)
    assert "No Bill in Parliament" in signed_in.get(reverse("track"), {"term": "zzz"}).content.decode()


@pytest.mark.parametrize(
    "problem",
    [
        FetchProblem("https://example.test/", "the server did not answer in time", is_temporary=True),
        UnreadableSource("items", "the answer is not JSON"),
    ],
)
def test_an_unreachable_parliament_is_explained(signed_in, monkeypatch, problem):
    parliament_fails(monkeypatch, problem)
    answer = signed_in.get(reverse("track"), {"term": "lanterns"})
    assert answer.status_code == 200
    assert problem.reason in answer.content.decode()
    assert "Nothing here has changed" in answer.content.decode()


def test_a_bill_can_be_tracked_by_its_number_without_asking_parliament(signed_in, monkeypatch):
    parliament_fails(monkeypatch, AssertionError("Parliament was asked"))
    assert "Track Bill 3879" in " ".join(signed_in.get(reverse("track"), {"term": "3879"}).content.decode().split())


def test_a_search_without_words_names_its_mistake(signed_in):
    page = signed_in.get(reverse("track"), {"term": ""}).content.decode()
    assert "<title>Error:" in page
    assert "There is a problem" in page


def test_a_hostile_title_stays_text(signed_in, monkeypatch):
    parliament_finds(monkeypatch, found(title="<script>alert(1)</script>"))
    assert "<script>alert" not in signed_in.get(reverse("track"), {"term": "lanterns"}).content.decode()


def test_starting_records_who_and_why_and_asks_for_an_update(signed_in, officer):
    answer = signed_in.post(reverse("track-start"), {"parliament_id": 41, "title": "Harbours and Lanterns Bill"})
    assert answer.url == reverse("tracking", args=[41])
    row = Tracking.objects.get().history.get()
    assert (row.history_user, row.history_change_reason) == (officer, "Tracking started")
    assert row.effective_at is not None
    assert Job.objects.get().arguments == {"parliament_id": 41}
    assert Job.objects.get().queue == "scrape"


def test_starting_twice_is_starting_once(signed_in):
    for _ in range(2):
        signed_in.post(reverse("track-start"), {"parliament_id": 41})
    assert Tracking.history.count() == 1
    assert Job.objects.count() == 1


@pytest.mark.parametrize("number", ["", "0", "-1", "abc", str(2**31)])
def test_what_is_no_number_of_a_bill_is_refused(signed_in, number):
    answer = signed_in.post(reverse("track-start"), {"parliament_id": number}, follow=True)
    assert "That is not the number of a Bill." in answer.content.decode()
    assert not Tracking.objects.exists()


def test_stopping_asks_first_and_then_stops_with_its_why(signed_in, officer):
    tracking.start(41, "Harbours and Lanterns Bill")
    assert "stays" in signed_in.get(reverse("tracking-stop", args=[41])).content.decode()
    assert Tracking.objects.get().is_active
    signed_in.post(reverse("tracking-stop", args=[41]))
    assert not Tracking.objects.get().is_active
    assert Tracking.objects.get().history.first().history_user == officer
    assert Job.objects.get().state == Job.State.CANCELLED


def test_a_stopped_bill_can_be_started_again(officer):
    tracking.start(41)
    tracking.stop(41, officer)
    tracking.start(41, user=officer)
    assert Tracking.objects.get().is_active
    assert Tracking.history.count() == 3


def test_a_bill_that_is_not_tracked_cannot_be_stopped(signed_in):
    assert signed_in.post(reverse("tracking-stop", args=[41])).status_code == 404


def test_tracking_takes_parliaments_title_when_the_record_arrives():
    tracking.start(41, "lanterns")
    bill = Bill.objects.create(bill_id=41, short_title="Harbours and Lanterns Bill")
    assert tracking.tie_to_bill(41) is True
    assert tracking.tie_to_bill(41) is False
    assert (Tracking.objects.get().bill, Tracking.objects.get().title) == (bill, "Harbours and Lanterns Bill")
    assert Tracking.history.count() == 2


def watched(**facts) -> Job:
    tracked = tracking.start(41, "Harbours and Lanterns Bill", update=False)
    return Job.objects.create(name="update_bill", key=tracking.update_key(tracked.parliament_id), **facts)


def test_progress_is_a_bar_with_words_and_reloads_itself_without_scripts(signed_in):
    watched(state=Job.State.RUNNING, progress_done=3, progress_total=9, progress_note="Reading amendments")
    page = signed_in.get(reverse("tracking", args=[41])).content.decode()
    assert "Reading amendments: 3 of 9" in page
    assert '<progress class="progress"' in page
    assert 'http-equiv="refresh"' in page


def test_the_moving_part_alone_is_sent_to_htmx(signed_in):
    watched(state=Job.State.RUNNING, progress_note="Reading amendments")
    page = signed_in.get(reverse("tracking", args=[41]), headers={"HX-Request": "true"}).content.decode()
    assert "Reading amendments" in page
    assert "<html" not in page


def test_a_finished_update_stops_polling_and_says_when_it_was_checked(signed_in):
    watched(state=Job.State.DONE, finished_at=datetime(2026, 11, 23, 14, 5, tzinfo=UTC))
    page = signed_in.get(reverse("tracking", args=[41])).content.decode()
    assert "14:05 on 23 November 2026" in page
    assert "hx-get" not in page
    assert 'http-equiv="refresh"' not in page


def test_a_failed_update_says_why(signed_in):
    watched(state=Job.State.FAILED, error="Parliament answered 503.")
    assert "Parliament answered 503." in signed_in.get(reverse("tracking", args=[41])).content.decode()


def test_the_public_sees_freshness_and_neither_errors_nor_buttons(client):
    watched(state=Job.State.FAILED, error="secret fault")
    page = client.get(reverse("jobs")).content.decode()
    assert "Harbours and Lanterns Bill" in page
    assert "No complete reading yet" in page
    assert "secret fault" not in page
    assert "<button" not in page


def test_an_officer_sees_what_failed_and_why_and_can_try_again(signed_in):
    job = watched(state=Job.State.FAILED, error="Parliament answered 503.", arguments={"parliament_id": 41})
    page = signed_in.get(reverse("jobs")).content.decode()
    assert "Parliament answered 503." in page
    assert "Update a Bill" in page
    signed_in.post(reverse("job-retry", args=[job.pk]))
    assert Job.objects.get().state == Job.State.QUEUED


def test_an_officer_can_cancel_waiting_work(signed_in):
    job = watched()
    assert "Cancelled." in signed_in.post(reverse("job-cancel", args=[job.pk]), follow=True).content.decode()
    assert Job.objects.get().error == "Cancelled by officer."


def test_cancelling_what_has_ended_is_explained(signed_in):
    job = watched(state=Job.State.DONE)
    page = signed_in.post(reverse("job-cancel", args=[job.pk]), follow=True).content.decode()
    assert "had already ended" in page


def test_a_source_that_was_not_read_for_days_is_called_stale_in_words(client):
    long_ago = timezone.now() - timedelta(days=9)
    bill = Bill.objects.create(bill_id=41, short_title="Harbours and Lanterns Bill")
    tracking.start(41)
    run = FetchRun(kind="bill", bill=bill, started_at=long_ago, finished_at=long_ago, is_complete=True)
    run.save()
    FetchRun.objects.create(kind="bill", bill=bill, started_at=timezone.now(), is_complete=False)
    page = client.get(reverse("jobs")).content.decode()
    assert "Stale" in page
    assert f"{timezone.localtime(long_ago):%-d %B %Y}" in page


def test_papers_are_not_stale_while_it_is_known_that_no_new_one_came(client):
    long_ago = timezone.now() - timedelta(days=30)
    bill = Bill.objects.create(bill_id=41, short_title="Harbours and Lanterns Bill")
    tracking.start(41)
    for kind, at in (("paper", long_ago), ("print", long_ago), ("bill", timezone.now())):
        FetchRun.objects.create(kind=kind, bill=bill, started_at=at, finished_at=at, is_complete=True)
    assert "Stale" not in client.get(reverse("jobs")).content.decode()


@pytest.mark.parametrize("page", ["?page=2", "?page=0", "?page=-1", "?page=x", "?page=%C2%B2", "?page=99999999999999"])
def test_any_page_number_gives_a_page(signed_in, page):
    assert signed_in.get(reverse("jobs") + page).status_code == 200


def fill(rows: int) -> None:
    Bill.objects.bulk_create(Bill(bill_id=1000 + n, short_title=f"Bill {n}") for n in range(rows))
    bills = list(Bill.objects.order_by("bill_id"))
    Tracking.objects.bulk_create(Tracking(parliament_id=b.bill_id, bill=b, title=b.short_title) for b in bills)
    Job.objects.bulk_create(
        Job(
            name="update_bill",
            arguments={"parliament_id": bill.bill_id},
            key=tracking.update_key(bill.bill_id),
            state=Job.State.DONE,
            started_at=timezone.now() - timedelta(minutes=1),
            finished_at=timezone.now(),
        )
        for bill in bills
    )


@pytest.mark.parametrize("rows", [10, 1000])
def test_the_jobs_page_asks_as_little_at_ten_rows_as_at_a_thousand(signed_in, rows):
    fill(rows)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = signed_in.get(reverse("jobs")).content.decode()
    assert ("Next page" in page) is (rows == 1000)
    assert len(asked) <= 9


def test_the_site_says_that_it_lives(client):
    assert client.get("/healthz").content == b"ok\n"


def test_the_site_is_ready_and_tells_how_old_its_work_is(client):
    watched()
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=90))
    Pulse.objects.create(name="reconcile", at=timezone.now() - timedelta(seconds=30))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["oldest_waiting_job_seconds"] in range(89, 95)
    assert answer.json()["last_reconcile_seconds"] in range(29, 35)


def test_the_site_is_not_ready_before_its_migrations(client, monkeypatch):
    monkeypatch.setattr("tracker.views.health.MigrationExecutor.migration_plan", lambda *_: ["one"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "not applied"


@pytest.mark.parametrize("is_fictional", [True, False])
def test_parliament_is_never_asked_about_a_bill_that_was_made_up(signed_in, is_fictional):
    tracking.start(41, "Harbours and Lanterns Bill")
    tracked = Tracking.objects.get()
    tracked.bill = Bill.objects.create(bill_id=41, short_title="Harbours Bill", is_fictional=is_fictional)
    tracked.save()
    page = signed_in.get(reverse("tracking", args=[41])).content.decode()
    assert ("Check Parliament now" in page) is not is_fictional
    assert ("This Bill is a demonstration" in page) is is_fictional
