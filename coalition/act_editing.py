"""Editing a reference text: always in its draft; an issued version never changes. Every edit has its who, when, why.

All functions run in one transaction under a lock on the act, so that two people at once make two edits one after the
other. An edit names the wording that the person saw (`Seen`): where the clause reads differently by now,
`TextConflict` is raised and nothing is written. A clause that was only moved in the meantime is no conflict.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from coalition import writing
from coalition.act_files.records import DEEPEST
from coalition.clauses import WORDS
from coalition.models import ActVersion, AlternativeAct, AlternativeClause, ClauseWording
from coalition.roles import name_of


class NotPossible(Exception):
    """A change that the text's shape does not allow; the message says why, for the person."""


class TextConflict(Exception):
    """Somebody else changed the clause since the form was opened. Nothing was written.

    `current` is its newest wording, or None where the clause was taken out; `base` the history row that the form was
    opened on, or None where it is not known; `who` and `when` as far as history says.
    """

    def __init__(self, current: ClauseWording | None, base: Any, last: Any) -> None:
        super().__init__("the clause was changed in the meantime")
        self.current, self.base = current, base
        self.who = name_of(last.history_user if last else None) or "somebody"
        self.when = last.history_date if last else None


@dataclass(frozen=True, slots=True)
class Seen:
    """The wording that a form was opened on."""

    pk: int
    revision: int


def newest_version(act: AlternativeAct) -> ActVersion | None:
    """The version of the highest number: the draft, unless it is issued."""
    return act.versions.order_by("-number").first()


def draft_of(act: AlternativeAct, *, by: Any, note: str = "") -> ActVersion:
    """The draft; begun as a copy of the newest version where that is issued, or as an empty version 1."""
    with transaction.atomic():
        AlternativeAct.objects.select_for_update().get(pk=act.pk)
        newest = newest_version(act)
        if newest and newest.issued_at is None:
            return newest
        number = newest.number + 1 if newest else 1
        why = note or (f"Version {number} begun from version {newest.number}" if newest else "Version 1 begun")
        draft = writing.create(ActVersion(act=act, number=number), by=by, note=why)
        if newest:
            carried = f"Carried over from version {newest.number}"
            writing.create_all(
                [_copy(each, draft) for each in newest.wordings.order_by("position")],
                by=by,
                note=carried,
            )
        return draft


def edit_clause(
    clause: AlternativeClause, seen: Seen, values: Mapping[str, str], *, by: Any, note: str = ""
) -> ClauseWording:
    """Set these WORDS of a clause in the draft; the wording as it then stands. Nothing differs: nothing is written.

    Raises TextConflict.
    """
    with transaction.atomic():
        AlternativeAct.objects.select_for_update().get(pk=clause.act_id)
        current = _seen_is_current(clause, seen)
        if all(getattr(current, name) == value for name, value in values.items()):
            return current
        draft = draft_of(clause.act, by=by)
        wording = draft.wordings.get(clause=clause)
        writing.change(wording, values, by=by, note=note, seen_revision=wording.revision)
        return wording


def add_clause(
    act: AlternativeAct,
    values: Mapping[str, str],
    *,
    after: AlternativeClause | None = None,
    part_of: AlternativeClause | None = None,
    key: str = "",
    by: Any,
    note: str = "",
) -> ClauseWording:
    """A new clause in the draft: right after another and beside it, as the last part of a whole, or at the end."""
    with transaction.atomic():
        draft = draft_of(act, by=by)
        order = list(draft.wordings.order_by("position"))
        beside = _find(order, after or part_of)
        parent = part_of.pk if part_of else (order[beside].parent_id if beside is not None else None)
        at = len(order) if beside is None else _end_of(order, beside)
        clause = new_clause(act, key or values.get("heading", ""), by=by, note=note)
        order[at:at] = [ClauseWording(version=draft, clause=clause, parent_id=parent, **values)]
        _keep_order(order, by=by, note=note)
        return draft.wordings.get(clause=clause)


def remove_clause(clause: AlternativeClause, seen: Seen, *, by: Any, note: str = "") -> int:
    """Take a clause and its parts out of the draft; its identity, links and history stay. How many rows went.

    Raises TextConflict.
    """
    with transaction.atomic():
        AlternativeAct.objects.select_for_update().get(pk=clause.act_id)
        _seen_is_current(clause, seen)
        draft = draft_of(clause.act, by=by)
        order = list(draft.wordings.order_by("position"))
        at = _find(order, clause)
        if at is None:
            return 0
        going = order[at : _end_of(order, at)]
        writing.remove(ClauseWording, going, by=by, note=note or f"Taken out of version {draft.number}")
        del order[at : at + len(going)]
        _keep_order(order, by=by, note="Moved up")
        return len(going)


