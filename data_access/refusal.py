"""The root of everything that is refused: to whoever asked, in sentences of their language."""

from __future__ import annotations

from typing import Any

from data_access.language import Text


class Refusal(Exception):
    """Something asked for that is not done; `texts` say why, and what can be done instead.

    The command line and the screens handle this class; a subclass exists where somebody has to
    tell it from the others, or where it carries more than sentences.
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
    """Something that this viewer may not do or see."""


class Misuse(Refusal):
    """Something that makes no sense as it was asked: on the command line, wrong usage."""
