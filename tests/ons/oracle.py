"""`python oracle.py FOLDER`: the ONS package tells what it shows of people.

It stands alone, for a Python that has `cell-key-perturbation` and nothing of ours. In the folder
are `people.csv` with a column `record_key`, `ptable.csv`, and `tables.json`: of each table what its
people must be (`where`) and what they are counted by (`by`). It writes `told.csv`.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pandas as pd
from cell_key_perturbation.create_perturbed_table import create_perturbed_table


def main(folder: Path, threshold: int) -> None:
    people = pd.read_csv(folder / "people.csv", dtype=str).astype({"record_key": int})
    ptable = pd.read_csv(folder / "ptable.csv")
    told = []
    for number, table in enumerate(json.loads((folder / "tables.json").read_text())):
        behind = people
        for column, value in table["where"].items():
            behind = behind[behind[column] == value]
        if behind.empty:
            continue
        with redirect_stdout(StringIO()):  # it says each time that its input is valid
            shown = create_perturbed_table(
                behind, ptable, [], table["by"], "record_key", threshold=threshold
            )
        told += [
            {
                "table": number,
                "codes": json.dumps([row[name] for name in table["by"]]),
                "true": row["pre_sdc_count"],
                "shown": row["count"],
            }
            for row in shown.to_dict("records")
        ]
    pd.DataFrame(told).to_csv(folder / "told.csv", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
