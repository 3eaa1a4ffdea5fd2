"""Addresses of our own pages, for lists of hundreds: Django's `reverse` takes a tenth of a millisecond for each."""

from functools import cache

from django.urls import get_script_prefix, reverse

MARK = 9_000_000_000_000
"""Stands for a number while the shape of an address is learnt; no row has it."""


def address(name: str, *numbers: int) -> str:
    """What `reverse` gives for a route that takes whole numbers alone."""
    return _shape(name, len(numbers), get_script_prefix()).format(*numbers)


@cache
def _shape(name: str, count: int, prefix: str) -> str:
    marks = [MARK + at for at in range(count)]
    shape = reverse(name, args=marks)
    for at, mark in enumerate(marks):
        shape = shape.replace(str(mark), f"{{{at}}}")
    return shape
