"""Where the tests leave what they make: in memory, where this machine has enough of it.

On a disk that others write to as well, copying a PostgreSQL database takes seconds (2.0 s measured
beside three busy processes), and in memory less than a tenth of one (0.08 s beside the same).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")
ENOUGH = 6 << 30  # bytes; a whole run leaves just over three at a time


def in_memory() -> None:
    """Let every temporary folder of this process and its children be in memory, if there is room.

    Who names a TMPDIR keeps it.
    """
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK | os.X_OK):
        return
    if min(shutil.disk_usage(IN_MEMORY).free, _available()) >= ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def _available() -> int:
    for line in Path("/proc/meminfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == "MemAvailable":
            return int(value.split()[0]) << 10
    return 0
