"""The API answers as its OpenAPI description says; the full count: make proofs."""

import pytest
from django.test import Client

from tests.api.open_world import an_open_world
from tests.proofs.api import measure
from tracker.api.schema import openapi


@pytest.mark.django_db
def test_right_and_wrong_requests_from_the_schema_are_answered_as_it_says(settings):
    settings.ALLOWED_HOSTS = ["*"]
    an_open_world()
    found = measure(examples=4)
    assert found.operations == len(openapi()["paths"])
    assert (found.server_errors, found.breaks) == ([], [])
    assert {200, 400, 404} <= set(found.answers)


def test_the_schema_names_every_column_with_its_meaning():
    schemas = openapi()["components"]["schemas"]
    assert schemas["Amendment"]["properties"]["decision"]["description"].startswith("Parliament’s word")
    for name, schema in schemas.items():
        for column, told in schema["properties"].items():
            assert told.get("description"), (name, column)


def test_the_schema_is_served_to_everybody(db):
    answer = Client().get("/api/v1/schema/")
    assert answer.json()["openapi"].startswith("3.")
    assert answer["Access-Control-Allow-Origin"] == "*"
