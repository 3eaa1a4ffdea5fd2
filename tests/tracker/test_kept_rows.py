"""The rows of a stage's list are kept until its Bill changes: never with anybody's marks, never of a past day."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amendments import stage_list
from amendments.models import Amendment
from bills.models import BillStage
from coalition import writing
from coalition.models import ClauseLink
from scrapers.ingest import under_lock
from tests.amendments.listed import FRIDAY, MONDAY, an_amendment, change, make_stage, publish, table
from tests.coalition.people import a_coalition, an_ask, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


@pytest.fixture
def stage() -> BillStage:
    row = make_stage()
    publish(row, table([an_amendment(row, "3"), an_amendment(row, "7", provision="clause 4")]), MONDAY)
    return row


def page(stage: BillStage, client: Client | None = None, **query: str) -> str:
    answer = (client or Client()).get(stage.get_absolute_url(), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_in(said: str) -> str:
    return said.partition("<tbody>")[2].partition("</tbody>")[0]


def queries_of(stage: BillStage, **query: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(stage, **query)
    return len(asked)


def test_the_same_rows_at_another_address_are_not_read_again_and_are_as_if_made_anew(stage: BillStage) -> None:
    first = queries_of(stage)
    assert queries_of(stage, order="list") == first - 2
    kept = page(stage, page="1")
    caches["pages"].clear()
    assert rows_in(page(stage, page="1")) == rows_in(kept) != ""


def test_other_rows_or_the_same_in_another_order_are_others(stage: BillStage) -> None:
    both = rows_in(page(stage))
    assert "Amendment 3" in both and "Amendment 7" in both
    assert "Amendment 3" not in rows_in(page(stage, target="clause 4"))
    with under_lock(stage.bill):
        publish(stage, list(Amendment.objects.order_by("-number")), FRIDAY)
    assert rows_in(page(stage)).index("Amendment 7") < rows_in(page(stage)).index("Amendment 3")
    by_number = rows_in(page(stage, order="number"))
    assert by_number.index("Amendment 3") < by_number.index("Amendment 7")


def test_a_change_shows_at_once(stage: BillStage) -> None:
    page(stage)
    with under_lock(stage.bill):
        change(Amendment.objects.get(number="3"), "text", FRIDAY, text="Leave out “lamp” and insert “lantern”")
    assert "lantern" in rows_in(page(stage, order="list"))


def test_rows_are_never_kept_under_a_version_read_after_them(
    stage: BillStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = stage_list._shown

    def overtaken(*args, **more):
        found = read(*args, **more)
        with under_lock(stage.bill):
            change(Amendment.objects.get(number="3"), "text", FRIDAY, text="Leave out “lamp” and insert “lantern”")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(stage_list, "_shown", overtaken)
        assert "lantern" not in page(stage)
    assert "lantern" in rows_in(page(stage, order="list"))


def test_an_earlier_day_has_its_own(stage: BillStage) -> None:
    with under_lock(stage.bill):
        change(Amendment.objects.get(number="3"), "text", FRIDAY, text="Leave out “lamp” and insert “lantern”")
    assert "lantern" in rows_in(page(stage))
    early = rows_in(page(stage, at="2026-09-15"))
    assert "lantern" not in early and "?at=2026-09-15" in early
    late = rows_in(page(stage, at="2026-09-19"))
    assert "lantern" in late and "?at=2026-09-19" in late and "?at=2026-09-15" not in late
    assert "lantern" in rows_in(page(stage, order="list"))


def test_the_marks_of_the_coalition_are_kept_for_nobody(stage: BillStage) -> None:
    people = a_coalition()
    officer = signed_in(people.officer)
    ask, amendment = an_ask(stage.bill), Amendment.objects.get(number="3")
    assert "Ours: " not in rows_in(page(stage, officer)), "it reads what strangers read, and keeps it for them"
    link = ClauseLink(bill=stage.bill, ask=ask, amendment=amendment, relation="partly")
    writing.create(link, by=people.officer)
    assert "Ours: " in rows_in(page(stage, officer))
    assert "Ours: " not in rows_in(page(stage)) and "Ours: " not in rows_in(page(stage, order="list"))
    assert "Ours: " in rows_in(page(stage, officer, order="list"))
