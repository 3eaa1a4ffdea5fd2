"""Writing what a plan says, whole or not at all, with who and why; refused where it is no longer what was seen."""

from typing import Any

from django.db import IntegrityError, transaction

from bills.models import Bill
from coalition import review, writing
from coalition.exchange.plan import CHANGED, NEW, Line, Plan, plan_for
from coalition.exchange.read import Tables
from coalition.models import ClauseLink


class OtherwiseNow(Exception):
    """Records moved on since the preview. Nothing was written; `plan` is what the file would change now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("Somebody changed some of these records after you looked.")
        self.plan = plan


class NotWhole(Exception):
    """The plan refuses a row, or would change nothing. Nothing was written."""


def apply(tables: Tables, *, by: Any, note: str, seal: str) -> Plan:
    """Plan again, and write it if it is what was seen (`seal`). One transaction, the Bills' locks held.

    Raises OtherwiseNow or NotWhole, each with nothing written.
    """
    try:
        with transaction.atomic():
            list(Bill.objects.select_for_update().only("pk").order_by("pk"))
            plan = plan_for(tables, by)
            if plan.seal != seal:
                raise OtherwiseNow(plan)
            if not plan.can_be_applied:
                raise NotWhole
            why = note.strip() or "From a spreadsheet"
            for kind in dict.fromkeys(line.kind.name for line in plan.lines):
                _write([line for line in plan.lines if line.kind.name == kind], by, why)
    except (writing.EditConflict, review.NotPossible, review.NotInText, IntegrityError) as error:
        raise OtherwiseNow(plan_for(tables, by)) from error
    return plan


def _write(lines: list[Line], by: Any, why: str) -> None:
    new = [line for line in lines if line.what == NEW]
    if new:
        model = new[0].kind.model
        # built here, when the asks that they rest on are stored and have their ids
        rows = [model(**line.own_values) for line in new]
        writing.create_all(rows, by=by, note=why)
        for line, row in zip(new, rows, strict=True):
            line.row.pk = row.pk
            _write_parts(line, row, by, why)
    for line in lines:
        if line.what == CHANGED:
            _change(line, by, why)


def _change(line: Line, by: Any, why: str) -> None:
    seen = line.stored.revision
    if isinstance(line.stored, ClauseLink) and line.stored.state == ClauseLink.State.CONFIRMED:
        review.revise(line.stored, by=by, why=why, seen_revision=seen, **line.values)
        return
    if not writing.change(line.stored, line.own_values, by=by, note=why, seen_revision=seen) and line.parts:
        writing.touch(line.stored, by=by, note=why)  # before its parts: history tells by it which revision they are of
    _write_parts(line, line.stored, by, why)


def _write_parts(line: Line, row: Any, by: Any, why: str) -> None:
    if line.parts and line.kind.write_parts:
        line.kind.write_parts(row, line.parts, by=by, note=why)
