"""A file from outside, read by a process of its own: what it asks for too much of ends with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run_module(
    module: str, *paths: Path, seconds: float, environment: Mapping[str, str] | None = None
) -> None:
    """Run a module of ours on some paths, silently, and end it after so many seconds.

    Nothing is raised where it fails or takes too long: then it leaves no result, either.
    """
    command = [sys.executable, "-m", module, *(str(path.resolve()) for path in paths)]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command,
            env=environment,
            cwd=ROOT,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def limit_memory(size: int) -> None:
    """Bound the address space of this process, in bytes, where the system knows such limits."""
    with suppress(ImportError):  # Windows has none: there only time is bounded
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
