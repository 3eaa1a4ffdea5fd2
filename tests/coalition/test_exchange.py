"""Spreadsheets out and in: what is in them, what a file would change, and that it is taken whole or not at all."""

import csv
import io
import os
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from amendments.models import Amendment, AmendmentPaper, Listing
from bills.models import Bill, BillStage
from coalition import review, writing
from coalition.exchange.apply import OtherwiseNow, apply
from coalition.exchange.export import exported
from coalition.exchange.kinds import KINDS
from coalition.exchange.plan import CHANGED, NEW, REFUSED, UNCHANGED, Plan, plan_for
from coalition.exchange.read import read_tables
from coalition.exchange.tables import Unreadable
from coalition.exchange.xlsx_file import write_xlsx
from coalition.models import AlternativeClause, Ask, ClauseLink, ContactEntry, Outcome, Theme
from tests.amendments.listed import MONDAY, an_amendment, make_stage, table
from tests.amendments.reading import words_of
from tests.coalition.asks_world import a_ground, rest_on
from tests.coalition.links_world import CLAUSE, a_link
from tests.coalition.people import People, an_act, an_ask, signed_in

State = ClauseLink.State


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def stage(people: People) -> BillStage:
    return make_stage()


@pytest.fixture
def bill(stage: BillStage) -> Bill:
    return stage.bill


@pytest.fixture
def amendment(stage: BillStage) -> Amendment:
    return table([an_amendment(stage, "7")])[0]


def everything(people: People, bill: Bill, amendment: Amendment) -> tuple[Ask, Outcome, ClauseLink]:
    """An ask with every field filled, cells that would be formulas among them, an outcome and a confirmed link."""
    an_act(bill, CLAUSE)
    ask = an_ask(
        bill,
        title="=1+1 lamps",
        summary="One line\r\nand another, “quoted”",
        group="@steps",
        theme=Theme.objects.first(),
        priority="must",
        lead=people.beacon,
        officer=people.officer.person,
        next_step="-ring them",
        next_step_on=date(2026, 12, 1),
        owner=people.harbour,
    )
    rest_on(ask, AlternativeClause.objects.get())
    a_ground(ask, quotation="Lamps | lit,\nall \\ of them", source_url="https://example.org/26")
    a_ground(ask, kind="report", instrument="=SUM(A1)", place="-14")
    outcome = Outcome(ask=ask, on=date(2026, 9, 3), judgement="partly", summary="'=half", amendment=amendment)
    writing.create(outcome, by=people.officer)
    link = a_link(people.officer, amendment, clause=AlternativeClause.objects.get(), ask=ask, confirmed=True)
    return ask, outcome, link


