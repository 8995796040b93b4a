"""The one interface through which pages read answers, and the one cache of them.

An answer is cached under its question, the scope and what it is read from (`releases.reading`): for
readers below monitor the release, for others the version of the data behind it and the day or
quarter if the question declares that it depends on them. What one user saves is what the next rerun
of any reader who reads live shows; a release is what everybody else's shows.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import streamlit as st

from components.kept import kept
from components.reader_language import current
from components.streamlit_compat import run_marker
from data_access import boundaries, database
from data_access.answers import Answer
from data_access.once import Memo, reading_once
from data_access.releases import reading as releases
from data_access.scope import Scope, ScopeError
from data_access.transaction import looks_only
from data_access.viewer import Viewer

# An answer of a page is some kilobytes; a reader's page asks for about twenty.
KEPT_ANSWERS, KEPT_SHAPES = 2000, 64


def engine() -> Any:
    """Return the SQLAlchemy engine of this process's database.

    While the reader of this run looks at pages as somebody else, nothing can be written on it.
    """
    own = database.engine_for()
    memo = _memo()
    if memo is None:
        return own
    found = memo.refreshed().found
    if LOOKING not in found:
        found[LOOKING] = _is_looking(own)
    return looks_only(own) if found[LOOKING] else own


def session_engine() -> Any:
    """Return the engine for what concerns the reader's own session, which goes on meanwhile."""
    return database.engine_for()


def _nobody_looks(_engine: Any) -> bool:
    return False


_is_looking: Callable[[Any], bool] = _nobody_looks


def ask_who_looks(is_looking: Callable[[Any], bool]) -> None:
    """Set what says whether the reader of a run looks at pages as somebody else."""
    global _is_looking
    _is_looking = is_looking


def answer(name: str, scope: Scope, viewer: Viewer) -> Answer:
    """Return the answer as this viewer may see it.

    A question that cannot be asked this way stops the run with a message that says why.
    """
    try:
        with _one_run(), engine().connect() as connection:
            basis = releases.basis(connection, name, viewer, scope)
        found = _answer(
            database.database_url(), name, scope, basis.key, _viewer=viewer, _basis=basis
        )
    except ScopeError as problem:
        st.warning(problem.text.to(current()))
        st.stop()
    # The kept frame is everybody's: each caller gets its own view, copied only if written to.
    return replace(found, frame=found.frame.copy(deep=False))


def shapes(territory: str) -> Any:
    """Return the outlines that a map of `territory` draws."""
    with _one_run(), engine().connect() as connection:
        version = database.data_version(connection, "territory")
    return _shapes(database.database_url(), territory, version)


def day(viewer: Viewer) -> dt.date:
    """Return the day that this viewer's figures are as of: of the release, or the present one."""
    with _one_run():
        return releases.day_for(engine(), viewer)


def is_demo() -> bool:
    """Return whether the database holds the synthetic programme."""
    with _one_run(), engine().connect() as connection:
        return database.is_demo(connection)


@contextmanager
def reading() -> Iterator[Any]:
    """Yield a connection for reading."""
    with engine().connect() as connection:
        yield connection


LOOKING = "looking"
_runs = threading.local()  # of each thread that runs a script: its run, and what that read


def _one_run() -> AbstractContextManager[None]:
    """Read what stands in the database once for the run of the script that is under way."""
    return reading_once(_memo())


def _memo() -> Memo | None:
    """Return what the run that is under way has read so far; None outside of one."""
    marker = run_marker()
    if marker is None:
        return None
    if getattr(_runs, "marker", None) is not marker:
        _runs.marker, _runs.memo = marker, Memo()
    found: Memo = _runs.memo
    return found


# The version is read before the data, so that newer data may stand under an older version for a
# moment, and never older data under a newer one.
@kept(KEPT_ANSWERS)
def _answer(
    url: str, name: str, scope: Scope, key: Hashable, _viewer: Viewer, _basis: releases.Basis
) -> Answer:
    return releases.answer(database.engine_for(url), name, _viewer, scope, _basis)


@kept(KEPT_SHAPES)
def _shapes(url: str, territory: str, version: int) -> Any:
    with database.engine_for(url).connect() as connection:
        return boundaries.shapes(connection, territory)
