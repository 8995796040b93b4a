"""Processes that are killed while they write: `python -m tests.kills [N]`."""
