"""Figures of a benchmark: a table to read, JSON to compare, and how busy the machine was besides.

A figure taken while others worked on the machine says nothing of the application: it is marked, and
counts neither for nor against.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

OTHERS = 0.2  # cores of other work from which a figure does not count
TICKS = os.sysconf("SC_CLK_TCK")
FOLDER = Path("var/bench")


@dataclass
class Figure:
    """One line: what was measured, its value and unit, and cores that others used meanwhile."""

    part: str
    what: str
    value: float | None
    unit: str
    others: float | None = None
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether the machine was quiet enough; also where that cannot be known."""
        return self.others is None or self.others <= OTHERS


@dataclass
class Watch:
    """Wall seconds, CPU seconds of this process and all it started, and cores of other work."""

    wall: float = 0.0
    cpu: float = 0.0
    others: float | None = None


@contextmanager
def watched() -> Iterator[Watch]:
    """Measure a block; the figures are there when it ends."""
    watch = Watch()
    start, own, every = time.perf_counter(), tree_cpu(), machine_cpu()
    yield watch
    watch.wall = time.perf_counter() - start
    watch.cpu = tree_cpu() - own
    if every is not None and (now := machine_cpu()) is not None and watch.wall > 0:
        watch.others = max(0.0, (now - every - watch.cpu) / watch.wall)


def machine_cpu() -> float | None:
    """Return the CPU seconds that the whole machine has worked; None where it does not say."""
    try:
        first = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, irq, softirq = map(int, first[:7])
    return (user + nice + system + irq + softirq) / TICKS


def tree_cpu(root: int | None = None) -> float:
    """Return the CPU seconds of a process and of all that it started, the ended ones too."""
    stats = _stats()
    total = sum(stats[pid][1] for pid in _tree(stats, root or os.getpid()))
    return total if stats else time.process_time()


def _tree(stats: Mapping[int, tuple[int, float]], root: int) -> Iterator[int]:
    """Yield a process and all that it started, as far as they still run."""
    wanted = [root]
    while wanted:
        pid = wanted.pop()
        if pid in stats:
            yield pid
            wanted += [child for child, (parent, _cpu) in stats.items() if parent == pid]


def _stats() -> dict[int, tuple[int, float]]:
    """Return the parent and CPU seconds (its ended children's too) of each process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(path.parent.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    return found


def memory(root: int) -> tuple[float, float]:
    """Return the private and shared memory of a process and all that it started, in MB."""
    private = shared = 0
    for pid in _tree(_stats(), root):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name.startswith("Private"):
                private += int(rest.split()[0])
            elif name.startswith("Shared"):
                shared += int(rest.split()[0])
    return private / 1024, shared / 1024


def quantiles(values: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


@dataclass
class Record:
    """The figures of a run, printed as they come."""

    figures: list[Figure] = field(default_factory=list)
    part: str = ""

    def begin(self, part: str) -> None:
        """Begin a part, under its own heading."""
        self.part = part
        print(f"\n## {part}", flush=True)

    def add(
        self, what: str, value: float | None, unit: str, watch: Watch | None = None, note: str = ""
    ) -> None:
        """Keep and print a figure; None is one that could not be taken, and `note` says why."""
        one = Figure(self.part, what, value, unit, watch.others if watch else None, note)
        self.figures.append(one)
        said = "–" if value is None else f"{value:,.3f}" if abs(value) < 10 else f"{value:,.0f}"
        busy = "" if one.counts else f"  (does not count: {one.others:.1f} cores of other work)"
        print(f"{what:<58} {said:>12} {unit:<8} {note}{busy}", flush=True)

    def value(self, what: str, part: str | None = None) -> float | None:
        """Return a figure of this run, by its name and, if not the present one, its part."""
        wanted = part or self.part
        return next((f.value for f in self.figures if (f.part, f.what) == (wanted, what)), None)

    def save(self, name: str) -> Path:
        """Write the run as JSON under var/bench; return where."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"{name}-{time.strftime('%Y%m%dT%H%M%S')}.json"
        run = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "cores": os.cpu_count(),
            "figures": [asdict(one) | {"counts": one.counts} for one in self.figures],
        }
        path.write_text(json.dumps(run, indent=1, ensure_ascii=False), "utf-8")
        return path
