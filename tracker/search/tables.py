"""The table of words: a virtual one of FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. It has no model."""

from typing import Any

from tracker.search.backend import WORDS

MADE = {
    "sqlite": [f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5(words, tokenize = 'ascii')"],
    "postgresql": [
        f"CREATE TABLE IF NOT EXISTS {WORDS} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX IF NOT EXISTS {WORDS}_words ON {WORDS} USING gin (words) WITH (gin_pending_list_limit = 512)",
        f"ALTER TABLE {WORDS} ALTER words SET STATISTICS 1000",
    ],
}
"""A question reads the pending list of the index from end to end, so it is kept short. The statistics let the planner
tell words that stand in every document from rare ones."""


def make(connection: Any) -> None:
    """Make the table where it is not there."""
    with connection.cursor() as cursor:
        for statement in MADE[connection.vendor]:
            cursor.execute(statement)


def drop(connection: Any) -> None:
    """Take it away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {WORDS}")
