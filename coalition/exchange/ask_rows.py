"""Asks as files need them: with the clauses and the grounds that they rest on, at the same price however many."""

from django.db.models import Prefetch, QuerySet

from coalition.models import Ask, AskClause, Ground
from coalition.querysets import visible_to
from coalition.roles import Visitor


def ask_rows(user: Visitor) -> QuerySet[Ask]:
    """Every ask that the visitor may see, with `listed_clauses` and `listed_grounds`, those for their eyes alone."""
    clauses = visible_to(user, AskClause).filter(is_listed=True).select_related("clause__act")
    grounds = visible_to(user, Ground).filter(is_listed=True).order_by("pk")
    return (
        visible_to(user, Ask)
        .select_related("bill", "theme", "lead", "officer", "owner")
        .prefetch_related(
            Prefetch("rests_on", clauses, to_attr="listed_clauses"),
            Prefetch("grounds", grounds, to_attr="listed_grounds"),
        )
        .order_by("bill", "order", "pk")
    )
