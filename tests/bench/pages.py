"""Our pages, and the peers' page on the same people, over real connections to real servers.

Milliseconds from the message that asks to the end of the script, and CPU of the server; absolute,
less an empty rerun, and for each picture. Nothing is drawn: `tests.bench.browsers` measures that.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from components import own_files
from data_access.database import engine_for
from data_access.viewer import MONITOR, Grant
from tests.bench import servers
from tests.bench.measuring import Record, Watch, memory, quantiles, tree_cpu, watched
from tests.bench.readers import PAUSE, Runs, at_once, one_after_another
from tests.bench.servers import Server
from tests.data_access.auth.house import enter
from tests.reader import reading

PAGES = ("overview", "labour", "hiring", "training", "ventures", "community", "indicators")
COMPARED = "hiring"  # the page "Empleo", which the peers were written after
YEARS = [(f"{year}-01-01", f"{year + 1}-01-01") for year in (2023, 2024, 2025)]
QUARTERS = [
    ("2024-07-01", "2024-10-01"),
    ("2025-01-01", "2025-04-01"),
    ("2025-10-01", "2026-01-01"),
]
Address = dict[str, str]


def addresses(places: Sequence[str], periods: Sequence[tuple[str, str]]) -> list[Address]:
    """Return the addresses of places and closed periods, as a reader comes by them."""
    return [
        {"territory": place, "from": start, "until": end}
        for place in places
        for start, end in periods
    ]


# Computed ahead of whoever asks, for six places; and what the first who asks waits for.
STORED = addresses(("EC", "13", "1308", "23", "2301"), YEARS + QUARTERS)
NOT_STORED = addresses(("1301", "1309", "0801", "0906", "1701"), YEARS)
PICTURES = 5  # that the peers draw
WHOLE = {"parte": "todo"}  # of our page, with all its pictures
ALL_PICTURES, EMPTY = "all its pictures", "an empty rerun, Streamlit"
Asking = Callable[[], Awaitable[Any]]


def main(record: Record, database: str, files: Path, size: str, quick: bool) -> None:
    """Measure our pages and the peers' one after the other."""
    scopes = STORED[:4] if quick else STORED
    crowds = (20,) if quick else (20, 50, 100)
    record.begin(f"Pages over a websocket, {size} people")
    with servers.streamlit(servers.PEERS / "empty_page.py") as server:
        both(record, EMPTY, server, "", [{}] * 10)
    with servers.ours(database) as (server,):
        record.add("ours: start until it answers", server.started, "s")
        for page in (COMPARED,) if quick else PAGES:
            both(record, f"ours: {page}", server, page, scopes)
        both(record, f"ours: {COMPARED}, not stored", server, COMPARED, NOT_STORED)
        whole = [scope | WHOLE for scope in scopes]
        both(record, f"ours: {COMPARED}, {ALL_PICTURES}", server, COMPARED, whole)
        cookie = signed_in(database)
        for page in (COMPARED,) if quick else PAGES:
            both(record, f"ours: {page}, monitor", server, page, scopes, cookie)
        for readers in crowds:
            crowd(record, "ours, one process", [server], COMPARED, scopes, readers)
        said(record, "ours", server)
        on_the_wire(record, server)
    if not quick:
        with servers.ours(database, 4) as four:
            for readers in crowds:
                crowd(record, "ours, four processes", four, COMPARED, scopes, readers)
    with servers.streamlit(servers.PEERS / "plain_page.py", BENCH_FILES=str(files)) as server:
        both(record, "plain Streamlit", server, "", scopes)
        for readers in crowds:
            crowd(record, "plain Streamlit", [server], "", scopes, readers)
        said(record, "plain Streamlit", server)
    try:
        with servers.dash(files, quick) as server:
            for look in ("first look", "seen before"):
                with watched() as watch:
                    seconds = [dash_once(server.url, scope) for scope in scopes]
                keep(record, f"Dash, {look}", seconds, watch)
            for readers in crowds:
                with watched() as watch:
                    runs = asyncio.run(dash_crowd(server.url, scopes, readers))
                keep(record, f"Dash, {readers} readers", runs.seconds, watch, runs.errors)
            said(record, "Dash", server)
    except RuntimeError as problem:
        record.add("Dash", None, "", note=str(problem))
    ratios(record, crowds)


def signed_in(database: str) -> str:
    """Return the cookie of a monitor who came in by a link."""
    engine = engine_for(database)
    token = enter(engine, "bench@example.org", Grant(MONITOR))
    engine.dispose()
    return f"{own_files.session_cookie()}={token}"


def both(
    record: Record,
    what: str,
    server: Server,
    page: str,
    scopes: list[Address],
    cookie: str = "",
) -> None:
    """Open addresses in turn, twice: as first looks and as seen before."""
    before = tree_cpu(server.pid)
    with watched() as watch:
        first, again = asyncio.run(one_after_another(server.url, page, scopes, 2, cookie))
    cpu = tree_cpu(server.pid) - before
    for look, runs in (("first look", first), ("seen before", again)):
        keep(record, f"{what}, {look}", runs.seconds, watch, runs.errors)
        record.add(f"{what}, {look}, sent", quantiles(runs.sizes)[0] / 1000, "kB", watch)
    record.add(f"{what}, pictures", quantiles(again.pictures)[0], "pictures", watch)
    runs_made = len(first.seconds) + len(again.seconds)
    record.add(f"{what}, CPU of the server a run", 1000 * cpu / runs_made, "ms", watch)
    record.add(
        f"{what}, CPU of the reader a run", 1000 * (watch.cpu - cpu) / runs_made, "ms", watch
    )