def move_clause(
    clause: AlternativeClause, direction: str, *, by: Any, note: str = "", seen_order: str | None = None
) -> None:
    """Move a clause with its parts in the draft: "up" or "down" among its neighbours, "in" (a part of the clause
    before it) or "out" (beside its whole, after it).

    `seen_order` is the `order_hash` of the page that the person moved it on. Raises NotPossible, and TextConflict
    where the clauses stand in another order by now; an edit of words alone is none.
    """
    with transaction.atomic():
        draft = draft_of(clause.act, by=by)
        order = list(draft.wordings.order_by("position"))
        if seen_order is not None and order_hash(order) != seen_order:
            history = ClauseWording.history.filter(version_id=draft.pk).order_by("-history_id")
            raise TextConflict(None, None, history.select_related("history_user__person").first())
        at = _find(order, clause)
        if at is None:
            raise NotPossible("This clause is no longer in the draft.")
        order = MOVES[direction](order, at)
        if max(levels(order)) > DEEPEST:
            raise NotPossible(f"Clauses are nested {DEEPEST + 1} levels deep at most.")
        _keep_order(order, by=by, note=note or f"Moved {direction}")


def restore_wording(clause: AlternativeClause, earlier: Any, seen: Seen, *, by: Any, note: str = "") -> ClauseWording:
    """Give a clause the words of an earlier history row again, in the draft; one taken out comes back at the end.

    Raises TextConflict where the clause stands in the newest version and no longer reads as it was seen.
    """
    values = {name: getattr(earlier, name) for name in WORDS}
    why = note or f"Restored as it read on {timezone.localtime(earlier.history_date):%-d %B %Y}"
    with transaction.atomic():
        AlternativeAct.objects.select_for_update().get(pk=clause.act_id)
        newest = newest_version(clause.act)
        if newest and newest.wordings.filter(clause=clause).exists():
            _seen_is_current(clause, seen)
        draft = draft_of(clause.act, by=by)
        wording = draft.wordings.filter(clause=clause).first()
        if wording:
            writing.change(wording, values, by=by, note=why)
            return wording
        order = list(draft.wordings.order_by("position"))
        whole = next((each for each in order if each.clause_id == earlier.parent_id), None)
        at = len(order) if whole is None else _end_of(order, order.index(whole))
        order[at:at] = [
            ClauseWording(version=draft, clause=clause, parent_id=whole.clause_id if whole else None, **values)
        ]
        _keep_order(order, by=by, note=why)
        return draft.wordings.get(clause=clause)


def issue_draft(
    act: AlternativeAct, seen_text: str, *, name: str = "", dated: date | None = None, by: Any, note: str = ""
) -> ActVersion:
    """Freeze the draft as it was seen (`text_hash`). Raises NotPossible where there is none, or another text."""
    with transaction.atomic():
        AlternativeAct.objects.select_for_update().get(pk=act.pk)
        draft = newest_version(act)
        if draft is None or draft.issued_at:
            raise NotPossible("There is no draft to issue.")
        if text_hash(draft.wordings.all()) != seen_text:
            raise NotPossible("The draft was changed since you opened this page. Read it again, then issue it.")
        values = {"issued_at": timezone.now(), "name": name or draft.name, "dated": dated or draft.dated}
        writing.change(draft, values, by=by, note=note or f"Version {draft.number} issued")
        return draft


def levels(order: Iterable[ClauseWording]) -> list[int]:
    """How deep each wording of one version stands, in order: 0 for a whole. A whole comes before its parts."""
    depth: dict[int | None, int] = {None: -1}
    found = []
    for each in order:
        depth[each.clause_id] = depth.get(each.parent_id, -1) + 1
        found.append(depth[each.clause_id])
    return found


