"""What a first visit loads of the server's own files, plain and compressed."""

from __future__ import annotations

import re
import time
from pathlib import Path

import streamlit

from server import compression

STATIC = Path(streamlit.__file__).parent / "static"


def main() -> None:
    """The files that the document names, and the map's, which is the largest."""
    index = (STATIC / "index.html").read_text("utf-8")
    named = {STATIC / name for name in re.findall(r'"\./(static/(?:js|css)/[^"]+)"', index)}
    named |= set(STATIC.glob("static/js/DeckGlJsonChart.*.js"))
    plain = sum(path.stat().st_size for path in named)
    print(f"{len(named)} files, plain {plain / 1e6:.2f} MB")
    for encoding in ("gzip", "br"):
        start = time.perf_counter()
        packed = sum(len(compression.compressed(path, encoding)[0]) for path in named)
        first = time.perf_counter() - start
        start = time.perf_counter()
        for path in named:
            compression.compressed(path, encoding)
        again = time.perf_counter() - start
        print(
            f"{encoding:>5}: {packed / 1e6:.2f} MB ({packed / plain:.0%}), "
            f"{first:.2f} s once, {again * 1e3:.1f} ms after that"
        )
