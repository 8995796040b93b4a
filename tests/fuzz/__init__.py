"""Damaged files by the thousand: `python -m tests.fuzz [N]`."""
