"""The rows of a stage's list, put together in Python: a hundred of them as templates took half of the page's time.

Every word that is not ours alone goes through `escape`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from django import template
from django.core.cache import caches
from django.utils.html import strip_spaces_between_tags
from django.utils.safestring import SafeString, mark_safe

from amendments.models import Amendment
from amendments.radar_kept import KEPT_FOR
from amendments.stage_list import OnePage, Row
from tracker.templatetags.dates import day as day_told
from tracker.templatetags.plain_words import decision_label

register = template.Library()

GROUP = '<tr class="amendments__group"><th colspan="4" scope="rowgroup">{}</th></tr>'.format
ROW = strip_spaces_between_tags(
    """
<tr data-keys-row>
  <th scope="row">
    <a class="govuk-link"
       href="{address}"
       data-keys-link><span class="govuk-visually-hidden">{title}</span><span aria-hidden="true">{number}</span></a>
    {star}
  </th>
  <td>
    {what}
    <p>{movers}</p>
    {notes}
  </td>
  <td>
    {decision}
  </td>
  <td>
    {changed}
    {sources}
  </td>
</tr>
"""
)
STAR = (
    '<span class="amendments__star" aria-hidden="true">{}</span><span class="govuk-visually-hidden">, {}</span>'.format
)
TARGET = '<p class="amendments__target">{}</p>\n    '.format
WORDS = '<p class="amendments__words">{}</p>'.format
OUR_SUMMARY = '<span class="quiet">Our summary:</span> '
UNPUBLISHED = "Its words have not been published in Parliament’s data."
NOTE = '<p class="amendments__note">{}</p>'.format
SOURCES = '<p class="amendments__source">From: {}</p>'.format


@register.simple_tag
def stage_rows(page: OnePage, day: date | None, marks: Mapping[int, str]) -> SafeString:
    """Rows as of `stage_row`, each group under its heading; `marks` is by the id of the amendment.

    Kept until the Bill changes, for whoever asks for the same rows by another address; but never as at a day, and
    never with marks, which are the coalition's own.
    """
    if marks or page.version is None:
        return mark_safe(_written(page.rows, day, marks))  # noqa: S308  every row is safe
    named = hashlib.sha256(repr(page.ids).encode()).hexdigest()
    key = f"rows:{page.stage}:{page.version}:{named}"
    kept = caches["pages"].get_or_set(key, lambda: _written(page.rows, day, marks), KEPT_FOR)
    return mark_safe(str(kept))  # noqa: S308


def _written(rows: Iterable[Row], day: date | None, marks: Mapping[int, str]) -> str:
    told = []
    for row in rows:
        if row.heading:
            told.append(GROUP(escape(row.heading)))
        told.append(stage_row(row, day, marks.get(row.amendment.pk, "")))
    return "".join(told)


def stage_row(row: Row, day: date | None, mark: str) -> SafeString:
    """The row as at a day, if one is asked for; `mark` is what the coalition's own people see of their links to it."""
    found = row.amendment
    return mark_safe(  # noqa: S308  every value is escaped here or where it was made
        ROW.format(
            address=found.get_absolute_url() + (f"?at={day.isoformat()}" if day else ""),
            title=escape(row.title),
            number=escape(row.number),
            star=STAR(escape(row.star), escape(row.star_words)) if row.star else "",
            what=_what(row),
            movers=escape(row.movers or "No name given") + (", for the Government" if found.is_government else ""),
            notes="\n    ".join(NOTE(escape(words)) for words in _notes(found, mark)),
            decision=_decision(found),
            changed=_changed(row),
            sources=SOURCES(escape(row.sources)) if row.sources else "",
        )
    )


def _what(row: Row) -> str:
    target = row.target
    ours = OUR_SUMMARY if row.amendment.gist and not row.amendment.text else ""
    return (TARGET(escape(target)) if target else "") + WORDS(ours + escape(row.first_words or UNPUBLISHED))


def _notes(found: Amendment, mark: str) -> list[str]:
    stated = f"Stated as withdrawn: “{found.stated_withdrawn}”" if found.stated_withdrawn else ""
    differ = "The two sources differ: open it to see both." if found.disputed else ""
    return [words for words in (mark, stated, differ) if words]


def _decision(found: Amendment) -> str:
    if found.historic_key and not found.decision:
        is_inferred = found.historic.get("decision_evidence") == "inferred"
        return "Inferred only" if is_inferred else "Not found in our sources"
    return decision_label(found.decision, with_plain=bool(found.decision))


def _changed(row: Row) -> str:
    if not row.change_at or row.amendment.historic_key:
        return ""
    return f"<p>{escape(row.changed)}, {day_told(row.change_at)}</p>"
