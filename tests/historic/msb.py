"""The shared facts of the Modern Slavery Bill, and how a test accounts for every field of a row of them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any


def facts(folder: Path, name: str) -> Any:
    """The content of one file of facts."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


def words_in(*texts: object) -> str:
    """Texts as one, in lower case."""
    return " ".join(str(text) for text in texts if text).casefold()


def numbers(text: str) -> set[str]:
    """The numbers in a text: what rewording may not lose."""
    return set(re.findall(r"\d+[A-Z]*", text))


def long_words(text: str) -> set[str]:
    """The words that carry the meaning."""
    return set(re.findall(r"[a-z]{5,}", text.casefold()))


def account(row: dict[str, Any], checks: dict[str, Callable[[Any], object]], where: str) -> None:
    """Every field of a row has a check, and every check holds."""
    assert set(row) <= set(checks), f"{where}: a field that nobody accounts for: {set(row) - set(checks)}"
    for name, value in row.items():
        assert checks[name](value), f"{where}.{name}: {value!r} was not found"
