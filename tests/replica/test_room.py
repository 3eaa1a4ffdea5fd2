"""The fictional Parliament proves something only if it shares nothing with the parsers that it feeds."""

import ast
import sys
from pathlib import Path

import tracker.replica

ROOM = Path(tracker.replica.__path__[0])


def test_the_replica_imports_the_standard_library_and_itself_alone() -> None:
    strangers = {
        f"{path.relative_to(ROOM)} imports {module}"
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for module in _modules(node)
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("tracker.replica")
    }
    assert strangers == set()


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []
