"""Addresses of the same search, narrowed or widened."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def narrowed(context: template.Context, name: str, value: str) -> str:
    """The search with one more choice, from its first page."""
    return _with(context, name, value)


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str) -> str:
    """The search without a choice, from its first page."""
    return _with(context, name, "")


def _with(context: template.Context, name: str, value: str) -> str:
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}"
