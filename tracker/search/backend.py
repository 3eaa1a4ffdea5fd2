"""The one small interface behind which FTS5 and PostgreSQL's full text stand, and what both do alike.

Both are given the words that tracker/search/words.py made and are asked the trees of tracker/search/expression.py, so
both find the same documents; the order comes from the tiers and the documents' own ids. Neither ranks.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.db import connection

from tracker.search.expression import Expression, for_fts5, for_tsquery

WORDS = "tracker_searchwords"
AT_ONCE = 200


class Candidate(NamedTuple):
    """A document that was found: the tier of its best match, and what facets count."""

    tier: int
    id: int
    kind: str
    object_id: int
    bill_id: int | None
    release_id: int | None
    stage_words: str
    house: str
    decision: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Which documents may be found at all: ids from `lowest` to `highest`, none of `never`, only those of `only`."""

    lowest: int = 0
    highest: int = 2**63 - 1
    never: Collection[int] = ()
    only: Collection[int] | None = None


class SearchBackend:
    """Keeps the words of documents and finds documents by them. Its two kinds differ in the SQL alone."""

    key: ClassVar[str]
    matches: ClassVar[str]
    among: ClassVar[str]
    insert: ClassVar[str]

    def expression(self, expression: Expression) -> str:
        """The tree in this database's own syntax."""
        raise NotImplementedError

    def stored(self, words: Sequence[str]) -> str:
        """The words of a document as this database takes them."""
        raise NotImplementedError

    def candidates(self, tiers: Sequence[Expression], limits: Limits, most: int) -> list[Candidate]:
        """The documents that match any of two or more tiers: best tier first, then the greatest id. One query.

        The last tier but one is looked for among what the last one found: a common word stands in every document, and
        neither index can tell the newest of very many without reading all.
        """
        if not tiers or (limits.only is not None and not limits.only):
            return []
        within = [f"{self.key} BETWEEN {int(limits.lowest)} AND {int(limits.highest)}"]
        for ids, said in ((limits.never, "NOT IN"), (limits.only, "IN")):
            if ids:
                within.append(f"{self.key} {said} ({', '.join(map(str, map(int, ids)))})")
        *sought, own, anywhere = tiers
        asked = f"{self.key} AS id FROM {WORDS} WHERE {self.matches} AND {' AND '.join(within)}"
        newest = f"ORDER BY {self.key} DESC LIMIT {int(most)}"
        parts = [
            f"tier{at} AS MATERIALIZED (SELECT {at} AS tier, {asked} {newest})"
            for at in (len(tiers) - 1, *range(len(sought)))
        ]
        parts.append(
            f"tier{len(sought)} AS (SELECT {len(sought)} AS tier, {self.among.format(f'tier{len(tiers) - 1}')})"
        )
        hits = " UNION ALL ".join(f"SELECT * FROM tier{at}" for at in range(len(tiers)))  # noqa: S608  our own names
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH {', '.join(parts)}, best AS (SELECT min(tier) AS tier, id FROM ({hits}) AS hits "  # noqa: S608  our own names, numbers
                f"GROUP BY id ORDER BY 1, 2 DESC LIMIT {int(most)}) SELECT best.tier, best.id, d.kind, d.object_id, "
                "d.bill_id, d.release_id, d.stage_words, d.house, d.decision FROM best "
                "JOIN tracker_searchdocument d ON d.id = best.id ORDER BY best.tier, best.id DESC",
                [self.expression(each) for each in (anywhere, *sought, own)],
            )
            return [Candidate(*row) for row in cursor.fetchall()]

    def write(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Keep the words of documents, in place of what was kept of them."""
        with connection.cursor() as cursor:
            cursor.executemany(self.insert, [(pk, self.stored(words)) for pk, words in rows])

    def remove(self, ids: Sequence[int]) -> None:
        """Forget the words of these documents."""
        with connection.cursor() as cursor:
            for start in range(0, len(ids), AT_ONCE):
                part = ", ".join(map(str, map(int, ids[start : start + AT_ONCE])))
                cursor.execute(f"DELETE FROM {WORDS} WHERE {self.key} IN ({part})")  # noqa: S608  our own names, numbers

    def tidy(self) -> None:
        """After a great many writes: make reading quick again."""
        raise NotImplementedError


class Fts5(SearchBackend):
    """SQLite's FTS5, a plain table: 3.40 cannot delete from one without content."""

    key = "rowid"
    matches = f"{WORDS} MATCH %s"
    among = (
        f"rowid AS id FROM {WORDS} WHERE {WORDS} MATCH %s "  # noqa: S608  our own name
        "AND rowid BETWEEN (SELECT min(id) FROM {0}) AND (SELECT max(id) FROM {0})"
    )
    insert = f"INSERT OR REPLACE INTO {WORDS} (rowid, words) VALUES (%s, %s)"  # noqa: S608  our own names, numbers

    def expression(self, expression: Expression) -> str:
        """FTS5's query syntax."""
        return for_fts5(expression)

    def stored(self, words: Sequence[str]) -> str:
        """Words between spaces: the ascii tokeniser takes every other character for part of a word."""
        return " ".join(words)

    def tidy(self) -> None:
        """Merge the segments, and let the planner know the sizes."""
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {WORDS} ({WORDS}) VALUES ('optimize')")  # noqa: S608  our own names, numbers
            cursor.execute("ANALYZE tracker_searchdocument")


class PostgresWords(SearchBackend):
    """A tsvector written out word by word, with a GIN index: no parser and no dictionary has a say."""

    key = "id"
    matches = "words @@ %s::tsquery"
    among = (
        f"id FROM {{0}} CROSS JOIN LATERAL (SELECT words FROM {WORDS} WHERE {WORDS}.id = {{0}}.id OFFSET 0) AS kept "  # noqa: S608  our own name
        "WHERE words @@ %s::tsquery"
    )
    insert = (
        f"INSERT INTO {WORDS} (id, words) VALUES (%s, %s::tsvector) "  # noqa: S608  our own name
        "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
    )

    def expression(self, expression: Expression) -> str:
        """The text of a tsquery."""
        return for_tsquery(expression)

    def stored(self, words: Sequence[str]) -> str:
        """The text of a tsvector: every word with its places."""
        places: dict[str, list[str]] = {}
        for place, word in enumerate(words, start=1):
            places.setdefault(word, []).append(str(place))
        return " ".join(f"'{word}':{','.join(found[:250])}" for word, found in places.items())

    def tidy(self) -> None:
        """Empty the list of pending entries, and let the planner know how frequent words are."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT gin_clean_pending_list('{WORDS}_words')")
            cursor.execute(f"ANALYZE {WORDS}")
            cursor.execute("ANALYZE tracker_searchdocument")


def backend() -> SearchBackend:
    """That of the database in use."""
    return PostgresWords() if connection.vendor == "postgresql" else Fts5()
