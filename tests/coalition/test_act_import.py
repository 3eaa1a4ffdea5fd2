"""Importing a file: what the preview shows is what is applied, as a draft, and never over the work of others."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from coalition.act_editing import Seen, edit_clause, issue_draft, newest_version, text_hash
from coalition.act_export import export, read_clauses
from coalition.act_files.read import read_act
from coalition.act_import import plan_import
from coalition.models import ActVersion, AlternativeAct, ClauseWording
from tests.coalition.people import People, an_act, signed_in
from tests.world import World

FILE = """# Harbour Lights (Alternative) Bill

## 1 Lamps {#lamps}

Extent: Scotland

Light every step and every landing.

### (1)

At night.

## 2 Nets

Mend nets.

## 3 Horns

Sound a horn.
"""


@pytest.fixture
def act(people: People, world: World) -> AlternativeAct:
    return an_act(world.lanterns, {"lamps": "Light every step.", "bells": "Ring a bell.", "nets": "Mend nets."})


def hidden(page: HttpResponse, name: str) -> str:
    return re.search(rf'name="{name}"\s+value="([^"]*)"', page.content.decode())[1]


class Importing:
    """A person with a file before them."""

    def __init__(self, act: AlternativeAct, user: object) -> None:
        self.client = signed_in(user)
        self.url = reverse("coalition:act-import", args=[act.pk])

    def read(self, text: str, name: str = "bill.md") -> HttpResponse:
        self.page = self.client.post(self.url, {"file": SimpleUploadedFile(name, text.encode())})
        return self.page

    def send(self, **more: str) -> HttpResponse:
        posted = {name: hidden(self.page, name) for name in ("read", "fingerprint")}
        self.page = self.client.post(self.url, posted | more)
        return self.page


def standing(act: AlternativeAct) -> dict[str, tuple[str, str, str | None]]:
    rows = newest_version(act).wordings.select_related("clause", "parent").order_by("position")
    return {row.clause.key: (row.number, row.text, row.parent.key if row.parent else None) for row in rows}


APPLIED = {
    "lamps": ("1", "Light every step and every landing.", None),
    "1": ("(1)", "At night.", "lamps"),
    "nets": ("2", "Mend nets.", None),
    "horns": ("3", "Sound a horn.", None),
}


def test_the_preview_tells_new_changed_and_gone_and_changes_nothing(act: AlternativeAct, people: People) -> None:
    before = list(ClauseWording.history.values_list("pk", flat=True))
    page = Importing(act, people.officer).read(FILE).content.decode()
    assert "2 new, 2 changed, 1 gone" in re.sub(r"\s+", " ", page)
    assert '<ins><span class="govuk-visually-hidden">inserted: </span> and every landing</ins>' in page
    assert "<li>Bells</li>" in page
    assert list(ClauseWording.history.values_list("pk", flat=True)) == before


def test_what_was_shown_is_applied_into_the_draft_with_the_reason(act: AlternativeAct, people: People) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    assert importing.send(apply="1", into="draft", note="From the lawyers").status_code == 302
    assert standing(act) == APPLIED
    assert act.versions.get().file_name == "bill.md"
    reasons = set(ClauseWording.history.filter(history_user=people.officer).values_list("history_change_reason"))
    assert reasons == {("From the lawyers",)}
    assert importing.read(export(act.versions.get(), "md")).context["plan"].changes_nothing


def test_as_a_new_version_the_earlier_one_stays_and_identities_go_on(act: AlternativeAct, people: People) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    importing.send(apply="1", into="version")
    assert standing(act) == APPLIED
    assert [version.number for version in act.versions.all()] == [2, 1]
    assert act.versions.get(number=1).wordings.count() == 3
    assert act.clauses.get(key="nets").wordings.count() == 2


def test_an_issued_version_is_never_imported_into(act: AlternativeAct, people: People) -> None:
    issue_draft(act, text_hash(newest_version(act).wordings.all()), by=people.officer)
    importing = Importing(act, people.officer)
    importing.read(FILE)
    assert importing.send(apply="1", into="draft").status_code == 200
    assert act.versions.count() == 1
    assert standing(act)["bells"] == ("2", "Ring a bell.", None)


def test_a_person_can_say_which_clause_it_is_and_sees_that_first(act: AlternativeAct, people: People) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    shown = importing.send(apply="1", into="draft", **{"clause-3": "bells"})
    assert "not what you last saw" in shown.content.decode()
    assert standing(act)["bells"] == ("2", "Ring a bell.", None)
    importing.send(apply="1", into="draft", **{"clause-3": "bells"})
    assert standing(act)["bells"] == ("3", "Sound a horn.", None)
    assert "horns" not in standing(act)


def test_a_clause_can_be_said_to_be_new_even_where_one_has_the_key_new(people: People, world: World) -> None:
    act = an_act(world.lanterns, {"new": "Mend nets.", "nets": "Mend nets."})
    importing = Importing(act, people.officer)
    importing.read("## 1 Nets\n\nMend all nets.\n")
    importing.send(**{"clause-0": ""})
    importing.send(apply="1", into="version", **{"clause-0": ""})
    assert list(standing(act)) == ["nets-2"]


def test_one_clause_chosen_twice_is_refused(act: AlternativeAct, people: People) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    page = importing.send(**{"clause-3": "bells", "clause-1": "bells"})
    assert "“bells” is chosen for 2 clauses" in page.content.decode()
    assert importing.send(apply="1", **{"clause-3": "bells", "clause-1": "bells"}).status_code == 200
    assert standing(act)["bells"] == ("2", "Ring a bell.", None)


def test_an_edit_between_preview_and_applying_is_not_overwritten(act: AlternativeAct, people: People) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    row = newest_version(act).wordings.get(clause__key="lamps")
    edit_clause(row.clause, Seen(row.pk, row.revision), {"text": "Mine."}, by=people.administrator)
    assert "not what you last saw" in importing.send(apply="1", into="draft").content.decode()
    assert standing(act)["lamps"] == ("1", "Mine.", None)


def test_a_preview_that_was_tampered_with_or_is_another_person_s_is_not_applied(
    act: AlternativeAct, people: People
) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    other = Importing(act, people.administrator)
    other.page = importing.page
    assert other.send(apply="1", into="draft").status_code == 302
    assert "horns" not in standing(act)


def test_a_file_that_cannot_be_read_is_refused_by_name_place_and_reason(act: AlternativeAct, people: People) -> None:
    page = Importing(act, people.officer).read("words\n## 1 <b>A</b>\n\nx", name="odd<1>.md").content.decode()
    assert "line 1: text before the first clause belongs to no clause" in page
    assert "odd&lt;1&gt;.md was not read" in page
    assert act.versions.count() == 1


def test_a_first_import_begins_version_1(people: People, world: World) -> None:
    act = an_act(world.lanterns, {})
    ActVersion.objects.all().delete()
    importing = Importing(act, people.officer)
    importing.read(FILE)
    importing.send(apply="1", into="version")
    assert act.versions.get().number == 1
    assert list(standing(act)) == ["lamps", "1", "nets", "horns"]


@pytest.mark.parametrize("kind", ["md", "csv"])
def test_what_is_exported_is_read_back_the_same_with_its_keys(act: AlternativeAct, people: People, kind: str) -> None:
    row = newest_version(act).wordings.get(clause__key="lamps")
    words = {"text": "=1+1\n# no heading\n\n> no note", "heading": "24 hours", "number": "", "notes": "+x"}
    edit_clause(row.clause, Seen(row.pk, row.revision), words, by=people.officer)
    answer = signed_in(people.member).get(reverse("coalition:act-export", args=[act.pk, kind]))
    read = read_act(f"x.{kind}", answer.content)
    bare = [(each.key, each.level, each.number, each.heading, each.text, each.notes) for each in read.clauses]
    assert bare == [
        (each.key, each.level, each.number, each.heading, each.text, each.notes)
        for each in read_clauses(newest_version(act))
    ]
    assert plan_import(act, read, {}).changes_nothing
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_clause_back_from_an_earlier_version_keeps_its_identity(act: AlternativeAct, people: People) -> None:
    importing = Importing(act, people.officer)
    importing.read(FILE)
    importing.send(apply="1", into="version")
    page = importing.read("## 2 Bells {#bells}\n\nRing a bell.\n")
    (planned,) = page.context["plan"].clauses
    assert (planned.change, planned.known.clause.key) == ("back", "bells")
    importing.send(apply="1", into="version")
    assert act.clauses.filter(key__startswith="bells").count() == 1


@pytest.mark.parametrize("kind", ["md", "csv"])
def test_the_empty_template_is_of_the_format(people: People, kind: str) -> None:
    answer = signed_in(people.officer).get(reverse("coalition:act-template", args=[kind]))
    if kind == "md":
        assert len(read_act("t.md", answer.content).clauses) == 2
    assert answer.status_code == 200