def a_csv(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def planned(people: People, *rows: dict[str, Any]) -> Plan:
    return plan_for(read_tables(".csv", a_csv(*rows)), people.officer)


def refusal(people: People, row: dict[str, Any]) -> tuple[str, str]:
    (line,) = planned(people, row).lines
    assert line.what == REFUSED, line.changes
    return line.column, line.reason


def taken_in(people: People, *rows: dict[str, Any], note: str = "") -> Plan:
    tables = read_tables(".csv", a_csv(*rows))
    return apply(tables, by=people.officer, note=note, seal=plan_for(tables, people.officer).seal)


# ---- out ----
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_taken_away_comes_back_as_unchanged(people: People, bill: Bill, amendment, kind, form) -> None:
    everything(people, bill, amendment)
    plan = plan_for(read_tables(f".{form}", exported(kind, form, people.officer)), people.officer)
    assert [(line.what, line.reason, line.changes) for line in plan.lines] == [(UNCHANGED, "", [])]


def test_one_workbook_holds_all_three_and_no_formula(people: People, bill: Bill, amendment: Amendment) -> None:
    everything(people, bill, amendment)
    body = signed_in(people.officer).get(reverse("coalition:export", args=["all", "xlsx"])).content
    book = load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["asks", "outcomes", "links"]
    assert {cell.data_type for page in book for row in page for cell in row} <= {"s", "n", "d", "b"}
    asks = book["asks"]
    assert asks["E2"].value == "'=1+1 lamps"
    assert asks["N2"].is_date


def test_a_member_takes_away_only_what_is_shared_and_strangers_nothing(people: People, bill: Bill, amendment) -> None:
    _, outcome, _ = everything(people, bill, amendment)
    secret = an_ask(bill, "secret-wish", title="A secret wish", is_shared=False)
    writing.create(Outcome(ask=secret, on=date(2026, 9, 3), judgement="not", summary="Secretly lost"), by=None)
    a_link(people.officer, amendment, ask=secret, is_shared=True, note="secret link")
    writing.change(outcome, {"is_listed": False}, by=people.officer)
    ContactEntry.objects.create(kind="whip", bill=bill, name="Zephyrine Quassia", on=date(2026, 9, 1))
    for kind in [*KINDS, "all"]:
        for form in ("csv", "xlsx"):
            address = reverse("coalition:export", args=[kind, form])
            assert signed_in(None).get(address).status_code == 302
            assert signed_in(people.outsider).get(address).status_code == 404
            if (kind, form) == ("all", "csv"):
                assert signed_in(people.officer).get(address).status_code == 404
                continue
            answer = signed_in(people.member).get(address)
            assert answer["Content-Disposition"].startswith("attachment")
            said = answer.content.decode("utf-8-sig") if form == "csv" else cells_of(answer.content)
            assert "ecret" not in said
            assert "half" not in said  # an outcome that was taken back
            assert "Zephyrine" not in said
            assert "Zephyrine" not in str(signed_in(people.officer).get(address).content)
    assert "A secret wish" in exported("asks", "csv", people.officer).decode()
    assert signed_in(people.officer).get("/desk/spreadsheets/contacts.csv").status_code == 404
    assert signed_in(people.officer).get("/desk/spreadsheets/asks.pdf").status_code == 404


def cells_of(body: bytes) -> str:
    return " ".join(str(cell.value) for page in load_workbook(io.BytesIO(body)) for row in page for cell in row)


# ---- in: what a file would change ----
def test_a_preview_tells_new_changed_unchanged_and_refused(people: People, bill: Bill) -> None:
    changed, unchanged = an_ask(bill), an_ask(bill, "kept", title="Kept")
    row = {"bill_id": bill.pk, "bill": "", "priority": "want"}
    plan = planned(
        people,
        {**row, "id": changed.pk, "reference": "lit-steps", "title": "Every step is lit"},
        {**row, "id": "", "reference": "kept", "title": "Kept"},
        {**row, "id": "", "reference": "brand-new", "title": "New"},
        {**row, "id": 999, "reference": "lost", "title": "Lost"},
    )
    assert [line.what for line in plan.lines] == [CHANGED, UNCHANGED, NEW, REFUSED]
    (change,) = plan.lines[0].changes
    assert (change.column, change.old, change.new) == ("title", "Every harbour step is lit", "Every step is lit")
    assert plan.lines[1].stored == unchanged
    assert (plan.lines[3].where, plan.lines[3].column) == ("Row 5", "id")
    assert Ask.objects.count() == 2


def test_a_column_that_is_left_out_stays_and_an_empty_cell_empties(people: People, bill: Bill) -> None:
    ask = an_ask(bill, summary="Long", group="steps", priority="must")
    taken_in(people, {"id": ask.pk, "group": "", "priority": "must"}, note="Tidied")
    ask.refresh_from_db()
    assert (ask.summary, ask.group, ask.title) == ("Long", "", "Every harbour step is lit")
    assert ask.history.order_by("-history_id")[0].history_change_reason == "Tidied"
    assert ask.history.order_by("-history_id")[0].history_user == people.officer


def test_what_cannot_be_taken_is_refused_with_its_column(people: People, bill: Bill) -> None:
    other = make_stage("Kelp Bill").bill
    ask = an_ask(bill)
    base = {"bill_id": bill.pk, "reference": "new-one", "title": "New", "priority": "must"}
    for wrong, column, reason in (
        ({"priority": "urgent"}, "priority", "is not one of must, want, nice, oppose"),
        ({"bill_id": "abc"}, "bill_id", "is not a whole number"),
        ({"bill_id": 12345}, "bill_id", "no Bill has the id 12345"),
        ({"bill_id": ""}, "bill_id", "say which Bill"),
        ({"bill": "Kelp Bill"}, "bill", "is called “Hedgehog Crossings Bill”"),
        ({"theme": "weather"}, "theme", "no theme is called “weather”"),
        ({"lead": "Nobody"}, "lead", "no organisation is called “Nobody”"),
        ({"officer": "Nobody"}, "officer", "nobody is called “Nobody”"),
        ({"next_step_on": "01/02/2026"}, "next_step_on", "is not a day written as 2026-09-01"),
        ({"shared": "perhaps"}, "shared", "is neither yes nor no"),
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": "x" * 201}, "title", "at most 200"),
        ({"reference": "not a slug!"}, "reference", "valid"),
        ({"id": ask.pk, "bill_id": other.pk}, "bill_id", "cannot be moved to another Bill"),
        ({"id": ask.pk, "priority": ""}, "priority", "cannot be emptied"),
    ):
        told = refusal(people, {**base, **wrong})
        assert told[0] == column, (wrong, told)
        assert reason in told[1], (wrong, told)


def test_a_file_says_what_an_ask_rests_on_and_what_it_leaves_out_is_taken_off(people: People, bill: Bill) -> None:
    act = an_act(bill, {**CLAUSE, "bells": "Bells ring."})
    row = {
        "bill_id": bill.pk, "reference": "lit-steps", "title": "Lit", "priority": "must",
        "clauses": f"{act.title} | lit-steps\nbells", "grounds": "convention | Article 26 | Convention on Harbours",
    }  # fmt: skip
    taken_in(people, row)
    ask = Ask.objects.get()
    assert {each.clause.key for each in ask.rests_on.filter(is_listed=True)} == {"lit-steps", "bells"}
    assert [(each.kind, each.place) for each in ask.grounds.all()] == [("convention", "Article 26")]
    (line,) = planned(people, row).lines
    assert (line.what, line.changes) == (UNCHANGED, [])
    row |= {
        "clauses": "bells",
        "grounds": "convention | Article 26 | Convention on Harbours | A lamp \\| a bell\n"
        + "A report’s recommendation | 14",
    }
    (line,) = planned(people, row).lines
    assert [change.column for change in line.changes] == ["clauses", "grounds"]
    before = ask.revision
    taken_in(people, row, note="From the retreat")
    ask.refresh_from_db()
    assert ask.revision == before + 1
    assert [each.clause.key for each in ask.rests_on.filter(is_listed=True)] == ["bells"]
    kept, new = ask.grounds.filter(is_listed=True).order_by("pk")
    assert (kept.quotation, kept.history.count(), new.kind) == ("A lamp | a bell", 2, "report")
    assert kept.history.first().history_change_reason == "From the retreat"
    taken_in(people, {**row, "clauses": "", "grounds": ""})
    assert not ask.rests_on.filter(is_listed=True).exists() and not ask.grounds.filter(is_listed=True).exists()
    assert ask.grounds.count() == 2


@pytest.mark.parametrize(("column", "cell", "reason"), [
    ("clauses", "whistles", "no clause is called “whistles”"),
    ("clauses", "A | b | c", "more than a title and a key"),
    ("grounds", "rumour | Article 1", "is not one of convention"),
    ("grounds", "report | 14 | A report | words | javascript:alert(1)", "valid URL"),
    ("grounds", "report | 1 | 2 | 3 | https://example.org | 5", "more parts"),
])  # fmt: skip
def test_what_an_ask_cannot_rest_on_is_refused(people: People, bill: Bill, column, cell, reason) -> None:
    row = {"bill_id": bill.pk, "reference": "lit", "title": "Lit", "priority": "must", column: cell}
    said = refusal(people, row)
    assert said[0] == column and reason in said[1]


def test_a_member_takes_away_no_clause_of_a_text_that_is_not_theirs(people: People, bill: Bill) -> None:
    act = an_act(bill, CLAUSE)
    ask = an_ask(bill)
    rest_on(ask, act.clauses.get())
    assert b"lit-steps" in exported("asks", "csv", people.member).split(b"clauses")[-1]
    writing.change(act, {"is_shared": False}, by=people.officer)
    assert act.title.encode() not in exported("asks", "csv", people.member)
    assert act.title.encode() in exported("asks", "csv", people.officer)


def test_two_rows_about_one_record_are_refused(people: People, bill: Bill) -> None:
    ask = an_ask(bill)
    row = {"id": ask.pk, "bill_id": bill.pk, "reference": "lit-steps", "title": "A", "priority": "must"}
    plan = planned(people, row, {**row, "id": "", "title": "B"})
    assert [line.what for line in plan.lines] == [CHANGED, REFUSED]
    assert plan.lines[1].reason == "it is about the same ask as row 2"
    new = {**row, "id": "", "reference": "new"}
    assert planned(people, new, new).lines[1].reason == "an earlier row of the file adds an ask with it"


def test_a_number_is_never_an_identity(people: People, bill: Bill, stage: BillStage) -> None:
    first, second, elsewhere = table(
        [
            an_amendment(stage, "NC18", dnum="hoc1"),
            an_amendment(stage, "12", dnum="hoc2"),
            an_amendment(make_report(bill), "NC18", dnum="hoc3"),
        ]
    )
    ask = an_ask(bill)
    row = {"bill_id": bill.pk, "ask": ask.reference, "relation": "implements"}
    assert refusal(people, {**row, "amendment_number": "NC18"})[0] == "amendment_stage"
    here = {**row, "amendment_stage": "committee stage (commons)", "amendment_number": "nc18"}
    assert planned(people, here).lines[0].row.amendment == first
    there = {**row, "amendment_stage": "Report stage", "amendment_number": "NC18"}
    assert planned(people, there).lines[0].row.amendment == elsewhere
    assert "has had the number" in refusal(people, {**here, "amendment_number": "99"})[1]
    assert refusal(people, {**here, "amendment_stage": "Third reading"})[0] == "amendment_stage"
    # an older list called another amendment so: two answer to it, and nobody guesses
    paper = AmendmentPaper.objects.create(bill=bill, stage=stage, source="api", sha256="x", effective_at=MONDAY)
    Listing.objects.create(paper=paper, amendment=second, number="NC18", position=1)
    column, reason = refusal(people, here)
    assert column == "amendment_number"
    assert f"one of {first.pk}, {second.pk}" in reason
    assert planned(people, {**here, "amendment_id": second.pk}).lines[0].row.amendment == second
    told = refusal(people, {**row, "amendment_id": first.pk, "amendment_number": "13", "amendment_stage": ""})
    assert told == ("amendment_number", f"the amendment with the id {first.pk} never had the number 13")
    told = refusal(people, {**row, "amendment_id": elsewhere.pk, "amendment_stage": "Committee stage"})
    assert told[0] == "amendment_stage"


def make_report(bill: Bill) -> BillStage:
    row = BillStage(bill=bill, bill_stage_id=7, kind_id=8, description="Report stage", house="Commons", sort_order=4)
    row.save()
    return row


def test_links_of_a_file_are_suggestions_whatever_it_says(people: People, bill: Bill, amendment: Amendment) -> None:
    ask = an_ask(bill)
    row = {
        "bill_id": bill.pk,
        "ask": ask.reference,
        "amendment_id": amendment.pk,
        "relation": "partly",
        "state": "confirmed",
        "origin": "person",
        "their_quotation": "insert “must”",
    }
    taken_in(people, row)
    link = ClauseLink.objects.get()
    assert (link.state, link.origin, link.relation) == (State.SUGGESTED, ClauseLink.Origin.FILE, "partly")
    assert link.reviewed_by is None
    review.reject(link, by=people.officer)
    assert [line.what for line in planned(people, row).lines] == [UNCHANGED]  # it is the same pair, and stays rejected
    told = refusal(people, {**row, "their_quotation": "words that are not there"})
    assert told[0] == "their_quotation"


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REJECTED, State.SUGGESTED])
def test_a_file_changes_what_is_said_of_a_link_and_never_its_state(people, bill, amendment, state) -> None:
    ask = an_ask(bill)
    link = a_link(people.officer, amendment, ask=ask, confirmed=state == State.CONFIRMED)
    if state == State.REJECTED:
        review.reject(link, by=people.officer)
    taken_in(people, {"id": link.pk, "relation": "weakens", "note": "On second thoughts", "state": "reopened"})
    link = ClauseLink.objects.get()
    assert (link.state, link.relation, link.note) == (state, "weakens", "On second thoughts")
    other = an_ask(bill, "other")
    told = refusal(people, {"id": link.pk, "ask": other.reference, "relation": "weakens"})
    assert told[0] == "ask"


