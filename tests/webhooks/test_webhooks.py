"""Webhooks as an officer sets them up and as their receiver gets them: signed, in order, public, given up at last."""

import hashlib
import hmac
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill
from bills.versions import bump
from coalition import publish
from tests.amendments.listed import change_names
from tests.coalition.people import People, a_coalition, an_ask, signed_in
from tests.following.conftest import NOON
from tests.following.world import decide, go_to, minutes, reword, run_jobs
from tests.scrapers.upstream import Reply, Upstream
from tracker.models import Delivery, Job, Webhook

SECRET = re.compile(r"whsec_[0-9a-f]{64}")
ALL = ["bills", "decisions", "asks", "releases"]


@pytest.fixture
def people() -> People:
    return a_coalition()


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


def add(officer: Client, url: str, topics: list[str]) -> tuple[Webhook, str]:
    """As an officer does it; the webhook, and its secret as shown."""
    answer = officer.post(reverse("webhook-new"), {"url": url, "topics": topics}, follow=True)
    found = SECRET.search(answer.content.decode())
    assert found, answer.content.decode()[-3000:]
    return Webhook.objects.latest("pk"), found[0]


def press(officer: Client, what: str, hook: Webhook) -> str:
    """What the page says afterwards."""
    return officer.post(reverse(f"webhook-{what}", args=[hook.pk]), follow=True).content.decode()


def page(officer: Client, hook: Webhook) -> str:
    return officer.get(reverse("webhook", args=[hook.pk])).content.decode()


def items_of(receiver: Upstream) -> list[dict[str, Any]]:
    """Everything that arrived, in its order."""
    return [item for asked in receiver.asked for item in json.loads(asked.body)["items"]]


