"""The Bill as it would stand with amendments of one stage made: to read, to share by its address, to take away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from amendments.decisions import OPEN, decision
from amendments.engine.apply import AsAmended
from amendments.interpret import WHOLE, ShownUnit, shown
from amendments.models import Amendment
from amendments.querysets import papers_of, prints_of, stages_with_amendments
from amendments.scenario import NEEDED, ChangedUnit, Scenario, is_agreed, scenario
from amendments.wording import first_words, provision_words, title_of, without_target
from bills.finished import finished
from bills.models import Bill, BillStage
from bills.text.numbering import amendment_sort_key, provision_sort_key
from coalition.released import carried_amendments

AGREED, OURS, THESE = "agreed", "ours", "these"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS_SHOWN = 90
"""Letters of an amendment beside its box."""
LONGEST_PAGE = 1500
"""Rows of the whole Bill that one page shows; a longer Bill is read clause by clause or in the document."""


LONGEST_DOCUMENT = 5000
"""Rows of the whole Bill that one document holds: making it takes a second or two."""
TOO_LONG = " The whole Bill is too long for one document: what changes is here."


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: a stage, and which of its amendments. `which` is AGREED, OURS or THESE."""

    stage: BillStage
    which: str
    amendments: tuple[Amendment, ...]
    everything: tuple[Amendment, ...]
    ours: frozenset[int]

    @property
    def chosen(self) -> set[int]:
        """The ids of what is chosen."""
        return {each.pk for each in self.amendments}

    @property
    def agreed(self) -> int:
        """How many the House agreed to."""
        return sum(map(is_agreed, self.everything))

    def query(self, **more: str) -> str:
        """The query that asks for this again."""
        asked: list[tuple[str, str]] = [("stage", str(self.stage.pk)), ("which", self.which)]
        if self.which == THESE:
            asked += [("a", str(each.pk)) for each in self.amendments]
        return urlencode([*asked, *more.items()])

    def groups(self) -> list[tuple[str, list["Box"]]]:
        """Every amendment of the stage by its target, in the order of the Bill."""
        found: dict[str, list[Box]] = {}
        chosen = self.chosen
        for each in sorted(self.everything, key=lambda row: (provision_sort_key(row.provision), _by_number(row))):
            target = provision_words(each.provision, each.op) or "No single provision"
            found.setdefault(target, []).append(Box(each, each.pk in chosen, each.pk in self.ours))
        return list(found.items())


@dataclass(frozen=True, slots=True)
class Box:
    """An amendment to tick."""

    amendment: Amendment
    is_ticked: bool
    is_ours: bool

    @property
    def title(self) -> str:
        """ "Amendment 12"."""
        return title_of(self.amendment)

    @property
    def words(self) -> str:
        """The beginning of what it says."""
        return first_words(without_target(self.amendment), WORDS_SHOWN)

    @property
    def fate(self) -> str:
        """The House's word, where there is a decision."""
        known = decision(self.amendment.decision)
        return known.official if known.outcome != OPEN else ""


@require_safe
def as_amended(request: HttpRequest, pk: int) -> HttpResponse:
    """The changed clauses, or one clause, or all of it. Four queries whatever the choice, its print in memory."""
    bill = get_object_or_404(Bill, pk=pk)
    stages = stages_with_amendments(pk)
    choice = _choice(request, bill, stages)
    found = _found(choice)
    part = request.GET.get("part", "")
    unit = found.unit(part) if found else None
    if part and part != "all" and unit is None:
        raise Http404
    context = {
        "bill": bill,
        "trail": [("Bills", reverse("bills:list")), (bill.short_title, bill.get_absolute_url())],
        "stages": [(each, f"?{urlencode({'stage': each.pk})}") for each in stages],
        "choice": choice,
        "found": found,
        "answer": _answer(choice, found),
        "clean": request.GET.get("look") == "clean",
        "has_prints": found is not None,
        **(_addresses(request, choice, part) if choice else {}),
    }
    if found and found.amended and part:
        context |= _one(found.amended, found, unit) if unit else _whole(found.amended, found)
        return finished(request, render(request, "amendments/as_amended_part.html", context), [pk])
    return finished(request, render(request, "amendments/as_amended.html", context), [pk])


