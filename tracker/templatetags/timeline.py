"""The timeline's events in a template: their shapes, short figures, and what an amendment is called."""

from django import template

from amendments.models import Amendment
from tracker.timeline.amendments import called
from tracker.timeline.drawing import shape_of
from tracker.timeline.events import Event
from tracker.timeline.written import filter_links, lanes_and_events, listed

register = template.Library()


@register.filter
def shape(event: Event) -> str:
    """The shape that stands for the event, here as in the drawing."""
    return shape_of(event)


@register.filter
def figures(event: Event) -> str:
    """The figures of the vote without what came of it, which stands beside them; of a tie also the casting vote."""
    parts = event.vote.split(". ")
    return ". ".join(parts[: 2 if event.vote.startswith("A tie") else 1]).rstrip(".")


@register.filter
def named(amendment: Amendment) -> str:
    """What a heading calls the amendment."""
    return called(amendment)


register.simple_tag(listed, name="events_in_list")
register.simple_tag(lanes_and_events)
register.simple_tag(filter_links)
