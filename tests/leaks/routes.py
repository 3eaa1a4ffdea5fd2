"""Every address of the site, from the URL resolver itself: a route that lands today is crawled today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from coalition import act_export
from coalition.exchange.export import ALL, FORMATS
from coalition.exchange.kinds import KINDS
from coalition.models import Release
from tracker.models import DataFile
from tracker.sitemaps import SECTIONS

DATA_FORMS = [{"form": form} for form in DataFile.Form.values]
WORDS: dict[str, list[dict[str, str]]] = {
    "desk/spreadsheets/%(kind)s.%(form)s": [
        *({"kind": kind, "form": form} for kind, form in product(KINDS, FORMATS)),
        {"kind": ALL, "form": "xlsx"},
    ],
    "desk/acts/%(pk)s/export.%(kind)s": [{"kind": kind} for kind in act_export.TYPES],
    "desk/acts/template.%(kind)s": [{"kind": kind} for kind in act_export.TYPES],
    "desk/publish/%(kind)s/%(pk)s/": [{"kind": kind} for kind in Release.Kind.values],
    "data/all.%(form)s": DATA_FORMS,
    "data/bills/%(pk)s.%(form)s": DATA_FORMS,
    "data/campaigns.%(form)s": DATA_FORMS,
    "data/campaigns/%(pk)s.%(form)s": DATA_FORMS,
    "sitemap-%(section)s.xml": [{"section": section} for section in SECTIONS],
    "campaigns/papers/%(pk)s/%(form)s/": [{"form": form} for form in ("pdf", "docx", "file")],
}
"""What stands in for parameters that are not ids, by the shape of the route: every word that the route knows."""
NO_WORDS: list[dict[str, str]] = [{}]
ANYTHING = "a"
"""Stands where a route is not in WORDS: secrets, tokens, the keys of Django's admin."""


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

    def addresses(self, pk: int) -> list[str]:
        """The route with this id in every place for a number, once for each set of words that it knows."""
        return [self._address(pk, words) for words in WORDS.get(self.shape, NO_WORDS)]

    def _address(self, pk: int, words: dict[str, str]) -> str:
        given = {name: pk if name in self.numbers else words.get(name, ANYTHING) for name in self.parameters}
        return "/" + self.shape % given


def routes() -> list[Route]:
    """All of them, named or not, once each."""
    return sorted(set(_of(get_resolver(), "")))


def patterns(found: Iterable[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """All of them as Django's `resolve` calls them ("desk/links/<int:pk>/")."""
    for each in get_resolver().url_patterns if found is None else found:
        own = str(each.pattern)
        route = prefix + (own.removeprefix("^") if prefix else own)
        if isinstance(each, URLPattern):
            yield route
        elif isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, route)


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
