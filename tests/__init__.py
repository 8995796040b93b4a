"""Tests, benchmarks and the attack, with salts of their own: the same numbers in every run."""

import os

os.environ.setdefault("RECORD_SALT", "record salt of the test suite, fixed for all time")
os.environ.setdefault("CELL_SALT", "cell salt of the test suite, just as fixed as the other")

from data_access import database

database.SYNCHRONOUS = "NORMAL"  # no test cuts the power; what servers of tests save is FULL
# No server of a test publishes by itself: what a visitor sees then depends on the hour.
os.environ.setdefault("RELEASE_AT", "never")
