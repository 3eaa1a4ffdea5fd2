"""What a request asks: parameters read strictly, so that a slip of the pen is an error and never a wrong answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from tracker.api.problems import BadParameter
from tracker.open_data.columns import Kind

LONDON = ZoneInfo("Europe/London")
LARGEST = 2**63 - 1
MOST, USUAL = 200, 50
LONGEST_TEXT = 200
EARLIEST, LATEST = datetime(1800, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
TEXT_PATTERN = r"^[^\u0000-\u001f\u007f]+$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address. `choices` are the words that it knows."""

    name: str
    about: str
    kind: Kind = Kind.NUMBER
    smallest: int = 1
    largest: int = LARGEST
    usual: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def schema(self) -> OpenApiParameter:
        """It in OpenAPI."""
        by_kind: dict[Kind, dict[str, Any]] = {
            Kind.NUMBER: {"type": "integer", "minimum": self.smallest, "maximum": self.largest},
            Kind.YES_NO: {"type": "string", "enum": ["true", "false"]},
            Kind.MOMENT: {"type": "string", "format": "date-time"},
            Kind.TEXT: {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": TEXT_PATTERN},
        }
        facts = by_kind[self.kind]
        if self.choices:
            facts = {"type": "string", "enum": list(self.choices)}
        if self.usual is not None:
            facts = {**facts, "default": self.usual}
        return OpenApiParameter(self.name, facts, OpenApiParameter.QUERY, description=self.about)

    def read(self, text: str) -> Any:
        """Its value. Raises BadParameter."""
        if self.choices:
            if text not in self.choices:
                raise BadParameter(self.name, f"“{self.name}” is one of: {', '.join(self.choices)}.")
            return text
        return _READ[self.kind](self, text)


def _number(asked: Parameter, text: str) -> int:
    plain = text.isascii() and text.isdigit() and len(text) <= 19
    number = int(text) if plain else -1
    if not asked.smallest <= number <= asked.largest:
        raise BadParameter(asked.name, f"“{asked.name}” is a whole number from {asked.smallest} to {asked.largest}.")
    return number


def _yes_no(asked: Parameter, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadParameter(asked.name, f"“{asked.name}” is true or false.")
    return text == "true"


def _text(asked: Parameter, text: str) -> str:
    unseen = any(each < " " or each == "\x7f" for each in text)
    if not text or len(text) > LONGEST_TEXT or unseen:
        raise BadParameter(asked.name, f"“{asked.name}” is 1 to {LONGEST_TEXT} characters of plain text.")
    return text


def _moment(asked: Parameter, text: str) -> datetime:
    """A day begins at midnight in London; a moment without an offset is London time."""
    try:
        if len(text) == 10:
            return _within(datetime.combine(date.fromisoformat(text), time.min, LONDON))
        found = datetime.fromisoformat(text.upper())
        return _within(found if found.tzinfo else found.replace(tzinfo=LONDON))
    except ValueError as error:
        words = f"“{asked.name}” is a day or a moment: 2026-11-25, 2026-11-25T10:15:00Z (write + as %2B)."
        raise BadParameter(asked.name, words) from error


def _within(moment: datetime) -> datetime:
    """The moment in UTC, or the nearest that a database takes: there is no record before or after.

    In UTC, because PostgreSQL refuses offsets of sixteen hours and more, which ISO 8601 allows.
    """
    bare = moment.replace(tzinfo=UTC)
    if bare.year <= EARLIEST.year:
        return EARLIEST
    return LATEST if bare.year >= LATEST.year else moment.astimezone(UTC)


_READ = {Kind.NUMBER: _number, Kind.YES_NO: _yes_no, Kind.TEXT: _text, Kind.MOMENT: _moment}

CURSOR = Parameter(
    "cursor", "Objects after this number: what `next` names. Nothing is told twice or left out.", smallest=0
)
LIMIT = Parameter("limit", "How many objects at most.", largest=MOST, usual=USUAL)
CHANGED_SINCE = Parameter(
    "changed_since",
    "Objects of which we recorded a change at or after this moment, however old the fact: ask again with the moment "
    "of your last visit. A day alone begins at midnight in London.",
    Kind.MOMENT,
)


def read(query: QueryDict, known: Iterable[Parameter]) -> Mapping[str, Any]:
    """Every parameter by name. Raises BadParameter for one that is not known, given twice or cannot be read."""
    by_name = {each.name: each for each in known}
    found: dict[str, Any] = {}
    for name in query:
        if name not in by_name:
            words = f"There is no parameter “{_short(name)}” here. There is: {', '.join(by_name) or 'none'}."
            raise BadParameter(_short(name), words)
        if len(query.getlist(name)) > 1:
            raise BadParameter(name, f"“{name}” is given more than once.")
        found[name] = by_name[name].read(str(query[name]))
    return found


def _short(name: str) -> str:
    return "".join(each for each in name[:60] if each.isprintable())


NUMBER_IN_PATH = OpenApiParameter(
    "pk", {"type": "integer", "minimum": 1, "maximum": LARGEST}, OpenApiParameter.PATH, description="Our number of it."
)
