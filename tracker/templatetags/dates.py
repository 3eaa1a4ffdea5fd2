"""Dates as "4 November 2014", times of day in London, always with the machine's form beside them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime

register = template.Library()


@register.filter
def day(moment: date | datetime | None) -> str:
    """ "4 November 2014" in a <time>; "" for nothing. A moment is read in London time."""
    if moment is None:
        return ""
    return _day_told(_day_of(moment) if isinstance(moment, datetime) else moment)


@lru_cache(maxsize=5000)
def _day_of(moment: datetime) -> date:
    """Made once for each moment. Two that are equal to Python have one day in London."""
    return (localtime(moment) if is_aware(moment) else moment).date()


@lru_cache(maxsize=5000)
def _day_told(stated: date) -> SafeString:
    """Made once for each day: a list names the same one hundreds of times."""
    return format_html('<time datetime="{}">{}</time>', stated.isoformat(), date_format(stated, "j F Y"))


@register.filter
def clock_and_day(moment: datetime | None) -> str:
    """ "09:05 on 4 November 2014" in a <time>; "" for nothing."""
    if moment is None:
        return ""
    return _moment_told(_in_london(moment).isoformat())


@lru_cache(maxsize=1000)
def _moment_told(stated: str) -> SafeString:
    """Made once for each moment, by its ISO form: two moments of one clock but of other zones are equal to Python."""
    words = date_format(datetime.fromisoformat(stated), "H:i \\o\\n j F Y")
    return format_html('<time datetime="{}">{}</time>', stated, words)


@register.filter
def deadline(moment: datetime | None) -> str:
    """ "09:05 on Tuesday 4 November 2014" in a <time>, for what is planned by the week; "" for nothing."""
    if moment is None:
        return ""
    local = _in_london(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "H:i \\o\\n l j F Y"))


@register.filter
def clock(moment: datetime) -> str:
    """ "09:05" in London, in a <time> that holds the day too: for use under the heading of that day."""
    local = _in_london(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "H:i"))


@register.filter
def days(dates: Iterable[date]) -> str:
    """ "1, 3 and 8 December 2014; 5 January 2015": each month named once, in order."""
    parts = []
    for _, month in groupby(sorted(set(dates)), key=lambda each: (each.year, each.month)):
        found = list(month)
        numbers = [str(each.day) for each in found]
        listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
        parts.append(f"{listed} {date_format(found[0], 'F Y')}")
    return "; ".join(parts)


@register.filter
def stated_day(text: str) -> str:
    """ "4 November 2014" from the machine's form of a day, as a historic record keeps one; other words as they are."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


@register.filter
def sittings_told(sittings: Iterable[Any]) -> list[str]:
    """Each sitting with its part of the day and its note, where any of them has one; else nothing is worth telling."""
    sittings = list(sittings)
    if not any(each.part or each.note for each in sittings):
        return []
    return [
        ", ".join(part for part in (date_format(each.date, "j F Y"), each.part, each.note) if part)
        for each in sittings
    ]


def _in_london(moment: date | datetime) -> date | datetime:
    return localtime(moment) if isinstance(moment, datetime) and is_aware(moment) else moment
