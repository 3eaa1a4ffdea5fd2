"""A person who has only a keyboard: walks by Tab, and sees at each stop where the focus is."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

MOST = 120
"""Presses of Tab after which a thing counts as out of reach."""
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const tidy = (words) => (words || '').replace(/\\s+/g, ' ').trim();
  const label = it.labels && it.labels.length ? it.labels[0] : null;
  const name = tidy(it.getAttribute('aria-label') || (label || it).textContent);
  // A box or a radio button is drawn by its label; the control itself is see-through.
  const drawn = label && ['checkbox', 'radio'].includes(it.type) ? label : it;
  const style = getComputedStyle(drawn, drawn === it ? null : '::before');
  const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    && !['transparent', 'rgba(0, 0, 0, 0)'].includes(style.outlineColor);
  const isMarked = outline || style.boxShadow !== 'none';
  const box = [...drawn.getClientRects()].find((one) => one.width && one.height);
  if (!box) return {name, kind: it.type || it.localName, isMarked, isInSight: false};
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const above = bottom > top && right > left && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isInSight = !!above && (drawn.contains(above) || it.contains(above));
  return {name, kind: it.type || it.localName, isMarked, isInSight};
}"""


@dataclass
class Keys:
    """Moves about the page by presses of keys alone."""

    page: Page

    def stop(self) -> dict[str, Any] | None:
        """Where the focus is; None where nothing has it. Fails where a person could not see it."""
        found: dict[str, Any] | None = self.page.evaluate(FOCUSED)
        if found:
            where = f"{found['kind']} {found['name']!r} of {self.page.url}"
            assert found["isMarked"], f"nothing marks the focus of {where}"
            assert found["isInSight"], f"something hides {where}, which has the focus"
        return found

    def to(self, words: str) -> None:
        """Press Tab until what is called so has the focus: by its whole name, or up to a comma or bracket."""
        trail = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            found = self.stop()
            trail.append(found["name"][:60] if found else "(nothing)")
            if found and _is(words, found["name"]):
                return
        pytest.fail(f"{words!r} is not reached within {MOST} presses of Tab at {self.page.url}: {trail}")

    def back_to(self, words: str) -> None:
        """Press Shift+Tab until what is called so has the focus."""
        for _ in range(MOST):
            self.page.keyboard.press("Shift+Tab")
            found = self.stop()
            if found and _is(words, found["name"]):
                return
        pytest.fail(f"{words!r} is not reached backwards at {self.page.url}")

    def press(self, key: str) -> None:
        """One key that stays on the page."""
        self.page.keyboard.press(key)

    def go(self, key: str = "Enter") -> None:
        """One key that opens another page; waits for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def follow(self, words: str) -> None:
        """To a link or button, and Enter."""
        self.to(words)
        self.go()

    def write(self, words: str, text: str) -> None:
        """To a field, and type over what stands there."""
        self.to(words)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, words: str, option: str) -> None:
        """To a list or a group of radio buttons, and arrows until `option` is chosen."""
        self.to(words)
        for _ in range(MOST):
            if self._chosen() == option:
                return
            self.press("ArrowDown")
            self.stop()
        pytest.fail(f"{option!r} cannot be chosen under {words!r} at {self.page.url}")

    def _chosen(self) -> str:
        return self.page.evaluate(
            """() => {
              const it = document.activeElement;
              const words = it.localName === 'select' ? it.selectedOptions[0].label
                : it.type === 'radio' && it.checked ? it.labels[0].textContent : '';
              return words.trim();
            }"""
        )


def _is(words: str, name: str) -> bool:
    return name == words or name.startswith((f"{words} (", f"{words},"))
