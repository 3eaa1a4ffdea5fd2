"""Every address of the site, from the URL resolver itself: a route that lands today is crawled today."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

WORDS = {"kind": "ask", "form": "pdf", "format": "csv", "key": "prevention", "slug": "ask"}
"""What stands in for parameters that are not ids, by name."""


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """A route's shape ("desk/links/%(pk)s/") and the names of its parameters."""

    shape: str
    parameters: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def has_id(self) -> bool:
        """Whether an id of ours stands in it."""
        return bool(self.numbers)

    def address(self, pk: int, *, words: dict[str, str] | None = None) -> str:
        """The route with this id in every place for a number."""
        given = {name: pk if name in self.numbers else (words or WORDS).get(name, "a") for name in self.parameters}
        return "/" + self.shape % given


def routes() -> list[Route]:
    """All of them, named or not, once each."""
    return sorted(set(_of(get_resolver(), "")))


def _of(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for name in resolver.reverse_dict:
        for possibilities, _, _, converters in resolver.reverse_dict.getlist(name):
            for shape, parameters in possibilities:
                numbers = tuple(each for each in parameters if _is_number(converters.get(each)))
                yield Route(prefix + shape, tuple(parameters), numbers)
    for namespace_prefix, inner in resolver.namespace_dict.values():
        yield from _of(inner, prefix + namespace_prefix)


def _is_number(converter: Any) -> bool:
    return type(converter).__name__ == "IntConverter"