def on_the_wire(record: Record, server: Server) -> None:
    """Keep the bytes that a browser gets, compressed, of what it does not have yet."""
    with reading(server.url) as reader:
        reader.run(COMPARED, "territory=13")
        place = reader.run(COMPARED, "territory=1308")
        other = reader.run(COMPARED, "territory=1308&canal=BOLSA")
        again = reader.run(COMPARED, "territory=1308")
    for what, run in (("a new place", place), ("a filter", other), ("seen before", again)):
        record.add(f"ours: {what}, on the wire", run.wire / 1000, "kB")


def crowd(
    record: Record, what: str, of: list[Server], page: str, scopes: list[Address], readers: int
) -> None:
    """Let many readers open addresses, with a pause between two."""
    urls = [server.url for server in of]
    with watched() as watch:
        runs = asyncio.run(at_once(urls, page, scopes, readers, 4 * PAUSE))
    keep(record, f"{what}, {readers} readers", runs.seconds, watch, runs.errors)


def keep(
    record: Record,
    what: str,
    seconds: list[float],
    watch: Watch,
    errors: list[str] | None = None,
) -> None:
    """Keep the median and the 95th percentile of some runs."""
    note = f"{len(errors)} errors: {errors[0][:60]}" if errors else ""
    if not seconds:
        record.add(f"{what}, p50", None, "ms", watch, note or "no run ended")
        return
    middle, high = quantiles(seconds)
    record.add(f"{what}, p50", 1000 * middle, "ms", watch, note)
    record.add(f"{what}, p95", 1000 * high, "ms", watch)


def said(record: Record, what: str, server: Server) -> None:
    """Keep the memory of a server."""
    private, shared = memory(server.pid)
    record.add(f"{what}, private memory", private, "MB")
    record.add(f"{what}, shared memory", shared, "MB")


def _body(scope: Address) -> dict[str, Any]:
    figures = [{"id": f"figure-{at}", "property": "figure"} for at in range(PICTURES)]
    names = ["numbers.children", *(f"figure-{at}.figure" for at in range(PICTURES))]
    return {
        "output": f"..{'...'.join(names)}..",
        "outputs": [{"id": "numbers", "property": "children"}, *figures],
        "changedPropIds": ["place.value"],
        "inputs": [
            {"id": "place", "property": "value", "value": scope["territory"]},
            {"id": "period", "property": "start_date", "value": scope["from"]},
            {"id": "period", "property": "end_date", "value": scope["until"]},
        ],
    }


def dash_once(url: str, scope: Address) -> float:
    """Return the seconds of a callback that draws the pictures anew."""
    start = time.perf_counter()
    answer = httpx.post(f"{url}/_dash-update-component", json=_body(scope), timeout=300)
    answer.raise_for_status()
    return time.perf_counter() - start


async def dash_crowd(url: str, scopes: list[Address], readers: int) -> Runs:
    """Return the callbacks of many readers who pause between two."""
    runs, end = Runs(), time.monotonic() + 4 * PAUSE

    async def read(client: httpx.AsyncClient, number: int) -> None:
        await asyncio.sleep(PAUSE * number / readers)
        at = number
        while time.monotonic() < end:
            start = time.perf_counter()
            body = _body(scopes[at % len(scopes)])
            answer = await client.post(f"{url}/_dash-update-component", json=body)
            if answer.status_code == httpx.codes.OK:
                runs.seconds.append(time.perf_counter() - start)
            else:
                runs.errors.append(str(answer.status_code))
            at += 1
            await asyncio.sleep(PAUSE)

    async with httpx.AsyncClient(timeout=300, limits=httpx.Limits(max_connections=None)) as client:
        await asyncio.gather(*(read(client, number) for number in range(readers)))
    return runs


def ratios(record: Record, crowds: tuple[int, ...]) -> None:
    """Keep how many times longer the peers take than ours, in this run."""
    lines = ["first look, p50", "seen before, p50", *(f"{n} readers, p95" for n in crowds)]
    empty = record.value(f"{EMPTY}, seen before, p50") or 0.0
    for line in lines:
        own = record.value(
            f"ours, one process, {line}" if "readers" in line else f"ours: {COMPARED}, {line}"
        )
        if own is None:
            continue
        record.add(f"ours: less an empty rerun, {line}", own - empty, "ms")
        for peer in ("plain Streamlit", "Dash"):
            theirs = record.value(f"{peer}, {line}")
            if theirs is not None:
                record.add(f"{peer} / ours, {line}", theirs / own, "times")
        theirs = record.value(f"plain Streamlit, {line}")
        if theirs is not None:
            each = (theirs - empty) / PICTURES
            record.add(f"plain Streamlit: less an empty rerun, a picture, {line}", each, "ms")