def test_what_arrives_is_signed_over_its_time_and_body(officer, receiver, bill: Bill, amendments) -> None:
    _, secret = add(officer, receiver.says("/in", b"ok"), ALL)
    reword(amendments[0], "Leave out “may” and insert “shall”")
    minutes(3)
    (asked,) = receiver.asked
    moment = asked.headers["X-Tracker-Timestamp"]
    expected = hmac.new(secret.encode(), moment.encode() + b"." + asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["X-Tracker-Signature"] == f"sha256={expected}"
    assert int(moment) == int((NOON + timedelta(minutes=2)).timestamp())
    content = json.loads(asked.body)
    assert content["id"] == asked.headers["X-Tracker-Delivery"]
    (item,) = content["items"]
    assert item["kind"] == "text"
    assert item["bill"]["title"] == "Hedgehog Crossings Bill"
    assert item["page"] == f"https://tracker.example.org{amendments[0].get_absolute_url()}"
    assert "Wording changed" in item["words"]


def test_the_secret_is_shown_once_and_stored_nowhere(officer, receiver) -> None:
    hook, secret = add(officer, receiver.says("/in", b"ok"), ALL)
    assert secret not in page(officer, hook)
    stored = str([list(row.values()) for row in Webhook.objects.values()])
    stored += str([list(row.values()) for row in Webhook.history.values()])
    assert secret.removeprefix("whsec_") not in stored


def test_a_new_secret_signs_from_then_on(officer, receiver) -> None:
    hook, old = add(officer, receiver.says("/in", b"ok"), ALL)
    found = SECRET.search(press(officer, "rotate", hook))
    assert found
    assert found[0] != old
    press(officer, "test", hook)
    run_jobs()
    asked = receiver.asked[-1]
    signed = asked.headers["X-Tracker-Timestamp"].encode() + b"." + asked.body
    expected = hmac.new(found[0].encode(), signed, hashlib.sha256).hexdigest()
    assert asked.headers["X-Tracker-Signature"].endswith(expected)


def test_each_is_told_of_its_topics_alone_and_never_of_signatures(officer, receiver, people, bill, amendments) -> None:
    add(officer, receiver.says("/decisions", b"ok"), ["decisions"])
    add(officer, receiver.says("/asks", b"ok"), ["asks"])
    decide(amendments[0], "Agreed")
    reword(amendments[1], "Leave out “hedge” and insert “fence”")
    change_names(amendments[0], timezone.now(), added=["Bram Oakley"])
    bump(bill.pk)
    publish.publish(an_ask(bill, title="Hedgehogs cross safely"), by=people.officer)
    minutes(3)
    told = {asked.path: [item["kind"] for item in json.loads(asked.body)["items"]] for asked in receiver.asked}
    assert told == {"/decisions": ["decision"], "/asks": ["ask"]}


def test_what_is_under_embargo_or_withdrawn_does_not_go_out(officer, receiver, people, bill) -> None:
    add(officer, receiver.says("/in", Reply(b"", 500), b"ok"), ALL)
    lifts = NOON + timedelta(hours=1)
    publish.publish(an_ask(bill, title="Under embargo"), by=people.officer, public_from=lifts)
    release = publish.publish(an_ask(bill, "other", title="Withdrawn"), by=people.officer)
    minutes(2)
    assert [item["words"] for item in items_of(receiver)] == ["What we ask: “Withdrawn”"]
    publish.withdraw(release, by=people.officer)
    minutes(5)
    assert len(receiver.asked) == 1
    assert Delivery.objects.get().state == "nothing"
    go_to(lifts)
    minutes(3)
    assert items_of(receiver)[-1]["words"] == "What we ask: “Under embargo”"


def test_a_receiver_that_fails_is_tried_again_later_in_order_and_the_log_says_so(
    officer, receiver, bill: Bill, amendments: list[Amendment]
) -> None:
    hook, _ = add(officer, receiver.says("/in", Reply(b"out of order", 503), b"ok"), ALL)
    decide(amendments[0], "Agreed")
    minutes(2)
    decide(amendments[1], "Withdrawn")
    assert "503" in page(officer, hook)
    assert "out of order" in page(officer, hook)
    minutes(4)
    assert [item["words"].split(",")[0] for item in items_of(receiver)] == [
        "Amendment 12",
        "Amendment 12",
        "Amendment 13",
    ]
    assert [asked.headers["X-Tracker-Delivery"] for asked in receiver.asked[:2]].count(
        receiver.asked[0].headers["X-Tracker-Delivery"]
    ) == 2
    assert "Taken" in page(officer, hook)


def test_after_five_given_up_in_a_row_it_is_paused_and_resuming_goes_on(officer, receiver, bill, amendments) -> None:
    hook, _ = add(officer, receiver.says("/in", Reply(b"no", 500)), ALL)
    for number in range(5):
        decide(amendments[0], f"Word{number}")
        minutes(50)
    hook.refresh_from_db()
    assert hook.paused_at is not None
    assert "Paused by itself" in page(officer, hook)
    assert Delivery.objects.filter(state="failed").count() == 5
    before = len(receiver.asked)
    decide(amendments[0], "Agreed")
    minutes(5)
    assert len(receiver.asked) == before
    receiver.says("/in", b"ok")
    press(officer, "resume", hook)
    minutes(3)
    assert "Agreed" in items_of(receiver)[-1]["words"]


def test_a_test_is_sent_once_and_told(officer, receiver) -> None:
    hook, _ = add(officer, receiver.says("/in", Reply(b"<b>who are you?</b>", 401)), ALL)
    press(officer, "test", hook)
    run_jobs()
    shown = page(officer, hook)
    assert "status 401" in shown
    assert "&lt;b&gt;who are you?" in shown
    minutes(40)
    assert len(receiver.asked) == 1
    assert json.loads(receiver.asked[0].body)["test"] is True


def test_removed_it_gets_nothing_more_and_its_history_stays(officer, receiver, bill, amendments) -> None:
    hook, _ = add(officer, receiver.says("/in", b"ok"), ALL)
    press(officer, "remove", hook)
    decide(amendments[0], "Agreed")
    minutes(4)
    assert receiver.asked == []
    shown = page(officer, hook)
    assert "Webhook removed" in shown
    assert "Webhook added" in shown
    for what in ("test", "rotate", "pause", "resume", "remove"):
        assert officer.post(reverse(f"webhook-{what}", args=[hook.pk])).status_code == 404


def test_nothing_from_before_it_was_added_is_sent(officer, receiver, bill, amendments) -> None:
    decide(amendments[0], "Agreed")
    go_to(NOON + timedelta(seconds=1))
    add(officer, receiver.says("/in", b"ok"), ALL)
    minutes(3)
    assert receiver.asked == []


def test_a_job_that_is_delivered_twice_posts_once(officer, receiver, bill, amendments) -> None:
    from tracker.webhooks import sending

    add(officer, receiver.says("/in", b"ok"), ALL)
    decide(amendments[0], "Agreed")
    minutes(3)
    assert sending.deliver(Delivery.objects.get().pk) == {}
    assert len(receiver.asked) == 1


def test_an_address_inside_is_refused_with_its_reason(officer, receiver) -> None:
    for url in ("https://127.0.0.1/", "http://hooks.example.org/", "https://localhost/"):
        answer = officer.post(reverse("webhook-new"), {"url": url, "topics": ["bills"]})
        assert answer.status_code == 422
        assert "This address cannot be used" in answer.content.decode()
    assert not Webhook.objects.exists()


def test_what_it_is_told_of_can_be_changed_and_two_editors_are_told(officer, receiver) -> None:
    hook, _ = add(officer, receiver.says("/in", b"ok"), ["bills"])
    address = reverse("webhook-edit", args=[hook.pk])
    sent = {"topics": ["asks"], "revision": hook.revision}
    assert officer.post(address, sent).status_code == 302
    assert officer.post(address, {**sent, "topics": ["releases"]}).status_code == 409
    hook.refresh_from_db()
    assert hook.topics == ["asks"]


def test_jobs_carry_ids_alone(officer, receiver, bill, amendments) -> None:
    _, secret = add(officer, receiver.says("/in", Reply(b"no", 500)), ALL)
    decide(amendments[0], "Agreed")
    minutes(3)
    job = Job.objects.get(name="deliver_webhook")
    assert job.arguments == {"delivery": Delivery.objects.get().pk}
    assert secret not in f"{job.error}{job.outcome}"
