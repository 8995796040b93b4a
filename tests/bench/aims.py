"""What the issue on speed aims at, beside what this run measured: one look tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.browsers import FIRST, SLOWED
from tests.bench.measuring import Record
from tests.bench.pages import ALL_PICTURES, COMPARED

OPENING = f"ours: {COMPARED}"
WHOLE = f"{OPENING}, {ALL_PICTURES}"


@dataclass(frozen=True)
class Aim:
    """A figure that is to be at most `most`, or, where that is None, at least `least`."""

    what: str
    figure: str
    most: float | None = None
    least: float | None = None

    def met(self, value: float) -> bool:
        """Whether a value is what is aimed at."""
        return value <= self.most if self.most is not None else value >= (self.least or 0.0)


# At a million people.
AIMS = (
    Aim("opening seen before", f"{OPENING}, seen before, p50", 60),
    Aim("ten pictures seen before (five: 120)", f"{WHOLE}, seen before, p50", 120),
    Aim("first look, stored", f"{OPENING}, first look, p50", 150),
    Aim("first look, not stored", f"{OPENING}, not stored, first look, p50", 500),
    Aim("a monitor's whole page", f"{OPENING}, monitor, first look, p50", 2000),
    Aim("a monitor's single answer", "1M sqlite monitor, first look, p95", 300),
    Aim("20 readers", "ours, one process, 20 readers, p95", 150),
    Aim("100 readers, four processes", "ours, four processes, 100 readers, p95", 1000),
    Aim("plain Streamlit, 20 readers", "plain Streamlit / ours, 20 readers, p95", least=20),
    Aim("Dash, 20 readers", "Dash / ours, 20 readers, p95", least=4),
    Aim("private memory of a process", "ours, private memory", 500),
    Aim("a new place, on the wire", "ours: a new place, on the wire", 60),
    Aim("a filter, on the wire", "ours: a filter, on the wire", 25),
    Aim("another filter, drawn", "another filter, drawn, p50", 400),
    Aim("first sentence, warm", f"{FIRST}, first sentence", 2),
    Aim("white no longer than", f"{FIRST}, painted after the first byte", 500),
    Aim("bytes until the first sentence", f"{FIRST}, sent until the first sentence", 700),
    Aim("bytes of a first visit", f"{FIRST}, sent in all", 2200),
    Aim("bytes of a page with a map", f"{FIRST}, a page with a map, sent in all", 2200),
    Aim("first visit, slowed", f"{FIRST}, {SLOWED}, first sentence", 6),
    Aim("import, rows a second", "1M sqlite, import, rows a second", least=20_000),
)


def main(record: Record) -> None:
    """Print each aim with the figure of this run, and whether it is met."""
    print("\n## Aims", flush=True)
    for line in lines(record):
        print(line, flush=True)


def lines(record: Record, aims: tuple[Aim, ...] = AIMS) -> Iterator[str]:
    """Yield a line for each aim that this run measured, the last measured of each."""
    last = {figure.what: figure for figure in record.figures if figure.value is not None}
    for aim in aims:
        figure = last.get(aim.figure)
        if figure is None or figure.value is None:
            continue
        bound = f"≤ {aim.most:,.0f}" if aim.most is not None else f"≥ {aim.least:,.0f}"
        verdict = ("met" if aim.met(figure.value) else "not met") if figure.counts else "not told"
        said = f"{figure.value:,.1f} {figure.unit}"
        yield f"{aim.what:<40} {bound:>9} {said:>16}  {verdict:<9} ({figure.part})"
