"""Words and colours of background work."""

from collections.abc import Mapping

from django import template

from tracker.models import Job

register = template.Library()

COLOURS = {
    Job.State.QUEUED: "govuk-tag--blue",
    Job.State.RUNNING: "govuk-tag--light-blue",
    Job.State.DONE: "govuk-tag--green",
    Job.State.FAILED: "govuk-tag--red",
    Job.State.CANCELLED: "govuk-tag--grey",
}


@register.filter
def in_words(name: str, verbs: Mapping[str, str]) -> str:
    """What a kind of job does, in words; its own name where none were given."""
    return verbs.get(name, name)


@register.filter
def tag_colour(state: str) -> str:
    """The tag class of a job's state, which is always written out beside it."""
    return COLOURS.get(Job.State(state), "govuk-tag--grey")
