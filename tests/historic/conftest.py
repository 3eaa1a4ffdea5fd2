"""The shared facts of the Modern Slavery Bill, and the Bill as the product's own file tells it."""

from pathlib import Path

import pytest

from bills.models import Bill
from tests.conftest import missing
from tracker import demonstration


@pytest.fixture
def msb(shared: Path) -> Path:
    folder = shared / "msb"
    if not folder.is_dir():
        missing("shared", f"no facts of the Modern Slavery Bill at {folder}")
    return folder


@pytest.fixture
def bill() -> Bill:
    return demonstration.load_modern_slavery(lambda *told: None)
