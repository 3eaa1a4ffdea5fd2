"""The same accounting in the database: every value that docs/fields.md calls stored is in the column it names.

Each payload enters an empty database through the one door, scrapers/ingest.py, as the pipeline would bring it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from bills.models import Bill, BillType, PublicationType, StageKind
from scrapers import ingest
from scrapers.bill_rows import BillBundle
from scrapers.records import AmendmentRecord, BillRecord, NewsRecord, Page, PublicationRecord, StageRecord
from tests.scrapers.field_tables import arrives, field_tables, kept_values, leaves
from tests.scrapers.recorded import READERS, RECORDINGS, Recorded, in_its_shape, samples
from tests.scrapers.said import a_stage, seen

pytestmark = pytest.mark.django_db
TABLES = field_tables()
MODELS = {
    model.__name__: model for name in ("bills", "amendments") for model in apps.get_app_config(name).get_models()
}


def a_bill(number: int = 1, stage: StageRecord | None = None) -> BillRecord:
    """The Bill that a payload is about, where the payload itself does not bring it."""
    return BillRecord(
        bill_id=number,
        short_title="Lighthouse Keepers Bill",
        former_short_title="",
        current_house="Commons",
        originating_house="Commons",
        last_update=None,
        withdrawn_on=None,
        is_defeated=False,
        bill_type_id=None,
        introduced_session=None,
        included_sessions=(),
        is_act=False,
        current_stage=stage,
    )


def store_bill(record: BillRecord) -> None:
    stages = [record.current_stage] if record.current_stage else None
    ingest.ingest_bill(BillBundle(bill=record, stages=stages), seen())


def store_stage(record: StageRecord) -> None:
    bill_id = record.sittings[0].bill_id if record.sittings else 1
    ingest.ingest_bill(BillBundle(bill=a_bill(bill_id), stages=[record]), seen())


def store_publications(page: Page[PublicationRecord]) -> None:
    stage_ids = {each.bill_stage_id for each in page.items if each.bill_stage_id}
    stages = [StageRecord(n, 8, 39, "Committee stage", "CS", "Commons", 1, ()) for n in stage_ids] or None
    ingest.ingest_bill(BillBundle(bill=a_bill(), stages=stages, publications=page.items), seen())


def store_news(page: Page[NewsRecord]) -> None:
    ingest.ingest_bill(BillBundle(bill=a_bill(), news=page.items), seen())


def store_list(kind: int) -> Callable[[Page[AmendmentRecord]], None]:
    def store(page: Page[AmendmentRecord]) -> None:
        ingest.ingest_amendments(a_stage(kind=kind), page.items, seen(), is_complete=True)

    return store


def store_in_full(record: AmendmentRecord) -> None:
    """As it happens: the list has brought the amendment, without a word of its text."""
    stage = a_stage()
    listed = replace(record, lines=None, text=None, text_is_full=False, summary_text="", statement=None, sponsors=None)
    ingest.ingest_amendments(stage, [listed], seen(), is_complete=True)
    ingest.ingest_details(stage, [record], seen(1))


def store_reference(model: type) -> Callable[[Page[Any]], None]:
    return lambda page: ingest.ingest_reference({model: page.items}, seen()) and None


STORE: dict[str, Callable[[Any], None]] = {
    "bill": store_bill,
    "stage": store_stage,
    "publications": store_publications,
    "news": store_news,
    "bill_type": store_reference(BillType),
    "stage_kind": store_reference(StageKind),
    "publication_type": store_reference(PublicationType),
    "amendment": store_list(8),
    "amendment_in_full": store_in_full,
    "ping_pong": store_list(12),
    "ping_pong_in_full": store_in_full,
    "commons_division": lambda record: ingest.ingest_divisions([record], seen()) and None,
    "lords_division": lambda page: ingest.ingest_divisions(page.items, seen()) and None,
    "member": lambda page: ingest.ingest_members(page.items, seen()) and None,
}
"""By shape: from what the parser gave to rows."""


def column(name: str) -> set[tuple[type, Any]]:
    """Every value in a column, "Model.field"; those inside JSON one by one."""
    model, _, field = name.partition(".")
    return kept_values(*MODELS[model]._default_manager.values_list(field, flat=True))


def not_stored(shape: str, item: Any) -> list[str]:
    """The stored values of an item that are not in the column that docs/fields.md names."""
    stored = {path: fate.column for path, fate in TABLES[shape].items() if fate.fate == "stored"}
    columns = {name: column(name) for name in set(stored.values())}
    return [
        f"{path} = {value!r} in {stored[path]}"
        for path, value in leaves(item)
        if path in stored and not arrives(value, columns[stored[path]])
    ]


def lost_on_the_way(shape: str, item: Any) -> list[str]:
    """What is not stored once the item has entered a database that holds nothing else."""
    with transaction.atomic():
        STORE[shape](READERS[shape](item))
        missing = not_stored(shape, item)
        transaction.set_rollback(True)
    return missing


def test_every_column_named_on_the_page_is_a_column_of_ours() -> None:
    for table in TABLES.values():
        for fate in table.values():
            if fate.fate == "stored":
                model, _, field = fate.column.partition(".")
                assert MODELS[model]._meta.get_field(field)


@pytest.mark.parametrize(
    "recorded", [e for e in RECORDINGS if e.shape != "state_of_parties"], ids=lambda e: f"{e.file}:{e.key}"
)
def test_every_stored_value_of_a_recorded_payload_is_in_its_column(recorded: Recorded, shared: Path) -> None:
    for item in recorded.items(shared / "api" / "recorded"):
        assert lost_on_the_way(*in_its_shape(recorded.shape, item)) == []


def test_every_stored_field_of_the_specification_is_in_its_column(shared: Path) -> None:
    for shape, item in samples(shared / "api" / "openapi"):
        if shape in STORE:
            assert lost_on_the_way(shape, item) == [], shape


def test_a_value_in_the_wrong_column_is_noticed() -> None:
    store_bill(a_bill(7))
    assert not_stored("bill", {"billId": 7, "shortTitle": "Lighthouse Keepers Bill"}) == []
    Bill.objects.filter(bill_id=7).update(short_title="", long_title="Lighthouse Keepers Bill")
    assert not_stored("bill", {"shortTitle": "Lighthouse Keepers Bill"}) == [
        "shortTitle = 'Lighthouse Keepers Bill' in Bill.short_title"
    ]
