"""An embargo lifts at its second in London, on every public page at once, and no cache answers in our place."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils.http import http_date

from coalition import writing
from coalition.models import AskClause, Briefing
from tests.coalition.briefings_world import a_paper, a_text
from tests.coalition.people import People, a_coalition, an_act, an_ask, signed_in
from tests.world import NOW, World, a_world
from tracker.urls import CAMPAIGNS

SECOND = timedelta(seconds=1)
MOMENTS = {
    "in winter": ("2026-12-01T00:01", datetime(2026, 12, 1, 0, 1, tzinfo=UTC)),
    "the last second before the clocks go forward": (
        "2027-03-28T00:59:59",
        datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    ),
    "the first after": ("2027-03-28T02:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    "in summer": ("2027-07-01T00:30", datetime(2027, 6, 30, 23, 30, tzinfo=UTC)),
    "the last before the clocks go back": ("2027-10-31T00:59:59", datetime(2027, 10, 30, 23, 59, 59, tzinfo=UTC)),
    "once they are back": ("2027-10-31T02:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
}
ALWAYS_THERE = ("bills:detail", "coalition:campaigns")
"""Pages that are there all along, and name the campaign from the moment on."""


@pytest.fixture
def world(db: None, kept_pages: None, settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield a_world()


@pytest.fixture
def people(world: World) -> People:
    return a_coalition()


@pytest.fixture
def embargoed(world: World, people: People) -> dict[tuple[str, str], str]:
    """Everything that can be published, ready to go out: where the public reads it, by name and form of address."""
    ask = an_ask(world.lanterns)
    act = an_act(world.lanterns, {"lamps": "Light every step."})
    writing.change(act.versions.get(), {"issued_at": NOW}, by=people.officer)
    writing.create(AskClause(ask=ask, clause=act.clauses.get()), by=None)
    paper, uploaded = a_paper(bill=world.lanterns), a_paper("A file", body=None, bill=world.lanterns)
    facts = {"file_name": "paper.pdf", "file_type": "application/pdf", "file_size": 4}
    a_text(uploaded, "", file=ContentFile(b"%PDF", name="paper.pdf"), **facts)
    Briefing.objects.update(is_open_to_sign=False)
    return {
        ("bills:detail", ""): world.lanterns.get_absolute_url(),
        ("coalition:campaigns", ""): reverse("coalition:campaigns"),
        ("coalition:campaign", ""): reverse("coalition:campaign", args=[world.lanterns.pk]),
        ("coalition:public-ask", ""): reverse("coalition:public-ask", args=[ask.pk]),
        ("coalition:public-paper", ""): reverse("coalition:public-paper", args=[paper.pk]),
        ("coalition:public-act", ""): reverse("coalition:public-act", args=[act.pk]),
        ("clause-timeline", ""): reverse("clause-timeline", args=[act.pk, act.clauses.get().pk]),
        ("compare-asks", ""): reverse("compare-asks", args=[world.lanterns.pk]),
        **{
            ("coalition:public-paper-file", form): reverse("coalition:public-paper-file", args=[row.pk, form])
            for row, form in ((paper, "pdf"), (paper, "docx"), (uploaded, "file"))
        },
    }


def publish_all(people: People, pages: dict[tuple[str, str], str], local: str) -> None:
    """As an officer does it, on the page of publishing, with a moment in London time."""
    client = signed_in(people.officer)
    rows = {("coalition:public-ask", ""): "ask", ("coalition:public-act", ""): "act"}
    rows |= {("coalition:public-paper-file", form): "briefing" for form in ("docx", "file")}
    wanted = [(kind, int(pages[key].strip("/").split("/")[2])) for key, kind in rows.items()]
    for kind, pk in sorted([*wanted, ("coalition", people.coalition.pk)]):
        address = reverse("coalition:publish", args=[kind, pk])
        seen = client.get(address).context["form"].initial["seen"]
        answer = client.post(address, {"when": "later", "public_from": local, "seen": seen})
        assert answer.status_code == 302, (kind, answer.content.decode())


def test_every_public_address_is_among_those_below(embargoed: dict[tuple[str, str], str]) -> None:
    public = {f"coalition:{each.name}" for each in CAMPAIGNS if str(each.pattern).startswith("campaigns/")}
    assert public <= {name for name, _ in embargoed}


@pytest.mark.parametrize("which", MOMENTS)
def test_it_lifts_at_its_second_on_every_page(
    people: People, embargoed: dict[tuple[str, str], str], which: str
) -> None:
    local, moment = MOMENTS[which]
    publish_all(people, embargoed, local)
    for clock, is_public in ((moment - SECOND, False), (moment, True), (moment + SECOND, True)):
        with time_machine.travel(clock, tick=False):
            for (name, form), address in embargoed.items():
                answer = Client().get(address)
                if name in ALWAYS_THERE:
                    found = embargoed["coalition:campaign", ""] in answer.content.decode()
                    assert (answer.status_code, found) == (200, is_public), (name, clock)
                else:
                    assert answer.status_code == (200 if is_public else 404), (name, form, clock)


def test_no_cache_answers_with_what_it_kept_from_before(people: People, embargoed: dict[tuple[str, str], str]) -> None:
    """Not one on the way, and not the browser: whatever it asks with, it gets the page of that second in full."""
    local, moment = MOMENTS["the first after"]
    publish_all(people, embargoed, local)
    for address in embargoed.values():
        with time_machine.travel(moment - SECOND, tick=False):
            before = Client().get(address)
        asked = {"If-Modified-Since": http_date(moment.timestamp()), "If-None-Match": before.get("ETag", '"kept"')}
        with time_machine.travel(moment, tick=False):
            after = Client().get(address, headers=asked)
        assert after.status_code == 200, address
        for answer in (before, after):
            told = set(answer["Cache-Control"].split(", "))
            assert told == {"no-cache"}, (address, told)
            assert "Expires" not in answer
        validators = [[answer.get(name) for name in ("ETag", "Last-Modified")] for answer in (before, after)]
        assert validators[0] == [None, None] or validators[0] != validators[1], address


def test_what_waits_for_its_moment_is_missing_by_every_method(
    people: People, embargoed: dict[tuple[str, str], str]
) -> None:
    publish_all(people, embargoed, MOMENTS["in summer"][0])
    for (name, form), address in embargoed.items():
        if name in ALWAYS_THERE:
            continue
        parts = address.strip("/").split("/")
        at = 1 if name == "coalition:campaign" else 2
        missing = "/" + "/".join([*parts[:at], "987654", *parts[at + 1 :]]) + "/"
        for method in ("get", "head", "options", "post"):
            told = [getattr(Client(), method)(each) for each in (address, missing)]
            one, two = [(each.status_code, each.content, sorted(each.headers.items())) for each in told]
            assert one == two, (name, form, method)
