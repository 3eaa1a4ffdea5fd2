"""Two people edit one record at once: nobody's value is lost, and none is written that its writer did not type."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import lxml.html
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coalition import writing
from coalition.act_editing import newest_version
from coalition.groups import ABOUT, RESTS_ON, ticked, ticked_at
from coalition.merging import merge, same
from coalition.models import Ask, BriefingAsk, ClauseWording, Position
from tests.amendments.listed import an_amendment
from tests.coalition.briefings_world import a_paper
from tests.coalition.people import People, an_act, an_ask, signed_in
from tests.world import World

# ---- the merge itself ----

NAMES = ("title", "summary", "order", "boxes")
VALUES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["a", "a ", "b", "c"]),
        "summary": st.sampled_from(["", "x\ny", "x\r\ny", "z"]),
        "order": st.sampled_from([None, 1, 2]),
        "boxes": st.frozensets(st.integers(1, 4)),
    }
)


@given(VALUES, VALUES, VALUES)
def test_a_merge_gives_each_field_to_whoever_changed_it_and_asks_where_both_did(base, theirs, mine) -> None:
    merged = merge(base, theirs, mine)
    for name in NAMES[:-1]:
        i_changed, they_changed = not same(mine[name], base[name]), not same(theirs[name], base[name])
        if not i_changed:
            assert same(merged.values[name], theirs[name])
        else:
            assert merged.values[name] == mine[name]
        is_met = i_changed and they_changed and not same(mine[name], theirs[name])
        assert (name in merged.both) is is_met
        assert (name in merged.taken) is (they_changed and not i_changed)
    for box in range(1, 5):
        was, now = box in base["boxes"], box in mine["boxes"]
        assert (box in merged.values["boxes"]) is (now if was != now else box in theirs["boxes"])


@given(VALUES, VALUES)
def test_where_what_was_seen_is_not_known_every_difference_is_asked(theirs, mine) -> None:
    merged = merge(None, theirs, mine)
    assert merged.values == mine
    assert set(merged.both) == {name for name in NAMES if not same(theirs[name], mine[name])}


# ---- two browsers ----


class Browser:
    """What a person does with a form, without JavaScript: open it, change fields, send it."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        self.answer: Any = client.get(address)

    def fill(self, **typed: Any) -> None:
        """Change these fields; a list ticks exactly these boxes of a group."""
        form = self.form
        for name, value in typed.items():
            for field in form.xpath(f".//*[@name='{name}']"):
                if field.get("type") == "checkbox":
                    field.checked = field.get("value") in map(str, value) if isinstance(value, list) else value
                elif field.get("type") == "radio":
                    field.checked = field.get("value") == value
                else:
                    field.value = str(value)

    def send(self) -> Any:
        self.answer = self.client.post(self.address, _sent(self.form))
        if "form" in self.__dict__:
            del self.form
        return self.answer

    def __getattr__(self, name: str) -> Any:
        if name != "form":
            raise AttributeError(name)
        page = lxml.html.fromstring(self.answer.content.decode())
        self.form = next(form for form in page.forms if "revision" in form.fields)
        return self.form

    def shows(self, name: str) -> list[str]:
        """What the field holds."""
        return _sent(self.form).get(name, [])


def _sent(form: Any) -> dict[str, list[str]]:
    """As a browser sends it: lines end with CR LF, and the line end right after <textarea> is no text."""
    areas = {field.name for field in form.iter("textarea")}
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        text = (value or "").removeprefix("\n") if name in areas else value or ""
        found.setdefault(name, []).append(text.replace("\n", "\r\n"))
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back: each example begins from the same records."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


LINE = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20).map(str.strip)
LINES = st.text(st.characters(categories=("L", "N", "P"), include_characters=" \n"), max_size=20).map(str.strip)


