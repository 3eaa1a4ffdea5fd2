"""An independent judge of a SQLite database: plain SQL, none of the product's code.

It knows the tables and the laws: no amendment twice, no row without history, and the newest history row of every row
says exactly what the row says.
"""

import hashlib
import json
import sqlite3
from pathlib import Path

TRACKED = {
    "amendments_amendment": "amendments_historicalamendment",
    "amendments_sponsorship": "amendments_historicalsponsorship",
    "bills_member": "bills_historicalmember",
    "bills_bill": "bills_historicalbill",
    "bills_billstage": "bills_historicalbillstage",
}
OURS = {"id", "bill_id", "stage_id", "amendment_id", "member_id", "paper_id", "started_at", "recorded_at"}


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    """The column names of a table."""
    return [row["name"] for row in database.execute(f"PRAGMA table_info({table})")]


def faults(path: Path) -> dict[str, int]:
    """How many rows break a law: without history, differing from their newest history row, doubled, half-written."""
    database = connect(path)
    found = {"without history": 0, "differing from history": 0, "doubled": 0, "half-written": 0}
    for table, history in TRACKED.items():
        shared = [name for name in columns(database, table) if name in columns(database, history)]
        found["without history"] += database.execute(
            f"SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM {history} h WHERE h.id = t.id)"
        ).fetchone()[0]
        same = " AND ".join(f't."{name}" IS h."{name}"' for name in shared)
        found["differing from history"] += database.execute(
            f"SELECT count(*) FROM {table} t JOIN {history} h ON h.id = t.id "
            f"AND h.history_id = (SELECT max(history_id) FROM {history} WHERE id = t.id) WHERE NOT ({same})"
        ).fetchone()[0]
    for key in ("api_key", "dnum"):
        found["doubled"] += database.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM amendments_amendment WHERE {key} <> '' AND {key} IS NOT NULL "
            f"GROUP BY stage_id, {key} HAVING count(*) > 1)"
        ).fetchone()[0]
    found["doubled"] += database.execute(
        "SELECT count(*) FROM (SELECT 1 FROM amendments_historicalamendment "
        "GROUP BY id, effective_at, list_hash, detail_hash, paper_hash, is_listed, history_type HAVING count(*) > 1)"
    ).fetchone()[0]
    found["half-written"] += database.execute(
        "SELECT count(*) FROM amendments_amendment a WHERE NOT EXISTS "
        "(SELECT 1 FROM amendments_sponsorship s WHERE s.amendment_id = a.id)"
    ).fetchone()[0]
    return found


def content(path: Path) -> dict[str, str]:
    """A hash of what the record says, by table, without keys and clocks of our own: equal records, equal hashes."""
    database = connect(path)
    queries = {
        "amendments": "SELECT * FROM amendments_amendment ORDER BY api_key",
        "names": "SELECT a.api_key, s.* FROM amendments_sponsorship s JOIN amendments_amendment a "
        "ON a.id = s.amendment_id ORDER BY a.api_key, s.member_key",
        "history": "SELECT api_key, effective_at, grades, text, number, decision, is_listed, history_type "
        "FROM amendments_historicalamendment ORDER BY api_key, effective_at, history_id",
        "names' history": "SELECT a.api_key, s.member_key, s.effective_at, s.is_listed, s.history_type "
        "FROM amendments_historicalsponsorship s JOIN amendments_amendment a ON a.id = s.amendment_id "
        "ORDER BY a.api_key, s.member_key, s.effective_at, s.history_id",
        "lists": "SELECT p.effective_at, l.number, l.position, l.star FROM amendments_listing l "
        "JOIN amendments_amendmentpaper p ON p.id = l.paper_id ORDER BY p.effective_at, l.position",
        "members": "SELECT member_id AS parliament, name, party FROM bills_member ORDER BY member_id",
    }
    hashes = {}
    for name, query in queries.items():
        rows = [{k: row[k] for k in row.keys() if k not in OURS} for row in database.execute(query)]  # noqa: SIM118
        hashes[name] = hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()[:16]
    return hashes