def test_a_workbook_brings_an_ask_with_its_outcomes_and_links(
    people: People, bill: Bill, amendment: Amendment
) -> None:
    ask = {"bill_id": bill.pk, "reference": "new-ask", "title": "A new ask", "priority": "must"}
    outcome = {"bill_id": bill.pk, "ask": "new-ask", "on": date(2026, 9, 3), "judgement": "not", "summary": "Lost"}
    outcome["source_note"] = "The minutes of 3 September"
    link = {"bill": bill.short_title, "ask": "new-ask", "amendment_id": amendment.pk, "relation": "implements"}
    sheets = [("links", link), ("outcomes", outcome), ("asks", ask)]
    tables = read_tables(".xlsx", write_xlsx([(name, list(row), [row]) for name, row in sheets]))
    plan = plan_for(tables, people.officer)
    assert [(line.kind.name, line.what, line.reason) for line in plan.lines] == [
        ("asks", NEW, ""),
        ("outcomes", NEW, ""),
        ("links", NEW, ""),
    ]
    apply(tables, by=people.officer, note="From the meeting", seal=plan.seal)
    made = Ask.objects.get()
    assert made.outcomes.get().summary == "Lost"
    assert made.links.get().amendment == amendment
    for row in (made, made.outcomes.get(), made.links.get()):
        assert row.history.get().history_change_reason == "From the meeting"
    again = exported("all", "xlsx", people.officer)
    assert {line.what for line in plan_for(read_tables(".xlsx", again), people.officer).lines} == {UNCHANGED}


def test_a_judgement_needs_what_it_rests_on_and_a_day_that_has_come(people: People, bill: Bill) -> None:
    ask = an_ask(bill)
    row = {"bill_id": bill.pk, "ask": ask.reference, "on": "2026-09-03", "judgement": "not", "summary": "Lost"}
    assert refusal(people, row)[0] == "source_note"
    sourced = {**row, "source_url": "https://example.org/minutes"}
    assert planned(people, sourced).lines[0].what == NEW
    assert refusal(people, {**sourced, "on": "2999-01-01"}) == ("on", "this day is still to come")
    taken_in(people, sourced)
    emptied = {"id": Outcome.objects.get().pk, "judgement": "not", "source_url": ""}
    assert refusal(people, emptied)[0] == "source_note"


def test_outcomes_are_taken_back_and_keep_their_ask(people: People, bill: Bill, amendment: Amendment) -> None:
    _, outcome, _ = everything(people, bill, amendment)
    other = an_ask(bill, "other")
    row = {"id": outcome.pk, "judgement": "overtaken", "taken_back": "yes"}
    assert refusal(people, {**row, "ask": other.reference})[0] == "ask"
    taken_in(people, row)
    outcome.refresh_from_db()
    assert (outcome.judgement, outcome.is_listed) == ("overtaken", False)


