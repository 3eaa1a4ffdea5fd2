"""The small coalition and the small world for every test of the coalition's room."""

import pytest

from tests.coalition.people import People, a_coalition
from tests.world import World, a_world


@pytest.fixture
def people(db) -> People:
    """Three organisations and people of every role."""
    return a_coalition()


@pytest.fixture
def world(db) -> World:
    """Bills in every state."""
    return a_world()
