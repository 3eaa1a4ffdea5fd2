"""The declared tables are complete: every column of Parliament's record is told, or left out with a reason."""

import pytest
from django.apps import apps

from bills.models import PublicVersion
from tracker.open_data.columns import Table
from tracker.open_data.released import PARTS, RELEASED
from tracker.open_data.tables import PARLIAMENT

NOT_THE_RECORD = {PublicVersion}
"""Tables of these rooms that hold no part of Parliament's record."""


def ids(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("table", PARLIAMENT, ids=ids)
def test_every_column_of_a_table_is_told_or_left_out_with_a_reason(table):
    columns = {each.attname for each in table.model._meta.concrete_fields}
    told = {each.attribute for each in table.stored}
    assert columns - told == {table.model._meta.get_field(name).attname for name in table.left_out}
    assert all(table.left_out.values())


def test_every_table_of_the_record_is_declared():
    rooms = [*apps.get_app_config("bills").get_models(), *apps.get_app_config("amendments").get_models()]
    ours = {model for model in rooms if not model.__name__.startswith("Historical")}
    assert ours - NOT_THE_RECORD == {table.model for table in PARLIAMENT}


@pytest.mark.parametrize("table", [*PARLIAMENT, *RELEASED, *PARTS], ids=ids)
def test_every_column_says_what_it_means(table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for column in table.columns:
        assert column.about.strip()[-1] in ".…”", (column.name, column.about)
    assert table.about.endswith(".")
