"""Output of the command line: sentences, JSON, a progress bar on a terminal."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from data_access.language import Text, translate

if TYPE_CHECKING:
    from data_access.imports.loading import Progress

WIDTH = 30


def said(options: argparse.Namespace, msgid: str, **params: object) -> str:
    """Return a sentence in the language asked for."""
    return translate(msgid, options.language, **params)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def progress_bar(language: str) -> Progress | None:
    """Return a bar on stderr if it is a terminal, or None."""
    if not sys.stderr.isatty():
        return None

    def show(share: float, text: Text) -> None:
        bar = ("█" * round(share * WIDTH)).ljust(WIDTH, "░")
        end = "\n" if share >= 1 else ""
        print(f"\r{bar} {text.to(language):<50.50}", end=end, file=sys.stderr, flush=True)

    return show
