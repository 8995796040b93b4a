"""R, asked by files: `Rscript oracle.R`, with Debian's packages survey and survival."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd

ORACLE = Path(__file__).with_name("oracle.R")
PACKAGES = "r-base-core, r-cran-survey and r-cran-survival"
NAMES = ("estimates", "pairs", "survival")


def is_there() -> bool:
    """Return whether R has both packages."""
    if shutil.which("Rscript") is None:
        return False
    told = "quit(status = !all(c('survey', 'survival') %in% rownames(installed.packages())))"
    return subprocess.run(["Rscript", "-e", told], capture_output=True).returncode == 0


def told(folder: Path, asked: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what R says of the tasks in each frame of `NAMES`, by their column `task`."""
    for name in NAMES:
        asked[name].to_csv(folder / f"{name}.csv", index=False)
    run = subprocess.run(["Rscript", str(ORACLE), str(folder)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return {name: pd.read_csv(folder / f"{name}-by-r.csv") for name in NAMES}
