"""What two people made of one record at once: a three-way merge, field by field. Pure: values in, values out.

Values are plain: text, numbers, days, booleans, keys of rows; a frozenset is a group of boxes, each box by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What the person's form shows next, and why. A field is in none of the three lists where nothing differs.

    `values` holds every field. Saved on top of theirs, it changes only fields named in `own` and `both`.
    """

    values: dict[str, Any]
    taken: tuple[str, ...]
    """The person had not changed them: they take the newer value."""
    own: tuple[str, ...]
    """Only the person changed them: they keep what was typed."""
    both: tuple[str, ...]
    """Both changed them, to different values, or what the person saw is not known: the person decides."""


def merge(base: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """`base` is what both began from (None: not known), `theirs` is stored now, `mine` was sent; its fields count."""
    values = dict(mine)
    taken, own, both = [], [], []
    for name, typed in mine.items():
        stored = theirs[name]
        if same(typed, stored):
            continue
        if base is None:
            both.append(name)
        elif isinstance(typed, frozenset):
            values[name] = (stored - (base[name] - typed)) | (typed - base[name])
            taken += [name] * (values[name] != typed)
            own += [name] * (values[name] != stored)
        elif same(typed, base[name]):
            values[name] = stored
            taken.append(name)
        elif same(stored, base[name]):
            own.append(name)
        else:
            both.append(name)
    return Merged(values, tuple(taken), tuple(own), tuple(both))


def same(one: Any, other: Any) -> bool:
    """Whether a form would show and send both alike: line ends, outer space and seconds are no edit of a person."""
    return bool(_as_sent(one) == _as_sent(other))


def _as_sent(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return "" if value is None else value
