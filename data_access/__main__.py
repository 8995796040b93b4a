"""The command line: `python -m data_access VERB …` on the database at DATABASE_URL."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence

from data_access.commands.verbs import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb: 0 done, 1 data refused, 2 wrong usage."""
    options = parser().parse_args(arguments)
    # Only now: a wrong option or `--help` needs no database.
    from data_access.commands.running import run

    return run(options)


if __name__ == "__main__":
    # What a verb loads is no garbage, and searching through it again and again takes a tenth of its
    # time; what it leaves in circles goes seldom, but goes. At its end a search takes a quarter,
    # for memory that is given back anyway.
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.freeze)
    sys.exit(main())
