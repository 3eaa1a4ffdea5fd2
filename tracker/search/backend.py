"""The one small interface behind which FTS5 and PostgreSQL's full text stand, and what both do alike.

Both are given the words that tracker/search/words.py made and are asked the trees of tracker/search/expression.py, so
both find the same documents; the order comes from the tiers and the documents' own ids. Neither ranks.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.db import connection

from tracker.search.expression import AROUND, Expression, Tier, for_fts5, for_tsquery

WORDS = "tracker_searchwords"
AT_ONCE = 200
FEW = 100
"""Where so many documents hold all words whole, none is looked for that holds but the beginning of the last."""
NOTHING = """'""'"""
"""SQL of what FTS5 is asked for that nothing is found: an empty phrase."""


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
    among: ClassVar[str]
    insert: ClassVar[str]

    def expression(self, expression: Expression) -> str:
        """The tree in this database's own syntax."""
        raise NotImplementedError

    def matching(self, conditions: Sequence[str]) -> str:
        """SQL by which the words match %s. Where one of the conditions, of no row, does not hold, nothing is read."""
        raise NotImplementedError

    def stored(self, words: Sequence[str]) -> str:
        """The words of a document as this database takes them."""
        raise NotImplementedError

    def candidates(self, tiers: Sequence[Tier], limits: Limits, most: int) -> list[Candidate]:
        """The documents that match any of the tiers: best tier first, then the greatest id. One query.

        A tier is looked for only where none before it has found as many as are wanted, a last resort where none has
        found FEW. Some are looked for among what the next one found: a common word stands in every document, and
        neither index can tell the newest of very many without reading all.
        """
        if not tiers or (limits.only is not None and not limits.only):
            return []
        within = f"{self.key} BETWEEN {int(limits.lowest)} AND {int(limits.highest)}"
        for ids, said in ((limits.never, "NOT IN"), (limits.only, "IN")):
            if ids:
                within += f" AND {self.key} {said} ({', '.join(map(str, map(int, ids)))})"
        newest = f"ORDER BY {self.key} DESC LIMIT {int(most)}"
        parts: list[str] = []
        order: list[int] = []
        for at, tier in enumerate(tiers):
            if tier.among_next:
                continue
            enough = min(FEW, most) if tier.is_last_resort else most
            missing = [f"(SELECT count(*) FROM tier{each}) < {int(enough)}" for each in order if each < at]  # noqa: S608  our own names, numbers
            asked = f"{self.key} AS id FROM {WORDS} WHERE {self.matching(missing)} AND {within}"
            parts.append(f"tier{at} AS MATERIALIZED (SELECT {at} AS tier, {asked} {newest})")
            order.append(at)
            if at and tiers[at - 1].among_next:
                parts.append(f"tier{at - 1} AS (SELECT {at - 1} AS tier, {self.among.format(f'tier{at}')})")
                order.append(at - 1)
        hits = " UNION ALL ".join(f"SELECT * FROM tier{at}" for at in range(len(tiers)))  # noqa: S608  our own names
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH {', '.join(parts)}, best AS (SELECT min(tier) AS tier, id FROM ({hits}) AS hits "  # noqa: S608  our own names, numbers
                f"GROUP BY id ORDER BY 1, 2 DESC LIMIT {int(most)}) SELECT best.tier, best.id, d.kind, d.object_id, "
                "d.bill_id, d.release_id, d.stage_words, d.house, d.decision FROM best "
                "JOIN tracker_searchdocument d ON d.id = best.id ORDER BY best.tier, best.id DESC",
                [self.expression(tiers[at].expression) for at in order],
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
    among = (
        f"rowid AS id FROM {WORDS} "  # noqa: S608  our own names
        f"WHERE {WORDS} MATCH CASE WHEN EXISTS (SELECT 1 FROM {{0}}) THEN %s ELSE {NOTHING} END "
        "AND rowid BETWEEN (SELECT min(id) FROM {0}) AND (SELECT max(id) FROM {0})"
    )
    insert = f"INSERT OR REPLACE INTO {WORDS} (rowid, words) VALUES (%s, %s)"  # noqa: S608  our own names, numbers

    def expression(self, expression: Expression) -> str:
        """FTS5's query syntax."""
        return for_fts5(expression)

    def matching(self, conditions: Sequence[str]) -> str:
        """A condition beside MATCH would be looked at for every row that matches."""
        asked = f"CASE WHEN {' AND '.join(conditions)} THEN %s ELSE {NOTHING} END" if conditions else "%s"
        return f"{WORDS} MATCH {asked}"

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

    def matching(self, conditions: Sequence[str]) -> str:
        """Conditions of no row are looked at once, before anything is read."""
        return " AND ".join(["words @@ %s::tsquery", *conditions])

    def stored(self, words: Sequence[str]) -> str:
        """The text of a tsvector: every word with its places, and A where it is a word of what it belongs to."""
        places: dict[str, list[str]] = {}
        gap = 0
        for place, word in enumerate(words, start=1):
            if word[0] == AROUND:
                places.setdefault(word[1:], []).append(f"{place}A")
                gap = 1
            else:
                # No phrase reaches from what a document belongs to into its own words.
                places.setdefault(word, []).append(str(place + gap))
        return " ".join(f"'{word}':{','.join(found[:255])}" for word, found in places.items())

    def tidy(self) -> None:
        """Empty the list of pending entries, and let the planner know how frequent words are."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT gin_clean_pending_list('{WORDS}_words')")
            cursor.execute(f"ANALYZE {WORDS}")
            cursor.execute("ANALYZE tracker_searchdocument")


def backend() -> SearchBackend:
    """That of the database in use."""
    return PostgresWords() if connection.vendor == "postgresql" else Fts5()