def test_a_file_of_other_columns_or_sheets_is_refused_as_a_whole(people: People) -> None:
    for extension, body, told in (
        (".csv", a_csv({"title": "x"}), "cannot be told"),
        (".csv", a_csv({"priority": "x", "colour": "red"}), "a column “colour”, which asks do not have"),
        (".csv", b"priority\n", "headings and no rows"),
        (".xlsx", write_xlsx([("contacts", ["name"], [{"name": "x"}])]), "The sheet “contacts” is not one of"),
    ):
        with pytest.raises(Unreadable, match=told):
            read_tables(extension, body)


# ---- in: taken whole or not at all ----
def test_a_preview_that_is_no_longer_true_is_refused(people: People, bill: Bill) -> None:
    ask = an_ask(bill)
    tables = read_tables(".csv", a_csv({"id": ask.pk, "title": "From the file", "priority": "want"}))
    seal = plan_for(tables, people.officer).seal
    writing.change(ask, {"summary": "Somebody was here"}, by=people.administrator)
    with pytest.raises(OtherwiseNow):
        apply(tables, by=people.officer, note="", seal=seal)
    ask.refresh_from_db()
    assert (ask.title, ask.summary) == ("Every harbour step is lit", "Somebody was here")


def test_nothing_is_half_written(people: People, bill: Bill, monkeypatch) -> None:
    asks = [an_ask(bill, f"ask-{count}") for count in range(3)]
    rows = [{"id": ask.pk, "title": "From the file", "priority": "want"} for ask in asks]
    real, seen = writing.change, []

    def breaks(row: Any, *args: Any, **more: Any) -> bool:
        seen.append(row)
        if len(seen) == 3:
            raise writing.EditConflict(row)
        return real(row, *args, **more)

    monkeypatch.setattr(writing, "change", breaks)
    with pytest.raises(OtherwiseNow):
        taken_in(people, *rows)
    assert not Ask.objects.filter(title="From the file").exists()
    assert not Ask.history.filter(title="From the file").exists()