@pytest.fixture
def ask(people: People, world: World) -> Ask:
    made = an_ask(world.lanterns, summary="So that\nnobody falls.", lead=people.beacon)
    clauses = list(an_act(world.lanterns, {"lamps": "L.", "steps": "S.", "rails": "R."}).clauses.order_by("pk"))
    made.boxes = [clause.pk for clause in clauses]  # type: ignore[attr-defined]
    browser = Browser(signed_in(people.officer), reverse("coalition:ask-edit", args=[made.pk]))
    browser.fill(clauses=made.boxes[:2])  # type: ignore[attr-defined]
    assert browser.send().status_code == 302
    return made


def stored(ask: Ask) -> dict[str, Any]:
    row = Ask.objects.get(pk=ask.pk)
    return {
        **{name: getattr(row, name) for name in ("title", "summary", "group", "priority", "is_shared")},
        "lead": str(row.lead_id or ""),
        "next_step_on": row.next_step_on.isoformat() if row.next_step_on else "",
        "clauses": sorted(ticked(RESTS_ON, ask)),
    }


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_second_save_writes_only_what_its_person_typed_or_kept_in_sight(data, ask: Ask, people: People) -> None:
    edits = st.fixed_dictionaries(
        {},
        optional={
            "title": LINE.filter(bool),
            "summary": LINES,
            "group": LINE,
            "priority": st.sampled_from(Ask.Priority.values),
            "is_shared": st.booleans(),
            "lead": st.sampled_from(["", str(people.beacon.pk), str(people.tide.pk)]),
            "next_step_on": st.sampled_from(["", "2026-12-01", "2026-12-24"]),
            "clauses": st.lists(st.sampled_from(ask.boxes), unique=True).map(sorted),
        },
    )
    theirs, mine = data.draw(edits, "theirs"), data.draw(edits, "mine")
    address = reverse("coalition:ask-edit", args=[ask.pk])
    with undone():
        me, other = Browser(signed_in(people.officer), address), Browser(signed_in(people.administrator), address)
        base = stored(ask)
        other.fill(**theirs)
        assert other.send().status_code == 302
        between = stored(ask)
        me.fill(**mine)
        first = me.send()
        if first.status_code == 409:
            assert stored(ask) == between, "the first save wrote nothing"
            told = {field["name"]: field for field in first.context["conflict"]["both"]}
            met = {name for name in mine if mine[name] != base[name] and base[name] != between[name] != mine[name]}
            assert set(told) == met - {"clauses"}
            for name, field in told.items():
                assert me.shows(name) == ([str(mine[name]).replace("\n", "\r\n")] if name != "is_shared" else [])
                assert field["stored"] != field["typed"]
            assert me.send().status_code == 302
        else:
            assert first.status_code == 302 and between == base
        final = stored(ask)
        for name in set(base) - {"clauses"}:
            is_mine = name in mine and mine[name] != base[name]
            assert final[name] == (mine[name] if is_mine else between[name]), name
        for box in ask.boxes:
            was, now = box in base["clauses"], box in mine.get("clauses", base["clauses"])
            assert (box in final["clauses"]) is (now if was != now else box in between["clauses"])


def test_a_field_that_both_changed_shows_both_values_and_keeps_the_persons_own(people: People, ask: Ask) -> None:
    address = reverse("coalition:ask-edit", args=[ask.pk])
    me = Browser(signed_in(people.officer), address)
    writing.change(
        Ask.objects.get(pk=ask.pk), {"title": "Theirs", "group": "Harbours"}, by=people.administrator, note="Plainer"
    )
    me.fill(title="Mine", summary="Mine too")
    assert me.send().status_code == 409
    page = lxml.html.fromstring(me.answer.content.decode()).text_content()
    words = " ".join(page.split())
    assert "Agnes, stored now: Theirs You typed: Mine Before both: Every harbour step is lit" in words
    assert "because you had not changed it Group Harbours" in words
    assert "Only you changed Summary." in words
    assert "Agnes has here now: Theirs" in words
    assert (me.shows("title"), me.shows("group"), me.shows("summary")) == (["Mine"], ["Harbours"], ["Mine too"])


