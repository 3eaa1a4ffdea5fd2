"""Following by e-mail, from the Bill's page to leaving, with a real mail server on loopback and without JavaScript."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill
from bills.versions import bump
from coalition import publish, writing
from coalition.models import Ask, Release
from tests.amendments.listed import change, change_names
from tests.following.world import path_in, run_jobs
from tracker import jobs
from tracker.following import rounds, telling
from tracker.models import Follower

pytestmark = pytest.mark.browser
ADDRESS = "reader@example.org"


class Sink:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert envelope.rcpt_tos == [ADDRESS]
        self.letters.append(letter)
        return "250 kept"

    def last(self) -> str:
        """The words of the last letter."""
        part = self.letters[-1].get_body(("plain",))
        assert part is not None
        return part.get_content()


@pytest.fixture
def sink(settings, monkeypatch, live_server, free_tcp_port) -> Iterator[Sink]:
    """The mail server, which the settings name; and no broker: the test is the worker."""
    kept = Sink()
    server = Controller(kept, hostname="127.0.0.1", port=free_tcp_port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_tcp_port
    settings.SITE_URL = live_server.url
    monkeypatch.setattr(jobs.app, "send_task", lambda *_, **__: None)
    monkeypatch.setattr(telling, "GROUPED_FOR", timedelta(0))
    yield kept
    server.stop()


def a_while() -> None:
    """The scheduler looks and the worker works, twice: news is gathered, then told."""
    for _ in range(2):
        rounds.look()
        run_jobs()


def told(letter: str) -> list[str]:
    """What a letter tells, one line an entry."""
    return re.findall(r"^- (.*)$", letter, re.MULTILINE)


@pytest.fixture
def plain_page(browser):
    """A phone's page with JavaScript switched off."""
    with browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False) as context:
        yield context.new_page()


def test_sign_up_confirm_receive_exactly_what_was_published_and_leave(plain_page, site, sink):
    bill = Bill.objects.get(bill_id=4101)
    amendment = Amendment.objects.filter(bill=bill).order_by("pk").first()
    page = plain_page

    page.goto(site + bill.get_absolute_url())
    page.get_by_role("link", name="Follow this Bill by e-mail").click()
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.get_by_label("As it happens, within some minutes").check()
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="Read your mail").wait_for()
    run_jobs()
    assert [letter["Subject"] for letter in sink.letters] == ["Please confirm: follow the Harbour Lanterns Bill"]

    page.goto(site + path_in(sink.last(), "confirm"))
    assert not Follower.objects.filter(followings__confirmed_at__isnull=False).exists()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="You follow the Harbour Lanterns Bill").wait_for()

    change_names(amendment, timezone.now(), added=["Edda Brine"])
    change(amendment, "typography", timezone.now(), text=amendment.text.replace("“", "‘").replace("”", "’"))
    bump(bill.pk)
    a_while()
    assert len(sink.letters) == 1, "a letter for signatures and marks alone"

    change(amendment, "decision", timezone.now(), decision="Agreed")
    bump(bill.pk)
    ask = Ask.objects.get(reference="lit-steps")
    writing.change(ask, {"title": "Every step and every slipway is lit"}, by=None)
    publish.publish(ask, by=None)
    hidden = Ask(bill=bill, reference="hidden", title="Not yet", is_shared=True)
    publish.publish(writing.create(hidden, by=None), by=None, public_from=timezone.now() + timedelta(days=1))
    a_while()
    assert len(sink.letters) == 2
    published = told(sink.last())
    assert len(published) == 2, published
    assert any("Decision changed: Agreed" in line and "Amendment 1," in line for line in published)
    assert any("Every step and every slipway is lit" in line for line in published)
    assert "Not yet" not in sink.last()
    assert Release.objects.filter(title="Not yet").exists()

    letter = sink.letters[-1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.get_content_type() == "text/plain"
    page.goto(site + path_in(letter["List-Unsubscribe"].strip("<>"), "stop"))
    page.get_by_role("button", name="Stop all letters").click()
    page.get_by_role("heading", name="We write no more").wait_for()
    assert not Follower.objects.exists()

    change(amendment, "decision", timezone.now(), decision="Withdrawn")
    bump(bill.pk)
    a_while()
    assert len(sink.letters) == 2


def test_a_reader_changes_what_they_get_by_the_link_of_a_letter(plain_page, site, sink):
    bill, page = Bill.objects.get(bill_id=4101), plain_page
    amendment = Amendment.objects.filter(bill=bill).order_by("pk").first()
    page.goto(f"{site}/follow/bills/{bill.pk}/")
    page.get_by_role("button", name="Sign up").click()
    assert "Enter your e-mail address" in page.locator(".govuk-error-summary").inner_text()
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.get_by_label("As it happens, within some minutes").check()
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="Read your mail").wait_for()
    run_jobs()
    page.goto(site + path_in(sink.last(), "confirm"))
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="You follow the Harbour Lanterns Bill").wait_for()
    change(amendment, "decision", timezone.now(), decision="Agreed")
    bump(bill.pk)
    a_while()
    page.goto(site + path_in(sink.last(), "manage"))
    page.get_by_label("Once a week, on Monday at 08:00").check()
    page.get_by_role("button", name="Change how often").click()
    assert page.get_by_label("Once a week, on Monday at 08:00").is_checked()
    page.get_by_role("button", name="No longer follow the Harbour Lanterns Bill").click()
    page.get_by_role("heading", name="We write no more").wait_for()
    assert not Follower.objects.exists()
