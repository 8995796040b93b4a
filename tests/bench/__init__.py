"""Programs that print figures; `make bench` runs them. They have salts of their own."""

import os

os.environ.setdefault("RECORD_SALT", "record salt of the benchmarks, of no use to anybody")
os.environ.setdefault("CELL_SALT", "cell salt of the benchmarks, of no use to anybody too")
