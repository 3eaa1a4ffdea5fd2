"""A form that met somebody else's edit: shown again with both edits merged, and told what became of each field."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import formats, timezone

from coalition import groups
from coalition.forms.people import with_values
from coalition.merging import merge
from coalition.models import Kept
from coalition.writing import EditConflict


def merged_on(
    form: Any, mine: Mapping[str, Any], conflict: EditConflict, boxes: Mapping[str, groups.Group] | None = None
) -> dict[str, Any]:
    """Merge `mine` (fields of the form as cleaned) with the stored record of a conflict; see `reopened`.

    `boxes` are those of the fields that are groups. The form then stands on the stored revision.
    """
    boxes = boxes or {}
    plain = [name for name in mine if name not in boxes]
    current, base = conflict.current, conflict.base
    theirs = _values(current, plain) | {name: groups.ticked(group, current) for name, group in boxes.items()}
    seen = None
    if base is not None:
        seen = _values(base, plain)
        seen |= {name: groups.ticked_at(group, current, base.revision) for name, group in boxes.items()}
    told = reopened(form, seen, theirs, mine, {"revision": current.revision})
    return {"who": conflict.who, "when": conflict.when, **told}


def reopened(
    form: Any,
    base: Mapping[str, Any] | None,
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    stands_on: Mapping[str, Any],
) -> dict[str, list[dict[str, str]]]:
    """Fill the form with both edits merged, and say per field what was done; what it stands on is set anew.

    Guaranteed: sent as it is shown, the form writes nothing but what this person typed; every stored value that it
    would replace is on the page.
    """
    mine = {name: _plain(value) for name, value in mine.items()}
    merged = merge(base, theirs, mine)
    newer = {name: as_sent(form.fields[name], merged.values[name]) for name in merged.taken}
    form.data = with_values(form.data, {form.add_prefix(name): sent for name, sent in {**newer, **stands_on}.items()})

    def told(names: Iterable[str]) -> list[dict[str, str]]:
        return [
            {
                "name": name,
                "label": str(form[name].label),
                "before": in_words(form.fields[name], base[name]) if base else "",
                "stored": in_words(form.fields[name], theirs[name]),
                "typed": in_words(form.fields[name], mine[name]),
                "shown": in_words(form.fields[name], merged.values[name]),
            }
            for name in names
        ]

    return {"both": told(merged.both), "taken": told(merged.taken), "own": told(merged.own)}


def as_sent(field: forms.Field, value: Any) -> list[str]:
    """A value as a browser sends it: no text for a box without its tick, one for each box of a group."""
    if isinstance(value, bool):
        return ["on"] if value else []
    listed = sorted(value) if isinstance(value, frozenset) else value
    shown: Any = field.widget.format_value(field.prepare_value(listed))
    return [str(one) for one in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]


def in_words(field: Any, value: Any) -> str:
    """A value as the person reads it on the form; empty text for none."""
    if isinstance(value, frozenset):
        return "\n".join(in_words(field, one) for one in sorted(value))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Ticked" if value else "Not ticked"
    if isinstance(value, date):
        day = timezone.localtime(value) if isinstance(value, datetime) else value
        return str(formats.date_format(day, "j F Y, H:i" if isinstance(value, datetime) else "j F Y"))
    return _chosen(field, value)


def _chosen(field: Any, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        row = rows.model._default_manager.filter(pk=value).first()
        return str(field.label_from_instance(row)) if row else ""
    choices = {str(key): label for key, label in getattr(field, "choices", ())}
    return str(choices.get(str(value), value))


def _values(row: Kept, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, str(type(row)._meta.get_field(name).attname)) for name in names}  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
