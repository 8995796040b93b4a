"""Baselines and targets of the demo: some met, some near, some behind."""

from __future__ import annotations

# Baseline and target of the whole phase, in the indicator's unit; None: not set.
PHASE: dict[str, tuple[float | None, float]] = {
    "LG-03": (46, 38),
    "LG-04": (60, 80),
    "TT-01": (0, 60),
    "TT-02": (0, 80),
    "TT-03": (0, 40),
    "TT-04": (0, 0.45),
    "SK-01": (0, 850),
    "SK-02": (65, 85),
    "SK-03": (0, 12),
    "SK-04": (4, 12),
    "JF-01": (0, 1000),
    "JF-02": (0, 0.25),
    "JF-03": (0, 8),
    "JB-01": (20, 45),
    "JB-03": (35, 60),
    "JB-04": (60, 75),
    "JB-05": (0.65, 0.95),
    "MK-01": (0, 300),
    "MK-02": (30, 60),
    "CW-01": (0, 450),
    "CW-02": (0, 30),
    "CW-03": (0.5, 0.9),
    "AB-01": (0, 16),
    "AB-02": (None, 0.7),
    "PB-01": (0, 8),
    "PB-02": (0, 50),
    "PP-01": (38, 55),
    "PP-02": (52, 40),
    "LM-01": (0, 5),
    "LM-02": (0, 60),
    "AS-01": (28, 40),
    "AS-02": (45, 50),
    "AW-01": (0, 180),
    "AW-02": (0, 12),
    "TA-01": (0, 8),
    "TA-02": (0, 60),
}
# What counts grows with the place: each place's part of the country's target, in whole numbers.
COUNTS = frozenset(
    {
        "TT-01",
        "SK-01",
        "JF-01",
        "MK-01",
        "CW-01",
        "AB-01",
        "PB-01",
        "LM-01",
        "AS-01",
        "AW-01",
        "TA-01",
    }
)
PLACES = {"EC": 1.0, "13": 0.62, "1308": 0.5, "23": 0.36, "2301": 0.36}
# What goes on every year; trainers, fairs, studies and awards are aimed at for the whole phase.
YEARLY = frozenset({"SK-01", "MK-01", "CW-01", "AS-01", "AW-01"})
YEAR, SHARE_OF_PHASE = "2025", 0.4
# What stands at the end of a year, not what is added in it: its target is that of the phase.
STOCKS = frozenset({"AS-01"})


def rows() -> list[dict[str, object]]:
    """Return the sheet `metas`: the phase in five places, and 2025 for what goes on every year."""
    found: list[dict[str, object]] = []
    for place, part in PLACES.items():
        for code, (baseline, target) in PHASE.items():
            counted = code in COUNTS
            aim = max(1, round(target * part)) if counted else target
            start = baseline if baseline is None or not counted else round(baseline * part)
            row = {"indicador": code, "territorio": place, "linea_base": start}
            found.append({**row, "periodo": "FASE", "meta": aim})
            if code in YEARLY:
                share = aim if code in STOCKS else max(1, round(target * part * SHARE_OF_PHASE))
                found.append({**row, "periodo": YEAR, "meta": share})
    return found
