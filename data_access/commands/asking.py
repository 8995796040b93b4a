"""Questions about a file, asked on standard error; answered from the terminal, if there is one."""

from __future__ import annotations

import sys

from data_access.imports.mapping.questions import Ask, Question
from data_access.language import Text


def asker(language: str) -> Ask:
    """Return a function that asks in a language."""

    def ask(question: Question) -> str | None:
        print(f"{question.file} · {question.sheet}: {question.text.to(language)}", file=sys.stderr)
        for key, meaning in question.options.items():
            print(f"  {key}: {meaning.to(language)}", file=sys.stderr)
        if not sys.stdin.isatty():
            print(
                Text("Nadie puede responder aquí: no se guarda nada.").to(language),
                file=sys.stderr,
            )
            return None
        return sys.stdin.readline().strip() or None

    return ask
