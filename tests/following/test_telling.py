"""What followers are told, and when: exactly what became public, once, and never anything else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amendments.models import Amendment
from bills.history import create_tracked, update_tracked
from bills.models import Bill, Sitting
from bills.versions import bump
from coalition import publish, writing
from coalition.models import ClauseLink
from tests.amendments.listed import LONDON, MONDAY, an_amendment, change, change_names, make_stage, table, why
from tests.coalition.people import People, a_coalition, an_ask
from tests.following.conftest import NOON
from tests.following.world import decide, follow, go_to, last_letter, minutes, path_of, rename, reword, run_jobs
from tracker.following import news, rounds, telling
from tracker.models import Follower, Job, NewsItem

SHALL = "Leave out “may” and insert “shall”"


@pytest.fixture
def people() -> People:
    return a_coalition()


def test_a_reworded_amendment_is_told_with_its_page_and_source(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    reword(amendments[0], SHALL)
    minutes()
    letter = last_letter()
    assert "Amendment 12, Committee stage, Commons: Wording changed: 1 word inserted, 1 removed" in letter.body
    assert letter.subject.endswith("(Hedgehog Crossings Bill)")
    assert f"https://tracker.example.org{amendments[0].get_absolute_url()}" in letter.body
    assert "Source: https://bills.parliament.uk/bills/" in letter.body
    assert "as at 12:00 on 24 November 2026" in letter.body
    assert len(mail.outbox) == 1
    minutes(20)
    assert len(mail.outbox) == 1


def test_signatures_places_numbers_and_typography_are_never_told(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    change_names(amendments[0], timezone.now(), added=["Bram Oakley", "Cora Dunmore"])
    change(amendments[0], "place", timezone.now())
    change(amendments[0], "number", timezone.now(), number="14")
    change(amendments[1], "typography", timezone.now(), text="Leave out ‘hedge’ and insert ‘wall’")
    bump(bill.pk)
    minutes(10)
    assert mail.outbox == []
    assert not NewsItem.objects.exists()


def test_of_a_change_with_signatures_only_the_substance_is_told(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    change(amendments[0], "text number signatures", timezone.now(), text=SHALL, number="15")
    bump(bill.pk)
    minutes()
    assert last_letter().subject.startswith("Amendment 15, Committee stage, Commons: Wording changed")
    assert "enumber" not in last_letter().body


def test_changes_of_some_minutes_make_one_letter(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    reword(amendments[0], SHALL)
    minutes(1)
    decide(amendments[1], "Withdrawn")
    minutes()
    assert len(mail.outbox) == 1
    assert last_letter().subject == "1 decision and 1 wording changed (Hedgehog Crossings Bill)"


def test_new_amendments_are_told_together(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    stage = amendments[0].stage
    table([an_amendment(stage, str(number)) for number in range(20, 40)], at=timezone.now())
    bump(bill.pk)
    minutes()
    assert "Committee stage, Commons: 20 new amendments: Amendment 20, Amendment 21" in last_letter().body
    assert "and 8 more" in last_letter().body
    assert last_letter().body.count("\n- ") + last_letter().body.startswith("- ") == 1


def test_a_sitting_that_is_announced_and_moved_is_told_and_one_that_is_over_is_not(bill: Bill, amendments) -> None:
    follow(path_of(bill))
    stage = amendments[0].stage
    today = NOON.date()
    sittings = [Sitting(stage=stage, sitting_id=100 + n, date=today + timedelta(days=n)) for n in (-20, 6)]
    create_tracked(Sitting, sittings, why(timezone.now()))
    bump(bill.pk)
    minutes()
    assert "Sitting announced for 30 November 2026: Committee stage, Commons" in last_letter().subject
    assert last_letter().body.count("Sitting announced") == 1
    sittings[1].date = today + timedelta(days=7)
    update_tracked(Sitting, [(sittings[1], "")], ["date"], why(timezone.now()))
    bump(bill.pk)
    minutes()
    assert "Sitting moved from 30 November 2026 to 1 December 2026" in last_letter().body


def test_what_was_before_they_followed_is_not_told(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill), "early@example.org")
    reword(amendments[0], SHALL)
    go_to(NOON + timedelta(seconds=30))
    follow(path_of(bill))
    minutes()
    assert [letter.to for letter in mail.outbox] == [["early@example.org"]]


def test_a_source_that_speaks_for_long_ago_is_no_news(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    change(amendments[0], "text", MONDAY, text=SHALL)
    bump(bill.pk)
    minutes()
    assert mail.outbox == []


def test_another_bill_is_not_told_of(bill: Bill, amendments: list[Amendment]) -> None:
    other = table([an_amendment(make_stage("Umbrella Stands Bill"), "1")])[0]
    follow(path_of(bill))
    reword(other, SHALL)
    rename(other.bill, "Umbrella Racks Bill")
    minutes()
    assert mail.outbox == []


# ---- weekly ----
def test_a_weekly_letter_comes_on_monday_at_eight_in_london(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill), pace="weekly")
    reword(amendments[0], SHALL)
    minutes(1)
    decide(amendments[1], "Withdrawn")
    minutes(10)
    go_to(datetime(2026, 11, 30, 7, 55, tzinfo=LONDON))
    minutes(4)
    assert mail.outbox == []
    minutes(2)
    assert last_letter().subject == "This week: 1 decision and 1 wording changed (Hedgehog Crossings Bill)"
    decide(amendments[0], "Agreed")
    go_to(datetime(2026, 12, 1, 9, 0, tzinfo=LONDON))
    minutes(10)
    assert len(mail.outbox) == 1
    go_to(datetime(2026, 12, 7, 8, 0, tzinfo=LONDON))
    minutes(2)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 30, 8, 0, tzinfo=LONDON), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 30, 7, 59, tzinfo=LONDON), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2027, 3, 29, 8, 0, tzinfo=LONDON), datetime(2027, 3, 29, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 26, 7, 30, tzinfo=UTC), datetime(2026, 10, 19, 7, 0, tzinfo=UTC)),
    ],
)
def test_monday_is_londons_whatever_the_clocks_do(now: datetime, monday: datetime) -> None:
    assert telling.last_monday(now) == monday


# ---- what is ours ----
def test_an_ask_is_told_from_its_public_moment_on_and_never_before(bill: Bill, people: People) -> None:
    follow(path_of(bill))
    ask = an_ask(bill, title="Hedgehogs cross safely")
    lifts = NOON + timedelta(hours=2)
    publish.publish(ask, by=people.officer, public_from=lifts)
    minutes(10)
    go_to(lifts - timedelta(minutes=4, seconds=1))
    minutes(4)
    assert mail.outbox == []
    assert not NewsItem.objects.exists()
    minutes(6)
    assert last_letter().subject == "What we ask: “Hedgehogs cross safely” (Hedgehog Crossings Bill)"
    assert reverse("coalition:public-ask", args=[ask.pk]) in last_letter().body


def test_what_is_withdrawn_before_the_letter_goes_is_not_told(bill: Bill, people: People) -> None:
    follow(path_of(bill))
    release = publish.publish(an_ask(bill, title="Hedgehogs cross safely"), by=people.officer)
    minutes(1)
    assert NewsItem.objects.count() == 1
    publish.withdraw(release, by=people.officer)
    minutes(10)
    assert mail.outbox == []
    assert Follower.objects.get().told_up_to == NewsItem.objects.get().pk


def test_an_edit_is_private_until_it_is_published_again(bill: Bill, people: People) -> None:
    ask = an_ask(bill, title="Hedgehogs cross safely")
    publish.publish(ask, by=people.officer)
    follow(path_of(bill))
    writing.change(ask, {"title": "Secret words"}, by=people.officer)
    minutes(10)
    assert mail.outbox == []
    publish.publish(ask, by=people.officer)
    minutes(10)
    assert "Secret words" in last_letter().body


def test_who_follows_an_ask_is_told_what_becomes_of_its_amendments(bill: Bill, people: People, amendments) -> None:
    ask = an_ask(bill, title="Hedgehogs cross safely")
    facts = {"state": ClauseLink.State.CONFIRMED, "is_shared": True}
    writing.create(ClauseLink(bill=bill, ask=ask, amendment=amendments[0], **facts), by=people.officer)
    release = publish.publish(ask, by=people.officer)
    follow(reverse("follow-ask", args=[ask.pk]))
    decide(amendments[1], "Withdrawn")
    minutes()
    assert mail.outbox == []
    decide(amendments[0], "Agreed")
    minutes()
    assert "Amendment 12" in last_letter().body
    publish.withdraw(release, by=people.officer)
    decide(amendments[0], "Withdrawn")
    minutes()
    assert len(mail.outbox) == 1


def test_who_follows_everything_is_told_of_each_release_and_of_the_asks_amendments(bill: Bill, people: People) -> None:
    follow(reverse("follow"))
    publish.publish(people.coalition, by=people.officer)
    minutes()
    assert last_letter().subject == "About Lights on the Water: published"


def test_nothing_private_stands_in_a_letter(bill: Bill, people: People, amendments: list[Amendment]) -> None:
    ask = an_ask(bill, title="Public title", next_step="SECRET next step")
    publish.publish(ask, by=people.officer, note="SECRET note")
    writing.change(people.coalition, {"name": "SECRET name"}, by=people.officer)
    follow(reverse("follow"))
    publish.publish(ask, by=people.officer, note="SECRET note again")
    minutes()
    assert "Public title" in last_letter().body
    assert "SECRET" not in last_letter().body + last_letter().subject


# ---- once, whatever happens ----
def test_a_job_that_is_delivered_twice_sends_once(bill: Bill, amendments: list[Amendment]) -> None:
    follow(path_of(bill))
    reword(amendments[0], SHALL)
    news.gather()
    pk = Follower.objects.get().pk
    assert telling.tell(pk) == {"told": 1}
    assert telling.tell(pk) == {"told": 0}
    assert len(mail.outbox) == 1


def test_after_a_crash_between_sending_and_recording_it_is_sent_once_more_and_never_again(
    bill: Bill, amendments: list[Amendment], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(path_of(bill))
    reword(amendments[0], SHALL)
    news.gather()
    pk = Follower.objects.get().pk
    with monkeypatch.context() as broken:
        broken.setattr(telling, "_record", _dies)
        for _ in range(5):
            try:
                telling.tell(pk)
            except KeyboardInterrupt:
                continue
    assert len(mail.outbox) == 2
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1
    decide(amendments[0], "Agreed")
    minutes()
    assert len(mail.outbox) == 3
    assert "Wording" not in last_letter().body


def _dies(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_mail_server_that_is_away_loses_nothing(bill: Bill, amendments, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(path_of(bill))
    reword(amendments[0], SHALL)
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.backends.locmem.EmailBackend.open", _is_away, raising=False)
        minutes(90)
    assert mail.outbox == []
    assert "could not be reached" in Job.objects.filter(name=telling.TELL).latest("pk").error
    go_to(NOON + timedelta(days=2))
    minutes(5)
    assert len(mail.outbox) == 1


def _is_away(self: Any) -> None:
    raise ConnectionRefusedError


def test_no_more_letters_go_out_in_a_minute_than_the_settings_allow(bill: Bill, amendments, settings: Any) -> None:
    for place in range(7):
        follow(path_of(bill), f"reader{place}@example.org")
    settings.MAIL_PER_MINUTE = 3
    go_to(NOON + timedelta(minutes=10))
    reword(amendments[0], SHALL)
    minutes(4)
    assert len(mail.outbox) == 3
    minutes(3)
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 7


def test_nothing_runs_while_nobody_listens_and_nothing_is_new(bill: Bill, amendments: list[Amendment]) -> None:
    reword(amendments[0], SHALL)
    assert rounds.look() == []
    follow(path_of(bill))
    minutes(3)
    before = Job.objects.count()
    minutes(10)
    assert Job.objects.count() == before


def test_the_sign_up_page_is_linked_from_the_bill(bill: Bill) -> None:
    assert path_of(bill) in Client().get(bill.get_absolute_url()).content.decode()
    run_jobs()
