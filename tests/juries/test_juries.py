"""A winner that the figures name is hardly ever truly lower than another, where the model holds."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.juries import rivals, simulated
from tests.juries.trial import LIMIT, run
from tests.sampling import sampled

PLAIN, *OTHERS = simulated.HOLDS


@pytest.mark.parametrize("kind", sampled(simulated.HOLDS, OTHERS[0]), ids=lambda kind: kind.name)
def test_of_a_thousand_juries_few_name_a_winner_that_is_truly_lower(kind: simulated.Kind) -> None:
    found = run(kind, tie_breaks=False)

    assert found.wrong <= LIMIT
    assert found.named > 0.02
    assert found.kept >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", sampled(simulated.HOLDS, simulated.HOLDS[0]), ids=lambda kind: kind.name
)
def test_with_the_tie_break_too_though_criteria_have_truths_of_their_own(
    kind: simulated.Kind,
) -> None:
    found = run(kind)

    assert found.wrong + found.broken_wrong <= LIMIT


def test_a_jury_is_drawn_again_from_its_seed_and_reads_evenly() -> None:
    for kind in simulated.KINDS:
        one, again = simulated.drawn(kind, 7), simulated.drawn(kind, 7)
        pd.testing.assert_frame_equal(one.scores, again.scores)
        assert set(one.sheets["nomination"].value_counts()) == {kind.readers}
        loads = one.sheets["juror"].value_counts()
        assert len(loads) == kind.jurors
        assert loads.max() - loads.min() <= 1


def test_calibration_finds_what_jurors_with_levels_and_slopes_of_their_own_hide() -> None:
    truth = {"A": 80.0, "B": 70.0, "C": 55.0, "D": 40.0}
    rows = [
        (name, juror, slope * value + level)
        for juror, slope, level in (("J1", 1.0, 0.0), ("J2", 0.5, 30.0), ("J3", 1.5, -40.0))
        for name, value in truth.items()
        if (name, juror) not in {("A", "J2"), ("D", "J3")}
    ]
    found = rivals.calibrated(pd.DataFrame(rows, columns=["nomination", "juror", "points"]))

    spread = (found["A"] - found["D"]) / (truth["A"] - truth["D"])
    for one in truth:
        wanted = (truth[one] - truth["D"]) * spread
        assert found[one] - found["D"] == pytest.approx(wanted, abs=1e-6)
