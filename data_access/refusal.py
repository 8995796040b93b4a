"""The root of all refusals, with sentences in the language of whoever asked."""

from __future__ import annotations

from typing import Any

from data_access.language import Text


class Refusal(Exception):
    """A request that is refused; `texts` say why, and what can be done instead.

    The command line and the screens handle this class; a subclass exists where somebody has to tell
    it from the others, or where it carries more than sentences.
    """

    def __init__(self, *texts: Text) -> None:
        super().__init__(*texts)
        self.texts = texts

    def __str__(self) -> str:
        return "\n".join(text.to("en") for text in self.texts)

    @property
    def text(self) -> Text:
        """All sentences, one after another."""
        parts: dict[str, Any] = {f"text{at}": text for at, text in enumerate(self.texts)}
        return Text(" ".join(f"{{{name}}}" for name in parts), **parts)


class Forbidden(Refusal):
    """A request that this viewer may not make."""


class NotSaved(Refusal):
    """A write that failed outside the program: a full disk, a locked or a lost database."""


class Misuse(Refusal):
    """A request that makes no sense as it was made: on the command line, wrong usage."""
