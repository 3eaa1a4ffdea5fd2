"""The API answers as its OpenAPI description says; the full count: make proofs."""

import re

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from tests.api.open_world import an_open_world
from tests.proofs.api import measure
from tracker.api.schema import openapi


@pytest.fixture
def one_connection():
    """As Django's own test client does: the end of a request does not close the test's connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
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


def test_every_parameter_of_a_path_stands_in_it():
    for path, operations in openapi()["paths"].items():
        named = {each["name"] for each in operations["get"].get("parameters", ()) if each["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path)), path


def test_the_schema_is_served_to_everybody(db):
    answer = Client().get("/api/v1/schema/")
    assert answer.json()["openapi"].startswith("3.")
    assert answer["Access-Control-Allow-Origin"] == "*"
