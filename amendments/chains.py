"""Chains as pages tell them: the attempts at one aim in their order, each with the arrow that leads to it.

A chain is what its author stated. Where a step follows no other, the page says that this is not stated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from amendments import wording
from amendments.decisions import decision
from amendments.models import Amendment, Chain, ChainStep
from bills.models import BillStage

ARROW_WORDS = {
    ChainStep.Arrow.RETABLED: "Tabled again, after {}",
    ChainStep.Arrow.SUCCESSOR: "Taken up in another form, from {}",
    ChainStep.Arrow.GOVERNMENT_RESPONSE: "The Government’s response to {}",
    ChainStep.Arrow.IN_LIEU: "Offered instead of {}",
    ChainStep.Arrow.RENUMBERED_AS: "The same as {}, under a new number",
    ChainStep.Arrow.ENACTED: "In the Act, from {}",
}
NO_ARROW = "How it follows from another step is not stated"


@dataclass(frozen=True, slots=True)
class Step:
    """One step in words. `arrow_mark` is the evidence of the arrow, `fate` what became of the attempt."""

    stored: ChainStep
    title: str
    url: str
    gist: str
    stage: BillStage | None
    date: date | None
    arrow: str
    arrow_mark: str
    fate: str
    fate_mark: str
    is_here: bool

    @property
    def told_by(self) -> Any:
        """The row whose evidence and sources the step shows: the amendment, or the step itself."""
        return self.stored.amendment or self.stored

    @property
    def house(self) -> str:
        """The House of its stage, for the colour beside it."""
        return self.stage.house if self.stage else ""


@dataclass(frozen=True, slots=True)
class ToldChain:
    """A chain with its steps in order."""

    chain: Chain
    steps: tuple[Step, ...]

    @property
    def answer(self) -> str:
        """How many steps, over which time, and whether it reached the Act."""
        days = sorted(step.date for step in self.steps if step.date)
        span = f", from {days[0]:%-d %B %Y} to {days[-1]:%-d %B %Y}" if len(days) > 1 else ""
        enacted = [step.title for step in self.steps if step.stored.arrow == ChainStep.Arrow.ENACTED]
        end = f" It reached the Act: {wording.and_list(enacted)}." if enacted else ""
        return f"{wording.count_of(len(self.steps), 'step')}{span}.{end}"


def chains_with(amendment: Amendment) -> list[ToldChain]:
    """The chains in which an amendment stands, whole, in their order. One query."""
    listed = amendment.chain_steps.filter(is_listed=True, chain__is_listed=True)
    rows = _listed_steps().filter(chain__in=listed.values("chain")).select_related("chain")
    found = _by_chain(rows.order_by("chain__order", "chain", "order"))
    return [ToldChain(steps[0].chain, _steps(steps, amendment.pk)) for steps in found.values()]


def told(chains: Iterable[Chain]) -> list[ToldChain]:
    """Chains with their steps. One query."""
    chains = list(chains)
    found = _by_chain(_listed_steps().filter(chain__in=chains).order_by("chain", "order"))
    return [ToldChain(chain, _steps(found.get(chain.pk, []), None)) for chain in chains]


def _listed_steps() -> QuerySet[ChainStep]:
    return ChainStep.objects.filter(is_listed=True).select_related("amendment__stage", "stage")


def _by_chain(rows: Iterable[ChainStep]) -> dict[int, list[ChainStep]]:
    found: dict[int, list[ChainStep]] = {}
    for row in rows:
        found.setdefault(row.chain_id, []).append(row)
    return found


def _steps(rows: list[ChainStep], here: int | None) -> tuple[Step, ...]:
    titles = {row.pk: _title(row) for row in rows}
    return tuple(_step(row, titles, here, is_first=place == 0) for place, row in enumerate(rows))


def _title(row: ChainStep) -> str:
    return wording.title_of(row.amendment) if row.amendment else row.label


def _step(row: ChainStep, titles: dict[int, str], here: int | None, *, is_first: bool) -> Step:
    before = titles.get(row.follows_id or 0, "")
    arrow = ARROW_WORDS[ChainStep.Arrow(row.arrow)].format(_in_a_sentence(before)) if row.arrow and before else ""
    fate, mark = _fate(row)
    return Step(
        stored=row,
        title=titles[row.pk],
        url=row.amendment.get_absolute_url() if row.amendment else "",
        gist=row.amendment.gist if row.amendment else "",
        stage=row.amendment.stage if row.amendment else row.stage,
        date=row.date,
        arrow=arrow or ("" if is_first else NO_ARROW),
        arrow_mark=str(row.historic.get("arrow_evidence", "")),
        fate=fate,
        fate_mark=mark,
        is_here=row.amendment_id is not None and row.amendment_id == here,
    )


def _in_a_sentence(title: str) -> str:
    return f"the u{title[1:]}" if title.startswith("Unnumbered") else title


def _fate(row: ChainStep) -> tuple[str, str]:
    """What became of it, with the mark of that: the decision and how the source tells it."""
    if row.amendment is None:
        return str(row.historic.get("told", "")), ""
    stated = row.amendment.historic
    word = decision(row.amendment.decision).official if row.amendment.decision else ""
    parts = [
        word or ("" if stated.get("decision_evidence") == "inferred" else wording.NOT_FOUND),
        stated.get("decision_told", ""),
    ]
    return ". ".join(part for part in parts if part), str(stated.get("decision_evidence", ""))