def text_hash(wordings: Iterable[ClauseWording]) -> str:
    """One value for exactly these wordings in this order; any edit gives another."""
    told = sorted((each.position, each.clause_id, each.pk, each.revision) for each in wordings)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def order_hash(wordings: Iterable[ClauseWording]) -> str:
    """One value for these clauses in this order and tree; a copy of them in a new draft has the same."""
    told = sorted((each.position, each.clause_id, each.parent_id or 0) for each in wordings)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def new_clause(act: AlternativeAct, words: str, *, by: Any, note: str = "") -> AlternativeClause:
    """A new identity with a key made of these words that no other clause of the act has."""
    wanted = slugify(words.replace("_", " "))[:60].strip("-") or "clause"
    taken = set(act.clauses.filter(key__startswith=wanted).values_list("key", flat=True))
    key, count = wanted, 1
    while key in taken:
        count += 1
        key = f"{wanted}-{count}"
    return writing.create(AlternativeClause(act=act, key=key), by=by, note=note)


def _seen_is_current(clause: AlternativeClause, seen: Seen) -> ClauseWording:
    """The newest wording, if it reads as the one that the person saw."""
    newest = newest_version(clause.act)
    current = newest.wordings.filter(clause=clause).first() if newest else None
    history = ClauseWording.history.filter(clause_id=clause.pk)
    opened = history.filter(id=seen.pk, revision=seen.revision).exclude(history_type="-").first()
    if current and opened and all(getattr(current, name) == getattr(opened, name) for name in WORDS):
        return current
    raise TextConflict(current, opened, history.order_by("-history_id").select_related("history_user__person").first())


def _copy(wording: ClauseWording, version: ActVersion) -> ClauseWording:
    values = {name: getattr(wording, name) for name in (*WORDS, "position", "parent_id", "clause_id")}
    return ClauseWording(version=version, **values)


def _find(order: list[ClauseWording], clause: AlternativeClause | None) -> int | None:
    if clause is None:
        return None
    return next((at for at, each in enumerate(order) if each.clause_id == clause.pk), None)


def _end_of(order: list[ClauseWording], at: int) -> int:
    """Where what follows a clause and all its parts begins."""
    inside, end = {order[at].clause_id}, at + 1
    while end < len(order) and order[end].parent_id in inside:
        inside.add(order[end].clause_id)
        end += 1
    return end


def _before(order: list[ClauseWording], at: int) -> int:
    """Where the neighbour before a clause begins. Raises NotPossible where it is the first of its kind."""
    for place in range(at - 1, -1, -1):
        if order[place].parent_id == order[at].parent_id:
            return place
        if order[place].clause_id == order[at].parent_id:
            break
    raise NotPossible("It is the first here already.")


def _up(order: list[ClauseWording], at: int) -> list[ClauseWording]:
    end, before = _end_of(order, at), _before(order, at)
    return [*order[:before], *order[at:end], *order[before:at], *order[end:]]


def _down(order: list[ClauseWording], at: int) -> list[ClauseWording]:
    end = _end_of(order, at)
    if end == len(order) or order[end].parent_id != order[at].parent_id:
        raise NotPossible("It is the last here already.")
    return _up(order, end)


def _in(order: list[ClauseWording], at: int) -> list[ClauseWording]:
    order[at].parent_id = order[_before(order, at)].clause_id
    return order


def _out(order: list[ClauseWording], at: int) -> list[ClauseWording]:
    whole = next((place for place in range(at) if order[place].clause_id == order[at].parent_id), None)
    if whole is None:
        raise NotPossible("It is not part of another clause.")
    end, after = _end_of(order, at), _end_of(order, whole)
    order[at].parent_id = order[whole].parent_id
    return [*order[:at], *order[end:after], *order[at:end], *order[after:]]


MOVES = {"up": _up, "down": _down, "in": _in, "out": _out}


def possible_moves(order: Sequence[ClauseWording]) -> list[list[str]]:
    """The names in MOVES that are open to each wording of a version, in its order; how deep they nest is not asked."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    for each in order:
        groups[each.parent_id].append(each.clause_id)
    found = []
    for each in order:
        beside = groups[each.parent_id]
        is_first, is_last = beside[0] == each.clause_id, beside[-1] == each.clause_id
        is_open = {"up": not is_first, "down": not is_last, "in": not is_first, "out": each.parent_id is not None}
        found.append([move for move, can in is_open.items() if can])
    return found


def _keep_order(order: list[ClauseWording], *, by: Any, note: str) -> None:
    """Write the places that differ; a wording without a key of its own yet is created at its place."""
    for position, wording in enumerate(order, start=1):
        if wording.pk is None:
            wording.position = position
            writing.create(wording, by=by, note=note)
        else:
            writing.change(wording, {"position": position, "parent_id": wording.parent_id}, by=by, note=note)
