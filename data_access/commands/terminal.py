"""Output of the command line: sentences, JSON, progress as a bar or, redirected, as lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from data_access.language import Text, translate

if TYPE_CHECKING:
    from data_access.imports.calls import Progress

WIDTH = 30
SECONDS = 10  # between two lines of progress where there is no terminal


def said(options: argparse.Namespace, msgid: str, **params: object) -> str:
    """Return a sentence in the language asked for."""
    return translate(msgid, options.language, **params)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


@contextmanager
def progress(language: str) -> Iterator[Progress]:
    """Show progress on stderr: a bar on a terminal, or else a line every ten seconds.

    Who redirects an hour's work into a file sees how far it is; what is done sooner says nothing.
    """
    if sys.stderr.isatty():
        yield partial(_bar, language)
        return
    done, last = Event(), [(0.0, Text("Preparando"))]

    def say() -> None:
        while not done.wait(SECONDS):
            share, text = last[-1]
            print(f"{share:4.0%}  {text.to(language)}", file=sys.stderr, flush=True)

    def keep(share: float, text: Text) -> None:
        last[:] = [(share, text)]

    # A thread of its own: one step of a large import takes longer than ten seconds.
    teller = Thread(target=say, daemon=True)
    teller.start()
    try:
        yield keep
    finally:
        done.set()
        teller.join()


def _bar(language: str, share: float, text: Text) -> None:
    bar = ("█" * round(share * WIDTH)).ljust(WIDTH, "░")
    end = "\n" if share >= 1 else ""
    print(f"\r{bar} {text.to(language):<50.50}", end=end, file=sys.stderr, flush=True)
