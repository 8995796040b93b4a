"""What befalls whoever types: the line is cut, the server dies, the page is left too early."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import TimeoutError

from tests.browser.conftest import Reader
from tests.browser.jurors import WITHIN, Server

LANGUAGES = {"es": "Español", "en": "English"}
COMES_BACK = 30_000  # milliseconds that a text has to be saved by itself, on a new server


def _nothing() -> None:
    pass


@dataclass
class Text:
    """A text that saves itself, by the key of its widget.

    `reveal` makes what stands before it on a fresh page: a fold opened, a choice made again.
    `leave` closes what covers the rest of the page, as a dialog does.
    """

    at: Reader
    key: str
    reveal: Callable[[], None] = _nothing
    written: str = ""
    leave: Callable[[], None] = _nothing

    def types(self, more: str) -> None:
        box = self.at.page.locator(f".st-key-{self.key} textarea")
        box.press("Control+End")
        box.press_sequentially(more)
        self.written += more

    def is_marked(self, mark: str, within: int = WITHIN) -> None:
        state = self.at.page.locator(f".st-key-{self.key} .state[data-mark={mark}]")
        state.wait_for(timeout=within)

    def comes_back(self) -> None:
        """A new server has lost what the session held: what was revealed is revealed again."""
        with suppress(TimeoutError):
            self.is_marked("saved", COMES_BACK)
            return
        self.reveal()
        self.is_marked("saved")

    def stands(self) -> None:
        """On a page that is loaded again, the text is whole, and is saved without a key."""
        self.at.drawn()
        self.reveal()
        box = self.at.page.locator(f".st-key-{self.key} textarea")
        box.wait_for()
        assert box.input_value() == self.written
        self.is_marked("saved")


def befall(text: Text, server: Server, language: str) -> str:
    """Type a text through all of it, each time before it could be saved; return the text."""
    page = text.at.page
    text.reveal()
    page.locator(f".st-key-{text.key} textarea").wait_for()
    text.types(f"{text.key.rpartition('-')[2]}: al comenzar")  # no two on a page are the same
    text.is_marked("saved")

    page.context.set_offline(True)
    text.types(", sin línea")
    text.is_marked("late")
    page.context.set_offline(False)
    text.is_marked("saved")

    server.kill()
    text.types(", sin servidor")
    server.start()
    text.comes_back()

    other = next(code for code in LANGUAGES if code != language)
    text.types(", al cambiar de idioma")
    for chosen in (other, language):
        text.leave()
        page.get_by_role("link", name=LANGUAGES[chosen]).click()
        page.locator(f"html[lang={chosen}]").wait_for(state="attached")
        text.stands()

    text.types(" y al recargar.")
    page.reload()
    text.stands()
    return text.written
