"""Importing a file into a reference text: first what would change, then exactly that, in one transaction.

`plan_import` computes what applying would do; `apply_import` computes it again under a lock and applies it only where
it is still the plan that the person saw (its `fingerprint`).
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coalition import writing
from coalition.act_editing import NotPossible, new_clause, newest_version
from coalition.act_files.records import ReadAct, ReadClause
from coalition.clauses import WORDS, current_wordings
from coalition.matching.clauses import Known, Match, match_clauses
from coalition.models import ActVersion, AlternativeAct, AlternativeClause, ClauseWording

NEW = "new"
WHY = {
    "key": "by its key",
    "heading": "by its heading",
    "text": "by its text",
    "person": "you said so",
    "unclear": "its text is like more than one clause: please choose",
    NEW: "",
}


@dataclass(frozen=True, slots=True)
class PlannedClause:
    """One clause of the file: which clause it is (`known`, None for a new one), why, and what would become of it."""

    index: int
    read: ReadClause
    known: ClauseWording | None
    why: str
    change: str
    """ "new", "changed", "moved", "same", or "back": known, but not in the newest version."""
    is_open: bool
    """Whether the person may say which clause it is; a key that the act knows already says so."""

    @property
    def reason(self) -> str:
        """Why it is taken for that clause, in words."""
        return WHY[self.why]


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying a file would do to the newest version (None: there is none yet)."""

    base: ActVersion | None
    clauses: tuple[PlannedClause, ...]
    gone: tuple[ClauseWording, ...]
    known: tuple[ClauseWording, ...]
    problems: tuple[str, ...]
    fingerprint: str

    @property
    def counts(self) -> Counter[str]:
        """How many clauses are new, changed, moved, the same, back and gone."""
        return Counter([*(each.change for each in self.clauses), *["gone"] * len(self.gone)])

    @property
    def changes_nothing(self) -> bool:
        """Whether the file says what the newest version says."""
        return set(self.counts) <= {"same"}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its name, the hash of its bytes, and what it says."""

    name: str
    sha256: str
    act: ReadAct


def plan_import(act: AlternativeAct, read: ReadAct, choices: Mapping[int, str]) -> Plan:
    """What would change. `choices`: for clauses by their index, the key that a person chose, "" for new."""
    base = newest_version(act)
    known = list(current_wordings(ClauseWording.objects.filter(version__act=act)))
    by_key = {each.clause.key: each for each in known}
    matches = _matches(read.clauses, known)
    chosen = [_chosen(match, choices.get(index)) for index, match in enumerate(matches)]
    wordings = [by_key.get(key) for key, _ in chosen]
    used = {wording.clause_id for wording in wordings if wording}
    moved = _moved([wording for wording in wordings if wording and not _is_gone(wording)])
    clauses = tuple(
        PlannedClause(index, each, wording, why, _change(each, wording, _whole(read, index, wordings), moved), is_open)
        for index, (each, wording, (_, why), is_open) in enumerate(
            zip(read.clauses, wordings, chosen, [match.why != "key" for match in matches], strict=True)
        )
    )
    gone = tuple(each for each in known if not _is_gone(each) and each.clause_id not in used)
    return Plan(base, clauses, gone, tuple(known), _problems(clauses), _fingerprint(base, known, clauses, gone))


def apply_import(
    act: AlternativeAct,
    file: ReadFile,
    choices: Mapping[int, str],
    *,
    seen: str,
    into_draft: bool,
    by: Any,
    note: str = "",
) -> ActVersion:
    """Write what `plan_import` showed: into the draft, or as a new draft version. One transaction, all or nothing.

    `seen` is the fingerprint of the plan that the person saw. Raises NotPossible where the plan is another by now.
    """
    with transaction.atomic():
        AlternativeAct.objects.select_for_update().get(pk=act.pk)
        plan = plan_import(act, file.act, choices)
        if plan.fingerprint != seen or plan.problems:
            raise NotPossible("What the file would change is not what you last saw. Look again, then apply.")
        why = note.strip() or f"Imported from {file.name}"
        source = {"file_name": file.name[:255], "file_sha256": file.sha256}
        if into_draft:
            if plan.base is None or plan.base.issued_at:
                raise NotPossible("There is no draft to import into. Import it as a new version.")
            version = plan.base
            writing.change(version, source, by=by, note=why)
            writing.remove(ClauseWording, plan.gone, by=by, note=why)
        else:
            number = plan.base.number + 1 if plan.base else 1
            version = writing.create(ActVersion(act=act, number=number, **source), by=by, note=why)
        _write(act, version, file.act, plan, by=by, note=why)
        return version


def _write(act: AlternativeAct, version: ActVersion, read: ReadAct, plan: Plan, *, by: Any, note: str) -> None:
    standing = {each.clause_id: each for each in version.wordings.all()}
    clauses: list[int] = []
    rows = []
    for planned in plan.clauses:
        each, whole = planned.read, read.parent_of(planned.index)
        clause_id = planned.known.clause_id if planned.known else _created(act, each, by=by, note=note).pk
        clauses.append(clause_id)
        values = {name: getattr(each, name) for name in WORDS}
        place = {"position": planned.index + 1, "parent_id": None if whole is None else clauses[whole]}
        if clause_id in standing:
            writing.change(standing[clause_id], {**values, **place}, by=by, note=note)
        else:
            rows.append(ClauseWording(version=version, clause_id=clause_id, **values, **place))
    writing.create_all(rows, by=by, note=note)


def _created(act: AlternativeAct, read: ReadClause, *, by: Any, note: str) -> AlternativeClause:
    if read.key:
        return writing.create(AlternativeClause(act=act, key=read.key), by=by, note=note)
    return new_clause(act, read.heading or read.number, by=by, note=note)


def _matches(clauses: Sequence[ReadClause], known: Sequence[ClauseWording]) -> list[Match]:
    had = [Known(each.clause.key, each.heading, each.text, not _is_gone(each)) for each in known]
    return match_clauses([Known(each.key, each.heading, each.text) for each in clauses], had)


def _is_gone(wording: ClauseWording) -> bool:
    """Whether the newest version no longer has the clause (annotated by current_wordings)."""
    return bool(getattr(wording, "is_gone", False))


def _moved(in_file_order: Sequence[ClauseWording]) -> set[int]:
    """The clauses whose neighbour before them, among those that stay, is another one than now."""
    before_now = [each.clause_id for each in sorted(in_file_order, key=lambda each: each.position)]
    then = [each.clause_id for each in in_file_order]
    earlier = dict(zip(before_now, [None, *before_now], strict=False))
    later = dict(zip(then, [None, *then], strict=False))
    return {clause for clause in then if earlier[clause] != later[clause]}


def _chosen(match: Match, choice: str | None) -> tuple[str, str]:
    """The key of the clause that it is taken for ("" for a new one), and why. A key in the file is not overruled."""
    if choice is None or choice == match.key or match.why == "key":
        return match.key, match.why
    return choice, "person" if choice else NEW


def _whole(read: ReadAct, index: int, wordings: Sequence[ClauseWording | None]) -> int | None:
    """The clause that it would be part of: None for none, 0 for one that is new itself."""
    parent = read.parent_of(index)
    if parent is None:
        return None
    whole = wordings[parent]
    return whole.clause_id if whole else 0


def _change(read: ReadClause, known: ClauseWording | None, whole: int | None, moved: set[int]) -> str:
    if known is None:
        return NEW
    if _is_gone(known):
        return "back"
    if any(getattr(read, name) != getattr(known, name) for name in WORDS):
        return "changed"
    return "same" if known.parent_id == whole and known.clause_id not in moved else "moved"


def _problems(clauses: Sequence[PlannedClause]) -> tuple[str, ...]:
    chosen = Counter(each.known.clause.key for each in clauses if each.known)
    return tuple(
        f"“{key}” is chosen for {count} clauses of the file; a clause can be one of them only."
        for key, count in chosen.items()
        if count > 1
    )


def _fingerprint(
    base: ActVersion | None,
    known: Sequence[ClauseWording],
    clauses: Sequence[PlannedClause],
    gone: Sequence[ClauseWording],
) -> str:
    told = (
        (base.pk, base.revision) if base else None,
        sorted((each.pk, each.revision, _is_gone(each)) for each in known),
        [(each.read, each.known.clause_id if each.known else None, each.change) for each in clauses],
        [each.clause_id for each in gone],
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()