def sent(client, body: bytes, name: str = "asks.csv"):
    return client.post(reverse("coalition:import-preview"), {"file": SimpleUploadedFile(name, body)})


def test_an_officer_looks_then_applies_and_cannot_apply_twice(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    body = a_csv({"bill_id": bill.pk, "reference": "from-file", "title": "<b>From</b> a file", "priority": "nice"})
    page = sent(client, body)
    assert "1 row: 1 new. Nothing has been written yet." in words_of(page)
    assert "<b>From" not in page.content.decode()
    assert not Ask.objects.exists()
    ticket = page.context["form"]["ticket"].value()
    assert (
        signed_in(people.administrator)
        .post(reverse("coalition:import-apply"), {"ticket": ticket}, follow=True)
        .context["messages"]
    )
    assert not Ask.objects.exists()  # a ticket is for one person
    done = client.post(reverse("coalition:import-apply"), {"ticket": ticket, "note": "Spring meeting"}, follow=True)
    assert "Applied: 1 new, 0 changed." in words_of(done)
    assert Ask.objects.get().history.get().history_change_reason == "Spring meeting"
    again = client.post(reverse("coalition:import-apply"), {"ticket": ticket}, follow=True)
    assert "This file was applied already" in words_of(again)


def test_a_stale_preview_shows_what_would_change_now(people: People, bill: Bill) -> None:
    client = signed_in(people.officer)
    ask = an_ask(bill)
    page = sent(client, a_csv({"id": ask.pk, "title": "From the file", "priority": "want"}))
    writing.change(ask, {"title": "Somebody was here"}, by=people.administrator)
    ticket = page.context["form"]["ticket"].value()
    stale = client.post(reverse("coalition:import-apply"), {"ticket": ticket, "note": "My reason"})
    assert stale.status_code == 409
    assert "Somebody changed some of these records after you looked" in words_of(stale)
    assert "Somebody was here" in words_of(stale)
    assert "My reason" in stale.content.decode()
    fresh = {"ticket": stale.context["form"]["ticket"].value(), "note": "My reason"}
    client.post(reverse("coalition:import-apply"), fresh)
    assert Ask.objects.get().title == "From the file"


def test_a_file_with_a_refused_row_cannot_be_applied(people: People, bill: Bill) -> None:
    rows = [{"bill_id": bill.pk, "reference": name, "title": "x", "priority": "must"} for name in ("good", "not good")]
    page = sent(signed_in(people.officer), a_csv(*rows))
    assert page.context["form"] is None
    assert "1 row is refused. A file is taken whole or not at all" in words_of(page)
    assert "Row 3" in words_of(page)


def test_files_that_are_no_tables_are_refused_on_the_page(people: People) -> None:
    client = signed_in(people.officer)
    for name, body, told in (
        ("asks.pdf", b"%PDF", "Choose a CSV file"),
        ("asks.xlsx", b"PK\x03\x04x", "damaged"),
        ("asks.csv", b"what\nx\n", "cannot be told"),
    ):
        page = sent(client, body, name)
        assert page.status_code == 422
        assert told in words_of(page)
    assert client.post(reverse("coalition:import-preview")).status_code == 422
    lost = client.post(reverse("coalition:import-apply"), {"ticket": "made up"}, follow=True)
    assert "Send it again" in words_of(lost)


def test_members_read_and_only_officers_send(people: People, bill: Bill) -> None:
    page = reverse("coalition:spreadsheets")
    assert signed_in(None).get(page).status_code == 302
    assert signed_in(people.outsider).get(page).status_code == 404
    assert "Send a file" not in words_of(signed_in(people.member).get(page))
    assert "Send a file" in words_of(signed_in(people.officer).get(page))
    for name in ("import-preview", "import-apply"):
        address = reverse(f"coalition:{name}")
        assert signed_in(people.member).post(address).status_code == 404
        assert signed_in(people.member).get(address).status_code == 404
        assert signed_in(None).post(address).status_code == 302
        assert signed_in(people.officer).get(address).status_code == 405


def test_a_long_file_takes_no_more_queries_to_plan_than_a_short_one(people: People, bill: Bill, amendment) -> None:
    an_ask(bill)

    def queries(count: int) -> int:
        rows = [
            {"bill_id": bill.pk, "ask": "lit-steps", "on": "2026-09-01", "judgement": "not", "summary": f"No. {n}",
             "amendment_id": amendment.pk, "source_note": "Seen on the day"}
            for n in range(count)
        ]  # fmt: skip
        with CaptureQueriesContext(connection) as taken:
            plan = planned(people, *rows)
        assert plan.counts[NEW] == count
        return len(taken)

    queries(1)  # who is asking is found once
    assert queries(1) == queries(60)


def test_the_page_about_spreadsheets_names_every_column() -> None:
    told = (settings.BASE_DIR / "docs" / "spreadsheets.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        part = told.partition(f"### {kind.name}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
        rows = [line.split("|") for line in part.splitlines() if line.startswith("| `")]
        assert [row[1].strip(" `") for row in rows] == kind.names
        for row, column in zip(rows, kind.columns, strict=True):
            assert all(f"`{choice}`" in row[2] for choice in column.choices), column.name


def test_a_file_is_kept_only_until_it_is_applied_or_a_day_old(people: People, bill: Bill, tmp_path) -> None:
    client = signed_in(people.officer)
    row = {"bill_id": bill.pk, "title": "New", "priority": "nice"}
    sent(client, a_csv({**row, "reference": "never-applied"}))
    (kept,) = (tmp_path / "spreadsheets").iterdir()
    yesterday = kept.stat().st_mtime - 25 * 60 * 60
    os.utime(kept, (yesterday, yesterday))
    page = sent(client, a_csv({**row, "reference": "applied"}))
    assert not kept.exists()
    assert len(list((tmp_path / "spreadsheets").iterdir())) == 1
    client.post(reverse("coalition:import-apply"), {"ticket": page.context["form"]["ticket"].value()})
    assert list((tmp_path / "spreadsheets").iterdir()) == []
