"""Dates as "4 November 2014", times of day in London, always with the machine's form beside them."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import is_aware, localtime

register = template.Library()


@register.filter
def day(moment: date | datetime | None) -> str:
    """ "4 November 2014" in a <time>; "" for nothing. A moment is read in London time."""
    if moment is None:
        return ""
    local = _in_london(moment)
    stated = local.date() if isinstance(local, datetime) else local
    return format_html('<time datetime="{}">{}</time>', stated.isoformat(), date_format(stated, "j F Y"))


@register.filter
def clock_and_day(moment: datetime | None) -> str:
    """ "09:05 on 4 November 2014" in a <time>; "" for nothing."""
    if moment is None:
        return ""
    local = _in_london(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "H:i \\o\\n j F Y"))


@register.filter
def clock(moment: datetime) -> str:
    """ "09:05" in London, in a <time> that holds the day too: for use under the heading of that day."""
    local = _in_london(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "H:i"))


@register.filter
def days(dates: Iterable[date]) -> str:
    """ "1, 3 and 8 December 2014; 5 January 2015": each month named once, in order."""
    parts = []
    for _, month in groupby(sorted(dates), key=lambda each: (each.year, each.month)):
        found = list(month)
        numbers = [str(each.day) for each in found]
        listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
        parts.append(f"{listed} {date_format(found[0], 'F Y')}")
    return "; ".join(parts)


def _in_london(moment: date | datetime) -> date | datetime:
    return localtime(moment) if isinstance(moment, datetime) and is_aware(moment) else moment
