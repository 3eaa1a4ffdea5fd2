"""Cross-references in new text, brought up to date like those of the print that it was tabled to. Pure.

A new clause that says "section 12" means clause 12 of the print it was tabled to, and "subsection (2A)" means what
another amendment, or the same one, inserts under that number. The next print gives both their new numbers. Only what
the words alone make certain is changed (references.py); text that amends or quotes another Act is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendments.engine.instruction import Line
from amendments.engine.locate import Edit
from amendments.engine.numbers import bare
from amendments.engine.printed import AddressedPrint
from amendments.engine.references import AMENDING, BARE, EXPLICIT, STEP, TOKEN, child_numbered, closed_in, first_named
from amendments.engine.renumber import Numbers
from bills.text.tree import Provision

_BEFORE, _AFTER = 60, 80
"""Characters of the print beside new words that are read with them: "section " before, " of the Act 2003" after."""
_INNER = re.compile(r"“[^“”]*\d[^“”]*”")


class NewReferences:
    """The numbers that new text cites, and what they become."""

    def __init__(self, printed: AddressedPrint, numbers: Numbers, edits: Sequence[Edit]) -> None:
        self.printed = printed
        self.numbers = numbers
        self.inserted = dict(self._inserted(edits))

    def in_unit(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines of a new clause or Schedule; its own subsections keep the numbers they were tabled with."""
        forms = (EXPLICIT,) if any(AMENDING.search(line.text) for line in lines) else (EXPLICIT, BARE)
        words = ("section", "schedule")
        return tuple(line._replace(text=self._text(line.text, "", "", forms, None, words)) for line in lines)

    def in_edit(self, edit: Edit) -> Edit:
        """Words or rows put into a clause or Schedule of the print."""
        if edit.new is None or edit.in_title:
            return edit
        running = self.printed.running
        around = list(running.around(running.holder_at(max(edit.start - 1, 0))))
        unit = next((each for each in around if each.index in {e.index for e in self.printed.units}), None)
        if unit is None or any(each.is_quoted for each in around):
            return edit
        place = max(edit.start - 1, 0)
        is_closed = closed_in(self.printed, unit, place) or any(AMENDING.search(e.text) for e in edit.new.lines)
        before = "" if edit.is_rows else running.text[max(0, edit.start - _BEFORE) : edit.start]
        after = "" if edit.is_rows else running.text[edit.end : edit.end + _AFTER]
        words = ("section", "schedule", "subsection")
        forms = (EXPLICIT,) if is_closed else (EXPLICIT, BARE)
        lines = [
            line._replace(
                text=self._text(
                    line.text, "" if at else before, "" if at + 1 < len(edit.new.lines) else after, forms, unit, words
                )
            )
            for at, line in enumerate(edit.new.lines)
        ]
        return replace(edit, new=replace(edit.new, lines=tuple(lines)))

    def _text(
        self,
        text: str,
        before: str,
        after: str,
        forms: tuple[re.Pattern[str], ...],
        unit: Provision | None,
        words: tuple[str, ...],
    ) -> str:
        lead = before + ("" if not before or before[-1].isspace() or text[:1] in ",.;)" else " ")
        tail = ("" if not after or after[0] in " \n,.;:)”" else " ") + after
        whole = lead + text + tail
        quoted = [found.span() for found in _INNER.finditer(whole)]
        changed: dict[tuple[int, int], str] = {}
        for form in forms:
            for found in form.finditer(whole):
                word = found["word"].casefold()
                if not word.startswith(words) or any(low <= found.start() < high for low, high in quoted):
                    continue
                for token in TOKEN.finditer(whole, *found.span("list")):
                    changed |= dict(self._steps(whole, token.span(), word, unit))
        for (start, end), now in sorted(changed.items(), reverse=True):
            if len(lead) <= start and end <= len(lead) + len(text):
                whole = whole[:start] + now + whole[end:]
        return whole[len(lead) : len(whole) - len(tail)] if tail else whole[len(lead) :]

    def _steps(
        self, whole: str, span: tuple[int, int], word: str, unit: Provision | None
    ) -> Iterator[tuple[tuple[int, int], str]]:
        """The numbers of one reference that change, with their places."""
        holder: Provision | None = unit
        for at, step in enumerate(STEP.finditer(whole, *span)):
            if at == 0 and not word.startswith("subsection"):
                target = first_named(self.printed, word, step[0])
            else:
                target = child_numbered(holder, step[0])
                inserted = self.inserted.get((holder.index, step[0])) if holder else None
                if inserted is not None:
                    if inserted and inserted != step[0]:
                        yield step.span(), inserted
                    return
            if target is None:
                return
            now = self.numbers.provisions.get(target.index)
            if now and now != step[0]:
                yield step.span(), now
            holder = target

    def _inserted(self, edits: Sequence[Edit]) -> Iterator[tuple[tuple[int, str], str]]:
        """By holder and the number it was tabled with: the number that a new provision gets; "" if two have it."""
        seen: dict[tuple[int, str], str] = {}
        for edit in edits:
            if edit.sibling is None or edit.new is None:
                continue
            holder = self.printed.running.parents[edit.sibling]
            for at, line in enumerate(edit.new.lines):
                number = self.numbers.lines.get((edit.number, at))
                if number and bare(line.num):
                    key = (holder, bare(line.num))
                    seen[key] = "" if key in seen else number
        yield from seen.items()
