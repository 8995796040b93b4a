"""The release of each night: made by whichever process first notices that the hour has passed."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from data_access import clock
from data_access.releases import ahead, attempts, making, standing, withdrawals
from data_access.tables import ImportBatch, ReleaseAttempt

ROOT = Path(__file__).parents[2]
USUAL, NEVER = "02:00", "never"
FIRST_LOOK, LOOK = 5.0, 60.0  # seconds before the first look, and between two
AGAIN = dt.timedelta(hours=1)  # after a failure
NICE = 10  # how far a release stands back behind readers
log = logging.getLogger(__name__)


def hour() -> dt.time | None:
    """Return the time of day of `RELEASE_AT` in Ecuador, or None for never.

    A time that cannot be read is the usual one, with a line in the log.
    """
    said = (os.environ.get("RELEASE_AT") or USUAL).strip()
    if said == NEVER:
        return None
    try:
        return dt.time.fromisoformat(said)
    except ValueError:
        log.error("RELEASE_AT is %r: write a time such as 02:00, or never. Taken as 02:00.", said)
        return dt.time.fromisoformat(USUAL)


def last_passed(at: dt.time, now: dt.datetime) -> dt.datetime:
    """Return the last moment at which it was this time of day in Ecuador."""
    here = now.astimezone(clock.TIMEZONE)
    moment = dt.datetime.combine(here.date(), at, clock.TIMEZONE)
    return moment if moment <= here else moment - dt.timedelta(days=1)


def is_due(connection: Connection, now: dt.datetime) -> bool:
    """Return whether it is time for a release that nobody is making.

    That is when the hour has passed since the last one; before the first, since the first import.
    With `RELEASE_AT=never` it is the usual hour after somebody withdrew consent. A failure is tried
    again after an hour.
    """
    last = attempts.last(connection, attempts.RELEASE)
    if attempts.is_alive(last, now) or _failed_lately(last, now):
        return False
    if making.is_due_at_once(connection):
        return True
    at = hour()
    if at is None:
        withdrawn = withdrawals.since(connection)
        usual = dt.time.fromisoformat(USUAL)
        return withdrawn is not None and withdrawn < last_passed(usual, now)
    newest = standing.newest(connection)
    since = newest.made_at if newest is not None else _first_import(connection)
    return since is not None and since < last_passed(at, now)


def lags(connection: Connection, now: dt.datetime) -> bool:
    """Return whether the fixed scopes of the release in force are yet to compute, by nobody."""
    release = standing.in_force(connection)
    if release is None or ahead.is_filled(connection, release):
        return False
    last = attempts.last(connection, attempts.AHEAD)
    same = last is not None and last.release_id == release.number
    return not attempts.is_alive(last, now) and not (same and _failed_lately(last, now))


def failure(connection: Connection) -> ReleaseAttempt | None:
    """Return the last attempt at a release, if it failed and none was made since."""
    last = attempts.last(connection, attempts.RELEASE)
    return last if last is not None and last.problem is not None else None


def work(engine: Engine) -> None:
    """Do what is due: the release, then its fixed scopes."""
    with engine.connect() as connection:
        due = is_due(connection, clock.now())
    with contextlib.suppress(attempts.Busy):  # another process does it
        if due:
            making.make(engine, making.BY_ITSELF)
        with engine.connect() as connection:
            left = lags(connection, clock.now())
        if left:
            ahead.fill(engine, making.BY_ITSELF.name)


def watch(engine: Engine, stop: threading.Event) -> None:
    """Look every minute whether something is due, and let a child process of low priority do it."""
    pause = FIRST_LOOK
    while not stop.wait(pause):
        pause = LOOK
        try:
            with engine.connect() as connection:
                now = clock.now()
                due = is_due(connection, now) or lags(connection, now)
            if due:
                in_child(stop)
        except Exception:  # the next look may find the database back
            log.exception("Could not see whether a release is due")


def in_child(stop: threading.Event) -> None:
    """Do what is due in a child process, and wait for it; a failure is in the log.

    It ends with the server: a release that is not whole by then is not made.
    """
    nice = ["nice", "-n", str(NICE)] if os.name == "posix" else []
    command = [*nice, sys.executable, "-m", "data_access.releases"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL) as child:
        while child.poll() is None:
            if stop.wait(1):
                child.terminate()
    if child.returncode and not stop.is_set():
        log.error("The release failed, and is tried again in an hour")


def _failed_lately(last: ReleaseAttempt | None, now: dt.datetime) -> bool:
    return last is not None and last.problem is not None and now - last.seen_at < AGAIN


def _first_import(connection: Connection) -> dt.datetime | None:
    found = connection.scalar(select(func.min(ImportBatch.created_at)))
    if found is None:
        return None
    moment: dt.datetime = found
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
