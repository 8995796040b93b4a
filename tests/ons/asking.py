"""The package of the Office for National Statistics, asked by files from a Python that has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd

ORACLE = Path(__file__).with_name("oracle.py")
PACKAGE = "cell-key-perturbation"
# Which Python has the package: it brings a pandas of its own, so ours need not be the one.
PYTHON = os.environ.get("ONS_PYTHON", sys.executable)


def is_there() -> bool:
    """Return whether the package can be asked."""
    told = subprocess.run([PYTHON, "-c", "import cell_key_perturbation"], capture_output=True)
    return told.returncode == 0


def told(
    folder: Path,
    people: pd.DataFrame,
    ptable: pd.DataFrame,
    tables: list[dict[str, Any]],
    threshold: int,
) -> pd.DataFrame:
    """Return what the package shows: `table`, `codes` as JSON, the number of people, the shown."""
    people.to_csv(folder / "people.csv", index=False)
    ptable.to_csv(folder / "ptable.csv", index=False)
    (folder / "tables.json").write_text(json.dumps(tables))
    command = [PYTHON, str(ORACLE), str(folder), str(threshold)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return pd.read_csv(folder / "told.csv")