@require_safe
def as_amended_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The changed clauses, one clause or all of it as a Word document, after what could not be made."""
    from amendments.as_amended_docx import docx_of  # python-docx is 18 MB in every process: only when asked for

    bill = get_object_or_404(Bill, pk=pk)
    choice = _choice(request, bill, stages_with_amendments(pk))
    found = _found(choice)
    part = request.GET.get("part", "")
    unit = found.unit(part) if found else None
    if choice is None or found is None or (part and part != "all" and unit is None):
        raise Http404
    is_whole = part == "all" and sum(each.unit.text.count("\n") + 1 for each in found.units) <= LONGEST_DOCUMENT
    units = found.units if is_whole else (unit,) if unit else found.changed
    address = request.build_absolute_uri(f"{reverse('as-amended', args=[pk])}?{choice.query()}")
    said = _answer(choice, found) + (TOO_LONG if part == "all" and not is_whole else "")
    made = docx_of(bill, choice.stage, found, units, said, address)
    response = HttpResponse(made, content_type=DOCX)
    name = slugify(f"{bill.short_title} as amended")[:80]
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return finished(request, response, [pk])


def _choice(request: HttpRequest, bill: Bill, stages: Sequence[BillStage]) -> Choice | None:
    """Of the stage asked for, else the latest; None where no amendments are known. Two queries."""
    asked = request.GET.get("stage", "")
    stage = next((each for each in stages if str(each.pk) == asked), None)
    if asked and stage is None:
        raise Http404
    stage = stage or (stages[-1] if stages else None)
    if stage is None:
        return None
    rows = sorted(Amendment.objects.filter(stage=stage).only(*NEEDED), key=_by_number)
    for row in rows:
        row.stage, row.bill = stage, bill
    ours = carried_amendments(bill.pk)
    ticked = set(request.GET.getlist("a"))
    which = request.GET.get("which", "")
    if which == THESE or (ticked and which not in (AGREED, OURS)):
        kept = tuple(row for row in rows if str(row.pk) in ticked)
        return Choice(stage, THESE, kept, tuple(rows), ours)
    if which == OURS:
        return Choice(stage, OURS, tuple(row for row in rows if row.pk in ours), tuple(rows), ours)
    return Choice(stage, AGREED, tuple(filter(is_agreed, rows)), tuple(rows), ours)


def _by_number(row: Amendment) -> tuple[Any, ...]:
    return amendment_sort_key(row.number), row.pk


def _found(choice: Choice | None) -> Scenario | None:
    """None without amendments or without a print."""
    prints = prints_of(choice.stage) if choice else []
    if choice is None or not prints:
        return None
    return scenario(choice.stage, choice.amendments, prints, papers_of(choice.stage))


def _answer(choice: Choice | None, found: Scenario | None) -> str:
    """One honest sentence: how many of how many are made, and what that changes."""
    if choice is None:
        return "No amendments of this Bill are known here yet, so there is nothing to make in it."
    if found is None:
        return "No print of this Bill has been read here, so its words are not known."
    total, made = len(choice.amendments), len(found.made)
    if not total:
        nothing = {
            AGREED: "No amendment of this stage has been agreed to",
            OURS: "None of ours is public at this stage",
        }
        return f"{nothing.get(choice.which, 'No amendment is chosen')}. Choose some below."
    if total == 1:
        return f"The one amendment could {'' if made else 'not '}be made{_what_changes(found)}."
    many = "Both" if made == total == 2 else f"All {total}" if made == total else f"{made or 'None'} of {total}"
    return f"{many} amendments could be made{_what_changes(found)}."


def _what_changes(found: Scenario) -> str:
    """ ": 2 clauses change, 1 is new"; "" where nothing does."""
    states = Counter(each.state for each in found.changed)
    words = {"changed": "change", "new": "new", "left out": "left out"}
    said: list[str] = []
    for state, word in words.items():
        if count := states[state]:
            noun = "" if said else " clause or schedule" if count == 1 else " clauses or schedules"
            verb = f"{word}s" if count == 1 and state == "changed" else word
            is_or_are = "" if state == "changed" else "is " if count == 1 else "are "
            said.append(f"{count}{noun} {is_or_are}{verb}")
    return f": {', '.join(said)}" if said else ""


def _addresses(request: HttpRequest, choice: Choice, part: str) -> dict[str, Any]:
    path = reverse("as-amended", args=[choice.stage.bill_id])
    here = f"{path}?{choice.query(**({'part': part} if part else {}))}"
    return {
        "overview_url": f"{path}?{choice.query()}",
        "part_url": f"{path}?{choice.query()}&part=",
        "here_url": here,
        "share_url": request.build_absolute_uri(here),
        "docx_url": f"{reverse('as-amended-docx', args=[choice.stage.bill_id])}?{here.partition('?')[2]}",
        "agreed_url": f"{path}?{urlencode({'stage': choice.stage.pk, 'which': AGREED})}",
        "ours_url": f"{path}?{urlencode({'stage': choice.stage.pk, 'which': OURS})}",
        "ours_count": sum(row.pk in choice.ours for row in choice.everything),
    }


def _one(amended: AsAmended, found: Scenario, unit: ChangedUnit) -> dict[str, Any]:
    """One clause, and the changed ones before and after it."""
    changed = [each for each in found.units if each.by or each.key == unit.key]
    at = changed.index(unit)
    return {
        "unit": unit,
        "shown": shown(unit.unit, amended, keep=WHOLE),
        "before": changed[at - 1] if at else None,
        "after": changed[at + 1] if at + 1 < len(changed) else None,
    }


def _whole(amended: AsAmended, found: Scenario) -> dict[str, Any]:
    """Every clause and Schedule, as far as one page can hold them."""
    units: list[tuple[ChangedUnit, ShownUnit]] = []
    rows = 0
    for each in found.units:
        made = shown(each.unit, amended, keep=WHOLE)
        rows += len(made.rows)
        if rows > LONGEST_PAGE:
            return {"too_long": True}
        units.append((each, made))
    return {"all_units": units}
