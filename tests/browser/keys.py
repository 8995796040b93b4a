"""The keyboard as a reader without a mouse uses it."""

from __future__ import annotations

from playwright.sync_api import Page


def tabbed(page: Page, selector: str, most: int = 60) -> None:
    """Go on with the Tab key until something of that kind has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => !!document.activeElement?.closest(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
