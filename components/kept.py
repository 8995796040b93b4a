"""What a function returned, kept for the same arguments and shared by all readers.

As `st.cache_resource`, and several times faster to find again: its arguments are compared as they
are, where Streamlit reduces each to bytes and hashes these on every run. It cannot be emptied from
outside.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Value = TypeVar("Value")


def kept(most: int) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Decorate a function whose `most` last used results are kept.

    Arguments given by position must be hashable, and results are kept by them; those given by name
    are passed on and do not count. Two readers who ask for the same at once share one call.
    """

    def decorate(function: Callable[..., Value]) -> Callable[..., Value]:
        found: OrderedDict[Hashable, Value] = OrderedDict()
        begun: dict[Hashable, Lock] = {}
        lock = Lock()

        @functools.wraps(function)
        def call(*key: Hashable, **others: Any) -> Value:
            with lock:
                if key in found:
                    found.move_to_end(key)
                    return found[key]
                own = begun.setdefault(key, Lock())
            with own:
                with lock:
                    if key in found:
                        return found[key]
                try:
                    value = function(*key, **others)
                except BaseException:
                    with lock:
                        begun.pop(key, None)
                    raise
                with lock:
                    found[key] = value
                    begun.pop(key, None)
                    while len(found) > most:
                        found.popitem(last=False)
                return value

        return call

    return decorate
