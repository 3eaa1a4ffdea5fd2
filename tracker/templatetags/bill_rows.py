"""The rows of the list of Bills, put together in Python: fifty of them as templates took half of the page's time.

Every word that is not ours alone goes through `escape`.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from bills.bill_rows import Row
from bills.standing import AT_STAGE, UNKNOWN
from tracker.templatetags.dates import day
from tracker.templatetags.plain_words import house

register = template.Library()

ROW = """
<li>
  <h2 class="entries__title">
    <a class="govuk-link" href="{address}">{title}</a>
  </h2>
  <p class="entries__facts">
    {facts}
  </p>
  {former}
</li>
"""
TAG = '<strong class="govuk-tag govuk-tag--{}">{}</strong>'.format
FACT = "<span>{}</span>".format
FORMER = '<p class="entries__facts">Formerly {}</p>'.format


@register.simple_tag
def bill_rows(rows: Iterable[Row]) -> SafeString:
    """The rows, one under the other."""
    return mark_safe("".join(bill_row(row) for row in rows))  # noqa: S308  every row is safe


def bill_row(row: Row) -> SafeString:
    """A Bill's title and address, and in a few words what it is, where it stands and when it changed last."""
    bill = row.bill
    return mark_safe(  # noqa: S308  every value is escaped here or where it was made
        ROW.format(
            address=bill.get_absolute_url(),
            title=escape(bill.short_title),
            facts="\n    ".join(_facts(row.bill, row)),
            former=FORMER(escape(bill.former_short_title)) if bill.former_short_title else "",
        )
    )


def _facts(bill: Any, row: Row) -> Iterator[str]:
    if bill.is_tracked:
        yield TAG("purple", "Tracked")
    if bill.is_fictional:
        yield TAG("yellow", "Fictional")
    if bill.historic_key:
        yield TAG("blue", "Historic record")
        if session := bill.historic.get("session"):
            yield FACT(f"Session {escape(str(session))}")
    yield from _standing(bill, row)
    if bill.last_update:
        yield FACT(f"Updated {'' if bill.is_fictional else 'by Parliament '}{day(bill.last_update)}")


def _standing(bill: Any, row: Row) -> Iterator[str]:
    if row.standing.kind == AT_STAGE:
        where = f"{house(bill.stage_house)} " if bill.stage_house in ("Commons", "Lords") else ""
        yield FACT(where + escape(bill.stage_description))
        if bill.next_sitting:
            yield FACT(f"Next sitting {day(bill.next_sitting)}")
        return
    yield FACT(escape(row.standing.short))
    if row.standing.kind == UNKNOWN and bill.current_house:
        yield house(bill.current_house)
