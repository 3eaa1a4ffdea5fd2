"""Tables of open data as DRF serializers: their fields tell OpenAPI what the declared columns hold."""

from collections.abc import Callable
from functools import cache
from typing import Any

from rest_framework import serializers

from tracker.open_data.changes import COLUMNS as CHANGE_COLUMNS
from tracker.open_data.columns import Column, Kind, Table

_FIELDS: dict[Kind, Callable[..., Any]] = {
    Kind.TEXT: serializers.CharField,
    Kind.NUMBER: serializers.IntegerField,
    Kind.YES_NO: serializers.BooleanField,
    Kind.DAY: serializers.DateField,
    Kind.MOMENT: serializers.DateTimeField,
    Kind.DATA: serializers.JSONField,
    Kind.TEXTS: lambda **more: serializers.ListField(child=serializers.CharField(), **more),
    Kind.NUMBERS: lambda **more: serializers.ListField(child=serializers.IntegerField(), **more),
}


def field_of(column: Column) -> Any:
    """The field that tells OpenAPI what a column holds."""
    if column.parts:
        return serializer_of(column.parts)(many=True, read_only=True, help_text=column.about)
    more: dict[str, Any] = {"read_only": True, "help_text": column.about}
    if column.is_null:
        more["allow_null"] = True
    return _FIELDS[column.kind](**more)


@cache
def serializer_of(table: Table) -> Any:
    """The serializer of a table's objects. The objects themselves come from `Table.object_of`."""
    fields = {column.name: field_of(column) for column in table.in_answers}
    return type(table.one, (serializers.Serializer,), {**fields, "__doc__": table.about})


@cache
def page_of(one: Any) -> Any:
    """A page of a list: its objects, and the address of the next page."""
    fields = {
        "next": serializers.CharField(allow_null=True, read_only=True, help_text="The next page; null: this is all."),
        "results": one(many=True, read_only=True, help_text="The objects, by their number."),
    }
    return type(f"{one.__name__}Page", (serializers.Serializer,), {**fields, "__doc__": "One page of a list."})


Change = type(
    "Change",
    (serializers.Serializer,),
    {**{each.name: field_of(each) for each in CHANGE_COLUMNS}, "__doc__": "A change of Parliament’s record."},
)


class Provision(serializers.Serializer):
    """A provision of a print."""

    guid = serializers.CharField(help_text="Its identity from print to print.")
    eid = serializers.CharField(help_text="Its key in this print; it changes with renumbering.")
    kind = serializers.CharField(help_text="Parliament’s word: clause, subsection, schedule, …")
    number = serializers.CharField(help_text="Its number as printed.")
    heading = serializers.CharField(help_text="Its heading.")
    text = serializers.CharField(help_text="Its own words; those of its parts stand with them.")
    page = serializers.IntegerField(allow_null=True, help_text="The page on which it begins.")
    line = serializers.IntegerField(allow_null=True, help_text="The line on which it begins.")
    depth = serializers.IntegerField(help_text="How deep it stands, from 0.")


class Provisions(serializers.Serializer):
    """The provisions of a print that were asked for, in reading order."""

    results = Provision(many=True, help_text="The provisions.")


class Resource(serializers.Serializer):
    """A list of the API."""

    name = serializers.CharField(help_text="Its name.")
    about = serializers.CharField(help_text="What it holds.")
    url = serializers.CharField(help_text="Its address.")


class Root(serializers.Serializer):
    """Where everything is."""

    resources = Resource(many=True, help_text="The lists.")
    schema = serializers.CharField(help_text="This API in OpenAPI 3.")
    documentation = serializers.CharField(help_text="The same in plain English.")
    downloads = serializers.CharField(help_text="Whole tables as files.")
    licence = serializers.CharField(help_text="The licence of Parliament’s record.")
    attribution = serializers.CharField(help_text="The line to put beside what you use of it.")
