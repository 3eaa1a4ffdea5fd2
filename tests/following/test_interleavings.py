"""Whatever happens in whatever order, every public change is told once for each success, and no private one ever."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bills.versions import bump
from coalition import publish, writing
from coalition.models import Release
from tests.amendments.listed import an_amendment, change, make_stage, table
from tests.coalition.people import a_coalition, an_ask
from tests.following.world import follow, minutes, path_of, traveller
from tracker.following import news, telling
from tracker.models import Follower, NewsItem

MARK = re.compile(r"(?:changed: |title )(mark\d+)\b")
"""A mark as it is told anew; a decision also names the one before it."""
STEPS = st.lists(
    st.sampled_from(
        [
            "decide",
            "sign",
            "renumber",
            "publish",
            "embargo",
            "draft",
            "withdraw",
            "gather",
            "send",
            "send twice",
            "die before",
            "die after",
            "refused",
            "minute",
            "hour",
        ]
    ),
    max_size=25,
)


class Died(BaseException):
    """The worker is gone, at once."""


class Story:
    """One run: what became public, what stayed private, and what the letters told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        stage = make_stage()
        self.bill = stage.bill
        self.amendment = table([an_amendment(stage, "12")])[0]
        self.people = a_coalition()
        self.ask = an_ask(self.bill, title="the first title")
        self.count = 0
        self.public: set[str] = set()
        """Marks of Parliament's record: each is to be told."""
        self.waiting: dict[str, Any] = {}
        """The release of each mark of ours."""
        self.uncertain = 0
        follow(path_of(self.bill))

    def mark(self) -> str:
        self.count += 1
        return f"mark{self.count}"

    # ---- what happens in the world ----
    def decide(self) -> None:
        mark = self.mark()
        change(self.amendment, "decision", timezone.now(), decision=mark)
        bump(self.bill.pk)
        self.public.add(mark)

    def sign(self) -> None:
        change(self.amendment, "signatures place", timezone.now())
        bump(self.bill.pk)

    def renumber(self) -> None:
        change(self.amendment, "number", timezone.now(), number=f"{self.count + 20}")
        bump(self.bill.pk)

    def publish(self) -> None:
        self._release(None)

    def embargo(self) -> None:
        self._release(timezone.now() + timedelta(minutes=30))

    def _release(self, moment: Any) -> None:
        mark = self.mark()
        writing.change(self.ask, {"title": f"title {mark}"}, by=self.people.officer)
        release = publish.publish(self.ask, by=self.people.officer, public_from=moment)
        self.waiting[mark] = release

    def draft(self) -> None:
        writing.change(self.ask, {"title": f"secret {self.mark()}"}, by=self.people.officer)

    def withdraw(self) -> None:
        for release in self.waiting.values():
            release.refresh_from_db()
            if release.withdrawn_at is None and release.public_from <= timezone.now():
                publish.withdraw(release, by=self.people.officer)
                return

    # ---- what our machines do ----
    def gather(self) -> None:
        news.gather()

    def send(self) -> None:
        telling.tell(Follower.objects.get().pk)

    def send_twice(self) -> None:
        self.send()
        self.send()

    def die_before(self) -> None:
        self._die("news_letter")

    def die_after(self) -> None:
        before = len(mail.outbox)
        self._die("_record")
        self.uncertain += len(mail.outbox) - before

    def _die(self, place: str) -> None:
        def dies(*_: Any) -> None:
            raise Died

        with self.monkeypatch.context() as broken:
            broken.setattr(telling, place, dies)
            try:
                self.send()
            except Died:
                return

    def refused(self) -> None:
        def away(_: Any) -> None:
            raise ConnectionRefusedError

        with self.monkeypatch.context() as broken:
            broken.setattr("django.core.mail.backends.locmem.EmailBackend.open", away, raising=False)
            try:
                self.send()
            except telling.NotSent:
                return

    def minute(self) -> None:
        minutes(1)

    def hour(self) -> None:
        minutes(1)
        self.shift(timedelta(hours=1))

    def shift(self, by: timedelta) -> None:
        traveller.shift(by)

    # ---- what must hold ----
    def look_at_letters(self, seen: int) -> None:
        """Nothing of a letter just sent was private at that moment."""
        for letter in mail.outbox[seen:]:
            for mark in MARK.findall(letter.body):
                release = self.waiting.get(mark)
                if release is None:
                    assert mark in self.public, f"{mark} was never public"
                    continue
                release.refresh_from_db()
                assert release.public_from <= timezone.now(), f"{mark} was under embargo"
                assert release.withdrawn_at is None, f"{mark} was withdrawn"

    def told(self) -> Counter[str]:
        return Counter(mark for letter in mail.outbox for mark in MARK.findall(letter.body))


def _run(story: Story, steps: list[str]) -> None:
    for step in steps:
        seen = len(mail.outbox)
        getattr(story, step.replace(" ", "_"))()
        if step not in ("minute", "hour"):
            story.look_at_letters(seen)
    story.shift(timedelta(days=2))
    minutes(8)
    told = story.told()
    # A change that two letters of uncertain fate held is given up after them: it was handed over both times.
    assert set(story.public) <= set(told), f"never told: {story.public - set(told)}"
    decided = {mark: count for mark, count in told.items() if mark in story.public}
    assert all(count <= telling.MOST_TRIES for count in decided.values()), decided
    repeats = sum(count - 1 for count in decided.values())
    if story.uncertain == 0:
        assert repeats == 0, decided
    standing = [mark for mark, release in story.waiting.items() if _stands(release)]
    for mark in standing[-1:]:
        assert told[mark] >= 1, f"{mark} stands and was never told"
    before = len(mail.outbox)
    minutes(5)
    assert len(mail.outbox) == before


def _stands(release: Any) -> bool:
    release.refresh_from_db()
    return news._is_read(release, timezone.now())


@pytest.fixture
def rolled_back() -> Iterator[Any]:
    """Runs one story and takes back all that it wrote."""

    def run(monkeypatch: pytest.MonkeyPatch, steps: list[str]) -> None:
        mail.outbox.clear()
        with transaction.atomic():
            _run(Story(monkeypatch), steps)
            transaction.set_rollback(True)

    return run


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_every_public_change_is_told_and_nothing_private(rolled_back, monkeypatch, steps: list[str]) -> None:
    note(str(steps))
    rolled_back(monkeypatch, steps)


def test_the_judge_sees_an_embargo_that_is_not_held(rolled_back, monkeypatch) -> None:
    everything = Release.objects.order_by("-public_from", "-pk")
    monkeypatch.setattr(news, "in_force", lambda at=None: everything.filter(withdrawn_at=None))
    monkeypatch.setattr(telling, "in_force", lambda at=None: everything.filter(withdrawn_at=None))
    with pytest.raises(AssertionError, match="under embargo"):
        rolled_back(monkeypatch, ["embargo", "gather", "send"])


def test_the_judge_sees_a_cursor_that_is_never_moved(rolled_back, monkeypatch) -> None:
    monkeypatch.setattr(telling, "_record", lambda *_: None)
    with pytest.raises(AssertionError):
        rolled_back(monkeypatch, ["decide", "gather", "send", "send"])


def test_items_are_written_once(rolled_back, monkeypatch) -> None:
    story = Story(monkeypatch)
    story.decide()
    assert [news.gather(), news.gather()] == [1, 0]
    assert NewsItem.objects.count() == 1
