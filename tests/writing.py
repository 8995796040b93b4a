"""Rows that a test lays straight into the tables, where no verb of the application is tried."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Engine

from data_access.transaction import UNLOGGED, Transaction, transaction


def writing(engine: Engine, *touches: str) -> AbstractContextManager[Transaction]:
    """A transaction that need log nothing, and moves the versions of the subjects it touches."""
    return transaction(engine, UNLOGGED, touches=touches)
