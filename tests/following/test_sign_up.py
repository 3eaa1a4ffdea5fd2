"""Signing up, confirming, changing and leaving, as a reader sees it; and what is kept of them."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bills.models import Bill
from coalition import publish
from tests.coalition.people import a_coalition, an_ask, signed_in
from tests.following.conftest import NOON
from tests.following.world import (
    ADDRESS,
    follow,
    go_to,
    last_letter,
    minutes,
    path_in,
    path_of,
    reword,
    run_jobs,
    sign_up,
)
from tracker.models import Follower, Following, Job


def test_a_letter_asks_to_confirm_and_opening_its_link_confirms_nothing(bill: Bill) -> None:
    answer = sign_up(path_of(bill))
    assert answer["Location"] == reverse("follow-sent")
    run_jobs()
    assert last_letter().to == [ADDRESS]
    assert last_letter().subject == "Please confirm: follow the Hedgehog Crossings Bill"
    link = path_in(last_letter().body, "confirm")
    for method in ("get", "head", "options"):
        getattr(Client(), method)(link)
    assert Following.objects.get().confirmed_at is None
    page = Client().get(link)
    assert "<button" in page.content.decode()
    assert Client().post(link).status_code == 200
    assert Following.objects.get().confirmed_at == timezone.now()


def test_every_answer_is_the_same_whether_an_address_is_known_or_not(bill: Bill) -> None:
    follow(path_of(bill))
    known, unknown = (sign_up(path_of(bill), email) for email in (ADDRESS, "other@example.org"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    run_jobs()
    assert Client().get(known["Location"]).content == Client().get(unknown["Location"]).content


def test_no_link_serves_for_anything_but_its_own_purpose(bill: Bill) -> None:
    sign_up(path_of(bill))
    run_jobs()
    token = path_in(last_letter().body, "confirm").split("/")[3]
    Client().post(reverse("follow-confirm", args=[token]))
    for name in ("follow-manage", "follow-stop"):
        assert Client().get(reverse(name, args=[token])).status_code == 404
        assert Client().post(reverse(name, args=[token])).status_code == 404
    assert Client().get(reverse("follow-confirm", args=[token + "x"])).status_code == 404
    assert Follower.objects.exists()


def test_a_link_to_confirm_ends_after_seven_days_and_the_address_is_erased_then(bill: Bill) -> None:
    sign_up(path_of(bill))
    run_jobs()
    link = path_in(last_letter().body, "confirm")
    go_to(NOON + timedelta(days=7, seconds=2))
    assert Client().post(link).status_code == 404
    minutes(1)
    assert not Follower.objects.exists()


def test_erasing_what_is_unconfirmed_leaves_what_is_confirmed(bill: Bill) -> None:
    follow(path_of(bill))
    sign_up(reverse("follow"))
    go_to(NOON + timedelta(days=8))
    minutes(1)
    assert [each.kind for each in Following.objects.all()] == ["bill"]


def test_a_stranger_fills_nobodys_box(bill: Bill, settings) -> None:
    for _ in range(9):
        sign_up(path_of(bill))
    people = a_coalition()
    for place in range(9):
        ask = an_ask(bill, f"ask-{place}")
        publish.publish(ask, by=people.officer)
        assert sign_up(reverse("follow-ask", args=[ask.pk])).status_code == 302
    run_jobs()
    assert len(mail.outbox) == 5


def test_one_visitor_signs_up_only_so_many(bill: Bill) -> None:
    answers = [sign_up(path_of(bill), f"reader{place}@example.org").status_code for place in range(25)]
    assert answers[:20] == [302] * 20
    assert set(answers[20:]) == {429}


def test_one_press_leaves_without_signing_in_and_without_a_token_and_erases_the_address(
    bill: Bill, amendments
) -> None:
    follow(path_of(bill))
    reword(amendments[0], "Leave out “may” and insert “shall”")
    minutes()
    headers = last_letter().extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = path_in(headers["List-Unsubscribe"].strip("<>"), "stop")
    careful = Client(enforce_csrf_checks=True)
    assert careful.get(link).status_code == 200
    assert Follower.objects.exists()
    for _ in range(2):
        assert careful.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert not Following.objects.exists()
    assert not careful.cookies


def test_nothing_of_an_address_is_left_in_jobs_or_logs(bill: Bill, amendments, caplog, monkeypatch) -> None:
    caplog.set_level(logging.DEBUG)
    follow(path_of(bill))
    _refuse(monkeypatch)
    reword(amendments[0], "Leave out “may” and insert “shall”")
    minutes()
    assert "refused the address (550)" in Job.objects.filter(name="tell_follower").latest("pk").error
    for job in Job.objects.all():
        assert ADDRESS not in f"{job.arguments}{job.error}{job.outcome}{job.key}"
    assert ADDRESS not in caplog.text


def _refuse(monkeypatch) -> None:
    import smtplib

    def refuse(self, letters):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, f"no {ADDRESS} here".encode())})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_an_address_that_refuses_again_and_again_is_erased(bill: Bill, amendments, monkeypatch) -> None:
    follow(path_of(bill))
    _refuse(monkeypatch)
    reword(amendments[0], "Leave out “may” and insert “shall”")
    for day in range(1, 9):
        go_to(NOON + timedelta(days=day))
        minutes(50)
    assert not Follower.objects.exists()


def test_a_follower_changes_the_pace_and_what_they_follow_and_leaves(bill: Bill, amendments) -> None:
    follow(path_of(bill))
    follow(reverse("follow"), pace="now")
    reword(amendments[0], "Leave out “may” and insert “shall”")
    minutes()
    link = path_in(last_letter().body, "manage")
    page = Client().get(link).content.decode()
    assert "Hedgehog Crossings Bill" in page
    assert ADDRESS not in page
    Client().post(link, {"pace": "weekly"})
    assert Follower.objects.get().pace == "weekly"
    Client().post(link, {"drop": Following.objects.get(kind="bill").pk})
    assert [each.kind for each in Following.objects.all()] == ["coalition"]
    assert "Your address is erased" in Client().post(link, {"stop": "all"}).content.decode()
    assert not Follower.objects.exists()
    assert Client().get(link).status_code == 404


def test_nobody_drops_what_another_follows(bill: Bill, amendments) -> None:
    follow(path_of(bill), "other@example.org")
    theirs = Following.objects.get()
    follow(path_of(bill))
    reword(amendments[0], "Leave out “may” and insert “shall”")
    minutes()
    mine = next(letter for letter in mail.outbox if letter.to == [ADDRESS])
    Client().post(path_in(mine.body, "manage"), {"drop": theirs.pk})
    assert Following.objects.filter(pk=theirs.pk).exists()


def test_a_private_ask_cannot_be_followed_and_looks_missing(bill: Bill) -> None:
    ask = an_ask(bill, is_shared=False)
    answers = [Client().get(reverse("follow-ask", args=[pk])) for pk in (ask.pk, 987654)]
    assert [each.status_code for each in answers] == [404, 404]
    assert sign_up(reverse("follow-ask", args=[ask.pk])).status_code == 404


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "two@example.org\nBcc: three@example.org", "x" * 260 + "@example.org"]
)
def test_what_is_no_address_is_told_and_nothing_is_sent(bill: Bill, email: str) -> None:
    assert sign_up(path_of(bill), email).status_code == 422
    assert not Follower.objects.exists()


def test_officers_see_numbers_and_no_address(bill: Bill, amendments) -> None:
    people = a_coalition()
    follow(path_of(bill))
    follow(path_of(bill), "other@example.org", "weekly")
    reword(amendments[0], "Leave out “may” and insert “shall”")
    minutes()
    page = signed_in(people.officer).get(reverse("followers")).content.decode()
    assert "2\n" in page.replace("  ", "")
    assert "people follow" in page
    assert "@example.org" not in page
