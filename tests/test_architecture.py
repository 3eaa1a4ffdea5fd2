"""The arrows between the rooms, read from the imports of every file, also inside functions (docs: design, Rooms)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bills", "amendments", "coalition", "scrapers", "tracker")
MAY_IMPORT = {
    "bills": set(),
    "amendments": {"bills"},
    "coalition": {"amendments", "bills"},
    "scrapers": {"amendments", "bills"},
    "tracker": {"coalition", "scrapers", "amendments", "bills"},
}
PURE = (
    "bills/text",
    "amendments/engine",
    "coalition/matching",
    "coalition/asked.py",
    "coalition/membership.py",
    "coalition/counting.py",
    "coalition/merging.py",
    "scrapers/parse",
    "scrapers/records.py",
    "scrapers/historic_format.py",
    "scrapers/historic_writing.py",
    "tracker/search/words.py",
    "tracker/search/asked.py",
    "tracker/search/expression.py",
)
PARSING_LIBRARIES = {"lxml", "bs4", "pdfplumber", "rapidfuzz"}
PURE_MODULES = {name.removesuffix(".py").replace("/", ".") for name in PURE} | {"amendments.changes"}
ONLY_FETCH = {"requests", "urllib3", "http", "socket"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, with its full dotted name."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def files(room: str) -> list[Path]:
    """The code of a room, without its migrations."""
    start = ROOT / room
    found = [start] if start.suffix == ".py" else sorted(start.rglob("*.py"))
    return [path for path in found if path.exists() and "migrations" not in path.parts]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_along_its_arrows(room: str) -> None:
    forbidden = set(ROOMS) - MAY_IMPORT[room] - {room}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(room)
        for name in imports(path)
        if name.split(".")[0] in forbidden | {"tests"}
    ]
    assert wrong == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_imports_only_the_standard_library_its_parser_and_pure_rooms(room: str) -> None:
    def is_allowed(name: str) -> bool:
        top = name.split(".", maxsplit=1)[0]
        if top in sys.stdlib_module_names or top in PARSING_LIBRARIES:
            return True
        return any(name == pure or name.startswith(f"{pure}.") for pure in PURE_MODULES)

    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(room)
        for name in imports(path)
        if not is_allowed(name) and not any(pure.startswith(f"{name}.") for pure in PURE_MODULES)
    ]
    assert wrong == []


def test_only_fetch_speaks_http_to_the_world() -> None:
    allowed = {"scrapers/fetch.py", "scrapers/addresses.py", "tracker/terminal.py"}
    wrong = [
        f"{relative} imports {name}"
        for room in ROOMS
        for path in files(room)
        for name in imports(path)
        if (relative := str(path.relative_to(ROOT))) not in allowed
        and not relative.startswith("tracker/replica/")
        and name.split(".")[0] in ONLY_FETCH - ({"http"} if "http.HTTPStatus" in name or name == "http" else set())
    ]
    assert wrong == []


def test_the_guard_sees_imports_inside_functions(tmp_path: Path) -> None:
    source = ROOT / "bills" / "apps.py"
    assert "django.apps" in set(imports(source))
    inside = ast.parse("def f():\n    from scrapers import ingest\n")
    assert any(isinstance(node, ast.ImportFrom) for node in ast.walk(inside))


def test_packages_have_empty_init_files() -> None:
    full = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in files(room)
        if path.name == "__init__.py" and path.read_text(encoding="utf-8").strip()
    ]
    assert full == []