def test_a_third_edit_between_is_met_again(people: People, ask: Ask) -> None:
    me = Browser(signed_in(people.officer), reverse("coalition:ask-edit", args=[ask.pk]))
    writing.change(Ask.objects.get(pk=ask.pk), {"title": "Theirs"}, by=people.administrator)
    me.fill(title="Mine")
    assert me.send().status_code == 409
    writing.change(Ask.objects.get(pk=ask.pk), {"title": "Later", "group": "Late"}, by=people.administrator)
    assert me.send().status_code == 409
    assert [field["stored"] for field in me.answer.context["conflict"]["both"]] == ["Later"]
    assert me.shows("group") == ["Late"]
    assert me.send().status_code == 302
    assert stored(ask)["title"] == "Mine" and stored(ask)["group"] == "Late"


def test_two_officers_who_file_a_paper_under_different_asks_do_not_undo_each_other(people, world: World) -> None:
    asks = [an_ask(world.lanterns, f"ask-{place}") for place in range(3)]
    paper = a_paper()
    address = reverse("coalition:briefing-edit", args=[paper.pk])
    me, other = Browser(signed_in(people.officer), address), Browser(signed_in(people.administrator), address)
    other.fill(asks=[asks[0].pk])
    assert other.send().status_code == 302
    me.fill(asks=[asks[1].pk])
    assert me.send().status_code == 409, "only the boxes differed, and that is an edit too"
    assert me.shows("asks") == [str(asks[0].pk), str(asks[1].pk)]
    assert me.send().status_code == 302
    assert ticked(ABOUT, paper) == {asks[0].pk, asks[1].pk}
    assert BriefingAsk.objects.count() == 2


def test_what_was_ticked_at_a_revision_is_read_from_history(people: People, ask: Ask) -> None:
    revision = Ask.objects.get(pk=ask.pk).revision
    browser = Browser(signed_in(people.officer), reverse("coalition:ask-edit", args=[ask.pk]))
    browser.fill(clauses=[ask.boxes[2]])
    browser.send()
    assert ticked_at(RESTS_ON, ask, 1) == frozenset()
    assert ticked_at(RESTS_ON, ask, revision) == frozenset(ask.boxes[:2])
    assert ticked_at(RESTS_ON, ask, revision + 1) == ticked(RESTS_ON, ask) == {ask.boxes[2]}


def test_two_officers_who_edit_different_fields_of_a_clause_both_land(people: People, world: World) -> None:
    row = newest_version(an_act(world.lanterns, {"lamps": "Light every step."})).wordings.get()
    address = reverse("coalition:clause-edit", args=[row.clause_id])
    me, other = Browser(signed_in(people.officer), address), Browser(signed_in(people.administrator), address)
    other.fill(text="Light each step.")
    other.send()
    me.fill(heading="Lamps and lanterns")
    assert me.send().status_code == 409
    assert me.shows("text") == ["Light each step."]
    assert me.send().status_code == 302
    row = ClauseWording.objects.get()
    assert (row.heading, row.text) == ("Lamps and lanterns", "Light each step.")


def test_two_people_who_state_one_position_see_both_and_can_save_on(people: People, world: World) -> None:
    amendment = an_amendment(world.lanterns.stages.first(), "7", text="leave out “may”")
    amendment.save()
    address = reverse("coalition:position", args=[amendment.pk]) + f"?organisation={people.harbour.pk}"
    first = Browser(signed_in(people.member), address)
    first.fill(stance="oppose", note="Too weak")
    first.send()
    me, other = Browser(signed_in(people.officer), address), Browser(signed_in(people.member), address)
    other.fill(note="Far too weak")
    other.send()
    me.fill(stance="neutral")
    assert me.send().status_code == 409
    assert me.send().status_code == 302
    row = Position.objects.get()
    assert (row.stance, row.note) == ("neutral", "Far too weak")
