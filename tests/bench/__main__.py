"""`make bench`: prints figures and ratios. Nothing here passes or fails; machines are noisy."""

from __future__ import annotations

from tests.bench import files, imports, many, pages

if __name__ == "__main__":
    for part in (imports, pages, many, files):
        print(f"\n## {(part.__doc__ or '').splitlines()[0]}", flush=True)
        part.main()
