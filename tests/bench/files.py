"""What a first visit loads of the server's own files, plain and compressed."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

from server import compression
from tests.bench.measuring import Record, watched

STATIC = Path(streamlit.__file__).parent / "static"


def main(record: Record) -> None:
    """The files that the document names, and the map's, which is the largest."""
    record.begin("Files of a first visit")
    index = (STATIC / "index.html").read_text("utf-8")
    named = {STATIC / name for name in re.findall(r'"\./(static/(?:js|css)/[^"]+)"', index)}
    named |= set(STATIC.glob("static/js/DeckGlJsonChart.*.js"))
    plain = sum(path.stat().st_size for path in named)
    record.add(f"{len(named)} files, plain", plain / 1e6, "MB")
    for encoding in ("gzip", "br"):
        with watched() as watch:
            packed = sum(len(compression.compressed(path, encoding)[0]) for path in named)
        record.add(f"{encoding}", packed / 1e6, "MB", watch, f"{packed / plain:.0%}")
        record.add(f"{encoding}, compressed once", watch.wall, "s", watch)
