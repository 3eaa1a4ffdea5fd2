"""Documents of a Bill as its page lists them: by kind, newest first, each with addresses that are safe to open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from bills.models import Publication

UNKNOWN_TYPE = "Other documents"
PARLIAMENT_DOCUMENT = "https://bills.parliament.uk/publications/{publication}/documents/{document}"
FORMATS = {
    "application/pdf": "PDF",
    "text/html": "web page",
    "text/xml": "XML",
    "application/xml": "XML",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One form of a publication: its words ("PDF, 1.2 MB"), and the address where Parliament keeps it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A publication as listed. `documents` is empty where Parliament gives no address that can be opened."""

    title: str
    house: str
    date: datetime | None
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Publications of one kind, newest first."""

    kind: str
    publications: tuple[Listed, ...]


def grouped(publications: Iterable[Publication]) -> list[Group]:
    """Publications (newest first, with `type` selected) by kind; kinds in the order of their newest document."""
    groups: dict[str, list[Listed]] = {}
    for publication in publications:
        kind = publication.type.name if publication.type else UNKNOWN_TYPE
        groups.setdefault(kind, []).append(_listed(publication))
    return [Group(kind, tuple(found)) for kind, found in groups.items()]


def _listed(publication: Publication) -> Listed:
    documents = (*_links(publication), *_files(publication))
    return Listed(publication.title, publication.house, publication.display_date, documents)


def _links(publication: Publication) -> Iterator[Document]:
    for link in publication.links:
        url = str(link.get("url") or "")
        if is_web_address(url):
            yield Document(_format(link), url)


def _files(publication: Publication) -> Iterator[Document]:
    for file in publication.files:
        if isinstance(number := file.get("id"), int):
            size = size_words(file.get("contentLength"))
            url = PARLIAMENT_DOCUMENT.format(publication=publication.publication_id, document=number)
            yield Document(", ".join(part for part in (_format(file), size) if part), url)


def _format(stated: dict[str, Any]) -> str:
    kind = str(stated.get("contentType") or "").partition(";")[0].strip().lower()
    return FORMATS.get(kind, "document")


@lru_cache(maxsize=4096)
def is_web_address(url: str) -> bool:
    """Whether an address received from outside may stand in a link: http or https, with a host, nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def size_words(size: Any) -> str:
    """ "1.4 MB", "12 kB"; "" for what is no size. Decimal units, as Parliament's site shows them."""
    if not isinstance(size, int) or size <= 0:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
