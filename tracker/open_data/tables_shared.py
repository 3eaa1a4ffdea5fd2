"""Filters and columns that several tables of Parliament's record have."""

from typing import Any

from tracker.open_data import sources, words
from tracker.open_data.columns import Column, Filter, Kind, made

BY_BILL = Filter("bill", "Of the Bill with this number of ours.", "bill")
BY_STAGE = Filter("stage", "Of the stage with this number of ours.", "stage")
OF_STAGE = Filter("bill", "Of the Bill with this number of ours.", "stage__bill")
LISTED = Filter("is_listed", "Whether Parliament still lists it: true or false.", "is_listed", Kind.YES_NO)


def checked_bill(attribute: str) -> Column:
    """`checked_at` by the readings of the Bill."""

    def how(row: Any, checked: Any) -> Any:
        for name in attribute.split("."):
            row = getattr(row, name)
        return checked.bill(row)

    return Column("checked_at", words.CHECKED, Kind.MOMENT, is_null=True, made=how)


def source(how: Any) -> Column:
    """Where Parliament states the row, as an address."""
    return made("source_url", words.SOURCE, Kind.TEXT, how)


def named_sources(bill: Any) -> Column:
    """Every source of the row, by the Bill that names their addresses."""
    return made("sources", words.SOURCES, Kind.TEXTS, lambda row: sources.all_of_record(row, bill(row)))


def page(how: Any = lambda row: row.get_absolute_url()) -> Column:
    """The path of our page of the row."""
    return made("web_path", words.PAGE, Kind.TEXT, how)
